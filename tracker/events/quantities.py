"""Faults of numbers and units in a fact: negative doses, ranges upside down, units outside of UCUM. Refuses no rare value."""

from collections.abc import Iterator
from decimal import Decimal

from msgspec import Struct

from tracker.events.disease import TumorMarker
from tracker.events.fault import Fault, Path
from tracker.events.laboratory import LabResulted
from tracker.events.observation import ImagingStudy, LesionObserved
from tracker.events.person import MeasurementTaken
from tracker.events.treatment import DrugGiven, RadiotherapyVolume, RegimenDrug
from tracker.values.units import UCUM_UNITS, ucum_spelling

LARGEST_EXPONENT = 30
"""Powers of ten, either way: beyond it a number is a slip of the keyboard."""

_MEASURED: dict[type[Struct], tuple[tuple[str, bool], ...]] = {
    DrugGiven: (("dose", False), ("dose_most", False)),
    RegimenDrug: (("dose", False), ("dose_most", False)),
    RadiotherapyVolume: (("dose_gy", False), ("volume_ml", False)),
    LesionObserved: (("mm", False), ("perpendicular_mm", False), ("previously_mm", False)),
    ImagingStudy: (("suv_max", False),),
    LabResulted: (("value", True), ("reference_low", True), ("reference_high", True)),
    MeasurementTaken: (("value", True),),
    TumorMarker: (("value", True),),
}
"""Whatever has numbers, and whether they may be negative: a base excess, a temperature, a score."""


def amount_faults(path: Path, part: Struct) -> Iterator[Fault]:
    """Everything wrong with the numbers and units of one struct."""
    measured = _MEASURED.get(type(part))
    if measured is None:
        return
    for name, signed in measured:
        number: Decimal | None = getattr(part, name)
        if number is not None:
            yield from _number_faults((*path, name), number, signed=signed)
    if isinstance(part, DrugGiven | RegimenDrug):
        yield from _dose_faults(path, part)
    if isinstance(part, DrugGiven | RegimenDrug | LabResulted | MeasurementTaken | TumorMarker) and part.unit:
        yield from _unit_faults((*path, "unit"), part.unit)
    if isinstance(part, LesionObserved) and part.perpendicular_mm is not None and part.mm is None:
        yield Fault((*path, "perpendicular_mm"), "is a second diameter; fill in the first one, mm, as well")


def _number_faults(path: Path, number: Decimal, *, signed: bool) -> Iterator[Fault]:
    if not number.is_finite() or (number and abs(number.adjusted()) > LARGEST_EXPONENT):
        yield Fault(path, f"expects a number that can be measured; found {number}")
    elif number < 0 and not signed:
        yield Fault(path, f"expects a number of 0 or more; found {number}")


def _dose_faults(path: Path, drug: DrugGiven | RegimenDrug) -> Iterator[Fault]:
    if drug.dose_most is not None:
        if drug.dose is None:
            yield Fault((*path, "dose_most"), "is the upper end of a range; fill in the lower one, dose, as well")
        elif drug.dose.is_finite() and drug.dose_most.is_finite() and drug.dose_most < drug.dose:
            yield Fault((*path, "dose_most"), f"expects at least the dose {drug.dose}; found {drug.dose_most}")
    if drug.days is not None:
        yield from _day_faults((*path, "days"), drug.days)


def _day_faults(path: Path, days: str) -> Iterator[Fault]:
    seen = 0
    for part in days.replace(" ", "").split(","):
        first, _, last = part.partition("-")
        start, stop = int(first), int(last or first)
        if start < 1:
            yield Fault(path, f"day 1 is the first day of a cycle; found {part}")
        elif stop < start:
            yield Fault(path, f"expects a range that goes forward; found {part}")
        elif start <= seen:
            yield Fault(path, f"expects each day once and in order, such as 1, 8 or 1-14; found {days}")
        seen = max(seen, stop)


def _unit_faults(path: Path, unit: str) -> Iterator[Fault]:
    if unit in UCUM_UNITS:
        return
    spelling = ucum_spelling(unit)
    hint = f"write {spelling}" if spelling else "expects a unit such as mg, g/L, 10*9/L, U/L or copies/mL"
    yield Fault(path, f"{unit!r} is no unit that is accepted; {hint}")
