"""How an interval is put together: from a start to its outcome, else to its censoring source. Refuses to guess either.

Event or censoring follows one rule: the earliest qualifying event if there is one, else the latest censoring source; the
note says which it was. Bounds are read off the pair of the two ends, the estimate is their midpoint, whatever two places subtract to.
"""

from collections.abc import Iterable, Sequence
from typing import TypedDict, Unpack

from msgspec import Struct

from tracker.events.disease import ProgressionDeclared, ResponseAssessed
from tracker.projections.intervals.course import RESPONDING, Course, LineCourse
from tracker.projections.intervals.interval import Interval
from tracker.projections.stated import Stated
from tracker.values.identifiers import Anchor
from tracker.values.months import PRECISION_DAYS
from tracker.values.rounding import half_up
from tracker.values.rule_sets import RuleSet
from tracker.values.vocabularies import Certainty, ProgressionExtent

DIED = "death"
LAST_ALIVE = "last date known alive"
ONGOING_AT = "ongoing at the last date known alive"
LAST_QUIET = "last contact or assessment without progression"
DAYS_NOT_STATED = "the days of its drugs are not stated"
LINE_START = "start of the line: nothing was assessed after it"


class About(TypedDict, total=False):
    """What an interval is about."""

    line: int | None
    rule_set: RuleSet | None
    regimen: str | None
    assessed_by: str | None


class End(Struct, frozen=True, gc=False):
    """Where an interval may end, and what happened there."""

    anchor: Anchor
    note: str
    extra_days: float = 0.0
    """Days after the anchor: 1 where that day is included."""


def about(course: Course, line: LineCourse, assessed_by: str | None = None) -> About:
    """Say that an interval is about a line."""
    return {"line": line.line.number, "rule_set": course.rule_set, "assessed_by": assessed_by}


def spanned(
    course: Course, name: str, begin: Anchor | End, end: End, *, censored: bool | None, **who: Unpack[About]
) -> Interval:
    """From an anchor, or the end of something else, to an end, in days; not evaluable where the end certainly lies before the start.

    A side that the record leaves open is None, and so is the estimate then. An earliest below 0 is 0: it was decided before
    that the stop comes after the start. The estimate is the middle of what is left.
    """
    extra = end.extra_days
    start, lead_days = (begin.anchor, begin.extra_days) if isinstance(begin, End) else (begin, 0.0)
    least, most = course.bounds(start, end.anchor)
    least = None if least is None else least - lead_days
    most = None if most is None else most - lead_days
    if most is not None and most + extra < -PRECISION_DAYS:
        reason = f"{end.anchor} lies {half_up(-(most + extra)):.0f} d before {'it begins' if lead_days else start}"
        return not_evaluable(name, reason, start=start, **who)
    earliest = None if least is None else max(0.0, least) + extra
    latest = None if most is None else max(0.0, most) + extra
    return Interval(
        name=name,
        start=start,
        lead_days=lead_days,
        stop=end.anchor,
        extra_days=extra,
        earliest_days=earliest,
        latest_days=latest,
        estimate_days=middle(earliest, latest),
        censored=censored,
        note=end.note,
        **who,
    )


def middle(earliest: float | None, latest: float | None) -> float | None:
    """The estimate of a length between its bounds, in days; None with an open side."""
    return None if earliest is None or latest is None else (earliest + latest) / 2


def not_evaluable(name: str, reason: str, *, start: Anchor | None = None, **who: Unpack[About]) -> Interval:
    """Nothing that could be computed, and why."""
    return Interval(name=name, start=start, evaluable=False, note=reason, **who)


def latest_end(course: Course, ends: Iterable[End]) -> End | None:
    """The last of some ends, by the days that they end on; of those on one day the one named last."""
    last: End | None = None
    for end in ends:
        if last is None:
            last = end
            continue
        later = course.days(last.anchor, end.anchor) + end.extra_days - last.extra_days
        if later >= -PRECISION_DAYS:
            last = end
    return last


def endpoint(
    course: Course, name: str, start: Anchor, outcomes: Sequence[End], censoring: End, **who: Unpack[About]
) -> Interval:
    """From a start to the earliest outcome, else to where it is censored; of the dead nothing begins."""
    if course.death is not None and course.precedes(course.death, start):
        return not_evaluable(name, f"{start} lies after the death", start=start, **who)
    first: End | None = None
    for outcome in outcomes:
        if first is None or course.precedes(outcome.anchor, first.anchor):
            first = outcome
    if first is None:
        return spanned(course, name, start, censoring, censored=True, **who)
    return spanned(course, name, start, first, censored=False, **who)


def of_line(course: Course, number: int | None, regimen: str | None = None) -> About:
    """Say that an interval is about a regimen or a part of one, and in which line."""
    return {"line": number, "rule_set": None if number is None else course.rule_set, "regimen": regimen}


def progressed(progression: Stated[ProgressionDeclared]) -> End:
    """A declared progression as an outcome; one that is not certain, or only biochemical, counts and says so."""
    event = progression.value
    note = "progression declared"
    if event.certainty is not Certainty.CONFIRMED:
        note += f", {'only possible' if event.certainty is Certainty.POSSIBLE else event.certainty.value}"
    if event.extent is ProgressionExtent.BIOCHEMICAL_ONLY:
        note += ", biochemical only"
    return End(event.key, note)


def died(course: Course, line: LineCourse) -> tuple[End, ...]:
    """The death as an outcome of a line, if the patient died in it."""
    return (End(course.death, DIED),) if line.died and course.death is not None else ()


def last_quiet(line: LineCourse) -> End:
    """Where an asserted endpoint of a line is censored."""
    return End(line.start, LINE_START) if line.last_quiet is None else End(line.last_quiet, LAST_QUIET)


def first_response(course: Course, line: LineCourse) -> Stated[ResponseAssessed] | None:
    """The first documented CR or PR of a line, not after the first progression: what came later is no response to it."""
    progression = course.earliest([each.key for each in line.progressions])
    found = {
        each.key: each
        for each in line.assessments
        if each.value.category in RESPONDING and (progression is None or not course.precedes(progression, each.key))
    }
    first = course.earliest(found)
    return None if first is None else found[first]


def undocumented(line: LineCourse) -> str:
    """Why a line has no first response; one that came after the progression is named."""
    late = any(each.value.category in RESPONDING for each in line.assessments)
    return f"no CR or PR is documented{' before the progression' if late else ''}"
