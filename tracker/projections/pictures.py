"""The picture of a case: milestones, treatment bands, lanes and marker curves on one time scale. Refuses columns and colors.

Bands are those of the relation `regimens`: paired by regimen, half-open, ended by the next start where no stop is
recorded. A band is doubtful where it is not stated that its drugs were given.
"""

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from tracker.events.disease import CancerDiagnosed, ProgressionDeclared, ResponseAssessed
from tracker.events.laboratory import LabResulted
from tracker.events.observation import ScanReported
from tracker.events.person import PatientDied, PerformanceAssessed
from tracker.events.toxicity import AdverseEventNoted
from tracker.events.treatment import (
    RadiotherapyGiven,
    RegimenHeld,
    RegimenResumed,
    RegimenStarted,
    RegimenStopped,
)
from tracker.projections.history import History, PlacedFact
from tracker.projections.lab_series import series_name, series_of
from tracker.projections.months import month_range
from tracker.projections.own_lanes import own_lanes
from tracker.projections.picture import (
    Lane,
    Mark,
    MarkerCurve,
    MarkerPoint,
    MarkerWord,
    Milestone,
    MilestoneKind,
    Picture,
    Tendency,
)
from tracker.projections.picture_marks import known_day, mark_of, response_sign
from tracker.projections.treatment_bands import class_lanes, radiotherapy_bands, regimen_bands
from tracker.projections.words import only_attributes
from tracker.values.analytes import analyte_of
from tracker.values.units import shown_unit
from tracker.values.vocabularies import (
    Certainty,
    Modality,
    OverallChange,
    Presence,
    ProgressionExtent,
    ResponseCategory,
    WordMeaning,
)

FIRST_CURVE = analyte_of("EBV-DNA")
"""Shown first among analytes that were first measured on one day."""

_SCAN_MARKS = {
    Modality.CT: "CT",
    Modality.MRI: "MR",
    Modality.PET_CT: "PT",
    Modality.SPECT: "SP",
    Modality.BONE_SCAN: "BS",
    Modality.ULTRASOUND: "US",
    Modality.RADIOGRAPH: "XR",
    Modality.MAMMOGRAPHY: "MG",
    Modality.ENDOSCOPY: "EN",
    Modality.OTHER: "··",
}
_TENDENCIES = {
    WordMeaning.HIGH: Tendency.UP,
    WordMeaning.RISING: Tendency.UP,
    WordMeaning.LOW: Tendency.DOWN,
    WordMeaning.FALLING: Tendency.DOWN,
    WordMeaning.NORMAL: Tendency.LEVEL,
}
_PROGRESSIVE = frozenset({ResponseCategory.PROGRESSIVE_DISEASE, ResponseCategory.CONFIRMED_PROGRESSION})


def picture_of(history: History) -> Picture:
    """Draw the whole case; a face clips what lies after its cursor."""
    calendar, months = history.calendar, month_range(history.facts)
    courses = radiotherapy_bands(history)
    return Picture(
        first_day=calendar.start_of(months.start),
        last_day=calendar.start_of(months.stop),
        milestones=tuple(_milestones(history.facts)),
        bands=(*regimen_bands(history), *courses),
        lanes=(
            *class_lanes(history),
            Lane(name="RT", bands=courses),
            Lane(name="Scan", marks=tuple(_scan_marks(history.facts))),
            Lane(name="Resp", marks=tuple(_response_marks(history.facts))),
            Lane(name="AE", marks=tuple(_adverse_event_marks(history.facts))),
            Lane(name="ECOG", marks=tuple(_performance_marks(history.facts))),
            *own_lanes(history.facts),
        ),
        curves=_curves(history.facts),
        origin=calendar.origin,
    )


def _milestone(placed: PlacedFact, kind: MilestoneKind, label: str) -> Milestone:
    start = placed.start
    return Milestone(
        kind=kind,
        key=placed.event.key,
        label=label,
        day=start.estimate,
        earliest=start.earliest,
        latest=start.latest,
        month=placed.month,
        known=known_day(placed),
    )


def _doubtful(declared: ProgressionDeclared) -> bool:
    """Whether nobody is sure of a progression, or only a tumor marker says so."""
    return declared.extent is ProgressionExtent.BIOCHEMICAL_ONLY or declared.certainty is not Certainty.CONFIRMED


