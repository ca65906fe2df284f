"""Time to response. Refuses to place a response before it was documented.

Convention: from the first dose of a line to the first documented CR or PR, of responders only (RECIST 1.1, Eisenhauer
2009, with the first dose in place of the randomization). Where nothing was assessed before it, the response may have come
at any time before: the length is an upper bound, and the note says so.
"""

from tracker.events.disease import ResponseAssessed
from tracker.events.observation import ScanReported
from tracker.projections.intervals.course import Course, LineCourse
from tracker.projections.intervals.endpoint import End, about, first_response, not_evaluable, spanned, undocumented
from tracker.projections.intervals.interval import Interval
from tracker.projections.stated import Stated

TIME_TO_RESPONSE = "time_to_response"


def derive_time_to_response(course: Course) -> tuple[Interval, ...]:
    """One interval per line, in days; not evaluable where no response was documented."""
    return tuple([_of(course, line) for line in course.lines])


def _of(course: Course, line: LineCourse) -> Interval:
    who = about(course, line, "asserted")
    response = first_response(course, line)
    if response is None:
        return not_evaluable(TIME_TO_RESPONSE, undocumented(line), start=line.start, **who)
    note = f"first documented {response.value.category}"
    if not _assessed_before(course, line, response):
        note += "; an upper bound, as nothing was assessed before it"
    return spanned(course, TIME_TO_RESPONSE, line.start, End(response.key, note), censored=None, **who)


def _assessed_before(course: Course, line: LineCourse, response: Stated[ResponseAssessed]) -> bool:
    """Whether a scan or an assessment lies strictly between; what the response rests on is no earlier look."""
    looks = [each.key for each in line.assessments] + [scan.key for scan in course.stated(ScanReported)]
    return any(
        course.precedes(line.start, key) and course.precedes(key, response.key)
        for key in looks
        if key not in response.value.evidence
    )
