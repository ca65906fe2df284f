"""What holds for the state, the months and the intervals of every life."""

from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.chart import Habits
from tests.cohort import chart_of
from tests.examples import erased, history, recorded, scan
from tests.given import assert_the_states_agree
from tests.lives import TREATMENT, lives
from tracker.events.catalogue import Fact
from tracker.events.treatment import RegimenResumed, RegimenStarted, RegimenStopped
from tracker.projections.evolve import fold
from tracker.projections.history import History, events_of, history_of
from tracker.projections.months import Frame, months_of
from tracker.projections.pictures import picture_of
from tracker.projections.record import Record, record_after, record_of
from tracker.projections.regimen_state import RegimenStatus
from tracker.projections.sheets import sheets_of
from tracker.projections.shown import show_of
from tracker.projections.states import derive_states, standing_values
from tracker.values.when import Timing

few = settings(max_examples=60, deadline=None)


def _ordered(found: History, frame: Frame) -> list[str]:
    """Keys of the facts that belong to the month or an earlier one, in the order of living."""
    return [placed.key for placed in found.facts if placed.month <= frame.month]


@few
@given(lives(), st.integers(0, 14))
def test_a_fold_can_stop_and_go_on(facts: tuple[Fact, ...], at: int) -> None:
    found = history(*facts)
    assert fold(found, found.facts[at:], fold(found, found.facts[:at])) == fold(found)


@few
@given(st.integers(1, 50), st.integers(0, 80))
def test_a_record_can_stop_and_go_on(seed: int, at: int) -> None:
    lines = recorded("p", (*chart_of(seed, 80, Habits(amended=0.2, retracted=0.1)), erased()))
    assert record_after(record_of("p", lines[:at]), lines[at:-1]) == record_of("p", lines[:-1])
    gone = record_after(record_of("p", lines[:at]), lines[at:])
    assert gone == record_after(gone, ()) == Record("p", erased=True, version=81)


@few
@given(lives())
def test_the_last_month_is_the_state_of_the_whole_history(facts: tuple[Fact, ...]) -> None:
    found = history(*facts)
    assert months_of(found)[-1].state == fold(found)


@few
@given(lives())
def test_every_fact_happens_in_exactly_one_month_and_is_possible_only_before(facts: tuple[Fact, ...]) -> None:
    found = history(*facts)
    frames = months_of(found)
    happened = [placed.key for frame in frames for placed in frame.events]
    assert sorted(happened) == sorted(fact.key for fact in facts)
    for frame in frames:
        assert not {placed.key for placed in frame.possible} & set(_ordered(found, frame))
        for placed in frame.possible:
            assert placed.start.earliest is None or placed.start.earliest < frame.end_day


@few
@given(lives())
def test_the_cut_through_the_states_is_the_frame(facts: tuple[Fact, ...]) -> None:
    found = history(*facts)
    states = derive_states(found)
    for frame in months_of(found):
        cut = {(s.attribute, s.subject): s.value for s in states if s.holds_at_end_of(frame.month)}
        assert cut == standing_values(frame), frame.month


@few
@given(lives())
def test_states_of_one_attribute_never_overlap(facts: tuple[Fact, ...]) -> None:
    ends: dict[tuple[str, str], float | None] = {}
    for state in derive_states(history(*facts)):
        slot = state.attribute, state.subject
        end = ends.get(slot, float("-inf"))
        if state.attribute != "radiotherapy":
            assert end is not None, "the one before never ends"
            assert end <= state.start.estimate
        ends[slot] = None if state.stop is None else state.stop.estimate


@few
@given(lives(), st.randoms(use_true_random=False))
def test_shuffling_the_record_changes_nothing(facts: tuple[Fact, ...], random: Random) -> None:
    found = history(*facts)
    shuffled = list(facts)
    random.shuffle(shuffled)
    again = history_of(record_of("p", recorded("p", shuffled)))
    for known in (False, True):
        frames, others = months_of(found, known=known), months_of(again, known=known)
        assert [show_of(found, frame) for frame in frames] == [show_of(again, frame) for frame in others]
        assert sheets_of(found, frames) == sheets_of(again, others)
    assert derive_states(found) == derive_states(again)
    assert picture_of(found) == picture_of(again)


