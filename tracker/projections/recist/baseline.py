"""The disease at the baseline of a line: which lesions stand, which are targets. Refuses a size that a later look overtook.

Convention: the baseline of a lesion is its last value not after the first dose of the line. A later look without a size
that saw it grow, shrink or go takes that value away. A lesion irradiated before is measurable only after it has progressed;
planned courses count as given, for nothing says that they were not. A lesion that is only possible is no baseline disease.
"""

from collections.abc import Sequence
from decimal import Decimal
from itertools import groupby

from msgspec import Struct

from tracker.events.treatment import RadiotherapyGiven
from tracker.projections.first_doses import days_between
from tracker.projections.history import History, PlacedFact
from tracker.projections.recist.assessment import Baseline, Rules, Target
from tracker.projections.recist.looks import Look, looks_until, merged
from tracker.projections.recist.measurability import Role, role_of, size_by_rule
from tracker.projections.recist.sites import may_be_same, organ_of
from tracker.projections.recist.targets import Candidate, choose_targets, is_progression
from tracker.projections.stated import Stated, stated_by
from tracker.values.months import PRECISION_DAYS
from tracker.values.vocabularies import Certainty, LesionStatus

_MOVED = frozenset({LesionStatus.INCREASED, LesionStatus.DECREASED, LesionStatus.INACTIVE})


class Known(Struct, frozen=True):
    """A lesion as it stood at the baseline of a line."""

    look: Look
    """The last look at it, not after the first dose."""
    measured: Look | None
    """The last look that gave a size which still holds."""
    mm: Decimal | None
    """That size, in the diameter that the rule asks for."""
    role: Role | None
    """None: it was gone, or only possible."""

    @property
    def gone(self) -> bool:
        """Whether the last look found it resolved."""
        return self.look.lesion.status is LesionStatus.RESOLVED


class LineBaseline(Struct, frozen=True):
    """Everything known of lesions when a line began."""

    known: dict[str, Known]
    chosen: Baseline

    def standing(self) -> list[Known]:
        """Lesions that were there, possible ones included."""
        return [each for each in self.known.values() if not each.gone and each.role is not Role.NORMAL]


def baseline_of(history: History, looks: Sequence[Look], first_dose: PlacedFact, rules: Rules) -> LineBaseline:
    """The baseline of a line.

    Args:
        history: The facts in their places.
        looks: Every look, in the order of living.
        first_dose: The first dose of the line.
        rules: How many targets there may be.
    """
    before = looks_until(history, looks, first_dose)
    courses = [
        course
        for course in stated_by(history, RadiotherapyGiven)
        if days_between(history, course.by, first_dose) > PRECISION_DAYS
    ]
    known: dict[str, Known] = {}
    for _, group in groupby(before, key=lambda look: look.by.event.key):
        for lesion, look in merged(tuple(group)).items():
            known[lesion] = _after(known.get(lesion), look)
    if courses:
        known = {lesion: _irradiated(history, each, before, courses) for lesion, each in known.items()}
    candidates = [
        Candidate(
            target=Target(lesion=lesion, mm=each.mm, node=each.look.lesion.node),
            organ=organ_of(each.look.lesion.site.name),
        )
        for lesion, each in known.items()
        if each.role is Role.MEASURABLE and each.mm is not None
    ]
    targets = choose_targets(candidates, rules)
    chosen = {target.lesion for target in targets}
    others = [lesion for lesion, each in known.items() if each.role in (Role.MEASURABLE, Role.NON_TARGET)]
    return LineBaseline(
        known,
        Baseline(
            targets=targets,
            non_targets=tuple(lesion for lesion in others if lesion not in chosen),
            unclear=tuple(lesion for lesion, each in known.items() if each.role is Role.UNCLEAR),
        ),
    )


def _after(before: Known | None, look: Look) -> Known:
    """A lesion after one more look."""
    lesion = look.lesion
    measured, mm = (None, None) if before is None else (before.measured, before.mm)
    if lesion.mm is not None:
        measured, mm = look, size_by_rule(lesion).mm
    elif lesion.status is LesionStatus.RESOLVED or lesion.status in _MOVED:
        measured, mm = None, None
    gone = lesion.status is LesionStatus.RESOLVED
    role = None
    if not gone and lesion.site.certainty is not Certainty.POSSIBLE:
        role = role_of(lesion, mm, None if measured is None else measured.modality)
    return Known(look, measured, mm, role)


def _irradiated(
    history: History, known: Known, looks: Sequence[Look], courses: Sequence[Stated[RadiotherapyGiven]]
) -> Known:
    """A measurable lesion that was irradiated and has not progressed since is a non-target."""
    lesion = known.look.lesion
    if known.role is not Role.MEASURABLE:
        return known
    for course in courses:
        sites = [site for volume in course.value.volumes for site in volume.sites]
        if any(may_be_same(site, lesion.site) for site in sites) and not _progressed_since(
            history, [look for look in looks if look.lesion.lesion == lesion.lesion], course.by
        ):
            return Known(known.look, known.measured, known.mm, Role.NON_TARGET)
    return known


def _progressed_since(history: History, looks: Sequence[Look], course: PlacedFact) -> bool:
    """Whether a lesion was seen to grow after a course: so called, or by 20 % and 5 mm over its least size."""
    least: Decimal | None = None
    for look in looks:
        mm = size_by_rule(look.lesion).mm
        if days_between(history, course, look.by) > PRECISION_DAYS and (
            look.lesion.status is LesionStatus.INCREASED
            or (mm is not None and least is not None and is_progression(least, mm))
        ):
            return True
        if mm is not None:
            least = mm if least is None else min(least, mm)
    return False
