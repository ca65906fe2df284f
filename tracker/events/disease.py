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
    """The cancer itself, a metastasis of it, or its return."""
    diagnosis: Words
    """The disease as named."""
    topography: Words = ""
    """ICD-O-3, such as `C11.9`; empty where not sure."""
    morphology: Words = ""
    """ICD-O-3, such as `8020/3`; empty where not sure."""
    histology: Words = ""
    """Histological type as worded."""
    sites: tuple[Site, ...] = ()
    """Where disease was found."""
    de_novo_metastatic: bool = False
    """Whether it was metastatic when it was found."""


class StageAssigned(
    RecordedFact, tag="stage-assigned", frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True
):
    """A stage was assigned, as stated. The edition is part of the fact; another is never applied silently."""

    t: Words = ""
    """Primary tumor, such as `T4`."""
    n: Words = ""
    """Regional nodes, such as `N2`."""
    m: Words = ""
    """Distant metastasis, such as `M1c`."""
    group: Words = ""
    """Stage group as stated, such as `IVb`; it is never computed from T, N and M."""
    system: Words = "AJCC"
    """Classification."""
    edition: Words = ""
    """Of the classification, such as `8`; empty where not stated."""


class TumorMarker(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """One immunohistochemical or molecular marker of a specimen."""

    name: Words
    """Such as `EBER` or `PD-L1 CPS`."""
    result: Words = ""
    """As the report words it, such as `++`."""
    value: Decimal | None = None
    """As a number, where the report gives one."""
    unit: Words = ""
    """UCUM; empty for a score."""


class PathologyReported(
    RecordedFact, tag="pathology-reported", frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True
):
    """Histology and markers of a specimen."""

    histology: Words = ""
    """Histological type as worded."""
    site: Site | None = None
    """Where the specimen was taken from."""
    markers: tuple[TumorMarker, ...] = ()
    """Markers of that specimen."""


class SiteResponse(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """Response of one site, where the source tells sites apart."""

    site: Site
    """Which site."""
    category: ResponseCategory = ResponseCategory.NOT_STATED
    """Response of that site alone."""
    words: Words = ""
    """How the source puts it."""


class ResponseAssessed(
    RecordedFact, tag="response-assessed", frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True
):
    """Somebody judged the tumor response. The evidence is named by key."""

    category: ResponseCategory
    """Overall response."""
    words: Words = ""
    """How the source puts it, such as `cCR`."""
    by_site: tuple[SiteResponse, ...] = ()
    """Response site by site, where the source tells them apart."""
    lesions: tuple[LesionObserved, ...] = ()
    """What the assessment itself saw of lesions, where no report of a scan or an examination is recorded beside it."""
    criteria: Criteria = Criteria.NOT_STATED
    """Rules that it was assessed by."""
    assessor: Words = ""
    """Who judged; empty where not stated."""
    evidence: tuple[Key, ...] = ()
    """Facts that it rests on."""


class ProgressionDeclared(
    RecordedFact, tag="progression-declared", frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True
):
    """Somebody declared a progression; `certainty` says how sure they were."""

    ordinal: Annotated[int, Meta(ge=1, le=100)] | None = None
    """Which progression the source calls it: 1 is the first."""
    sites: tuple[Site, ...] = ()
    """Where the disease progressed."""
    extent: ProgressionExtent = ProgressionExtent.NOT_STATED
    """How far from the primary tumor, or by a tumor marker only."""
    criteria: Criteria = Criteria.NOT_STATED
    """Rules that it was called by."""
    assessor: Words = ""
    """Who judged; empty where not stated."""
    evidence: tuple[Key, ...] = ()
    """Facts that it rests on."""
    words: Text = ""
    """How the source puts it."""
