"""What one visit says of the lesions of a line, in the terms of RECIST. Refuses to take a lesion for new because nobody saw it before."""

from collections.abc import Set as AbstractSet

from msgspec import Struct

from tracker.events.observation import LesionObserved
from tracker.projections.recist.assessment import (
    Assessment,
    Doubt,
    NewLesion,
    NonTargetFate,
    NonTargetSeen,
    TargetSeen,
    change,
)
from tracker.projections.recist.baseline import Known, LineBaseline
from tracker.projections.recist.looks import Look, Visit, merged
from tracker.projections.recist.measurability import NO_AXIS, Role, Size, role_of, size_by_rule
from tracker.projections.recist.overall import LONE_NODE
from tracker.projections.recist.sites import may_be_same
from tracker.projections.recist.targets import MEASURABLE_NODE_MM, NORMAL_NODE_BELOW_MM, is_progression
from tracker.values.vocabularies import Certainty, LesionStatus, Newness

_UNEQUIVOCAL = "unequivocal"


class Followed:
    """What the visits of a line have shown so far."""

    def __init__(self, baseline: LineBaseline) -> None:
        """Begin at the baseline of the line."""
        self.baseline = baseline
        self.targets = {target.lesion for target in baseline.chosen.targets}
        self.others = {*baseline.chosen.non_targets, *baseline.chosen.unclear}
        self.sizes = {lesion: known.mm for lesion, known in baseline.known.items() if known.mm is not None}
        """The last usable size, in mm."""
        self.new: set[str] = set()
        self.doubted: dict[str, str] = {}
        """Lesions of which it cannot be told whether they are new, and why."""
        self.progressed: set[str] = set()
        """Non-targets whose progression was called unequivocal, and that have not been seen to shrink since."""


class _Seen(Struct, frozen=True, gc=False):
    """One lesion at the visit."""

    look: Look
    size: Size
    grown: bool
    """Any growth since the last size, or so called."""

    @property
    def lesion(self) -> LesionObserved:
        """As recorded."""
        return self.look.lesion


class _Said(Struct):
    """What a visit adds up to while it is read."""

    targets: list[TargetSeen]
    non_targets: list[NonTargetSeen]
    new: list[NewLesion]
    doubts: list[Doubt]


def read_visit(followed: Followed, visit: Visit, day: float) -> Assessment:
    """Read one visit, and take note of it for the next one.

    Args:
        followed: What the visits before have shown.
        visit: The looks.
        day: Days from the first dose of the line.
    """
    said = _Said([], [], [], [])
    looks = merged(visit.looks)
    for name, look in looks.items():
        lesion, size = look.lesion, size_by_rule(look.lesion)
        before = followed.sizes.get(name)
        larger = size.mm is not None and before is not None and size.mm > before
        seen = _Seen(look, size, lesion.status is LesionStatus.INCREASED or larger)
        if name in followed.targets:
            said.targets.append(TargetSeen(lesion=name, mm=size.mm, too_small=size.too_small, reason=size.reason))
        elif is_gone(lesion, size):
            if name in followed.others:
                said.non_targets.append(NonTargetSeen(lesion=name, fate=NonTargetFate.GONE, node=lesion.node))
        elif name in followed.others:
            _read_non_target(said, followed, seen)
        else:
            _read_unlisted(said, followed, seen, looks.keys())
        if size.mm is not None:
            followed.sizes[name] = size.mm
    return Assessment(
        key=visit.first.event.key,
        day=day,
        targets=tuple(said.targets),
        non_targets=tuple(said.non_targets),
        new=tuple(said.new),
        doubts=tuple(said.doubts),
    )


def is_gone(lesion: LesionObserved, size: Size) -> bool:
    """Whether a lesion is no disease at this look: resolved, or a node below 10 mm."""
    if lesion.status is LesionStatus.RESOLVED or size.mm == 0:
        return True
    return lesion.node and size.mm is not None and size.mm < NORMAL_NODE_BELOW_MM


def _growth_doubt(name: str, what: str) -> Doubt:
    return Doubt(
        reason=f"{name}: {what}, and nobody calls it unequivocal", if_so=f"the growth of {name} is unequivocal"
    )


