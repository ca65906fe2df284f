"""Times as people say them, one line of words each way: `7 mo after l1-c2`, `2023-04`, `day 213`, `M8`.

`said_when` reads words into the wire form and `told_when` tells the wire form in words that read back as the very same.
Refuses to guess: words that no form has are refused with a sentence that names the forms there are.
"""

import json
import re
from math import ceil

from tracker.values.months import PRECISION_DAYS, Calendar
from tracker.values.said_dates import dates_said
from tracker.values.said_lengths import BASIS, TO, first_that_fits, said_lasting, told_basis, told_range, with_basis
from tracker.values.said_parts import cut, in_brackets, parts_of
from tracker.values.when import PUBLICATION, TIME_ZERO, UNKNOWN, Basis, Lasting, Timing, When, read_when

_IN_DAYS = "day 213, day 198 to 228, "
FORMS = (
    "2023-04-12, 2023-04, 2023-04 to 2023-06, 7 mo after KEY, 7 to 14 d after KEY, within 14 d after KEY, at least 7 d "
    f"before KEY, after KEY, with KEY, between KEY and KEY, {_IN_DAYS}M8, time-zero, unknown"
)
"""The forms of a time, for a sentence; KEY is a fact, or its end as KEY.end."""

_ANCHOR = r"([A-Za-z0-9][A-Za-z0-9_-]*(?:\.end)?)"
_DAY = r"[+-]?[0-9]+(?:\.[0-9]+)?(?:e[+-]?[0-9]+)?"
_MONTHS = rf"m(-?[0-9]{{1,4}})(?:{TO}m(-?[0-9]{{1,4}}))?"
_MOST_MONTHS = 9999
"""Months that can be said."""
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")
_WORDS = frozenset({TIME_ZERO, UNKNOWN, PUBLICATION})


def said_when(text: str, calendar: Calendar | None = None) -> When:
    """Read a time in words.

    Several forms that all hold are separated by `;`. A basis other than stated follows in parentheses, `(assumed)`.
    Readings stand in brackets, the preferred one with a star: `[seven-months: F* = 7 mo after l1-c2.end | T = after l1-c1]`.
    `M8` is the whole days of month 8 as the screens count it: their dates in a dated case, else days from the origin.

    Args:
        text: The words.
        calendar: Of the case, which says on which dates `M8` is; None: it has none, and a month is 30.4375 d.

    Raises:
        ValueError: with a sentence, when they are no time.

    >>> said_when("7 months after l1-c2")
    Timing(at=None, day=None, after='l1-c2', before=None, with_=None, between=None, stated='7 mo', at_least=None, at_most=None, question=None, readings=None, preferred=None, basis=<Basis.STATED: 'stated'>)
    >>> said_when("2023-04"), said_when("M8").day
    ('2023-04', (244.0, 273.0))
    """
    when = _several(text, calendar or Calendar())
    read_when(when)
    return when


def told_when(when: When, calendar: Calendar | None = None) -> str:
    """Tell a time in words that `said_when` reads as the very same.

    Args:
        when: The time.
        calendar: That of a case without dates tells the whole days of its months as `M8`, as they were said; None tells days.

    >>> told_when(Timing(after="dx", at_most="14 d", basis=Basis.ASSUMED)), told_when(("2023", Timing(with_="ct")))
    ('within 14 d after dx (assumed)', '2023; with ct')
    """
    if not isinstance(when, tuple):
        return _told(when, calendar)
    return "; ".join(_told(form, calendar) for form in when) + ";" * (len(when) < 2)  # noqa: PLR2004 - a list of one must not read as its only form


def _several(text: str, calendar: Calendar) -> When:
    parts = [part.strip() for part in parts_of(text, ";")]
    if len(parts) == 1:
        return _form(parts[0], calendar)
    if not parts[-1]:
        parts.pop()
    return tuple(_form(part, calendar) for part in parts)


def _form(text: str, calendar: Calendar) -> str | Timing:
    if text.startswith("["):
        inner, rest = in_brackets(text)
        words, basis = with_basis(f"x{rest}")
        if words != "x":
            raise ValueError(f"{cut(rest)} follows the readings; write nothing after ] but a basis such as (assumed)")
        return _readings(inner, calendar, basis)
    words, basis = with_basis(" ".join(text.split()))
    explicit = BASIS.fullmatch(text) is not None
    plain = words.lower() if words.lower() in _WORDS else dates_said(words) or _dates_of_months(words, calendar)
    if plain:
        return Timing(at=plain, basis=basis) if explicit else plain
    timing = _timing(words, calendar, basis)
    if timing is None:
        hint = f"; is it with {words}, or after {words}?" if re.fullmatch(_ANCHOR, words) else ""
        # Days from the origin would move the origin of most dated cases: nobody is led to them there.
        forms = FORMS if calendar.origin is None else FORMS.replace(_IN_DAYS, "")
        raise ValueError(f"{cut(text) or 'nothing'} is not a time{hint or f'; say {forms}'}")
    return timing


