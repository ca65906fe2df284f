"""Time without treatment between lines. Refuses to call a time free in which drugs were given.

Convention: from the end of treatment of a line to the first dose of the next; without one it is censored at the last date
stated to be without treatment. The end of treatment is the latest of the line's last cycle's end, its radiotherapy's end
and the stop or hold of its regimens, with the reason stated there (treatment-free survival without the survival part:
Regan, J Clin Oncol 2019). A reading that counts a stated length from an administration of the line to after its end, where
another reading counts from the end, tells of months under treatment: what was free of them cannot be known.
"""

from tracker.events.person import PatientContacted
from tracker.events.treatment import CycleGiven, RegimenHeld, RegimenStopped
from tracker.projections.history import PlacedFact
from tracker.projections.intervals.course import Course, LineCourse, keys_of
from tracker.projections.intervals.endpoint import End, about, not_evaluable, spanned
from tracker.projections.intervals.interval import Interval
from tracker.projections.line_of_therapy import LineOfTherapy
from tracker.projections.stretches import HELD, NOT_RECORDED, ONGOING, STOPPED
from tracker.values.identifiers import Anchor
from tracker.values.vocabularies import ChangeReason, YesNo
from tracker.values.when import FromAnchor

TREATMENT_FREE = "treatment_free"


def derive_treatment_free(course: Course) -> tuple[Interval, ...]:
    """One interval per line, in days."""
    return tuple([_of(course, line) for line in course.lines])


def _of(course: Course, line: LineCourse) -> Interval:
    who = about(course, line)
    ends = ends_of_treatment(course, line.line)
    start = course.latest(ends)
    unended = unended_treatment(course, line.line)
    if start is None or unended:
        return not_evaluable(TREATMENT_FREE, unended or "the end of treatment is not recorded", **who)
    stop = line.next_start or _last_stated_free(course, start)
    if stop is None:
        reason = f"{ends[start]}; no later date is stated to be without treatment"
        return not_evaluable(TREATMENT_FREE, reason, start=start, **who)
    given = _given_meanwhile(course, line, start, stop) or _counted_from_treatment(course, line, start, stop)
    if given is not None:
        return not_evaluable(TREATMENT_FREE, f"drugs were given meanwhile: {given}", start=start, **who)
    censored = line.next_start is None
    note = f"{ends[start]}; last date stated to be without treatment" if censored else ends[start]
    return spanned(course, TREATMENT_FREE, start, End(stop, note), censored=censored, **who)


def ends_of_treatment(course: Course, line: LineOfTherapy) -> dict[Anchor, str]:
    """Where each part of a line ended, and how; the latest of them is the end of its treatment."""
    ends: dict[Anchor, str] = {}
    for cycle in line.cycles:
        ends[cycle.key if cycle.by.stop is None else f"{cycle.key}.end"] = "after the last cycle"
    for irradiation in line.radiotherapy:
        ends[irradiation.key if irradiation.by.stop is None else f"{irradiation.key}.end"] = "after radiotherapy"
    for stretch in course.stretches_of(line):
        if stretch.ending is not None and stretch.ended in {STOPPED, HELD}:
            ends[stretch.ending.key] = _reason(stretch.ended, stretch.ending)
    return ends


def _reason(ended: str, ending: PlacedFact) -> str:
    event = ending.event
    if isinstance(event, RegimenHeld | RegimenStopped) and event.reason is not ChangeReason.NOT_STATED:
        return f"{ended}: {event.reason}"
    return f"{ended}, reason not stated"


def unended_treatment(course: Course, line: LineOfTherapy) -> str:
    """Why there is no end of treatment; empty where there is one."""
    for stretch in course.stretches_of(line):
        if stretch.ended == ONGOING:
            return "treatment goes on"
        ending = stretch.ending
        if stretch.ended == NOT_RECORDED and not stretch.cycles and ending is not None:
            within = course.line_of.get(ending.key) == line.number
            if not within:
                return f"the end of {stretch.regimen} is not recorded"
    return ""


def _last_stated_free(course: Course, start: Anchor) -> Anchor | None:
    """The last contact after the end of treatment that the source says was without treatment."""
    return course.latest(
        [
            contact.key
            for contact in course.stated(PatientContacted)
            if contact.value.off_treatment is YesNo.YES and course.precedes(start, contact.key)
        ]
    )


def _given_meanwhile(course: Course, line: LineCourse, start: Anchor, stop: Anchor) -> str | None:
    """A fact by which drugs were given strictly between the two: a cycle, a regimen of no line or another, a contact."""

    def within(anchor: Anchor) -> bool:
        return course.precedes(start, anchor) and course.precedes(anchor, stop)

    for cycle in course.stated(CycleGiven):
        if within(cycle.key):
            return cycle.key
    own_and_next = {line.line.number, course.line_of.get(line.next_start or "")}
    for stretch in course.stretches:
        if course.line_of_stretch(stretch) in own_and_next:
            continue
        ending = stretch.ending
        if course.precedes(stretch.opening.key, stop) and (ending is None or course.precedes(start, ending.key)):
            return stretch.opening.key
    for contact in course.stated(PatientContacted):
        if contact.value.off_treatment is YesNo.NO and within(contact.key):
            return contact.key
    return None


def _counted_from_treatment(course: Course, line: LineCourse, start: Anchor, stop: Anchor) -> str | None:
    """What a reading in force counts from an administration of the line, not from its end, to a time within."""
    own = line.line
    given = set(keys_of(own.starts)) | set(keys_of(own.cycles)) | set(keys_of(own.radiotherapy))
    for key, reading in course.readings:
        if not course.in_window(start, stop, key):
            continue
        for bound in reading.bounds:
            if isinstance(bound, FromAnchor) and bound.anchor in given and (bound.least or 0.0) > 0 and bound.rounded:
                length = f"{bound.rounded.count:g} {bound.rounded.unit}"
                return f"this reading counts {length} to {key} from {bound.anchor}, within the treatment"
    return None
