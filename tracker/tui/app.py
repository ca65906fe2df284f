"""The application: which screen is shown, and the style sheet that places its parts.

Refuses to open a file or a database; it is handed a library.
"""

from collections.abc import Callable
from importlib import import_module
from typing import ClassVar

from textual.app import App
from textual.driver import Driver
from textual.filter import Monochrome
from textual.screen import Screen

from tracker.tui import palette
from tracker.tui.cases import Cases
from tracker.tui.command import Place
from tracker.tui.desk import NO_TOOLS, USUAL_LOOK, Desk, Look, Tools
from tracker.tui.hangup import leaving
from tracker.tui.help import CommandTable
from tracker.tui.library import Library
from tracker.tui.output import terse
from tracker.tui.shown import Shown, sparing
from tracker.tui.workbench import Workbench

STYLES = f"""
Screen {{ background: {palette.PAGE}; layout: vertical; overflow: hidden; }}
Lines {{ width: 1fr; }}
#identity, #scrub, #line, #footer, #heading {{ height: 1; }}
#table, #rows {{ height: 1fr; }}
#phases {{ height: 1fr; }}
#detail {{ height: 3; }}
Cases #detail {{ height: 4; }}
#panels {{ layout: grid; grid-size: 2 1; height: 9; }}
#panels Lines {{ width: 100%; height: 100%; }}
#chart {{ height: 1fr; }}
#lanes {{ height: 2; }}
#events, #plain {{ display: none; }}
#plain {{ height: 1fr; }}

Replay.-wide #panels {{ grid-size: 3 1; }}
Replay.-wide #events {{ display: block; }}
Replay.-wide #line {{ display: none; }}
Replay.-narrow.-roomy #panels, Replay.-narrow.-high #panels {{ grid-size: 2 2; }}
Replay.-narrow.-roomy #events, Replay.-narrow.-high #events {{ display: block; column-span: 2; }}
Replay.-narrow.-roomy #line, Replay.-narrow.-high #line {{ display: none; }}

Replay.-eventful #lanes, Replay.-charted #lanes, Replay.-bare #lanes {{ display: none; }}
Replay.-charted #line, Replay.-bare #line {{ display: none; }}
Replay.-selecting.-charted.-narrow #line, Replay.-selecting.-bare.-narrow #line {{ display: block; }}
Replay.-bare #chart {{ display: none; }}
Replay.-bare #panels {{ height: 1fr; }}

Replay.-tiny Lines, Replay.-flat Lines, Replay.-tiny #panels, Replay.-flat #panels {{ display: none; }}
Replay.-tiny #plain, Replay.-flat #plain {{ display: block; }}

Input {{ background: {palette.PAGE}; padding: 0 1; }}
Filter {{ align: left bottom; background: {palette.PAGE} 0%; }}
Choose {{ align: center middle; background: {palette.PAGE} 60%; }}
#choosing {{ width: 84; max-width: 100%; height: 24; max-height: 90%; }}
#choice, #narrowing {{ height: 1; }}
#narrowing #left, #narrowing #right {{ width: 1; height: 1; }}
#narrowing Input {{ width: 1fr; }}
#choices {{ height: 1fr; }}
#choosing #keys {{ height: 1; }}

Help {{ align: center middle; background: {palette.PAGE} 60%; }}
Help #help {{ width: 84; max-width: 100%; height: 100%; max-height: 44; }}

Prompt {{ align: center bottom; background: {palette.PAGE} 0%; }}
Prompt #ask {{ width: 100%; height: 4; padding: 0 1; background: {palette.FOOTER}; }}
Prompt #asked {{ height: 1; }}
Prompt #answer {{ height: 2; }}
Prompt #typed {{ height: 1; border: none; padding: 0; background: {palette.PAGE}; color: {palette.WHITE}; }}

Picker {{ align: center middle; background: {palette.PAGE} 30%; }}
Picker #picker {{ width: 64; max-width: 100%; max-height: 100%; }}

Offering {{ align: center middle; background: {palette.PAGE} 30%; }}
Offering #exports {{ width: 72; max-width: 100%; max-height: 100%; }}

Sql.-wide #asking {{ layout: grid; grid-size: 2 1; grid-columns: 1fr 38; height: 40%; }}
Sql.-narrow #asking {{ height: 40%; }}
Sql.-narrow #views, Sql.-flat #views {{ display: none; }}
#editor {{ height: 100%; border: none; padding: 0 1; background: {palette.PAGE}; }}
#editor:focus {{ border: none; }}
#views {{ height: 100%; }}
#results {{ height: 1fr; }}
#words {{ height: 1; border: none; padding: 0 1; background: {palette.FOOTER}; }}
#words:focus {{ border: none; }}
#log {{ height: 1fr; }}
#details {{ height: 40%; }}
Audit.-open #log, Audit.-open #words {{ display: none; }}
Audit.-open #details {{ height: 1fr; }}
PathPrompt {{ align: center middle; background: {palette.PAGE} 60%; }}
#prompt {{ width: 76; max-width: 100%; height: auto; border: round {palette.SKY}; background: {palette.PAGE}; padding: 0 1; }}
#prompt Label {{ width: 1fr; height: auto; }}

SearchIcon {{ display: none; }}
"""

