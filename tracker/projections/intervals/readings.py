"""Intervals under the other readings of ambiguous times. Refuses to combine two questions: one is changed at a time.

A row of another reading is given only where it differs from every row of the chosen ones, in a length or in what it says.
"""

from collections.abc import Iterator

from msgspec.structs import replace

from tracker.projections.history import History
from tracker.projections.intervals.catalogue import derive_intervals
from tracker.projections.intervals.interval import DEFAULT_CONVENTIONS, Conventions, Interval
from tracker.projections.questions import other_histories

PRECISION = 6
"""Decimals of a day to which lengths are compared."""


def intervals_of(
    history: History,
    conventions: Conventions = DEFAULT_CONVENTIONS,
    *,
    month: int | None = None,
    known: bool = False,
    all_readings: bool = True,
) -> tuple[Interval, ...]:
    """Every interval under the chosen readings, then those that differ under another one, question by question.

    Args:
        history: The whole history; other readings are placed in time at its tolerance.
        conventions: What may be chosen.
        month: Leave out what came after it, as if the data had been cut off then; None is the whole case.
        known: Leave out what the treating team could not know by the end of that month, such as judgments in hindsight.
        all_readings: The other readings too.
    """
    if not all_readings:
        return derive_intervals(history.cut(month, known=known), conventions)
    return tuple([each for _, found in by_reading(history, conventions, month=month, known=known) for each in found])


def by_reading(
    history: History, conventions: Conventions = DEFAULT_CONVENTIONS, *, month: int | None = None, known: bool = False
) -> Iterator[tuple[History, tuple[Interval, ...]]]:
    """The same, each with the history that it was read off: the chosen readings first."""
    chosen = derive_intervals(history.cut(month, known=known), conventions)
    yield history, chosen
    others = history.once(other_histories)
    seen = {_signature(interval) for interval in chosen} if others else set()
    for other in others:
        found = derive_intervals(other.history.cut(month, known=known), conventions)
        name = f"{other.question.name}={other.reading}"
        yield (
            other.history,
            tuple([replace(interval, reading=name) for interval in found if _signature(interval) not in seen]),
        )


def _signature(interval: Interval) -> tuple[object, ...]:
    lengths = (interval.earliest_days, interval.estimate_days, interval.latest_days)
    return (
        interval.name,
        interval.line,
        interval.regimen,
        interval.assessed_by,
        interval.start,
        interval.stop,
        interval.censored,
        interval.evaluable,
        interval.note,
        *(None if days is None else round(days, PRECISION) for days in lengths),
    )
