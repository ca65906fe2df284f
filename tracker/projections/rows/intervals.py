"""`intervals`: every interval and endpoint, under the chosen readings and where it differs under another. Refuses to round.

Lines under the default rule set, months of 30.4375 days: the conventions of `tracker intervals` without options.
"""

from typing import Annotated

from msgspec import Meta, Struct

from tracker.projections.history import History
from tracker.projections.intervals.interval import Interval
from tracker.projections.intervals.readings import by_reading
from tracker.projections.rows.columns import (
    DateEarliest,
    DateExact,
    DateLatest,
    DayEarliest,
    DayLatest,
    OpenDay,
    OpenMonth,
    PatientColumn,
    StopDay,
    StopMonth,
    text_or_null,
)
from tracker.projections.times import NO_TIMES, OpenTimes, time_columns
from tracker.values.durations import DAYS_PER_MONTH
from tracker.values.identifiers import Anchor

Length = float | None


class IntervalRow(Struct, frozen=True, gc=False):
    """One interval or endpoint. Lengths are bounds of the pair of its two ends; `estimate` is their midpoint.

    The ends' own times do not subtract to them. Where it is not evaluable, lengths are NULL and `note` says why.
    """

    patient: PatientColumn
    interval: Annotated[
        str,
        Meta(
            description="overall_survival, follow_up, progression_free_survival, second_progression, "
            "time_to_next_treatment, time_on_treatment, treatment_free, time_to_response, duration_of_response, "
            "disease_control, unaccounted, regimen, cycle, radiotherapy, hold"
        ),
    ]
    start_month: OpenMonth
    start_day: OpenDay
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
    item: Annotated[int, Meta(description="place among the patient's intervals of that name, from 1")]
    line: Annotated[int | None, Meta(description="line of therapy under `rule_set`; NULL where it is about no line")]
    rule_set: Annotated[
        str | None, Meta(description="how lines were counted: asserted, or rw120 where the record numbers none")
    ]
    regimen: Annotated[str | None, Meta(description="identifier of the regimen, where it is about one")]
    assessed_by: Annotated[
        str | None,
        Meta(description="flavor: asserted, recist, irecist; per regimen imaging, oncologist, either, both"),
    ]
    reading: Annotated[
        str | None, Meta(description="`question=reading` under which it differs; NULL under the chosen readings")
    ]
    from_key: Annotated[str | None, Meta(description="key of the fact that it runs from, or `key.end`")]
    to_key: Annotated[
        str | None,
        Meta(description="key of the fact that it runs to, or `key.end`: the outcome, or where it is censored"),
    ]
    earliest_days: Annotated[Length, Meta(description="shortest length; NULL where open", extra={"unit": "d"})]
    estimate_days: Annotated[Length, Meta(description="midpoint of the two", extra={"unit": "d"})]
    latest_days: Annotated[Length, Meta(description="longest length; NULL where open", extra={"unit": "d"})]
    earliest_months: Annotated[Length, Meta(description="shortest, months of 30.4375 d", extra={"unit": "mo"})]
    estimate_months: Annotated[Length, Meta(description="midpoint, months of 30.4375 d", extra={"unit": "mo"})]
    latest_months: Annotated[Length, Meta(description="longest, months of 30.4375 d", extra={"unit": "mo"})]
    censored: Annotated[
        bool | None, Meta(description="1: it ends where it is censored; NULL where nothing can be, or not evaluable")
    ]
    evaluable: Annotated[bool, Meta(description="0: it could not be computed")]
    note: Annotated[str | None, Meta(description="which outcome or censoring source ended it; why it is not evaluable")]


def derive_interval_rows(history: History) -> tuple[IntervalRow, ...]:
    """One row per interval, in the order of `tracker intervals`; its ends are placed by the reading that it holds under."""
    counts: dict[str, int] = {}
    rows: list[IntervalRow] = []
    for placed_by, found in by_reading(history):
        places: dict[Anchor, OpenTimes] = {}
        for interval in found:
            item = counts[interval.name] = counts.get(interval.name, 0) + 1
            rows.append(_row(placed_by, interval, item, places))
    return tuple(rows)


def _row(history: History, interval: Interval, item: int, places: dict[Anchor, OpenTimes]) -> IntervalRow:
    least, estimate, most = interval.earliest_days, interval.estimate_days, interval.latest_days
    return IntervalRow(
        history.patient,
        interval.name,
        *_times(history, interval.start, interval.lead_days, places),
        *_times(history, interval.stop, interval.extra_days, places),
        item,
        interval.line,
        None if interval.rule_set is None else interval.rule_set.value,
        interval.regimen,
        interval.assessed_by,
        interval.reading,
        interval.start,
        interval.stop,
        least,
        estimate,
        most,
        None if least is None else least / DAYS_PER_MONTH,
        None if estimate is None else estimate / DAYS_PER_MONTH,
        None if most is None else most / DAYS_PER_MONTH,
        interval.censored,
        interval.evaluable,
        text_or_null(interval.note),
    )


def _times(history: History, anchor: Anchor | None, extra_days: float, places: dict[Anchor, OpenTimes]) -> OpenTimes:
    """The time columns of an end; days of treatment that are counted from it move it."""
    if anchor is None:
        return NO_TIMES
    if extra_days:
        return time_columns(history.calendar, history.chronology.place(anchor).later(extra_days))
    found = history.times.get(anchor) or places.get(anchor)
    if found is None:
        found = places[anchor] = time_columns(history.calendar, history.chronology.place(anchor))
    return found
