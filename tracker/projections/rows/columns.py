"""Columns that many public relations share, with their meaning and unit. Refuses a column without a description.

A row's fields are the public columns in their order; `docs/sql.md` is written from these annotations.
"""

from typing import Annotated

from msgspec import Meta, Struct

PatientColumn = Annotated[str, Meta(description="pseudonym of the patient")]
KeyColumn = Annotated[str, Meta(description="key of the fact that the row comes from")]
ItemColumn = Annotated[int, Meta(description="place in the fact's own list, from 1")]
CertaintyColumn = Annotated[str, Meta(description="how sure the source is: confirmed, probable, possible")]
CriteriaColumn = Annotated[
    str, Meta(description="rules it was called by: RECIST 1.1, iRECIST, clinical, biochemical, not-stated")
]
AssessorColumn = Annotated[str | None, Meta(description="who judged; NULL where not stated")]
EvidenceColumn = Annotated[str | None, Meta(description="keys of the facts that it rests on, comma-separated")]
LineColumn = Annotated[int | None, Meta(description="line of therapy as asserted in the record; NULL where not stated")]
PhaseColumn = Annotated[
    str | None, Meta(description="phase as stated: induction, maintenance, concurrent, palliative, not-stated")
]
RegimenColumn = Annotated[str, Meta(description="identifier of the regimen")]

Month = Annotated[
    int,
    Meta(
        description="month of the estimate: whole months from the origin, floor, negative before it",
        extra={"unit": "mo"},
    ),
]
Day = Annotated[float, Meta(description="best estimate, days from the origin, unrounded", extra={"unit": "d"})]
DayEarliest = Annotated[float | None, Meta(description="earliest possible day; NULL where open", extra={"unit": "d"})]
DayLatest = Annotated[float | None, Meta(description="latest possible day; NULL where open", extra={"unit": "d"})]
DateExact = Annotated[
    str | None, Meta(description="ISO date; NULL unless a calendar date is known and exact to the day")
]
DateEarliest = Annotated[
    str | None, Meta(description="earliest possible ISO date; NULL without a calendar or where open")
]
DateLatest = Annotated[str | None, Meta(description="latest possible ISO date; NULL without a calendar or where open")]

OpenMonth = Annotated[
    int | None,
    Meta(description="month of the estimate, floor, negative before the origin; NULL: no time", extra={"unit": "mo"}),
]
OpenDay = Annotated[
    float | None, Meta(description="best estimate, days from the origin, unrounded; NULL: no time", extra={"unit": "d"})
]
StopMonth = Annotated[
    int | None, Meta(description="month of the end's estimate; NULL: still open or no end known", extra={"unit": "mo"})
]
StopDay = Annotated[
    float | None,
    Meta(description="best estimate of the end, exclusive; NULL: still open or no end known", extra={"unit": "d"}),
]


class DatedRow(Struct, frozen=True, gc=False):
    """What comes from one fact at one time."""

    patient: PatientColumn
    key: KeyColumn
    month: Month
    day: Day
    day_earliest: DayEarliest
    day_latest: DayLatest
    date: DateExact
    date_earliest: DateEarliest
    date_latest: DateLatest


class SpanRow(Struct, frozen=True, gc=False):
    """What lasts from a start to a stop; the stop is exclusive."""

    patient: PatientColumn
    key: KeyColumn
    start_month: Month
    start_day: Day
    start_day_earliest: DayEarliest
    start_day_latest: DayLatest
    start_date: DateExact
    start_date_earliest: DateEarliest
    start_date_latest: DateLatest
    stop_month: StopMonth
    stop_day: StopDay
    stop_day_earliest: DayEarliest
    stop_day_latest: DayLatest
    stop_date: DateExact
    stop_date_earliest: DateEarliest
    stop_date_latest: DateLatest


def text_or_null(words: str) -> str | None:
    """Nothing said is NULL, not an empty text."""
    return words or None


def joined_or_null(words: tuple[str, ...]) -> str | None:
    """A list as one comma-separated text; NULL where it is empty."""
    return ", ".join(words) or None
