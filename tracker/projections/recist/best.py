"""The best overall response of a course. Refuses stable disease that was not seen long enough after the start.

RECIST 1.1: the best category until the first PD. SD needs to be seen at least 42 days after the start; earlier it is PD
where a PD ended the course, else NE. Where confirmation is asked for, a CR needs another CR, a PR another PR or a CR, at
least 28 days later with nothing but NE in between; between two PR no SD, and no PR between two CR. A CR or PR that is not
confirmed counts as SD under the same condition of 42 days. What is stated as non-CR/non-PD counts where SD does.
"""

from collections.abc import Sequence

from msgspec import Struct

from tracker.projections.recist.assessment import DEFAULT_RULES, Category, Rules
from tracker.projections.recist.overall import TimePointResponse
from tracker.values.months import PRECISION_DAYS

_STANDING = (Category.STABLE_DISEASE, Category.NEITHER)
_RESPONSES = (Category.COMPLETE_RESPONSE, Category.PARTIAL_RESPONSE)


class BestResponse(Struct, frozen=True, kw_only=True):
    """The best overall response, and on which assessment it rests."""

    category: Category
    key: str | None = None
    """Key of the assessment; None where there is none."""
    confirmed_by: str | None = None
    """Key of the assessment that confirms it."""
    reason: str = ""
    """Why it is not evaluable or not what an assessment said."""


def best_response(
    course: Sequence[TimePointResponse], *, start_day: float, confirmed: bool, rules: Rules = DEFAULT_RULES
) -> BestResponse:
    """The best overall response.

    Args:
        course: In the order of time.
        start_day: Day of the first dose, counted as the days of the assessments are.
        confirmed: Whether CR and PR have to be confirmed: asked for where response is the endpoint and nothing is randomized.
        rules: How long until a confirmation, and until SD counts.
    """
    until = next((i for i, each in enumerate(course) if each.category is Category.PROGRESSIVE_DISEASE), len(course))
    counted = course[:until]
    for category in _RESPONSES:
        for place, each in enumerate(counted):
            if each.category is not category:
                continue
            if not confirmed:
                return BestResponse(category=category, key=each.key)
            witness = _confirmation(counted[place + 1 :], each, rules)
            if witness is not None:
                return BestResponse(category=category, key=each.key, confirmed_by=witness)
    stable = [each for each in counted if each.category in (*_STANDING, *_RESPONSES)]
    long_enough = [each for each in stable if each.day - start_day >= rules.stable_days - PRECISION_DAYS]
    if long_enough:
        neither = all(each.category is Category.NEITHER for each in stable)
        lowered = any(each.category in _RESPONSES for each in stable)
        return BestResponse(
            category=Category.NEITHER if neither else Category.STABLE_DISEASE,
            key=long_enough[0].key,
            reason="the response was not confirmed" if lowered else "",
        )
    if until < len(course):
        return BestResponse(category=Category.PROGRESSIVE_DISEASE, key=course[until].key)
    if stable:
        reason = f"seen only before day {rules.stable_days:g} of the line"
        return BestResponse(category=Category.NOT_EVALUABLE, key=stable[-1].key, reason=reason)
    reason = "no evaluable assessment" if course else "no assessment"
    return BestResponse(category=Category.NOT_EVALUABLE, reason=reason)


def _confirmation(later: Sequence[TimePointResponse], first: TimePointResponse, rules: Rules) -> str | None:
    """Key of the assessment that confirms a response; None where it is not confirmed."""
    enough = {Category.COMPLETE_RESPONSE} if first.category is Category.COMPLETE_RESPONSE else set(_RESPONSES)
    for each in later:
        if each.category in enough:
            if each.day - first.day >= rules.confirmation_days - PRECISION_DAYS:
                return each.key
        elif each.category is not Category.NOT_EVALUABLE:
            return None
    return None