def _milestones(facts: Sequence[PlacedFact]) -> Iterator[Milestone]:
    number = 0
    for placed in facts:
        match placed.event:
            case CancerDiagnosed(role=role):
                yield _milestone(placed, MilestoneKind.DIAGNOSIS, f"diagnosis: {role.value}")
            case ProgressionDeclared(ordinal=ordinal):
                number = number + 1 if ordinal is None else ordinal
                stone = _milestone(placed, MilestoneKind.PROGRESSION, f"PD{number}")
                yield replace(stone, doubtful=_doubtful(placed.event))
            case ScanReported(studies=studies):
                yield _milestone(placed, MilestoneKind.SCAN, ", ".join(study.modality.value for study in studies))
            case RegimenStarted(regimen=regimen):
                yield _milestone(placed, MilestoneKind.REGIMEN, f"{regimen} start")
            case RegimenHeld(regimen=regimen):
                yield _milestone(placed, MilestoneKind.REGIMEN, f"{regimen} held")
            case RegimenResumed(regimen=regimen):
                yield _milestone(placed, MilestoneKind.REGIMEN, f"{regimen} resumed")
            case RegimenStopped(regimen=regimen):
                yield _milestone(placed, MilestoneKind.REGIMEN, f"{regimen} stop")
            case RadiotherapyGiven(key=key):
                yield _milestone(placed, MilestoneKind.REGIMEN, f"{key} start")
            case PatientDied():
                yield _milestone(placed, MilestoneKind.DEATH, "death")
            case _:
                pass


def _scan_marks(facts: Sequence[PlacedFact]) -> Iterator[Mark]:
    """One mark per way of looking, those that found worse first: they must not be the ones that find no room."""
    for placed in facts:
        if isinstance(placed.event, ScanReported):
            studies = sorted(placed.event.studies, key=lambda study: study.overall is not OverallChange.WORSE)
            for label in dict.fromkeys(_SCAN_MARKS[study.modality] for study in studies):
                yield mark_of(placed, label)


def _response_marks(facts: Sequence[PlacedFact]) -> Iterator[Mark]:
    """Responses, and progressions that no response of the same day says already."""
    said = {
        placed.start.estimate
        for placed in facts
        if isinstance(placed.event, ResponseAssessed) and placed.event.category in _PROGRESSIVE
    }
    for placed in facts:
        match placed.event:
            case ResponseAssessed() as response:
                yield mark_of(placed, response_sign(response))
            case ProgressionDeclared() as declared if placed.start.estimate not in said:
                yield mark_of(placed, "PD?" if _doubtful(declared) else "PD")
            case _:
                pass


def _adverse_event_marks(facts: Sequence[PlacedFact]) -> Iterator[Mark]:
    """The grade or its range; `•` where it is not graded, `–` where the event was stated absent; a cause is no event."""
    for placed in facts:
        event = placed.event
        if (
            isinstance(event, AdverseEventNoted)
            and event.presence is not Presence.RELIEVED
            and not only_attributes(event)
        ):
            absent = event.presence is Presence.ABSENT
            most = "" if event.grade_most in (None, event.grade) else f"–{event.grade_most}"
            graded = "•" if event.grade is None else f"{event.grade}{most}"
            yield mark_of(placed, "–" if absent else graded)


def _performance_marks(facts: Sequence[PlacedFact]) -> Iterator[Mark]:
    for placed in facts:
        if isinstance(placed.event, PerformanceAssessed):
            yield mark_of(placed, "?" if placed.event.ecog is None else str(placed.event.ecog))


def _curves(facts: Sequence[PlacedFact]) -> tuple[MarkerCurve, ...]:
    """Curves by series and unit, in the order of their first points; bounds are points with a comparator."""
    points: dict[tuple[str, str], list[MarkerPoint]] = {}
    words: dict[str, list[MarkerWord]] = {}
    names: dict[str, str] = {}
    """As they were recorded first, which is how lanes and lines call them too."""
    for placed in facts:
        event = placed.event
        if not isinstance(event, LabResulted):
            continue
        series = series_of(event)
        names.setdefault(series, series_name(event))
        if event.value is None:
            words.setdefault(series, []).append(_marker_word(placed, event))
            continue
        point = MarkerPoint(
            key=event.key,
            day=placed.start.estimate,
            earliest=placed.start.earliest,
            latest=placed.start.latest,
            value=float(event.value),
            comparator="" if event.comparator is None else event.comparator.value,
            known=known_day(placed),
        )
        points.setdefault((series, event.unit), []).append(point)
    ordered = sorted(
        points.items(), key=lambda item: (item[1][0].day, item[0][0] != FIRST_CURVE, names[item[0][0]], item[0][1])
    )
    return tuple(
        MarkerCurve(
            analyte=names[series], unit=shown_unit(unit), points=tuple(found), words=tuple(words.get(series, ()))
        )
        for (series, unit), found in ordered
    )


def _marker_word(placed: PlacedFact, event: LabResulted) -> MarkerWord:
    return MarkerWord(
        key=event.key,
        day=placed.start.estimate,
        earliest=placed.start.earliest,
        latest=placed.start.latest,
        tendency=Tendency.UNKNOWN if event.word_means is None else _TENDENCIES[event.word_means],
        known=known_day(placed),
    )
