"""Calendar dates as precise as a chart gives them. Refuses to be more precise than its text; knows no time zone."""

import re
from calendar import monthrange
from datetime import date

DATE_PATTERN = r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?(/[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?)?\Z"
"""``2023-04-12``, ``2023-04``, ``2023``, or two of them with a slash: some day in the range."""


def _first_and_last(text: str) -> tuple[date, date]:
    parts = [int(part) for part in text.split("-")]
    try:
        match parts:
            case [year]:
                return date(year, 1, 1), date(year, 12, 31)
            case [year, month]:
                return date(year, month, 1), date(year, month, monthrange(year, month)[1])
            case [year, month, day]:
                return date(year, month, day), date(year, month, day)
            case _:
                raise ValueError(text)
    except (ValueError, OverflowError):
        raise ValueError(f"{text!r} is not a date in the calendar") from None


def days_named_by(text: str) -> tuple[date, date]:
    """Return the first and the last day that the text allows, both included.

    Raises:
        ValueError: for a day the calendar does not have, or a range that ends before it begins.

    >>> days_named_by("2023-04")
    (datetime.date(2023, 4, 1), datetime.date(2023, 4, 30))
    """
    if not re.match(DATE_PATTERN, text):
        raise ValueError(f"{text!r} is not a date; write 2023-04-12, 2023-04, 2023 or a range 2023-04-01/2023-06-30")
    first, _, second = text.partition("/")
    earliest, latest = _first_and_last(first)
    if second:
        latest = _first_and_last(second)[1]
    if latest < earliest:
        raise ValueError(f"{text!r} ends before it begins")
    return earliest, latest
