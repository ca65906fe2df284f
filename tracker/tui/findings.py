"""What does not fit, is doubtful or is missing, over the replay: as much of it as the month may tell.

Refuses to list what rests on a fact still to come, and to lead to one.
"""

from collections.abc import Mapping, Sequence
from typing import ClassVar

from tracker.tui import palette
from tracker.tui.command import Place
from tracker.tui.commands import bindings_of
from tracker.tui.glyphs import Glyphs
from tracker.tui.grid import fit
from tracker.tui.modal import Modal
from tracker.tui.palette import Paint
from tracker.tui.panels import flow
from tracker.tui.reel import Finding
from tracker.tui.room import Row
from tracker.values.counts import counted

_PAINTS: dict[str, Paint] = {"error": palette.WORSE, "warning": palette.WARNING}
_INDENT = 4
_EDGE = 4
_LEFT_OUT = "what a reader of the source noted is left out: the team could not know it"


class Findings(Modal[str | None]):
    """The discrepancies, each with the facts it rests on; left with the key of a fact to go to."""

    PLACE = Place.FINDINGS
    OPENED_BY = "findings"
    BINDINGS: ClassVar = bindings_of(Place.FINDINGS)

    def __init__(
        self, glyphs: Glyphs, findings: Sequence[Finding], names: Mapping[str, str], *, known: bool = False
    ) -> None:
        """Take what may be told.

        Args:
            glyphs: The signs.
            findings: Errors first.
            names: What a fact is called, by key; a fact that is in no month has none.
            known: As known then, without what readers of the source noted.
        """
        super().__init__(glyphs)
        self._findings = tuple(findings)
        self._names = names
        self._known = known
        self._spots = [(number, fact) for number, its in enumerate(findings) for fact in its.facts or ("",)]
        self._at = 0

    def heading(self) -> str:
        """How many of each severity."""
        counts: dict[str, int] = {}
        for found in self._findings:
            counts[found.severity] = counts.get(found.severity, 0) + 1
        told = ", ".join(counted(count, severity) for severity, count in counts.items())
        return f"What does not fit, by now · {told}" if told else "What does not fit, by now"

    def rows(self, width: int) -> list[Row]:
        """Every discrepancy, and below it its facts."""
        rows = [row for _, row in self._numbered(width)]
        return [*rows, (), *flow([(_LEFT_OUT, palette.QUIET)], width, 2, 2)] if self._known else rows

    def _numbered(self, width: int) -> list[tuple[int | None, Row]]:
        """Rows with the number of the spot they belong to."""
        if not self._findings:
            return [(None, ((0, "nothing that rests on facts told by now", palette.QUIET),))]
        rows: list[tuple[int | None, Row]] = []
        before = -1
        for place, (number, fact) in enumerate(self._spots):
            if number != before:
                rows += [(None, ())] if rows else []
                before = number
                rows += [(place if not fact else None, row) for row in self._head(number, place, width)]
            if fact:
                sign = self.glyphs.selected if place == self._at else " "
                paint = palette.CURSOR if place == self._at else palette.QUIET
                named = fit(f"{fact}  {self._names.get(fact, '')}".rstrip(), width - _INDENT - 2, self.glyphs.ellipsis)
                rows.append((place, ((_INDENT, sign, palette.CURSOR), (_INDENT + 2, named, paint))))
        return rows

    def _head(self, number: int, place: int, width: int) -> list[Row]:
        found = self._findings[number]
        paint = _PAINTS.get(found.severity, palette.QUIET)
        sign = self.glyphs.selected if not found.facts and place == self._at else " "
        pieces = [(found.severity, paint), (found.rule, palette.TITLE), (found.summary, palette.TEXT)]
        body = flow(pieces, width, _INDENT, 2)
        return [((0, sign, palette.CURSOR), *body[0]), *body[1:]]

    def _step(self, by: int) -> None:
        if not self._spots:
            return
        at = min(max(self._at + by, 0), len(self._spots) - 1)
        if at == self._at:
            self.redraw("last" if by > 0 else "first")
            return
        self._at = at
        self._into_sight()

    def on_mount(self) -> None:
        """The first fact is selected, and in sight."""
        self.call_after_refresh(self._into_sight)

    def _into_sight(self) -> None:
        """Scroll so that the selected fact is seen, with the discrepancy it belongs to where both have room."""
        rows = [place for place, _ in self._numbered(self.query_one("#box").size.width - _EDGE)]
        mine = [row for row, place in enumerate(rows) if place == self._at]
        if mine:
            head = mine[0]
            while head and rows[head - 1] is None:
                head -= 1
            least = max(mine[-1] - self.room + 1, 0)
            self._top = min(max(self._top, least), max(head, least))
        self.redraw()

    def action_row_down(self) -> None:
        """The next fact."""
        self._step(1)

    def action_row_up(self) -> None:
        """The fact before."""
        self._step(-1)

    def action_first(self) -> None:
        """The first fact."""
        self._step(-len(self._spots))

    def action_last(self) -> None:
        """The last one."""
        self._step(len(self._spots))

    def action_open_fact(self) -> None:
        """To the month of the fact, or to where it comes from."""
        fact = self._spots[self._at][1] if self._spots else ""
        if fact:
            self.dismiss(fact)
        else:
            self.redraw("rests on no single fact")

    def pressed(self, row: int) -> None:
        """Select the fact of a row; the selected one opens."""
        rows = self._numbered(self.query_one("#box").size.width - _EDGE)
        place = rows[self._top + row][0] if 0 <= self._top + row < len(rows) else None
        if place is None:
            return
        if place == self._at:
            self.action_open_fact()
        else:
            self._at = place
            self.redraw()
