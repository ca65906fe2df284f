"""The stage group of nasopharyngeal carcinoma by AJCC, 8th edition, as a table. Refuses another edition, and a group that X leaves open.

Source: AJCC Cancer Staging Manual, 8th edition, nasopharynx. M1 is IVB whatever T and N; with M0, TX or NX leaves the group
open. The described extent is another matter: a group follows from categories alone.
"""

import re
from collections.abc import Mapping
from types import MappingProxyType

from msgspec import Struct

EDITION = "8"

_EDITION = re.compile(r"^\s*(?:(?:ajcc|uicc)\s*)?8(?:th)?(?:\s*(?:ed\.?|edition))?\s*$", re.IGNORECASE)
_CATEGORY = re.compile(r"^[cpyra]*(?P<letter>[TNM]?)(?P<level>is|x|[0-4])$", re.IGNORECASE)
_GROUP = re.compile(r"^(?:stage\s*)?(?P<number>iv|i{1,3}|[0-4])\s*(?P<letter>[ab]?)$", re.IGNORECASE)
_LEVELS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "T": ("Tis", "T0", "T1", "T2", "T3", "T4", "TX"),
        "N": ("N0", "N1", "N2", "N3", "NX"),
        "M": ("M0", "M1", "MX"),
    }
)
_ROMAN = {"0": "0", "1": "I", "2": "II", "3": "III", "4": "IV"}

_ROWS: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...] = (
    ("0", ("Tis",), ("N0",)),
    ("I", ("T1",), ("N0",)),
    ("II", ("T0", "T1"), ("N1",)),
    ("II", ("T2",), ("N0", "N1")),
    ("III", ("T0", "T1", "T2"), ("N2",)),
    ("III", ("T3",), ("N0", "N1", "N2")),
    ("IVA", ("T4",), ("N0", "N1", "N2")),
    ("IVA", ("Tis", "T0", "T1", "T2", "T3", "T4"), ("N3",)),
)
"""Group, T and N, all of them with M0."""

_GROUPS: Mapping[tuple[str, str], str] = MappingProxyType(
    {(t, n): group for group, tumors, nodes in _ROWS for t in tumors for n in nodes}
)


class StageGroup(Struct, frozen=True):
    """A group, or why there is none."""

    group: str | None
    """`0`, `I`, `II`, `III`, `IVA`, `IVB`; None: not evaluable."""
    reason: str = ""
    """Why it is not evaluable, in one clause."""

    @property
    def text(self) -> str:
        """The group, or `NE`."""
        return self.group or "NE"


def normal_category(letter: str, stated: str) -> str | None:
    """A category in its usual spelling; None where the edition has none such.

    Args:
        letter: `T`, `N` or `M`.
        stated: As stated, with or without the letter and a prefix such as `c` or `yp`.

    >>> normal_category("T", "cT4"), normal_category("T", "4"), normal_category("N", "nx"), normal_category("T", "T2a")
    ('T4', 'T4', 'NX', None)
    """
    found = _CATEGORY.match(stated.strip())
    if found is None or found["letter"].upper() not in ("", letter):
        return None
    level = found["level"].lower()
    category = letter + ("is" if level == "is" else level.upper())
    return category if category in _LEVELS[letter] else None


def normal_group(stated: str) -> str | None:
    """A stage group in its usual spelling; None where it is no stage group.

    >>> normal_group("IVb"), normal_group("Stage 3"), normal_group("limited")
    ('IVB', 'III', None)
    """
    found = _GROUP.match(stated.strip())
    if found is None:
        return None
    number = found["number"]
    return _ROMAN.get(number, number.upper()) + found["letter"].upper()


def is_known(edition: str) -> bool:
    """Whether an edition, as stated, is the one whose groups are known here.

    >>> is_known("8th"), is_known("AJCC 8th edition"), is_known("7")
    (True, True, False)
    """
    return _EDITION.match(edition) is not None


def stage_group(t: str, n: str, m: str, edition: str = EDITION) -> StageGroup:
    """The group that three categories give.

    Args:
        t: Such as `T4`, `4` or `cT4`.
        n: Such as `N3`.
        m: Such as `M1`.
        edition: As stated with the stage; only the 8th is known.

    Raises:
        ValueError: for another edition, or none: the groups differ from edition to edition.

    >>> stage_group("T4", "N3", "M1").text, stage_group("3", "2", "0").text, stage_group("T1", "NX", "M0").text
    ('IVB', 'III', 'NE')
    """
    if not is_known(edition):
        stated = f"edition {edition!r}" if edition.strip() else "no edition stated"
        raise ValueError(f"{stated}: stage groups of the nasopharynx are known for the 8th edition of AJCC only")
    categories = {"T": normal_category("T", t), "N": normal_category("N", n), "M": normal_category("M", m)}
    if categories["M"] == "M1":
        return StageGroup("IVB")
    for (letter, category), stated in zip(categories.items(), (t, n, m), strict=True):
        if category is None:
            reason = f"{stated} is no {letter} of the edition" if stated.strip() else f"{letter} is not stated"
            return StageGroup(None, reason)
        if category.endswith("X"):
            return StageGroup(None, f"{category} leaves it open")
    group = _GROUPS.get((str(categories["T"]), str(categories["N"])))
    return StageGroup(group, "" if group else f"{categories['T']} {categories['N']} M0 has no group")
