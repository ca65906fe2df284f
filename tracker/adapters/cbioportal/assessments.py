"""Rows of what was measured, seen and judged. Refuses to read a judgment into a word that no table has.

A function returns no fact where a row of its type does not say what the type needs; the row is kept as a finding then.
"""

import re
from decimal import Decimal

from tracker.adapters.cbioportal import vocabulary as words
from tracker.adapters.cbioportal.keys import key_of
from tracker.adapters.cbioportal.rows import START_DATE, Row
from tracker.adapters.cbioportal.times import needed_day, on_day
from tracker.events.catalogue import ClinicalEvent
from tracker.events.disease import CancerDiagnosed, ProgressionDeclared, ResponseAssessed, StageAssigned
from tracker.events.fact import Site
from tracker.events.laboratory import LabResulted
from tracker.events.observation import ImagingStudy, ScanReported
from tracker.events.person import MeasurementTaken, PatientContacted, PatientDied, PerformanceAssessed
from tracker.events.toxicity import AdverseEventNoted
from tracker.values.units import UCUM_UNITS, ucum_spelling, units_of_analyte
from tracker.values.vocabularies import (
    Comparator,
    Criteria,
    DiagnosisRole,
    DiseaseStatus,
    Modality,
    OverallChange,
    Presence,
    ResponseCategory,
)

Facts = tuple[ClinicalEvent, ...]

_RESULT = re.compile(r"(<=|>=|<|>|≤|≥)?\s*([+-]?[0-9]{1,15}(?:\.[0-9]{1,15})?(?:[eE][+-]?[0-9]{1,2})?)")
_COMPARATORS = {"≤": Comparator.AT_MOST, "≥": Comparator.AT_LEAST}
_UNITS = ("UNIT", "UNITS", "RESULT_UNIT", "LR_UNIT_MEASURE", "TEST_UNIT")
_ECOG = re.compile(r"(?:ECOG )?([0-5])(?:\.0)?")
_GRADE = re.compile(r"(?:GRADE )?([0-5])(?:\.0)?")


def read_lab(row: Row) -> Facts:
    """One analyte: a number, a bound, or the study's word. A unit that UCUM does not know stays in `extra`."""
    test = row.said("TEST")
    if not test:
        return ()
    day, result = needed_day(row), row.said("RESULT")
    number = _RESULT.fullmatch(result)
    return (
        LabResulted(
            key=key_of(test, row, day),
            occurred=on_day(row, START_DATE, day),
            analyte=test,
            value=None if number is None else Decimal(number[2]),
            comparator=None if number is None or not number[1] else _comparator(number[1]),
            unit="" if number is None else _unit(test, row.said(*_UNITS)),
            word=row.said("WORD") if number is not None else result,
        ),
    )


def _comparator(sign: str) -> Comparator:
    return _COMPARATORS.get(sign) or Comparator(sign)


def _unit(test: str, unit: str) -> str:
    known = unit if unit in UCUM_UNITS else ucum_spelling(unit) if unit else ""
    possible = units_of_analyte(test)
    return known if not possible or known in possible else ""


def read_scan(row: Row) -> Facts:
    """One study, or several that a semicolon parts; a way of looking that no table has is another one, named in `extra`."""
    day, result = needed_day(row), row.said("RESULT")
    change = words.CHANGES.get(words.plain(result), OverallChange.NOT_STATED)
    first, *others = row.said("DIAGNOSTIC_TYPE").split("; ")
    return (
        ScanReported(
            key=key_of(row.said("DIAGNOSTIC_TYPE") or "imaging", row, day),
            occurred=on_day(row, START_DATE, day),
            studies=(
                ImagingStudy(
                    modality=_modality(first),
                    region=row.said("DIAGNOSTIC_TYPE_DETAILED", "BODY_SITE", "SITE"),
                    impression=result,
                    overall=change,
                ),
                *(ImagingStudy(modality=_modality(other)) for other in others),
            ),
        ),
    )


def _modality(text: str) -> Modality:
    return words.MODALITIES.get(words.plain(text), Modality.OTHER)


