"""What was seen: scans, examinations, symptoms, lesions. Refuses to call a lesion new or gone on its own account."""

from decimal import Decimal
from typing import Annotated

from msgspec import Meta, Struct

from tracker.events.fact import RecordedFact, Site, Text, Words
from tracker.values.identifiers import LesionId
from tracker.values.vocabularies import Axis, FindingKind, LesionStatus, Modality, Newness, OverallChange, Presence

Millimeters = Decimal


class LesionObserved(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """One lesion at one look. Sizes in mm; nodes are measured in the short axis, everything else in the long one."""

    lesion: LesionId
    """Follows the lesion from look to look; another name where it is not certain that it is the same."""
    site: Site
    """Where it lies."""
    status: LesionStatus = LesionStatus.PRESENT
    """What became of it since the look before."""
    new: Newness = Newness.NOT_STATED
    """Whether the report calls it new."""
    mm: Millimeters | None = None
    """Diameter in mm; left out where none is given."""
    axis: Axis = Axis.UNKNOWN
    """Which diameter `mm` is."""
    perpendicular_mm: Millimeters | None = None
    """Diameter in mm across `mm`."""
    previously_mm: Millimeters | None = None
    """The earlier size as this report quotes it."""
    node: bool = False
    """Whether it is a lymph node."""
    words: Words = ""
    """How the source puts it."""


class ImagingStudy(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """One study of a report: what was imaged, and how. A site that is not listed was not assessed."""

    modality: Modality
    """How the images were made."""
    region: Words = ""
    """Region of the body as named."""
    sites: tuple[Words, ...] = ()
    """Sites that the study covered, as far as stated."""
    impression: Text = ""
    """In the curator's words, never the report's sentences."""
    overall: OverallChange = OverallChange.NOT_STATED
    """Comparison with before, of this study; it counts where the report states none for all of its studies together."""
    lesions: tuple[LesionObserved, ...] = ()
    """Lesions that it saw."""
    suv_max: Decimal | None = None
    """Greatest standardized uptake value of the study; a ratio without a unit."""


class ScanReported(
    RecordedFact, tag="scan-reported", frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True
):
    """Imaging was reported: one or more studies read at one time."""

    studies: Annotated[tuple[ImagingStudy, ...], Meta(min_length=1)]
    """What was read together."""
    overall: OverallChange = OverallChange.NOT_STATED
    """Comparison with before, of all studies together."""


class Finding(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """One symptom, sign, function or examination finding, present, absent or relieved."""

    name: Words
    """Such as `headache` or `mouth opening`."""
    kind: FindingKind = FindingKind.SYMPTOM
    """What sort of finding it is."""
    presence: Presence = Presence.PRESENT
    """Whether it was there."""
    words: Words = ""
    """How the source puts it."""


class FindingNoted(
    RecordedFact, tag="finding-noted", frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True
):
    """Symptoms, signs, function or examination findings were noted; an examination may observe lesions."""

    findings: Annotated[tuple[Finding, ...], Meta(min_length=1)]
    """What was noted at one time."""
    lesions: tuple[LesionObserved, ...] = ()
    """Lesions that an examination saw or felt."""
