"""A screen that moves one cursor over two cases: commands that step, align and look at both another way.

Refuses to load, and to move nothing without saying so.
"""

from abc import abstractmethod
from collections.abc import Iterator

from msgspec.structs import replace

from tracker.projections.alignment import Alignment
from tracker.tui.compare_board import CompareBoard
from tracker.tui.cut import Future, knowing
from tracker.tui.desk import Desk
from tracker.tui.kinds import Kind, kinds_of_pair
from tracker.tui.lines import Lines
from tracker.tui.pair import Pair
from tracker.tui.reel import Cursor
from tracker.tui.watching import Watching

_LACKING = {
    Alignment.DIAGNOSIS: "diagnosis",
    Alignment.TREATMENT: "treatment",
    Alignment.PROGRESSION: "progression",
    Alignment.CALENDAR: "calendar date",
    Alignment.ORIGIN: "day 0",
}


class Comparing(Watching):
    """The moves over two loaded cases."""

    def __init__(self, desk: Desk, cursor: Cursor) -> None:
        super().__init__(desk)
        self._cursor = cursor
        self._pair: Pair | None = None
        self._month = 0
        self._scroll = 0
        self._said = ""
        self._drawn = False

    @property
    def pair(self) -> Pair | None:
        """The two, None until they are loaded."""
        return self._pair

    @property
    def month(self) -> int:
        """The aligned month at the cursor."""
        return self._month

    @property
    def cursor(self) -> Cursor:
        """How the two are looked at."""
        return self._cursor

    @property
    @abstractmethod
    def board(self) -> CompareBoard | None:
        """What is shown, None until both are loaded."""

    def who_is_shown(self) -> Iterator[str]:
        """Both cases as far as the month tells who they are."""
        for side in () if self._pair is None else self._pair.sides:
            index = None if self._pair is None else self._pair.index(side, self._month)
            if index is not None:
                yield f"{side.reel.patient}  {side.reel.sheets(self._cursor)[index].identity}"

    def treatments_shown(self) -> Iterator[str]:
        """Those of both cases that have begun, or all where the future is drawn."""
        for side in () if self._pair is None else self._pair.sides:
            cut = self._pair.cut(side, self._month, self._cursor) if self._pair is not None else None
            yield from (band.label for band in side.reel.picture.bands if cut is not None and cut.begins(band))

    def redraw(self) -> None:
        """Draw every part that is shown."""
        self._drawn = False
        super().redraw()

    def _show(self, said: str = "") -> None:
        """Draw, once the keys that are already there have been taken."""
        self._said = said
        if not self._drawn:
            self._drawn = True
            self.call_later(self.redraw)

    def say(self, sentence: str) -> None:
        """Say something, and move nothing."""
        self._show(sentence)

    def offered(self) -> tuple[Kind, ...]:
        """Both cases as a swimmer plot."""
        return () if self._pair is None else kinds_of_pair(self._pair, self._month, self._cursor)

    def move(self, months: int) -> None:
        """Some aligned months on or back."""
        if self._pair is not None:
            self._go(self._month + months, "last month" if months > 0 else "first month")

    def _go(self, month: int, otherwise: str = "") -> None:
        if self._pair is None:
            return
        before, months = self._month, self._pair.months
        self._month = min(max(month, months.start), months.stop - 1)
        self._show(self._unaligned() or (otherwise if before == self._month else ""))

    def _unaligned(self) -> str:
        """Where the month may not tell what both are aligned on, align on diagnosis, else on day 0, and say so; else nothing."""
        return "" if self._pair is None else self._aligned_or_not(self._pair)

    def read_again(self, pair: Pair) -> str:
        """Take both as they were read again, aligned as before where the month stood at tells that; else say otherwise, as above.

        What others record moves the case at hand nowhere; the other one follows what both are aligned on.
        """
        before = self._pair
        if before is None:
            return ""
        pair = replace(pair, alignment=before.alignment)
        said = self._aligned_or_not(pair)
        if self._pair is before:
            self._hold(pair)
        return said or self._unaligned()

    def _aligned_or_not(self, pair: Pair) -> str:
        """Align a pair otherwise, if the month stood at may not tell what it is aligned on."""
        stood = self._pair
        if stood is None or not stood.lacking(pair, self._month, self._cursor):
            return ""
        by_diagnosis = replace(pair, alignment=Alignment.DIAGNOSIS)
        lacking = pair.alignment is Alignment.DIAGNOSIS or stood.lacking(by_diagnosis, self._month, self._cursor)
        alignment = Alignment.ORIGIN if lacking else Alignment.DIAGNOSIS
        self._hold(replace(pair, alignment=alignment))
        return f"no {_LACKING[pair.alignment]}{self._by_now}: aligned on {alignment.value}"

    @property
    def _by_now(self) -> str:
        """The same words for what never comes and for what is still to come: the difference would tell the future."""
        known = " known" if self._cursor.known else ""
        return f"{known} by now" if self._cursor.future is Future.HIDDEN else f"{known} then" if known else ""

    def _hold(self, pair: Pair) -> None:
        """Show the two aligned otherwise, or read again: the case at hand stays at its month, before its first one the other case."""
        before, self._pair = self._pair, pair
        if before is None:
            return
        if [before.zero(side) for side in before.sides] == [pair.zero(side) for side in pair.sides]:
            self._month = min(max(self._month, pair.months.start), pair.months.stop - 1)
            return
        stood = [(number, before.index(side, self._month)) for number, side in enumerate(before.sides)]
        number, index = next(((number, index) for number, index in stood if index is not None), (0, 0))
        month, side = before.sides[number].reel.now[index].month, pair.sides[number]
        self._month = pair.month_of(side, side.reel.index_of(month))

    def action_next_month(self) -> None:
        """One month on."""
        self.move(1)

    def action_previous_month(self) -> None:
        """One month back."""
        self.move(-1)

    def action_year_on(self) -> None:
        """Twelve months on."""
        self.move(12)

    def action_year_back(self) -> None:
        """Twelve months back."""
        self.move(-12)

    def action_first(self) -> None:
        """To the first month of either."""
        self.move(-100_000)

    def action_last(self) -> None:
        """To the last month of either."""
        self.move(100_000)

    def action_next_event(self) -> None:
        """To the next month in which something happened to either."""
        if self._pair is not None:
            ahead = [month for month in range(self._month + 1, self._pair.months.stop) if self._pair.busy(month)]
            self._go(ahead[0] if ahead else self._month, "last event")

    def action_previous_event(self) -> None:
        """To the month before in which something happened to either."""
        if self._pair is not None:
            behind = [month for month in range(self._pair.months.start, self._month) if self._pair.busy(month)]
            self._go(behind[-1] if behind else self._month, "first event")

    def action_row_down(self) -> None:
        """Scroll the phases down."""
        self._scroll_by(1)

    def action_row_up(self) -> None:
        """Scroll the phases up."""
        self._scroll_by(-1)

    def action_page_down(self) -> None:
        """Scroll the phases by what is in sight."""
        self._scroll_by(max(self.query_one("#phases", Lines).size.height - 2, 1))

    def action_page_up(self) -> None:
        """Scroll the phases back by what is in sight."""
        self._scroll_by(-max(self.query_one("#phases", Lines).size.height - 2, 1))

    def _scroll_by(self, rows: int) -> None:
        board = self.board
        if board is not None:
            self._scroll = board.scrolled(self.query_one("#phases", Lines).size, rows)
            self._show()

    def action_future(self) -> None:
        """Hidden, ghost, shown."""
        self._cursor = replace(self._cursor, future=self._cursor.future.following)
        self._show(self._unaligned() or f"{self._cursor.future.says}, in the replay too")

    def action_known(self) -> None:
        """Known then, or as corrected now."""
        self._cursor = replace(self._cursor, known=not self._cursor.known)
        self._show(self._unaligned() or knowing(known=self._cursor.known))

    def action_align(self) -> None:
        """Align on the next thing that both have, and may tell; the case at hand stays where it is."""
        if self._pair is None:
            return
        before = self._pair
        passed: list[str] = []
        for alignment in before.alignment.others:
            lacking = before.lacking(replace(before, alignment=alignment), self._month, self._cursor)
            if not lacking:
                self._hold(replace(before, alignment=alignment))
                break
            passed.append(f"{' and '.join(lacking)}: no {_LACKING[alignment]}{self._by_now}")
        self._show(passed[0] if passed else "")
