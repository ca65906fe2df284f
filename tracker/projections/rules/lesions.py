"""Rule about lesions that a report calls new. Refuses to say whether two lesions are one."""

from collections.abc import Iterator

from tracker.events.deliberation import AmbiguityNoted
from tracker.events.observation import LesionObserved
from tracker.projections.lesion_state import site_name
from tracker.projections.precedence import precedes
from tracker.projections.recist.looks import Look, looks_of
from tracker.projections.recist.sites import are_equally_stated, may_be_same
from tracker.projections.rules.evidence import Discrepancy, Evidence
from tracker.projections.words import lesion_words
from tracker.values.vocabularies import Laterality, LesionStatus, Newness, Severity


def new_at_known_site(evidence: Evidence) -> Iterator[Discrepancy]:
    """A lesion is called new where an earlier fact has one at the same site and compatible side.

    Sites may be the same as RECIST has it here (`recist/sites.py`): one may be a part of the other, sides are compatible
    unless both name one side and it is not the same. Where only a part matches and a reader noted of both reports that it
    cannot be told, that note speaks for itself. Where the side is not stated, a later report that names it is named as well.
    """
    looks = looks_of(evidence.history)
    for new in looks:
        if new.lesion.new is not Newness.YES:
            continue
        here = [look for look in looks if look.by is not new.by and may_be_same(look.lesion.site, new.lesion.site)]
        earlier = [look for look in here if precedes(evidence.history, look.key, new.key)]
        noted = {look.lesion.lesion for look in earlier if _is_noted(evidence, new, look)}
        before = [look for look in earlier if look.lesion.lesion not in noted]
        if before:
            side, sided = _side(new, [look for look in here if look not in earlier])
            first, last = _first_of_each(before), before[-1]
            known = ", ".join(f"{lesion_words(look.lesion)} ({look.key})" for look in first)
            gone = f", resolved in {last.key}" if last.lesion.status is LesionStatus.RESOLVED else ""
            summary = (
                f"{new.key} calls a lesion new ({_words(new.lesion)}) where there was one before: {known}{gone}{side}"
            )
            keys = (new.key, *(look.key for look in first), last.key, *sided)
            yield evidence.found("new-at-known-site", Severity.WARNING, summary, keys)


def _is_noted(evidence: Evidence, new: Look, before: Look) -> bool:
    """Whether a reader noted that the two cannot be told apart, where one of them names only a part of the other."""
    if are_equally_stated(new.lesion.site, before.lesion.site):
        return False
    facts = [standing.fact for standing in evidence.record.facts]
    return any({new.key, before.key} <= set(fact.keys) for fact in facts if isinstance(fact, AmbiguityNoted))


def _first_of_each(looks: list[Look]) -> list[Look]:
    first: dict[str, Look] = {}
    for look in looks:
        first.setdefault(look.lesion.lesion, look)
    return list(first.values())


def _words(lesion: LesionObserved) -> str:
    return lesion_words(lesion).removeprefix("new ").removesuffix(f" {lesion.status.value}")


def _side(new: Look, after: list[Look]) -> tuple[str, list[str]]:
    """What is known of the side of a new lesion whose report does not state it."""
    if new.lesion.site.laterality is not Laterality.NOT_STATED:
        return "", []
    sided = [look for look in after if look.lesion.site.laterality is not Laterality.NOT_STATED]
    if not sided:
        return "; its side is not stated", []
    named = ", ".join(dict.fromkeys(f"{site_name(look.lesion.site)} ({look.key})" for look in sided))
    return f"; its side is not stated, a later report names the {named}", [look.key for look in sided]
