"""Lesions and sites as they stand after every look. Refuses to call a lesion gone that was merely not looked at."""

from collections.abc import Iterable, Mapping

from msgspec import Struct
from msgspec.structs import replace

from tracker.events.fact import Site
from tracker.events.observation import ImagingStudy, LesionObserved, ScanReported
from tracker.projections.history import PlacedFact
from tracker.projections.stated import Stated
from tracker.values.vocabularies import Laterality, LesionStatus, Modality, Newness


class LesionState(Struct, frozen=True, gc=False, kw_only=True):
    """One lesion as last seen."""

    seen: Stated[LesionObserved]
    """The last look at it."""
    modality: Modality | None
    """How it was last looked at; None for an examination."""
    compared: Modality | None = None
    """How it was looked at before, where that was another way: the two looks compare poorly."""
    beside: tuple[Modality | None, LesionStatus] | None = None
    """How another study of the same report found it, where that differs."""
    measured: Stated[LesionObserved] | None
    """The last look that gave a size."""
    first: Stated[LesionObserved]
    """The first look at it."""

    @property
    def gone(self) -> bool:
        """Whether the last look found it resolved."""
        return self.seen.value.status is LesionStatus.RESOLVED

    @property
    def new(self) -> bool:
        """Whether the last look called it new."""
        return self.seen.value.new is Newness.YES


Lesions = Mapping[str, LesionState]
"""Lesions by identifier, in the order in which they were first seen."""
Sites = Mapping[str, Stated[Site]]
"""Sites of disease by `site_id`, as last named by a diagnosis or a progression."""
Looks = Mapping[str, Stated[ImagingStudy]]
"""The last study that covered a site, by the site's name in lower case. A site without one was not assessed."""


def site_name(site: Site) -> str:
    """A site in words.

    >>> site_name(Site(name="axillary node", laterality=Laterality.RIGHT))
    'right axillary node'
    """
    if site.laterality is Laterality.NOT_STATED or site.name.casefold().startswith(site.laterality.value):
        return site.name
    return f"{site.laterality.value} {site.name}"


def site_id(site: Site) -> str:
    """What makes two statements speak of the same site."""
    return site_name(site).casefold()


def is_part_of(site: Site, whole: Site) -> bool:
    """Whether a site is another one or lies in it: `bone (ribs)` in `bone`, one side in both or in a site without a side.

    >>> is_part_of(Site(name="cervical node level II", laterality=Laterality.LEFT), Site(name="cervical node"))
    True
    >>> is_part_of(Site(name="bone"), Site(name="bone (ribs)"))
    False
    """
    name, of = site.name.casefold(), whole.name.casefold()
    if name != of and not name.startswith(f"{of} "):
        return False
    sided = whole.laterality in (Laterality.NOT_STATED, site.laterality)
    both = whole.laterality is Laterality.BILATERAL and site.laterality in (Laterality.LEFT, Laterality.RIGHT)
    return sided or both


def after_looks(
    lesions: Lesions, observed: Iterable[LesionObserved], modality: Modality | None, placed: PlacedFact
) -> Lesions:
    """Take note of lesions seen at one look."""
    after: dict[str, LesionState] | None = None
    for lesion in observed:
        if after is None:
            after = dict(lesions)
        seen = Stated(lesion, placed)
        before = after.get(lesion.lesion)
        if before is None:
            measured = None if lesion.mm is None else seen
            after[lesion.lesion] = LesionState(seen=seen, modality=modality, measured=measured, first=seen)
            continue
        at_once = before.seen.by is placed
        differs = at_once and lesion.status is not before.seen.value.status
        if at_once and _says_less(lesion, before):
            after[lesion.lesion] = replace(before, beside=(modality, lesion.status)) if differs else before
            continue
        earlier = before.compared if at_once else before.modality
        after[lesion.lesion] = LesionState(
            seen=seen,
            modality=modality,
            compared=None if earlier is modality else earlier,
            beside=(before.modality, before.seen.value.status) if differs else None,
            measured=before.measured if lesion.mm is None else seen,
            first=before.first,
        )
    return lesions if after is None else after


def _says_less(lesion: LesionObserved, other: LesionState) -> bool:
    """Whether another study of the same report said more: it still sees the lesion, or it gives its size."""
    gone = lesion.status is LesionStatus.RESOLVED
    return (gone and not other.gone) or (lesion.mm is None and other.seen.value.mm is not None)


def after_scan(lesions: Lesions, event: ScanReported, placed: PlacedFact) -> Lesions:
    """Take note of the lesions of every study of a scan."""
    for study in event.studies:
        lesions = after_looks(lesions, study.lesions, study.modality, placed)
    return lesions


def looks_after(looks: Looks, event: ScanReported, placed: PlacedFact) -> Looks:
    """Take note of which sites a scan covered."""
    after: dict[str, Stated[ImagingStudy]] | None = None
    for study in event.studies:
        stated = Stated(study, placed)
        for name in (*study.sites, *(lesion.site.name for lesion in study.lesions)):
            if after is None:
                after = dict(looks)
            after[name.casefold()] = stated
    return looks if after is None else after


def sites_after(sites: Sites, named: tuple[Site, ...], placed: PlacedFact) -> Sites:
    """Take note of sites of disease."""
    return {**sites, **{site_id(site): Stated(site, placed) for site in named}} if named else sites
