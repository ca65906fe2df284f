"""Lines of the state panel about what was looked at: per site the last look, how, and how long ago; and what never was.

A site is one that a diagnosis or a progression named, or where a lesion was seen. A look is a study that covers it by name, or
an examination that saw a lesion there. Refuses to let a site that was not looked at appear as clear.
"""

from collections.abc import Iterator

from msgspec import Struct

from tracker.projections.history import PlacedFact
from tracker.projections.lesion_state import is_part_of, site_name
from tracker.projections.state import CaseState
from tracker.projections.state_draft import StateDraft
from tracker.values.months import PRECISION_DAYS
from tracker.values.vocabularies import Modality

_EXAMINATION = "examination"


class Look(Struct, frozen=True, gc=False):
    """The last look at a site."""

    by: PlacedFact
    how: Modality | None
    """None for an examination."""
    before: Modality | None
    """How it was looked at before, where that was another way."""


def looks_of(state: CaseState) -> dict[str, Look | None]:
    """The last look at every site by its name, in the order in which sites were named; None where nobody looked."""
    found: dict[str, Look | None] = {}
    sites = [stated.value for stated in state.sites.values()]
    for lesion in state.lesions.values():
        site = lesion.seen.value.site
        if not any(is_part_of(site, named) or is_part_of(named, site) for named in sites):
            sites.append(site)
    for site in sites:
        looks: list[Look] = []
        study = state.looks.get(site.name.casefold())
        if study is not None:
            looks.append(Look(study.by, study.value.modality, None))
        looks.extend(
            Look(lesion.seen.by, lesion.modality, lesion.compared)
            for lesion in state.lesions.values()
            if is_part_of(lesion.seen.value.site, site)
        )
        # Of two looks on one day the one that knows how it was looked at before says more.
        found[site_name(site)] = max(
            looks, key=lambda look: (look.by.start.estimate, look.before is not None), default=None
        )
    return found


def look_drafts(state: CaseState) -> Iterator[StateDraft]:
    """Sites that were looked at at one time and in one way on one line, the latest first; those never looked at last."""
    if state.death is not None:
        return
    groups: dict[tuple[str, str], tuple[Look, list[str]]] = {}
    never: list[str] = []
    for name, look in looks_of(state).items():
        if look is None:
            never.append(name)
            continue
        how = _EXAMINATION if look.how is None else look.how.value
        how = how if look.before is None else f"{how}, {look.before.value} before"
        groups.setdefault((look.by.event.key, how), (look, []))[1].append(name)
    last = max((look.by for look, _ in groups.values()), key=lambda by: by.start.estimate, default=None)
    for (key, how), (look, names) in sorted(groups.items(), key=lambda item: -item[1][0].by.start.estimate):
        older = last is not None and last.start.estimate - look.by.start.estimate > PRECISION_DAYS
        yield StateDraft(
            slot=f"look:{key}:{how}:{'|'.join(names)}",
            label="Assessed",
            value=f"{', '.join(names)}: {how}",
            by=look.by,
            tail="(not covered since)" if older else "",
            alone=False,
            rests=(last,) if older and last is not None else (),
        )
    diagnosis = state.diagnosis
    if never and diagnosis is not None:
        value = f"{', '.join(never)}: not assessed"
        yield StateDraft(slot="look:never", label="Assessed", value=value, by=diagnosis.by, alone=False)
