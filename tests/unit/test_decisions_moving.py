"""Moving facts to the right patient: what is taken back in one record is recorded in the other, or nothing is."""

import pytest

from tests import examples as ex
from tracker.decisions.moving import Move, move
from tracker.decisions.refused import Refused
from tracker.events.catalogue import Event, FactRetracted
from tracker.projections.record import Record
from tracker.values.when import Timing

ASKED = Timing(question="q", readings={"A": "2023-04-12", "B": "2023-05-12"}, preferred="A")
HERE = (
    ex.diagnosed(at="2023-01-01"),
    ex.started("l1", at="2023-01-15"),
    ex.ecog(2, at="2023-02-01"),
    ex.scan("ct", at="2023-03-01"),
    ex.response("pr", "PR", with_="ct"),
    ex.finding("pain", "pain", at=ASKED),
    ex.lab("LDH", 300, "U/L", key="ldh", after="dx", stated="2 mo"),
)
THERE = (ex.diagnosed(at="2022-01-01"), ex.ecog(1, "ecog-9", at="2022-02-01"))


def here(*more: Event) -> Record:
    return ex.record(*HERE, *more, patient="a")


def there(*more: Event) -> Record:
    return ex.record(*THERE, *more, patient="b")


def targets(moved: Move) -> list[str]:
    return [event.target for event in moved.taken_back]


def test_a_fact_is_taken_back_here_and_recorded_there_as_it_was() -> None:
    moved = move(here(), there(), ["ecog-0"], reason="mixed up")
    assert moved.taken_back == (FactRetracted(target="ecog-0", reason="mixed up"),)
    assert moved.recorded == (ex.ecog(2, at="2023-02-01"),)
    assert moved.counted_anew == ()


def test_a_fact_moves_as_it_was_last_amended() -> None:
    moved = move(here(ex.amended(ex.ecog(3, at="2023-02-01"))), there(), ["ecog-0"], reason="mixed up")
    assert moved.recorded == (ex.ecog(3, at="2023-02-01"),)


def test_what_hangs_on_a_fact_goes_along_only_when_told_so() -> None:
    with pytest.raises(Refused, match=r"ct: other facts hang on this \(pr\); move them with it"):
        move(here(), there(), ["ct"], reason="mixed up")
    moved = move(here(), there(), ["ct"], reason="mixed up", with_dependents=True)
    assert targets(moved) == ["pr", "ct"]
    assert moved.recorded == (ex.scan("ct", at="2023-03-01"), ex.response("pr", "PR", with_="ct"))
    assert moved.counted_anew == ()


@pytest.mark.parametrize(
    ("fact", "counted"),
    [
        pytest.param(ex.ecog(0, "x", at="2023-02-01"), False, id="a calendar date"),
        pytest.param(ex.ecog(0, "x", at="unknown"), False, id="an unknown time"),
        pytest.param(ex.ecog(0, "x", day=9), True, id="a day from the origin"),
        pytest.param(ex.ecog(0, "x", at="time-zero"), True, id="the origin"),
        pytest.param(ex.ecog(0, "x", after="time-zero"), True, id="after the origin"),
        pytest.param(ex.ecog(0, "x", after="dx", stated="1 mo"), True, id="after a fact that stays"),
        pytest.param(ex.ecog(0, "x", at=(Timing(day=9), "2023")), True, id="a list with a day"),
        pytest.param(ex.ecog(0, "x", at="2023", known=Timing(day=9)), True, id="known on a day"),
        pytest.param(ex.ambiguity("x", "unclear"), False, id="a remark without a time"),
    ],
)
def test_a_time_that_counts_from_something_else_there_is_named(fact: Event, counted: bool) -> None:
    undated = ex.record(ex.diagnosed(), patient="b")
    assert move(here(fact), undated, ["x"], reason="mixed up").counted_anew == (("x",) if counted else ())


def test_a_day_from_the_origin_does_not_move_to_a_case_whose_origin_it_would_move() -> None:
    with pytest.raises(Refused, match="b cannot take it: x: counts in days from the origin"):
        move(here(ex.ecog(0, "x", day=9)), there(), ["x"], reason="mixed up")
    restored = there(ex.ecog(0, "x", day=9), ex.retracted("x"))
    with pytest.raises(Refused, match="b cannot take it: x: counts in days from the origin"):
        move(here(ex.ecog(0, "x", day=9)), restored, ["x"], reason="mixed up")


@pytest.mark.parametrize(
    ("keys", "more", "sentence"),
    [
        pytest.param(["ecog"], (), "did you mean ecog-0", id="an unknown fact"),
        pytest.param([], (), "name the key", id="no fact"),
        pytest.param(
            ["dx"], (ex.retracted("ldh"),), "b cannot take it: dx: the key names a fact there", id="a used key"
        ),
        pytest.param(["pr"], (), "b cannot take it: pr: no fact has the key ct", id="an anchor that is not there"),
        pytest.param(["c"], (ex.cycle("l1", 1, key="c", day=9),), "no regimen of this case is called l1", id="a cycle"),
        pytest.param(["ecog-0"], (ex.retracted("ecog-0"),), "was retracted in a", id="what was taken back already"),
    ],
)
def test_what_the_other_record_cannot_take_is_refused(keys: list[str], more: tuple[Event, ...], sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        move(here(*more), there(), keys, reason="mixed up")


def test_a_fact_does_not_move_to_the_dead_who_had_died_before_it() -> None:
    with pytest.raises(Refused, match=r"b cannot take it: ecog-0: is certainly after the death"):
        move(here(), there(ex.died(at="2022-12-01")), ["ecog-0"], reason="mixed up")


def test_moving_needs_a_reason_and_another_patient() -> None:
    with pytest.raises(Refused, match="needs a reason"):
        move(here(), there(), ["ecog-0"], reason=" ")
    with pytest.raises(Refused, match="name another case"):
        move(here(), here(), ["ecog-0"], reason="mixed up")


def test_a_fact_moved_back_is_restored_where_it_was() -> None:
    moved = move(here(), there(), ["ecog-0"], reason="mixed up")
    back = move(there(*moved.recorded), here(*moved.taken_back), ["ecog-0"], reason="no, it was right")
    assert back.recorded == (ex.amended(ex.ecog(2, at="2023-02-01"), "no, it was right"),)


def test_a_key_that_named_another_fact_there_is_never_reused() -> None:
    other = there(ex.lab("LDH", 1, "U/L", key="ecog-0", at="2022-03-01"), ex.retracted("ecog-0"))
    with pytest.raises(Refused, match="the key named another fact there, lab-resulted, and is never reused"):
        move(here(), other, ["ecog-0"], reason="mixed up")


def test_a_reading_that_was_chosen_moves_with_the_time_that_asks() -> None:
    choice = ex.reading("q", "B")
    assert move(here(choice), there(), ["pain"], reason="mixed up").recorded == (
        ex.finding("pain", "pain", at=ASKED),
        choice,
    )
    assert move(here(), there(), ["pain"], reason="mixed up").recorded == (ex.finding("pain", "pain", at=ASKED),)


def test_a_question_that_is_answered_otherwise_there_is_not_answered_by_a_move() -> None:
    asks = ex.finding("cough", "cough", at=ASKED)
    with pytest.raises(Refused, match="q: is asked there too, and read otherwise than B"):
        move(here(ex.reading("q", "B")), there(asks), ["pain"], reason="mixed up")
