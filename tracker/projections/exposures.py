"""How much of each drug was given in each line, as a range. Refuses one number where the source leaves two readings.

Convention: the total of a cycle is dose × administrations of it, least with least and most with most, where the source
leaves open whether a dose is per day or per cycle (`rows/doses.py`); a drug that is not stated to have been given totals at
least 0. A drug is one under all its names (`values/drugs.py`), and masses are summed in one unit, the one first recorded;
doses per body surface or weight are sums of their own. Relative dose intensity needs a planned schedule, which no fact holds, so it is not evaluable.
"""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from msgspec import Struct

from tracker.events.treatment import DrugGiven
from tracker.projections.line_of_therapy import LineOfTherapy
from tracker.projections.rows.doses import administrations
from tracker.values.drugs import generic_name
from tracker.values.vocabularies import DrugStatus

_MILLIGRAMS = {"g": Decimal(1000), "mg": Decimal(1), "ug": Decimal("0.001")}
"""Units of mass, each in mg."""


class Exposure(Struct, frozen=True, kw_only=True):
    """One drug of one line."""

    line: int
    drug: str
    """As first recorded in the line."""
    unit: str
    """UCUM, of masses the one first recorded in the line; empty where no dose is stated."""
    least: Decimal | None
    """Total of the recorded cycles; None where no cycle states a dose."""
    most: Decimal | None
    """None: open, because a dose or its days are not stated somewhere, or no cycle states a dose."""
    cycles: int
    """Recorded cycles that name the drug; 0 for a drug of a regimen of which no cycle is recorded."""
    evidence: tuple[str, ...]
    """Keys of those cycles, else of the regimen's start."""


def derive_exposures(lines: Sequence[LineOfTherapy]) -> tuple[Exposure, ...]:
    """One exposure per line, drug and unit, in the order in which they were first given."""
    return tuple(exposure for line in lines for exposure in _of_line(line))


def _of_line(line: LineOfTherapy) -> Iterable[Exposure]:
    given: dict[tuple[str, str], list[tuple[str, DrugGiven]]] = {}
    for cycle in line.cycles:
        for drug in cycle.value.drugs:
            kind = "mass" if drug.unit in _MILLIGRAMS else drug.unit
            given.setdefault((generic_name(drug.drug), kind), []).append((cycle.key, drug))
    for doses in given.values():
        first = doses[0][1]
        least, most = _total([drug for _, drug in doses], first.unit)
        yield Exposure(
            line=line.number,
            drug=first.drug,
            unit=first.unit,
            least=least,
            most=most,
            cycles=len(dict.fromkeys(key for key, _ in doses)),
            evidence=tuple(dict.fromkeys(key for key, _ in doses)),
        )
    named = {name for name, _ in given}
    cycled = {cycle.value.regimen for cycle in line.cycles}
    uncounted: dict[str, list[tuple[str, str]]] = {}
    for start in line.starts:
        for planned in start.value.drugs:
            name = generic_name(planned.drug)
            if start.value.regimen not in cycled and name not in named:
                uncounted.setdefault(name, []).append((planned.drug, start.key))
    for said in uncounted.values():
        name, starts = said[0][0], dict.fromkeys(key for _, key in said)
        yield Exposure(line=line.number, drug=name, unit="", least=None, most=None, cycles=0, evidence=tuple(starts))


def _total(doses: Sequence[DrugGiven], unit: str) -> tuple[Decimal | None, Decimal | None]:
    """Least and most over all cycles in one unit; a cycle without a dose leaves the upper side open."""
    least = most = Decimal(0)
    stated = False
    closed = True
    for given in doses:
        if given.dose is None:
            closed = False
            continue
        stated = True
        fewest, often = administrations(given)
        factor = _MILLIGRAMS.get(given.unit, Decimal(1)) / _MILLIGRAMS.get(unit, Decimal(1))
        least += given.dose * factor * fewest if given.status is DrugStatus.GIVEN else 0
        if often is None:
            closed = False
        else:
            most += (given.dose if given.dose_most is None else given.dose_most) * factor * often
    return (least if stated else None), (most if stated and closed else None)
