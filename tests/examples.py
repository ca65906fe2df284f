"""One short helper per event type, for tests that need a fact and care about a part of it. Refuses to be a fixture.

Every helper takes the time of the fact in one of three ways: `at="2023-04"` (any wire form of `When`), `day=21`, or the
parts of one object form (`after="l1-c1", stated="21 d"`). Without any of them the fact is at time zero.
"""

import uuid
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Unpack

from tests.said import Said, kept, slug
from tracker.events import disease, person, treatment
from tracker.events.catalogue import Event, Fact, FactAmended, FactRetracted, PatientErased
from tracker.events.deliberation import AmbiguityNoted, DecisionRecorded, IntervalStated, ReadingSelected
from tracker.events.fact import Site
from tracker.events.laboratory import LabResulted
from tracker.events.observation import Finding, FindingNoted, ImagingStudy, LesionObserved, ScanReported
from tracker.events.recorded import Recorded
from tracker.events.toxicity import AdverseEventNoted
from tracker.projections.history import History, history_of
from tracker.projections.record import Record, record_of
from tracker.values import vocabularies as words
from tracker.values.when import Basis, Lasting

FIRST_RECORDED = datetime(2025, 1, 1, tzinfo=UTC)


def site(name: str, laterality: words.Laterality = words.Laterality.NOT_STATED) -> Site:
    return Site(name=name, laterality=laterality)


def lesion(name: str, mm: float | str | None = None, *, where: str = "node", **fields: object) -> LesionObserved:
    size = None if mm is None else Decimal(str(mm))
    return LesionObserved(lesion=name, site=Site(name=where), mm=size, **fields)  # type: ignore[arg-type]  # as named


def drug(name: str, dose: float | str | None = None, unit: str = "mg", **fields: object) -> treatment.DrugGiven:
    amount = None if dose is None else Decimal(str(dose))
    return treatment.DrugGiven(drug=name, dose=amount, unit="" if dose is None else unit, **fields)  # type: ignore[arg-type]  # as named


def registered(
    sex: words.Sex = words.Sex.FEMALE,
    age: int | None = 51,
    *history: str,
    key: str = "registered",
    **said: Unpack[Said],
) -> person.PatientRegistered:
    items = tuple(person.HistoryItem(item=item) for item in history)
    return person.PatientRegistered(**kept(key, said), sex=sex, age_at_diagnosis=age, history=items)


def diagnosed(
    diagnosis: str = "nasopharyngeal carcinoma",
    *sites: str,
    key: str = "dx",
    role: words.DiagnosisRole = words.DiagnosisRole.PRIMARY,
    **said: Unpack[Said],
) -> disease.CancerDiagnosed:
    places = tuple(Site(name=name) for name in sites)
    return disease.CancerDiagnosed(**kept(key, said), role=role, diagnosis=diagnosis, sites=places)


def staged(t: str, n: str, m: str, group: str = "", key: str = "stage", **said: Unpack[Said]) -> disease.StageAssigned:
    return disease.StageAssigned(**kept(key, said), t=t, n=n, m=m, group=group, edition="8")


def pathology(
    histology: str, *markers: disease.TumorMarker, key: str = "pathology", **said: Unpack[Said]
) -> disease.PathologyReported:
    return disease.PathologyReported(**kept(key, said), histology=histology, markers=markers)


def lab(  # noqa: PLR0913 - a result has as many sides
    analyte: str,
    value: float | str | None = None,
    unit: str = "",
    *,
    key: str = "",
    word: str = "",
    word_means: words.WordMeaning | None = None,
    comparator: words.Comparator | None = None,
    reference: tuple[float | None, float | None] = (None, None),
    **said: Unpack[Said],
) -> LabResulted:
    """One result; the key is `labs-` and the analyte unless given."""
    low, high = (None if limit is None else Decimal(str(limit)) for limit in reference)
    return LabResulted(
        **kept(key or f"labs-{slug(analyte)}", said),
        analyte=analyte,
        value=None if value is None else Decimal(str(value)),
        comparator=comparator,
        unit=unit,
        word=word,
        word_means=word_means,
        reference_low=low,
        reference_high=high,
    )


