"""Rules about stage, for the nasopharynx in AJCC's 8th edition. Refuses to apply an edition or a site that is not stated."""

import re
from collections.abc import Iterable, Iterator

from msgspec import Struct

from tracker.events.disease import CancerDiagnosed, StageAssigned
from tracker.events.fact import Site
from tracker.events.observation import FindingNoted, LesionObserved, ScanReported
from tracker.projections.history import PlacedFact
from tracker.projections.lesion_state import site_name
from tracker.projections.precedence import precedes
from tracker.projections.rules.evidence import Discrepancy, Evidence
from tracker.projections.stated import stated_by
from tracker.projections.words import listed
from tracker.values import staging
from tracker.values.nasopharynx import is_neck_node, is_retropharyngeal_alone, least_n, least_t
from tracker.values.vocabularies import Certainty, DiagnosisRole, Laterality, LesionStatus, Presence, Severity

_SYSTEMS = frozenset({"ajcc", "uicc", "tnm"})
_SIDES = {"bilateral": frozenset({"left", "right"}), "left": frozenset({"left"}), "right": frozenset({"right"})}
_SIDE = re.compile(r"\b(bilateral|left|right)\b", re.IGNORECASE)


def stage_group(evidence: Evidence) -> Iterator[Discrepancy]:
    """T, N and M that do not give the stated group, for a nasopharyngeal primary staged in the 8th edition.

    A group without its letter, such as IV for IVB, says less and contradicts nothing.
    """
    for stage in _stages(evidence):
        stated = staging.normal_group(stage.group) or stage.group.strip()
        given = staging.stage_group(stage.t, stage.n, stage.m, stage.edition).group
        if stated and given is not None and stated not in (given, given.rstrip("AB")):
            parts = listed((stage.t, stage.n, stage.m), " ")
            summary = f"{stage.key} states group {stage.group}, but {parts} is {given} (AJCC {staging.EDITION})"
            yield evidence.found("stage-group", Severity.WARNING, summary, (stage.key,))


def stage_support(evidence: Evidence) -> Iterator[Discrepancy]:
    """A stated T or N that the extent described up to then does not reach, as far as any extent is described.

    Sites of the diagnosis, lesions and findings count, whatever came after the stage does not. Where no extension of the
    primary, or no node of the neck, is described at all, there is nothing to hold the category against.
    """
    for stage in _stages(evidence):
        parts = list(_parts(evidence, stage))
        short = []
        keys = [stage.key]
        for letter, stated, described in (
            ("T", _level("T", stage.t), _described_t(parts)),
            ("N", _level("N", stage.n), _described_n(parts)),
        ):
            if stated is not None and described is not None and described.level < stated:
                short.append(f"{letter}{stated} is stated, and {letter}{described.level} described: {described.words}")
                keys += described.keys
        if short:
            summary = f"{stage.key}: {'; '.join(short)}"
            yield evidence.found("stage-support", Severity.WARNING, summary, keys)


class _Part(Struct, frozen=True):
    """One thing that was described, in a fact."""

    key: str
    site: str
    words: str
    sides: frozenset[str]
    node: bool
    mm: float | None = None


class _Extent(Struct, frozen=True):
    """What is described at least, in which words, by which facts."""

    level: int
    words: str
    keys: tuple[str, ...]


def _stages(evidence: Evidence) -> Iterator[StageAssigned]:
    """Stages of the edition, where the primary is nasopharyngeal."""
    history = evidence.history
    primaries = [
        stated.value for stated in stated_by(history, CancerDiagnosed) if stated.value.role is DiagnosisRole.PRIMARY
    ]
    if not any(
        event.topography.upper().startswith("C11") or "nasophar" in event.diagnosis.casefold() for event in primaries
    ):
        return
    for stated in stated_by(history, StageAssigned):
        stage = stated.value
        if stage.system.casefold() in _SYSTEMS and staging.is_known(stage.edition):
            yield stage


