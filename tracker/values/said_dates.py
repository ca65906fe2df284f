"""Dates as people write them, where they can be read in one way alone. Refuses `04/12/2023`, which has two."""

import re

from tracker.values.dates import DATE_PATTERN, days_named_by

_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
_SHORTEST = 3
_TWO_WAYS = re.compile(r"[0-9]{1,2}[./-][0-9]{1,2}[./-](?:[0-9]{2}){1,2}")


def dates_said(words: str) -> str:
    """The date, or the range of two, as the wire has it; empty where the words are no date.

    Raises:
        ValueError: for a date that can be read in two ways, and one that the calendar does not have.

    >>> dates_said("12 April 2023"), dates_said("Apr 2023"), dates_said("2023-04 to 2023-06"), dates_said("dx")
    ('2023-04-12', '2023-04', '2023-04/2023-06', '')
    """
    if _TWO_WAYS.fullmatch(words):
        raise ValueError(f"{words} can be read as two dates; write year, month and day, such as 2023-04-12")
    ends = [_date(part.strip()) for part in re.split(r" to | – |/", words)]
    if len(ends) > 2 or not all(ends):  # noqa: PLR2004 - a range has two ends
        return ""
    text = "/".join(ends)
    days_named_by(text)
    return text


def _date(words: str) -> str:
    if re.match(DATE_PATTERN, words):
        return words
    found = re.fullmatch(r"(?:([0-9]{1,2})\.? )?([A-Za-z]{3,9})\.?,? ([0-9]{4})", words)
    if found is None:
        return ""
    day, name, year = found.groups()
    months = [number for number, month in enumerate(_MONTHS, 1) if month.startswith(name.lower()[:_SHORTEST])]
    if not months or not _MONTHS[months[0] - 1].startswith(name.lower()):
        return ""
    return f"{year}-{months[0]:02d}" + ("" if day is None else f"-{int(day):02d}")
