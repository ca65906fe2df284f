"""Where `go to` leads: a month, a date, a progression, a cycle or the key of a fact, or a sentence why nowhere.

Months are free to go to, as on the scrub bar. Refuses to find a fact in a hidden future, and to go to the nearest thing
when there is none of that name.
"""

import re
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from tracker.projections.days import days_of
from tracker.tui.cut import Future
from tracker.tui.reel import Cursor, Reel
from tracker.tui.searching import called, following, told_up_to
from tracker.values.months import Calendar

WHERE_TO = "m8 · 2023-08 · PD2 · c5 for cycle 5 · the key of a fact"
_MONTH = re.compile(r"m?([-−]?\d{1,6})", re.IGNORECASE)
_DATE = re.compile(r"(\d{4})-(\d{1,2})(?:-(\d{1,2}))?")
_YEAR = re.compile(r"\d{4}")
_DECEMBER = 12


class Found(Struct, frozen=True, kw_only=True):
    """Where something is."""

    cursor: Cursor
    text: str
    """What is there, in few words."""
    among: str = ""
    """Which of several things of one name it is, and the keys of the others, each of which leads there."""


def destination(reel: Reel, cursor: Cursor, asked: str) -> Found | str:
    """Where something is, or why one cannot go there.

    Args:
        reel: The case.
        cursor: Where the reader stands; the next of several things of one name is that after it.
        asked: As typed.
    """
    asked = asked.strip()
    if not asked:
        return WHERE_TO
    dated = _DATE.fullmatch(asked)
    if dated is not None:
        return _to_date(reel, cursor, asked, dated)
    number = _MONTH.fullmatch(asked)
    if number is not None:
        month = int(number[1].replace("−", "-"))
        if _YEAR.fullmatch(asked) and reel.picture.origin is not None and not reel.has(month):
            return _to_days(reel, cursor, asked, date(max(month, 1), 1, 1), date(max(month, 1), _DECEMBER, 31))
        return _to_month(reel, cursor, month)
    return _to_event(reel, cursor, asked)


def _to_month(reel: Reel, cursor: Cursor, month: int) -> Found | str:
    if not reel.has(month):
        return f"{reel.patient} runs from M{reel.now[0].month} to M{reel.now[-1].month}; there is no M{month}"
    found = reel.at(cursor, reel.index_of(month))
    return Found(cursor=found, text=reel.sheet(found).label)


def _to_date(reel: Reel, cursor: Cursor, asked: str, parts: re.Match[str]) -> Found | str:
    year, month, day = int(parts[1]), int(parts[2]), int(parts[3] or 1)
    try:
        first = date(year, month, day)
    except ValueError:
        return f"{asked} is no date of the calendar"
    if parts[3]:
        return _to_days(reel, cursor, asked, first, first)
    after = (year + month // _DECEMBER, month % _DECEMBER + 1)
    return _to_days(reel, cursor, asked, first, date(*after, 1) if after[0] <= date.max.year else date.max)


def _to_days(reel: Reel, cursor: Cursor, asked: str, first: date, last: date) -> Found | str:
    """To the month that holds the first day; where the case begins between both days, to its first month."""
    origin = reel.picture.origin
    if origin is None:
        return f"{reel.patient} has no calendar dates; name a month, such as m8"
    day, end = (first - origin).days, (last - origin).days
    sheets = reel.now
    if end < sheets[0].start_day or day >= sheets[-1].end_day:
        begins, ends = (Calendar(origin).date_of(each) for each in (days_of(sheets[0])[0], days_of(sheets[-1])[-1]))
        return f"{reel.patient} runs from {begins} to {ends}; there is no {asked}"
    index = 0 if day < sheets[0].start_day else reel.index_at(day)
    found = replace(reel.at(cursor, index), day=day if first == last else None)
    return Found(cursor=found, text=reel.sheet(found).label)


def _to_event(reel: Reel, cursor: Cursor, asked: str) -> Found | str:
    places = called(reel, cursor, asked)
    if not places:
        hidden = "f shows the future, " if cursor.future is Future.HIDDEN else ""
        return f"nothing is called {asked}{told_up_to(reel, cursor)}; after esc, {hidden}/ searches words"
    number = following(places, cursor)
    if cursor.future is Future.HIDDEN and places[number] <= (
        cursor.index,
        -1 if cursor.event is None else cursor.event,
    ):
        # Nothing after it may be told: the last one before is nearer than the first one of all.
        number = following(places, cursor, back=True)
    lines = [reel.sheets(cursor)[index].events[event] for index, event in places]
    line, others = lines[number], [each.key for each in (*lines[number + 1 :], *lines[:number])]
    which = f"{number + 1} of {len(places)}: " if others else ""
    return Found(
        cursor=reel.at(cursor, *places[number]),
        text=f"{which}{line.when} {line.kind} {line.text}",
        among=f"{line.key}, {number + 1} of {len(places)}; also {', '.join(others)}" if others else "",
    )
