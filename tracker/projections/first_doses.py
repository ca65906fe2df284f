"""The first dose of every line: where the baselines of markers, lesions and grades are. Refuses a baseline after treatment.

Convention, the only one for panels, `tracker show`, SQL and intervals: the baseline is the last value not after the first dose of line 1, the baseline of a line the last one not after
its own. Lines are those of the rule set that holds by default: as the record numbers them, `rw120` where it numbers none.
"""

from bisect import bisect_left

from msgspec import Struct

from tracker.projections.history import History, PlacedFact
from tracker.projections.lines_of_therapy import derive_lines_of_therapy
from tracker.projections.precedence import days_from
from tracker.values.months import PRECISION_DAYS


class FirstDose(Struct, frozen=True):
    """Where a line begins."""

    line: int
    """The number of the line under the default rule set."""
    by: PlacedFact


def first_doses(history: History) -> tuple[FirstDose, ...]:
    """The first doses in the order of living; none where no line of therapy was given. Derived once for a history."""
    return history.once(_first_doses)


def _first_doses(history: History) -> tuple[FirstDose, ...]:
    doses = [FirstDose(line.number, history.by_key[line.first_dose]) for line in derive_lines_of_therapy(history)]
    return tuple(sorted(doses, key=lambda each: each.by.start.estimate))


def first_dose_of(history: History) -> PlacedFact | None:
    """The first dose of line 1, on which every baseline rests; None where no line of therapy was given."""
    doses = first_doses(history)
    return doses[0].by if doses else None


def is_baseline(history: History, dose: PlacedFact, placed: PlacedFact) -> bool:
    """Whether a fact is not after the first dose; what happened on its day is not."""
    return days_between(history, dose, placed) <= PRECISION_DAYS


def doses_before(history: History, doses: tuple[FirstDose, ...], placed: PlacedFact) -> int:
    """How many lines had begun, strictly before a fact: 0 is baseline, n is in the n-th line.

    A fact on the day of a first dose is not after it, and so belongs to the line that this dose ends.
    """
    return bisect_left(doses, True, key=lambda dose: is_baseline(history, dose.by, placed))


def days_between(history: History, first: PlacedFact, second: PlacedFact) -> float:
    """Days from one fact to another by the midpoint of their pair; two exact times need no pair, and so are cheap."""
    if first.start.earliest == first.start.latest and second.start.earliest == second.start.latest:
        return second.start.estimate - first.start.estimate
    return days_from(history, first.event.key, second.event.key)
