"""Lines of the state panel about the last progressions: between which looks it came at each site, and beside which marker.

Conventions: a progression at a site came after the last look at that site before the one that found it, and not after that one,
as `(last look, first seen]`; whether that last look was clear it says itself. The look that found it is the first of its evidence
that covers the site, else one on which a lesion there is called new, else the declaration. A marker rises from the first result of an unbroken
run of rising ones after the progression before, by number in one unit or by the source's word; its lead is the time from there to a progression that is not
biochemical alone, bounded by the pair. Refuses a lead where a result does not say that it rises, and to
call one not rising that may have risen.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from math import inf

from msgspec import Struct

from tracker.events.disease import ProgressionDeclared
from tracker.events.fact import Site
from tracker.events.laboratory import LabResulted
from tracker.events.observation import FindingNoted, ImagingStudy, LesionObserved, ScanReported
from tracker.projections.history import History, PlacedFact
from tracker.projections.lab_readings import COPIES
from tracker.projections.lab_series import series_name, series_of
from tracker.projections.leads import lead_text
from tracker.projections.lesion_state import is_part_of, site_name
from tracker.projections.moments import moment_text
from tracker.projections.months import Frame
from tracker.projections.rises import rise_of
from tracker.projections.sheet import StateLine
from tracker.projections.state import CaseState, LabSeries
from tracker.projections.stated import Stated, stated_by
from tracker.values.months import PRECISION_DAYS
from tracker.values.vocabularies import LesionStatus, Newness, ProgressionExtent, VitalStatus

_CLEAR = "clear"
"""How a site was found that a study covered without a lesion there, or with none left."""


def progression_lines(history: History, frame: Frame) -> Iterator[StateLine]:
    """Per site of the last progression, and of the last sure one, one line, and one for the marker; nothing without a progression, or after a death."""
    state = frame.state
    if not state.progressions or state.vital_status is VitalStatus.DECEASED:
        return
    number, last = state.numbered_progressions[-1]
    for _, progression in reversed(state.standing_progressions):
        for site in progression.value.sites:
            yield _window(history, frame, progression, site)
    yield from _markers(history, frame, number, last)


class _Look(Struct, frozen=True):
    """A look at a site."""

    placed: PlacedFact
    how: str
    """The modalities, or `examination`."""
    lesions: list[LesionObserved]
    """Those it found there, resolved ones among them."""

    @property
    def found(self) -> str:
        """How it found the site."""
        standing = [lesion for lesion in self.lesions if lesion.status is not LesionStatus.RESOLVED]
        return ", ".join(dict.fromkeys(lesion.status.value.replace("-", " ") for lesion in standing)) or _CLEAR

    @property
    def shows_a_new_one(self) -> bool:
        """Whether a lesion is called new on it."""
        return any(lesion.new is Newness.YES and lesion.status is not LesionStatus.RESOLVED for lesion in self.lesions)


def _window(history: History, frame: Frame, progression: Stated[ProgressionDeclared], site: Site) -> StateLine:
    earlier = _day_before(frame.state, progression)
    finding, before = _looks_around(history.part(frame.folded).kept(_looks), progression, site, earlier)
    seen = moment_text(history.calendar, finding.start, frame.end_day)
    rests = list(dict.fromkeys((progression.by.key, finding.key)))
    placed = [progression.by, finding]
    if before is None:
        text = f"{site_name(site)}: not assessed before, by {seen}"
    else:
        begun = moment_text(history.calendar, before.placed.start, frame.end_day)
        text = f"{site_name(site)}: after {begun} ({before.how}: {before.found}), by {seen}"
        rests.append(before.placed.key)
        placed.append(before.placed)
    return StateLine(
        label="Progress",
        text=text,
        approximate=not all(map(frame.certain, placed)),
        contradictory=progression.by.contradictory,
        keys=tuple(rests),
    )


def _looks_around(
    looks: Sequence[PlacedFact], progression: Stated[ProgressionDeclared], site: Site, earlier: float
) -> tuple[PlacedFact, _Look | None]:
    """What found a progression at a site, and the last look there before it.

    Args:
        looks: Scans and findings, in the order of living.
        progression: The one that was declared.
        site: One of its sites.
        earlier: The day of the progression before it: what was new by then is not new again.
    """
    found, evidence = progression.by, frozenset(progression.value.evidence)
    # What came later by a day and more is passed over at once.
    until = looks[: bisect_right(looks, progression.day + 1, key=_estimate)]
    named = (
        [placed for placed in until if placed.key in evidence and _look_at(placed, site) is not None]
        if evidence
        else []
    )
    if named and named[0].start.estimate < progression.day:
        found = named[0]
    for placed in reversed(until):
        if placed.start.estimate >= found.start.estimate - PRECISION_DAYS or placed is progression.by:
            continue
        look = _look_at(placed, site)
        if look is None:
            continue
        if named or not look.shows_a_new_one or placed.start.estimate <= earlier + PRECISION_DAYS:
            return found, look
        found = placed
    return found, None


def _look_at(placed: PlacedFact, site: Site) -> _Look | None:
    """A fact as a look at a site; None where it is none."""
    match placed.event:
        case ScanReported(studies=studies):
            covering = [study for study in studies if _covers(study, site)]
            if covering:
                how = ", ".join(dict.fromkeys(study.modality.value for study in covering))
                return _Look(placed, how, [lesion for study in covering for lesion in _at(study.lesions, site)])
        case FindingNoted(lesions=felt):
            lesions = _at(felt, site)
            if lesions:
                return _Look(placed, "examination", lesions)
        case _:
            pass
    return None


def _looks(history: History) -> tuple[PlacedFact, ...]:
    return tuple([placed for placed in history.facts if isinstance(placed.event, ScanReported | FindingNoted)])


def _estimate(placed: PlacedFact) -> float:
    return placed.start.estimate


def _covers(study: ImagingStudy, site: Site) -> bool:
    """Whether a study looked at a site, or at a whole that it lies in."""
    named = any(is_part_of(site, Site(name=name)) for name in study.sites)
    return named or bool(_at(study.lesions, site))


def _at(lesions: Sequence[LesionObserved], site: Site) -> list[LesionObserved]:
    """The lesions that lie in a site, or in a whole that it lies in."""
    return [lesion for lesion in lesions if is_part_of(lesion.site, site) or is_part_of(site, lesion.site)]


def _markers(history: History, frame: Frame, number: int, last: Stated[ProgressionDeclared]) -> Iterator[StateLine]:
    biochemical = last.value.extent is ProgressionExtent.BIOCHEMICAL_ONLY
    since = _day_before(frame.state, last) + PRECISION_DAYS
    for series in _tumor_markers(history, frame.state):
        until = series[: bisect_right(series, last.day + PRECISION_DAYS, key=_day)]
        between = until[bisect_right(until, since, key=_day) :]
        if not until:
            continue
        analyte, rise = series_name(until[-1].value), _rise(until, since)
        rests = [last.by] if not between else [(between[-1] if rise is None else rise).by, last.by]
        if biochemical:
            text = f"{analyte}: PD{number} is biochemical only, no imaging behind it"
        elif rise is not None:
            text = f"{analyte} rose {lead_text(history, rise.key, last.key)} PD{number}"
        elif between:
            text = f"{analyte} {_before(until[-2].value if len(until) > 1 else None, until[-1].value, number)}"
        else:
            text = f"no {analyte} result between PD{number} and the progression before it"
        yield StateLine(
            label="Marker",
            text=text,
            approximate=not all(map(frame.certain, rests)),
            keys=tuple(placed.event.key for placed in rests),
        )


def _before(earlier: LabResulted | None, lab: LabResulted, number: int) -> str:
    """What the last result before a progression says, where it tells no rise."""
    if lab.word and lab.value is None:
        return f"“{lab.word}” before PD{number}"
    told = rise_of(earlier, lab)
    return (
        f"rising before PD{number}: cannot be told ({told.why})"
        if told.rose is None
        else f"not rising before PD{number}"
    )


def _day_before(state: CaseState, last: Stated[ProgressionDeclared]) -> float:
    """The day of the progression before one."""
    return max((each.day for each in state.progressions if each.day < last.day - PRECISION_DAYS), default=-inf)


def _day(stated: Stated[LabResulted]) -> float:
    return stated.day


def _tumor_markers(history: History, state: CaseState) -> Iterator[LabSeries]:
    counted = history.once(_counted_in_copies)
    for analyte, series in state.labs.items():
        if analyte in counted and any(stated.value.unit == COPIES for stated in series):
            yield series


def _counted_in_copies(history: History) -> frozenset[str]:
    """Analytes, as a state names them, of which some result is: of the others no month need be gone through."""
    labs = [stated.value for stated in stated_by(history, LabResulted)]
    return frozenset(series_of(lab) for lab in labs if lab.unit == COPIES)


def _rise(series: Sequence[Stated[LabResulted]], since: float) -> Stated[LabResulted] | None:
    """The first result of the run of rising ones with which a series ends, after a day; None where it ends with none."""
    first = None
    for place in range(len(series) - 1, -1, -1):
        lab = series[place].value
        if series[place].day <= since or not rise_of(series[place - 1].value if place else None, lab).rose:
            break
        first = series[place]
    return first
