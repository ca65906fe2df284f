"""What the terminal shows, so that only the cells that differ from it are sent.

Textual writes a widget's row from its left edge on, however far right the change is. Refuses to guess: a cell that is not
known, or a character that is not one cell wide, is sent as it comes.
"""

import re
from collections.abc import Iterator

from rich.cells import cell_len, get_character_cell_size
from textual.driver import Driver

_PIECES = re.compile(r"\x1b\[([0-9;]*)m|\x1b\[(\d+);(\d+)H|(\x1b\[\?(?:2026|25)[hl])|([^\x1b]+)|(\x1b.?)", re.DOTALL)
_NEAR = 4
"""Cells that are written again because moving over them takes as many bytes."""

Cell = tuple[str, str]
"""A character and the style parameters it was written with."""


class Shown:
    """The cells of a terminal, by row and column from 0, as far as they are known."""

    def __init__(self) -> None:
        self._rows: dict[int, dict[int, Cell]] = {}

    def forget(self) -> None:
        """The terminal may show something else."""
        self._rows.clear()

    def differing(self, data: str) -> str:
        """The output that changes the terminal as this one does, without the cells that it shows already.

        Args:
            data: Styled runs, each taken back after it, and moves, as Textual writes them. Anything else than these is
                left as it is, and nothing is known after it.
        """
        sent: list[str] = []
        style = ""
        x, y, at = -1, -1, (-1, -1)
        for match in _PIECES.finditer(data):
            sgr, row, column, harmless, text, _ = match.groups()
            if sgr is not None:
                style = "" if sgr in ("", "0") else f"{style};{sgr}" if style else sgr
            elif row is not None:
                x, y = int(column) - 1, int(row) - 1
            elif harmless is not None:
                sent.append(harmless)
            elif text is not None and y >= 0 and _is_plain(text):
                for begin, run in self._runs(text, x, y, style):
                    sent.extend(self._bridge(at, begin, y, style))
                    sent.append(_styled(run, style))
                    at = (begin + len(run), y)
                x += len(text)
            elif text is not None and y >= 0 and text.isprintable():
                sent.append(f"\x1b[{y + 1};{x + 1}H{_styled(text, style)}")
                self._rows.pop(y, None)
                x, at = x + cell_len(text), (-1, -1)
            elif text is not None and not text.strip("\r\n"):
                x, y = 0, y + text.count("\n")
            else:
                self.forget()
                return "".join(sent) + _resumed(data[match.start() :], style, (x, y))
        # Where the cursor is left is where an input method writes.
        left = f"\x1b[{y + 1};{x + 1}H" if y >= 0 and data.endswith("H") else ""
        return "".join(sent) + left

    def _runs(self, text: str, x: int, y: int, style: str) -> Iterator[tuple[int, str]]:
        """The stretches of a text that differ from what is there, and remember them."""
        row = self._rows.setdefault(y, {})
        begin = end = -1
        for offset, char in enumerate(text):
            column, cell = x + offset, (char, style)
            if row.get(column) == cell:
                continue
            row[column] = cell
            if begin >= 0 and column - end > _NEAR:
                yield begin, text[begin - x : end - x]
                begin = -1
            begin, end = (column if begin < 0 else begin), column + 1
        if begin >= 0:
            yield begin, text[begin - x : end - x]

    def _bridge(self, at: tuple[int, int], begin: int, y: int, style: str) -> Iterator[str]:
        """From where the cursor is to the column `begin`: the cells between, where they are few and alike, or a move."""
        if at == (begin, y):
            return
        if at[1] == y and at[0] < begin <= at[0] + _NEAR:
            between = [self._rows[y].get(column, ("", "")) for column in range(at[0], begin)]
            if all(char and its == style for char, its in between):
                yield _styled("".join(char for char, _ in between), style)
                return
        yield f"\x1b[{y + 1};{begin + 1}H"


def sparing(driver: type[Driver], shown: Shown) -> type[Driver]:
    """The driver, with everything that it writes cut to what differs from what is shown."""
    write = driver.write

    def write_differing(self: Driver, data: str) -> None:
        write(self, shown.differing(data))

    return type(driver.__name__, (driver,), {"write": write_differing})


def _is_plain(text: str) -> bool:
    """Whether every character takes one cell and moves nothing."""
    return text.isprintable() and (text.isascii() or all(get_character_cell_size(char) == 1 for char in text))


def _styled(text: str, style: str) -> str:
    return f"\x1b[{style}m{text}\x1b[0m" if style else text


def _resumed(rest: str, style: str, place: tuple[int, int]) -> str:
    """The output from somewhere on, with the style and the place that were in force there."""
    x, y = place
    move = f"\x1b[{y + 1};{x + 1}H" if y >= 0 else ""
    return f"{move}\x1b[{style}m{rest}" if style else move + rest
