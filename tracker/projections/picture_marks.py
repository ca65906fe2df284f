"""A fact as a mark in a lane, when it could be known, and the sign of a response. Refuses to draw what is stated as a doubt.

A response without an overall category has the worst one that is stated of a site, in small letters; `?` where none is stated.
"""

from collections.abc import Mapping
from math import inf
from types import MappingProxyType

from tracker.events.disease import ResponseAssessed
from tracker.projections.history import PlacedFact
from tracker.projections.picture import Mark
from tracker.values.vocabularies import ResponseCategory

NO_CATEGORY = "?"

_WORST_LAST = (
    ResponseCategory.NOT_EVALUABLE,
    ResponseCategory.COMPLETE_RESPONSE,
    ResponseCategory.PARTIAL_RESPONSE,
    ResponseCategory.STABLE_DISEASE,
    ResponseCategory.UNCONFIRMED_PROGRESSION,
    ResponseCategory.CONFIRMED_PROGRESSION,
    ResponseCategory.PROGRESSIVE_DISEASE,
)
SHORT: Mapping[ResponseCategory, str] = MappingProxyType(
    {ResponseCategory.UNCONFIRMED_PROGRESSION: "iU", ResponseCategory.CONFIRMED_PROGRESSION: "iC"}
)
"""Codes that are too long for a lane."""


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


def response_sign(response: ResponseAssessed, short: Mapping[ResponseCategory, str] = SHORT) -> str:
    """The category: `SD` overall, `sd` of a site.

    Args:
        response: As assessed.
        short: What stands for a code.
    """
    category = response.category
    if category is not ResponseCategory.NOT_STATED:
        return short.get(category, category.value)
    stated = {site.category for site in response.by_site} - {ResponseCategory.NOT_STATED}
    if not stated:
        return NO_CATEGORY
    worst = max(stated, key=_WORST_LAST.index)
    return short.get(worst, worst.value).lower()