def _timing(words: str, calendar: Calendar, basis: Basis) -> Timing | None:
    def days(least: str, most: str) -> Timing:
        return Timing(day=(float(least), float(most)), basis=basis)

    return first_that_fits(
        words,
        (
            (rf"days? ({_DAY})", lambda day: Timing(day=float(day), basis=basis)),
            (rf"days? ({_DAY})(?: to |–| - |-)({_DAY})", days),
            (_MONTHS, lambda first, last: Timing(day=_whole_days(calendar, first, last), basis=basis)),
            (rf"(?:with|same (?:day|time) as) {_ANCHOR}", lambda anchor: Timing(with_=anchor, basis=basis)),
            (rf"between {_ANCHOR} and {_ANCHOR}", lambda one, other: Timing(between=(one, other), basis=basis)),
        ),
    ) or _hanging(words, basis)


def _hanging(words: str, basis: Basis) -> Timing | None:
    """A time after or before an anchor."""
    found = re.fullmatch(rf"(?:(.*) )?(after|before) {_ANCHOR}", words, re.IGNORECASE)
    if found is None:
        return None
    length, side, anchor = found.group(1), found.group(2).lower(), found.group(3)
    said = Lasting() if length is None else said_lasting(length)
    return Timing(
        after=anchor if side == "after" else None,
        before=anchor if side == "before" else None,
        stated=said.stated,
        at_least=said.at_least,
        at_most=said.at_most,
        basis=basis,
    )


def _readings(inner: str, calendar: Calendar, basis: Basis) -> Timing:
    question, colon, rest = _name(inner)
    if colon != ":":
        raise ValueError("readings need their question first; say [QUESTION: NAME* = time | NAME = time]")
    readings: dict[str, When] = {}
    preferred = []
    for part in parts_of(rest, "|"):
        name, sign, form = _name(part)
        if sign not in {"=", "*="} or name in readings:
            raise ValueError(
                f"{cut(part)} is no reading; say NAME = time, each name once, the preferred one NAME* = time"
            )
        readings[name] = _several(form, calendar)
        preferred += [name] * (sign == "*=")
    if len(preferred) != 1:
        raise ValueError(
            f"mark one of the readings {', '.join(readings)} as preferred with a star, such as NAME* = time"
        )
    return Timing(question=question, readings=readings, preferred=preferred[0], basis=basis)


def _name(text: str) -> tuple[str, str, str]:
    """A name, in quotation marks where it is not plain; the sign after it, `:`, `=` or `*=`; and the rest."""
    text = text.strip()
    if text.startswith('"'):
        try:
            name, end = json.JSONDecoder().raw_decode(text)
        except ValueError:
            raise ValueError(f"{cut(text)} opens quotation marks that do not close") from None
    else:
        found = _NAME.match(text)
        name, end = (found.group(), found.end()) if found else ("", 0)
    sign = re.match(r"\s*(\*?)\s*([:=])", text[end:])
    if sign is None:
        return str(name), "", text[end:]
    return str(name), "".join(sign.groups()), text[end + sign.end() :]


def _told_name(name: str) -> str:
    return name if _NAME.fullmatch(name) else json.dumps(name, ensure_ascii=False)


def _told(form: str | Timing, calendar: Calendar | None) -> str:
    if isinstance(form, str):
        return form
    if form.at is not None:
        return f"{form.at} ({form.basis})"
    return _told_timing(form, calendar) + told_basis(form.basis)


def _told_timing(timing: Timing, calendar: Calendar | None) -> str:
    if timing.readings is not None:
        told = " | ".join(
            f"{_told_name(name)}{'*' * (name == timing.preferred)} = {told_when(form, calendar)}"
            for name, form in timing.readings.items()
        )
        return f"[{_told_name(timing.question or '')}: {told}]"
    if timing.day is not None:
        if isinstance(timing.day, tuple) and (months := _told_months(timing.day, calendar)):
            return months
        days = timing.day if isinstance(timing.day, tuple) else (timing.day,)
        return f"day {' to '.join(map(_told_day, days))}"
    if timing.with_ is not None:
        return f"with {timing.with_}"
    if timing.between is not None:
        return f"between {timing.between[0]} and {timing.between[1]}"
    side, anchor = ("after", timing.after) if timing.after is not None else ("before", timing.before)
    length = timing.stated or told_range(timing, most="within")
    return f"{length} {side} {anchor}".strip()


def _told_months(days: tuple[float, float], calendar: Calendar | None) -> str:
    """The months that days are the whole of, in a case without dates: there nothing else is said of them."""
    if calendar is None or calendar.origin is not None:
        return ""
    first, last = map(calendar.month_of, days)
    said = f"M{first}" if first == last else f"M{first} to M{last}"
    fits = max(abs(first), abs(last)) <= _MOST_MONTHS and _whole_days(calendar, str(first), str(last)) == days
    return said if fits else ""


def _told_day(day: float) -> str:
    return str(int(day)) if float(day).is_integer() else repr(float(day))


def _dates_of_months(words: str, calendar: Calendar) -> str:
    """The dates of a month, or of several, where the origin has one: days from it would move it. Else nothing."""
    found = re.fullmatch(_MONTHS, words, re.IGNORECASE)
    dates = [calendar.date_of(day) for day in _whole_days(calendar, *found.groups())] if found else []
    known = [day.isoformat() for day in dates if day is not None]
    return "/".join(known) if known and len(known) == len(dates) else ""


def _whole_days(calendar: Calendar, first: str, last: str | None) -> tuple[float, float]:
    """The whole days from the origin that lie in the months: half-open, as the months are."""
    return (
        float(ceil(calendar.start_of(int(first)) - PRECISION_DAYS)),
        float(ceil(calendar.start_of(int(last or first) + 1) - PRECISION_DAYS) - 1),
    )
