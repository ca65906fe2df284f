"""A fact as a mark in a lane, and when it could be known. Refuses to choose the sign."""

from math import inf

from tracker.projections.history import PlacedFact
from tracker.projections.picture import Mark


def known_day(placed: PlacedFact) -> float:
    """The day by which the treating team could know a fact, by estimate; infinite for what only the publication knew."""
    return inf if placed.known is None else placed.known.estimate


def mark_of(placed: PlacedFact, label: str) -> Mark:
    """The fact at its estimate, with its bounds."""
    start = placed.start
    return Mark(
        key=placed.event.key,
        label=label,
        day=start.estimate,
        earliest=start.earliest,
        latest=start.latest,
        known=known_day(placed),
    )
