"""A case as the replay holds it: finished sheets by month, and the index that a key press moves.

Refuses to fold: a reel is loaded once, and moving is looking up a number.
"""

from bisect import bisect_left, bisect_right
from functools import cached_property
from math import inf

from msgspec import Struct
from msgspec.structs import replace

from tracker.projections.picture import Picture
from tracker.projections.sheet import Sheet
from tracker.tui.cut import Cut, Future
from tracker.tui.library import Case


class Cursor(Struct, frozen=True, kw_only=True):
    """Where the replay stands and how it is looked at."""

    index: int = 0
    event: int | None = None
    """The selected event of the month."""
    known: bool = False
    future: Future = Future.HIDDEN
    scroll: int = 0
    """Rows the panels are scrolled by."""


class Reel(Struct, frozen=True, kw_only=True, dict=True):
    """One loaded case; month `index` of `now` and of `then` is the same month."""

    patient: str
    now: tuple[Sheet, ...]
    then: tuple[Sheet, ...]
    picture: Picture
    findings: tuple[tuple[str, str, frozenset[str]], ...] = ()
    """Severity, rule and facts of every discrepancy, once however many tolerances it was judged at."""

    def sheets(self, cursor: Cursor) -> tuple[Sheet, ...]:
        """The sheets that the cursor moves over."""
        return self.then if cursor.known else self.now

    def sheet(self, cursor: Cursor) -> Sheet:
        """The month shown."""
        return self.sheets(cursor)[cursor.index]

    def cut(self, cursor: Cursor) -> Cut:
        """Where drawings end."""
        sheet = self.sheet(cursor)
        return Cut(start=sheet.start_day, end=sheet.end_day, known=cursor.known, future=cursor.future)

    def index_of(self, month: int) -> int:
        """The index of a month, of the nearest one where the case has no such month."""
        return min(max(month - self.now[0].month, 0), len(self.now) - 1)

    def moved(self, cursor: Cursor, months: int) -> Cursor:
        """Some months on or back, up to the first and the last."""
        return self.at(cursor, cursor.index + months)

    def at(self, cursor: Cursor, index: int, event: int | None = None) -> Cursor:
        """At another month, with nothing or an event selected."""
        return replace(cursor, index=min(max(index, 0), len(self.now) - 1), event=event, scroll=0)

    def to_event(self, cursor: Cursor, *, back: bool = False) -> Cursor:
        """At the next or previous event; with none selected, that is the first or the last of the month shown."""
        here = (
            cursor.index,
            -1 if cursor.event is None and not back else inf if cursor.event is None else cursor.event,
        )
        places = self._events[cursor.known]
        number = bisect_left(places, here) - 1 if back else bisect_right(places, here)
        if not 0 <= number < len(places):
            return cursor
        return self.at(cursor, *places[number])

    def to_milestone(self, cursor: Cursor, *, back: bool = False) -> Cursor:
        """At the next or previous month that has a milestone."""
        months = self._milestones[cursor.known]
        number = bisect_left(months, cursor.index) - 1 if back else bisect_right(months, cursor.index)
        return self.at(cursor, months[number]) if 0 <= number < len(months) else cursor

    def to_busy_month(self, cursor: Cursor) -> Cursor:
        """At the next month in which something happened, else at the last: playing passes over empty months."""
        sheets = self.sheets(cursor)
        ahead = (i for i in range(cursor.index + 1, len(sheets)) if sheets[i].events)
        return self.at(cursor, next(ahead, len(sheets) - 1))

    def count(self, cursor: Cursor, severity: str) -> int:
        """Discrepancies of a severity that rest on nothing still to come; all of them where the future is shown."""
        coming = self._seen[False][-1] - self._seen[cursor.known][cursor.index]
        if cursor.future is Future.SHOWN:
            coming = frozenset()
        return sum(1 for its, _, facts in self.findings if its == severity and not facts & coming)

    @cached_property
    def _events(self) -> dict[bool, list[tuple[int, int]]]:
        return {
            known: [(index, number) for index, sheet in enumerate(sheets) for number in range(len(sheet.events))]
            for known, sheets in ((False, self.now), (True, self.then))
        }

    @cached_property
    def _milestones(self) -> dict[bool, list[int]]:
        stones = self.picture.milestones
        now = {self.index_of(stone.month) for stone in stones}
        then = {self.index_at(max(stone.day, stone.known)) for stone in stones if stone.known < inf}
        return {False: sorted(now), True: sorted(then)}

    def index_at(self, day: float) -> int:
        """The index of the month that holds a day, of the last one after it."""
        return next((i for i, sheet in enumerate(self.now) if day < sheet.end_day), len(self.now) - 1)

    @cached_property
    def _seen(self) -> dict[bool, list[frozenset[str]]]:
        found: dict[bool, list[frozenset[str]]] = {}
        for known, sheets in ((False, self.now), (True, self.then)):
            seen: frozenset[str] = frozenset()
            found[known] = []
            for sheet in sheets:
                seen |= {line.key for line in sheet.events}
                found[known].append(seen)
        return found


def reel_of(patient: str, case: Case) -> Reel:
    """Take everything the replay needs out of a case; the only slow step, done once.

    Raises:
        ValueError: The case has no month to show.
    """
    now, then = tuple(case.sheets(known=False)), tuple(case.sheets(known=True))
    if not now:
        raise ValueError(f"{patient} has no month to show: nothing in it has a time")
    by_month = {sheet.month: sheet for sheet in then}
    return Reel(
        patient=patient,
        now=now,
        then=tuple(by_month.get(sheet.month, sheet) for sheet in now),
        picture=case.picture,
        findings=tuple(dict.fromkeys((f.severity, f.rule, frozenset(f.events)) for f in case.discrepancies)),
    )