@few
@given(lives())
def test_known_then_is_the_fold_of_what_was_known(facts: tuple[Fact, ...]) -> None:
    found = history(*facts)
    for frame in months_of(found, known=True):
        known = found.known_by(frame.month)
        assert frame.state == fold(known), frame.month
        assert all(placed.month <= frame.month for placed in known.facts)


@few
@given(lives(fixed=True, known=False), st.integers(0, 400), st.integers(1, 300))
def test_one_fact_that_is_known_late_changes_no_month_before_it_was_known(
    facts: tuple[Fact, ...], day: int, later: int
) -> None:
    found, more = history(*facts), history(*facts, scan("late", day=day, known=Timing(day=day + later)))
    month = found.calendar.month_of(day + later)
    after = {frame.month: show_of(more, frame)["state"] for frame in months_of(more, known=True)}
    for frame in months_of(found, known=True):
        if frame.month < month:
            assert show_of(found, frame)["state"] == after[frame.month], frame.month


@few
@given(lives(fixed=True, known=False), st.integers(-2, 13))
def test_a_month_as_known_tells_nothing_of_what_came_after_it(facts: tuple[Fact, ...], month: int) -> None:
    found = history(*facts)
    until = history(*(placed.standing.fact for placed in found.facts if placed.month <= month))
    after = {frame.month: show_of(found, frame)["state"] for frame in months_of(found, known=True)}
    for frame in months_of(until, known=True):
        assert show_of(until, frame)["state"] == after.get(frame.month), frame.month


@few
@given(lives(fixed=True), lives(fixed=True, most=4), st.integers(0, 10))
def test_a_fact_known_later_changes_nothing_that_was_known_then(
    facts: tuple[Fact, ...], others: tuple[Fact, ...], month: int
) -> None:
    found = history(*facts)
    end = found.calendar.start_of(month + 1)
    more = history(*facts, *(_renamed(fact) for fact in others[1:]))
    late = {placed.key for placed in more.facts if placed.known is None or placed.known.estimate >= end}
    kept = [placed.standing.fact for placed in more.facts if placed.key in late or placed.key in found.by_key]
    after = history(*kept)
    then = {frame.month: show_of(found, frame)["state"] for frame in months_of(found, known=True)}
    for frame in months_of(after, known=True):
        if frame.month <= month and frame.month in then:
            assert show_of(after, frame)["state"] == then[frame.month], frame.month


@few
@given(lives())
def test_a_recorded_stop_ends_its_regimen_wherever_it_is_placed(facts: tuple[Fact, ...]) -> None:
    found = history(*facts)
    opened = [event.regimen for event in events_of(found, RegimenStarted)]
    opened += [event.regimen for event in events_of(found, RegimenResumed)]
    state = fold(found)
    for regimen in {stop.regimen for stop in events_of(found, RegimenStopped)}:
        if opened.count(regimen) <= 1:
            assert state.regimens[regimen].status is RegimenStatus.STOPPED


@settings(max_examples=200, deadline=None)
@given(st.one_of(lives(of=TREATMENT), lives(of=TREATMENT, fixed=True), lives()))
def test_a_regimen_is_on_when_its_rows_say_that_it_was_given(facts: tuple[Fact, ...]) -> None:
    assert_the_states_agree(history(*facts))


@few
@given(lives())
def test_a_month_shows_no_fact_of_a_later_month(facts: tuple[Fact, ...]) -> None:
    found = history(*facts)
    for frame in months_of(found):
        shown = str(show_of(found, frame)["state"])
        later = {placed.key for placed in found.facts if placed.month > frame.month}
        assert not [key for key in later if f"'{key}'" in shown]


def _renamed(fact: Fact) -> Fact:
    return replace(fact, key=f"x{fact.key}")
