"""What synthetic charts measure and give: analytes that drift, regimens, sites that may be hit. Refuses real data."""

from decimal import Decimal
from random import Random
from typing import NamedTuple

from tracker.events.treatment import DrugGiven, RegimenDrug
from tracker.values.vocabularies import Per


class Analyte(NamedTuple):
    """One row of the laboratory panel."""

    slug: str
    analyte: str
    unit: str
    low: Decimal | None
    high: Decimal | None
    specimen: str
    loinc: str
    start: int
    """Where the drift begins, in units of the last place."""
    places: int
    every: int
    """Measured at every so many visits."""


PANEL = (
    Analyte("hb", "Hb", "g/L", Decimal(120), Decimal(160), "blood", "718-7", 128, 0, 1),
    Analyte("wbc", "WBC", "10*9/L", Decimal("4.0"), Decimal("10.0"), "blood", "26464-8", 62, 1, 1),
    Analyte("neutrophils", "neutrophils", "10*9/L", Decimal("2.0"), Decimal("7.5"), "blood", "26499-4", 40, 1, 1),
    Analyte("plt", "platelets", "10*9/L", Decimal(150), Decimal(400), "blood", "26515-7", 230, 0, 1),
    Analyte("alt", "ALT", "U/L", Decimal(5), Decimal(40), "serum", "", 26, 0, 1),
    Analyte("creatinine", "creatinine", "umol/L", Decimal(45), Decimal(105), "serum", "", 74, 0, 1),
    Analyte("ldh", "LDH", "U/L", Decimal(120), Decimal(250), "serum", "2532-0", 260, 0, 2),
    Analyte("ebv", "EBV-DNA", "{copies}/mL", None, None, "plasma", "47982-4", 24000, 0, 2),
)


class Walk:
    """A value that drifts by up to a fifth at each look and is drawn back to where it began."""

    def __init__(self, row: Analyte, rng: Random) -> None:
        self.row = row
        self.rng = rng
        self.value = row.start * rng.uniform(0.7, 1.3)

    def step(self) -> Decimal:
        """The next value, rounded to the analyte's last place."""
        self.value = max(1.0, self.value * self.rng.uniform(0.82, 1.22) * 0.9 + self.row.start * 0.1)
        return Decimal(round(self.value)).scaleb(-self.row.places)


class Regimen(NamedTuple):
    """Drugs that are given together."""

    name: str
    drugs: tuple[RegimenDrug, ...]
    given: tuple[DrugGiven, ...]


def _regimen(name: str, *given: DrugGiven) -> Regimen:
    return Regimen(name, tuple(RegimenDrug(drug=dose.drug) for dose in given), given)


def _dose(drug: str, dose: int, days: str = "1", times_per_day: int = 1) -> DrugGiven:
    return DrugGiven(drug=drug, dose=Decimal(dose), unit="mg", per=Per.DOSE, days=days, times_per_day=times_per_day)


_TISLELIZUMAB = _dose("tislelizumab", 200)
_CAPECITABINE = _dose("capecitabine", 1500, "1-14", 2)

INDUCTION = (
    _regimen("GP + tislelizumab", _dose("gemcitabine", 1800, "1, 8"), _dose("cisplatin", 140), _TISLELIZUMAB),
    _regimen("TP", _dose("docetaxel", 120), _dose("cisplatin", 130)),
    _regimen("nab-paclitaxel + tislelizumab", _dose("nab-paclitaxel", 400), _TISLELIZUMAB),
    _regimen("gemcitabine", _dose("gemcitabine", 1600, "1, 8")),
    _regimen("camrelizumab + anlotinib", _dose("camrelizumab", 200), _dose("anlotinib", 8, "1-14")),
)
MAINTENANCE = (
    _regimen("tislelizumab + capecitabine", _TISLELIZUMAB, _CAPECITABINE),
    _regimen("capecitabine", _CAPECITABINE),
)

LESION_SITES = {
    "liver-1": "liver",
    "lung-1": "lung",
    "rib-1": "rib",
    "sternum-1": "sternum",
    "adrenal-1": "adrenal gland",
}
"""Lesions that may appear, each at a site where no earlier fact has one."""

TOXICITIES = ("Fatigue", "Nausea", "Mucositis oral", "Diarrhea", "Rash maculo-papular", "Anorexia")
