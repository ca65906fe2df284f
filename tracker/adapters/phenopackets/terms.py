"""Ontology classes and times of a Phenopacket. Refuses a code that the record does not have, and a time of day.

A Phenopacket wants a CURIE for every term. LOINC, ICD-O-3 and UCUM are used where the record has their codes; every other term
is in a namespace of its own, declared in `metaData.resources`, and its label is the word of the record.
"""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

from msgspec import Struct

from tracker.values.rounding import outwards

Json = dict[str, Any]

OWN = "record"
"""Namespace of words of the record that no ontology is known to have."""

RESOURCES = {
    "LOINC": ("loinc", "Logical Observation Identifiers Names and Codes", "https://loinc.org", "https://loinc.org/"),
    "ICDO": (
        "icdo",
        "International Classification of Diseases for Oncology, third edition",
        "https://www.who.int/standards/classifications/other-classifications/international-classification-of-diseases-for-oncology",
        "https://identifiers.org/icdo:",
    ),
    "UCUM": ("ucum", "The Unified Code for Units of Measure", "https://ucum.org", "https://ucum.org/#"),
    OWN: (
        OWN,
        "words of the record, of no ontology",
        "http://oncology-tracker.invalid/term",
        "http://oncology-tracker.invalid/term/",
    ),
}
"""Prefix to id, name, URL and IRI prefix. No version: the record names none."""

DAYS_PER_YEAR = 365.25


class Times(Struct, frozen=True):
    """When facts were, as a case knows it."""

    days: Callable[[str], tuple[float | None, float | None]]
    """Earliest and latest day of an anchor from the origin; None where nothing bounds it."""
    dates: Callable[[str], tuple[date | None, date | None]]
    """The same as calendar dates, where there are any."""
    age: int | None = None
    """Completed years at the diagnosis."""
    diagnosis: str | None = None
    """Key of the diagnosis that the age is of."""


def term(label: str, code: str = "") -> Json:
    """An ontology class: a CURIE of a known system, or the words of the record.

    >>> term("Hb", "LOINC:718-7")["id"], term("neck stiffness")["id"]
    ('LOINC:718-7', 'record:neck-stiffness')
    """
    slug = re.sub(r"[^\w.+-]+", "-", label.strip()).strip("-")
    return {"id": code or f"{OWN}:{slug or 'not-stated'}", "label": label.strip() or "not stated"}


def unit(ucum: str) -> Json:
    """A UCUM unit; `1` for a number without one."""
    return {"id": f"UCUM:{ucum or '1'}", "label": ucum or "1"}


def when(anchor: str, times: Times) -> Json | None:
    """The time of an anchor: calendar days as an interval, else the range of ages; None where neither is bounded."""
    first, last = times.dates(anchor)
    if first is not None and last is not None:
        return {"interval": {"start": f"{first.isoformat()}T00:00:00Z", "end": f"{last.isoformat()}T23:59:59Z"}}
    least, most = times.days(anchor)
    if times.age is None or times.diagnosis is None or least is None or most is None:
        return None
    zero, latest_zero = times.days(times.diagnosis)
    if zero is None or latest_zero is None:
        return None
    youngest = times.age * DAYS_PER_YEAR + least - latest_zero
    oldest = (times.age + 1) * DAYS_PER_YEAR + most - zero
    if youngest < 0:
        return None
    return {"ageRange": {"start": _age(youngest), "end": _age(oldest, up=True)}}


def _age(days: float, *, up: bool = False) -> Json:
    years = int(days // DAYS_PER_YEAR)
    rest = days - years * DAYS_PER_YEAR
    whole = int(rest) + (1 if up and rest > int(rest) else 0)
    return {"iso8601duration": f"P{years}Y{whole}D" if whole else f"P{years}Y"}


def said_when(anchor: str, times: Times) -> str:
    """The days from the origin in words, for a description.

    >>> said_when("x", Times(days=lambda _: (198.0, 228.4), dates=lambda _: (None, None)))
    'day 198 to 228.4 from the origin of the record'
    """
    least, most = times.days(anchor)
    if least is None and most is None:
        return ""
    earliest, latest = ("?" if day is None else f"{day:g}" for day in outwards(least, most, 1))
    return f"day {earliest if least == most else f'{earliest} to {latest}'} from the origin of the record"
