"""The lanes of a whole case: a drug, an analyte, an adverse event each has one. Refuses to place a fact by anything but its estimate."""

from collections.abc import Callable, Iterator
from math import inf

from tracker.events.catalogue import ClinicalEvent
from tracker.events.deliberation import AmbiguityNoted, DecisionRecorded, IntervalStated
from tracker.events.disease import (
    CancerDiagnosed,
    PathologyReported,
    ProgressionDeclared,
    ResponseAssessed,
    StageAssigned,
)
from tracker.events.laboratory import LabResulted
from tracker.events.observation import FindingNoted, ScanReported
from tracker.events.person import (
    MeasurementTaken,
    PatientContacted,
    PatientDied,
    PatientRegistered,
    PerformanceAssessed,
)
from tracker.events.toxicity import AdverseEventNoted
from tracker.events.treatment import (
    CycleGiven,
    ProcedurePerformed,
    RadiotherapyGiven,
    RegimenHeld,
    RegimenResumed,
    RegimenStarted,
    RegimenStopped,
)
from tracker.projections.chronicle import Chronicle, Dot, Group, Told, Track
from tracker.projections.history import History, PlacedFact
from tracker.projections.lab_readings import value_text
from tracker.projections.lab_series import series_name, series_of
from tracker.projections.moments import bound_text, moment_text
from tracker.projections.picture import Band, BandKind
from tracker.projections.picture_marks import known_day, response_sign
from tracker.projections.summaries import kind_word, summary_of
from tracker.projections.times import dates_of
from tracker.projections.treatment_bands import drug_bands, radiotherapy_bands, regimen_bands
from tracker.projections.words import listed, number_words, only_attributes, presence_words
from tracker.values.rounding import at_least, at_most
from tracker.values.units import shown_unit
from tracker.values.vocabularies import Presence, VitalStatus

TREATMENT, DISEASE, LABORATORY = "Treatment", "Disease", "Laboratory"
TOXICITY, PATIENT, CARE, RECORD = "Adverse events", "Patient", "Care", "Record"
_ORDER = (TREATMENT, DISEASE, LABORATORY, TOXICITY, PATIENT, CARE, RECORD)
_REMARKS, _INTERVALS = "remarks", "intervals stated"


def chronicle_of(history: History) -> Chronicle:
    """Lay the whole record out."""
    dots: dict[tuple[str, str], list[Dot]] = {}
    names: dict[str, str] = {}
    units: dict[str, str] = {}
    for placed in history.facts:
        for group, name, label in _places(placed.event):
            if isinstance(placed.event, LabResulted):
                # One lane per series, under the name by which it was recorded first; numbers of another unit have their own.
                name = names.setdefault(series_of(placed.event), name)  # noqa: PLW2901 - the name that the lane goes by
                name = _of_unit(name, placed.event, units)  # noqa: PLW2901 - as above
            dots.setdefault((group, name), []).append(_dot(placed, label))
    bands = {(TREATMENT, name): its for name, its in drug_bands(history).items()}
    bands[TREATMENT, "radiotherapy"] = radiotherapy_bands(history)
    remarks, untimed = _remarks(history)
    dots[RECORD, _REMARKS] = remarks
    bands[RECORD, _INTERVALS], stray = _intervals(history)
    return Chronicle(
        groups=tuple(_groups(history, bands, dots, untimed + stray)),
        told={placed.key: _told(history, placed) for placed in history.facts},
    )


def _of_unit(name: str, event: object, units: dict[str, str]) -> str:
    """The lane of a result: another one than the first of its analyte where its unit is another."""
    if not isinstance(event, LabResulted) or event.value is None or units.setdefault(name, event.unit) == event.unit:
        return name
    return f"{name} {shown_unit(event.unit)}"


def _groups(
    history: History,
    bands: dict[tuple[str, str], tuple[Band, ...]],
    dots: dict[tuple[str, str], list[Dot]],
    untimed: int,
) -> Iterator[Group]:
    places = [place for place in dict.fromkeys((*bands, *dots)) if bands.get(place) or dots.get(place)]
    for group in _ORDER:
        tracks = [
            Track(name=name, bands=bands.get((its, name), ()), dots=tuple(dots.get((its, name), ())))
            for its, name in places
            if its == group
        ]
        stray = untimed if group == RECORD else 0
        if not (tracks or stray):
            continue
        every = sorted((dot for track in tracks for dot in track.dots), key=lambda dot: dot.day)
        whole = (*regimen_bands(history), *radiotherapy_bands(history)) if group == TREATMENT else ()
        if group == RECORD:
            whole = tuple(band for track in tracks for band in track.bands)
        folded = Track(name=group, bands=whole, dots=tuple(every))
        yield Group(name=group, tracks=tuple(tracks), folded=folded, untimed=stray)


def _dot(placed: PlacedFact, label: str) -> Dot:
    event, start = placed.event, placed.start
    return Dot(
        key=placed.key,
        label=label,
        day=start.estimate,
        earliest=start.earliest,
        latest=start.latest,
        hollow=_is_hollow(event),
        known=known_day(placed),
    )


