"""Rule about lesions that a report calls new. Refuses to say whether two lesions are one."""

from collections.abc import Iterator

from msgspec import Struct

from tracker.events.disease import ResponseAssessed
from tracker.events.fact import Site
from tracker.events.observation import FindingNoted, LesionObserved, ScanReported
from tracker.projections.history import History, PlacedFact
from tracker.projections.lesion_state import site_name
from tracker.projections.precedence import precedes
from tracker.projections.rules.evidence import Discrepancy, Evidence
from tracker.projections.words import lesion_words
from tracker.values.vocabularies import Laterality, LesionStatus, Newness, Severity

_ONE_SIDE = frozenset({Laterality.LEFT, Laterality.RIGHT, Laterality.MIDLINE})


class _Look(Struct, frozen=True):
    """One lesion in one fact."""

    placed: PlacedFact
    lesion: LesionObserved

    @property
    def key(self) -> str:
        return self.placed.event.key


def new_at_known_site(evidence: Evidence) -> Iterator[Discrepancy]:
    """A lesion is called new where an earlier fact has one at the same site and compatible side.

    Sites are the same by name, whatever the number of a noun; sides are compatible unless both name one side and it is
    not the same. Where the side is not stated, a later report that names it is named as well.
    """
    looks = tuple(_looks(evidence.history))
    for new in looks:
        if new.lesion.new is not Newness.YES:
            continue
        here = [
            look for look in looks if look.placed is not new.placed and _compatible(look.lesion.site, new.lesion.site)
        ]
        before = [look for look in here if precedes(evidence.history, look.key, new.key)]
        if before:
            side, sided = _side(new, [look for look in here if look not in before])
            first, last = _first_of_each(before), before[-1]
            known = ", ".join(f"{lesion_words(look.lesion)} ({look.key})" for look in first)
            gone = f", resolved in {last.key}" if last.lesion.status is LesionStatus.RESOLVED else ""
            summary = (
                f"{new.key} calls a lesion new ({_words(new.lesion)}) where there was one before: {known}{gone}{side}"
            )
            keys = (new.key, *(look.key for look in first), last.key, *sided)
            yield evidence.found("new-at-known-site", Severity.WARNING, summary, keys)


def _looks(history: History) -> Iterator[_Look]:
    """Every look at every lesion, in the order of living."""
    kinds = (ScanReported, FindingNoted, ResponseAssessed)
    if not any(kind in history.by_kind for kind in kinds):
        return
    for placed in history.facts:
        match placed.event:
            case ScanReported(studies=studies):
                for study in studies:
                    for lesion in study.lesions:
                        yield _Look(placed, lesion)
            case FindingNoted(lesions=lesions) | ResponseAssessed(lesions=lesions):
                for lesion in lesions:
                    yield _Look(placed, lesion)
            case _:
                pass


def _compatible(one: Site, other: Site) -> bool:
    if one.name.casefold().removesuffix("s") != other.name.casefold().removesuffix("s"):
        return False
    sides = {one.laterality, other.laterality}
    return len(sides) == 1 or not sides <= _ONE_SIDE


def _first_of_each(looks: list[_Look]) -> list[_Look]:
    first: dict[str, _Look] = {}
    for look in looks:
        first.setdefault(look.lesion.lesion, look)
    return list(first.values())


def _words(lesion: LesionObserved) -> str:
    return lesion_words(lesion).removeprefix("new ").removesuffix(f" {lesion.status.value}")


def _side(new: _Look, after: list[_Look]) -> tuple[str, list[str]]:
    """What is known of the side of a new lesion whose report does not state it."""
    if new.lesion.site.laterality is not Laterality.NOT_STATED:
        return "", []
    sided = [look for look in after if look.lesion.site.laterality is not Laterality.NOT_STATED]
    if not sided:
        return "; its side is not stated", []
    named = ", ".join(dict.fromkeys(f"{site_name(look.lesion.site)} ({look.key})" for look in sided))
    return f"; its side is not stated, a later report names the {named}", [look.key for look in sided]
