"""What an assessment by RECIST works on: lesions chosen at baseline, and what was seen of them. Refuses binary fractions.

Sizes are decimals in mm: the short axis of a node, the longest diameter of everything else. A lesion that is gone is 0.
"""

from decimal import Decimal
from enum import StrEnum

from msgspec import Struct


class Category(StrEnum):
    """A response category of RECIST 1.1, of targets, of non-targets or overall."""

    COMPLETE_RESPONSE = "CR"
    PARTIAL_RESPONSE = "PR"
    STABLE_DISEASE = "SD"
    NEITHER = "non-CR/non-PD"
    """Of non-target lesions, and overall where there are no others."""
    PROGRESSIVE_DISEASE = "PD"
    NOT_EVALUABLE = "NE"


class Rules(Struct, frozen=True, kw_only=True):
    """What a protocol may set. The defaults are those of RECIST 1.1."""

    confirmation_days: float = 28.0
    """How long after it a CR or PR has to be seen again to be confirmed."""
    stable_days: float = 42.0
    """How long after the start SD has to be seen to be a best response."""
    most_targets: int = 5
    most_per_organ: int = 2
    window_days: float = 7.0
    """Looks within so many days of the first one make one assessment: a visit is rarely one day."""


DEFAULT_RULES = Rules()


class Target(Struct, frozen=True, gc=False, kw_only=True):
    """A target lesion with its size at baseline."""

    lesion: str
    mm: Decimal
    node: bool = False


class Baseline(Struct, frozen=True, kw_only=True):
    """What was chosen at baseline."""

    targets: tuple[Target, ...] = ()
    non_targets: tuple[str, ...] = ()
    unclear: tuple[str, ...] = ()
    """Lesions without a usable size. Beside targets they count as non-targets; alone it cannot be told what they are."""


class TargetSeen(Struct, frozen=True, gc=False, kw_only=True):
    """A target lesion at one assessment."""

    lesion: str
    mm: Decimal | None = None
    """None: not evaluated, or too small to measure."""
    too_small: bool = False
    """Seen, but too small to measure: counts as 5 mm."""
    reason: str = ""
    """Why it has no size."""


class NonTargetFate(StrEnum):
    """What became of a non-target lesion."""

    GONE = "gone"
    """Not seen any more; a node: below 10 mm."""
    PRESENT = "present"
    PROGRESSED = "unequivocal progression"
    NOT_EVALUATED = "not evaluated"


class NonTargetSeen(Struct, frozen=True, gc=False, kw_only=True):
    """A non-target lesion at one assessment."""

    lesion: str
    fate: NonTargetFate
    grown: bool = False
    """Any growth since the assessment before; only iRECIST asks."""
    node: bool = False
    reason: str = ""
    """Why it was not evaluated."""


class NewLesion(Struct, frozen=True, gc=False, kw_only=True):
    """A lesion that was not there at baseline, at this or an earlier assessment of the line."""

    lesion: str
    certain: bool = True
    """False: it cannot be told whether it is new."""
    mm: Decimal | None = None
    """Only iRECIST measures new lesions."""
    measurable: bool = False
    """Whether it is followed as a new target: the longest diameter at least 10 mm, the short axis of a node 15 mm."""
    grown: bool = False
    """Any growth since the assessment before; only iRECIST asks, of new lesions that are not measured."""
    reason: str = ""
    """Why it cannot be told."""


class Doubt(Struct, frozen=True, kw_only=True):
    """What would make the assessment a PD and cannot be told."""

    reason: str
    """What is missing, in one clause."""
    if_so: str
    """The condition under which it is PD, in one clause."""


class Assessment(Struct, frozen=True, kw_only=True):
    """Everything seen at one time."""

    key: str
    """Of the fact that it rests on, or any name."""
    day: float
    """From whatever the first assessment counts from."""
    targets: tuple[TargetSeen, ...] = ()
    non_targets: tuple[NonTargetSeen, ...] = ()
    new: tuple[NewLesion, ...] = ()
    doubts: tuple[Doubt, ...] = ()


class Change(Struct, frozen=True, gc=False):
    """A change of a size or of a sum."""

    mm: Decimal
    percent: Decimal | None
    """None: against nothing."""

    @property
    def text(self) -> str:
        """`+2 mm, +16.7 %`."""
        millimeters = f"{self.mm.normalize():+f} mm"
        return millimeters if self.percent is None else f"{millimeters}, {self.percent:+.1f} %"


def change(before: Decimal, after: Decimal) -> Change:
    """How far a size or sum has moved.

    >>> change(Decimal(12), Decimal(14)).text
    '+2 mm, +16.7 %'
    """
    return Change(after - before, (after - before) * 100 / before if before else None)


class Conditional(Struct, frozen=True, gc=False):
    """A category that holds under a condition which the chart does not settle."""

    category: Category
    condition: str
