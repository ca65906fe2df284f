"""The course of a line by iRECIST. Refuses to call a progression confirmed that was only seen again unchanged.

iRECIST: what is PD by RECIST 1.1 is iUPD first. The next assessment, 4 to 8 weeks later, confirms it (iCPD) by any of:
the sum of targets at least 5 mm above the sum of the iUPD, where that was one of targets, so that small increases add up;
any growth of a non-target, where it was one of non-targets; at least 5 mm in the sum of new targets; any growth of a new non-target; another new
lesion; PD in a category that was not the one of the iUPD. Unchanged stays iUPD. iCR, iPR or iSD resets it, and a later PD is
a fresh iUPD against the nadir. What is not evaluable neither confirms nor resets. New lesions never enter the sum of targets.
"""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from enum import StrEnum

from msgspec import Struct

from tracker.projections.recist.assessment import Assessment, Baseline, Category, NewLesion, change
from tracker.projections.recist.overall import TimePointResponse, assess_course
from tracker.values.months import PRECISION_DAYS
from tracker.values.rounding import half_up

_LEAST_GROWTH_MM = Decimal(5)
_WINDOW_DAYS = (28.0, 56.0)


class ImmuneCategory(StrEnum):
    """A response category of iRECIST."""

    COMPLETE_RESPONSE = "iCR"
    PARTIAL_RESPONSE = "iPR"
    STABLE_DISEASE = "iSD"
    NEITHER = "non-iCR/non-iUPD"
    UNCONFIRMED_PROGRESSION = "iUPD"
    CONFIRMED_PROGRESSION = "iCPD"
    NOT_EVALUABLE = "NE"


_IMMUNE = {
    Category.COMPLETE_RESPONSE: ImmuneCategory.COMPLETE_RESPONSE,
    Category.PARTIAL_RESPONSE: ImmuneCategory.PARTIAL_RESPONSE,
    Category.STABLE_DISEASE: ImmuneCategory.STABLE_DISEASE,
    Category.NEITHER: ImmuneCategory.NEITHER,
    Category.NOT_EVALUABLE: ImmuneCategory.NOT_EVALUABLE,
}


class ImmuneResponse(Struct, frozen=True, kw_only=True):
    """The response at one assessment."""

    key: str
    day: float
    category: ImmuneCategory
    reason: str = ""
    """By which criterion it was confirmed; why it is not evaluable."""
    confirms: str | None = None
    """Of an iCPD: key of the iUPD that it confirms."""
    recist: TimePointResponse
    """The same assessment by RECIST 1.1."""
    note: str = ""
    """That a confirmation came outside of 4 to 8 weeks; empty where it did not."""


class _Pending(Struct):
    """An iUPD that waits for its confirmation, and how everything stood at it."""

    first: TimePointResponse
    total: Decimal | None
    target: bool
    non_target: bool
    new: dict[str, NewLesion]


def assess_immune_course(baseline: Baseline, assessments: Iterable[Assessment]) -> tuple[ImmuneResponse, ...]:
    """Judge assessments one after the other by iRECIST.

    Args:
        baseline: Targets and non-targets as chosen.
        assessments: In the order of time; new lesions with their sizes.
    """
    return immune_course(assess_course(baseline, assessments))


def immune_course(course: Sequence[TimePointResponse]) -> tuple[ImmuneResponse, ...]:
    """The same for a course that was judged by RECIST 1.1 already."""
    pending: _Pending | None = None
    confirmed = False
    found = []
    for each in course:
        category, reason, confirms, note = _IMMUNE.get(each.category), each.reason, None, ""
        if category is None:
            category = ImmuneCategory.UNCONFIRMED_PROGRESSION
            if pending is None:
                pending = _pending_at(each)
            elif confirmed or (why := _confirmation(pending, each)):
                category, confirms = ImmuneCategory.CONFIRMED_PROGRESSION, pending.first.key
                if not confirmed:
                    reason, note = why, _outside_window(each.day - pending.first.day)
                confirmed = True
        elif category is not ImmuneCategory.NOT_EVALUABLE and not confirmed:
            pending = None
        found.append(
            ImmuneResponse(
                key=each.key,
                day=each.day,
                category=category,
                reason=reason,
                confirms=confirms,
                recist=each,
                note=note,
            )
        )
    return tuple(found)


def _pending_at(response: TimePointResponse) -> _Pending:
    target, non_target = response.target, response.non_target
    return _Pending(
        first=response,
        total=None if target is None else target.total,
        target=target is not None and target.category is Category.PROGRESSIVE_DISEASE,
        non_target=non_target is not None and non_target.category is Category.PROGRESSIVE_DISEASE,
        new={each.lesion: each for each in response.assessment.new if each.certain},
    )


def _confirmation(pending: _Pending, response: TimePointResponse) -> str:
    """By which criterion an iUPD is confirmed; empty where by none."""
    now = _pending_at(response)
    if pending.target and pending.total is not None and now.total is not None:
        growth = change(pending.total, now.total)
        if growth.mm >= _LEAST_GROWTH_MM:
            return f"sum of targets {growth.text} against the iUPD"
    if pending.non_target and (grown := [each.lesion for each in response.assessment.non_targets if each.grown]):
        return f"further growth of non-target {', '.join(grown)}"
    if now.target and not pending.target:
        return "PD of targets, which the iUPD was not"
    if now.non_target and not pending.non_target:
        return "PD of non-targets, which the iUPD was not"
    more = [lesion for lesion in now.new if lesion not in pending.new]
    if more:
        return f"another new lesion: {', '.join(more)}"
    return _growth_of_new(pending.new, now.new)


def _growth_of_new(before: Mapping[str, NewLesion], after: Mapping[str, NewLesion]) -> str:
    measured = [
        (old.mm, after[lesion].mm)
        for lesion, old in before.items()
        if old.measurable and old.mm is not None and lesion in after and after[lesion].mm is not None
    ]
    growth = sum((new - old for old, new in measured if new is not None), Decimal(0))
    if growth >= _LEAST_GROWTH_MM:
        return f"sum of new targets +{growth.normalize():f} mm"
    grown = [
        lesion for lesion, new in after.items() if new.grown and lesion in before and not before[lesion].measurable
    ]
    return f"growth of new non-target {', '.join(grown)}" if grown else ""


def _outside_window(days: float) -> str:
    least, most = _WINDOW_DAYS
    if least - PRECISION_DAYS <= days <= most + PRECISION_DAYS:
        return ""
    return f"confirmed {half_up(days / 7, 1):.1f} weeks after the iUPD, outside of 4 to 8"
