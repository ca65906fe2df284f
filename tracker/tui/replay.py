"""The replay screen: holds a loaded reel and a cursor; a key press moves the cursor and nothing else.

Refuses to query, to fold and to keep a key waiting: loading happens once, in a worker.
"""

from typing import ClassVar

from msgspec.structs import replace
from textual import work
from textual.app import ComposeResult
from textual.containers import Container
from textual.screen import Screen
from textual.timer import Timer

from tracker.decisions.refused import Refused
from tracker.tui import palette
from tracker.tui.board import GUTTER, Board
from tracker.tui.commands import Place, bindings_of
from tracker.tui.glyphs import Glyphs
from tracker.tui.grid import Grid
from tracker.tui.library import Library
from tracker.tui.lines import Draw, Lines
from tracker.tui.reel import Cursor, Reel, reel_of

_SPEEDS = (0.5, 1.0, 2.0, 4.0, 8.0)
"""Months a second."""
_USUAL_SPEED = 1


class Replay(Screen[None]):
    """One case, month by month."""

    PLACE = Place.REPLAY
    BINDINGS: ClassVar = bindings_of(Place.REPLAY)
    HORIZONTAL_BREAKPOINTS: list[tuple[int, str]] | None = [  # noqa: RUF012 - as Textual declares it
        (0, "-tiny"),
        (60, "-narrow"),
        (108, "-wide"),
    ]
    VERTICAL_BREAKPOINTS: list[tuple[int, str]] | None = [  # noqa: RUF012 - as above
        (0, "-flat"),
        (16, "-bare"),
        (18, "-charted"),
        (20, "-eventful"),
        (23, "-laned"),
        (30, "-tall"),
        (34, "-roomy"),
        (46, "-high"),
    ]

    def __init__(self, library: Library, patient: str, month: int | None, glyphs: Glyphs) -> None:
        super().__init__()
        self._library = library
        self.patient = patient
        self._month = month
        self._glyphs = glyphs
        self._reel: Reel | None = None
        self._cursor = Cursor()
        self._trouble = ""
        self._speed = _USUAL_SPEED
        self._playing: Timer | None = None
        self._drawn = False

    def compose(self) -> ComposeResult:
        """Every part; which of them is shown at which size is in the style sheet."""
        yield self._part("identity")
        yield self._part("scrub")
        with Container(id="panels"):
            yield self._part("state")
            yield self._part("labs")
            yield self._part("events")
        yield self._part("line")
        yield self._part("chart")
        yield self._part("lanes")
        yield self._part("footer")
        yield self._part("plain")

    def _part(self, name: str) -> Lines:
        return Lines(self._drawing(name), id=name)

    def _drawing(self, name: str) -> Draw:
        def draw(grid: Grid) -> None:
            board = self.board
            if board is not None:
                getattr(board, name)(grid)
            elif name in ("identity", "plain"):
                grid.put(1, 0, self._trouble or f"{self.patient}  reading the case", palette.STRONG)

        return draw

    @property
    def board(self) -> Board | None:
        """What is shown, None until the case is loaded."""
        if self._reel is None:
            return None
        return Board(
            reel=self._reel,
            cursor=self._cursor,
            glyphs=self._glyphs,
            boxed=any(self.has_class(size) for size in ("-tall", "-roomy", "-high")),
            playing=self._playing is not None,
        )

    @property
    def reel(self) -> Reel | None:
        """The loaded case."""
        return self._reel

    @property
    def cursor(self) -> Cursor:
        """Where the replay stands."""
        return self._cursor

    def on_mount(self) -> None:
        """Start to load."""
        self._load()

    @work(thread=True, exclusive=True)
    def _load(self) -> None:
        try:
            reel = reel_of(self.patient, self._library.case(self.patient))
        except (Refused, ValueError) as refusal:
            self.app.call_from_thread(self._refuse, str(refusal))
        else:
            self.app.call_from_thread(self._loaded, reel)

    def _refuse(self, trouble: str) -> None:
        self._trouble = trouble
        self._redraw()

    def _loaded(self, reel: Reel) -> None:
        self._reel = reel
        if self._month is not None:
            self._cursor = replace(self._cursor, index=reel.index_of(self._month))
        self._redraw()

    def on_screen_resume(self) -> None:
        """Shown again after another screen."""
        self._redraw()

    def _show(self, cursor: Cursor) -> None:
        """Stand somewhere else; drawing waits until the keys that are already there have been taken."""
        self._cursor = cursor
        if not self._drawn:
            self._drawn = True
            self.call_later(self._redraw)

    def _redraw(self) -> None:
        self._drawn = False
        for part in self.query(Lines):
            if part.display:
                part.redraw()

    def _move(self, months: int) -> None:
        if self._reel is not None:
            self._show(self._reel.moved(self._cursor, months))

    def action_next_month(self) -> None:
        """One month on."""
        self._move(1)

    def action_previous_month(self) -> None:
        """One month back."""
        self._move(-1)

    def action_year_on(self) -> None:
        """Twelve months on."""
        self._move(12)

    def action_year_back(self) -> None:
        """Twelve months back."""
        self._move(-12)

    def action_first(self) -> None:
        """To the first month."""
        self._move(-self._cursor.index)

    def action_last(self) -> None:
        """To the last month."""
        self._move(len(self._reel.now) if self._reel is not None else 0)

    def action_next_event(self) -> None:
        """To the next event."""
        if self._reel is not None:
            self._show(self._reel.to_event(self._cursor))

    def action_previous_event(self) -> None:
        """To the event before."""
        if self._reel is not None:
            self._show(self._reel.to_event(self._cursor, back=True))

    def action_next_milestone(self) -> None:
        """To the next month with a milestone."""
        if self._reel is not None:
            self._show(self._reel.to_milestone(self._cursor))

    def action_previous_milestone(self) -> None:
        """To the month with a milestone before."""
        if self._reel is not None:
            self._show(self._reel.to_milestone(self._cursor, back=True))

    def action_future(self) -> None:
        """Hidden, ghost, shown."""
        self._show(replace(self._cursor, future=self._cursor.future.following))

    def action_known(self) -> None:
        """Known then, or as corrected now."""
        self._show(replace(self._cursor, known=not self._cursor.known, event=None))

    def action_row_down(self) -> None:
        """Scroll the panels down."""
        self._scroll(1)

    def action_row_up(self) -> None:
        """Scroll the panels up."""
        self._scroll(-1)

    def _scroll(self, rows: int) -> None:
        board = self.board
        if board is not None:
            most = board.most_scroll({part.id or "": part.size for part in self.query(Lines) if part.display})
            self._show(replace(self._cursor, scroll=min(max(self._cursor.scroll + rows, 0), most)))

    def action_play(self) -> None:
        """Play or pause."""
        if self._playing is None:
            self._playing = self.set_interval(1 / _SPEEDS[self._speed], self._tick)
        else:
            self._pause()
        self._show(self._cursor)

    def _pause(self) -> None:
        if self._playing is not None:
            self._playing.stop()
            self._playing = None

    def _tick(self) -> None:
        if self._reel is None:
            return
        cursor = self._reel.to_busy_month(self._cursor)
        if cursor.index == len(self._reel.now) - 1:
            self._pause()
        self._show(cursor)

    def action_slower(self) -> None:
        """Play slower."""
        self._change_speed(-1)

    def action_faster(self) -> None:
        """Play faster."""
        self._change_speed(1)

    def _change_speed(self, by: int) -> None:
        self._speed = min(max(self._speed + by, 0), len(_SPEEDS) - 1)
        if self._playing is not None:
            self._pause()
            self.action_play()

    def on_lines_pressed(self, message: Lines.Pressed) -> None:
        """Pressing in scrub bar, chart or lanes goes to the month of that column, the sides of the head step."""
        board = self.board
        if board is None or self._reel is None or message.lines.id not in ("scrub", "chart", "lanes"):
            return
        if message.x < GUTTER:
            if message.lines.id == "scrub":
                self._move(-1 if message.x < GUTTER // 2 else 1)
            return
        day = board.plot(message.lines.size.width).scale.day(message.x)
        self._show(self._reel.at(self._cursor, self._reel.index_at(day)))

    def action_help(self) -> None:
        """What the keys do."""
        self.app.push_screen("help")

    def action_palette(self) -> None:
        """All commands, by name."""
        self.app.action_command_palette()

    def action_show_replay(self) -> None:
        """This screen is there already; nothing moves."""

    async def action_show_cases(self) -> None:
        """To the cases."""
        self._pause()
        await self.app.run_action("show_cases")

    async def action_back(self) -> None:
        """To the cases."""
        await self.action_show_cases()

    def action_leave(self) -> None:
        """Quit."""
        self.app.exit()
