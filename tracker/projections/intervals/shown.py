"""An interval as a row of `tracker intervals`: lengths in months. Refuses to round; that is for whoever prints it."""

from typing import Any

from tracker.projections.intervals.interval import Conventions, Interval

COLUMNS = (
    "patient",
    "interval",
    "line",
    "rule_set",
    "assessed_by",
    "reading",
    "from",
    "to",
    "estimate_months",
    "earliest_months",
    "latest_months",
    "censored",
    "evaluable",
    "note",
)
"""The columns of a row, which are public."""

MIDDLE = (
    "≈ is the middle of its bounds, which follow from what is said of both ends together; the times of its ends subtract to "
    "another length within them."
)
"""What is to be said once beside lengths that are not sure (decision 29)."""


def row_of(patient: str, interval: Interval, conventions: Conventions) -> dict[str, Any]:
    """One row; the chosen readings have no name.

    Args:
        patient: Whose interval it is.
        interval: In days.
        conventions: Those it was computed by: how long a month is.
    """

    def months(days: float | None) -> float | None:
        return None if days is None else days / conventions.days_per_month

    return {
        "patient": patient,
        "interval": interval.name,
        "line": interval.line,
        "rule_set": None if interval.rule_set is None else interval.rule_set.value,
        "assessed_by": interval.assessed_by,
        "reading": interval.reading,
        "from": interval.start,
        "to": interval.stop,
        "estimate_months": months(interval.estimate_days),
        "earliest_months": months(interval.earliest_days),
        "latest_months": months(interval.latest_days),
        "censored": interval.censored,
        "evaluable": interval.evaluable,
        "note": interval.note,
    }