OF_A_CASE = {
    Place.REPLAY: ("tracker.tui.replay", "Replay"),
    Place.TIMELINE: ("tracker.tui.timeline", "Timeline"),
    Place.COMPARE: ("tracker.tui.compare", "Compare"),
}
"""The screens of the case at hand, by module and class: a screen is imported when it is opened."""
OF_ALL = {Place.SQL: ("tracker.tui.sql", "Sql"), Place.AUDIT: ("tracker.tui.audit", "Audit")}
"""The screens of the whole database; a screen more is a line in one of these two."""
_LOWEST = 2
"""Screens at the bottom of the stack: the one that Textual begins with, and the cases."""


class TrackerApp(App[None], inherit_bindings=False):
    """The tracker in the terminal."""

    TITLE = "tracker"
    CSS = STYLES
    COMMANDS: ClassVar = {CommandTable}
    ENABLE_COMMAND_PALETTE = True

    def __init__(
        self,
        library: Library,
        patient: str | None = None,
        month: int | None = None,
        *,
        look: Look = USUAL_LOOK,
        tools: Tools = NO_TOOLS,
    ) -> None:
        """Take the cases.

        Args:
            library: The cases.
            patient: Whose replay to open; None opens the list of cases.
            month: Where to begin, the nearest month where the case has no such one; None is the first.
            look: The signs the terminal can show, and the colors.
            tools: What works on the database besides the cases.
        """
        self._look = look
        super().__init__()
        # The theme says what becomes of colors; Textual's own answer to NO_COLOR are grays.
        self._filters = [each for each in self._filters if not isinstance(each, Monochrome)]
        self.desk = Desk(library, look, tools, patient, month)

    def get_driver_class(self) -> type[Driver]:
        """The terminal's driver, sparing with bytes, and gone when the terminal is."""
        self._shown = Shown()
        return leaving(sparing(terse(super().get_driver_class(), self._look.theme), self._shown))

    def on_resize(self) -> None:
        """A terminal of another size may have moved or cleared what it showed."""
        self._shown.forget()

    @property
    def failure(self) -> Exception | None:
        """What ended the application that nobody expected."""
        return self._exception

    def _fatal_error(self) -> None:
        """Leave without a word: the library's own traceback prints every local variable, and so parts of the record."""
        self._close_messages_no_wait()

    def on_mount(self) -> None:
        """Open the first screen."""
        self.push_screen(Cases(self.desk))
        if self.desk.patient is not None:
            self.action_show(Place.REPLAY)

    def action_show(self, place: str) -> None:
        """Lead to one of the screens; the cases lie below all of them, and of the others one is there at a time."""
        for left in self.screen_stack:
            if isinstance(left, Workbench):
                left.leave()
        while len(self.screen_stack) > _LOWEST:
            self.pop_screen()
        shown = Place(place)
        self.desk.replayed = shown is Place.REPLAY or (self.desk.replayed and shown is not Place.CASES)
        if shown in OF_A_CASE and self.desk.patient is not None:
            self.push_screen(_imported(*OF_A_CASE[shown])(self.desk, self.desk.patient))
        elif shown in OF_ALL:
            self.push_screen(_imported(*OF_ALL[shown])(self.desk))


def _imported(module: str, name: str) -> Callable[..., Screen[None]]:
    screen: Callable[..., Screen[None]] = getattr(import_module(module), name)
    return screen
