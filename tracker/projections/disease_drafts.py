"""Lines of the state panel about response, progression and lesions. Refuses to show an old size as a new one."""

from collections.abc import Iterator

from msgspec import Struct

from tracker.events.disease import ProgressionDeclared, ResponseAssessed, SiteResponse
from tracker.events.fact import Site
from tracker.projections.history import PlacedFact
from tracker.projections.lesion_state import LesionState, is_part_of, site_name
from tracker.projections.standing_values import response_value, site_response_value
from tracker.projections.state import CaseState, is_sure
from tracker.projections.state_draft import StateDraft
from tracker.projections.stated import Stated
from tracker.projections.words import bracketed, listed, number_words, said, site_words
from tracker.values.months import PRECISION_DAYS
from tracker.values.vocabularies import (
    Certainty,
    Criteria,
    LesionStatus,
    Newness,
    ProgressionExtent,
    ResponseCategory,
    VitalStatus,
)

_PROGRESSIVE = frozenset(
    {
        ResponseCategory.PROGRESSIVE_DISEASE,
        ResponseCategory.UNCONFIRMED_PROGRESSION,
        ResponseCategory.CONFIRMED_PROGRESSION,
    }
)


def response_drafts(state: CaseState) -> Iterator[StateDraft]:
    """The last response as a whole; one that speaks of a single site is that site's, and says so."""
    if state.response is None:
        return
    response = state.response.value
    criteria = "" if response.criteria is Criteria.NOT_STATED else response.criteria.value
    overtaken = overtaking(state, state.response)
    last = "" if overtaken is None and state.vital_status is not VitalStatus.DECEASED else "last before death"
    value = response_value(response)
    only = _only_site(response)
    if only is not None:
        value = f"{site_name(only.site)}: {site_response_value(only)}"
    tail = listed((bracketed(criteria), last if overtaken is None else overtaken.text), " ")
    also = (*response.evidence, *_key_of(overtaken))
    yield StateDraft(
        slot="response",
        label="Response",
        value=value,
        by=state.response.by,
        tail=tail,
        also=also,
        rests=_rests(overtaken),
    )


def site_response_drafts(state: CaseState) -> Iterator[StateDraft]:
    """The last response of the sites, the latest first; those of one fact of which the same is to be said on one line."""
    groups: dict[tuple[str, str, str], tuple[Overtaking | None, list[Stated[SiteResponse]]]] = {}
    for stated in sorted(state.site_responses.values(), key=lambda stated: -stated.day):
        overtaken = overtaking(state, stated)
        tail = "" if overtaken is None else overtaken.text
        group = (stated.key, site_response_value(stated.value), tail)
        groups.setdefault(group, (overtaken, []))[1].append(stated)
    said_above = "" if state.response is None or _only_site(state.response.value) is None else state.response.key
    for (key, said_of, tail), (overtaken, its) in groups.items():
        if key == said_above:
            continue
        names = ", ".join(site_name(stated.value.site) for stated in its)
        yield StateDraft(
            slot=f"response:{names}",
            label="By site",
            value=f"{names}: {said_of}",
            by=its[0].by,
            tail=tail,
            also=_key_of(overtaken),
            alone=False,
            rests=_rests(overtaken),
        )


class Overtaking(Struct, frozen=True):
    """The progression by which a response no longer stands."""

    number: int
    progression: Stated[ProgressionDeclared]
    beside: bool
    """Both were found on one day, so that they stand beside each other."""

    @property
    def text(self) -> str:
        """`before PD2`, `beside PD1`."""
        return f"{'beside' if self.beside else 'before'} PD{self.number}"


def _key_of(overtaken: Overtaking | None) -> tuple[str, ...]:
    return () if overtaken is None else (overtaken.progression.key,)


def _rests(overtaken: Overtaking | None) -> tuple[PlacedFact, ...]:
    return () if overtaken is None else (overtaken.progression.by,)


def overtaking(state: CaseState, response: Stated[ResponseAssessed] | Stated[SiteResponse]) -> Overtaking | None:
    """The last progression declared not before a response, by estimate; None while the response stands.

    The response of a site is overtaken by a progression there, or in a part of it; one that names no site may be anywhere,
    unless it is biochemical only. A response that says progression itself is not overtaken by the declaration of the same
    day.
    """
    only = response.value if isinstance(response.value, SiteResponse) else _only_site(response.value)
    for number, progression in reversed(state.numbered_progressions):
        days = progression.day - response.day
        beside = abs(days) <= PRECISION_DAYS
        if days < -PRECISION_DAYS or (beside and response.value.category in _PROGRESSIVE):
            continue
        if only is not None and not _is_at(progression.value, only.site):
            continue
        return Overtaking(number, progression, beside)
    return None


