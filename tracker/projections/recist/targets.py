"""Targets: choosing them, their sum, and its category. Refuses to give a category to a sum with a part missing, but for PD.

RECIST 1.1: at most 5 targets, 2 per organ, all nodes one organ. CR: all gone, nodes below 10 mm. PR: the sum at least 30 %
below baseline. PD: the sum at least 20 % and at least 5 mm above the smallest sum so far, baseline included, also after a
PR. SD: neither. Exactly -30 % is PR and exactly +20 % with +5 mm is PD, so everything is compared in decimals, without a
division. A target too small to measure counts 5 mm; a node keeps its value below 10 mm.
"""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from msgspec import Struct

from tracker.projections.recist.assessment import DEFAULT_RULES, Category, Change, Rules, Target, TargetSeen, change

TOO_SMALL_MM = Decimal(5)
MEASURABLE_NODE_MM = Decimal(15)
"""Short axis; below it a pathological node is a non-target."""
NORMAL_NODE_BELOW_MM = Decimal(10)
NODES = "nodes"
"""The one organ of all lymph nodes."""
_LEAST_GROWTH_MM = Decimal(5)


class Candidate(Struct, frozen=True, gc=False, kw_only=True):
    """A measurable lesion that may become a target."""

    target: Target
    organ: str
    """As named; of a node it does not matter."""


class TargetResponse(Struct, frozen=True, kw_only=True):
    """The category of the targets and the sums that it rests on, in mm."""

    category: Category
    reason: str = ""
    """Why it is not evaluable; for a PD from a part of the targets, which are missing."""
    total: Decimal | None = None
    """The sum; None where a target has no size."""
    baseline: Decimal
    nadir: Decimal
    """The smallest sum before this assessment, baseline included."""

    @property
    def from_baseline(self) -> Change | None:
        """The change against the baseline."""
        return None if self.total is None else change(self.baseline, self.total)

    @property
    def from_nadir(self) -> Change | None:
        """The change against the nadir before this assessment."""
        return None if self.total is None else change(self.nadir, self.total)


def choose_targets(candidates: Iterable[Candidate], rules: Rules = DEFAULT_RULES) -> tuple[Target, ...]:
    """The largest measurable lesions, within the limits per organ and in all; equal sizes by name.

    The rule asks for the largest that can be measured again; which those are, a record does not say.
    """
    chosen: list[Target] = []
    taken: dict[str, int] = {}
    for candidate in sorted(candidates, key=lambda each: (-each.target.mm, each.target.lesion)):
        organ = NODES if candidate.target.node else candidate.organ
        if len(chosen) < rules.most_targets and taken.get(organ, 0) < rules.most_per_organ:
            taken[organ] = taken.get(organ, 0) + 1
            chosen.append(candidate.target)
    return tuple(chosen)


def sum_of(targets: Iterable[Target]) -> Decimal:
    """The sum of diameters at baseline."""
    return sum((target.mm for target in targets), Decimal(0))


def size_of(seen: TargetSeen) -> Decimal | None:
    """What a target adds to the sum; None where it was not evaluated."""
    return TOO_SMALL_MM if seen.mm is None and seen.too_small else seen.mm


def is_partial_response(baseline: Decimal, total: Decimal) -> bool:
    """Whether a sum is at least 30 % below its baseline.

    >>> is_partial_response(Decimal(100), Decimal(70)), is_partial_response(Decimal(100), Decimal("70.1"))
    (True, False)
    """
    return total * 10 <= baseline * 7


def is_progression(nadir: Decimal, total: Decimal) -> bool:
    """Whether a sum is at least 20 % and at least 5 mm above its nadir.

    >>> is_progression(Decimal(25), Decimal(30)), is_progression(Decimal(20), Decimal(24))
    (True, False)
    """
    return total * 5 >= nadir * 6 and total - nadir >= _LEAST_GROWTH_MM


def assess_target(
    targets: Sequence[Target], seen: Iterable[TargetSeen], nadir: Decimal | None = None
) -> TargetResponse:
    """The category of the targets at one assessment.

    Where a target was not evaluated the sum is unknown; it is PD all the same if the others alone make it one, for a
    missing size only adds.

    Args:
        targets: As chosen at baseline, at least one.
        seen: What was seen of them; one that is left out was not evaluated.
        nadir: The smallest sum before this assessment; None: the baseline's.
    """
    baseline = sum_of(targets)
    smallest = baseline if nadir is None else min(nadir, baseline)
    by_lesion = {each.lesion: each for each in seen}
    sizes = [(target, by_lesion.get(target.lesion)) for target in targets]
    known = [(target, mm) for target, each in sizes if each is not None and (mm := size_of(each)) is not None]
    total = sum((mm for _, mm in known), Decimal(0))
    cleared = all(mm < NORMAL_NODE_BELOW_MM if target.node else mm == 0 for target, mm in known)
    if len(known) < len(targets):
        reason = "; ".join(_missing(target, each) for target, each in sizes if each is None or size_of(each) is None)
        progressed = is_progression(smallest, total) and not cleared
        category = Category.PROGRESSIVE_DISEASE if progressed else Category.NOT_EVALUABLE
        return TargetResponse(category=category, reason=reason, baseline=baseline, nadir=smallest)
    return TargetResponse(
        category=Category.COMPLETE_RESPONSE if cleared else _of_sum(baseline, smallest, total),
        total=total,
        baseline=baseline,
        nadir=smallest,
    )


def _of_sum(baseline: Decimal, nadir: Decimal, total: Decimal) -> Category:
    if is_progression(nadir, total):
        return Category.PROGRESSIVE_DISEASE
    return Category.PARTIAL_RESPONSE if is_partial_response(baseline, total) else Category.STABLE_DISEASE


def _missing(target: Target, seen: TargetSeen | None) -> str:
    return f"target {target.lesion}: {(seen.reason if seen is not None else '') or 'not evaluated'}"
