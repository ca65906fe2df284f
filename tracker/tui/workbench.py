"""What every full screen can do: lead to the others, to help and palette, and quit. Refuses to know what is shown."""

from abc import abstractmethod
from collections.abc import Callable, Iterable, Sequence
from typing import ClassVar

from textual import work
from textual.screen import Screen
from textual.worker import get_current_worker

from tracker.decisions.refused import Refused
from tracker.tui.choose import Choose
from tracker.tui.command import Place
from tracker.tui.desk import Desk
from tracker.tui.help import Help, Shown
from tracker.tui.lines import Lines
from tracker.tui.roster import Roster
from tracker.tui.ways import drugs_told

SECONDS = 3.0
"""Between two looks at the log."""
_EXPLAINED = 12
"""Rows of a terminal from which on the selected line is told in full below the list."""


def shown_as_before(refusal: Refused) -> str:
    """That a screen shows what was read before, and why."""
    return f"not read again: {refusal}"


class Workbench(Screen[None]):
    """One of the screens that the numbers lead to."""

    PLACE: ClassVar[Place]

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk

    @property
    def writable(self) -> bool:
        """Whether something can be recorded."""
        return self.desk.tools.clerk is not None

    def on_resize(self) -> None:
        """A low terminal has no rows for what only explains."""
        for part in self.query("#detail"):
            part.display = self.size.height >= _EXPLAINED

    def redraw(self) -> None:
        """Draw every part that is shown."""
        for part in self.query(Lines):
            if part.display:
                part.redraw()

    @abstractmethod
    def say(self, sentence: str) -> None:
        """Say something where the screen has a place for it, and move nothing."""

    def hand_over(self, take: Callable[..., None], *read: object) -> None:
        """Give the screen what a worker read, unless it is being read anew already or nobody waits for it any more."""
        if not get_current_worker().is_cancelled:
            self.app.call_from_thread(take, *read)

    def leave(self) -> None:
        """Put down on the desk what the next screen takes up."""

    def on_screen_suspend(self) -> None:
        """Another screen is shown."""
        self.leave()

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

    async def action_show_timeline(self) -> None:
        """To the lanes of the case at hand."""
        await self._lead(Place.TIMELINE)

    async def action_show_compare(self) -> None:
        """To the case at hand beside another one."""
        await self._lead(Place.COMPARE)

    async def action_compare_with(self) -> None:
        """Choose with whom to compare the case at hand."""
        self._read_others()

    @work(thread=True, exclusive=True, group="choosing")
    def _read_others(self) -> None:
        try:
            rows = tuple(self.desk.library.patients())
        except Refused as refusal:
            self.hand_over(self.say, str(refusal))
        else:
            self.hand_over(self.choose, rows)

    def choose(self, rows: Sequence[Roster]) -> None:
        """Offer every case but the one at hand, and compare with the one that is taken."""
        others = [row for row in rows if row["patient"] != self.desk.patient]
        title = f"Compare {self.desk.patient} with …"
        self.app.push_screen(Choose(title, others, self.desk.glyphs), self._compare_with)

    async def _compare_with(self, other: str | None) -> None:
        if other is not None:
            self.desk.other = other
            await self.app.run_action(f"show('{Place.COMPARE.value}')")

    async def action_show_sql(self) -> None:
        """To questions in SQL."""
        await self._lead(Place.SQL)

    async def action_show_audit(self) -> None:
        """To the log as it was recorded."""
        await self._lead(Place.AUDIT)

    async def action_back(self) -> None:
        """To the replay of the case at hand where one comes from there, else to the cases."""
        came_from_replay = self.desk.replayed and self.PLACE is not Place.REPLAY
        await self._lead(Place.REPLAY if came_from_replay else Place.CASES)

    def action_help(self) -> None:
        """What the keys do."""
        shown = Shown(who=tuple(self.who_is_shown()), drugs=tuple(drugs_told(self.treatments_shown())))
        self.app.push_screen(Help(self.desk.glyphs, self.PLACE, writable=self.writable, shown=shown))

    def who_is_shown(self) -> Iterable[str]:
        """The cases in full, which the first row of a narrow terminal cuts: none unless a screen has a case."""
        return ()

    def treatments_shown(self) -> Iterable[str]:
        """The names of the treatments that may be told: none unless a screen has a case."""
        return ()

    def action_palette(self) -> None:
        """All commands, by name."""
        self.app.action_command_palette()

    def action_leave(self) -> None:
        """Quit."""
        self.app.exit()