def _level(letter: str, stated: str) -> int | None:
    found = staging.normal_category(letter, stated)
    return int(found[1]) if found is not None and found[1].isdigit() else None


def _parts(evidence: Evidence, stage: StageAssigned) -> Iterator[_Part]:
    """Everything described in facts that are not after the stage."""
    history = evidence.history
    for kind in (CancerDiagnosed, FindingNoted, ScanReported):
        for placed in history.by_kind.get(kind, ()):
            if not precedes(history, stage.key, placed.event.key):
                yield from _parts_of(placed)


def _parts_of(placed: PlacedFact) -> Iterator[_Part]:
    key = placed.event.key
    match placed.event:
        case CancerDiagnosed(sites=sites):
            for site in sites:
                if site.certainty is not Certainty.POSSIBLE:
                    yield _Part(key, site.name, "", _sides(site), node=False)
        case FindingNoted(findings=findings, lesions=lesions):
            for finding in findings:
                if finding.presence is Presence.PRESENT:
                    said = f"{finding.name} {finding.words}"
                    yield _Part(key, finding.name, finding.words, _sides_said(said), node=False)
            yield from _seen(key, lesions)
        case ScanReported(studies=studies):
            for study in studies:
                if study.impression:
                    yield _Part(key, "", study.impression, frozenset(), node=False)
                yield from _seen(key, study.lesions)
        case _:
            pass


def _seen(key: str, lesions: tuple[LesionObserved, ...]) -> Iterator[_Part]:
    for lesion in lesions:
        if lesion.status is not LesionStatus.RESOLVED and lesion.site.certainty is not Certainty.POSSIBLE:
            mm = None if lesion.mm is None else float(lesion.mm)
            yield _Part(key, lesion.site.name, lesion.words, _sides(lesion.site), lesion.node, mm)


def _sides(site: Site) -> frozenset[str]:
    return _SIDES.get(site.laterality.value, frozenset())


def _sides_said(words: str) -> frozenset[str]:
    return frozenset().union(*(_SIDES[side.lower()] for side in _SIDE.findall(words)))


def _described_t(parts: list[_Part]) -> _Extent | None:
    """The most advanced extension of the primary. A metastasis in a bone is none."""
    found: list[tuple[int, str, str]] = []
    for part in parts:
        if not part.node and not is_neck_node(part.site) and not part.site.casefold().startswith("bone"):
            least = least_t(f"{part.site} {part.words}")
            if least is not None:
                found.append((*least, part.key))
    if not found:
        return None
    level = max(least for least, _, _ in found)
    said = [(feature, key) for least, feature, key in found if least == level]
    return _Extent(level, _with_facts(said), tuple(key for _, key in said))


def _described_n(parts: list[_Part]) -> _Extent | None:
    """What all nodes of the neck together come to."""
    nodes = [part for part in parts if is_neck_node(part.site, node=part.node)]
    if not nodes:
        return None
    sides = frozenset[str]().union(*(part.sides for part in nodes if not is_retropharyngeal_alone(part.site)))
    largest = max((part.mm for part in nodes if part.mm is not None), default=None)
    said = " ".join(f"{part.site} {part.words};" for part in nodes)
    words = _with_facts([(_named(part), part.key) for part in nodes])
    return _Extent(least_n(said, sides, largest), words, tuple(part.key for part in nodes))


def _with_facts(said: Iterable[tuple[str, str]]) -> str:
    """Words, each once, with the facts that say them: `clivus (baseline-imaging)`."""
    facts: dict[str, dict[str, None]] = {}
    for words, key in said:
        facts.setdefault(words, {})[key] = None
    return ", ".join(f"{words} ({', '.join(keys)})" for words, keys in facts.items())


def _named(part: _Part) -> str:
    side = "bilateral" if len(part.sides) > 1 else next(iter(part.sides), "")
    return site_name(Site(name=part.site, laterality=Laterality(side or "not-stated")))
