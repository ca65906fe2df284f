"""The overall response at one assessment, and over a course of them. Refuses to decide what is open: NE, with what hangs on it.

RECIST 1.1: CR with CR is CR; CR or PR of targets with anything of non-targets but PD is PR; SD with non-PD is SD; any PD or
a new lesion is PD, the latter without any measurement. With non-targets only: CR, non-CR/non-PD, PD. Where it is uncertain
whether a lesion is new, NE, unless something else gives PD. After an overall CR the reappearance of any malignant lesion is
PD; otherwise a lesion that disappeared and reappears is none by itself. Every assessment is judged by its own numbers: the
EORTC's reading that a confirmed PR goes on until PD is left to whoever reads the course.
"""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from msgspec import Struct

from tracker.projections.recist.assessment import (
    Assessment,
    Baseline,
    Category,
    Conditional,
    Doubt,
    NewLesion,
    NonTargetFate,
)
from tracker.projections.recist.non_targets import NonTargetResponse, assess_non_target
from tracker.projections.recist.targets import (
    MEASURABLE_NODE_MM,
    NORMAL_NODE_BELOW_MM,
    TargetResponse,
    assess_target,
    size_of,
    sum_of,
)

LONE_NODE = "the EORTC advises to image a lone small node again"


class TimePointResponse(Struct, frozen=True, kw_only=True):
    """The response at one assessment."""

    key: str
    day: float
    category: Category
    reason: str = ""
    """Why it is not evaluable, or what made it a PD."""
    conditionals: tuple[Conditional, ...] = ()
    """What it is under conditions that the chart does not settle; only where it is NE."""
    target: TargetResponse | None = None
    """None: no target was chosen at baseline."""
    non_target: NonTargetResponse | None = None
    """None: there was no non-target at baseline, and none since."""
    assessment: Assessment


def assess_overall(target: Category | None, non_target: Category | None, *, new: bool = False) -> Category:
    """Combine the categories of targets and non-targets; None where there were none at baseline.

    >>> assess_overall(Category.COMPLETE_RESPONSE, Category.NEITHER).value
    'PR'
    """
    if new or Category.PROGRESSIVE_DISEASE in (target, non_target):
        return Category.PROGRESSIVE_DISEASE
    if target is None:
        return Category.NOT_EVALUABLE if non_target is None else non_target
    if target is Category.COMPLETE_RESPONSE and non_target not in (None, Category.COMPLETE_RESPONSE):
        return Category.PARTIAL_RESPONSE
    return target


def assess_course(baseline: Baseline, assessments: Iterable[Assessment]) -> tuple[TimePointResponse, ...]:
    """Judge assessments one after the other, each against the baseline, the nadir before it and a CR before it.

    Args:
        baseline: Targets and non-targets as chosen.
        assessments: In the order of time.
    """
    nadir = sum_of(baseline.targets)
    cleared = False
    found = []
    for assessment in assessments:
        response = _assess(baseline, assessment, nadir, cleared=cleared)
        found.append(response)
        if response.target is not None and response.target.total is not None:
            nadir = min(nadir, response.target.total)
        cleared = cleared or response.category is Category.COMPLETE_RESPONSE
    return tuple(found)


def _assess(baseline: Baseline, assessment: Assessment, nadir: Decimal, *, cleared: bool) -> TimePointResponse:
    target = assess_target(baseline.targets, assessment.targets, nadir) if baseline.targets else None
    others = (*baseline.non_targets, *baseline.unclear)
    non_target = assess_non_target(others, assessment.non_targets) if others or assessment.non_targets else None
    category = assess_overall(
        None if target is None else target.category,
        None if non_target is None else non_target.category,
        new=any(each.certain for each in assessment.new),
    )
    conditionals: tuple[Conditional, ...] = ()
    if category is Category.PROGRESSIVE_DISEASE:
        reason = "; ".join(_why_progressed(target, non_target, assessment))
    elif cleared and (back := _reappeared(baseline, assessment)):
        category, reason = Category.PROGRESSIVE_DISEASE, back
    else:
        category, reason, conditionals = _undecided(baseline, assessment, category, target, non_target)
    return TimePointResponse(
        key=assessment.key,
        day=assessment.day,
        category=category,
        reason=reason,
        conditionals=conditionals,
        target=target,
        non_target=non_target,
        assessment=assessment,
    )


def _why_progressed(
    target: TargetResponse | None, non_target: NonTargetResponse | None, assessment: Assessment
) -> Iterator[str]:
    new = [each.lesion for each in assessment.new if each.certain]
    if new:
        yield f"new: {', '.join(new)}"
    if target is not None and target.category is Category.PROGRESSIVE_DISEASE:
        grown = target.from_nadir
        yield f"sum of targets {grown.text} against the nadir" if grown else f"sum without {target.reason}"
    if non_target is not None and non_target.category is Category.PROGRESSIVE_DISEASE:
        yield non_target.reason


def _reappeared(baseline: Baseline, assessment: Assessment) -> str:
    """What is there again after an overall CR; empty where nothing is."""
    nodes = {target.lesion: target.node for target in baseline.targets}
    sizes = {each.lesion: size_of(each) for each in assessment.targets}
    back = [
        lesion
        for lesion, mm in sizes.items()
        if mm is not None and (mm >= NORMAL_NODE_BELOW_MM if nodes.get(lesion) else mm > 0)
    ]
    others = [each for each in assessment.non_targets if each.fate is NonTargetFate.PRESENT]
    back += [each.lesion for each in others]
    if not back:
        return ""
    size = sizes.get(back[0])
    small = (nodes.get(back[0], False) and size is not None and size < MEASURABLE_NODE_MM) or any(
        each.node for each in others
    )
    note = f" ({LONE_NODE})" if len(back) == 1 and small else ""
    return f"there again after an overall CR: {', '.join(back)}{note}"


def _undecided(
    baseline: Baseline,
    assessment: Assessment,
    category: Category,
    target: TargetResponse | None,
    non_target: NonTargetResponse | None,
) -> tuple[Category, str, tuple[Conditional, ...]]:
    """What is not a PD: the category, or NE with its reasons and what hangs on them."""
    reasons: list[str] = []
    if target is None and baseline.unclear and category is not Category.COMPLETE_RESPONSE:
        category = Category.NOT_EVALUABLE
        reasons.append(f"no usable size at baseline of {', '.join(baseline.unclear)}: targets or non-targets")
    if category is Category.NOT_EVALUABLE:
        reasons += [response.reason for response in (target, non_target) if response is not None and response.reason]
        if target is None and non_target is None:
            reasons.append("no lesion at baseline")
    doubts = [*(_doubt_of(each) for each in assessment.new if not each.certain), *assessment.doubts]
    if not doubts:
        return category, "; ".join(reasons), ()
    conditions = dict.fromkeys(doubt.if_so for doubt in doubts)
    conditionals = [Conditional(Category.PROGRESSIVE_DISEASE, f"if {', or if '.join(conditions)}")]
    if category is not Category.NOT_EVALUABLE:
        conditionals.append(Conditional(category, f"unless {', or '.join(conditions)}"))
    said = dict.fromkeys([*(doubt.reason for doubt in doubts), *reasons])
    return Category.NOT_EVALUABLE, "; ".join(said), tuple(conditionals)


def _doubt_of(new: NewLesion) -> Doubt:
    why = f": {new.reason}" if new.reason else ""
    return Doubt(reason=f"{new.lesion}: it cannot be told whether it is new{why}", if_so=f"{new.lesion} is new")
