"""Disease, stage and response as plain objects. Refuses to call a site clear that nobody looked at."""

from tracker.events.disease import ResponseAssessed, SiteResponse
from tracker.events.fact import Site
from tracker.projections.disease_drafts import overtaking
from tracker.projections.lesion_state import LesionState
from tracker.projections.shown_treatment import radiotherapy_object
from tracker.projections.stamps import Shown, Stamps, plain_number
from tracker.projections.state import CaseState
from tracker.projections.stated import Stated


def disease_object(state: CaseState, stamps: Stamps) -> Shown:
    """Diagnosis, sites with their last look, lesions, progressions, irradiated volumes and the disease as last reported."""
    diagnosis = state.diagnosis
    return {
        "diagnosis": None
        if diagnosis is None
        else {
            "diagnosis": diagnosis.value.diagnosis,
            "topography": diagnosis.value.topography or None,
            "morphology": diagnosis.value.morphology or None,
            "histology": diagnosis.value.histology or None,
            "de_novo_metastatic": diagnosis.value.de_novo_metastatic,
            **stamps.of(diagnosis.by),
        },
        "sites": [{**_site(stated.value), **_look(state, stated.value, stamps)} for stated in state.sites.values()],
        "lesions": [_lesion(name, lesion, stamps) for name, lesion in state.lesions.items()],
        "progressions": [
            {
                "ordinal": stated.value.ordinal,
                "sites": [_site(site) for site in stated.value.sites],
                "extent": stated.value.extent.value,
                "certainty": stated.value.certainty.value,
                "criteria": stated.value.criteria.value,
                "assessor": stated.value.assessor or None,
                **stamps.of(stated.by),
            }
            for stated in state.progressions
        ],
        "radiotherapy": [radiotherapy_object(course, stamps) for course in state.radiotherapy],
        "status": None
        if state.disease_status is None
        else {"status": state.disease_status.value, **stamps.of(state.disease_status.by)},
    }


def stage_object(state: CaseState, stamps: Stamps) -> Shown | None:
    """The stage as stated."""
    if state.stage is None:
        return None
    stage = state.stage.value
    return {
        "t": stage.t or None,
        "n": stage.n or None,
        "m": stage.m or None,
        "group": stage.group or None,
        "system": stage.system or None,
        "edition": stage.edition or None,
        **stamps.of(state.stage.by),
    }


def response_object(state: CaseState, stamps: Stamps) -> Shown | None:
    """The last response, with the last one of each site."""
    if state.response is None:
        return None
    response = state.response.value
    return {
        "category": response.category.value,
        "words": response.words or None,
        "criteria": response.criteria.value,
        "assessor": response.assessor or None,
        "evidence": list(response.evidence),
        "overtaken_by": _overtaking(state, state.response),
        "by_site": [
            {
                **_site(stated.value.site),
                "category": stated.value.category.value,
                "words": stated.value.words or None,
                "overtaken_by": _overtaking(state, stated),
                **stamps.of(stated.by),
            }
            for stated in state.site_responses.values()
        ],
        **stamps.of(state.response.by),
    }


def _overtaking(state: CaseState, response: Stated[ResponseAssessed] | Stated[SiteResponse]) -> Shown | None:
    """The progression by which a response no longer stands; `beside` is one that was found on the same day."""
    found = overtaking(state, response)
    if found is None:
        return None
    return {"progression": found.number, "key": found.progression.key, "beside": found.beside}


def _site(site: Site) -> Shown:
    return {"site": site.name, "laterality": site.laterality.value, "certainty": site.certainty.value}


def _look(state: CaseState, site: Site, stamps: Stamps) -> Shown:
    """The last study that covered a site by its name; null where none did, which is not the same as clear."""
    look = state.looks.get(site.name.casefold())
    if look is None:
        return {"last_assessed": None}
    return {"last_assessed": {"modality": look.value.modality.value, **stamps.of(look.by)}}


def _lesion(name: str, lesion: LesionState, stamps: Stamps) -> Shown:
    seen = lesion.seen.value
    measured = lesion.measured
    return {
        "lesion": name,
        "site": seen.site.name,
        "laterality": seen.site.laterality.value,
        "status": seen.status.value,
        "new": seen.new.value,
        "mm": plain_number(seen.mm),
        "perpendicular_mm": plain_number(seen.perpendicular_mm),
        "previously_mm": plain_number(seen.previously_mm),
        "axis": seen.axis.value,
        "node": seen.node,
        "modality": None if lesion.modality is None else lesion.modality.value,
        "modality_before": None if lesion.compared is None else lesion.compared.value,
        "beside": None
        if lesion.beside is None
        else {
            "modality": None if lesion.beside[0] is None else lesion.beside[0].value,
            "status": lesion.beside[1].value,
        },
        "last_measured": None
        if measured is None
        else {"mm": plain_number(measured.value.mm), "axis": measured.value.axis.value, **stamps.of(measured.by)},
        "first_seen_month": stamps.month(lesion.first.day),
        **stamps.of(lesion.seen.by),
    }
