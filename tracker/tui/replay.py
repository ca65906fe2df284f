"""The replay screen: holds a loaded reel and a cursor; a key press moves the cursor and nothing else.

Refuses to query, to fold and to keep a key waiting: loading happens once, in a worker.
"""

from collections.abc import Callable
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.containers import Container
from textual.timer import Timer

from tracker.decisions.refused import Refused
from tracker.tui import layout, palette
from tracker.tui.board import Board
from tracker.tui.command import Place
from tracker.tui.commands import bindings_of
from tracker.tui.desk import Desk
from tracker.tui.focus import at_nothing
from tracker.tui.forms.recording import Recording
from tracker.tui.grid import Grid
from tracker.tui.lab_panel import lab_width
from tracker.tui.library import Case
from tracker.tui.lines import Draw, Lines
from tracker.tui.panels import most_rows
from tracker.tui.reel import Panel, Reel
from tracker.tui.roaming import Roaming
from tracker.tui.sight import GUTTER
from tracker.tui.telling import Telling
from tracker.tui.zoom import farther, nearer

_SPEEDS = (0.5, 1.0, 2.0, 4.0, 8.0)
"""Months a second."""
_USUAL_SPEED = 1
_ON_SCALE = frozenset({"scrub", "chart", "lanes"})
"""The parts that share the time scale."""
_NARROWEST = GUTTER + 2
"""Cells beside which there is no time scale."""


