"""The comparison: the case at hand beside another one, one cursor over both.

Month and future are those of the replay of the case at hand; where that was never opened, its first month with the future
hidden. Refuses to fold for a key press: phases up to a hidden future are laid out in a worker, each month once, one at a time.
"""

from collections.abc import Sequence
from typing import ClassVar

from msgspec.structs import replace
from textual import work
from textual.app import ComposeResult

from tracker.decisions.refused import Refused, Unavailable
from tracker.tui import palette
from tracker.tui.command import Place
from tracker.tui.commands import bindings_of
from tracker.tui.compare_board import CompareBoard
from tracker.tui.comparing import Comparing
from tracker.tui.desk import Desk
from tracker.tui.footer import action_at, draw_footer, told_future
from tracker.tui.grid import Grid
from tracker.tui.library import News
from tracker.tui.lines import Draw, Lines
from tracker.tui.pair import Pair, Side, Told
from tracker.tui.phase_tables import Asked, PhaseTables
from tracker.tui.roster import Roster
from tracker.tui.watching import said_of
from tracker.tui.workbench import shown_as_before

_TWO = 2
_THIRD = 3
_TALL, _ROOMY, _LOW, _FLAT = 32, 28, 18, 11
"""Rows from which on there are five lanes a case, all that differs at baseline, two lanes a case, any lanes."""


