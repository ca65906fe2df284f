"""Corrections: amending, retracting, taking a whole import back."""

import itertools
from collections.abc import Sequence

import msgspec
import pytest

from tests import examples as ex
from tracker.decisions.correcting import amend, retract, take_back
from tracker.decisions.refused import Refused
from tracker.events.catalogue import Event, Fact, FactAmended, FactRetracted
from tracker.projections.record import Record, record_of
from tracker.values.when import Timing

CASE = (
    ex.diagnosed(),
    ex.started("l1", after="dx"),
    ex.cycle("l1", 1, with_="l1"),
    ex.cycle("l1", 2, after="l1-c1"),
    ex.interval("gap", "dx", "l1-c2.end", "3 mo"),
    ex.ecog(2),
)


def commanded(*commands: tuple[str, Sequence[Event]]) -> Record:
    """The record of several commands, each with its correlation id."""
    lines = ex.recorded("p", itertools.chain.from_iterable(events for _, events in commands))
    ids = itertools.chain.from_iterable([name] * len(events) for name, events in commands)
    named = [msgspec.structs.replace(line, correlation_id=name) for line, name in zip(lines, ids, strict=True)]
    return record_of("p", named)


def facts(record: Record) -> dict[str, object]:
    return {standing.key: standing.fact for standing in record.facts}


def test_an_amendment_replaces_the_whole_fact_and_keeps_the_key() -> None:
    assert amend(ex.record(*CASE), "ecog-0", ex.ecog(1), reason="chart") == (ex.amended(ex.ecog(1), "chart"),)


def test_amending_with_unchanged_content_records_nothing() -> None:
    assert amend(ex.record(*CASE), "ecog-0", ex.ecog(2), reason="chart") == ()


def test_amending_a_retracted_fact_restores_it_even_with_its_old_content() -> None:
    record = ex.record(*CASE, ex.retracted("ecog-0"))
    assert amend(record, "ecog-0", ex.ecog(2), reason="it was right") == (ex.amended(ex.ecog(2), "it was right"),)


