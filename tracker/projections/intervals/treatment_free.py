"""Time without treatment between lines. Refuses to call a time free in which drugs were given.

Convention: from the end of treatment of a line to the first dose of the next; without one it is censored at the last date
stated to be without treatment. The end of treatment is the latest of the line's last cycle's end, its radiotherapy's end
and the stop or hold of its regimens, with the reason stated there (treatment-free survival without the survival part:
Regan, J Clin Oncol 2019). A cycle without a length ends with the last day on which a drug of it was given, the first one
where no days are stated. A next line after the death is none. Where treatment went on into the next line, nothing was free
of it; radiotherapy alone is no line, and the note names what was given of it meanwhile. A reading that counts a stated length from an administration of the line to after its end, where
another reading counts from the end, tells of months under treatment: what was free of them cannot be known.
"""

from collections.abc import Iterator

from tracker.events.person import PatientContacted
from tracker.events.treatment import CycleGiven, RadiotherapyGiven, RegimenHeld, RegimenStopped
from tracker.projections.administrations import days_given, states_days
from tracker.projections.history import PlacedFact
from tracker.projections.intervals.course import Course, LineCourse, keys_of
from tracker.projections.intervals.endpoint import DAYS_NOT_STATED, End, about, latest_end, not_evaluable, spanned
from tracker.projections.intervals.interval import Interval
from tracker.projections.line_of_therapy import LineOfTherapy
from tracker.projections.stated import Stated
from tracker.projections.stretches import HELD, NOT_RECORDED, ONGOING, STOPPED
from tracker.values.identifiers import Anchor
from tracker.values.months import PRECISION_DAYS
from tracker.values.rounding import half_up
from tracker.values.vocabularies import ChangeReason, YesNo
from tracker.values.when import FromAnchor

TREATMENT_FREE = "treatment_free"
AFTER_CYCLE = "after the last cycle"


def derive_treatment_free(course: Course) -> tuple[Interval, ...]:
    """One interval per line, in days."""
    return tuple([treatment_free_of(course, line) for line in course.lines])


def treatment_free_of(course: Course, line: LineCourse) -> Interval:
    """That of one line, in days."""
    who = about(course, line)
    start, note = end_of_treatment(course, line.line)
    if start is None:
        return not_evaluable(TREATMENT_FREE, note, **who)
    next_start = line.next_start
    if next_start is not None and course.death is not None and course.precedes(course.death, next_start):
        next_start = None
    stop = next_start or _last_stated_free(course, start.anchor)
    if stop is None:
        reason = f"{note}; no later date is stated to be without treatment"
        return not_evaluable(TREATMENT_FREE, reason, start=start.anchor, **who)
    overlap = start.extra_days - course.days(start.anchor, stop)
    if overlap > PRECISION_DAYS:
        reason = f"{note}; treatment went on {half_up(overlap):.0f} d into the time from {stop} on"
        return not_evaluable(TREATMENT_FREE, reason, start=start.anchor, **who)
    given = given_meanwhile(course, line.line, start, stop, next_start)
    if given is not None:
        return not_evaluable(TREATMENT_FREE, f"drugs were given meanwhile: {given}", start=start.anchor, **who)
    if next_start is None:
        note = f"{note}; last date stated to be without treatment"
    note = "; ".join([note, *_irradiated(course, line.line, start, stop, next_start)])
    return spanned(course, TREATMENT_FREE, start, End(stop, note), censored=next_start is None, **who)


def _irradiated(
    course: Course, line: LineOfTherapy, start: End, stop: Anchor, next_start: Anchor | None
) -> Iterator[str]:
    """Courses of radiotherapy of neither line, in the time without treatment."""
    own_and_next = _own_and_next(course, line, next_start)
    for irradiation in course.stated(RadiotherapyGiven):
        end = irradiation.key if irradiation.by.stop is None else f"{irradiation.key}.end"
        within = course.precedes(start.anchor, end) and course.precedes(irradiation.key, stop)
        if within and course.line_of.get(irradiation.key) not in own_and_next:
            yield f"radiotherapy {irradiation.key} was given meanwhile"


def end_of_treatment(course: Course, line: LineOfTherapy) -> tuple[End | None, str]:
    """Where treatment of a line ended, and how; None where it did not, and why."""
    start = latest_end(course, _ends_of_treatment(course, line))
    unended = _unended_treatment(course, line)
    if start is None or unended:
        return None, unended or "the end of treatment is not recorded"
    return start, start.note


