"""A whole case as one HTML file with a slider and the keys of the replay. Refuses to ask for anything from elsewhere.

Every frame is drawn beforehand; rows that frames share are written once.
"""

import json
from collections.abc import Sequence
from html import escape
from importlib.resources import files
from string import Template

from msgspec.structs import replace

from tracker.tui import palette
from tracker.tui.cut import Future
from tracker.tui.grid import Cell, Grid
from tracker.tui.palette import Paint
from tracker.tui.reel import Cursor, Reel
from tracker.tui.stills.paper import Paper, Told
from tracker.tui.stills.runs import Run, page_color, runs_of
from tracker.tui.stills.whole import draw_whole
from tracker.tui.themes import Theme, themed

_FONTS = "'DejaVu Sans Mono', 'Cascadia Mono', Menlo, Consolas, 'Liberation Mono', monospace"
_LAST_OF_ASCII = "~"


class _Looks:
    """Classes of the style sheet, numbered as they come."""

    def __init__(self) -> None:
        self._names: dict[Paint, str] = {}

    def name(self, paint: Paint) -> str:
        return self._names.setdefault(paint, f"p{len(self._names)}")

    def sheet(self, page: str) -> str:
        return "\n".join(f"  .{name} {{ {_declared(paint, page)} }}" for paint, name in self._names.items())


def _declared(paint: Paint, page: str) -> str:
    parts = [f"color: {paint.fg};"]
    parts += [f"background: {paint.bg};"] if paint.bg != page else []
    parts += ["font-weight: bold;"] if paint.bold else []
    return " ".join(parts)


class _Rows:
    """Rows as HTML, each written once, numbered as they come."""

    def __init__(self, theme: Theme) -> None:
        self.looks = _Looks()
        self._theme = theme
        self._numbers: dict[str, int] = {}
        self._seen: dict[Sequence[Cell], int] = {}

    def number(self, grid: Grid, y: int) -> int:
        """The number of a row; one that was there already, cell by cell, is not written again to find it."""
        cells = tuple(grid.rows[y])
        if cells not in self._seen:
            row = _row(grid, y, self.looks, self._theme)
            self._seen[cells] = self._numbers.setdefault(row, len(self._numbers))
        return self._seen[cells]

    def all(self) -> list[str]:
        """Every row, in the order of its number."""
        return list(self._numbers)


def page_of(reel: Reel, cursor: Cursor, paper: Paper, told: Told) -> str:
    """Draw every month with all of its lines, known then and as corrected, with the future hidden, as a ghost and shown.

    Args:
        reel: The case.
        cursor: The month that is shown first.
        paper: How large, with which signs, in which colors.
        told: How many of how many frames are drawn.
    """
    rows = _Rows(paper.theme)
    views = [(known, number, future) for known in (False, True) for number, future in enumerate(Future)]
    frames: dict[str, list[list[int]]] = {}
    for done, (known, number, future) in enumerate(views):
        drawn = frames[f"{int(known)}{number}"] = []
        for index in range(len(reel.now)):
            told(done * len(reel.now) + index, len(views) * len(reel.now))
            grid = draw_whole(reel, _at(cursor, index, future, known=known), paper)
            drawn.append([rows.number(grid, y) for y in range(grid.height)])
    told(len(views) * len(reel.now), len(views) * len(reel.now))
    stones = {stone.month for stone in reel.picture.milestones}
    data = {
        "start": cursor.index,
        "known": cursor.known,
        "future": list(Future).index(cursor.future),
        "months": [f"{reel.patient}, {sheet.label}" for sheet in reel.now],
        "busy": [index for index, sheet in enumerate(reel.now) if sheet.events],
        "stones": [index for index, sheet in enumerate(reel.now) if sheet.month in stones],
        "rows": rows.all(),
        "frames": frames,
    }
    return Template(_resource("page.html")).substitute(
        title=escape(f"{reel.patient} replayed"),
        scheme="light" if paper.theme is Theme.LIGHT else "dark",
        page=page_color(paper.theme),
        ink=themed(palette.WHITE, paper.theme),
        quiet=themed(palette.GRAY, paper.theme),
        cursor=themed(palette.YELLOW, paper.theme),
        fonts=_FONTS,
        looks=rows.looks.sheet(page_color(paper.theme)),
        # Nothing in a text may end the script that holds it.
        data=json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("</", "<\\/"),
        script=_resource("page.js"),
    )


def _at(cursor: Cursor, index: int, future: Future, *, known: bool) -> Cursor:
    return replace(cursor, index=index, event=None, read=0, day=None, known=known, future=future)


def _row(grid: Grid, y: int, looks: _Looks, theme: Theme) -> str:
    parts, x = [], 0
    for run in runs_of(grid, y, theme):
        parts.append(" " * (run.x - x))
        parts.append(_span(run, looks.name(run.paint)))
        x = run.x + len(run.text)
    return "".join(parts)


def _span(run: Run, name: str) -> str:
    """A run; signs beyond ASCII get a cell of their own each, or a font that draws them wider moves the rest."""
    cells = "".join(escape(char) if char <= _LAST_OF_ASCII else f"<i>{char}</i>" for char in run.text)
    return f'<span class="{name}" style="width:{len(run.text)}ch">{cells}</span>'


def _resource(name: str) -> str:
    return files(__package__).joinpath(name).read_text(encoding="utf-8")