def _read_non_target(said: _Said, followed: Followed, seen: _Seen) -> None:
    """A non-target, or a lesion of which it is unclear what it was, that is still there."""
    lesion, size = seen.lesion, seen.size
    name = lesion.lesion
    known = followed.baseline.known[name]
    if lesion.status is LesionStatus.DECREASED:
        followed.progressed.discard(name)
    elif _UNEQUIVOCAL in lesion.words.casefold():
        followed.progressed.add(name)
    fate, reason = NonTargetFate.PRESENT, ""
    before = None if known.measured is None else known.measured.lesion.mm
    if name in followed.progressed:
        fate = NonTargetFate.PROGRESSED
    elif size.mm is not None and known.mm is not None:
        if is_progression(known.mm, size.mm):
            said.doubts.append(_growth_doubt(name, f"{change(known.mm, size.mm).text} against the line's baseline"))
    elif lesion.mm is not None and before is not None:
        # Without an axis the numbers do not compare; a report that calls it stable says enough of a non-target.
        moved = f"{change(before, lesion.mm).text} against the line's baseline"
        if is_progression(before, lesion.mm):
            said.doubts.append(_growth_doubt(name, f"{NO_AXIS}, {moved}"))
        elif lesion.status is not LesionStatus.STABLE:
            fate = NonTargetFate.NOT_EVALUATED
            reason = f"{NO_AXIS}, {moved}" + (", it would be a non-target" if known.role is Role.NON_TARGET else "")
    elif _quoted_growth(lesion, size):
        said.doubts.append(_baseline_doubt(name))
    elif lesion.status is LesionStatus.INCREASED:
        said.doubts.append(_growth_doubt(name, "increased"))
    said.non_targets.append(NonTargetSeen(lesion=name, fate=fate, grown=seen.grown, node=lesion.node, reason=reason))


def _quoted_growth(lesion: LesionObserved, size: Size) -> bool:
    """Whether the report compares with an earlier size by which a target alone would be PD."""
    return lesion.previously_mm is not None and size.mm is not None and is_progression(lesion.previously_mm, size.mm)


def _baseline_doubt(name: str) -> Doubt:
    return Doubt(
        reason=f"{name}: no size at the line's baseline, so that neither what it was nor its nadir can be told",
        if_so=f"{name} was a target at the line's baseline",
    )


def _read_unlisted(said: _Said, followed: Followed, seen: _Seen, at_visit: AbstractSet[str]) -> None:
    """A lesion that is there and was not listed at the baseline."""
    lesion, size = seen.lesion, seen.size
    name = lesion.lesion
    known = followed.baseline.known.get(name)
    reason: str | None
    if name in followed.new:
        reason = ""
    elif name in followed.doubted:
        reason = followed.doubted[name]
    elif lesion.site.certainty is Certainty.POSSIBLE:
        reason = "only possible"
    elif known is not None:
        reason = _why_not_new_again(known, seen.look, size)
    elif lesion.new is Newness.YES:
        reason = _why_not_new(followed, lesion, size, at_visit)
    elif lesion.new is Newness.NO or lesion.previously_mm is not None:
        reason = None
    else:
        reason = "the report is not sure" if lesion.new is Newness.UNCERTAIN else "the report does not say"
    if reason is None:
        if _quoted_growth(lesion, size):
            said.doubts.append(_baseline_doubt(name))
        elif lesion.status is LesionStatus.INCREASED:
            said.doubts.append(_growth_doubt(name, "increased"))
        said.non_targets.append(
            NonTargetSeen(lesion=name, fate=NonTargetFate.PRESENT, grown=seen.grown, node=lesion.node)
        )
        return
    if reason:
        followed.doubted[name] = reason
    else:
        followed.new.add(name)
    said.new.append(
        NewLesion(
            lesion=name,
            certain=not reason,
            mm=size.mm,
            measurable=role_of(lesion, size.mm, seen.look.modality) is Role.MEASURABLE,
            grown=seen.grown,
            reason=reason,
        )
    )


def _why_not_new_again(known: Known, look: Look, size: Size) -> str:
    """Why a lesion that was none at the baseline is not certainly new; empty where it is."""
    if known.gone:
        if known.look.modality is not None and look.modality is not None:
            return ""
        return "gone at the line's baseline, but not by images alone"
    if known.role is Role.NORMAL:
        if size.mm is None:
            return f"a normal node at the line's baseline, {size.reason}"
        if size.mm < MEASURABLE_NODE_MM:
            return f"a normal node at the line's baseline, below 15 mm now ({LONE_NODE})"
        return ""
    return "possible at the line's baseline"


def _why_not_new(followed: Followed, lesion: LesionObserved, size: Size, at_visit: AbstractSet[str]) -> str:
    """Which lesions it may be, that were known at the place and that this visit does not account for; empty: none."""
    site = lesion.site
    old = [
        each.look.lesion.lesion
        for each in followed.baseline.standing()
        if each.look.lesion.lesion not in at_visit and may_be_same(each.look.lesion.site, site)
    ]
    if not old:
        return ""
    as_that = f", and as that one it has no usable size ({size.reason}) and no nadir" if size.mm is None else ""
    return f"{', '.join(old)} was seen at that site before and is not mentioned{as_that}"
