"""The timeline: every lane of the case at hand, with zoom, groups that fold and a cursor that steps from event to event.

Cursor, future and hindsight are those of the replay, and go back to it; of a case whose replay was never opened the future is
hidden too. Refuses to load twice: zooming, folding and stepping look up what is there.
"""

from typing import ClassVar

from msgspec.structs import replace
from textual import work
from textual.app import ComposeResult

from tracker.decisions.refused import Refused
from tracker.projections.chronicle import Chronicle
from tracker.tui import palette
from tracker.tui.board import Board
from tracker.tui.command import Place
from tracker.tui.commands import bindings_of
from tracker.tui.desk import Desk
from tracker.tui.footer import action_at, draw_footer, told_future
from tracker.tui.grid import Grid
from tracker.tui.lines import Lines
from tracker.tui.reel import Cursor, Reel
from tracker.tui.stepping import Stepping
from tracker.tui.timeline_board import TimelineBoard, Window
from tracker.values.durations import DAYS_PER_MONTH

_CLOSEST = 14.0
"""Days of the shortest window."""
_ROUND = 12 * DAYS_PER_MONTH


class Timeline(Stepping):
    """One case in lanes."""

    PLACE = Place.TIMELINE
    BINDINGS: ClassVar = bindings_of(Place.TIMELINE)

    def __init__(self, desk: Desk, patient: str) -> None:
        month, cursor = desk.found(patient)
        super().__init__(desk, cursor)
        self._month = month
        self.patient = patient
        self._chronicle: Chronicle | None = None
        self._window = Window(0, 1)
        self._row = 0

    def compose(self) -> ComposeResult:
        """Who, the whole case as a bar, the lanes, the event at the cursor, the keys."""
        yield Lines(self._draw_identity, id="identity")
        yield Lines(self._draw_scrub, id="scrub")
        yield Lines(self._draw_lanes, id="rows")
        yield Lines(self._draw_detail, id="detail")
        yield Lines(self._draw_footer, id="footer")

    @property
    def timeline(self) -> TimelineBoard | None:
        """What is shown, None until the case is loaded."""
        if self._reel is None or self._chronicle is None:
            return None
        return TimelineBoard(
            reel=self._reel,
            chronicle=self._chronicle,
            cursor=self._cursor,
            glyphs=self.desk.glyphs,
            window=self._window,
            folded=frozenset(self.desk.folded),
            row=self._row,
        )

    @property
    def window(self) -> Window:
        """From which day to which time is shown."""
        return self._window

    def on_mount(self) -> None:
        """Start to load."""
        self._load()

    @work(thread=True, exclusive=True)
    def _load(self) -> None:
        try:
            case, reel = self.desk.check(self.patient)
            chronicle = case.chronicle
        except (Refused, ValueError) as refusal:
            self.hand_over(self._refuse, refusal)
        else:
            self.hand_over(self._loaded, reel, chronicle)

    def _loaded(self, reel: Reel, chronicle: Chronicle) -> None:
        if self._chronicle is None:
            self._window = self._whole(reel)
        self._stand(reel)
        self._chronicle = chronicle
        self._row = min(self._row, max(len(self.timeline.rows()) - 1, 0)) if self.timeline is not None else 0
        self.redraw()

    def _whole(self, reel: Reel) -> Window:
        first, last = reel.now[0].start_day, reel.now[-1].end_day
        return Window(first, max(last, first + 1))

    def on_screen_resume(self) -> None:
        """Shown again after another screen."""
        self.redraw()

    def leave(self) -> None:
        """The replay finds the case as it was left."""
        if self._reel is not None:
            month = self._reel.sheet(self._cursor).month
            self.desk.leave(self.patient, month, replace(self._cursor, scroll=0))

    def show(self, cursor: Cursor, said: str = "") -> None:
        """Stand somewhere else, with the event there in sight."""
        moved = (cursor.index, cursor.event) != (self._cursor.index, self._cursor.event)
        super().show(cursor, said)
        board = self.timeline
        if board is None:
            return
        if moved and board.event is not None:
            self._row = board.row_of(board.event.key) or 0
            self._bring_into_sight(board.day_of(board.event.key))
        elif moved:
            self._bring_into_sight(board.cut.end)
        self._row = min(self._row, max(len(board.rows()) - 1, 0))

    def _bring_into_sight(self, day: float | None) -> None:
        if day is not None and not self._window.first <= day < self._window.last:
            self._look(day - self._window.days / 2, self._window.days)

    def _look(self, first: float, days: float) -> bool:
        """Show a window, within the case; whether that is another one."""
        if self._reel is None:
            return False
        whole = self._whole(self._reel)
        days = min(max(days, min(_CLOSEST, whole.days)), whole.days)
        first = min(max(first, whole.first), whole.last - days)
        before, self._window = self._window, Window(first, first + days)
        return self._window != before

    def _view(self, first: float, days: float, otherwise: str) -> None:
        """Show a window, or say why there is no other."""
        changed = self._look(first, days)
        self.show(self._cursor, "" if changed else otherwise)

    def _middle(self) -> float:
        """Where zooming stays: the event or month at the cursor if it is in sight, else the middle of the window."""
        board, window = self.timeline, self._window
        event = None if board is None else board.event
        day = None if board is None else board.cut.start if event is None else board.day_of(event.key)
        return day if day is not None and window.first <= day < window.last else (window.first + window.last) / 2

    def _zoom(self, factor: float, otherwise: str) -> None:
        middle, window = self._middle(), self._window
        share = (middle - window.first) / window.days
        days = window.days * factor
        self._view(middle - share * days, days, otherwise)

    def action_nearer(self) -> None:
        """Half the time in the same columns."""
        self._zoom(0.5, "no closer")

    def action_farther(self) -> None:
        """Twice the time."""
        self._zoom(2.0, "the whole case is in sight")

    def action_fit(self) -> None:
        """The whole case."""
        self._view(-1e9, 1e9, "the whole case is in sight")

    def action_zoom(self) -> None:
        """A year round the event, and back to the whole case."""
        if self._reel is not None and self._window == self._whole(self._reel):
            self._view(self._middle() - _ROUND / 2, _ROUND, "the whole case is in sight")
        else:
            self.action_fit()

    def action_earlier(self) -> None:
        """Scroll to what was earlier."""
        self._view(self._window.first - self._window.days / 4, self._window.days, "nothing earlier · + zooms in")

    def action_later(self) -> None:
        """Scroll to what was later."""
        self._view(self._window.first + self._window.days / 4, self._window.days, "nothing later · + zooms in")

    def _select(self, row: int) -> None:
        board = self.timeline
        if board is not None:
            self._row = min(max(row, 0), max(len(board.rows()) - 1, 0))
            self.show(self._cursor)

    def action_row_down(self) -> None:
        """The next lane."""
        self._select(self._row + 1)

    def action_row_up(self) -> None:
        """The lane before."""
        self._select(self._row - 1)

    def action_page_down(self) -> None:
        """As many lanes on as are in sight."""
        self._select(self._row + self.query_one("#rows", Lines).size.height - 2)

    def action_page_up(self) -> None:
        """As many lanes back as are in sight."""
        self._select(self._row - self.query_one("#rows", Lines).size.height + 2)

    def action_provenance(self) -> None:
        """Where the event at the cursor comes from."""
        event = None if self.timeline is None else self.timeline.event
        if event is None:
            self.show(self._cursor, "] selects an event")
        else:
            self._tell(event.kind, (event.key,))

    def action_fold(self) -> None:
        """Fold the selected group, or open it."""
        board = self.timeline
        rows = [] if board is None else board.rows()
        if self._row < len(rows):
            name = rows[self._row].group.name
            self.desk.folded ^= {name}
            self._row = next(number for number, row in enumerate(rows) if row.group.name == name)
            self.show(self._cursor)

    def action_fold_all(self) -> None:
        """Fold all groups, or open all where some are folded."""
        if self._chronicle is not None:
            self.desk.folded = set() if self.desk.folded else {group.name for group in self._chronicle.groups}
            self._row = 0
            self.show(self._cursor)

    def _board(self) -> Board | None:
        if self._reel is None:
            return None
        # The bar is of the whole case: the replay's zoom is not that of the lanes.
        whole = replace(self._cursor, span=None)
        return Board(reel=self._reel, cursor=whole, glyphs=self.desk.glyphs, said=self._said)

    def _draw_identity(self, grid: Grid) -> None:
        board = self._board()
        if board is None:
            grid.put(1, 0, self._trouble or f"{self.patient}  reading the case", palette.STRONG)
        else:
            board.identity(grid)

    def _draw_scrub(self, grid: Grid) -> None:
        board = self._board()
        if board is None or self._reel is None:
            return
        board.scrub(grid)
        if self._window != self._whole(self._reel):
            scale = board.plot(grid.width).scale
            for x in scale.columns(self._window.first, self._window.last):
                grid.tint(min(x, grid.width - 1), 0, palette.SELECTED_BG)

    def _draw_lanes(self, grid: Grid) -> None:
        board = self.timeline
        if board is not None:
            board.lanes(grid)

    def _draw_detail(self, grid: Grid) -> None:
        board = self.timeline
        if board is not None:
            board.detail(grid)

    def _draw_footer(self, grid: Grid) -> None:
        draw_footer(grid, Place.TIMELINE, self._said, told=told_future(self._cursor.future, barred=True))

    async def on_lines_pressed(self, message: Lines.Pressed) -> None:
        """Pressing a dot goes to its event and then to its source, a name selects its lane and then folds its group, a key does what it says."""
        board, part, size = self.timeline, message.lines.id, message.lines.size
        if board is None or self._reel is None:
            return
        if part == "footer":
            action = action_at(
                message.x, size.width, Place.TIMELINE, self._said, told=told_future(self._cursor.future, barred=True)
            )
            if action:
                await self.run_action(action)
        elif part == "rows":
            row = board.top(size.height, len(board.rows())) + message.y - 1
            key = board.key_at(message.x, message.y, (size.width, size.height))
            if message.x < board.gutter(size.width) and row == self._row:
                self.action_fold()
            elif key is not None and board.event is not None and key == board.event.key:
                self.action_provenance()
            elif key is not None:
                self.show(self._reel.at_key(self._cursor, key))
            else:
                self._select(row)

    def on_lines_turned(self, message: Lines.Turned) -> None:
        """The wheel moves from lane to lane."""
        self._select(self._row + message.rows)
