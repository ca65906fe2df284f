"""What stands for a patient after some facts: everything that a screen shows for a month.

Refuses to know how old a value is: the state changes with facts, not with the passing of time, so ages belong to the frame
that holds it. `evolve.py` moves it on.
"""

from collections.abc import Mapping

from msgspec import Struct

from tracker.events.deliberation import DecisionRecorded
from tracker.events.disease import (
    CancerDiagnosed,
    PathologyReported,
    ProgressionDeclared,
    ResponseAssessed,
    SiteResponse,
    StageAssigned,
)
from tracker.events.laboratory import LabResulted
from tracker.events.person import (
    MeasurementTaken,
    PatientContacted,
    PatientDied,
    PatientRegistered,
    PerformanceAssessed,
)
from tracker.events.treatment import ProcedurePerformed, RadiotherapyGiven
from tracker.projections.exposure_state import Exposures, Unlisted
from tracker.projections.finding_state import AdverseEvents, Findings
from tracker.projections.history import PlacedFact
from tracker.projections.lesion_state import Lesions, Looks, Sites
from tracker.projections.life_state import Signs, latest_sign
from tracker.projections.regimen_state import Regimens, RegimenState, main_regimen
from tracker.projections.stated import Stated
from tracker.values.vocabularies import Certainty, DiagnosisRole, ProgressionExtent, VitalStatus, YesNo

LabSeries = tuple[Stated[LabResulted], ...]
"""All results of one analyte so far, in order of living; the last is the current one."""


class CaseState(Struct, frozen=True, gc=False, kw_only=True):
    """The case after some of its facts. Every value keeps the fact that states it."""

    registration: Stated[PatientRegistered] | None = None
    diagnoses: tuple[Stated[CancerDiagnosed], ...] = ()
    pathology: tuple[Stated[PathologyReported], ...] = ()
    sites: Sites = {}
    lesions: Lesions = {}
    looks: Looks = {}
    stage: Stated[StageAssigned] | None = None
    ecog: Stated[int] | None = None
    """The last score."""
    decline: Stated[PerformanceAssessed] | None = None
    """A change without a score since the last score."""
    regimens: Regimens = {}
    line: Stated[int] | None = None
    """The line as asserted, with the fact that asserted this number first."""
    radiotherapy: tuple[Stated[RadiotherapyGiven], ...] = ()
    exposures: Exposures = {}
    unlisted: Unlisted = {}
    response: Stated[ResponseAssessed] | None = None
    site_responses: Mapping[str, Stated[SiteResponse]] = {}
    progressions: tuple[Stated[ProgressionDeclared], ...] = ()
    disease_status: Stated[str] | None = None
    """As a contact, a declared progression or an assessed response said last."""
    labs: Mapping[str, LabSeries] = {}
    """By `series_of`: `Hb` and `hemoglobin` are one series, serum and urine are two."""
    findings: Findings = {}
    adverse_events: AdverseEvents = {}
    measurements: Mapping[str, tuple[Stated[MeasurementTaken], ...]] = {}
    procedures: tuple[Stated[ProcedurePerformed], ...] = ()
    decisions: tuple[Stated[DecisionRecorded], ...] = ()
    contact: Stated[PatientContacted] | None = None
    off_treatment: Stated[YesNo] | None = None
    """What a contact said last about being without treatment."""
    signs: Signs = ()
    """Facts that show the patient alive."""
    reported_dead: PlacedFact | None = None
    """A contact that reports the patient dead, or ECOG 5, with or without a dated death."""
    death: Stated[PatientDied] | None = None

    @property
    def diagnosis(self) -> Stated[CancerDiagnosed] | None:
        """The primary cancer: the first diagnosed as one, else the first diagnosed at all."""
        for stated in self.diagnoses:
            if stated.value.role is DiagnosisRole.PRIMARY:
                return stated
        return self.diagnoses[0] if self.diagnoses else None

    @property
    def regimen(self) -> RegimenState | None:
        """The regimen that is running, or else held."""
        return main_regimen(self.regimens)

    @property
    def progression_number(self) -> int:
        """How many progressions there were, as the source numbers them; one without a number is the next."""
        return max((number for number, _ in self.numbered_progressions), default=0)

    @property
    def numbered_progressions(self) -> tuple[tuple[int, Stated[ProgressionDeclared]], ...]:
        """Progressions in order, each with its number: the source's, else the next after the greatest before it."""
        number, found = 0, []
        for stated in self.progressions:
            ordinal = stated.value.ordinal
            number = number + 1 if ordinal is None else max(number, ordinal)
            found.append((number if ordinal is None else ordinal, stated))
        return tuple(found)

    @property
    def standing_progressions(self) -> tuple[tuple[int, Stated[ProgressionDeclared]], ...]:
        """The last progression with its number; before it the last confirmed one, where it is only possible or biochemical."""
        found = self.numbered_progressions
        sure = [each for each in found if is_sure(each[1].value)]
        return (*sure[-1:], *(found[-1:] if not sure or found[-1] is not sure[-1] else ()))

    @property
    def last_alive(self) -> PlacedFact | None:
        """The fact that shows the patient alive the latest, wherever it lies within its bounds."""
        return latest_sign(self.signs)

    @property
    def vital_status(self) -> VitalStatus:
        """Alive as far as the last fact shows; nobody comes back from a recorded death."""
        if self.death is not None or self.reported_dead is not None:
            return VitalStatus.DECEASED
        return VitalStatus.NOT_STATED if not self.signs else VitalStatus.ALIVE


def is_sure(declared: ProgressionDeclared) -> bool:
    """Whether a progression is confirmed, and not by a marker alone."""
    return declared.certainty is Certainty.CONFIRMED and declared.extent is not ProgressionExtent.BIOCHEMICAL_ONLY


INITIAL = CaseState()
"""Before the first fact."""