def measurement(
    what: str, value: float | str, unit: str, key: str = "", **said: Unpack[Said]
) -> person.MeasurementTaken:
    return person.MeasurementTaken(**kept(key or slug(what), said), what=what, value=Decimal(str(value)), unit=unit)


def scan(
    key: str,
    *lesions: LesionObserved,
    modality: words.Modality = words.Modality.CT,
    sites: tuple[str, ...] = (),
    overall: words.OverallChange = words.OverallChange.NOT_STATED,
    **said: Unpack[Said],
) -> ScanReported:
    study = ImagingStudy(modality=modality, sites=sites, lesions=lesions)
    return ScanReported(**kept(key, said), studies=(study,), overall=overall)


def finding(
    key: str, *names: str, presence: words.Presence = words.Presence.PRESENT, **said: Unpack[Said]
) -> FindingNoted:
    return FindingNoted(**kept(key, said), findings=tuple(Finding(name=name, presence=presence) for name in names))


def ecog(score: int | None, key: str = "ecog-0", **said: Unpack[Said]) -> person.PerformanceAssessed:
    return person.PerformanceAssessed(**kept(key, said), ecog=score)


def started(
    regimen: str,
    *drugs: str,
    key: str = "",
    line: int | None = None,
    phase: words.Phase = words.Phase.NOT_STATED,
    concurrent_with: str | None = None,
    **said: Unpack[Said],
) -> treatment.RegimenStarted:
    """A regimen that begins; the key is the regimen's id unless given."""
    parts = tuple(treatment.RegimenDrug(drug=name) for name in drugs)
    return treatment.RegimenStarted(
        **kept(key or regimen, said),
        regimen=regimen,
        drugs=parts,
        line=line,
        phase=phase,
        concurrent_with=concurrent_with,
    )


_NO_REASON = words.ChangeReason.NOT_STATED


def held(
    regimen: str, reason: words.ChangeReason = _NO_REASON, key: str = "", **said: Unpack[Said]
) -> treatment.RegimenHeld:
    return treatment.RegimenHeld(**kept(key or f"{regimen}-held", said), regimen=regimen, reason=reason)


def resumed(
    regimen: str, reason: words.ChangeReason = _NO_REASON, key: str = "", **said: Unpack[Said]
) -> treatment.RegimenResumed:
    return treatment.RegimenResumed(**kept(key or f"{regimen}-resumed", said), regimen=regimen, reason=reason)


def stopped(
    regimen: str, reason: words.ChangeReason = _NO_REASON, key: str = "", **said: Unpack[Said]
) -> treatment.RegimenStopped:
    return treatment.RegimenStopped(**kept(key or f"{regimen}-stopped", said), regimen=regimen, reason=reason)


def cycle(
    regimen: str,
    number: int,
    *drugs: treatment.DrugGiven,
    key: str = "",
    lasting: str | Lasting | None = "21 d",
    **said: Unpack[Said],
) -> treatment.CycleGiven:
    """A cycle of 21 days; `after` alone means 21 days after that anchor. The key is `l1-c2`, from its regimen."""
    if "after" in said and not {"stated", "at_least", "at_most"} & said.keys():
        said["stated"] = "21 d"
    length = Lasting(stated=lasting, basis=Basis.ASSUMED) if isinstance(lasting, str) else lasting
    return treatment.CycleGiven(
        **kept(key or f"{regimen}-c{number}", said), regimen=regimen, number=number, drugs=drugs, lasting=length
    )


def radiotherapy(
    key: str, dose_gy: float | str, fractions: int, *, lasting: str | None = "42 d", **said: Unpack[Said]
) -> treatment.RadiotherapyGiven:
    volume = treatment.RadiotherapyVolume(name="PTV", dose_gy=Decimal(str(dose_gy)), fractions=fractions)
    length = None if lasting is None else Lasting(stated=lasting)
    return treatment.RadiotherapyGiven(
        **kept(key, said), volumes=(volume,), lasting=length, delivery=words.Delivery.DELIVERED
    )


