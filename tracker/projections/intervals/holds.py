"""Holds of regimens as intervals. Refuses to let another regimen's facts end a hold that its own facts end.

Convention: from `regimen-held` to what shows that the regimen went on or was given up: its own resumption, stop, start or
next cycle; else to the next start that is not concurrent; else to death; else it is ongoing, censored at the last date
known alive.
"""

from tracker.events.treatment import CycleGiven, RegimenHeld, RegimenResumed, RegimenStarted, RegimenStopped
from tracker.projections.intervals.course import Course
from tracker.projections.intervals.endpoint import DIED, ONGOING_AT, End, not_evaluable, of_line, spanned
from tracker.projections.intervals.interval import Interval
from tracker.projections.regimen_state import is_concurrent
from tracker.values.identifiers import Anchor
from tracker.values.months import PRECISION_DAYS
from tracker.values.vocabularies import ChangeReason

HOLD = "hold"


def derive_holds(course: Course) -> tuple[Interval, ...]:
    """One interval per hold, in days, in the order of living; the reason stands in the note."""
    found = []
    for stated in course.stated(RegimenHeld):
        event = stated.value
        who = of_line(course, course.line_at(event.regimen, event.key), event.regimen)
        reason = "reason not stated" if event.reason is ChangeReason.NOT_STATED else event.reason.value
        end = end_of_hold(course, event)
        if end is not None:
            end = End(end.anchor, f"{reason}; {end.note}")
            found.append(spanned(course, HOLD, event.key, end, censored=False, **who))
        elif course.last_alive is None:
            found.append(not_evaluable(HOLD, "ongoing, and no date known alive is recorded", start=event.key, **who))
        else:
            end = End(course.last_alive, f"{reason}; {ONGOING_AT}")
            found.append(spanned(course, HOLD, event.key, end, censored=True, **who))
    return tuple(found)


def end_of_hold(course: Course, held: RegimenHeld) -> End | None:
    """What ended a hold; None while it goes on."""
    for ends in _may_end(course, held):
        after = course.earliest([anchor for anchor in ends if not course.precedes(anchor, held.key)])
        if after is not None:
            return End(after, ends[after])
    return None if course.death is None else End(course.death, DIED)


def ends_that_bound_hold(course: Course, held: RegimenHeld) -> tuple[Anchor | None, Anchor | None]:
    """What may have ended a hold first and last, where the order is uncertain; None: nothing but the end of the record.

    Whatever may lie after the beginning of the hold may have ended it; only what certainly does has ended it.
    """
    own, others = _may_end(course, held)
    possible = [anchor for anchor in own if _may_follow(course, held, anchor)]
    certain = [anchor for anchor in possible if _follows(course, held, anchor)]
    if certain:
        return course.earliest(possible), course.earliest(certain)
    either = [*possible, *(anchor for anchor in others if _may_follow(course, held, anchor))]
    last = course.earliest([anchor for anchor in others if _follows(course, held, anchor)])
    return course.earliest(either), None if last is None else course.latest([last, *possible])


def _may_follow(course: Course, held: RegimenHeld, anchor: Anchor) -> bool:
    most = course.bounds(held.key, anchor)[1]
    return most is None or most >= -PRECISION_DAYS


def _follows(course: Course, held: RegimenHeld, anchor: Anchor) -> bool:
    least = course.bounds(held.key, anchor)[0]
    return least is not None and least >= -PRECISION_DAYS


def _may_end(course: Course, held: RegimenHeld) -> tuple[dict[Anchor, str], dict[Anchor, str]]:
    """What ends a hold if it comes after its beginning: facts of the regimen, and only else starts of others."""
    regimen = held.regimen
    own: dict[Anchor, str] = {}
    for resumption in course.stated(RegimenResumed):
        if resumption.value.regimen == regimen:
            own[resumption.key] = "resumed"
    for stop in course.stated(RegimenStopped):
        if stop.value.regimen == regimen:
            own[stop.key] = "stopped"
    for cycle in course.stated(CycleGiven):
        if cycle.value.regimen == regimen and course.precedes(held.key, cycle.key):
            own[cycle.key] = "given again"
    others: dict[Anchor, str] = {}
    for start in course.stated(RegimenStarted):
        if start.value.regimen == regimen:
            own[start.key] = "started again"
        elif not is_concurrent(start.value):
            others[start.key] = "the next regimen started"
    return own, others
