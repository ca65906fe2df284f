"""Rows of the clinical tables: the person, how the patient stood last, the samples. Refuses to date a death by a status.

`OS_STATUS` with `OS_MONTHS` is a contact so many months after time zero: alive then, or called deceased. A death has a date
only where the timeline has its event; `tracker check` names the patients where it has not.
"""

import re

from msgspec import structs

from tracker.adapters.cbioportal import vocabulary as words
from tracker.adapters.cbioportal.carried import carried_by
from tracker.adapters.cbioportal.keys import key_of
from tracker.adapters.cbioportal.rows import OWN_COLUMNS, OWN_PREFIX, PATIENT_ID, SAMPLE_ID, Row
from tracker.adapters.cbioportal.timeline import sound, sources_of
from tracker.events.catalogue import ClinicalEvent, Entered
from tracker.events.disease import CancerDiagnosed, PathologyReported
from tracker.events.person import PatientContacted, PatientRegistered
from tracker.values.vocabularies import DiagnosisRole, Sex, VitalStatus
from tracker.values.when import TIME_ZERO, UNKNOWN, Basis, Timing, When

REGISTERED = "registered"
STATUS_LEAD = "os-status"
"""What the keys of stated vital statuses begin with."""
DAY_ZERO = "day-0-diagnosis"
"""Key of the diagnosis that time zero stands for."""
PLACEHOLDER = f"{OWN_PREFIX}PLACEHOLDER"
"""Not blank in a row of a sample that an export made up because the format wants one for every patient."""

_OS = ("OS_STATUS", "OS_MONTHS")
_MONTHS = re.compile(r"[0-9]{1,4}(\.[0-9]{1,15})?")
_AGE = re.compile(r"([0-9]{1,3})(\.[0-9]{1,6})?")
_OLDEST = 130
_NOT_STATED = "cancer, type not stated"


def read_patient(row: Row) -> tuple[Entered, ...]:
    """The facts of a row of `data_clinical_patient`: a registration, and a contact where a status is stated.

    Raises:
        Misfit: for a row that cannot be recorded, with the reason.
    """
    carried = carried_by(row)
    if carried is not None:
        return sound(carried)
    registered = PatientRegistered(key=REGISTERED, occurred=AT_ZERO, sex=_sex(row), age_at_diagnosis=_age(row))
    extra = _unsaid(described_person(registered), row, leave=(PATIENT_ID, *_OS))
    facts: list[ClinicalEvent] = [structs.replace(registered, extra=extra, sources=sources_of(row))]
    if row.said(*_OS):
        facts.append(_status(row))
    return sound(tuple(facts))


AT_ZERO: When = Timing(day=0, basis=Basis.ASSUMED)
"""When a patient of a study is taken to be registered: a table of patients has no such day."""


def _sex(row: Row) -> Sex:
    return words.SEXES.get(words.plain(row.said("SEX", "GENDER")), Sex.NOT_STATED)


def _age(row: Row) -> int | None:
    found = _AGE.fullmatch(row.said("AGE"))
    return int(found[1]) if found is not None and int(found[1]) <= _OLDEST else None


def _status(row: Row) -> PatientContacted:
    months = row.said("OS_MONTHS")
    contact = PatientContacted(
        key=key_of(STATUS_LEAD, Row("", 0, {name: row.cells[name] for name in _OS if name in row.cells})),
        occurred=Timing(after=TIME_ZERO, stated=f"{months} mo") if _MONTHS.fullmatch(months) else UNKNOWN,
        vital_status=words.OS_STATUSES.get(words.plain(row.said("OS_STATUS")), VitalStatus.NOT_STATED),
    )
    extra = _unsaid(described_status(contact), Row("", 0, {name: row.cells.get(name, "") for name in _OS}))
    return structs.replace(contact, extra=extra, sources=sources_of(row))


def _unsaid(cells: dict[str, str], row: Row, leave: tuple[str, ...] = ()) -> dict[str, str]:
    rest = {
        column: text
        for column, text in row.cells.items()
        if column not in leave and column not in OWN_COLUMNS and cells.get(column, "") != text
    }
    return rest | {column: "" for column, text in cells.items() if text and not row.cells.get(column)}


def described_person(event: PatientRegistered) -> dict[str, str]:
    """What a registration says in the table of patients."""
    sex = "" if event.sex is Sex.NOT_STATED else event.sex.value.title()
    return {"SEX": sex, "AGE": "" if event.age_at_diagnosis is None else str(event.age_at_diagnosis)}


def described_status(event: PatientContacted) -> dict[str, str]:
    """What a stated vital status says in the table of patients."""
    when = event.occurred
    stated = when.stated if isinstance(when, Timing) and when.after == TIME_ZERO else None
    status = {VitalStatus.ALIVE: "0:LIVING", VitalStatus.DECEASED: "1:DECEASED"}.get(event.vital_status, "")
    return {"OS_STATUS": status, "OS_MONTHS": "" if stated is None else stated.removesuffix("mo").strip()}


def read_sample(row: Row, specimen: str | None) -> tuple[Entered, ...]:
    """The facts of a row of `data_clinical_sample`: what pathology found in the sample.

    Args:
        row: The row.
        specimen: Key of the fact that it was taken, whose time it has; None where the timeline does not tell of one.

    Raises:
        Misfit: for a row that cannot be recorded, with the reason.
    """
    carried = carried_by(row)
    if carried is not None:
        return sound(carried)
    if row.said(PLACEHOLDER):
        return ()
    report = PathologyReported(
        key=key_of(f"sample-{row.said(SAMPLE_ID)}", row),
        occurred=UNKNOWN if specimen is None else Timing(with_=specimen, basis=Basis.DERIVED),
        histology=row.said("CANCER_TYPE_DETAILED"),
    )
    extra = _unsaid(described_sample(report), row, leave=(PATIENT_ID,))
    return sound((structs.replace(report, extra=extra, sources=sources_of(row)),))


def described_sample(event: PathologyReported) -> dict[str, str]:
    """What a report says in the table of samples."""
    return {"CANCER_TYPE_DETAILED": event.histology}


def is_sample(event: Entered) -> bool:
    """Whether a report came from the table of samples, and goes back there."""
    return isinstance(event, PathologyReported) and SAMPLE_ID in event.extra and "EVENT_TYPE" not in event.extra


def day_zero_diagnosis(named: str) -> CancerDiagnosed:
    """The diagnosis that time zero is, as the format defines it.

    Args:
        named: What the study calls the disease; empty where it does not.
    """
    return CancerDiagnosed(
        key=DAY_ZERO,
        occurred=Timing(day=0, basis=Basis.DERIVED),
        role=DiagnosisRole.PRIMARY,
        diagnosis=named[:400] or _NOT_STATED,
        note="Time zero of a cBioPortal study is the date of diagnosis, as the format defines it.",
    )
