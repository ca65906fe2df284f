"""UCUM units that a record may use, and which of them an analyte may have. Refuses spellings that UCUM does not know.

UCUM (The Unified Code for Units of Measure) tells `g/dL` from `G/DL`, writes a power as `10*9` and puts what is counted
in braces: `{copies}/mL`.
"""

from functools import lru_cache
from types import MappingProxyType

from tracker.values.analytes import analyte_of

NO_UNIT = "1"
"""The unit of a number that has none."""
NO_UNIT_WORDS = "no unit"

UCUM_UNITS = frozenset(
    {
        # mass, amount and activity in a volume
        "g/L", "g/dL", "mg/L", "mg/dL", "ug/L", "ug/dL", "ug/mL", "ng/L", "ng/mL", "ng/dL", "pg/mL",
        "mol/L", "mmol/L", "umol/L", "nmol/L", "pmol/L", "meq/L", "U/L", "kU/L", "U/mL", "mU/L", "ukat/L", "nkat/L",
        "[IU]/L", "k[IU]/L", "[IU]/mL", "k[IU]/mL", "m[IU]/L", "m[IU]/mL", "u[IU]/mL", "[arb'U]/mL", "[arb'U]/L",
        "mosm/kg", "mosm/L", "g/d", "mg/d", "mL/d", "ug/g", "mg/g", "mg/mmol", "mmol/mol", "L/L",
        # counts
        "10*12/L", "10*9/L", "10*6/L", "10*3/uL", "10*6/uL", "/uL", "/mL", "/L", "{copies}/mL", "{copies}/uL",
        "{copies}/L", "{copies}", "{cells}/uL", "/[HPF]", "{score}", "{ratio}", "{INR}", "1",
        # doses
        "g", "mg", "ug", "ng", "kg", "mL", "L", "uL", "U", "[IU]", "k[IU]", "10*6.[IU]", "mmol", "MBq", "GBq", "Gy", "cGy",
        "mg/m2", "g/m2", "ug/m2", "U/m2", "[IU]/m2", "mg/kg", "ug/kg", "g/kg", "U/kg", "[IU]/kg", "mL/kg",
        "mg/mL.min", "mg.min/mL",
        # lengths, areas, body and vital signs
        "m", "cm", "mm", "m2", "cm2", "mm2", "cm3", "mm3", "kg/m2", "[lb_av]", "[in_i]", "Cel", "[degF]", "mm[Hg]", "kPa",
        "/min", "{beats}/min", "{breaths}/min", "mL/min", "mL/min/{1.73_m2}", "L/min",
        # shares and times
        "%", "[ppth]", "fL", "pg", "ms", "s", "min", "h", "d", "wk", "mo", "a", "mm/h",
    }
)  # fmt: skip
"""The accepted units, a closed list. Case matters: `g/dL`, not `g/dl`."""

_SHOWN_PARTS = (
    ("10*12", "10¹²"), ("10*9", "10⁹"), ("10*6.", "10⁶ "), ("10*6", "10⁶"), ("10*3", "10³"), ("{1.73_m2}", "1.73 m2"),
    ("[lb_av]", "lb"), ("[in_i]", "in"), ("[degF]", "°F"), ("Cel", "°C"), ("[ppth]", "per mille"), ("[arb'U]", "AU"),
)  # fmt: skip
"""Parts of a code, to what people write; braces and brackets go besides."""

_OTHER_SPELLINGS = {
    "copies/ml": "{copies}/mL",
    "cp/ml": "{copies}/mL",
    "iu/ml": "[IU]/mL",
    "iu/l": "[IU]/L",
    "iu": "[IU]",
    "uiu/ml": "u[IU]/mL",
    "μiu/ml": "u[IU]/mL",
    "miu/l": "m[IU]/L",
    "au/ml": "[arb'U]/mL",
    "copies": "{copies}",
    "10^9/l": "10*9/L",
    "10e9/l": "10*9/L",
    "x10^9/l": "10*9/L",
    "g/l": "g/L",
    "°c": "Cel",
    "c": "Cel",
    "mmhg": "mm[Hg]",
    "bpm": "{beats}/min",
    "µg": "ug",
    "μg": "ug",
    "mcg": "ug",
    "µmol/l": "umol/L",
    "μmol/l": "umol/L",
    "lb": "[lb_av]",
    "lbs": "[lb_av]",
    "auc": "mg/mL.min",
    "mg/m^2": "mg/m2",
    "mg/m²": "mg/m2",
}

_BY_FOLDED = {unit.casefold(): unit for unit in sorted(UCUM_UNITS, reverse=True)}
"""Accepted units as they are looked up; of two that differ in case alone, the first in order."""

_CONCENTRATION = frozenset({"g/L", "g/dL", "mmol/L"})
_CELLS = frozenset({"10*9/L", "10*3/uL", "/uL", "{cells}/uL", "10*6/L"})
_ENZYME = frozenset({"U/L", "kU/L", "[IU]/L", "ukat/L", "nkat/L"})
_BILIRUBIN = frozenset({"umol/L", "mg/dL", "mg/L"})
_COPIES = frozenset({"{copies}/mL", "{copies}/uL", "{copies}/L", "[IU]/mL", "k[IU]/mL", "[IU]/L"})

