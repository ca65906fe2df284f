"""One line of therapy, by the facts that make it up. Refuses a number without the rule set under which it holds."""

from collections.abc import Sequence

from msgspec import Struct

from tracker.events.treatment import CycleGiven, RadiotherapyGiven, RegimenStarted
from tracker.projections.history import History
from tracker.projections.pairs import Pairs
from tracker.projections.stated import Stated
from tracker.values.rule_sets import RuleSet


class LineOfTherapy(Struct, frozen=True, kw_only=True):
    """One line, by the facts that make it up. Every tuple is in the order of living."""

    number: int
    """From 1 under its rule set; as the record numbers it under `asserted`."""
    rule_set: RuleSet
    first_dose: str
    """Key of the first administration: a cycle, a radiotherapy course; a regimen's start where no cycle is recorded."""
    starts: tuple[Stated[RegimenStarted], ...] = ()
    """Starts of its regimens."""
    cycles: tuple[Stated[CycleGiven], ...] = ()
    radiotherapy: tuple[Stated[RadiotherapyGiven], ...] = ()
    doubt: str = ""
    """Where the bounds of a gap straddle the rule's limit: both counts, such as `2 or 3 lines`."""

    @property
    def regimens(self) -> tuple[str, ...]:
        """Identifiers of its regimens, each once."""
        return tuple(dict.fromkeys(start.value.regimen for start in self.starts))


def first_dose(
    history: History,
    starts: Sequence[Stated[RegimenStarted]],
    cycles: Sequence[Stated[CycleGiven]],
    radiotherapy: Sequence[Stated[RadiotherapyGiven]],
) -> str:
    """Key of the first administration of a line; of its first start where no administration is recorded."""
    given = [cycle.key for cycle in cycles] + [course.key for course in radiotherapy] or [start.key for start in starts]
    first, precedes = given[0], history.once(Pairs).precedes
    for key in given[1:]:
        if precedes(key, first):
            first = key
    return first
