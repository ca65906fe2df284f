"""The values of attributes as short stable texts, such as `24 mm stable` or `held: financial`. Refuses to abbreviate drugs.

They stand in the public relation `states`: changing one changes what users' queries find.
"""

from tracker.events.disease import ResponseAssessed, SiteResponse, StageAssigned
from tracker.events.observation import LesionObserved
from tracker.events.toxicity import AdverseEventNoted
from tracker.projections.regimen_state import Regimens, RegimenState
from tracker.projections.words import grade_words, listed, number_words
from tracker.values.vocabularies import ChangeReason, LesionStatus, Presence, ResponseCategory

NOT_STATED = "not stated"


def stage_value(stage: StageAssigned) -> str:
    """The group as stated, else T, N and M."""
    return stage.group or listed((stage.t, stage.n, stage.m), " ") or NOT_STATED


def response_value(response: ResponseAssessed) -> str:
    """The category, else the source's words."""
    if response.category is ResponseCategory.NOT_STATED:
        return response.words or NOT_STATED
    return response.category.value


def site_response_value(response: SiteResponse) -> str:
    """The category of a site, else the source's words."""
    if response.category is ResponseCategory.NOT_STATED:
        return response.words or NOT_STATED
    return response.category.value


def hold_value(regimen: RegimenState) -> str:
    """`held`, with the reason where it is stated."""
    reason = regimen.reason
    return "held" if reason is ChangeReason.NOT_STATED else f"held: {reason.value.replace('-', ' ')}"


def treatment_value(regimens: Regimens) -> str | None:
    """Whether drugs are given: on, held with the reason, off; None before the first regimen."""
    held: RegimenState | None = None
    for regimen in regimens.values():
        if regimen.current:
            if regimen.held is None:
                return "on"
            held = regimen
    if held is not None:
        return hold_value(held)
    return "off" if regimens else None


def lesion_value(lesion: LesionObserved) -> str:
    """Size and status at one look, such as `24 mm` or `resolved`."""
    size = "" if lesion.mm is None else f"{number_words(lesion.mm)} mm"
    plain = lesion.status is LesionStatus.NOT_STATED or (size and lesion.status is LesionStatus.PRESENT)
    return listed((size, "" if plain else lesion.status.value), " ") or NOT_STATED


def adverse_event_value(event: AdverseEventNoted) -> str:
    """The grade where it is present and graded, else the presence."""
    if event.presence in (Presence.ABSENT, Presence.RELIEVED):
        return event.presence.value
    return grade_words(event) or Presence.PRESENT.value
