"""One line of therapy, by the facts that make it up. Refuses a number without the rule set under which it holds.

Its first dose is the first of everything that was given in it: of a regimen with recorded cycles the first of those, of one
without its start, and its courses of radiotherapy. A first recorded cycle whose number is above 1 is no first dose where the
cycle before it is not on record: the start as recorded is. A cycle that is timed after another one is never the first, even where
a contradiction of times moved it before that.
"""

from collections.abc import Sequence

from msgspec import Struct

from tracker.events.treatment import CycleGiven, RadiotherapyGiven, RegimenStarted
from tracker.projections.administrations import beginnings
from tracker.projections.history import History
from tracker.projections.pairs import pairs_of
from tracker.projections.stated import Stated
from tracker.values.rule_sets import RuleSet


class LineOfTherapy(Struct, frozen=True, kw_only=True):
    """One line, by the facts that make it up. Every tuple is in the order of living."""

    number: int
    """From 1 under its rule set; as the record numbers it under `asserted`."""
    rule_set: RuleSet
    first_dose: str
    """Key of the first administration: a cycle, a radiotherapy course; a regimen's start where no cycle, or not the first, is recorded."""
    starts: tuple[Stated[RegimenStarted], ...] = ()
    """Starts of its regimens; one whose cycles fall into two lines begins both."""
    cycles: tuple[Stated[CycleGiven], ...] = ()
    radiotherapy: tuple[Stated[RadiotherapyGiven], ...] = ()
    given: tuple[str, ...] = ()
    """Keys of the facts that begin what was given in it: cycles, courses, starts and resumptions without cycles."""
    doubt: str = ""
    """Where the record leaves open what the rule turns on: both counts, such as `2 or 3 lines`."""

    @property
    def regimens(self) -> tuple[str, ...]:
        """Identifiers of its regimens, each once."""
        return tuple(dict.fromkeys(start.value.regimen for start in self.starts))


def line_of(  # noqa: PLR0913 - a line has as many kinds of facts
    history: History,
    named: tuple[int, RuleSet],
    *,
    starts: Sequence[Stated[RegimenStarted]],
    cycles: Sequence[Stated[CycleGiven]],
    radiotherapy: Sequence[Stated[RadiotherapyGiven]],
    given: Sequence[str],
    doubt: str = "",
) -> LineOfTherapy:
    """Build a line and find its first dose.

    Args:
        history: The facts in their places.
        named: Its number and the rule set.
        starts: Starts of its regimens.
        cycles: Cycles given in it.
        radiotherapy: Courses given in it.
        given: Keys of what was given in it, in order; courses may be among it.
        doubt: What leaves the count open.
    """
    courses = [course.key for course in radiotherapy]
    firsts = [*(key for key in given if key not in courses), *courses]
    begun = history.once(beginnings)
    doses = [begun.get(key, key) for key in firsts]
    return LineOfTherapy(
        number=named[0],
        rule_set=named[1],
        first_dose=pairs_of(history).first_given(doses) or doses[0],
        starts=tuple(starts),
        cycles=tuple(cycles),
        radiotherapy=tuple(radiotherapy),
        given=tuple(firsts),
        doubt=doubt,
    )
