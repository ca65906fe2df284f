"""What points to a fact: its time, its evidence, its regimen, a note about it; no correction leaves one pointing nowhere."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from tests import examples as ex
from tests.cohort import chart_of
from tracker.decisions.ahead import ahead
from tracker.decisions.correcting import amend, retract
from tracker.decisions.dependents import dependents_of
from tracker.decisions.references import dangling
from tracker.decisions.refused import Refused
from tracker.events.treatment import RegimenStarted
from tracker.projections.questions import standing_entries
from tracker.values.when import Timing

ASKS = Timing(question="when", readings={"A": Timing(day=1), "B": Timing(day=9)}, preferred="A")
CASE = (
    ex.diagnosed(),
    ex.started("l1", after="dx", stated="1 mo"),
    ex.cycle("l1", 1, after="dx", stated="1 mo"),
    ex.stopped("l1", after="dx", stated="4 mo"),
    ex.scan("ct", ex.lesion("node", 20), after="dx", stated="3 mo"),
    ex.response("response-1", "PR", "ct", after="dx", stated="3 mo"),
    ex.ambiguity("unclear", "which node", "ct"),
    ex.ecog(2, at=ASKS),
    ex.reading("when", "B"),
)


@pytest.mark.parametrize(
    ("key", "dependents"),
    [
        ("l1", ("l1-c1", "l1-stopped")),
        ("ct", ("response-1", "unclear")),
        ("dx", ("l1", "l1-c1", "l1-stopped", "ct", "response-1", "unclear")),
    ],
)
def test_what_hangs_on_a_fact_goes_only_when_told(key: str, dependents: tuple[str, ...]) -> None:
    record = ex.record(*CASE)
    assert dependents_of(record, [key]) == dependents
    with pytest.raises(Refused, match=r"other facts hang on this .*--with-dependents"):
        retract(record, key, reason="r")
    taken = retract(record, key, reason="r", with_dependents=True)
    assert [retraction.target for retraction in taken] == [*reversed(dependents), key]


def test_an_amendment_that_takes_the_name_of_a_regimen_away_is_refused() -> None:
    record = ex.record(*CASE)
    (start,) = (fact.fact for fact in record.facts if isinstance(fact.fact, RegimenStarted))
    with pytest.raises(Refused, match="l1-c1: no regimen of this case is called l1"):
        amend(record, "l1", replace(start, regimen="lX"), reason="r")


def test_a_choice_whose_question_nobody_asks_any_more_is_not_exported() -> None:
    record = ex.record(*CASE)
    assert ex.reading("when", "B") in standing_entries(record)
    gone = ahead(record, retract(record, "ecog-0", reason="r"))
    assert ex.reading("when", "B") not in standing_entries(gone)
    assert list(dangling(gone, standing_entries(gone))) == []


@given(st.integers(0, 20), st.data())
def test_whatever_is_taken_back_what_stands_reads_in_again(seed: int, data: st.DataObject) -> None:
    record = ex.record(*chart_of(seed, 60))
    for _ in range(3):
        key = data.draw(st.sampled_from([standing.key for standing in record.facts]))
        with suppress(Refused):
            record = ahead(record, retract(record, key, reason="r", with_dependents=data.draw(st.booleans())))
        assert list(dangling(record, standing_entries(record))) == []
        if not record.facts:
            return