_UNITS_OF_ANALYTE = MappingProxyType(
    {
        "Hb": _CONCENTRATION,
        "platelets": _CELLS,
        "WBC": _CELLS,
        "neutrophils": _CELLS,
        "lymphocytes": _CELLS,
        "LDH": _ENZYME,
        "ALT": _ENZYME,
        "AST": _ENZYME,
        "ALP": _ENZYME,
        "bilirubin": _BILIRUBIN,
        "creatinine": _BILIRUBIN,
        "EBV-DNA": _COPIES,
    }
)
"""Analyte, as it is mostly written, to the units in which a value of it can be."""

_BY_ANALYTE = MappingProxyType({analyte_of(name): units for name, units in _UNITS_OF_ANALYTE.items()})


_UNITS_OF_MEASUREMENT = MappingProxyType(
    {
        "weight": frozenset({"kg", "g", "[lb_av]"}),
        "height": frozenset({"m", "cm", "mm", "[in_i]"}),
        "temperature": frozenset({"Cel", "[degF]"}),
        "bmi": frozenset({"kg/m2"}),
        "bsa": frozenset({"m2"}),
        "pulse": frozenset({"/min", "{beats}/min"}),
        "heart rate": frozenset({"/min", "{beats}/min"}),
        "respiratory rate": frozenset({"/min", "{breaths}/min"}),
    }
)
"""What is measured, in lower case, to the units in which it can be."""


ANALYTES = tuple(_UNITS_OF_ANALYTE)
"""Analytes of which the units are known, as they are mostly written."""

MEASUREMENTS = tuple(_UNITS_OF_MEASUREMENT)
"""Measurements of which the units are known."""


@lru_cache(maxsize=256)
def shown_unit(unit: str) -> str:
    """A UCUM unit as people write it; nothing for the unit 1, which a number has that has none.

    >>> shown_unit("{copies}/mL"), shown_unit("10*9/L"), shown_unit("[lb_av]"), shown_unit("1")
    ('copies/mL', '10⁹/L', 'lb', '')
    """
    if unit == NO_UNIT:
        return ""
    for code, shown in _SHOWN_PARTS:
        unit = unit.replace(code, shown)
    return unit.translate(_BRACKETS)


def ucum_of_shown(text: str) -> str:
    """The UCUM unit that a text is as people write it; the text itself where it is none, or none alone.

    What the screens show can be typed again, with powers as `10⁹`, `10^9` or `10*9`.

    >>> ucum_of_shown("copies/mL"), ucum_of_shown("10^9/L"), ucum_of_shown("no unit"), ucum_of_shown("furlong")
    ('{copies}/mL', '10*9/L', '1', 'furlong')
    """
    if text in UCUM_UNITS:
        return text
    return _BY_SHOWN.get(_typed(text), text)


def unit_meant(text: str) -> str:
    """The UCUM unit that somebody means who types, with `l`, `u` or `i` for `L`, `U` or `I`; the text itself where it is none.

    No other letter may differ: `M` is a million times a thousand `m`, and nobody can tell which was meant.

    >>> unit_meant("ng/ml"), unit_meant("u/l"), unit_meant("copies/ml"), unit_meant("10^9/l")
    ('ng/mL', 'U/L', '{copies}/mL', '10*9/L')
    >>> unit_meant("MG/L"), unit_meant("Mmol/L"), unit_meant("furlong")
    ('MG/L', 'Mmol/L', 'furlong')
    """
    known = ucum_of_shown(text)
    if known in UCUM_UNITS:
        return known
    typed = _typed(text)
    meant = {
        unit for shown, unit in _BY_SHOWN.items() if len(shown) == len(typed) and all(map(_is_meant, typed, shown))
    }
    return meant.pop() if len(meant) == 1 else text


def _is_meant(typed: str, sign: str) -> bool:
    return typed == sign or (sign in _LARGE and typed == sign.lower())


_LARGE = frozenset("LUI")
"""Letters that are mostly typed small, and are no prefix then that another unit of the list begins with."""


def _typed(shown: str) -> str:
    """A shown unit as a keyboard writes it."""
    return " ".join(shown.translate(_KEYS).split())


_BRACKETS = str.maketrans("", "", "{}[]")
_KEYS = str.maketrans({"¹": "^1", "²": "2", "⁹": "^9", "⁶": "^6", "³": "^3", "°": "deg", "µ": "u", "μ": "u"})
_BY_SHOWN = {**{_typed(shown_unit(unit)): unit for unit in UCUM_UNITS - {NO_UNIT}}, NO_UNIT_WORDS: NO_UNIT}
"""Units as they are shown, spelled for a keyboard."""


def ucum_spelling(unit: str) -> str:
    """The accepted spelling of a unit written otherwise; empty where none is known.

    >>> ucum_spelling("g/dl"), ucum_spelling("copies/mL"), ucum_spelling("furlong")
    ('g/dL', '{copies}/mL', '')
    """
    folded = unit.casefold().replace(" ", "")
    if folded in _OTHER_SPELLINGS:
        return _OTHER_SPELLINGS[folded]
    return _BY_FOLDED.get(folded, "")


def units_of_analyte(analyte: str) -> frozenset[str]:
    """Units that a value of the analyte can have; empty where nothing is known about it.

    >>> "g/L" in units_of_analyte("Hb"), units_of_analyte("ferritin")
    (True, frozenset())
    """
    return _BY_ANALYTE.get(analyte_of(analyte), frozenset())


def units_of_measurement(what: str) -> frozenset[str]:
    """Units that a body measurement or vital sign can have; empty where nothing is known about it.

    >>> "kg" in units_of_measurement("Weight"), units_of_measurement("waist")
    (True, frozenset())
    """
    return _UNITS_OF_MEASUREMENT.get(what.casefold(), frozenset())
