"""A rectangle of cells: what every line widget draws into, as plain data that a test can read.

Refuses markup: a text is its characters, and a control character is shown as a sign, never sent to the terminal.
"""

import unicodedata
from collections.abc import Callable
from functools import lru_cache

from rich.cells import get_character_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from tracker.tui.palette import PAGE, TEXT, WHITE, Paint

Cell = tuple[str, Paint]
"""One cell: its character and its paint. The cell after a wide character holds an empty string."""

Change = tuple[int, int, int]
"""A row and the half-open range of columns that changed in it."""


@lru_cache(maxsize=512)
def _style(paint: Paint) -> Style:
    return Style(color=paint.fg or WHITE, bgcolor=paint.bg or PAGE, bold=paint.bold, reverse=paint.reverse)


@lru_cache(maxsize=4096)
def _on(paint: Paint, ground: str) -> Paint:
    """The paint on another ground; there are few, and every cell asks."""
    return paint._replace(bg=ground)


def clean(text: str) -> str:
    r"""The text with every control character replaced: free text must not steer the terminal.

    >>> clean("a\x1b[2Jb")
    'a·[2Jb'
    """
    if text.isprintable():
        return text
    return "".join("·" if unicodedata.category(char)[0] == "C" else char for char in text)


class Grid:
    """Rows of cells, drawn once and then only read."""

    __slots__ = ("height", "rows", "width")

    def __init__(self, width: int, height: int, paint: Paint = TEXT) -> None:
        self.width = max(width, 0)
        self.height = max(height, 0)
        blank: Cell = (" ", paint)
        self.rows: list[list[Cell]] = [[blank] * self.width for _ in range(self.height)]

    def put(self, x: int, y: int, text: str, paint: Paint = TEXT, *, stop: int | None = None) -> int:
        """Write a text and return the column after it; what does not fit before `stop` is cut.

        A paint without a background keeps the background that is there.
        """
        end = self.width if stop is None else min(stop, self.width)
        if not 0 <= y < self.height:
            return x
        row = self.rows[y]
        for char in clean(text):
            size = 1 if char.isascii() else get_character_cell_size(char)
            if size == 0:
                if 0 < x <= end:
                    row[x - 1] = (row[x - 1][0] + char, row[x - 1][1])
                continue
            if x + size > end:
                break
            if x >= 0:
                row[x] = (char, paint if paint.bg else _on(paint, row[x][1].bg))
                if size > 1:
                    row[x + 1] = ("", row[x][1])
            x += size
        return x

    def char(self, x: int, y: int) -> str:
        """The character of a cell."""
        return self.rows[y][x][0]

    def tint(self, x: int, y: int, bg: str) -> None:
        """Give a cell a background and leave its character; outside of the grid there is none to give it to."""
        if not (0 <= x < self.width and 0 <= y < self.height):
            return
        char, paint = self.rows[y][x]
        self.rows[y][x] = (char, _on(paint, bg))

    def replace_signs(self, replacing: Callable[[str], str]) -> None:
        """Put another character in the place of every one that is not ASCII."""
        for row in self.rows:
            for x, (char, paint) in enumerate(row):
                if not char.isascii():
                    row[x] = (replacing(char), paint)

    def text(self) -> str:
        """The characters alone, rows without trailing blanks."""
        return "\n".join(self.row_text(y) for y in range(self.height))

    def row_text(self, y: int) -> str:
        """The characters of a row without trailing blanks."""
        return "".join(char for char, _ in self.rows[y]).rstrip()

    def strip(self, y: int) -> Strip:
        """A row as Textual draws it: one segment per run of equal paint; a blank has no ink, only its ground counts."""
        segments: list[Segment] = []
        run: list[str] = []
        paint: Paint | None = None
        for char, its in self.rows[y]:
            if its is not paint and its != paint:
                blank = char == " " and paint is not None and its.bg == paint.bg and its.reverse == paint.reverse
                if not blank:
                    if run and paint is not None:
                        segments.append(Segment("".join(run), _style(paint)))
                    run, paint = [], its
            run.append(char)
        if run and paint is not None:
            segments.append(Segment("".join(run), _style(paint)))
        return Strip(segments, self.width)

    def changes(self, other: "Grid") -> list[Change]:
        """Where this grid differs from another of the same size, row by row."""
        found: list[Change] = []
        for y, (mine, theirs) in enumerate(zip(self.rows, other.rows, strict=True)):
            if mine == theirs:
                continue
            begin = next(x for x in range(self.width) if mine[x] != theirs[x])
            end = next(x for x in range(self.width, 0, -1) if mine[x - 1] != theirs[x - 1])
            found.append((y, begin, end))
        return found

    def frame(self, title: str, box: str, border: Paint, ink: Paint) -> None:
        """Draw a box around the grid with a title in its upper edge; `box` as in `Glyphs.box`."""
        if self.height < 2 or self.width < 2:  # noqa: PLR2004 - a box has two edges
            return
        across = box[4] * (self.width - 2)
        self.put(0, 0, box[0] + across + box[1], border)
        self.put(0, self.height - 1, box[2] + across + box[3], border)
        for y in range(1, self.height - 1):
            self.put(0, y, box[5], border)
            self.put(self.width - 1, y, box[5], border)
        if title:
            self.put(2, 0, f" {title} ", ink, stop=self.width - 2)


def fit(text: str, width: int, ellipsis: str = "…") -> str:
    """Cut a text to a number of cells, with a sign that it was cut."""
    if len(text) <= width:
        return text
    return text[: max(width - 1, 0)] + ellipsis if width > 0 else ""


def wrap(text: str, width: int) -> list[str]:
    """Break a text into lines at blanks, in the middle of a word only where it is longer than a line."""
    lines: list[str] = []
    line = ""
    for word in text.split(" "):
        rest = word
        if line and len(line) + 1 + len(rest) <= width:
            line = f"{line} {rest}"
            continue
        if line:
            lines.append(line)
        while len(rest) > width > 0:
            lines.append(rest[:width])
            rest = rest[width:]
        line = rest
    return [*lines, line] if line or not lines else lines
