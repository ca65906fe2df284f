"""A case to the rows of a study. Refuses to write a day that the history does not estimate, and a date at all.

What cBioPortal shows stands in its own columns; `TRACKER_` columns hold bounds, basis and source for people and the events
themselves for the tracker. A regimen and its first stop are one row, as the format has them, and so is what one row of chemoradiation stated.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from tracker.adapters.cbioportal.carried import carry
from tracker.adapters.cbioportal.describing import described
from tracker.adapters.cbioportal.keys import DATES, day_text, is_day, slug
from tracker.adapters.cbioportal.meta import Kind
from tracker.adapters.cbioportal.patients import (
    DAY_ZERO,
    PLACEHOLDER,
    STATUS_LEAD,
    described_person,
    described_sample,
    described_status,
    is_sample,
)
from tracker.adapters.cbioportal.rows import (
    CARRIED,
    EVENT_TYPE,
    OWN_COLUMNS,
    PATIENT_ID,
    SAMPLE_ID,
    START_DATE,
    STOP_DATE,
)
from tracker.adapters.cbioportal.times import BASIS, SOURCE, basis_of, bounds_cells, day_cell
from tracker.adapters.cbioportal.treatments import drugs_key
from tracker.adapters.mcode.leaves import PREFIX as FHIR
from tracker.events.catalogue import Entered
from tracker.events.disease import CancerDiagnosed, PathologyReported
from tracker.events.person import PatientContacted, PatientRegistered
from tracker.events.treatment import RadiotherapyGiven, RegimenStarted, RegimenStopped
from tracker.projections.chronology import Placement
from tracker.projections.history import History, PlacedFact
from tracker.projections.questions import standing_choices
from tracker.values.vocabularies import DiagnosisRole, VitalStatus

PATIENTS_FILE, SAMPLES_FILE = "data_clinical_patient.txt", "data_clinical_sample.txt"
FIRST_COLUMNS = {
    Kind.PATIENTS: (PATIENT_ID, "SEX", "AGE", "OS_STATUS", "OS_MONTHS"),
    Kind.SAMPLES: (PATIENT_ID, SAMPLE_ID),
    Kind.TIMELINE: (PATIENT_ID, START_DATE, STOP_DATE, EVENT_TYPE),
}

_TAKEN = OWN_COLUMNS | {PATIENT_ID}
"""Columns that no `extra` takes, whatever it is called."""
_ALWAYS = _TAKEN | {SAMPLE_ID, START_DATE, STOP_DATE, EVENT_TYPE}
"""Columns that only a row of a study says otherwise than its fact."""


class Written(Struct, frozen=True):
    """One row on its way out."""

    file: str
    kind: Kind
    cells: dict[str, str]
    events: tuple[Entered, ...]
    """What it stands for."""


LIVING, DEAD = "0:LIVING", "1:DECEASED"


class Survival(Struct, frozen=True):
    """Overall survival as the table of patients has it; blank where it is not known."""

    status: str = ""
    months: str = ""


def study_rows(history: History, survival: Survival) -> Iterator[Written]:
    """Every row of one case: the patient, the samples, then the timeline in the order of recording."""
    yield _patient(history, survival)
    facts = [history.by_key[standing.key] for standing in history.record.facts if standing.key in history.by_key]
    samples = [placed for placed in facts if is_sample(placed.event)]
    for placed in samples:
        if isinstance(placed.event, PathologyReported):
            yield _sample(history.patient, placed.event)
    if not samples:
        yield _placeholder(history)
    stops = _first_stops(facts)
    drugs = _drugs_of_courses(history, facts, stops)
    beside = {id(each) for each in (*stops.values(), *drugs.values())}
    for placed in facts:
        if id(placed) in beside or is_sample(placed.event) or _of_patient(placed.event):
            continue
        with_it = drugs.get(placed.key)
        own = [
            each for each in (with_it, stops.get(placed.key if with_it is None else with_it.key)) if each is not None
        ]
        yield _timed(history.patient, placed, own)


def _laid_over(cells: Mapping[str, str], extra: Mapping[str, str]) -> dict[str, str]:
    """The cells of a fact with what its `extra` says instead or besides.

    A name that an import of a study would not give comes from another format: it is written as the columns of a study are,
    with a number where it would take the place of another column. Elements of FHIR have no column.
    """
    found = dict(cells)
    for name, text in extra.items():
        if name.startswith(FHIR):
            continue
        column = first = re.sub(r"[\t\r\n]+", " ", name).strip().upper() or "COLUMN"
        no_day = column in DATES and text != "" and not is_day(text)
        number = 1
        while (column != name or column in _TAKEN or no_day) and (column in {*found, *extra, *_ALWAYS}):
            number += 1
            column = f"{first}_{number}"
        found[column] = text
    return found


def _of_patient(event: Entered) -> bool:
    """Whether a fact stands in the row of the patient."""
    if isinstance(event, PatientContacted):
        return event.key.startswith(f"{STATUS_LEAD}-")
    return isinstance(event, PatientRegistered) or (isinstance(event, CancerDiagnosed) and event.key == DAY_ZERO)


def _patient(history: History, survival: Survival) -> Written:
    facts = [standing.fact for standing in history.record.facts]
    events: list[Entered] = [fact for fact in facts if _of_patient(fact) or fact.key not in history.by_key]
    events.extend(standing_choices(history.record))
    cells = {PATIENT_ID: history.patient, "OS_STATUS": survival.status, "OS_MONTHS": survival.months}
    for fact in facts:
        if isinstance(fact, PatientRegistered):
            cells = _laid_over(cells | described_person(fact), fact.extra)
        elif isinstance(fact, PatientContacted) and _of_patient(fact) and not _outdated(fact, survival):
            cells = _laid_over(cells | described_status(fact), fact.extra)
    return _carrying(PATIENTS_FILE, Kind.PATIENTS, cells, events)


def _outdated(status: PatientContacted, survival: Survival) -> bool:
    """Whether a status that a study stated is overtaken by a death that is on record."""
    return survival.status == DEAD and status.vital_status is not VitalStatus.DECEASED


def _sample(patient: str, report: PathologyReported) -> Written:
    cells = {PATIENT_ID: patient, **_laid_over(described_sample(report), report.extra)}
    return _carrying(SAMPLES_FILE, Kind.SAMPLES, cells, (report,))


def _placeholder(history: History) -> Written:
    """A sample in name only: the format wants one for every patient, and a case has none."""
    diagnoses = [placed.event for placed in history.facts if isinstance(placed.event, CancerDiagnosed)]
    named = next((each.diagnosis for each in diagnoses if each.role is DiagnosisRole.PRIMARY), "")
    cells = {
        PATIENT_ID: history.patient,
        SAMPLE_ID: f"{history.patient}-no-sample",
        "CANCER_TYPE": named,
        PLACEHOLDER: "yes",
    }
    return _carrying(SAMPLES_FILE, Kind.SAMPLES, cells, ())


def _first_stops(facts: Sequence[PlacedFact]) -> Mapping[str, PlacedFact]:
    """By key of a start, the first stop of its regimen that is not estimated before it; each stop once."""
    stops = [placed for placed in facts if isinstance(placed.event, RegimenStopped)]
    found: dict[str, PlacedFact] = {}
    for placed in facts:
        event = placed.event
        if isinstance(event, RegimenStarted):
            after = [
                stop
                for stop in stops
                if isinstance(stop.event, RegimenStopped)
                and stop.event.regimen == event.regimen
                and stop.start.estimate >= placed.start.estimate
            ]
            if after:
                found[placed.key] = min(after, key=lambda stop: stop.start.estimate)
                stops.remove(found[placed.key])
    return found


def _drugs_of_courses(
    history: History, facts: Sequence[PlacedFact], stops: Mapping[str, PlacedFact]
) -> Mapping[str, PlacedFact]:
    """By key of a course of radiotherapy, the start of the drugs that its row stated too, while their times are its own."""
    found: dict[str, PlacedFact] = {}
    for placed in facts:
        drugs = history.by_key.get(drugs_key(placed.key)) if isinstance(placed.event, RadiotherapyGiven) else None
        if drugs is not None and isinstance(drugs.event, RegimenStarted) and drugs.start == placed.start:
            stop = stops.get(drugs.key)
            if (None if stop is None else stop.start) == placed.stop:
                found[placed.key] = drugs
    return found


def _timed(patient: str, placed: PlacedFact, beside: Sequence[PlacedFact]) -> Written:
    """A row for a fact and for what it stands for too."""
    event = placed.event
    stop = next((each for each in beside if isinstance(each.event, RegimenStopped)), None)
    end = stop.start if stop is not None else placed.stop
    cells = {PATIENT_ID: patient, START_DATE: "", STOP_DATE: "", **_laid_over(described(event), event.extra)}
    cells[START_DATE] = _day(placed.start, event.extra.get(START_DATE))
    if end is not None:
        cells[STOP_DATE] = _day(end, event.extra.get(STOP_DATE))
        cells |= bounds_cells(STOP_DATE, end)
    cells |= bounds_cells(START_DATE, placed.start)
    cells[BASIS] = basis_of(event.occurred).value
    cells[SOURCE] = "; ".join(source.locator for source in event.sources)
    return _carrying(file_of(cells[EVENT_TYPE]), Kind.TIMELINE, cells, (event, *(each.event for each in beside)))


def _day(placement: Placement, as_it_came: str | None) -> str:
    """The estimate as an integer; a day that an import brought otherwise goes out as it came while it still holds."""
    day = day_cell(placement)
    if as_it_came is None:
        return day
    try:
        holds = day_text(float(as_it_came)) == day_text(placement.estimate)
    except ValueError:
        holds = False
    return as_it_came if holds else day


def _carrying(file: str, kind: Kind, cells: dict[str, str], events: Sequence[Entered]) -> Written:
    said = {name: text for name, text in cells.items() if text.strip()}
    return Written(file, kind, {**said, CARRIED: carry(said, events)}, tuple(events))


def file_of(event_type: str) -> str:
    """The name of the file of an event type: the format wants one file for each.

    >>> file_of("Sample acquisition")
    'data_timeline_sample_acquisition.txt'
    """
    return f"data_timeline_{slug(event_type).replace('-', '_')}.txt"
