"""What `check` says of a few facts, for tests of one rule at a time. Refuses to choose a rule by itself."""

from tests.examples import record
from tracker.events.catalogue import Event
from tracker.projections.discrepancies import Discrepancy, discrepancies_of


def ruled(rule: str, *events: Event) -> tuple[Discrepancy, ...]:
    """What one rule finds."""
    return tuple(row for row in discrepancies_of(record(*events)) if row.rule == rule)


def keys(rule: str, *events: Event) -> list[tuple[str, ...]]:
    """The facts that each finding of one rule rests on."""
    return [row.events for row in ruled(rule, *events)]