def _is_hollow(event: ClinicalEvent) -> bool:
    """Whether it was looked for and was not there, or is below what can be measured."""
    match event:
        case AdverseEventNoted(presence=presence):
            return presence is Presence.ABSENT
        case FindingNoted(findings=findings):
            return all(finding.presence is Presence.ABSENT for finding in findings)
        case LabResulted(comparator=comparator):
            return comparator is not None and comparator.value.startswith("<")
        case _:
            return False


def _places(event: ClinicalEvent) -> Iterator[tuple[str, str, str]]:
    """In which lanes a fact stands, and with which label; radiotherapy is a band alone."""
    match event:
        case CycleGiven(number=number):
            yield TREATMENT, "cycles", str(number)
        case RegimenStarted(regimen=regimen):
            yield TREATMENT, "changes", f"{regimen} on"
        case RegimenHeld(regimen=regimen):
            yield TREATMENT, "changes", f"{regimen} held"
        case RegimenResumed(regimen=regimen):
            yield TREATMENT, "changes", f"{regimen} on again"
        case RegimenStopped(regimen=regimen):
            yield TREATMENT, "changes", f"{regimen} off"
        case RadiotherapyGiven():
            pass
        case CancerDiagnosed():
            yield DISEASE, "diagnosis", "DX"
        case PathologyReported():
            yield DISEASE, "diagnosis", "path"
        case StageAssigned(group=group):
            yield DISEASE, "diagnosis", group or "stage"
        case ScanReported(studies=studies):
            yield DISEASE, "scans", " ".join(dict.fromkeys(study.modality.value for study in studies))
        case ResponseAssessed() as response:
            yield DISEASE, "response", response_sign(response, {})
        case ProgressionDeclared(ordinal=ordinal):
            yield DISEASE, "progression", "PD" if ordinal is None else f"PD{ordinal}"
        case LabResulted():
            yield LABORATORY, series_name(event), value_text(event)
        case AdverseEventNoted(term=term):
            yield TOXICITY, term, _grade(event)
        case PatientRegistered():
            yield PATIENT, "patient", "registered"
        case PerformanceAssessed(ecog=ecog):
            yield PATIENT, "ECOG", "no score" if ecog is None else str(ecog)
        case FindingNoted():
            yield PATIENT, "findings", presence_words(event.findings) or "lesions"
        case MeasurementTaken(what=what, value=value):
            yield PATIENT, what, number_words(value)
        case PatientContacted(vital_status=status):
            yield PATIENT, "contacts", "seen" if status is VitalStatus.NOT_STATED else status.value
        case PatientDied():
            yield PATIENT, "death", "died"
        case ProcedurePerformed(procedure=procedure):
            yield CARE, "procedures", procedure
        case DecisionRecorded(question=question, choice=choice):
            yield CARE, "decisions", choice or question or "decided"


def _grade(event: AdverseEventNoted) -> str:
    if event.presence is Presence.ABSENT:
        return "none"
    if event.presence is Presence.RELIEVED:
        return "relieved"
    if event.grade is None:
        return "cause" if only_attributes(event) else "no grade"
    return f"G{event.grade}" if event.grade_most in (None, event.grade) else f"G{event.grade}–{event.grade_most}"


def _remarks(history: History) -> tuple[list[Dot], int]:
    """What readers noted about the record, at the last of the facts that it is about; how many are about none."""
    found, untimed = [], 0
    for standing in history.record.facts:
        fact = standing.fact
        if not isinstance(fact, AmbiguityNoted):
            continue
        about = [history.by_key[key] for key in fact.keys if key in history.by_key]
        if not about:
            untimed += 1
            continue
        last = max(about, key=lambda placed: placed.start.estimate).start
        found.append(
            Dot(
                key=fact.key,
                label=fact.summary,
                day=last.estimate,
                earliest=last.earliest,
                latest=last.latest,
                known=inf,
            )
        )
    return sorted(found, key=lambda dot: dot.day), untimed


def _intervals(history: History) -> tuple[tuple[Band, ...], int]:
    """The lengths that the source states, from one anchor to another; how many have an end that has no place."""
    found, stray = [], 0
    for standing in history.record.facts:
        fact = standing.fact
        if not isinstance(fact, IntervalStated):
            continue
        try:
            first, last = (history.chronology.place(anchor) for anchor in (fact.from_, fact.to))
        except KeyError:
            stray += 1
            continue
        found.append(
            Band(
                key=fact.key,
                label=listed((fact.stated, fact.meaning), " "),
                kind=BandKind.OTHER,
                start=first.estimate,
                start_earliest=first.earliest,
                start_latest=first.latest,
                stop=max(first.estimate, last.estimate),
                stop_earliest=last.earliest,
                stop_latest=last.latest,
                whole=True,
                known=inf,
            )
        )
    return tuple(sorted(found, key=lambda band: band.start)), stray


def _told(history: History, placed: PlacedFact) -> Told:
    calendar, start = history.calendar, placed.start
    exact = start.earliest is not None and start.earliest == start.latest
    first, last = dates_of(calendar, start)

    def words(day: float | None, date: object, rounds: Callable[[float, int], float]) -> str:
        return "" if exact or day is None else bound_text(calendar, day, rounds) if date is None else str(date)

    return Told(
        key=placed.key,
        kind=kind_word(placed.event),
        text=summary_of(placed.event),
        when=moment_text(calendar, start, inf),
        since=words(start.earliest, first, at_least),
        until=words(start.latest, last, at_most),
        latest=start.latest,
    )
