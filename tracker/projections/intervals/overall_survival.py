"""Overall survival. Refuses to call a follow-up time a survival time.

Convention: from the diagnosis to death of any cause; alive, it is censored at the last date known alive (FDA, Clinical
Trial Endpoints for the Approval of Cancer Drugs and Biologics, 2018, with the diagnosis in place of the randomization).
"""

from tracker.projections.intervals.course import Course
from tracker.projections.intervals.endpoint import DIED, LAST_ALIVE, End, endpoint, not_evaluable
from tracker.projections.intervals.interval import Interval

OVERALL_SURVIVAL = "overall_survival"


def derive_overall_survival(course: Course) -> tuple[Interval, ...]:
    """One interval, in days. A death that is only reported by a contact is no date of death, and the note says so."""
    diagnosis, alive, death = course.diagnosis, course.last_alive, course.death
    if diagnosis is None:
        return (not_evaluable(OVERALL_SURVIVAL, "no diagnosis of a primary cancer is recorded"),)
    if alive is None and death is None:
        return (not_evaluable(OVERALL_SURVIVAL, "no date known alive is recorded", start=diagnosis),)
    note = LAST_ALIVE
    if course.reported_dead is not None:
        note = f"{LAST_ALIVE}; reported dead at {course.reported_dead}, without a date of death"
    outcomes = () if death is None else (End(death, DIED),)
    return (endpoint(course, OVERALL_SURVIVAL, diagnosis, outcomes, End(alive or diagnosis, note)),)