class Replay(Recording, Telling, Roaming):
    """One case, month by month."""

    PLACE = Place.REPLAY
    BINDINGS: ClassVar = bindings_of(Place.REPLAY)
    HORIZONTAL_BREAKPOINTS: list[tuple[int, str]] | None = [  # noqa: RUF012 - as Textual declares it
        (0, "-tiny"),
        (60, "-narrow"),
        (layout.WIDE, "-wide"),
    ]
    VERTICAL_BREAKPOINTS: list[tuple[int, str]] | None = [  # noqa: RUF012 - as above
        (0, "-flat"),
        (16, "-bare"),
        (18, "-charted"),
        (layout.EVENTFUL, "-eventful"),
        (layout.LANED, "-laned"),
        (layout.BOXED, "-tall"),
        (layout.ROOMY, "-roomy"),
        (layout.HIGH, "-high"),
    ]

    def __init__(self, desk: Desk, patient: str) -> None:
        month, cursor = desk.found(patient)
        super().__init__(desk, cursor)
        self._month = month
        self.patient = patient
        self._labs_width = 0
        self._speed = _USUAL_SPEED
        self._playing: Timer | None = None

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
            # Under another screen a part keeps its place in a terminal that has become too narrow for it.
            if board is not None and (name not in _ON_SCALE or grid.width > _NARROWEST):
                getattr(board, name)(grid)
            elif board is None and name in ("identity", "plain"):
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
            glyphs=self.desk.glyphs,
            boxed=self.size.height >= layout.BOXED,
            lane_rows=layout.LANE_ROWS if self.size.height >= layout.LANED else 0,
            speed=None if self._playing is None else _SPEEDS[self._speed],
            bookmarks=self.desk.bookmarks(self.patient),
            said=self._said,
            writable=self.writable,
        )

    @property
    def month(self) -> int | None:
        """The month shown; before the case is loaded the one to begin with."""
        return self._month if self._reel is None else self._reel.sheet(self._cursor).month

    def on_mount(self) -> None:
        """Start to load."""
        self._load()

    @work(thread=True, exclusive=True)
    def _load(self) -> None:
        if self._read(self.desk.load, self._loaded):
            self._read(self.desk.check, self._complete)

    def _read(self, read: Callable[[str], tuple[Case, Reel]], take: Callable[[Reel], None]) -> bool:
        """Read the case one way and take it; whether there is one."""
        try:
            _, reel = read(self.patient)
        except (Refused, ValueError) as refusal:
            self.hand_over(self._refuse, refusal)
            return False
        self.hand_over(take, reel)
        return True

    def _loaded(self, reel: Reel) -> None:
        self._stand(reel)
        self._fit()
        fact, self.desk.fact = self.desk.fact, None
        if fact is not None:
            self.begin_at(fact)

    def _complete(self, reel: Reel) -> None:
        """Take the same case with all that the first frame did without."""
        if self.is_attached:
            self._reel = reel
            self._fit()

    def _fit(self) -> None:
        if self._reel is not None:
            self._labs_width = lab_width(self._reel.labs, self.desk.glyphs)
        self._arrange()
        self.redraw()

    def _arrange(self) -> None:
        """Give every part its rows and columns, by the terminal and by what the case as a whole needs."""
        if self._reel is None:
            return
        width, height = self.size
        room = layout.layout_of(width, height, self._labs_width, most_rows(self._reel.now, width // 3))
        panels = self.query_one("#panels")
        panels.styles.height = room.panels if height >= layout.EVENTFUL else None
        panels.styles.grid_columns = room.columns
        panels.styles.grid_rows = room.rows or None
        self.query_one("#lanes").styles.height = room.lanes

    def redraw(self) -> None:
        """Draw every part; a terminal too low for events has room for the selected one."""
        self.set_class(self._cursor.event is not None, "-selecting")
        super().redraw()

    def on_resize(self) -> None:
        """Another size, another sharing out."""
        self._arrange()

    def on_screen_resume(self) -> None:
        """Shown again after another screen."""
        self.redraw()

    def leave(self) -> None:
        """Nothing plays behind another screen, and the case is found again as it was left."""
        self._pause()
        self._leave()

    def on_unmount(self) -> None:
        """Left for good, as at the end of the application."""
        self._leave()

    def _leave(self) -> None:
        if self._reel is not None:
            self.desk.leave(self.patient, self._reel.sheet(self._cursor).month, at_nothing(self._cursor))

    def _scroll(self, rows: int) -> None:
        board = self.board
        if board is not None:
            self.show(board.scrolled({part.id or "": part.size for part in self.query(Lines) if part.display}, rows))

    def action_play(self) -> None:
        """Play or pause; from the first month again where the last is shown."""
        if self._playing is not None:
            self._pause()
        elif self._reel is not None:
            self._playing = self.set_interval(1 / _SPEEDS[self._speed], self._tick)
            if self._cursor.index == len(self._reel.now) - 1:
                self.move(-self._cursor.index)
                return
        self.show(self._cursor)

    def _pause(self) -> None:
        if self._playing is not None:
            self._playing.stop()
            self._playing = None

    def _tick(self) -> None:
        if self._reel is None:
            return
        cursor = self._reel.to_busy_month(self._cursor)
        stones = self._reel.milestones_in(cursor)
        if stones or cursor.index == len(self._reel.now) - 1:
            self._pause()
        more = "" if cursor.index == len(self._reel.now) - 1 else "; space goes on"
        self.show(cursor, f"{', '.join(stones)}{more}" if stones else "")

    def action_slower(self) -> None:
        """Play slower."""
        self._change_speed(-1)

    def action_faster(self) -> None:
        """Play faster."""
        self._change_speed(1)

    def _change_speed(self, by: int) -> None:
        self._speed = min(max(self._speed + by, 0), len(_SPEEDS) - 1)
        if self._playing is None:
            self.show(self._cursor, f"plays {_SPEEDS[self._speed]:g} a second")
        else:
            self._pause()
            self._playing = self.set_interval(1 / _SPEEDS[self._speed], self._tick)
            self.show(self._cursor)

    async def on_lines_pressed(self, message: Lines.Pressed) -> None:
        """Pressing in scrub bar, chart or lanes goes to the month of that column, on an event selects it, on a key does it."""
        board, part, width = self.board, message.lines.id, message.lines.size.width
        if board is None or self._reel is None:
            return
        if part == "footer":
            action = board.pressed(message.x, width)
            if action:
                await self.run_action(action)
        elif part in tuple(Panel):
            line = board.line_at(Panel(part), message.y, message.lines.size)
            if line is not None:
                self.choose_line(Panel(part), line)
        elif part == "identity":
            self.action_findings()
        elif part == "scrub" and message.x < GUTTER:
            self.move(-1 if message.x < GUTTER // 2 else 1)
        elif part in _ON_SCALE and message.x >= GUTTER:
            self._to_column(message.x, width)

    def on_lines_dragged(self, message: Lines.Dragged) -> None:
        """Dragging over scrub bar, chart or lanes goes along."""
        if message.lines.id in _ON_SCALE and message.begun >= GUTTER:
            self._to_column(message.x, message.lines.size.width)

    def _to_column(self, x: int, width: int) -> None:
        """To the month of a column of the time scale; those beside it belong to its edges."""
        board = self.board
        if board is None or self._reel is None:
            return
        scale = board.plot(width).scale
        day = scale.day(min(max(x, scale.left), scale.right - 1))
        self.show(self._reel.at(self._cursor, self._reel.index_at(day)))

    def on_lines_turned(self, message: Lines.Turned) -> None:
        """The wheel scrolls panels, zooms on chart and lanes, and steps on the scrub bar."""
        if message.lines.id == "scrub":
            self.move(1 if message.rows > 0 else -1)
        elif message.lines.id in _ON_SCALE:
            self._zoom(farther if message.rows > 0 else nearer)
        else:
            self._scroll(message.rows)
