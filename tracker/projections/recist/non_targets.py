"""Non-targets: their category. Refuses to call a growth unequivocal that nobody called so.

RECIST 1.1: CR: all gone, nodes below 10 mm. PD: unequivocal progression, which is a judgment. Otherwise non-CR/non-PD.
Where one was not evaluated and none progressed, NE; beside targets that counts as "not all evaluated".
"""

from collections.abc import Iterable, Sequence

from msgspec import Struct

from tracker.projections.recist.assessment import Category, NonTargetFate, NonTargetSeen


class NonTargetResponse(Struct, frozen=True, kw_only=True):
    """The category of the non-targets."""

    category: Category
    reason: str = ""
    """Which were not evaluated, and why; which progressed."""


def assess_non_target(non_targets: Sequence[str], seen: Iterable[NonTargetSeen]) -> NonTargetResponse:
    """The category of the non-targets at one assessment.

    Args:
        non_targets: As listed at baseline.
        seen: What was seen of them, and of any that was listed later; one that is left out was not evaluated.
    """
    by_lesion = {each.lesion: each for each in seen}
    progressed = [each.lesion for each in by_lesion.values() if each.fate is NonTargetFate.PROGRESSED]
    if progressed:
        reason = f"unequivocal progression of {', '.join(progressed)}"
        return NonTargetResponse(category=Category.PROGRESSIVE_DISEASE, reason=reason)
    unseen = [each for each in by_lesion.values() if each.fate is NonTargetFate.NOT_EVALUATED]
    reasons = [f"{each.lesion}: {each.reason}" for each in unseen if each.reason]
    missing = [lesion for lesion in non_targets if lesion not in by_lesion]
    missing += [each.lesion for each in unseen if not each.reason]
    if missing:
        reasons.append(f"not evaluated: {', '.join(missing)}")
    if reasons:
        return NonTargetResponse(category=Category.NOT_EVALUABLE, reason="; ".join(reasons))
    gone = all(each.fate is NonTargetFate.GONE for each in by_lesion.values())
    return NonTargetResponse(category=Category.COMPLETE_RESPONSE if gone else Category.NEITHER)
