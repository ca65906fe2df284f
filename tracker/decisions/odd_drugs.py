"""Names of drugs that are none, or hold more than a name, with what to write instead. Refuses to refuse them, or to split them.

A new drug, a slip of the pen, a dose in the name and "not given" look alike to a table that does not know them: each has
another remedy.
"""

import re
from functools import lru_cache

from tracker.decisions.refused import resembling
from tracker.values.drugs import NAMES, is_known

_NOTHING = re.compile(
    r"(not|never|none|no|nil|n/?a|without|omitted|withheld|declined|refused|unknown|observation|watchful waiting|-+)"
    r"( (given|done|received|administered|applicable|available|known|stated|recorded|drug|drugs|treatment|therapy|chemotherapy|agent))?",
    re.IGNORECASE,
)
"""A whole name that says that there was none, or that nobody knows."""
_UNITS = r"(?:mg|g|ug|µg|mcg|mL|ml|IU|U|AUC|Gy|mmol|MBq|GBq)"
_DOSED = re.compile(
    rf"(?P<name>.*?\S)[\s(,;:@]*(?P<dose>(?:AUC\s*=?\s*\d[\d.,]*)|(?:\d[\d.,]*\s*[-–]\s*)?\d[\d.,]*\s*{_UNITS}\b.*)",
    re.IGNORECASE,
)
"""A name with a number and a unit behind it."""
_SEVERAL = re.compile(r"\s*(?:\+|&|;|,|/|\band\b|\bplus\b)\s*", re.IGNORECASE)


def drug_oddity(drug: str) -> str:
    """What is worth a second look about the name of a drug, and what to write instead; empty for one that is known.

    >>> drug_oddity("cisplatin"), drug_oddity("not given")[:24]
    ('', "'not given' is no drug: ")
    """
    name = drug.strip()
    if is_known(name):
        return ""
    return misnamed(drug) or f"{drug} is no drug we know: it is recorded as written{_hint(name)}"


@lru_cache(maxsize=1024)
def misnamed(drug: str) -> str:
    """What to write instead of a name that is no name, or more than one; empty for a name, be it known or not."""
    name = drug.strip()
    if is_known(name):
        return ""
    if _NOTHING.fullmatch(name):
        return (
            f"{drug!r} is no drug: leave a drug that was not given out of the list (a treatment that ended or paused is "
            "regimen-stopped or regimen-held), and say status: not-stated where the source leaves open whether it was given"
        )
    if (dosed := _DOSED.fullmatch(name)) is not None:
        rest = dosed["name"].strip(" (,;:@")
        return (
            f"{drug!r} holds a dose: write {rest} as the drug and {dosed['dose'].strip(' )')} in the fields dose and unit; "
            f"as written nothing counts that dose{_hint(rest)}"
        )
    parts = [part for part in _SEVERAL.split(name) if part]
    if len(parts) > 1 and any(map(is_known, parts)):
        return f"{drug!r} names several drugs: give each an entry of its own ({', '.join(parts)})"
    return ""


def _hint(name: str) -> str:
    return "" if is_known(name) else resembling(name, NAMES)
