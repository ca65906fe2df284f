"""What every full screen can do: lead to the others, to help and palette, and quit. Refuses to know what is shown."""

from typing import ClassVar

from textual.screen import Screen

from tracker.tui.command import Place
from tracker.tui.desk import Desk
from tracker.tui.help import Help
from tracker.tui.lines import Lines


class Workbench(Screen[None]):
    """One of the screens that the numbers lead to."""

    PLACE: ClassVar[Place]

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk

    def redraw(self) -> None:
        """Draw every part that is shown."""
        for part in self.query(Lines):
            if part.display:
                part.redraw()

    async def _lead(self, place: Place) -> None:
        """To another screen; to this one nothing moves."""
        if place is not self.PLACE:
            await self.app.run_action(f"show('{place.value}')")

    async def action_show_cases(self) -> None:
        """To the cases."""
        await self._lead(Place.CASES)

    async def action_show_replay(self) -> None:
        """To the replay of the case at hand."""
        await self._lead(Place.REPLAY)

    async def action_show_sql(self) -> None:
        """To questions in SQL."""
        await self._lead(Place.SQL)

    async def action_show_audit(self) -> None:
        """To the log as it was recorded."""
        await self._lead(Place.AUDIT)

    async def action_back(self) -> None:
        """To the cases."""
        await self._lead(Place.CASES)

    def action_help(self) -> None:
        """What the keys do."""
        self.app.push_screen(Help(self.desk.glyphs, self.PLACE))

    def action_palette(self) -> None:
        """All commands, by name."""
        self.app.action_command_palette()

    def action_leave(self) -> None:
        """Quit."""
        self.app.exit()