def _is_at(progression: ProgressionDeclared, site: Site) -> bool:
    if not progression.sites:
        return progression.extent is not ProgressionExtent.BIOCHEMICAL_ONLY
    return any(is_part_of(named, site) for named in progression.sites)


def _only_site(response: ResponseAssessed) -> SiteResponse | None:
    """The site that a response without an overall category speaks of, if it is a single one."""
    if response.category is ResponseCategory.NOT_STATED and len(response.by_site) == 1:
        return response.by_site[0]
    return None


def progression_drafts(state: CaseState) -> Iterator[StateDraft]:
    """The last declared progression, with how sure its author was; one that is not sure leaves the last sure one standing."""
    for number, stated in reversed(state.standing_progressions):
        event = stated.value
        extent = "" if event.extent is ProgressionExtent.NOT_STATED else event.extent.value.replace("-", " ")
        doubt = "" if event.certainty is Certainty.CONFIRMED else event.certainty.value
        where = listed((", ".join(map(site_name, event.sites)), extent, doubt))
        value = listed((f"PD{number}", where), ": ")
        alone = is_sure(event) or len(state.standing_progressions) == 1
        yield StateDraft(
            slot="pd" if alone else "pd:not-sure",
            label="Progress",
            value=value,
            short=f"PD{number}",
            by=stated.by,
            mark="▲",
            also=event.evidence,
        )


def lesion_drafts(state: CaseState) -> Iterator[StateDraft]:
    """Every lesion with size, status and how it was last looked at: the latest look and the new first, resolved ones last."""
    for name, lesion in sorted(state.lesions.items(), key=_lesion_rank):
        seen = lesion.seen.value
        previously = "" if seen.previously_mm is None else f"{number_words(seen.previously_mm)} mm"
        how = "examination" if lesion.modality is None else lesion.modality.value
        before = "" if lesion.compared is None else f"{lesion.compared.value} before"
        since = _seen_since(state, lesion)
        again = f"since then in {', '.join(site_name(each.seen.value.site) for each in since)}" if since else ""
        doubt = "" if seen.site.certainty is Certainty.CONFIRMED else f" ({seen.site.certainty.value})"
        mark = "GONE" if lesion.gone else {Newness.YES: "NEW", Newness.UNCERTAIN: "NEW?"}.get(seen.new, "")
        if not mark and seen.mm is not None and seen.previously_mm not in (None, seen.mm):
            mark = "▲" if seen.mm > seen.previously_mm else "▼"
        size = lesion.measured.value.mm if lesion.measured is not None else None
        yield StateDraft(
            slot=f"lesion:{name}",
            label="Lesions",
            value=f"{site_name(seen.site)}{doubt} {_lesion_text(lesion)}",
            short=_lesion_text(lesion),
            by=lesion.seen.by,
            tail=f"({listed((listed((how, before, _beside_text(lesion))), again), '; ')})",
            mark=mark,
            rank=None if size is None or lesion.gone else float(size),
            was=previously,
            also=(
                *(() if lesion.measured is None else (lesion.measured.key,)),
                lesion.first.key,
                *(each.seen.key for each in since),
            ),
            rests=tuple(each.seen.by for each in since),
        )


def _seen_since(state: CaseState, lesion: LesionState) -> list[LesionState]:
    """Lesions that stand in the site of a resolved one, or in a part of it, by a later look: it is clear no more."""
    if not lesion.gone:
        return []
    site, day = lesion.seen.value.site, lesion.seen.day
    return [
        other
        for other in state.lesions.values()
        if not other.gone and other.seen.day > day + PRECISION_DAYS and is_part_of(other.seen.value.site, site)
    ]


def _beside_text(lesion: LesionState) -> str:
    """What another study of the same report found, such as `PET-CT: resolved`."""
    if lesion.beside is None:
        return ""
    modality, status = lesion.beside
    how = "examination" if modality is None else modality.value
    return f"{how}: {status.value.replace('-', ' ')}"


def _lesion_rank(item: tuple[str, LesionState]) -> tuple[bool, float, bool]:
    lesion = item[1]
    return lesion.gone, -lesion.seen.day, not lesion.new


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
