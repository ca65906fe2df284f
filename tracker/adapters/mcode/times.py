"""Times of FHIR and times of facts, both ways. Refuses to invent a date, or to make a partial one whole.

A date keeps its precision; a time of day is not part of a fact. What is relative goes through FHIR's extension
`cqf-relativeDateTime`, with a duration as stated or a range; a case without dates never gets one.
"""

import re
from collections.abc import Callable, Mapping
from datetime import timedelta
from decimal import Decimal

from msgspec import Struct

from tracker.adapters.mcode.elements import Json, at, extension, list_at, number_at, quantity, text_at
from tracker.adapters.mcode.terms import ABSENT, RELATIVE, RELATIVE_DATE, TERMINOLOGY
from tracker.events.times import FIRST_YEAR, LAST_YEAR
from tracker.values.dates import days_named_by
from tracker.values.durations import DAYS_PER_UNIT, DURATION_PATTERN, parse_duration
from tracker.values.when import TIME_ZERO, UNKNOWN, Lasting, Timing, When, read_lasting

ORIGIN = "Basic/record-time-zero"
"""The resource that stands for the origin of a case, so that a time can be relative to it."""

_DATE = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?(?=T|$)")
_WHOLE_DATE = 10
Bounds = tuple[float, float]


class Places(Struct, frozen=True):
    """What a time needs to know of its case."""

    names: Mapping[str, str]
    """Key of a fact to the name of its resource when writing; name to key when reading."""
    bounds: Callable[[str], Bounds | None] = lambda _key: None
    """Earliest and latest day of a fact from the origin, where both are known."""


def date_in(text: str) -> str:
    """The date that a FHIR date, dateTime or instant names, as precise as it is; empty where it names none.

    >>> date_in("2018-05-20T00:00:00Z"), date_in("2018-05"), date_in("9999")
    ('2018-05-20', '2018-05', '')
    """
    found = _DATE.match(text)
    if found is None or not FIRST_YEAR <= int(found[0][:4]) <= LAST_YEAR:
        return ""
    try:
        days_named_by(found[0])
    except ValueError:
        return ""
    return found[0]


def read_point(holder: object, name: str, places: Places) -> When:
    """The time at `name` of a part of a resource, or in the extension beside it."""
    date = date_in(text_at(holder, name))
    return date or read_relative(at(holder, f"_{name}"), places) or UNKNOWN


def read_moment(resource: Json, stem: str, places: Places) -> When:
    """The time of a choice such as `effective[x]`: a dateTime, an instant, a single event, or some day in a period."""
    for name in (f"{stem}DateTime", f"{stem}Instant"):
        found = read_point(resource, name, places)
        if found != UNKNOWN:
            return found
    events = list_at(resource, f"{stem}Timing", "event")
    if len(events) == 1 and isinstance(events[0], str) and date_in(events[0]):
        return date_in(events[0])
    period = at(resource, f"{stem}Period")
    start, end = read_point(period, "start", places), read_point(period, "end", places)
    if isinstance(start, str) and isinstance(end, str) and UNKNOWN not in {start, end} and start != end:
        return f"{start}/{end}" if days_named_by(start)[0] <= days_named_by(end)[1] else start
    return end if start == UNKNOWN else start


def read_relative(element: object, places: Places) -> When | None:
    """The time that a relative-date extension states; None where there is none, or it states what no fact can."""
    said = extension(element, RELATIVE) or extension(element, RELATIVE_DATE)
    target = next((text for part in ("target", "event", "targetReference") if (text := _reference(said, part))), "")
    relation = text_at(extension(said, "relationship"), "valueCode")
    side, _, which = relation.partition("-")
    anchor = TIME_ZERO if target == ORIGIN else places.names.get(target, "")
    if not anchor or (anchor == TIME_ZERO and which == "end"):
        return None
    anchor += ".end" if which.endswith("end") else ""
    offset = extension(said, "offset")
    low, high = at(offset, "valueRange", "low"), at(offset, "valueRange", "high")
    if side == "concurrent":
        return TIME_ZERO if anchor == TIME_ZERO else Timing(with_=anchor)
    if side not in {"after", "before"}:
        return None
    if anchor == TIME_ZERO and (low is not None or high is not None):
        return _days(low, high, -1 if side == "before" else 1)
    after, before = (anchor, None) if side == "after" else (None, anchor)
    if low is None and high is None:
        stated = duration_of(offset.get("valueDuration"))
        return Timing(after=after, before=before, stated=stated) if stated else None
    least, most = duration_of(low), duration_of(high)
    if (low is not None and not least) or (high is not None and not most):
        return None
    if least and parse_duration(least).days == 0:
        least = ""
    if least and most and parse_duration(most).days < parse_duration(least).days:
        return None
    return Timing(after=after, before=before, at_least=least or None, at_most=most or None)


def _days(low: object, high: object, sign: int) -> When | None:
    """Days from the origin, from the range of an offset; the far end of an offset before it is the earlier day."""
    first, last = number_at(low, "value"), number_at(high, "value")
    if first is None or last is None or {text_at(low, "code"), text_at(high, "code")} != {"d"}:
        return None
    least, most = sorted((sign * float(first), sign * float(last)))
    return Timing(day=least if least == most else (least, most))


def _reference(said: Json, part: str) -> str:
    return text_at(extension(said, part), "valueReference", "reference")


