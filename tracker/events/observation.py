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
    site: Site
    status: LesionStatus = LesionStatus.PRESENT
    new: Newness = Newness.NOT_STATED
    mm: Millimeters | None = None
    axis: Axis = Axis.UNKNOWN
    perpendicular_mm: Millimeters | None = None
    previously_mm: Millimeters | None = None
    """The earlier size as this report quotes it."""
    node: bool = False
    words: Words = ""


class ImagingStudy(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """One study of a report: what was imaged, and how. A site that is not listed was not assessed."""

    modality: Modality
    region: Words = ""
    sites: tuple[Words, ...] = ()
    """Sites that the study covered, as far as stated."""
    impression: Text = ""
    """In the curator's words, never the report's sentences."""
    overall: OverallChange = OverallChange.NOT_STATED
    lesions: tuple[LesionObserved, ...] = ()
    suv_max: Decimal | None = None


class ScanReported(
    RecordedFact, tag="scan-reported", frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True
):
    """Imaging was reported: one or more studies read at one time."""

    studies: Annotated[tuple[ImagingStudy, ...], Meta(min_length=1)]
    overall: OverallChange = OverallChange.NOT_STATED


class Finding(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """One symptom, sign, function or examination finding, present, absent or relieved."""

    name: Words
    kind: FindingKind = FindingKind.SYMPTOM
    presence: Presence = Presence.PRESENT
    words: Words = ""


class FindingNoted(
    RecordedFact, tag="finding-noted", frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True
):
    """Symptoms, signs, function or examination findings were noted; an examination may observe lesions."""

    findings: Annotated[tuple[Finding, ...], Meta(min_length=1)]
    lesions: tuple[LesionObserved, ...] = ()