def procedure(name: str, key: str = "", **said: Unpack[Said]) -> treatment.ProcedurePerformed:
    return treatment.ProcedurePerformed(**kept(key or slug(name), said), procedure=name)


def response(
    key: str, category: words.ResponseCategory | str, *evidence: str, **said: Unpack[Said]
) -> disease.ResponseAssessed:
    return disease.ResponseAssessed(**kept(key, said), category=words.ResponseCategory(category), evidence=evidence)


def progression(
    ordinal: int | None,
    *sites: str,
    key: str = "",
    extent: words.ProgressionExtent = words.ProgressionExtent.NOT_STATED,
    **said: Unpack[Said],
) -> disease.ProgressionDeclared:
    places = tuple(Site(name=name) for name in sites)
    return disease.ProgressionDeclared(
        **kept(key or f"pd-{ordinal}", said), ordinal=ordinal, sites=places, extent=extent
    )


def adverse_event(
    term: str, grade: int | None = None, grade_most: int | None = None, key: str = "", **said: Unpack[Said]
) -> AdverseEventNoted:
    return AdverseEventNoted(**kept(key or slug(term), said), term=term, grade=grade, grade_most=grade_most)


def decision(
    choice: str, *options: str, key: str = "decision", question: str = "", **said: Unpack[Said]
) -> DecisionRecorded:
    return DecisionRecorded(**kept(key, said), question=question, options=options, choice=choice)


def contact(
    key: str = "last-follow-up", status: words.DiseaseStatus = words.DiseaseStatus.NOT_STATED, **said: Unpack[Said]
) -> person.PatientContacted:
    return person.PatientContacted(**kept(key, said), disease_status=status)


def died(*causes: str, key: str = "death", **said: Unpack[Said]) -> person.PatientDied:
    return person.PatientDied(**kept(key, said), causes=causes)


def interval(key: str, start: str, stop: str, stated: str, basis: Basis = Basis.STATED) -> IntervalStated:
    return IntervalStated(key=key, from_=start, to=stop, stated=stated, basis=basis)


def ambiguity(key: str, summary: str, *keys: str, severity: words.Severity = words.Severity.NOTE) -> AmbiguityNoted:
    return AmbiguityNoted(key=key, severity=severity, summary=summary, keys=keys)


def reading(question: str, name: str, why: str = "the other one cannot be") -> ReadingSelected:
    return ReadingSelected(question=question, reading=name, why=why)


def amended(replacement: Fact, reason: str = "read again") -> FactAmended:
    return FactAmended(target=replacement.key, replacement=replacement, reason=reason)


def retracted(target: str, reason: str = "wrong patient") -> FactRetracted:
    return FactRetracted(target=target, reason=reason)


def erased(legal_basis: str = "Art. 17 GDPR") -> PatientErased:
    return PatientErased(legal_basis=legal_basis)


def recorded(patient: str, events: Iterable[Event], *, first_seq: int = 1) -> tuple[Recorded, ...]:
    """The events as lines of the log, recorded one second after the other from 2025-01-01 on."""
    return tuple(
        Recorded(
            seq=first_seq + place,
            patient=patient,
            version=place + 1,
            event_id=str(uuid.uuid5(uuid.NAMESPACE_OID, f"{patient}/{place + 1}")),
            recorded_at=(FIRST_RECORDED + timedelta(seconds=place)).strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
            recorded_by="tester",
            event=event,
        )
        for place, event in enumerate(events)
    )


def record(*events: Event, patient: str = "p") -> Record:
    """The corrected record of these events."""
    return record_of(patient, recorded(patient, events))


def history(*events: Event, patient: str = "p", tolerance: float = 0.5) -> History:
    """The history of these events."""
    return history_of(record(*events, patient=patient), tolerance=tolerance)
