"""Help and palette: the table of commands, to read and to search.

Refuses a command that is not in the table.
"""

from functools import partial
from itertools import zip_longest
from typing import ClassVar

from textual.app import ComposeResult
from textual.command import DiscoveryHit, Hit, Hits, Provider

from tracker.tui import palette
from tracker.tui.ascii_words import in_ascii
from tracker.tui.commands import Command, Place, bindings_of, commands_of, sentence_of
from tracker.tui.glyphs import Glyphs
from tracker.tui.grid import Grid
from tracker.tui.legend import sign_rows
from tracker.tui.lines import Lines
from tracker.tui.panels import draw_more, draw_rows, flow
from tracker.tui.passing import Passing
from tracker.tui.room import Row

_TWO_COLUMNS = 64
_KEYS = 8
_DRAWN = frozenset({Place.CASES, Place.REPLAY, Place.TIMELINE, Place.COMPARE})
"""Screens whose signs are explained."""


def help_lines(place: Place, *, writable: bool = True) -> list[tuple[str, str]]:
    """Keys of a screen and what they do, in the order of the table."""
    return [(command.shown, sentence_of(command, writable=writable)) for command in commands_of(place)]


class Help(Passing[None]):
    """What the keys do and what the signs mean."""

    PLACE = Place.HELP
    OPENED_BY = "help"
    BINDINGS: ClassVar = bindings_of(Place.HELP)

    def __init__(self, glyphs: Glyphs, place: Place, *, writable: bool) -> None:
        super().__init__()
        self._glyphs = glyphs
        self._place = place
        self._writable = writable
        self._top = 0

    def compose(self) -> ComposeResult:
        """One sheet of lines."""
        yield Lines(self._draw, id="help")

    def _draw(self, grid: Grid) -> None:
        grid.frame(
            "Keys and signs · j/k scroll · esc, q back; another key does what it says here",
            self._glyphs.box,
            palette.BORDER,
            palette.TITLE,
        )
        box = (2, 1, grid.width - 4, grid.height - 2)
        more = draw_rows(grid, self._rows(box[2]), box, self._top)
        draw_more(grid, *more, (grid.width - 2, grid.height - 1), self._glyphs)

    def _rows(self, width: int) -> list[Row]:
        keys = key_rows(help_lines(self._place, writable=self._writable), width)
        if self._glyphs.ascii_only:
            keys = list(in_ascii(tuple(keys)))
        return [*keys, (), *sign_rows(self._glyphs, width)] if self._place in _DRAWN else keys

    def _scroll(self, rows: int) -> None:
        lines = self.query_one("#help", Lines)
        most = max(len(self._rows(lines.size.width - 4)) - (lines.size.height - 2), 0)
        self._top = min(max(self._top + rows, 0), most)
        lines.redraw()

    def action_row_down(self) -> None:
        """Scroll down."""
        self._scroll(1)

    def action_row_up(self) -> None:
        """Scroll up."""
        self._scroll(-1)

    def on_lines_turned(self, message: Lines.Turned) -> None:
        """Scroll by the wheel."""
        self._scroll(message.rows)

    def action_back(self) -> None:
        """Back to the screen below."""
        self.dismiss()

    def action_leave(self) -> None:
        """Back too: leaving help is not leaving the replay."""
        self.dismiss()


def key_rows(lines: list[tuple[str, str]], width: int) -> list[Row]:
    """Keys and what they do, in two columns where there is room, a blank between them at least."""
    columns = 2 if width >= _TWO_COLUMNS else 1
    height = -(-len(lines) // columns)
    stride = (width + 1) // columns
    sets = [
        _column(lines[begin : begin + height], number * stride, stride - 1)
        for number, begin in enumerate(range(0, len(lines), height))
    ]
    return [tuple(piece for row in side for piece in row) for side in zip_longest(*sets, fillvalue=())]


def _column(lines: list[tuple[str, str]], left: int, width: int) -> list[Row]:
    """Keys and what they do, one below the other; what does not fit beside its keys goes on in the next row."""
    rows: list[Row] = []
    for keys, what in lines:
        body = flow([(what, palette.TEXT)], width, _KEYS, max(_KEYS, len(keys) + 1))
        told = [tuple((left + x, text, paint) for x, text, paint in row) for row in body]
        rows += [((left, keys, palette.CURSOR), *told[0]), *told[1:]]
    return rows


class CommandTable(Provider):
    """The commands of the screen below, for the palette."""

    def _commands(self) -> list[tuple[Command, str]]:
        """With what they do, as a sentence."""
        place = getattr(self.screen, "PLACE", None)
        if not isinstance(place, Place):
            return []
        writable = bool(getattr(self.screen, "writable", True))
        every = (command for command in commands_of(place) if command.action != "palette")
        return [(command, sentence_of(command, writable=writable)) for command in every]

    async def discover(self) -> Hits:
        """All of them."""
        for command, sentence in self._commands():
            yield DiscoveryHit(sentence, partial(self.screen.run_action, command.action), help=command.shown)

    async def search(self, query: str) -> Hits:
        """Those whose sentence matches."""
        matcher = self.matcher(query)
        for command, sentence in self._commands():
            score = matcher.match(sentence)
            if score > 0:
                run = partial(self.screen.run_action, command.action)
                yield Hit(score, matcher.highlight(sentence), run, help=command.shown)
