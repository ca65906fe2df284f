"""`lines_of_therapy`: the lines under every rule set, side by side. Refuses a number without its rule set.

The asserted lines have rows where the record numbers lines; the counted ones always have. A row lasts from the line's first
dose to the end of its treatment: the latest of its last cycle's end, its radiotherapy's end and the stop or hold of its
regimens.
"""

from collections.abc import Iterator
from typing import Annotated

from msgspec import Meta

from tracker.projections.chronology import Placement
from tracker.projections.history import History
from tracker.projections.intervals.course import Course
from tracker.projections.intervals.endpoint import End
from tracker.projections.intervals.interval import Conventions
from tracker.projections.intervals.treatment_free import end_of_treatment
from tracker.projections.line_of_therapy import LineOfTherapy
from tracker.projections.rows.columns import SpanRow, joined_or_null, text_or_null
from tracker.projections.times import NO_TIMES, time_columns
from tracker.values.rule_sets import RuleSet
from tracker.values.vocabularies import DrugStatus


class LineOfTherapyRow(SpanRow, frozen=True, gc=False):
    """One line of therapy under one rule set. The key is that of its first dose; the stop is the end of its treatment."""

    rule_set: Annotated[str, Meta(description="asserted, genie-bpc, rw120, rw180, merck-hnscc")]
    line: Annotated[int, Meta(description="number of the line under that rule set, from 1", extra={"unit": "1"})]
    regimens: Annotated[str | None, Meta(description="identifiers of its regimens, comma-separated")]
    drugs: Annotated[str | None, Meta(description="drugs stated to have been given in it, comma-separated")]
    cycles: Annotated[int, Meta(description="number of cycles recorded in it", extra={"unit": "1"})]
    radiotherapy_courses: Annotated[
        int, Meta(description="number of courses of radiotherapy that belong to it", extra={"unit": "1"})
    ]
    ended: Annotated[str | None, Meta(description="how its treatment ended, with the reason stated; NULL: it goes on")]
    doubt: Annotated[
        str | None, Meta(description="both counts where bounds straddle the limit of a rule, and why; NULL: no doubt")
    ]


def derive_line_rows(history: History) -> tuple[LineOfTherapyRow, ...]:
    """One row per rule set and line, in the order of the rule sets and numbers."""
    return tuple(row for rule_set in RuleSet for row in _rows(history, rule_set))


def _rows(history: History, rule_set: RuleSet) -> Iterator[LineOfTherapyRow]:
    course = history.once(Course, Conventions(rule_set=rule_set))
    for line in course.lines_of_therapy:
        stop, how = end_of_treatment(course, line)
        yield LineOfTherapyRow(
            history.patient,
            line.first_dose,
            *history.times[line.first_dose],
            *(NO_TIMES if stop is None else time_columns(history.calendar, _place(history, stop))),
            rule_set.value,
            line.number,
            joined_or_null(line.regimens),
            joined_or_null(_drugs(line)),
            len(line.cycles),
            len(line.radiotherapy),
            None if stop is None else how,
            text_or_null(line.doubt),
        )


def _place(history: History, stop: End) -> Placement:
    place = history.chronology.place(stop.anchor)
    return place.later(stop.extra_days) if stop.extra_days else place


def _drugs(line: LineOfTherapy) -> tuple[str, ...]:
    """Each drug once, in the order in which they were first given."""
    planned = [drug.drug for start in line.starts for drug in start.value.drugs if drug.status is DrugStatus.GIVEN]
    given = [drug.drug for cycle in line.cycles for drug in cycle.value.drugs if drug.status is DrugStatus.GIVEN]
    return tuple(dict.fromkeys((*planned, *given)))
