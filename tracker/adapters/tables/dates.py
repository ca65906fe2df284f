"""Dates as tables write them. Refuses 03/04/2023 until the mapping says which of the two is the month.

Without a declaration a date is read where it can mean one day only: ISO 8601, a month by its English name, a day beyond 12.
The time of day is left behind: a record is precise to the day. A year of two digits is never completed.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from tracker.adapters.tables.numbers import Undeclared
from tracker.values.counts import counted
from tracker.values.dates import days_named_by

_TOKENS = {
    "YYYY": r"(?P<year>[0-9]{4})",
    "MMM": r"(?P<name>[A-Za-z]{3,9})",
    "MM": r"(?P<month>[0-9]{1,2})",
    "DD": r"(?P<day>[0-9]{1,2})",
    "M": r"(?P<month>[0-9]{1,2})",
    "D": r"(?P<day>[0-9]{1,2})",
    "hh": r"[0-9]{1,2}",
    "mm": r"[0-9]{2}",
    "ss": r"[0-9]{2}(?:\.[0-9]+)?",
}
_TOKEN = re.compile("|".join(_TOKENS))
_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_ISO = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")
_ISO_TIME = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})[T ][0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]+)?)?(Z|[+-][0-9]{2}:?[0-9]{2})?"
)
_NUMBERS = re.compile(r"([0-9]{1,2})([/.-])([0-9]{1,2})\2([0-9]{4})")
_NAMED = ("D-MMM-YYYY", "D MMM YYYY", "MMM D, YYYY", "MMM YYYY", "YYYY/M/D")
_SHORT_YEAR = re.compile(r"[0-9]{1,2}[/.-][0-9]{1,2}[/.-][0-9]{2}")
LAST_MONTH = 12
LONGEST_DATE = 40


def format_flaw(text: str) -> str:
    """What is wrong with a declared format; empty for a sound one.

    >>> format_flaw("DD.MM.YYYY"), format_flaw("DD.MM.YY")[:24]
    ('', 'a format has YYYY, a yea')
    """
    tokens = _TOKEN.findall(text)
    parts = [token[0] for token in tokens if token[0] in "YMD"]
    if "YYYY" not in tokens or "Y" in _TOKEN.sub("", text):
        return "a format has YYYY, a year of four digits, and may have MM or MMM, DD, hh:mm and :ss"
    if len(parts) != len(set(parts)) or ("D" in parts and "M" not in parts):
        return "a format has each of YYYY, MM or MMM, and DD once, and no day without its month"
    if len(text) > LONGEST_DATE or re.search("[A-Za-z]", _TOKEN.sub("", text).replace("T", "")):
        return "a format has no other letters than YYYY, MM, MMM, DD, hh, mm, ss and T"
    return ""


def _pattern(form: str) -> re.Pattern[str]:
    pieces, place = [], 0
    for found in _TOKEN.finditer(form):
        pieces += [re.escape(form[place : found.start()]), _TOKENS[found.group()]]
        place = found.end()
    return re.compile("".join((*pieces, re.escape(form[place:]))))


def _month(found: re.Match[str]) -> int | None:
    parts = found.groupdict()
    if parts.get("name"):
        fits = [n for n, name in enumerate(_MONTHS, 1) if name.startswith(parts["name"].casefold())]
        if len(fits) != 1:
            raise ValueError(f"no month is called {parts['name']!r}; expects its English name, such as Apr")
        return fits[0]
    return int(parts["month"]) if parts.get("month") else None


def _written(found: re.Match[str]) -> str:
    month = _month(found)
    day = found.groupdict().get("day")
    text = found["year"] + (f"-{month:02}" if month is not None else "") + (f"-{int(day):02}" if day else "")
    days_named_by(text)
    return text


def _read_by(text: str, forms: Iterable[str]) -> str | None:
    """The one date that the formats give; None where no format fits."""
    read: dict[str, str] = {}
    fault: ValueError | None = None
    for form in forms:
        found = _pattern(form).fullmatch(text)
        if found is None:
            continue
        try:
            read.setdefault(_written(found), form)
        except ValueError as error:
            fault = error
    if len(read) > 1:
        both = " or ".join(f"{day} as {form}" for day, form in read.items())
        raise Undeclared(f"{text!r} may be {both}; declare one of these formats")
    if not read and fault is not None:
        raise fault
    return next(iter(read), None)


def date_text(text: str, formats: Sequence[str]) -> str:
    """The date in the form of a record, as precise as the table has it.

    Args:
        text: What stands in the cell.
        formats: As declared; none: what can mean one day only is read.

    Raises:
        Undeclared: for one that can be read in two ways.
        ValueError: for what is no date.

    >>> date_text("25/03/2023", ()), date_text("Apr 2023", ()), date_text("03/04/2023", ["MM/DD/YYYY"])
    ('2023-03-25', '2023-04', '2023-03-04')
    """
    if len(text) > LONGEST_DATE:
        raise ValueError(f"expects a date; found {text[:LONGEST_DATE]!r}…")
    read = _read_by(text, formats) if formats else _detected(text)
    if read is not None:
        return read
    if _SHORT_YEAR.fullmatch(text):
        raise ValueError(f"{text!r} has a year of two digits, which may be of two centuries; expects four")
    if text.isdigit() and len(text) == len("45028"):
        raise ValueError(
            f"{text!r} is the day number of a spreadsheet; format the column as a date before exporting it"
        )
    expected = " or ".join(formats) or "YYYY-MM-DD, or a format that table: dates declares"
    raise ValueError(f"expects a date as {expected}; found {text!r}")


def _detected(text: str) -> str | None:
    timed = _ISO_TIME.fullmatch(text)
    iso = timed[1] if timed else text
    if _ISO.fullmatch(iso):
        days_named_by(iso)
        return iso
    numbers = _NUMBERS.fullmatch(text)
    if numbers is None:
        return _read_by(text, _NAMED)
    first, sign, second = int(numbers[1]), numbers[2], int(numbers[3])
    if max(first, second) <= LAST_MONTH and first != second and min(first, second) > 0:
        forms = f"DD{sign}MM{sign}YYYY or MM{sign}DD{sign}YYYY"
        year = numbers[4]
        both = f"{year}-{second:02}-{first:02} or {year}-{first:02}-{second:02}"
        raise Undeclared(f"{text!r} may be {both}; declare table: dates as {forms}")
    return _read_by(text, [f"MM{sign}DD{sign}YYYY" if second > LAST_MONTH else f"DD{sign}MM{sign}YYYY"])


def days_later(text: str, days: str) -> str:
    """A date moved by a whole number of days.

    Raises:
        ValueError: for a date that is not exact to the day, or a number that is not whole.

    >>> days_later("2023-03-25", "-4")
    '2023-03-21'
    """
    first, last = days_named_by(text)
    number = float(days)
    if first != last or number != int(number):
        raise ValueError(f"expects an exact date and a whole number of days; found {text} and {days}")
    try:
        return (date.fromordinal(first.toordinal()) + timedelta(days=int(number))).isoformat()
    except OverflowError:
        raise ValueError(f"{counted(int(number), 'day')} from {text} is no date in the calendar") from None
