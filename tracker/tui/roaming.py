"""A screen whose reader goes about a case freely: days, names, words, bookmarks, zoom, markers, what to compare with.

Refuses to go anywhere that a hidden future would have to be told for.
"""

from collections.abc import Callable

from msgspec.structs import replace

from tracker.projections.days import days_of
from tracker.tui.going import WHERE_TO, Found, destination
from tracker.tui.picking import Picker, choices_of
from tracker.tui.prompt import Prompt
from tracker.tui.reel import Cursor, Reel
from tracker.tui.searching import following, hits, told_up_to
from tracker.tui.sight import number_of, plot_of
from tracker.tui.stepping import Stepping
from tracker.tui.zoom import farther, months_text, nearer, toggled, window
from tracker.values.counts import counted

Span = Callable[[int | None, int], int | None]
"""From months in sight and months of the case to months in sight; None is the whole case."""


class Roaming(Stepping):
    """The ways about a loaded case that do not go step by step."""

    patient: str
    _sought = ""
    _seen = 0
    """The index of the last month that the reader had while searching."""

    def action_next_day(self) -> None:
        """A day on, from the first of the month to its end."""
        self._to_day(1)

    def action_previous_day(self) -> None:
        """A day back, from the end of the month to its first day."""
        self._to_day(-1)

    def _to_day(self, by: int) -> None:
        if self._reel is None:
            return
        sheet = self._reel.sheet(self._cursor)
        days, day = days_of(sheet), self._cursor.day
        if day is None:
            self.show(replace(self._cursor, day=days[0] if by > 0 else days[-1]))
        elif day + by in days:
            self.show(replace(self._cursor, day=day + by))
        elif by > 0:
            self.show(replace(self._cursor, day=None), f"end of month {sheet.month}")
        else:
            self.show(self._cursor, f"first day of month {sheet.month}")

    def action_go_to(self) -> None:
        """Ask where to."""
        reel = self._reel
        if reel is None:
            return

        def answer(typed: str) -> tuple[bool, str]:
            found = destination(reel, self._cursor, typed)
            if isinstance(found, Found):
                return True, f"{found.text} · {found.among}" if found.among else found.text
            return False, found

        def go(typed: str | None) -> None:
            found = WHERE_TO if typed is None else destination(reel, self._cursor, typed)
            if isinstance(found, Found):
                self.show(found.cursor, found.among)

        self.app.push_screen(Prompt(self.desk.glyphs, f"Go to  {WHERE_TO}", answer), go)

    def action_find(self) -> None:
        """Ask for words."""
        reel = self._reel
        if reel is None:
            return
        seen = self._cursor.index

        def answer(typed: str) -> tuple[bool, str]:
            found = hits(reel, self._cursor, typed)
            if found:
                index, number = found[following(found, self._cursor)]
                line = reel.sheets(self._cursor)[index].events[number]
                count = f"{counted(len(found), 'event')}{told_up_to(reel, self._cursor)}"
                return True, f"{count} · {line.when} {line.kind} {line.text}"
            return False, _none(
                reel, self._cursor, typed
            ) if typed.strip() else "words of an event, its kind or its key"

        def search(typed: str | None) -> None:
            if typed is not None:
                self._sought, self._seen = typed, seen
                self._hit(back=False)

        self.app.push_screen(Prompt(self.desk.glyphs, "Search events", answer), search)

    def action_next_hit(self) -> None:
        """To the next event found."""
        self._hit(back=False)

    def action_previous_hit(self) -> None:
        """To the event found before."""
        self._hit(back=True)

    def _hit(self, *, back: bool) -> None:
        if self._reel is None:
            return
        if not self._sought:
            self.show(self._cursor, "nothing sought yet; / searches")
            return
        self._seen = max(self._seen, self._cursor.index)
        found = hits(self._reel, self._cursor, self._sought, self._seen)
        if not found:
            self.show(self._cursor, _none(self._reel, self._cursor, self._sought, self._seen))
            return
        number = following(found, self._cursor, back=back)
        said = f"{number + 1} of {len(found)}{told_up_to(self._reel, self._cursor, self._seen)}: {self._sought}"
        self.show(self._reel.at(self._cursor, *found[number]), said)

    def action_bookmark(self) -> None:
        """Set a bookmark at the month, or take it away."""
        if self._reel is not None:
            month = self._reel.sheet(self._cursor).month
            kept = self.desk.bookmark(self.patient, month)
            self.show(self._cursor, f"bookmark at M{month}" if kept else f"no bookmark at M{month} any more")

    def action_jump(self) -> None:
        """To the next bookmark."""
        if self._reel is None:
            return
        months = [month for month in self.desk.bookmarks(self.patient) if self._reel.has(month)]
        if not months:
            self.show(self._cursor, "no bookmark yet; m sets one")
            return
        here = self._reel.sheet(self._cursor).month
        number = next((number for number, month in enumerate(months) if month > here), 0)
        self.show(
            self._reel.at(self._cursor, self._reel.index_of(months[number])), f"bookmark {number + 1} of {len(months)}"
        )

    def action_marker(self) -> None:
        """Choose the marker of the chart."""
        if self._reel is None:
            return
        plot = plot_of(self._reel, self._cursor, self.desk.glyphs, self.size.width)
        choices = choices_of(plot)
        if not choices:
            self.show(self._cursor, f"no marker with a number{told_up_to(self._reel, self._cursor)}")
            return

        def choose(marker: int | None) -> None:
            if marker is not None:
                self.show(replace(self._cursor, marker=marker))

        shown = None if plot.curve is None else number_of(plot.curve)
        self.app.push_screen(Picker(self.desk.glyphs, choices, shown), choose)

    def action_zoom(self) -> None:
        """A year around the month, or the whole case again."""
        self._zoom(toggled)

    def action_nearer(self) -> None:
        """Fewer months in sight."""
        self._zoom(nearer)

    def action_farther(self) -> None:
        """More months in sight."""
        self._zoom(farther)

    def action_fit(self) -> None:
        """The whole case in sight."""
        self._zoom(lambda _, __: None)

    def _zoom(self, to: Span) -> None:
        if self._reel is None:
            return
        sheets = self._reel.sheets(self._cursor)
        span = to(self._cursor.span, len(sheets))
        seen = window(self._cursor.index, span, len(sheets))
        sight = f"{months_text(sheets[seen.start].month, sheets[seen.stop - 1].month)} in sight"
        self.show(replace(self._cursor, span=span), f"{'whole case, ' if span is None else ''}{sight}")

    def action_diff(self) -> None:
        """Compare with the month before, baseline, nadir, or not at all."""
        self.show(replace(self._cursor, reference=self._cursor.reference.following))


def _none(reel: Reel, cursor: Cursor, query: str, seen: int = 0) -> str:
    return f"no event with {query.strip()}{told_up_to(reel, cursor, seen)}"
