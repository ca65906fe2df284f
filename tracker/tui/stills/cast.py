"""A case as a recording of a terminal, asciicast v2, with a marker at every milestone.

The format: https://docs.asciinema.org/manual/asciicast/v2/. Refuses to say when it was made: the same record gives the same
recording.
"""

import json
from collections.abc import Iterable, Iterator

from msgspec import Struct

from tracker.tui.grid import Grid
from tracker.tui.stills.paper import Paper
from tracker.tui.stills.runs import Run, page_color, runs_of
from tracker.tui.themes import Theme

_HIDE, _HOME, _CLEAR = "\x1b[?25l", "\x1b[H", "\x1b[2J"


class Scene(Struct, frozen=True):
    """A frame, how long it stays, and what is marked in it."""

    grid: Grid
    seconds: float
    marks: tuple[str, ...] = ()


def cast_of(scenes: Iterable[Scene], paper: Paper, title: str) -> Iterator[str]:
    """The lines of the recording, each with its line break."""
    width, height = paper.size
    yield _line({"version": 2, "width": width, "height": height, "title": title})
    at = 0.0
    lead = _HIDE + _CLEAR
    for scene in scenes:
        yield _line([round(at, 3), "o", lead + ansi_of(scene.grid, paper.theme)])
        lead = ""
        for mark in scene.marks:
            yield _line([round(at, 3), "m", mark])
        at += scene.seconds
    yield _line([round(at, 3), "o", ""])


def ansi_of(grid: Grid, theme: Theme = Theme.DARK) -> str:
    """A grid as what a terminal is sent, from its upper left corner."""
    rows = []
    for y in range(grid.height):
        ground = f"\x1b[0;{_color(48, page_color(theme))}m"
        rows.append(f"\x1b[{y + 1};1H{ground}\x1b[K" + "".join(_run(run, y) for run in runs_of(grid, y, theme)))
    return _HOME + "".join(rows)


def _run(run: Run, y: int) -> str:
    bold = "1;" if run.paint.bold else ""
    return f"\x1b[{y + 1};{run.x + 1}H\x1b[0;{bold}{_color(38, run.paint.fg)};{_color(48, run.paint.bg)}m{run.text}"


def _color(kind: int, color: str) -> str:
    red, green, blue = (int(color[i : i + 2], 16) for i in (1, 3, 5))
    return f"{kind};2;{red};{green};{blue}"


def _line(value: object) -> str:
    return json.dumps(value, ensure_ascii=False) + "\n"
