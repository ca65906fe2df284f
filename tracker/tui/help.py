"""Help and palette: the table of commands, to read and to search.

Refuses a command that is not in the table.
"""

from functools import partial
from typing import ClassVar

from textual.app import ComposeResult
from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.screen import ModalScreen

from tracker.tui import palette
from tracker.tui.commands import COMMANDS, Command, Place, bindings_of, commands_of
from tracker.tui.glyphs import Glyphs
from tracker.tui.grid import Grid
from tracker.tui.lines import Lines

SIGNS = (
    "◆ diagnosis   ▲ progression   ○ scan   ▮ regimen   ✝ death",
    "● measured   ○ below the limit   ╶─╴ uncertain time",
    "≈ may not have happened yet   ✎ corrected   ! contradicted",
)


def help_lines() -> list[tuple[str, str]]:
    """Keys and what they do, in the order of the table."""
    return [(command.shown, command.help) for command in COMMANDS if command.places != (Place.CASES,)]


class Help(ModalScreen[None]):
    """What the keys do."""

    BINDINGS: ClassVar = bindings_of(Place.HELP)

    def __init__(self, glyphs: Glyphs) -> None:
        super().__init__()
        self._glyphs = glyphs

    def compose(self) -> ComposeResult:
        """One sheet of lines."""
        yield Lines(self._draw, id="help")

    def _draw(self, grid: Grid) -> None:
        grid.frame("Keys · esc goes back", self.glyphs.box, palette.BORDER, palette.TITLE)
        lines = help_lines()
        rows = max(grid.height - 2 - len(SIGNS) - 1, 1)
        columns = 1 if len(lines) <= rows else 2
        rows = min(rows, -(-len(lines) // columns))
        wide = (grid.width - 4) // columns
        for number, (keys, what) in enumerate(lines[: rows * columns]):
            x, y = 2 + number // rows * wide, 1 + number % rows
            grid.put(x, y, keys, palette.CURSOR, stop=x + wide)
            grid.put(x + 8, y, what, palette.TEXT, stop=x + wide - 1)
        for number, sign in enumerate(SIGNS):
            y = rows + 2 + number
            if y < grid.height - 1:
                grid.put(2, y, sign, palette.QUIET, stop=grid.width - 2)

    @property
    def glyphs(self) -> Glyphs:
        """The signs in use."""
        return self._glyphs

    def action_back(self) -> None:
        """Back to the screen below."""
        self.dismiss()

    def action_leave(self) -> None:
        """Back too: leaving help is not leaving the replay."""
        self.dismiss()


class CommandTable(Provider):
    """The commands of the screen below, for the palette."""

    def _commands(self) -> tuple[Command, ...]:
        place = getattr(self.screen, "PLACE", None)
        if not isinstance(place, Place):
            return ()
        return tuple(command for command in commands_of(place) if command.action != "palette")

    async def discover(self) -> Hits:
        """All of them."""
        for command in self._commands():
            yield DiscoveryHit(command.help, partial(self.screen.run_action, command.action), help=command.shown)

    async def search(self, query: str) -> Hits:
        """Those whose sentence matches."""
        matcher = self.matcher(query)
        for command in self._commands():
            score = matcher.match(command.help)
            if score > 0:
                run = partial(self.screen.run_action, command.action)
                yield Hit(score, matcher.highlight(command.help), run, help=command.shown)
