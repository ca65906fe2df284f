"""The disease: diagnosis, stage, pathology, response, progression. Refuses to merge what people disagree about."""

from decimal import Decimal
from typing import Annotated

from msgspec import Meta, Struct

from tracker.events.fact import RecordedFact, Site, Text, Words
from tracker.events.observation import LesionObserved
from tracker.values.identifiers import Key
from tracker.values.vocabularies import Criteria, DiagnosisRole, ProgressionExtent, ResponseCategory


class CancerDiagnosed(
    RecordedFact, tag="cancer-diagnosed", frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True
):
    """A cancer, a metastasis or a recurrence was diagnosed. Codes are ICD-O-3, only where sure."""

    role: DiagnosisRole
    diagnosis: Words
    topography: Words = ""
    morphology: Words = ""
    histology: Words = ""
    sites: tuple[Site, ...] = ()
    de_novo_metastatic: bool = False


class StageAssigned(
    RecordedFact, tag="stage-assigned", frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True
):
    """A stage was assigned, as stated. The edition is part of the fact; another is never applied silently."""

    t: Words = ""
    n: Words = ""
    m: Words = ""
    group: Words = ""
    system: Words = "AJCC"
    edition: Words = ""


class TumorMarker(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """One immunohistochemical or molecular marker of a specimen."""

    name: Words
    result: Words = ""
    """As the report words it, such as `++`."""
    value: Decimal | None = None
    unit: Words = ""
    """UCUM; empty for a score."""


class PathologyReported(
    RecordedFact, tag="pathology-reported", frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True
):
    """Histology and markers of a specimen."""

    histology: Words = ""
    site: Site | None = None
    markers: tuple[TumorMarker, ...] = ()


class SiteResponse(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """Response of one site, where the source tells sites apart."""

    site: Site
    category: ResponseCategory = ResponseCategory.NOT_STATED
    words: Words = ""


class ResponseAssessed(
    RecordedFact, tag="response-assessed", frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True
):
    """Somebody judged the tumor response. The evidence is named by key."""

    category: ResponseCategory
    words: Words = ""
    by_site: tuple[SiteResponse, ...] = ()
    lesions: tuple[LesionObserved, ...] = ()
    """What the assessment itself saw of lesions, where no report of a scan or an examination is recorded beside it."""
    criteria: Criteria = Criteria.NOT_STATED
    assessor: Words = ""
    evidence: tuple[Key, ...] = ()


class ProgressionDeclared(
    RecordedFact, tag="progression-declared", frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True
):
    """Somebody declared a progression; `certainty` says how sure they were."""

    ordinal: Annotated[int, Meta(ge=1, le=100)] | None = None
    sites: tuple[Site, ...] = ()
    extent: ProgressionExtent = ProgressionExtent.NOT_STATED
    criteria: Criteria = Criteria.NOT_STATED
    assessor: Words = ""
    evidence: tuple[Key, ...] = ()
    words: Text = ""
