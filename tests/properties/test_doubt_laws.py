"""No line of a state loses the doubt of a fact behind it: without `yet?` it reads the same if what is doubtful never came."""

from collections.abc import Iterator

import pytest

from tests.cohort import chart_of
from tests.examples import history
from tests.specs.test_intervals_of_the_two_cases import case
from tracker.events.treatment import RegimenHeld, RegimenResumed, RegimenStarted, RegimenStopped
from tracker.projections.current_line import first_dose_at
from tracker.projections.evolve import evolve
from tracker.projections.history import History
from tracker.projections.months import Frame, months_of
from tracker.projections.state import INITIAL, CaseState
from tracker.projections.state_drafts import drafts_of
from tracker.projections.state_lines import state_lines
from tracker.projections.stretches import pairing_of

GROUPED = frozenset({"By site", "Symptoms", "Signs", "Assessed"})
"""Labels of lines that name together what the same is said of: who is named depends on what is said of the others."""


def certain_state(found: History, frame: Frame) -> CaseState:
    """The state of what has happened by the end of the month, whatever the truth within the bounds.

    A regimen that was held, resumed or stopped has begun, whenever that was.
    """
    turned = {
        placed.event.regimen
        for placed in frame.folded
        if frame.certain(placed) and isinstance(placed.event, RegimenHeld | RegimenResumed | RegimenStopped)
    }
    facts = [
        placed
        for placed in frame.folded
        if frame.certain(placed) or (isinstance(placed.event, RegimenStarted) and placed.event.regimen in turned)
    ]
    # As in every month, what opens and ends a regimen is read off the whole record.
    pairing = pairing_of(found.chronology, found.facts)
    state = INITIAL
    for placed in facts:
        state = evolve(state, placed, pairing)
    return state


def lost(found: History) -> Iterator[tuple[int, str, str]]:
    """Lines without `yet?` that would not be there without what is doubtful."""
    for frame in months_of(found):
        first_dose = first_dose_at(found, frame)
        sides = (
            drafts_of(found, state, frame.end_day, first_dose) for state in (frame.state, certain_state(found, frame))
        )
        told, sure = (state_lines(found.calendar, frame, drafts, {}) for drafts in sides)
        there = {(line.slot, line.text) for line in sure}
        for line in told:
            if not line.approximate and line.label not in GROUPED and (line.slot, line.text) not in there:
                yield frame.month, line.label, line.text


@pytest.mark.parametrize("name", ["npc-1", "npc-2"])
def test_no_line_of_a_bundled_case_loses_a_doubt(name: str) -> None:
    assert list(lost(case(name))) == []


@pytest.mark.parametrize("seed", range(12))
def test_no_line_of_a_generated_chart_loses_a_doubt(seed: int) -> None:
    assert list(lost(history(*chart_of(seed, 60)))) == []
