"""What holds for every month of every life that is compared with a reference."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.examples import history
from tests.lives import lives
from tracker.events.catalogue import Fact
from tracker.projections.days import Reached, day_reached, days_of
from tracker.projections.differences import OF_LINES, Reference, sheet_against
from tracker.projections.history import History
from tracker.projections.months import months_of
from tracker.projections.sheet import Sheet, StateLine
from tracker.projections.sheets import sheets_of

few = settings(max_examples=30, deadline=None)


@pytest.mark.parametrize("known", [False, True])
@few
@given(lives())
def test_a_month_against_any_reference_says_the_same_values(known: bool, facts: tuple[Fact, ...]) -> None:
    found = history(*facts)
    frames = months_of(found, known=known)
    for frame, sheet in zip(frames, sheets_of(found, frames), strict=True):
        values = _values(sheet_against(found, frame, sheet, Reference.OFF))
        # Beside the month before, a line may say that something came to an end or went on.
        assert set(values) <= set(_values(sheet))
        for reference in (Reference.BASELINE, Reference.NADIR):
            other = sheet_against(found, frame, sheet, reference)
            assert _values(other) == values
            assert [(line.key, line.value) for line in other.labs] == [(line.key, line.value) for line in sheet.labs]
            assert other.events == sheet.events


def _values(sheet: Sheet) -> list[tuple[str, str]]:
    """What the state says, apart from what is none any more."""
    return sorted((line.label, line.text) for line in sheet.state if line.keys and line.text != "none")


@few
@given(lives(fixed=True, known=False), st.integers(-2, 13))
def test_what_a_month_was_as_known_tells_nothing_of_what_came_after_it(facts: tuple[Fact, ...], month: int) -> None:
    found = history(*facts)
    until = history(*(placed.standing.fact for placed in found.facts if placed.month <= month))
    for reference in Reference:
        after = states(found, reference)
        for frame, state in states(until, reference).items():
            assert state == after.get(frame), (reference, frame)


def states(found: History, reference: Reference) -> dict[int, list[StateLine]]:
    """Of every month what is known of it against a reference; those about lines of therapy have tests of their own."""
    frames = months_of(found, known=True)
    pairs = zip(frames, sheets_of(found, frames), strict=True)
    compared = ((frame.month, sheet_against(found, frame, sheet, reference)) for frame, sheet in pairs)
    return {month: [line for line in sheet.state if line.label not in OF_LINES] for month, sheet in compared}


@few
@given(lives())
def test_an_event_never_goes_back_from_one_day_to_the_next(facts: tuple[Fact, ...]) -> None:
    order = list(Reached)[::-1]
    found = history(*facts)
    for sheet in sheets_of(found, months_of(found)):
        days = [day_reached(sheet, day, found.calendar.origin).events for day in days_of(sheet)]
        for before, after in pairwise(days):
            assert all(order.index(one) <= order.index(two) for one, two in zip(before, after, strict=True))
        assert set(days[-1]) <= {Reached.OVER, Reached.PROBABLE}
