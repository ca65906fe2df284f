"""`doses`: each drug of each cycle, with the total of the cycle as a range. Refuses to choose between per day and per cycle."""

from functools import lru_cache
from typing import Annotated

from msgspec import Meta

from tracker.events.treatment import CycleGiven, DrugGiven
from tracker.projections.history import History, events_of
from tracker.projections.rows.columns import DatedRow, ItemColumn, LineColumn, RegimenColumn, text_or_null
from tracker.projections.rows.cycles import starts_by_regimen
from tracker.values.vocabularies import DrugStatus, Per


class DoseRow(DatedRow, frozen=True, gc=False):
    """One drug of one cycle. The time is the start of the cycle, the key that of the cycle."""

    item: ItemColumn
    regimen: RegimenColumn
    line: LineColumn
    number: Annotated[int, Meta(description="number of the cycle within its regimen, from 1", extra={"unit": "1"})]
    drug: Annotated[str, Meta(description="drug")]
    status: Annotated[str, Meta(description="given; not-stated: open whether it was given at all")]
    dose_low: Annotated[
        float | None, Meta(description="dose as stated, or the least of a stated range", extra={"unit": "column unit"})
    ]
    dose_high: Annotated[
        float | None,
        Meta(
            description="greatest of a stated range; equal to dose_low where there is one",
            extra={"unit": "column unit"},
        ),
    ]
    unit: Annotated[str | None, Meta(description="UCUM unit of the doses")]
    per: Annotated[str, Meta(description="what the dose is per: dose (one administration), day, cycle, not-stated")]
    times_per_day: Annotated[int, Meta(description="administrations on each of the days", extra={"unit": "1"})]
    days: Annotated[str | None, Meta(description="days of the cycle as stated, day 1 first; NULL where not stated")]
    days_count: Annotated[int | None, Meta(description="number of those days", extra={"unit": "d"})]
    total_low: Annotated[
        float | None,
        Meta(
            description="least total of the cycle over all readings; NULL without a dose", extra={"unit": "column unit"}
        ),
    ]
    total_high: Annotated[
        float | None,
        Meta(
            description="greatest total of the cycle over all readings; NULL without a dose or where it is open: a sum over such rows has no upper bound",
            extra={"unit": "column unit"},
        ),
    ]


@lru_cache(maxsize=1024)
def count_days(days: str) -> int:
    """Number of different days that a list such as `1, 8` or `1-14` names.

    >>> count_days("1-14"), count_days("1, 8")
    (14, 2)
    """
    named: set[int] = set()
    for part in days.split(","):
        first, _, last = part.strip().partition("-")
        named.update(range(int(first), int(last or first) + 1))
    return len(named)


def administrations(given: DrugGiven) -> tuple[int, int | None]:
    """How often the stated dose was given in the cycle, least and most; None is open.

    A dose per administration counts on each of its days as often as it was given that day, a dose per day once on each
    day, a dose per cycle once. Not stated: once if it is the cycle's, on every day if it is the day's. Without days,
    at least one.
    """
    days = None if given.days is None else count_days(given.days)
    match given.per:
        case Per.CYCLE:
            return 1, 1
        case Per.DAY:
            return days or 1, days
        case Per.DOSE:
            return (days or 1) * given.times_per_day, None if days is None else days * given.times_per_day
        case Per.NOT_STATED:
            return 1, None if days is None else days * given.times_per_day


def derive_doses(history: History) -> tuple[DoseRow, ...]:
    """One row per cycle and drug, in the order of living.

    The total is dose × administrations, least with least and most with most. A drug that is not stated to have been
    given totals at least 0.
    """
    starts = starts_by_regimen(history)
    rows = []
    for event in events_of(history, CycleGiven):
        times = history.times[event.key]
        start = starts.get(event.regimen)
        line = start.line if start else None
        for item, given in enumerate(event.drugs, 1):
            dose, dose_most = given.dose, given.dose if given.dose_most is None else given.dose_most
            least, most = administrations(given)
            if given.status is not DrugStatus.GIVEN:
                least = 0
            rows.append(
                DoseRow(
                    history.patient,
                    event.key,
                    *times,
                    item,
                    event.regimen,
                    line,
                    event.number,
                    given.drug,
                    given.status.value,
                    None if dose is None else float(dose),
                    None if dose_most is None else float(dose_most),
                    text_or_null(given.unit),
                    given.per.value,
                    given.times_per_day,
                    given.days,
                    None if given.days is None else count_days(given.days),
                    None if dose is None else float(dose * least),
                    None if dose_most is None or most is None else float(dose_most * most),
                )
            )
    return tuple(rows)