def duration_of(said: object) -> str:
    """A Duration or Quantity of time in one of our units; empty where it is in none of them."""
    value, unit = number_at(said, "value"), text_at(said, "code") or text_at(said, "unit")
    if value is None or not value.is_finite() or value < 0 or unit not in DAYS_PER_UNIT or abs(value.adjusted()) > 6:  # noqa: PLR2004 - longer than any life
        return ""
    text = f"{value.normalize():f} {unit}"
    return text if re.match(DURATION_PATTERN, text) and len(text) <= 24 else ""  # noqa: PLR2004 - the longest duration on the wire


def write_point(holder: Json, name: str, when: When, key: str, places: Places) -> None:
    """Put a time at `name`: a plain date as it is, anything else relative; nothing where nothing is known."""
    text = when.at if isinstance(when, Timing) and when.at is not None else when
    if isinstance(text, str) and date_in(text) == text:
        holder[name] = text
        return
    said = _relative(when, key, places)
    if said is not None:
        holder[f"_{name}"] = {"extension": [said]}


def write_moment(resource: Json, stem: str, when: When, key: str, places: Places) -> None:
    """Put a time into a choice such as `effective[x]`; some day between two dates is a period."""
    text = when.at if isinstance(when, Timing) and when.at is not None else when
    first, slash, last = text.partition("/") if isinstance(text, str) else ("", "", "")
    if slash and date_in(first) and date_in(last):
        resource[f"{stem}Period"] = {"start": first, "end": last}
    else:
        write_point(resource, f"{stem}DateTime", when, key, places)


def absent() -> Json:
    """An element that has to be there and is not known."""
    return {"extension": [{"url": ABSENT, "valueCode": "unknown"}]}


def _relative(when: When, key: str, places: Places) -> Json | None:
    said = Timing(at=when) if isinstance(when, str) else when
    if isinstance(said, Timing):
        if said.at == TIME_ZERO:
            return _extension(ORIGIN, "concurrent-with-start", {"valueDuration": quantity(Decimal(0), "d")})
        if said.at == UNKNOWN:
            return None
        if said.day is not None:
            return _from_origin(said.day if isinstance(said.day, tuple) else (said.day, said.day))
        found = _from_anchor(said, places)
        if found is not None:
            return found
    bounds = places.bounds(key)
    return None if bounds is None else _from_origin(bounds)


def _from_origin(days: Bounds) -> Json:
    least, most = (Decimal(int(day)) if day == int(day) else Decimal(str(day)) for day in days)
    if most < 0:
        return _extension(
            ORIGIN, "before-start", {"valueRange": {"low": quantity(-most, "d"), "high": quantity(-least, "d")}}
        )
    return _extension(ORIGIN, "after-start", {"valueRange": {"low": quantity(least, "d"), "high": quantity(most, "d")}})


def _from_anchor(said: Timing, places: Places) -> Json | None:
    anchor = said.after or said.before or said.with_
    if anchor is None:
        return None
    fact, end = anchor.removesuffix(".end"), "end" if anchor.endswith(".end") else "start"
    target = ORIGIN if fact == TIME_ZERO else places.names.get(fact)
    if target is None:
        return None
    if said.with_ is not None:
        return _extension(target, f"concurrent-with-{end}", {"valueDuration": quantity(Decimal(0), "d")})
    relation = f"{'after' if said.after else 'before'}-{end}"
    if said.stated is not None:
        return _extension(target, relation, {"valueDuration": _quantity(said.stated)})
    spread = {"low": _quantity(said.at_least or "0 d")} | ({"high": _quantity(said.at_most)} if said.at_most else {})
    return _extension(target, relation, {"valueRange": spread})


def _quantity(stated: str) -> Json:
    duration = parse_duration(stated)
    return quantity(Decimal(stated.removesuffix(duration.unit).strip()), duration.unit)


def _extension(target: str, relation: str, offset: Json) -> Json:
    path = "Resource" if target == ORIGIN else target.partition("/")[0]
    return {
        "url": RELATIVE,
        "extension": [
            {"url": "target", "valueReference": {"reference": target}},
            {"url": "targetPath", "valueString": path},
            {"url": "relationship", "valueCode": relation},
            {"url": "offset"} | offset,
        ],
    }


def read_length(start: When, end: When) -> Lasting | None:
    """The length from a start to an end that are calendar dates, as precise as they are."""
    if not isinstance(start, str) or not isinstance(end, str) or not date_in(start) or not date_in(end):
        return None
    (first, first_last), (last, last_last) = days_named_by(start), days_named_by(end)
    most = (last_last - first).days
    if most < 0:
        return None
    least = max(0, (last - first_last).days)
    if least == most:
        return Lasting(stated=f"{most} d")
    return Lasting(at_least=f"{least} d" if least else None, at_most=f"{most} d")


def write_end(start: When, lasting: Lasting | None) -> str:
    """The date of the end, where the start is a day and the length is exact; else empty."""
    if lasting is None or not isinstance(start, str) or len(date_in(start)) != _WHOLE_DATE or date_in(start) != start:
        return ""
    least, most = read_lasting(lasting)
    if least != most or least != int(least):
        return ""
    return (days_named_by(start)[0] + timedelta(days=int(least))).isoformat()


def missing_reason(text: str) -> Json:
    """Why an element has no value, as FHIR codes it."""
    return {"coding": [{"system": f"{TERMINOLOGY}data-absent-reason", "code": text}]}