class Compare(Comparing):
    """Two cases beside each other."""

    PLACE = Place.COMPARE
    BINDINGS: ClassVar = bindings_of(Place.COMPARE)

    def __init__(self, desk: Desk, patient: str) -> None:
        self._left, cursor = desk.found(patient)
        super().__init__(desk, replace(cursor, event=None, read=0, scroll=0))
        self.patient = patient
        self._trouble = ""
        self._news: Sequence[News] = ()
        """Why the cases are read again."""
        self._tables = PhaseTables()
        self._reading = False

    def compose(self) -> ComposeResult:
        """Who, the lanes of both, their phases, in what they differ, the keys."""
        yield Lines(self._draw_identity, id="identity")
        yield Lines(self._drawing("lanes"), id="pair")
        yield Lines(self._drawing("phases"), id="phases")
        yield Lines(self._drawing("baseline"), id="baseline")
        yield Lines(self._draw_footer, id="footer")

    @property
    def board(self) -> CompareBoard | None:
        """What is shown, None until both are loaded."""
        if self._pair is None:
            return None
        return CompareBoard(
            pair=self._pair,
            month=self._month,
            cursor=self._cursor,
            glyphs=self.desk.glyphs,
            table=self._tables.table(self._pair, self._month, self._cursor),
            baselines=self._tables.baselines(self._pair, self._month, self._cursor),
            scroll=self._scroll,
        )

    def on_mount(self) -> None:
        """Start to load."""
        self._load()

    @work(thread=True, exclusive=True)
    def _load(self) -> None:
        try:
            rows = tuple(self.desk.library.patients())
            pair = self._read(rows)
        except (Refused, ValueError) as refusal:
            self.hand_over(self._refuse, refusal)
            return
        if pair is None:
            self.hand_over(self._without, rows)
        else:
            self.hand_over(self._loaded, pair)

    def _read(self, rows: Sequence[Roster]) -> Pair | None:
        """Read both, the only other one or the one that was chosen; None where none was."""
        others = [str(row["patient"]) for row in rows if row["patient"] != self.patient]
        other = self.desk.other if self.desk.other in others else others[0] if len(rows) == _TWO else None
        if other is None:
            return None
        origins = {str(row["patient"]): row.get("origin_date") for row in rows}
        one, two = (self._side(name, origins.get(name)) for name in (self.patient, other))
        return Pair(sides=(one, two))

    def _side(self, name: str, origin: str | None) -> Side:
        case, reel = self.desk.check(name)
        return Side(reel=reel, case=case, origin=origin, whole=Told(tuple(case.laid_out()), case.baseline()))

    def _without(self, rows: tuple[Roster, ...]) -> None:
        self._refuse(
            Refused(
                "no other case is chosen; c chooses one" if len(rows) > 1 else "there is no other case to compare with"
            )
        )
        if len(rows) > 1:
            self.choose(rows)

    def _refuse(self, refusal: Refused | ValueError) -> None:
        """Say why there is nothing to compare; where it only could not be reached, what was read before stays."""
        if self._pair is not None and isinstance(refusal, Unavailable):
            self._news = ()
            for side in self._pair.sides:
                self.desk.put_back(side.reel)
            self.say(shown_as_before(refusal))
            return
        self._trouble, self._pair = str(refusal), None
        self.redraw()

    @property
    def shown_patients(self) -> tuple[str, ...]:
        """Whose cases are shown."""
        return () if self._pair is None else tuple(side.reel.patient for side in self._pair.sides)

    def take_in(self, news: Sequence[News]) -> None:
        """Read both again, with the cursor at the same month."""
        self._news = news
        self.desk.forget()
        self._load()

    def _loaded(self, pair: Pair) -> None:
        before, news = self._pair, self._news
        self._tables, self._news = PhaseTables(), ()
        self.desk.other = pair.sides[1].reel.patient
        if before is None:
            self._pair, first = pair, pair.sides[0]
            index = 0 if self._left is None else first.reel.index_of(self._left)
            self._month = pair.month_of(first, index)
            left = self.desk.as_left(self.patient, first.reel.now[index].month, first.reel.now[0].month)
            self._said = " · ".join(said for said in (left, self._unaligned()) if said)
        else:
            self._said = " · ".join(said for said in (said_of(news, lambda _: False), self.read_again(pair)) if said)
        self._arrange()
        self.redraw()

    def _arrange(self) -> None:
        """Give lanes and baseline their rows; the phases have the rest."""
        width, height = self.size
        lanes = 5 if height >= _TALL else 2 if height >= _LOW else 1
        self.query_one("#pair").styles.height = 2 * (1 + lanes) + 1 if height >= _FLAT else 0
        board = self.board
        most = height // _THIRD if height >= _ROOMY else _TWO if height >= _FLAT else 1
        self.query_one("#baseline").styles.height = 1 if board is None else board.baseline_rows(width, most)

    def on_resize(self) -> None:
        """Another size, another sharing out."""
        self._arrange()

    def on_screen_resume(self) -> None:
        """Shown again after another screen."""
        self.redraw()

    def leave(self) -> None:
        """The replay of the case at hand finds its month."""
        if self._pair is None:
            return
        first = self._pair.sides[0]
        sheet = first.reel.now[self._pair.index(first, self._month) or 0]
        self.desk.leave(self.patient, sheet.month, self._cursor)

    def _want_cells(self) -> None:
        """Lay out the phases that are asked for and not there; while that goes on, nothing else is begun."""
        if self._pair is None or self._reading:
            return
        missing = self._tables.missing(self._pair, self._month, self._cursor)
        if missing is not None:
            self._reading = True
            self._lay_out(self._tables, *missing)

    @work(thread=True, exclusive=True, group="phases")
    def _lay_out(self, tables: PhaseTables, side: Side, asked: Asked) -> None:
        _, month, known = asked
        cells = tuple(side.case.laid_out(month=month, known=known))
        told = Told(cells, side.case.baseline(month=month, known=known))
        self.app.call_from_thread(self._take, tables, asked, told)

    def _take(self, tables: PhaseTables, asked: Asked, told: Told) -> None:
        tables.take(asked, told)
        self._reading = False
        self.redraw()

    def redraw(self) -> None:
        """Draw every part, and see to the phases up to the cursor."""
        super().redraw()
        self._want_cells()

    def _draw_identity(self, grid: Grid) -> None:
        board = self.board
        if board is None:
            grid.put(1, 0, self._trouble or f"{self.patient}  reading the cases", palette.STRONG)
        else:
            board.identity(grid)

    def _drawing(self, name: str) -> Draw:
        def draw(grid: Grid) -> None:
            board = self.board
            if board is not None:
                getattr(board, name)(grid)

        return draw

    def _draw_footer(self, grid: Grid) -> None:
        draw_footer(grid, Place.COMPARE, self._said, told=told_future(self._cursor.future))

    async def on_lines_pressed(self, message: Lines.Pressed) -> None:
        """Pressing in the lanes goes to the month of that column, on a key of the footer does what it says."""
        board, part, width = self.board, message.lines.id, message.lines.size.width
        if part == "footer":
            action = action_at(message.x, width, Place.COMPARE, self._said, told=told_future(self._cursor.future))
            if action:
                await self.run_action(action)
        elif part == "pair" and board is not None:
            month = board.month_at(message.x, width)
            if month is not None:
                self._go(month)

    def on_lines_turned(self, message: Lines.Turned) -> None:
        """Scroll the phases by the wheel."""
        self._scroll_by(message.rows)
