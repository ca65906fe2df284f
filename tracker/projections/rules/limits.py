"""Rules about quantities that no body can have, whatever its disease. Refuses limits that only a clinician can draw."""

from collections.abc import Iterator
from decimal import Decimal

from tracker.events.disease import ResponseAssessed
from tracker.events.laboratory import LabResulted
from tracker.events.observation import FindingNoted, LesionObserved, ScanReported
from tracker.events.person import MeasurementTaken, PatientRegistered
from tracker.events.treatment import RadiotherapyGiven, RadiotherapyVolume
from tracker.projections.history import events_of
from tracker.projections.rules.evidence import Discrepancy, Evidence
from tracker.projections.words import number_words
from tracker.values.ctcae import term_of
from tracker.values.ctcae_table import ANEMIA, factor_to_si
from tracker.values.units import shown_unit
from tracker.values.vocabularies import Severity

MOST_MM = 1000
MOST_HEMOGLOBIN = 300
MOST_GY = 100
MOST_YEARS = 120
_BODY = {
    "weight": (Decimal(500), "kg", {"kg": Decimal(1), "g": Decimal("0.001"), "[lb_av]": Decimal("0.45359237")}),
    "height": (
        Decimal("2.5"),
        "m",
        {"m": Decimal(1), "cm": Decimal("0.01"), "mm": Decimal("0.001"), "[in_i]": Decimal("0.0254")},
    ),
}
"""What is measured, to the limit, its unit, and what other units are of it."""


def impossible_size(evidence: Evidence) -> Iterator[Discrepancy]:
    """A lesion larger than 1000 mm: no part of a body that could hold it is as wide; mostly a decimal point or cm for mm."""
    for key, lesion in _lesions(evidence):
        for size in (lesion.mm, lesion.perpendicular_mm, lesion.previously_mm):
            if size is not None and size > MOST_MM:
                summary = f"{lesion.lesion} ({key}) is {number_words(size)} mm, wider than a body; sizes are in mm"
                yield evidence.found("impossible-size", Severity.ERROR, summary, (key,))


def impossible_hemoglobin(evidence: Evidence) -> Iterator[Discrepancy]:
    """Hemoglobin above 300 g/L: red cells hold 320 to 360 g in a liter of nothing but cells, so such blood could not flow."""
    for lab in events_of(evidence.history, LabResulted):
        if lab.value is None or not lab.value.is_finite() or term_of(lab.analyte) != ANEMIA.term:
            continue
        factor = factor_to_si(ANEMIA.term, lab.unit)
        if factor is not None and lab.value * factor > MOST_HEMOGLOBIN:
            summary = (
                f"{lab.analyte} {_in_words(lab.value, lab.unit)} ({lab.key}) is more than blood can hold, {MOST_HEMOGLOBIN} g/L; "
                "is the number or its unit a slip?"
            )
            yield evidence.found("impossible-hemoglobin", Severity.ERROR, summary, (lab.key,))


def unlikely_body(evidence: Evidence) -> Iterator[Discrepancy]:
    """A weight above 500 kg or a height above 2.5 m, which hardly anybody ever had: 635 kg and 2.72 m are the most on record."""
    for taken in events_of(evidence.history, MeasurementTaken):
        body = _BODY.get(taken.what.strip().casefold())
        if body is None or taken.unit not in body[2]:
            continue
        most, unit, factors = body
        if taken.value * factors[taken.unit] > most:
            summary = (
                f"{taken.what} {_in_words(taken.value, taken.unit)} ({taken.key}) is above {number_words(most)} {unit}; "
                "is the number or its unit a slip?"
            )
            yield evidence.found("unlikely-body", Severity.WARNING, summary, (taken.key,))


def unlikely_age(evidence: Evidence) -> Iterator[Discrepancy]:
    """An age above 120 years: the greatest that is documented is 122."""
    for registered in events_of(evidence.history, PatientRegistered):
        age = registered.age_at_diagnosis
        if age is not None and age > MOST_YEARS:
            summary = f"{registered.key} says {age} years at diagnosis; hardly anybody reaches {MOST_YEARS}"
            yield evidence.found("unlikely-age", Severity.WARNING, summary, (registered.key,))


def unlikely_gy(evidence: Evidence) -> Iterator[Discrepancy]:
    """A dose above 100 Gy, which external beams do not give: mostly a dose in cGy. Sources within the body may give it."""
    for course in events_of(evidence.history, RadiotherapyGiven):
        for volume in course.volumes:
            dose = volume.dose_gy
            if dose is not None and dose > MOST_GY:
                summary = (
                    f"{volume.name} of {course.key} received {number_words(dose)} Gy{_each(volume, dose)}; is that cGy?"
                )
                yield evidence.found("unlikely-gy", Severity.WARNING, summary, (course.key,))


def _each(volume: RadiotherapyVolume, dose: Decimal) -> str:
    if volume.fractions is None:
        return ""
    return f" in {volume.fractions} fractions, {dose / volume.fractions:,.0f} Gy each"


def _lesions(evidence: Evidence) -> Iterator[tuple[str, LesionObserved]]:
    history = evidence.history
    for scan in events_of(history, ScanReported):
        yield from ((scan.key, lesion) for study in scan.studies for lesion in study.lesions)
    looks: list[FindingNoted | ResponseAssessed] = [
        *events_of(history, FindingNoted),
        *events_of(history, ResponseAssessed),
    ]
    for look in looks:
        yield from ((look.key, lesion) for lesion in look.lesions)


def _in_words(number: Decimal, unit: str) -> str:
    return f"{number_words(number)} {shown_unit(unit)}".rstrip()
