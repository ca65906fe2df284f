"""The rows of the list of cases: who it is in words, which rows a filter leaves, in which order they stand.

Refuses to hide why a row is there: a filter looks at nothing that the list does not say, or its strips may not tell.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from msgspec import Struct

from tracker.projections.picture import Band
from tracker.tui.cut import Cut
from tracker.tui.ways import drugs_told

Roster = Mapping[str, Any]
"""A row of the view `patients`."""

SORTS = ("case", "age", "diagnosis", "months", "facts")
"""The columns that the list can be sorted by, in the order in which a key goes through them."""

_SEX = {"male": "male", "female": "female", "other": "other sex"}


class Order(Struct, frozen=True):
    """How the list is sorted."""

    by: str = SORTS[0]
    reverse: bool = False

    @property
    def following(self) -> "Order":
        """By the next column; numbers begin with the largest, since those are looked for."""
        by = SORTS[(SORTS.index(self.by) + 1) % len(SORTS)]
        return Order(by, by in {"months", "facts"})

    def pressed(self, by: str) -> "Order":
        """After its head was pressed: by this column, or the other way round where it is already."""
        return Order(by, not self.reverse) if by == self.by else Order(by, by in {"months", "facts"})


def person(row: Roster) -> str:
    """Sex and age at diagnosis, as far as they are recorded.

    >>> person({"sex": "male", "age": 51}), person({"sex": None, "age": 51})
    ('male, 51 y', '51 y')
    """
    age = "" if row["age"] is None else f"{row['age']} y"
    return ", ".join(part for part in (_SEX.get(row["sex"] or "", ""), age) if part)


def disease(row: Roster) -> str:
    """The diagnosis as recorded."""
    metastatic = ", de novo metastatic" if row["de_novo_metastatic"] else ""
    return (row["diagnosis"] or "no diagnosis recorded") + metastatic


def who(row: Roster) -> str:
    """Sex, age and diagnosis."""
    return "  ".join(part for part in (person(row), disease(row)) if part)


def months(row: Roster) -> str:
    """The first and the last month that has a frame."""
    first, last = row["first_month"], row["last_month"]
    return "no month" if first is None or last is None else f"M{first} – M{last}"


def length(row: Roster) -> int:
    """How many months have a frame."""
    first, last = row["first_month"], row["last_month"]
    return 0 if first is None or last is None else last - first + 1


def ordered(rows: Iterable[Roster], order: Order) -> list[Roster]:
    """The rows in an order; what has nothing in the column comes last either way, equals by name."""
    by_name = sorted(rows, key=lambda row: str(row["patient"]), reverse=order.reverse and order.by == "case")
    if order.by == "case":
        return by_name
    held = [row for row in by_name if _value(row, order.by) is not None]
    return [
        *sorted(held, key=lambda row: _value(row, order.by), reverse=order.reverse),  # type: ignore[arg-type,return-value]  # one column holds values of one type
        *(row for row in by_name if _value(row, order.by) is None),
    ]


def _value(row: Roster, by: str) -> object:
    match by:
        case "months":
            return length(row) or None
        case "diagnosis":
            return disease(row).casefold() if row["diagnosis"] else None
        case _:
            return row[by]


def searched(row: Roster) -> str:
    """What a filter looks at: everything that the list says of the case."""
    return f"{row['patient']} {who(row)} {months(row)}".casefold()


def treated(bands: Iterable[Band], cut: Cut) -> str:
    """What a filter looks at besides: treatments as a strip draws them, of which a cut hides those still to come, and drugs."""
    labels = [band.label for band in bands if cut.begins(band)]
    return f" {' '.join([*labels, *drugs_told(labels)])}".casefold()


def matching(texts: Sequence[str], words: str) -> list[int]:
    """The places of the texts that hold every word, in whatever order.

    >>> matching(["npc-1 male, 51 y", "npc-2 female, 48 y"], "48 npc"), matching(["a", "b"], " ")
    ([1], [0, 1])
    """
    wanted = words.casefold().split()
    return [place for place, text in enumerate(texts) if all(word in text for word in wanted)]
