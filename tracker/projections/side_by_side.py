"""Two cases beside each other: the rows of both in one order, and in what the two differ before treatment.

Refuses to call a difference an effect of treatment, and to call it a difference where only one case states it.
"""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from tracker.projections.cells import Cell

BASELINE = "baseline"
NO_EFFECT = (
    "Two cases allow no conclusion about the effect of a treatment: what differs between them may have any cause."
)


class Difference(Struct, frozen=True):
    """One thing that both cases state at baseline, and not alike."""

    item: str
    first: str
    second: str


class Beside(Struct, frozen=True):
    """One item of one phase, in the order of the cases; None where one states nothing."""

    phase: str
    item: str
    cells: "tuple[Cell | None, ...]"


def beside(laid_out: "Sequence[Sequence[Cell]]") -> tuple[Beside, ...]:
    """One row per phase and item, in the order of the case that has it first."""
    found = [{(cell.phase, cell.item): cell for cell in cells} for cells in laid_out]
    return tuple(
        Beside(phase, item, tuple(cells.get((phase, item)) for cells in found))
        for phase, item in _merged([list(cells) for cells in found])
    )


def _merged(orders: Sequence[Sequence[tuple[str, str]]]) -> list[tuple[str, str]]:
    """Both orders in one: what only the second has stands behind what it follows there."""
    merged = list(orders[0])
    for order in orders[1:]:
        place = 0
        for key in order:
            if key in merged:
                place = merged.index(key) + 1
            else:
                merged.insert(place, key)
                place += 1
    return merged


def closing(laid_out: "Sequence[Sequence[Cell]]") -> str:
    """In what the cases differ before any treatment, and what that means; what only one states is no difference."""
    baselines = [{cell.item: cell.text for cell in cells if cell.phase == BASELINE} for cells in laid_out]
    items = dict.fromkeys(item for baseline in baselines for item in baseline)
    differing, alone = [], []
    for item in items:
        stated = [baseline[item] for baseline in baselines if item in baseline]
        if len(stated) < len(baselines):
            alone.append(item)
        elif len(set(stated)) > 1:
            differing.append(item)
    said = f"They differ at baseline in {', '.join(differing)}. " if differing else ""
    said += f"Stated for one of them only: {', '.join(alone)}. " if alone else ""
    return said + NO_EFFECT


def differences(first: Mapping[str, str], second: Mapping[str, str]) -> tuple[Difference, ...]:
    """What both baselines state, and not alike, in the order of the first.

    >>> differences({"ECOG": "2", "Hb": "61"}, {"ECOG": "0"})
    (Difference(item='ECOG', first='2', second='0'),)
    """
    return tuple(Difference(item, text, second[item]) for item, text in first.items() if second.get(item, text) != text)


def alone(first: Mapping[str, str], second: Mapping[str, str]) -> tuple[str, ...]:
    """What only one of two baselines states."""
    return tuple(item for item in dict.fromkeys((*first, *second)) if (item in first) is not (item in second))
