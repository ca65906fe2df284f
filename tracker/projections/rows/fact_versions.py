"""`fact_versions`: what the record said of each fact, and from when to when. Refuses to repeat what `timeline` says.

Only facts of which the record said more than one thing have rows of their own; the view adds the others from the timeline.
"""

from collections.abc import Iterator
from typing import Annotated

from msgspec import Meta, Struct
from msgspec.structs import astuple, replace

from tracker.events.catalogue import FactAmended
from tracker.events.fact import RecordedFact
from tracker.projections.alone import dates_alone, place_alone
from tracker.projections.history import History
from tracker.projections.rows.columns import (
    DateEarliest,
    DateExact,
    DateLatest,
    DayEarliest,
    DayLatest,
    KeyColumn,
    OpenDay,
    OpenMonth,
    PatientColumn,
)
from tracker.projections.rows.timeline import WIRE_NAMES, TimelineRow, timeline_of
from tracker.projections.summaries import summary_of
from tracker.projections.times import NO_TIMES, OpenTimes, time_columns
from tracker.projections.versions import Stretch, Version, stretches_of, versions_of


class FactVersionRow(Struct, frozen=True, gc=False):
    """What the record said of one fact, from one instant to the next: the third clock, for SQL.

    What the record said at an instant are the rows with `recorded_at <= instant` and `superseded_at` NULL or after it. The
    bounds are those at the end of the stretch of recording in which nothing was corrected that moves other facts: a fact
    recorded in that stretch may have tightened them, and the estimate of a time with an open side is one of that end.
    """

    patient: PatientColumn
    key: KeyColumn
    month: OpenMonth
    day: OpenDay
    day_earliest: DayEarliest
    day_latest: DayLatest
    date: DateExact
    date_earliest: DateEarliest
    date_latest: DateLatest
    version: Annotated[int, Meta(description="which of the things that the record said of the fact, from 1")]
    type: Annotated[str, Meta(description="wire name of the event")]
    text: Annotated[str, Meta(description="one line for people")]
    contradictory: Annotated[bool, Meta(description="1: it took part in a contradiction of times")]
    known_month: Annotated[
        int | None,
        Meta(description="month in which it could be known; NULL: only at publication", extra={"unit": "mo"}),
    ]
    known_day: Annotated[
        float | None,
        Meta(
            description="best estimate of when it could be known, days from the origin; NULL: only at publication",
            extra={"unit": "d"},
        ),
    ]
    recorded_at: Annotated[str, Meta(description="UTC instant from which on the record said so")]
    superseded_at: Annotated[
        str | None, Meta(description="UTC instant from which on it no longer did; NULL: it still does")
    ]
    change: Annotated[
        str,
        Meta(
            description="what made it say so: recorded, amended, restored; moved: a correction of another fact, or a reading"
            " that was chosen, moved its time"
        ),
    ]
    retracted: Annotated[bool, Meta(description="1: it was taken back at superseded_at, rather than said otherwise")]
    recorded_by: Annotated[str, Meta(description="who recorded the fact, or its amendment")]
    reason: Annotated[str | None, Meta(description="why it was amended or restored; NULL for a fact as first recorded")]


Said = tuple[OpenTimes, str, str, bool, tuple[int | None, float | None]]
"""What a row says of the fact itself: times, type, text, contradictory, known."""


def derive_fact_versions(history: History) -> tuple[FactVersionRow, ...]:
    """A row for each version of every fact of which the record said more than one thing, in order of recording."""
    record = history.record
    if not (record.retracted or any(standing.corrections for standing in record.facts)) and not (
        record.choices and record.facts
    ):
        return ()
    stretches = stretches_of(history)
    rows: list[FactVersionRow] = []
    for standing in (*record.facts, *record.retracted):
        if len(stretches) == 1 and not standing.corrections:
            continue
        found: list[FactVersionRow] = []
        for version in versions_of(standing):
            for row in _rows_of(history.patient, version, stretches):
                if found and _is_same(found[-1], row):
                    found[-1] = replace(found[-1], superseded_at=row.superseded_at, retracted=row.retracted)
                else:
                    found.append(row)
        if len(found) > 1 or any(row.change != "recorded" or row.superseded_at for row in found):
            rows.extend(replace(row, version=number) for number, row in enumerate(found, 1))
    return tuple(rows)


def _is_same(before: FactVersionRow, row: FactVersionRow) -> bool:
    """Whether a stretch only goes on saying what the one before it said."""
    said = FactVersionRow.__struct_fields__.index("recorded_at")
    return row.change == "moved" and astuple(before)[:said] == astuple(row)[:said]


def _rows_of(patient: str, version: Version, stretches: tuple[Stretch, ...]) -> Iterator[FactVersionRow]:
    """One version of a fact, stretch by stretch."""
    event = version.line.event
    change = "recorded"
    reason = None
    if isinstance(event, FactAmended):
        change, reason = "restored" if version.restored else "amended", event.reason
    for stretch in stretches:
        start = max(version.start, stretch.start)
        last = version.stop is None or version.stop > stretch.stop
        stop = stretch.stop if last else version.stop
        if stop is None or start >= stop:
            continue
        times, kind, text, contradictory, known = _said(version, stretch)
        ends = version.stop is not None and version.stop <= stretch.stop
        yield FactVersionRow(
            patient,
            version.fact.key,
            *times,
            1,
            kind,
            text,
            contradictory,
            *known,
            start,
            None if stretch is stretches[-1] and last else stop,
            change if start == version.start else "moved",
            ends and version.retracted,
            version.line.recorded_by,
            reason,
        )


def _said(version: Version, stretch: Stretch) -> Said:
    """Where a version stood: at the end of the stretch, or where it ended before that, where its dates alone put it."""
    fact = version.fact
    row = _by_key(stretch.history).get(fact.key) if version.stop is None or version.stop >= stretch.stop else None
    if row is not None:
        times = (row.month, row.day, row.day_earliest, row.day_latest, row.date, row.date_earliest, row.date_latest)
        return times, row.type, row.text, row.contradictory, (row.known_month, row.known_day)
    kind, text = WIRE_NAMES[type(fact)], summary_of(fact)
    calendar = stretch.history.calendar
    dates = dates_alone(fact) if isinstance(fact, RecordedFact) else None
    if dates is None or calendar.origin is None:
        return NO_TIMES, kind, text, False, (None, None)
    occurred, known = dates
    at = (None, None) if known is None else time_columns(calendar, place_alone(calendar.origin, known))[:2]
    return time_columns(calendar, place_alone(calendar.origin, occurred)), kind, text, False, at


def _by_key(history: History) -> dict[str, TimelineRow]:
    return history.once(_timeline_by_key)


def _timeline_by_key(history: History) -> dict[str, TimelineRow]:
    return {row.key: row for row in timeline_of(history)}