def _ends_of_treatment(course: Course, line: LineOfTherapy) -> Iterator[End]:
    """Where each part of a line ended, and how; the latest of them is the end of its treatment."""
    stretches = course.stretches_of(line)
    ended_by = {cycle.key: stretch.ending for stretch in stretches for cycle in stretch.cycles}
    for cycle in line.cycles:
        yield _end_of_cycle(course, cycle, ended_by.get(cycle.key))
    for irradiation in line.radiotherapy:
        end = irradiation.key if irradiation.by.stop is None else f"{irradiation.key}.end"
        yield End(end, "after radiotherapy")
    for stretch in stretches:
        if stretch.ending is not None and stretch.ended in {STOPPED, HELD}:
            yield End(stretch.ending.key, _reason(stretch.ended, stretch.ending))


def _end_of_cycle(course: Course, cycle: Stated[CycleGiven], ending: PlacedFact | None) -> End:
    """The end of a cycle's length; without one the day after its last drug day, or what ended the regimen before that."""
    if cycle.by.stop is not None:
        return End(f"{cycle.key}.end", AFTER_CYCLE)
    lasted = float(days_given(cycle.value))
    if ending is not None and 0 <= course.days(cycle.key, ending.key) < lasted:
        return End(ending.key, AFTER_CYCLE)
    note = AFTER_CYCLE if states_days(cycle.value) else f"{AFTER_CYCLE}; {DAYS_NOT_STATED}"
    return End(cycle.key, note, lasted)


def _reason(ended: str, ending: PlacedFact) -> str:
    event = ending.event
    if isinstance(event, RegimenHeld | RegimenStopped) and event.reason is not ChangeReason.NOT_STATED:
        return f"{ended}: {event.reason}"
    return f"{ended}, reason not stated"


def _unended_treatment(course: Course, line: LineOfTherapy) -> str:
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


def given_meanwhile(
    course: Course, line: LineOfTherapy, start: End, stop: Anchor | None = None, next_start: Anchor | None = None
) -> str | None:
    """What tells of drugs given in a time without treatment; None where nothing does.

    Args:
        course: The course of the patient.
        line: The line whose treatment ended.
        start: Where it ended.
        stop: Where the time without treatment ended; None: it goes on.
        next_start: The first dose of the next line, which is no treatment of that time.
    """
    return _given_between(course, line, (start.anchor, stop), next_start) or _counted_from_treatment(
        course, line, start.anchor, stop
    )


def _given_between(
    course: Course, line: LineOfTherapy, ends: tuple[Anchor, Anchor | None], next_start: Anchor | None
) -> str | None:
    """A fact by which drugs were given strictly between the two: a cycle, a regimen of no line or another, a contact."""
    start, stop = ends

    def before_its_end(anchor: Anchor) -> bool:
        return stop is None or course.precedes(anchor, stop)

    def within(anchor: Anchor) -> bool:
        return course.precedes(start, anchor) and before_its_end(anchor)

    own_and_next = _own_and_next(course, line, next_start)
    for cycle in course.stated(CycleGiven):
        if within(cycle.key) and course.line_of.get(cycle.key) not in own_and_next:
            return cycle.key
    for stretch in course.stretches:
        if course.line_of_stretch(stretch) in own_and_next:
            continue
        ending = stretch.ending
        if before_its_end(stretch.opening.key) and (ending is None or course.precedes(start, ending.key)):
            return stretch.opening.key
    for contact in course.stated(PatientContacted):
        if contact.value.off_treatment is YesNo.NO and within(contact.key):
            return contact.key
    return None


def _own_and_next(course: Course, line: LineOfTherapy, next_start: Anchor | None) -> set[int | None]:
    return {line.number} if next_start is None else {line.number, course.line_of.get(next_start)}


def _counted_from_treatment(course: Course, line: LineOfTherapy, start: Anchor, stop: Anchor | None) -> str | None:
    """What a reading in force counts from an administration of the line, not from its end, to a time within."""
    given = set(keys_of(line.starts)) | set(keys_of(line.cycles)) | set(keys_of(line.radiotherapy))
    for key, reading in course.readings:
        if not course.in_window(start, stop, key):
            continue
        for bound in reading.bounds:
            if isinstance(bound, FromAnchor) and bound.anchor in given and (bound.least or 0.0) > 0 and bound.rounded:
                length = f"{bound.rounded.count:g} {bound.rounded.unit}"
                return f"this reading counts {length} to {key} from {bound.anchor}, within the treatment"
    return None
