"""A case as the replay holds it: finished sheets by month, and the index that a key press moves.

Refuses to fold: a reel is loaded once, and moving is looking up a number.
"""

from bisect import bisect_left, bisect_right
from functools import cached_property
from math import inf

from msgspec import Struct
from msgspec.structs import replace

from tracker.projections.differences import Reference
from tracker.projections.picture import Picture
from tracker.projections.sheet import LabLine, Sheet
from tracker.tui.cut import Cut, Future
from tracker.tui.library import Case

_LABEL_ROOM = 13
_AGE_ROOM = 8
_END_OF_DAY = "23:59:59.999999Z"


class Cursor(Struct, frozen=True, kw_only=True):
    """Where the replay stands and how it is looked at."""

    index: int = 0
    event: int | None = None
    """The selected event of the month."""
    known: bool = False
    future: Future = Future.HIDDEN
    scroll: int = 0
    """Rows that state and laboratory are scrolled by; stepping keeps it."""
    read: int = 0
    """Rows that the events of this month are scrolled by, from where the selected one begins."""
    day: int | None = None
    """A day of the month, counted from the origin; None is its end."""
    span: int | None = None
    """Months that chart, lanes and scrub bar show; None is the whole case."""
    curve: int = 0
    """The curve of the picture in the chart."""
    reference: Reference = Reference.MONTH
    """What values are compared with."""


class Reel(Struct, frozen=True, kw_only=True, dict=True):
    """One loaded case; month `index` of `now` and of `then` is the same month."""

    patient: str
    now: tuple[Sheet, ...]
    then: tuple[Sheet, ...]
    picture: Picture
    findings: tuple[tuple[str, str, frozenset[str]], ...] = ()
    """Severity, rule and facts of every discrepancy, once however many tolerances it was judged at."""
    case: Case | None = None
    """What finishes a month against another reference, one at a time and when it is asked for."""
    as_recorded: str = ""
    """The day, or the minute, whose record is told; empty where it is the record as it stands."""

    def sheets(self, cursor: Cursor) -> tuple[Sheet, ...]:
        """The sheets that the cursor moves over."""
        return self.then if cursor.known else self.now

    def sheet(self, cursor: Cursor) -> Sheet:
        """The month shown."""
        return self.sheets(cursor)[cursor.index]

    def compared(self, cursor: Cursor) -> Sheet:
        """The month shown, with what differs from the reference that was chosen."""
        sheet, asked = self.sheet(cursor), (cursor.index, cursor.known, cursor.reference)
        if cursor.reference is Reference.MONTH or self.case is None:
            return sheet
        if asked not in self._compared:
            self._compared[asked] = self.case.against(sheet, cursor.reference, known=cursor.known)
        return self._compared[asked]

    @cached_property
    def _compared(self) -> dict[tuple[int, bool, Reference], Sheet]:
        return {}

    def cut(self, cursor: Cursor) -> Cut:
        """Where drawings end."""
        sheet = self.sheet(cursor)
        return Cut(start=sheet.start_day, end=sheet.end_day, known=cursor.known, future=cursor.future)

    def index_of(self, month: int) -> int:
        """The index of a month, of the nearest one where the case has no such month."""
        return min(max(month - self.now[0].month, 0), len(self.now) - 1)

    def has(self, month: int) -> bool:
        """Whether the case has a month."""
        return self.now[0].month <= month <= self.now[-1].month

    def moved(self, cursor: Cursor, months: int) -> Cursor:
        """Some months on or back, up to the first and the last."""
        return self.at(cursor, cursor.index + months)

    def at(self, cursor: Cursor, index: int, event: int | None = None) -> Cursor:
        """At another month, with nothing or an event selected."""
        return replace(cursor, index=min(max(index, 0), len(self.now) - 1), event=event, read=0, day=None)

    def at_key(self, cursor: Cursor, key: str) -> Cursor:
        """At an event by its key; where it was where no month lists it."""
        found = (
            (index, number)
            for index, sheet in enumerate(self.sheets(cursor))
            for number, line in enumerate(sheet.events)
            if line.key == key
        )
        place = next(found, None)
        return cursor if place is None else self.at(cursor, *place)

    def to_event(self, cursor: Cursor, *, back: bool = False) -> Cursor:
        """At the next or previous event; with none selected, that is the first or the last of the month shown."""
        return self._to(cursor, self._events[cursor.known], back=back)

    def to_milestone(self, cursor: Cursor, *, back: bool = False) -> Cursor:
        """At the next or previous event that is a milestone."""
        return self._to(cursor, self._milestones[cursor.known], back=back)

    def _to(self, cursor: Cursor, places: list[tuple[int, int]], *, back: bool) -> Cursor:
        """At the next or previous of some events; with none selected, the first or last of the month shown counts."""
        event = -1 if cursor.event is None and not back else inf if cursor.event is None else cursor.event
        here = (cursor.index, event)
        number = bisect_left(places, here) - 1 if back else bisect_right(places, here)
        return self.at(cursor, *places[number]) if 0 <= number < len(places) else cursor

    def milestones_in(self, cursor: Cursor) -> list[str]:
        """What the milestones of the month shown are called."""
        labels = {stone.key: stone.label for stone in self.picture.milestones}
        return [labels[line.key] for line in self.sheet(cursor).events if line.key in labels]

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
    def _milestones(self) -> dict[bool, list[tuple[int, int]]]:
        keys = {stone.key for stone in self.picture.milestones}
        return {
            known: [place for place in places if self._key_at(place, known=known) in keys]
            for known, places in self._events.items()
        }

    def _key_at(self, place: tuple[int, int], *, known: bool) -> str:
        index, number = place
        return (self.then if known else self.now)[index].events[number].key

    def most_rows(self, width: int) -> int:
        """About the rows that the state of the fullest month needs in panels of a width."""
        room = max(width - _LABEL_ROOM, 1)
        return max(
            sum(1 + (len(line.text) + len(line.was) + _AGE_ROOM) // room for line in sheet.state) for sheet in self.now
        )

    @cached_property
    def labs(self) -> tuple[LabLine, ...]:
        """The laboratory lines of all months, each once however many months repeat it."""
        every = (line for sheets in (self.now, self.then) for sheet in sheets for line in sheet.labs)
        return tuple({(line.key, line.change): line for line in every}.values())

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


def _instant_text(instant: str) -> str:
    """The end of a day by its date, any other instant to the minute.

    >>> _instant_text("2025-05-03T23:59:59.999999Z"), _instant_text("2025-05-03T14:30:00.000000Z")
    ('2025-05-03', '2025-05-03 14:30Z')
    """
    day, _, time = instant.partition("T")
    return day if not time or time == _END_OF_DAY else f"{day} {time[:5]}Z"


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
        case=case,
        as_recorded=_instant_text(case.as_recorded or ""),
        findings=tuple(dict.fromkeys((f.severity, f.rule, frozenset(f.events)) for f in case.discrepancies)),
    )
