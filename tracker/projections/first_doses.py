"""The first dose of every line: where the baselines of markers, lesions and grades are. Refuses a baseline after treatment.

Convention: the baseline is the last value not after the first dose of line 1, the baseline of a line the last one not after
its own. Lines are those that the record asserts; one that numbers none begins with its first administration of a drug.
"""

from bisect import bisect_left

from msgspec import Struct

from tracker.events.treatment import CycleGiven, RegimenStarted
from tracker.projections.history import History, PlacedFact
from tracker.projections.lines_of_therapy import derive_asserted_lines
from tracker.projections.precedence import days_from
from tracker.values.months import PRECISION_DAYS


class FirstDose(Struct, frozen=True):
    """Where a line begins."""

    line: int | None
    """The number that the record asserts; None where it numbers no line."""
    by: PlacedFact


def first_doses(history: History) -> tuple[FirstDose, ...]:
    """The first doses in the order of living; none where no drug was given and no line is asserted."""
    lines = [FirstDose(line.number, history.by_key[line.first_dose]) for line in derive_asserted_lines(history)]
    if lines:
        return tuple(sorted(lines, key=lambda each: each.by.start.estimate))
    given = history.by_kind.get(CycleGiven) or history.by_kind.get(RegimenStarted) or ()
    return (FirstDose(None, given[0]),) if given else ()


def doses_before(history: History, doses: tuple[FirstDose, ...], placed: PlacedFact) -> int:
    """How many lines had begun, strictly before a fact: 0 is baseline, n is in the n-th line.

    A fact on the day of a first dose is not after it, and so belongs to the line that this dose ends.
    """
    return bisect_left(doses, True, key=lambda dose: days_between(history, dose.by, placed) <= PRECISION_DAYS)


def days_between(history: History, first: PlacedFact, second: PlacedFact) -> float:
    """Days from one fact to another by the midpoint of their pair; two exact times need no pair, and so are cheap."""
    if first.start.earliest == first.start.latest and second.start.earliest == second.start.latest:
        return second.start.estimate - first.start.estimate
    return days_from(history, first.event.key, second.event.key)
