"""Progression-free survival per regimen by imaging, oncologist, either or both. Refuses to read a scan for the oncologist.

Convention: from the first dose of a regimen to the first report of worsening, or death; without either it is censored at
the start of the next regimen of any cancer or at the last date known alive, whichever is earlier. Imaging: a scan report whose
overall change is worse; one that states none for all its studies together is as worse as its worst study, because PRISSMM codes
every study as a report of its own. Oncologist: a declared progression, an assessed PD, a contact that says progression. Both: the
later of the two first reports, or death if that is earlier. An outcome counts strictly after the start and strictly before
the next regimen; a regimen that is started again is the next one (PRISSMM, Kehl, JAMA Oncol 2019; AACR Project GENIE BPC, Analytic Data Guide: PFS-I, PFS-M, PFS-I-or-M,
PFS-I-and-M). A flavor has a basis where the record holds such reports at all; a regimen without one has none to count.
"""

from collections.abc import Iterator

from tracker.events.disease import ProgressionDeclared, ResponseAssessed
from tracker.events.observation import ScanReported
from tracker.events.person import PatientContacted
from tracker.events.treatment import RegimenStarted
from tracker.projections.administrations import beginnings, starts_of_cycles
from tracker.projections.intervals.course import PROGRESSING, SAYS_NOTHING, Course
from tracker.projections.intervals.endpoint import (
    DIED,
    LAST_ALIVE,
    About,
    End,
    endpoint,
    not_evaluable,
    progressed,
)
from tracker.projections.intervals.interval import Interval
from tracker.projections.intervals.progression_free_survival import PROGRESSION_FREE_SURVIVAL
from tracker.values.identifiers import Anchor
from tracker.values.vocabularies import DiseaseStatus, OverallChange

NO_SCAN = "no scan states an overall change"
NO_ONCOLOGIST = "no assessment by an oncologist states the course of the disease"
NEXT_REGIMEN = "start of the next regimen"


def derive_regimen_progression_free_survival(course: Course) -> tuple[Interval, ...]:
    """Four intervals per start of a regimen, in days, in the order of living."""
    starts = course.stated(RegimenStarted)
    doses: dict[str, list[Anchor]] = {}
    for cycle, under in course.history.once(starts_of_cycles).items():
        doses.setdefault(under.key, []).append(cycle)
    begun = course.history.once(beginnings)
    scans, imaged = _imaging(course)
    reports, assessed = _oncologist(course)
    missing = {
        "imaging": "" if imaged else NO_SCAN,
        "oncologist": "" if assessed else NO_ONCOLOGIST,
        "either": "" if imaged or assessed else f"{NO_SCAN}, and {NO_ONCOLOGIST}",
        "both": "" if imaged and assessed else NO_ONCOLOGIST if imaged else NO_SCAN,
    }
    found: list[Interval] = []
    for start in starts:
        given = [begun.get(cycle, cycle) for cycle in doses.get(start.key, ())]
        first = course.first_given(given) or start.key
        others = [other.key for other in starts if other.key != start.key and course.precedes(first, other.key)]
        span = (first, course.earliest(others))
        found.extend(_flavors(course, start.value.regimen, span, (scans, reports), missing))
    return tuple(found)


def _flavors(
    course: Course,
    regimen: str,
    span: tuple[Anchor, Anchor | None],
    reports: tuple[list[End], list[End]],
    missing: dict[str, str],
) -> Iterator[Interval]:
    start, next_start = span

    def within(ends: list[End]) -> End | None:
        anchors = {
            end.anchor: end
            for end in ends
            if course.precedes(start, end.anchor) and (next_start is None or course.precedes(end.anchor, next_start))
        }
        first = course.earliest(anchors)
        return None if first is None else anchors[first]

    seen, judged = within(reports[0]), within(reports[1])
    death = within([] if course.death is None else [End(course.death, DIED)])
    later = seen if seen and judged and not course.precedes(seen.anchor, judged.anchor) else judged
    both = End(later.anchor, f"both reported; {later.note}") if seen and judged and later else None
    censoring = _censoring(course, start, next_start)
    for flavor, outcomes in (
        ("imaging", (seen, death)),
        ("oncologist", (judged, death)),
        ("either", (seen, judged, death)),
        ("both", (both, death)),
    ):
        who: About = {"regimen": regimen, "assessed_by": flavor}
        if missing[flavor]:
            yield not_evaluable(PROGRESSION_FREE_SURVIVAL, missing[flavor], start=start, **who)
        else:
            ends = [end for end in outcomes if end is not None]
            yield endpoint(course, PROGRESSION_FREE_SURVIVAL, start, ends, censoring, **who)


def _censoring(course: Course, start: Anchor, next_start: Anchor | None) -> End:
    alive = course.last_alive or start
    if next_start is not None and not course.precedes(alive, next_start):
        return End(next_start, NEXT_REGIMEN)
    return End(alive, LAST_ALIVE)


def _imaging(course: Course) -> tuple[list[End], bool]:
    """Scans that are overall worse, and whether any scan states an overall change."""
    scans = course.stated(ScanReported)
    worse = [End(scan.key, said) for scan in scans if (said := _worsening(scan.value))]
    return worse, any(_changes(scan.value) for scan in scans)


def _changes(scan: ScanReported) -> list[tuple[str, OverallChange]]:
    """Who states which change: the report of all its studies together, else each study that does."""
    if scan.overall is not OverallChange.NOT_STATED:
        return [("scan", scan.overall)]
    studies = [(study.modality.value, study.overall) for study in scan.studies]
    return [(modality, change) for modality, change in studies if change is not OverallChange.NOT_STATED]


def _worsening(scan: ScanReported) -> str:
    """What is overall worse, `scan` or the studies; empty where nothing is."""
    worse = dict.fromkeys(who for who, change in _changes(scan) if change is OverallChange.WORSE)
    return f"{', '.join(worse)} overall worse" if worse else ""


def _oncologist(course: Course) -> tuple[list[End], bool]:
    """Assessments of worsening, and whether any assessment states the course of the disease."""
    found = [*map(progressed, course.stated(ProgressionDeclared))]
    stated = bool(found)
    for response in course.stated(ResponseAssessed):
        stated = stated or response.value.category not in SAYS_NOTHING
        if response.value.category in PROGRESSING:
            found.append(End(response.key, f"{response.value.category} assessed"))
    for contact in course.stated(PatientContacted):
        stated = stated or contact.value.disease_status is not DiseaseStatus.NOT_STATED
        if contact.value.disease_status is DiseaseStatus.PROGRESSING:
            found.append(End(contact.key, "progression reported at a contact"))
    return found, stated
