"""A case as the replay holds it: finished sheets by month, and the index that a key press moves.

Refuses to fold: a reel is loaded once, and moving is looking up a number.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from enum import StrEnum
from functools import cached_property
from math import inf
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from tracker.projections.differences import Reference
from tracker.projections.picture import Picture
from tracker.projections.sheet import EventLine, LabLine, Sheet
from tracker.tui.ascii_words import in_ascii
from tracker.tui.cut import Cut, Future
from tracker.tui.library import Case
from tracker.values.months import PRECISION_DAYS

if TYPE_CHECKING:
    from tracker.projections.provenance import Provenance


class Panel(StrEnum):
    """A panel with rows to select."""

    STATE = "state"
    LABS = "labs"
    EVENTS = "events"


class Finding(Struct, frozen=True, kw_only=True):
    """A discrepancy of the record."""

    severity: str
    rule: str
    summary: str
    facts: tuple[str, ...]
    about: tuple[str, ...]
    """The same, and the facts that those without a time of their own are about."""
    hindsight: bool = False
    """It rests on what a reader of the source noted: nobody could know it then."""


class Cursor(Struct, frozen=True, kw_only=True):
    """Where the replay stands and how it is looked at."""

    index: int = 0
    event: int | None = None
    """The selected event of the month."""
    panel: Panel | None = None
    """The panel whose rows are stepped through."""
    line: str = ""
    """What the selected line of state or laboratory is about; stepping keeps it, and a month without it has none selected."""
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
    marker: int | None = None
    """The number of the marker that was chosen for the chart, as `sight.number_of` has it; None: the one that was told of first."""
    reference: Reference = Reference.MONTH
    """What values are compared with."""


class View(Struct, frozen=True, dict=True):
    """Every month looked at one way."""

    sheets: tuple[Sheet, ...]

    @cached_property
    def events(self) -> dict[tuple[int, int], str]:
        """The key of every event by month and number, in their order."""
        return {(i, n): line.key for i, sheet in enumerate(self.sheets) for n, line in enumerate(sheet.events)}

    @cached_property
    def since(self) -> dict[str, int]:
        """The month in which each event is first listed."""
        return {key: index for (index, _), key in reversed(self.events.items())}


class Reel(Struct, frozen=True, kw_only=True, dict=True):
    """One loaded case; month `index` of `now` and of `then` is the same month."""

    patient: str
    case: Case
    now: tuple[Sheet, ...]
    picture: Picture
    findings: tuple[Finding, ...] | None = None
    """None until the case is checked; every discrepancy, once however many tolerances it was judged at."""
    ascii_only: bool = False
    """Every text is spelled in ASCII."""
    as_recorded: str = ""
    """The day, or the minute, whose record is told; empty where it is the record as it stands."""

    @cached_property
    def then(self) -> tuple[Sheet, ...]:
        """The months as they were known then, finished when they are first asked for: the first frame needs none of them."""
        by_month = {sheet.month: sheet for sheet in self.case.sheets(known=True)}
        then = tuple(by_month.get(sheet.month, sheet) for sheet in self.now)
        return in_ascii(then) if self.ascii_only else then

    @cached_property
    def _now(self) -> View:
        return View(self.now)

    @cached_property
    def _then(self) -> View:
        return View(self.then)

    def _view(self, cursor: Cursor) -> View:
        return self._then if cursor.known else self._now

    def sheets(self, cursor: Cursor) -> tuple[Sheet, ...]:
        """The sheets that the cursor moves over."""
        return self._view(cursor).sheets

    def sheet(self, cursor: Cursor) -> Sheet:
        """The month shown."""
        return self.sheets(cursor)[cursor.index]

    def compared(self, cursor: Cursor) -> Sheet:
        """The month shown, with what differs from the reference that was chosen."""
        sheet, asked = self.sheet(cursor), (cursor.index, cursor.known, cursor.reference)
        if cursor.reference is Reference.MONTH:
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
        panel = Panel.EVENTS if event is not None else None if cursor.panel is Panel.EVENTS else cursor.panel
        index = min(max(index, 0), len(self.now) - 1)
        return replace(cursor, index=index, event=event, panel=panel, read=0, day=None)

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

    def selecting(self, cursor: Cursor, key: str) -> Cursor:
        """At the month shown with an event of it selected; where it was where that month does not list it."""
        events = self.sheet(cursor).events
        number = next((number for number, line in enumerate(events) if line.key == key), None)
        return cursor if number is None else self.at(cursor, cursor.index, number)

    def to_event(self, cursor: Cursor, *, back: bool = False) -> Cursor:
        """At the next or previous event; with none selected, that is the first or the last of the month shown."""
        return self._to(cursor, list(self._view(cursor).events), back=back)

    def to_milestone(self, cursor: Cursor, *, back: bool = False) -> Cursor:
        """At the next or previous event that is a milestone."""
        return self._to(
            cursor, [place for place, key in self._view(cursor).events.items() if key in self._milestones], back=back
        )

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
        """Discrepancies of a severity that may be told."""
        return sum(1 for found in self.told(cursor) if found.severity == severity)

    def told(self, cursor: Cursor) -> tuple[Finding, ...]:
        """Discrepancies that rest on nothing still to come; all of them where the future is shown.

        What rests on no fact of any month is told with the last one; what a reader noted, never where it is asked what was
        known then.
        """
        is_coming, listed = self._comes_after(cursor), self._now.since
        whole = cursor.future is Future.SHOWN or cursor.index == len(self.now) - 1
        return tuple(
            found
            for found in self.findings or ()
            if not (found.hindsight and cursor.known)
            and not any(map(is_coming, found.about))
            and (whole or any(key in listed for key in found.about))
        )

    def lines(self, cursor: Cursor) -> dict[str, EventLine]:
        """Every event by its key, certain where it has happened by the end of the month shown."""
        end = self.sheet(cursor).end_day - PRECISION_DAYS
        return {line.key: _judged(line, end) for sheet in self.sheets(cursor) for line in sheet.events}

    def coming(self, cursor: Cursor) -> frozenset[str]:
        """The facts that the month must not tell; none where the future is shown."""
        return frozenset(filter(self._comes_after(cursor), self._now.since))

    def tells(self, cursor: Cursor, key: str) -> bool:
        """Whether the month tells of a fact of some month."""
        return key in self._now.since and not self._comes_after(cursor)(key)

    def _comes_after(self, cursor: Cursor) -> Callable[[str], bool]:
        """Whether the month must not tell a fact."""
        listed, since = self._now.since, self._view(cursor).since
        shown = inf if cursor.future is Future.SHOWN else cursor.index
        return lambda key: key in listed and since.get(key, inf) > shown

    def place_of(self, cursor: Cursor, key: str) -> Cursor | None:
        """At the month of an event, with it selected; None for what is no event of any month."""
        for index, sheet in enumerate(self.sheets(cursor)):
            for number, line in enumerate(sheet.events):
                if line.key == key:
                    return self.at(cursor, index, number)
        return None

    def provenance(self, cursor: Cursor, key: str) -> "Provenance | None":
        """Everything behind a fact, as far as the month may tell; None for a fact that does not stand."""
        blind = cursor.known or cursor.future is Future.HIDDEN
        try:
            fact = self.case.provenance(key, month=self.sheet(cursor).month if blind else None, known=cursor.known)
        except KeyError:
            return None
        return in_ascii(fact) if self.ascii_only else fact

    def behind(self, cursor: Cursor, keys: Sequence[str]) -> "list[Provenance]":
        """Everything behind some facts, and after them behind those that they rest on; each once, those that stand."""
        told = [fact for key in keys if (fact := self.provenance(cursor, key)) is not None]
        more = dict.fromkeys(each.key for fact in told for each in fact.resting if each.key and each.key not in keys)
        return [*told, *(fact for key in more if (fact := self.provenance(cursor, key)) is not None)]

    @cached_property
    def _milestones(self) -> frozenset[str]:
        return frozenset(stone.key for stone in self.picture.milestones)

    @cached_property
    def labs(self) -> tuple[LabLine, ...]:
        """The laboratory lines of all months, each once however many months repeat it; once it is checked, of both views."""
        sheets = self.now if self.findings is None else (*self.now, *self.then)
        return tuple({(line.key, line.change): line for sheet in sheets for line in sheet.labs}.values())

    def index_at(self, day: float) -> int:
        """The index of the month that holds a day, of the last one after it."""
        return next((i for i, sheet in enumerate(self.now) if day < sheet.end_day), len(self.now) - 1)


def _judged(line: EventLine, end: float) -> EventLine:
    """An event of any month, certain too where its latest day is over by a later one."""
    latest = None if line.occurred is None else line.occurred.latest
    return line if line.certain or latest is None or latest >= end else replace(line, certain=True)
