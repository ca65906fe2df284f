"""The rows of CTCAE v5.0 that grade a number, as data: terms, cuts, names of analytes, units. Refuses arithmetic: see `ctcae`.

Source: Common Terminology Criteria for Adverse Events v5.0, National Cancer Institute, 27 November 2017, in SI units.
"""

from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache
from types import MappingProxyType

from msgspec import Struct


class Falling(Struct, frozen=True):
    """A row graded downwards: cuts[i] is the least value of grade i + 1; below the last cut is the next grade."""

    term: str
    cuts: tuple[Decimal, ...]


class Rising(Struct, frozen=True):
    """A row in multiples: cuts[i] is the greatest multiple of grade i; above the last cut is the greatest grade."""

    term: str
    of_limit: tuple[Decimal, ...]
    """× ULN, the first being 1."""
    of_baseline: tuple[Decimal, ...] = ()
    """× an abnormal baseline; empty where the table has no such arm."""
    first_included: bool = False
    """Whether the first multiple of the baseline is grade 1 already."""


def _cuts(*numbers: str) -> tuple[Decimal, ...]:
    return tuple(map(Decimal, numbers))


ANEMIA = Falling("Anemia", _cuts("100", "80"))
PLATELETS = Falling("Platelet count decreased", _cuts("75", "50", "25"))
WHITE_CELLS = Falling("White blood cell decreased", _cuts("3.0", "2.0", "1.0"))
NEUTROPHILS = Falling("Neutrophil count decreased", _cuts("1.5", "1.0", "0.5"))
LYMPHOCYTES = Falling("Lymphocyte count decreased", _cuts("0.8", "0.5", "0.2"))
_TRANSAMINASE_CUTS = _cuts("1", "3", "5", "20"), _cuts("1.5", "3", "5", "20")
_ALT = Rising("Alanine aminotransferase increased", *_TRANSAMINASE_CUTS, first_included=True)
_AST = Rising("Aspartate aminotransferase increased", *_TRANSAMINASE_CUTS, first_included=True)
_ALP = Rising(
    "Alkaline phosphatase increased", _cuts("1", "2.5", "5", "20"), _cuts("2.0", "2.5", "5", "20"), first_included=True
)
_BILIRUBIN = Rising("Blood bilirubin increased", _cuts("1", "1.5", "3", "10"), _cuts("1", "1.5", "3", "10"))
CREATININE = Rising("Creatinine increased", _cuts("1", "1.5", "3", "6"))
_LDH = Rising("Blood lactate dehydrogenase increased", _cuts("1"))

CREATININE_BASELINE_CUTS = _cuts("1.5", "3")
"""Above the first × baseline grade 2, above the second grade 3; normal or not."""

ROWS: Mapping[str, Falling | Rising] = MappingProxyType(
    {
        "hb": ANEMIA,
        "hgb": ANEMIA,
        "hemoglobin": ANEMIA,
        "haemoglobin": ANEMIA,
        "plt": PLATELETS,
        "platelet": PLATELETS,
        "platelets": PLATELETS,
        "platelet count": PLATELETS,
        "wbc": WHITE_CELLS,
        "leukocytes": WHITE_CELLS,
        "leucocytes": WHITE_CELLS,
        "white blood cells": WHITE_CELLS,
        "white blood cell count": WHITE_CELLS,
        "anc": NEUTROPHILS,
        "neut": NEUTROPHILS,
        "neutrophils": NEUTROPHILS,
        "neutrophil count": NEUTROPHILS,
        "absolute neutrophil count": NEUTROPHILS,
        "alc": LYMPHOCYTES,
        "lymphocytes": LYMPHOCYTES,
        "lymphocyte count": LYMPHOCYTES,
        "alt": _ALT,
        "alanine aminotransferase": _ALT,
        "ast": _AST,
        "aspartate aminotransferase": _AST,
        "alp": _ALP,
        "alkaline phosphatase": _ALP,
        "bilirubin": _BILIRUBIN,
        "total bilirubin": _BILIRUBIN,
        "creat": CREATININE,
        "creatinine": CREATININE,
        "serum creatinine": CREATININE,
        "ldh": _LDH,
        "lactate dehydrogenase": _LDH,
    }
)
"""Name of an analyte, in lower case and without hyphens, to the row that grades it; names of one row are synonyms."""

_PER_LITER = Decimal("0.001")
_ONE = Decimal(1)

_TO_SI: Mapping[str, Mapping[str, Decimal]] = {
    "Anemia": {"g/L": _ONE, "g/dL": Decimal(10)},
    "Creatinine increased": {"umol/L": _ONE, "mg/dL": Decimal("88.42")},
    "Blood bilirubin increased": {"umol/L": _ONE, "mg/dL": Decimal("17.1")},
}
"""Units with an exact or agreed factor for the very analyte."""

_COUNT_UNITS = {
    "10*9/L": _ONE,
    "10*3/uL": _ONE,
    "10*6/L": _PER_LITER,
    "10*3/mm3": _ONE,
    "/uL": _PER_LITER,
    "{cells}/uL": _PER_LITER,
    "/mm3": _PER_LITER,
}

_COUNTS = frozenset(row.term for row in (PLATELETS, WHITE_CELLS, NEUTROPHILS, LYMPHOCYTES))


@lru_cache(maxsize=1024)
def factor_to_si(term: str, unit: str) -> Decimal | None:
    """By what a value in this unit is multiplied to be in the unit of the row; None where no exact factor is known.

    >>> factor_to_si("Anemia", "g/dL"), factor_to_si("Anemia", "mmol/L")
    (Decimal('10'), None)
    """
    units = _COUNT_UNITS if term in _COUNTS else _TO_SI.get(term, {})
    return units.get(unit.replace("µ", "u").replace("μ", "u"))