@pytest.mark.parametrize(
    ("key", "replacement", "reason", "sentence"),
    [
        pytest.param("ecog", ex.ecog(1, key="ecog"), "r", "did you mean ecog-0", id="an unknown key"),
        pytest.param("ecog-0", ex.ecog(1, key="ecog-1"), "r", "keeps the key", id="another key in the replacement"),
        pytest.param("ecog-0", ex.ecog(1), "  ", "needs a reason", id="no reason"),
        pytest.param("ecog-0", ex.ecog(1), "r" * 4001, "at most 4,000 characters", id="a reason too long to be read"),
        pytest.param("ecog-0", ex.ecog(1), "r\x01", "control character", id="a control character in the reason"),
        pytest.param("ecog-0", ex.ecog(1), "r\udcff", "half a character", id="a reason that is not UTF-8"),
        pytest.param(
            "ecog-0", ex.ecog(1, after="l9"), "r", "no fact has the key l9", id="a time that hangs on nothing"
        ),
        pytest.param("ecog-0", ex.ecog(1, after="ecog-0"), "r", "hangs on itself", id="a time that hangs on itself"),
    ],
)
def test_an_amendment_that_does_not_fit_is_refused(key: str, replacement: Fact, reason: str, sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        amend(ex.record(*CASE), key, replacement, reason=reason)


def test_retracting_twice_records_nothing_new() -> None:
    once = retract(ex.record(*CASE), "ecog-0", reason="wrong")
    assert once == (ex.retracted("ecog-0", "wrong"),)
    assert retract(ex.record(*CASE, *once), "ecog-0", reason="wrong") == ()


def test_retracting_an_anchor_is_refused_with_the_names_of_what_hangs_on_it() -> None:
    with pytest.raises(Refused, match=r"l1-c1, l1-c2, gap"):
        retract(ex.record(*CASE), "l1", reason="wrong")


def test_dependents_go_along_before_what_they_hang_on() -> None:
    events = retract(ex.record(*CASE), "l1", reason="wrong", with_dependents=True)
    assert [event.target for event in events] == ["gap", "l1-c2", "l1-c1", "l1"]
    assert facts(ex.record(*CASE, *events)).keys() == {"dx", "ecog-0"}


def test_a_fact_hangs_on_the_anchors_of_every_reading() -> None:
    form = Timing(question="q", readings={"A": "time-zero", "B": Timing(after="ecog-0")}, preferred="A")
    with pytest.raises(Refused, match="pain"):
        retract(ex.record(*CASE, ex.finding("pain", "pain", at=form)), "ecog-0", reason="wrong")


def test_an_import_taken_back_leaves_what_stood_before_it() -> None:
    before = commanded(("first", CASE))
    second = (
        ex.finding("pain", "pain", after="l1-c2"),
        ex.amended(ex.ecog(1)),
        ex.retracted("gap"),
    )
    record = commanded(("first", CASE), ("second", second))
    undone = take_back(record, "second", reason="wrong file")
    after = commanded(("first", CASE), ("second", second), ("third", undone))
    assert facts(after) == facts(before)
    assert take_back(after, "second", reason="wrong file") == ()


def test_taking_back_an_import_restores_what_it_found_retracted_as_retracted() -> None:
    record = commanded(("first", CASE), ("hand", [ex.retracted("ecog-0")]), ("second", [ex.amended(ex.ecog(2))]))
    assert take_back(record, "second", reason="no") == (FactRetracted(target="ecog-0", reason="no"),)


def test_a_later_correction_by_hand_stands_when_the_amendment_before_it_is_taken_back() -> None:
    record = commanded(("first", CASE), ("second", [ex.amended(ex.ecog(1))]), ("hand", [ex.amended(ex.ecog(0))]))
    assert take_back(record, "second", reason="no") == ()


def test_taking_an_import_back_is_refused_while_facts_recorded_by_hand_hang_on_it() -> None:
    record = commanded(("first", CASE), ("hand", [ex.finding("pain", "pain", after="l1-c2.end")]))
    with pytest.raises(Refused, match="pain"):
        take_back(record, "first", reason="no")
    undone = take_back(record, "first", reason="no", with_dependents=True)
    assert (
        facts(commanded(("first", CASE), ("hand", [ex.finding("pain", "pain", after="l1-c2.end")]), ("x", undone)))
        == {}
    )


FIRST = (ex.diagnosed(), ex.ecog(1, "hb", after="dx", stated="1 mo"), ex.ecog(2, "plt", after="hb", stated="1 mo"))
SECOND = (ex.ecog(0, "n", after="dx", stated="3 mo"), ex.amended(ex.ecog(2, "plt", after="n", stated="1 mo")))


@pytest.mark.parametrize("with_dependents", [False, True])
def test_a_fact_that_an_import_hung_on_its_own_is_hung_where_it_was(with_dependents: bool) -> None:
    record = commanded(("first", FIRST), ("second", SECOND))
    undone = take_back(record, "second", reason="no", with_dependents=with_dependents)
    assert undone == (ex.amended(FIRST[2], "no"), ex.retracted("n", "no"))
    assert facts(commanded(("first", FIRST), ("second", SECOND), ("third", undone))) == facts(ex.record(*FIRST))


def test_a_fact_is_not_hung_again_on_what_was_retracted_since() -> None:
    record = commanded(("first", FIRST), ("second", SECOND), ("hand", [ex.retracted("hb")]))
    with pytest.raises(Refused, match="plt: refers to hb, which was retracted"):
        take_back(record, "second", reason="no", with_dependents=True)


def test_taking_back_is_refused_where_a_fact_recorded_since_would_lose_the_end_that_it_hangs_on() -> None:
    first = (ex.diagnosed(), ex.started("l1"), ex.held("l1", key="c1"))
    second = [ex.amended(ex.cycle("l1", 1, key="c1"))]
    record = commanded(("first", first), ("second", second), ("hand", [ex.ecog(1, "hb", after="c1.end")]))
    with pytest.raises(Refused, match=r"hb: hangs on c1\.end, but c1 has no length"):
        take_back(record, "second", reason="no")


ASKED = ex.ecog(1, "asked", at=Timing(question="q", readings={"A": "time-zero", "B": Timing(day=9)}, preferred="A"))


@pytest.mark.parametrize(
    ("before", "second", "undone"),
    [
        pytest.param([ex.reading("q", "A")], [ex.reading("q", "B")], [ex.reading("q", "A")], id="the choice before it"),
        pytest.param([], [ex.reading("q", "B")], [ex.reading("q", "A", why="no")], id="else the preferred reading"),
        pytest.param([], [ex.reading("q", "A")], [], id="the preferred reading holds already"),
        pytest.param(
            [ex.reading("q", "A")],
            [ex.reading("q", "B"), ex.retracted("asked")],
            [ex.amended(ASKED, "no"), ex.reading("q", "A")],
            id="with the time that asks",
        ),
    ],
)
def test_a_reading_that_an_import_chose_gives_way_to_the_one_before(
    before: Sequence[Event], second: Sequence[Event], undone: Sequence[Event]
) -> None:
    first = (ex.diagnosed(), ASKED, *before)
    record = commanded(("first", first), ("second", second))
    back = take_back(record, "second", reason="no")
    assert list(back) == list(undone)
    assert take_back(commanded(("first", first), ("second", second), ("third", back)), "second", reason="no") == ()


def test_a_reading_chosen_since_stands_when_the_choice_before_it_is_taken_back() -> None:
    choices = [("second", [ex.reading("q", "B")]), ("hand", [ex.reading("q", "B", why="sure")])]
    assert take_back(commanded(("first", [ASKED]), *choices), "second", reason="no") == ()


def test_a_choice_is_not_taken_back_where_the_times_would_then_be_read_in_several_ways() -> None:
    other = ex.ecog(1, "other", at=Timing(question="q", readings={"A": "time-zero", "B": Timing(day=9)}, preferred="B"))
    record = commanded(("first", [ASKED, other]), ("second", [ex.reading("q", "B")]))
    with pytest.raises(Refused, match=r"q: without a choice its times would be read in several ways \(A, B\)"):
        take_back(record, "second", reason="no")


@pytest.mark.parametrize(
    ("hanging", "key", "replacement", "sentence"),
    [
        pytest.param("c1.end", "c1", ex.held("l1", key="c1"), "c1 has no length and so no end", id="without a length"),
        pytest.param("c1", "c1", ex.ambiguity("c1", "open"), "c1, which is no event", id="no event any more"),
    ],
)
def test_an_amendment_that_takes_the_anchor_from_under_another_fact_is_refused(
    hanging: str, key: str, replacement: Fact, sentence: str
) -> None:
    record = ex.record(ex.diagnosed(), ex.started("l1"), ex.cycle("l1", 1, key="c1"), ex.ecog(1, "hb", after=hanging))
    with pytest.raises(Refused, match=f"hb: hangs on .*{sentence}"):
        amend(record, key, replacement, reason="r")


def test_a_fact_that_hangs_on_nothing_already_keeps_no_other_from_being_amended() -> None:
    record = ex.record(ex.diagnosed(), ex.ecog(1, "hb", after="gone"))
    assert amend(record, "dx", ex.diagnosed("carcinoma"), reason="r") == (ex.amended(ex.diagnosed("carcinoma"), "r"),)


def test_a_retracted_import_is_restored_by_amendments() -> None:
    record = commanded(("first", CASE))
    gone = commanded(("first", CASE), ("back", take_back(record, "first", reason="no")))
    assert facts(gone) == {}
    restored = [amend(gone, fact.key, fact, reason="yes")[0] for fact in CASE[:1]]
    assert restored == [FactAmended(target="dx", replacement=CASE[0], reason="yes")]