def read_status(row: Row) -> Facts:
    """A death, a progression, a recurrence, a response or a contact, by the exact words that mean one."""
    status = row.said("STATUS")
    if not status:
        return ()
    day, plain = needed_day(row), words.plain(status)
    key, occurred = key_of(status, row, day), on_day(row, START_DATE, day)
    if plain in words.DEATHS:
        return (PatientDied(key=key, occurred=occurred, underlying_cause=row.said("CAUSE_OF_DEATH")),)
    if plain in words.PROGRESSIONS or plain == "pd":
        sites = row.said("SITE")
        return (
            ProgressionDeclared(
                key=key,
                occurred=occurred,
                sites=tuple(Site(name=name) for name in sites.split("; ") if name),
                criteria=Criteria.CLINICAL if plain.startswith("clinical") else Criteria.NOT_STATED,
                words=row.said("WORDS") or ("" if status == "Progression" else status),
            ),
        )
    coded = row.said("RESPONSE")
    response = next((known for known in ResponseCategory if known == coded), words.RESPONSES.get(plain))
    if response is not None:
        said = "" if status in {response.value, "Response"} else status
        return (ResponseAssessed(key=key, occurred=occurred, category=response, words=said),)
    if plain in words.ROLES:
        role = words.ROLES[plain]
        return (CancerDiagnosed(key=key, occurred=occurred, role=role, diagnosis=status),)
    if plain in words.CONTACTS:
        vital, disease = words.CONTACTS[plain]
        told = row.said("DISEASE_STATUS")
        return (
            PatientContacted(
                key=key,
                occurred=occurred,
                vital_status=vital,
                disease_status=next((known for known in DiseaseStatus if known == told), disease),
                function=row.said("FUNCTION"),
                words=row.said("WORDS"),
            ),
        )
    return ()


def read_progression_answer(row: Row) -> Facts:
    """A column `PROGRESSION` that says yes: studies with notes read by a machine have one under `Diagnosis`."""
    if words.plain(row.said("PROGRESSION")) not in {"y", "yes", "true"}:
        return ()
    day = needed_day(row)
    return (ProgressionDeclared(key=key_of("progression", row, day), occurred=on_day(row, START_DATE, day)),)


def read_diagnosis(row: Row) -> Facts:
    """A diagnosis where the row names its role, or describes a disease and names no other subtype."""
    subtype = words.plain(row.said("SUBTYPE"))
    described = row.said("DX_DESCRIPTION", "DIAGNOSIS_DESCRIPTION", "DIAGNOSIS", "CANCER_TYPE")
    role = words.ROLES.get(subtype) or (DiagnosisRole.PRIMARY if described and not subtype else None)
    if role is None:
        return read_progression_answer(row)
    day = needed_day(row)
    return (
        CancerDiagnosed(
            key=key_of(f"dx-{role.value}", row, day),
            occurred=on_day(row, START_DATE, day),
            role=role,
            diagnosis=described or row.said("HISTOLOGY", "SUBTYPE"),
            histology=row.said("HISTOLOGY"),
            topography=row.said("TOPOGRAPHY"),
            morphology=row.said("MORPHOLOGY"),
            sites=tuple(Site(name=name) for name in row.said("SITE").split("; ") if name),
        ),
    )


def read_stage(row: Row) -> Facts:
    """A stage as an export of the tracker writes it; another study's columns stay in `extra`."""
    if not row.said("T", "N", "M", "STAGE_GROUP"):
        return ()
    day = needed_day(row)
    return (
        StageAssigned(
            key=key_of("stage", row, day),
            occurred=on_day(row, START_DATE, day),
            t=row.said("T"),
            n=row.said("N"),
            m=row.said("M"),
            group=row.said("STAGE_GROUP"),
            system=row.said("STAGE_SYSTEM") or "not stated",
            edition=row.said("STAGE_EDITION"),
        ),
    )


def read_performance(row: Row) -> Facts:
    """An ECOG score from 0 to 5, or a change that an export of the tracker puts into words."""
    told, scale = row.said("ECOG", "ECOG_SCORE", "PERFORMANCE_STATUS"), row.said("SCALE")
    score = _ECOG.fullmatch(told.upper())
    if score is None and (told or not scale):
        return ()
    day = needed_day(row)
    return (
        PerformanceAssessed(
            key=key_of("ecog", row, day),
            occurred=on_day(row, START_DATE, day),
            ecog=None if score is None else int(score[1]),
            words=scale,
        ),
    )


def read_adverse_event(row: Row) -> Facts:
    """An adverse event with its grade, where the row names one."""
    term = row.said("TERM", "ADVERSE_EVENT", "TOXICITY", "SUBTYPE")
    if not term:
        return ()
    day, grade, presence = needed_day(row), _GRADE.fullmatch(row.said("GRADE").upper()), row.said("PRESENCE")
    return (
        AdverseEventNoted(
            key=key_of(term, row, day),
            occurred=on_day(row, START_DATE, day),
            term=term,
            grade=None if grade is None else int(grade[1]),
            presence=next((known for known in Presence if known == presence), Presence.PRESENT),
        ),
    )


def read_measurement(row: Row) -> Facts:
    """A weight, height or vital sign with its number and a unit of UCUM."""
    what, number, unit = row.said("TEST"), _RESULT.fullmatch(row.said("RESULT")), row.said("UNIT")
    if not what or number is None or number[1] or unit not in UCUM_UNITS:
        return ()
    day = needed_day(row)
    return (
        MeasurementTaken(
            key=key_of(what, row, day),
            occurred=on_day(row, START_DATE, day),
            what=what,
            value=Decimal(number[2]),
            unit=unit,
        ),
    )
