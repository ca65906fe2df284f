"""What a lesion is to RECIST at a baseline: measurable, non-target, normal, or nothing that can be told. Refuses an unstated axis.

RECIST 1.1: measurable with a longest diameter of at least 10 mm (20 mm on a plain radiograph), a node with a short axis of
at least 15 mm; a node of 10 to below 15 mm is a non-target, below 10 mm normal. Bone without a soft-tissue part, effusions,
ascites, leptomeningeal and lymphangitic disease are not measurable. Radiotherapy: see `baseline`.
"""

from decimal import Decimal
from enum import Enum

from msgspec import Struct

from tracker.events.observation import LesionObserved
from tracker.projections.recist.targets import MEASURABLE_NODE_MM, NORMAL_NODE_BELOW_MM
from tracker.values.vocabularies import Axis, LesionStatus, Modality

MEASURABLE_MM = Decimal(10)
MEASURABLE_ON_RADIOGRAPH_MM = Decimal(20)

_PLAIN = frozenset({Modality.RADIOGRAPH, Modality.MAMMOGRAPHY})
"""Projections of the body: a mammogram is one as well."""

NO_SIZE = "no size"
NO_AXIS = "axis not stated"

_BONE = ("bone", "skelet", "vertebra", "rib", "sternum", "clivus", "skull base", "femur", "spine", "sacrum", "humerus")
_BONE_CODES = ("C40", "C41")
_NEVER = ("effusion", "ascites", "leptomeningeal", "lymphangitic", "lymphangitis")
_SOFT_TISSUE = "soft tissue"
_TOO_SMALL = "too small"


class Role(Enum):
    """What a lesion is at a baseline."""

    MEASURABLE = "measurable"
    NON_TARGET = "non-target"
    NORMAL = "normal"
    """A node below 10 mm."""
    UNCLEAR = "unclear"


class Size(Struct, frozen=True, gc=False):
    """A size in the diameter that RECIST asks for, or why there is none."""

    mm: Decimal | None
    reason: str = ""
    too_small: bool = False


def size_by_rule(lesion: LesionObserved) -> Size:
    """The short axis of a node, the longest diameter of anything else.

    Where the other diameter was stated, the one across it counts. A lesion that has resolved is 0 without a size; one that
    the report calls too small (to measure) counts 5 mm.
    """
    if lesion.mm == 0 or (lesion.mm is None and lesion.status is LesionStatus.RESOLVED):
        return Size(Decimal(0))
    if lesion.mm is None:
        return Size(None, NO_SIZE, too_small=_TOO_SMALL in lesion.words.casefold())
    wanted = Axis.SHORT if lesion.node else Axis.LONG
    if lesion.axis is wanted:
        return Size(lesion.mm)
    if lesion.axis is Axis.UNKNOWN:
        return Size(None, NO_AXIS)
    return Size(lesion.perpendicular_mm, "" if lesion.perpendicular_mm is not None else f"no {wanted.value} axis")


def why_not_measurable(lesion: LesionObserved) -> str:
    """What of its nature keeps a lesion from being measurable; empty where nothing does.

    >>> from tracker.events.fact import Site
    >>> why_not_measurable(LesionObserved(lesion="c7", site=Site(name="bone (C7)")))
    'bone without a soft-tissue part'
    """
    name, words = lesion.site.name.casefold(), lesion.words.casefold()
    for word in _NEVER:
        if word in name or word in words:
            return word
    in_bone = lesion.site.code.startswith(_BONE_CODES) or name.startswith(_BONE)
    if in_bone and not lesion.node and _SOFT_TISSUE not in words and _SOFT_TISSUE not in name:
        return "bone without a soft-tissue part"
    return ""


def role_of(lesion: LesionObserved, size: Decimal | None, modality: Modality | None = None) -> Role:
    """What a lesion is with this size at baseline; unclear without one, unless it is not measurable by its nature.

    Args:
        lesion: As seen; its nature and whether it is a node count, not its size.
        size: In the diameter that the rule asks for, in mm; None where the chart does not give it.
        modality: How it was measured.
    """
    if why_not_measurable(lesion):
        return Role.NON_TARGET
    if size is None:
        return Role.UNCLEAR
    if lesion.node:
        if size < NORMAL_NODE_BELOW_MM:
            return Role.NORMAL
        return Role.MEASURABLE if size >= MEASURABLE_NODE_MM else Role.NON_TARGET
    least = MEASURABLE_ON_RADIOGRAPH_MM if modality in _PLAIN else MEASURABLE_MM
    return Role.MEASURABLE if size >= least else Role.NON_TARGET
