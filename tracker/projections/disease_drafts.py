"""Lines of the state panel about response, progression and lesions. Refuses to show an old size as a new one."""

from collections.abc import Iterator

from tracker.projections.lesion_state import LesionState, site_name
from tracker.projections.standing_values import response_value, site_response_value
from tracker.projections.state import CaseState
from tracker.projections.state_draft import StateDraft
from tracker.projections.words import listed, number_words, said, site_words
from tracker.values.vocabularies import (
    Certainty,
    Criteria,
    LesionStatus,
    Newness,
    ProgressionExtent,
)


def response_drafts(state: CaseState) -> Iterator[StateDraft]:
    """The last response, then that of each site as far as the source tells sites apart."""
    if state.response is not None:
        response = state.response.value
        criteria = "" if response.criteria is Criteria.NOT_STATED else f"({response.criteria.value})"
        value = response_value(response)
        yield StateDraft(slot="response", label="Response", value=value, by=state.response.by, tail=criteria)
    for name, stated in state.site_responses.items():
        value = f"{site_name(stated.value.site)}: {site_response_value(stated.value)}"
        yield StateDraft(slot=f"response:{name}", label="Response", value=value, by=stated.by)


def progression_drafts(state: CaseState) -> Iterator[StateDraft]:
    """The last declared progression, with how sure its author was."""
    if state.progressions:
        last = state.progressions[-1]
        event = last.value
        extent = "" if event.extent is ProgressionExtent.NOT_STATED else event.extent.value.replace("-", " ")
        doubt = "" if event.certainty is Certainty.CONFIRMED else event.certainty.value
        where = listed((", ".join(map(site_name, event.sites)), extent, doubt))
        value = f"PD{state.progression_number}" + (f": {where}" if where else "")
        yield StateDraft(slot="pd", label="Progress", value=value, by=last.by)


def lesion_drafts(state: CaseState) -> Iterator[StateDraft]:
    """Every lesion with size, status and how it was last looked at; those that resolved stand last."""
    for name, lesion in sorted(state.lesions.items(), key=lambda item: item[1].gone):
        seen = lesion.seen.value
        previously = "" if seen.previously_mm is None else f"{number_words(seen.previously_mm)} mm"
        how = "examination" if lesion.modality is None else lesion.modality.value
        mark = "GONE" if lesion.gone else {Newness.YES: "NEW", Newness.UNCERTAIN: "NEW?"}.get(seen.new, "")
        size = lesion.measured.value.mm if lesion.measured is not None else None
        yield StateDraft(
            slot=f"lesion:{name}",
            label="Lesions",
            value=f"{site_name(seen.site)} {_lesion_text(lesion)}",
            short=_lesion_text(lesion),
            by=lesion.seen.by,
            tail=f"({how})",
            mark=mark,
            rank=None if size is None or lesion.gone else float(size),
            was=previously,
        )


def _lesion_text(lesion: LesionState) -> str:
    """Size and status; a size that the last look did not give is called the last one."""
    seen = lesion.seen.value
    status = "" if seen.status in (LesionStatus.NOT_STATED, LesionStatus.PRESENT) else seen.status.value
    if seen.mm is not None:
        across = "" if seen.perpendicular_mm is None else f" × {number_words(seen.perpendicular_mm)}"
        return listed((f"{number_words(seen.mm)}{across} mm", status), " ")
    if lesion.measured is not None and lesion.measured.value.mm is not None and not lesion.gone:
        return listed((status or "present", f"last {number_words(lesion.measured.value.mm)} mm"), ", ")
    return status or said(seen.status.value) or "not stated"


def site_drafts(state: CaseState) -> Iterator[StateDraft]:
    """Sites of disease as the diagnosis named them."""
    diagnosis = state.diagnosis
    if diagnosis is not None and diagnosis.value.sites:
        value = ", ".join(map(site_words, diagnosis.value.sites))
        yield StateDraft(slot="sites", label="Sites", value=value, by=diagnosis.by, tail="(at diagnosis)", ages=False)
