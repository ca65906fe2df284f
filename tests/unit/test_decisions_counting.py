"""What may not move the origin of a dated case: a number of days. One record per test, built from the short helpers."""

import pytest

from tests import examples as ex
from tracker.decisions.adding import Fate, Row, plan_addition
from tracker.decisions.correcting import amend
from tracker.decisions.importing import plan_import
from tracker.decisions.recording import record_facts
from tracker.decisions.refused import Refused
from tracker.events.catalogue import Event, Fact
from tracker.projections.chronology import chronology_of
from tracker.values.when import Timing

SENTENCE = (
    "ecog-1: counts in days from the origin, and day 0 would no longer be 2023-04-12, so that every month of the case "
    'would move; say its date, or count from a fact ({"after": "dx", "at_least": "300 d", "at_most": "300 d"})'
)
DATED: tuple[Event, ...] = (ex.diagnosed(at="2023-04-12"), ex.ecog(2, at="2023-05-01"))
ON_A_DAY = ex.ecog(1, key="ecog-1", day=300)


@pytest.mark.parametrize(
    ("fact", "days"),
    [
        pytest.param(ON_A_DAY, ("300", "300"), id="a day"),
        pytest.param(ex.ecog(1, key="ecog-1", day=(280, 310.5)), ("280", "310.5"), id="some days"),
        pytest.param(ex.ecog(1, key="ecog-1", at="2024", known=Timing(day=300)), ("300", "300"), id="known on a day"),
        pytest.param(ex.ecog(1, key="ecog-1", at=("2024", Timing(day=300))), ("300", "300"), id="a day among others"),
    ],
)
def test_a_day_that_would_move_the_origin_of_a_dated_case_is_refused(fact: Fact, days: tuple[str, str]) -> None:
    least, most = days
    sentence = SENTENCE.replace('"at_least": "300 d"', f'"at_least": "{least} d"')
    with pytest.raises(Refused) as refusal:
        record_facts(ex.record(*DATED), (fact,))
    assert str(refusal.value) == sentence.replace('"at_most": "300 d"', f'"at_most": "{most} d"')


def test_amending_a_date_to_a_day_is_refused_as_well() -> None:
    with pytest.raises(Refused, match="ecog-0: counts in days from the origin"):
        amend(ex.record(*DATED), "ecog-0", ex.ecog(2, day=19), reason="recounted")


def test_choosing_a_reading_in_days_is_refused_as_well() -> None:
    time = Timing(question="q", readings={"A": "2023-06-01", "B": Timing(day=50)}, preferred="A")
    record = ex.record(*DATED, ex.ecog(1, key="asked", at=time))
    with pytest.raises(Refused, match="asked: counts in days from the origin"):
        record_facts(record, (ex.reading("q", "B"),))


def test_the_sentence_names_no_fact_where_none_is_the_origin() -> None:
    with pytest.raises(Refused, match=r"say its date, or count from a fact \(\{\"after\": KEY,"):
        record_facts(ex.record(ex.ecog(2, at="2023-05-01")), (ON_A_DAY,))


@pytest.mark.parametrize(
    ("before", "fact"),
    [
        pytest.param((ex.diagnosed(), ex.ecog(2)), ON_A_DAY, id="a case without a date"),
        pytest.param((), ON_A_DAY, id="the first fact of all"),
        pytest.param((*DATED, ex.ecog(0, "tie", day=0)), ON_A_DAY, id="a case that counts in days already"),
        pytest.param(
            DATED, ex.ecog(1, at=("2023-05-12", Timing(day=30)), key="t"), id="a day that its date puts there"
        ),
        pytest.param(DATED, ex.ecog(1, at="2023-05-12", key="t"), id="a date"),
    ],
)
def test_a_day_that_leaves_the_origin_where_it_is_is_recorded(before: tuple[Event, ...], fact: Fact) -> None:
    record = ex.record(*before)
    coming = ex.record(*before, fact)
    assert record_facts(record, (fact,)) == (fact,)
    assert chronology_of(coming).calendar == chronology_of(record).calendar


def test_a_row_of_a_table_in_days_is_rejected_and_the_rows_beside_it_are_not() -> None:
    rows = (Row("a.csv:2", (ON_A_DAY,)), Row("a.csv:3", (ex.ecog(0, key="ecog-2", at="2023-07-01"),)))
    addition = plan_addition(ex.record(*DATED), rows)
    assert [ruling.fate for ruling in addition.rulings] == [Fate.REJECTED, Fate.RECORDED]
    assert addition.rulings[0].reason == SENTENCE


def test_a_case_file_that_moves_the_origin_is_recorded_only_as_an_amendment() -> None:
    entries: tuple[Fact, ...] = (ex.diagnosed(at="2023-04-12"), ex.ecog(2, at="2023-05-01"), ON_A_DAY)
    record = ex.record(*DATED)
    with pytest.raises(Refused, match=r"ecog-1: counts in days .*; or record it with --amend --reason"):
        plan_import(record, entries, ("dx", "ecog-0"))
    assert plan_import(record, entries, ("dx", "ecog-0"), amend=True, reason="recounted").new == ("ecog-1",)
