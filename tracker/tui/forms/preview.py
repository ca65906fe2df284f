"""What a form would change, to read before it is recorded. Refuses to record by the key that opened it."""

from collections.abc import Iterator, Sequence
from typing import ClassVar

from textual import work
from textual.widget import Widget

from tracker.decisions.form import Path, Values, shown_path
from tracker.decisions.refused import Refused, Unavailable
from tracker.projections.foresight import Change
from tracker.tui import palette
from tracker.tui.command import Place
from tracker.tui.commands import bindings_of
from tracker.tui.forms.clerk import Entering, Outlook, Recorded
from tracker.tui.forms.overlay import Overlay
from tracker.tui.grid import Grid
from tracker.tui.lines import Lines
from tracker.tui.panels import draw_rows, flow
from tracker.tui.room import Row

_INDENT = 4


class Preview(Overlay[Recorded | str | None]):
    """What would change, part by part."""

    PLACE = Place.PREVIEW
    BINDINGS: ClassVar = bindings_of(Place.PREVIEW)

    def __init__(
        self, entering: Entering, values: Values, title: str, outlook: Outlook, left_out: Sequence[Path] = ()
    ) -> None:
        """Take what was foreseen.

        Args:
            entering: The form.
            values: What was filled in when it was foreseen.
            title: That of the form.
            outlook: What it would do.
            left_out: What was in the form and says nothing.
        """
        super().__init__()
        self._entering, self._values, self._outlook = entering, values, outlook
        self._left_out = left_out
        self._title = title
        self._top = 0
        self._busy = False

    def heading(self) -> tuple[str, str]:
        """That nothing is recorded yet."""
        return f"preview: {self._title}", "nothing is recorded yet"

    def body(self) -> tuple[Widget, ...]:
        """One sheet of lines."""
        return (Lines(self._draw, id="changes"),)

    def _draw(self, grid: Grid) -> None:
        rows = list(_rows(self._outlook, self._left_out, grid.width - 2))
        self._top = max(min(self._top, len(rows) - grid.height), 0)
        above, below = draw_rows(grid, rows, (1, 0, grid.width - 2, grid.height), self._top)
        hint = ", ".join(part for part in (f"{above} above" if above else "", f"{below} more" if below else "") if part)
        if hint:
            grid.put(grid.width - len(hint) - 3, grid.height - 1, f"  {hint} ", palette.CURSOR)

    def _scroll(self, rows: int) -> None:
        self._top = max(self._top + rows, 0)
        self.redraw()

    def action_scroll_down(self) -> None:
        """More."""
        self._scroll(1)

    def action_scroll_up(self) -> None:
        """Back."""
        self._scroll(-1)

    def action_page_down(self) -> None:
        """A page on; the last line of this one stays in sight."""
        self._scroll(self._page)

    def action_page_on(self) -> None:
        """The same by the key under the thumb."""
        self.action_page_down()

    def action_page_up(self) -> None:
        """A page back."""
        self._scroll(-self._page)

    @property
    def _page(self) -> int:
        return max(self.query_one(Lines).size.height - 1, 1)

    def on_lines_turned(self, message: Lines.Turned) -> None:
        """Scroll by the wheel."""
        self._scroll(message.rows)

    def action_close_form(self) -> None:
        """Back to the form; nothing is recorded."""
        if not self._busy:
            self.dismiss(None)

    def action_confirm(self) -> None:
        """Record it."""
        if not self._busy:
            self._busy = True
            self.say("recording")
            self._confirm()

    def _held_up(self, why: str) -> None:
        """What was foreseen stays in sight: nothing about it is wrong."""
        self._busy = False
        self.say(f"{why}; nothing was recorded, ^r tries again", alarming=True)

    @work(thread=True)
    def _confirm(self) -> None:
        try:
            done: Recorded | str = self._entering.confirm(self._values)
        except Unavailable as refusal:
            self.app.call_from_thread(self._held_up, str(refusal))
            return
        except Refused as refusal:
            done = str(refusal)
        self.app.call_from_thread(self.dismiss, done)


def _rows(outlook: Outlook, left_out: Sequence[Path], width: int) -> Iterator[Row]:
    yield from flow([(outlook.says, palette.STRONG)], width)
    empty = [f"{shown_path(path)} is left out: nothing is filled in" for path in left_out]
    for note in (*empty, *outlook.notes):
        yield from flow([("!", palette.WARNING), (note, palette.WARNING)], width)
    for title, differences in (("Corrected meanwhile", outlook.meanwhile), ("What it says", outlook.differences)):
        if differences:
            yield ()
            yield ((0, title, palette.TITLE),)
        for each in differences:
            yield from _change(Change(shown_path(each.path), each.before, each.after), width)
    for part in outlook.foresight.parts if outlook.foresight is not None else ():
        yield ()
        if part.changes:
            yield ((0, part.title, palette.TITLE),)
        else:
            yield ((0, part.title, palette.TITLE), (len(part.title) + 2, "nothing changes", palette.QUIET))
        for change in part.changes:
            yield from _change(change, width)


def _change(change: Change, width: int) -> Iterator[Row]:
    """What it is, what it was, what it would be; a sign where it comes or goes."""
    sign, paint = (
        ("+", palette.CURSOR)
        if not change.before
        else ("−", palette.WORSE)
        if not change.after
        else ("·", palette.QUIET)
    )
    pieces = [(change.what, palette.QUIET)]
    if change.before:
        pieces.append((change.before, palette.WARNING if change.after else palette.TEXT))
    if change.before and change.after:
        pieces.append(("→", palette.CURSOR))
    if change.after:
        pieces.append((change.after, palette.TEXT))
    body = flow(pieces, width, _INDENT, 2)
    first: Row = ((0, sign, paint), *(body[0] if body else ()))
    yield first
    yield from body[1:]
