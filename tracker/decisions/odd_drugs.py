"""Names of drugs that are none, or hold more than a name, with what to write instead. Refuses to refuse them, or to split them.

A new drug, a slip of the pen, a dose in the name and "not given" look alike to a table that does not know them: each has
another remedy.
"""

import re
from functools import lru_cache

from tracker.decisions.likeness import close_to
from tracker.decisions.refused import LONGEST_NAME
from tracker.values.drugs import NAMES, is_known
from tracker.values.other_drugs import OTHER_DRUGS, STEMS
from tracker.values.spelling import spelled

_NOTHING = re.compile(
    r"(not|never|none|no|nil|n/?a|without|omitted|withheld|declined|refused|unknown|observation|watchful waiting|-+)"
    r"( (given|done|received|administered|applicable|available|known|stated|recorded|drug|drugs|treatment|therapy|chemotherapy|agent))?",
    re.IGNORECASE,
)
"""A whole name that says that there was none, or that nobody knows."""
_LEAST = 5
"""Letters of a name for which a slip, or the beginning of one, can be told from another name."""
_UNITS = r"(?:mg|g|ug|µg|mcg|mL|ml|IU|U|AUC|Gy|mmol|MBq|GBq)"
_DOSED = re.compile(
    rf"(?P<name>.*?\S)[\s(,;:@]*(?P<dose>(?:AUC\s*=?\s*\d[\d.,]*)|(?:\d[\d.,]*\s*[-–]\s*)?\d[\d.,]*\s*{_UNITS}\b.*)",
    re.IGNORECASE,
)
"""A name with a number and a unit behind it."""
_SEVERAL = re.compile(r"\s*(?:\+|&|;|,|/|\band\b|\bplus\b)\s*", re.IGNORECASE)


def drug_oddity(drug: str) -> str:
    """What is worth a second look about the name of a drug, and what to write instead; empty for a name of a real one.

    >>> drug_oddity("cisplatin"), drug_oddity("not given")[:24]
    ('', "'not given' is no drug: ")
    """
    name = drug.strip()
    if is_known(name) or spelled(name) in OTHER_DRUGS:
        return ""
    return misnamed(drug) or f"{drug} is no drug we know: it is recorded as written{_hint(name)}"


@lru_cache(maxsize=1024)
def misnamed(drug: str) -> str:
    """What to write instead of a name that is no name, or more than one; empty for a name, be it known or not."""
    name = drug.strip()
    if is_known(name) or spelled(name) in OTHER_DRUGS:
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


@lru_cache(maxsize=1024)
def _hint(name: str) -> str:
    """The name that was meant, where nothing else can have been: a wrong one is worse than none.

    That is one that is spelled alike, the only drug that begins so, or one that is a single slip away. Drugs that share the end
    of their names differ before it: a difference there is another drug, whether a table has it or not.
    """
    sought = spelled(name[:LONGEST_NAME])
    if is_known(name) or sought in OTHER_DRUGS:
        return ""
    begun = [other for other in _SPELLED if other.startswith(sought)] if len(sought) >= _LEAST else []
    meant = [sought] if sought in _SPELLED else begun or _one_slip_away(sought)
    # Where a drug without a class may be meant as well, none is named.
    return f"; did you mean {_SPELLED[meant[0]]}?" if len(meant) == 1 and _SPELLED[meant[0]] else ""


def _one_slip_away(sought: str) -> list[str]:
    close = close_to(sought, _SPELLED, at_most=1) if len(sought) >= _LEAST else []
    stems = [next((stem for stem in STEMS if other.endswith(stem)), "") for other in close]
    return [] if any(stem and sought.endswith(stem) for stem in stems) else close


_SPELLED = {**dict.fromkeys(OTHER_DRUGS, ""), **{spelled(name): name for name in reversed(NAMES)}}
"""Every real name as it is compared, to the name that is offered; nothing for one that no table classes."""
