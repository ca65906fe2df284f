"""Every interval and endpoint in the order in which they are listed. Refuses to compute one itself."""

from collections.abc import Callable
from collections.abc import Set as AbstractSet

from msgspec.structs import replace

from tracker.projections.history import History
from tracker.projections.intervals.course import Course
from tracker.projections.intervals.cycles import derive_cycles
from tracker.projections.intervals.disease_control import derive_disease_control
from tracker.projections.intervals.duration_of_response import derive_duration_of_response
from tracker.projections.intervals.follow_up import derive_follow_up
from tracker.projections.intervals.holds import derive_holds
from tracker.projections.intervals.interval import DEFAULT_CONVENTIONS, Conventions, Interval
from tracker.projections.intervals.overall_survival import derive_overall_survival
from tracker.projections.intervals.progression_free_survival import derive_progression_free_survival
from tracker.projections.intervals.radiotherapy import derive_radiotherapy
from tracker.projections.intervals.regimen_progression_free_survival import (
    derive_regimen_progression_free_survival,
)
from tracker.projections.intervals.regimens import derive_regimens
from tracker.projections.intervals.second_progression import derive_second_progression
from tracker.projections.intervals.time_on_treatment import derive_time_on_treatment
from tracker.projections.intervals.time_to_next_treatment import derive_time_to_next_treatment
from tracker.projections.intervals.time_to_response import derive_time_to_response
from tracker.projections.intervals.treatment_free import derive_treatment_free
from tracker.projections.intervals.unaccounted import derive_unaccounted
from tracker.values.when import fact_of

CONTRADICTORY = "rests on times that contradict each other"
Derivation = Callable[[Course], tuple[Interval, ...]]

INTERVALS: tuple[Derivation, ...] = (
    derive_overall_survival,
    derive_follow_up,
    derive_progression_free_survival,
    derive_regimen_progression_free_survival,
    derive_second_progression,
    derive_time_to_next_treatment,
    derive_time_on_treatment,
    derive_treatment_free,
    derive_time_to_response,
    derive_duration_of_response,
    derive_disease_control,
    derive_unaccounted,
    derive_regimens,
    derive_cycles,
    derive_radiotherapy,
    derive_holds,
)
"""Each derives the intervals of one name; those of a name stand together."""


def derive_intervals(history: History, conventions: Conventions = DEFAULT_CONVENTIONS) -> tuple[Interval, ...]:
    """Every interval of a history, in days; those of a line in the order of the lines.

    A row with an end on which a contradictory condition rests says so in its note.

    Args:
        history: The facts in their places; cut by `known_by` for what was known.
        conventions: What may be chosen.
    """
    course = history.once(Course, conventions)
    found = tuple([interval for derive in INTERVALS for interval in derive(course)])
    contradictory = history.chronology.contradictory()
    return tuple([_warned(interval, contradictory) for interval in found]) if contradictory else found


def _warned(interval: Interval, contradictory: AbstractSet[str]) -> Interval:
    """Say that an end of an interval was moved: a condition on it contradicts others."""
    if all(end is None or fact_of(end) not in contradictory for end in (interval.start, interval.stop)):
        return interval
    return replace(interval, note=f"{interval.note}; {CONTRADICTORY}" if interval.note else CONTRADICTORY)
