"""Rules about what two places say, and what an import lost. Refuses to prefer one place, or to restore an exponent."""

import re
from collections.abc import Callable, Hashable, Iterator

from msgspec.json import Encoder

from tracker.events.deliberation import AmbiguityNoted
from tracker.events.disease import PathologyReported, ResponseAssessed, StageAssigned
from tracker.events.laboratory import LabResulted
from tracker.events.person import MeasurementTaken, PatientRegistered, PerformanceAssessed
from tracker.projections.history import History, PlacedFact
from tracker.projections.rules.evidence import Discrepancy, Evidence
from tracker.projections.summaries import summary_of
from tracker.values.analytes import analyte_of
from tracker.values.months import PRECISION_DAYS
from tracker.values.vocabularies import Criteria, ResponseCategory, Severity, Sex

Said = tuple[Hashable, Hashable]
"""What a statement is about, and what it says of it."""

# A multiplication sign, 10 and an exponent without a sign; an amount such as 2 × 105 mg is none.
_LOST = re.compile(
    rb"\d ?(?:\xc3\x97|[x*]|\xc2\xb7) ?10([1-9]\d?)(?![\d.,]*\d)(?! ?(?:mg|ug|\xc2\xb5g|\xce\xbcg|g\b|m[lm]\b|cm|Gy|d\b))",
    re.IGNORECASE,
)
# What every such number has in it: most records have none of it anywhere, which one look at all of a record tells.
_SUSPECT = re.compile(rb"[\x97xX*\xb7] ?10[1-9]")
_ENCODER = Encoder()


def sources_disagree(evidence: Evidence) -> Iterator[Discrepancy]:
    """The same fact has different values in two places: recorded facts of one time that disagree.

    What a reader saw of it is noted, and shown under this rule too. Results and measurements of one day disagree only where
    they stand in different places: two of one day are no contradiction by themselves.
    """
    for statements in _disagreeing(evidence.history):
        said = ", ".join(f"{placed.event.key} says {summary_of(placed.event)}" for placed in statements)
        summary = f"The same fact stands with different values: {said}"
        yield evidence.found("sources-disagree", Severity.WARNING, summary, [placed.key for placed in statements])


def _disagreeing(history: History) -> Iterator[tuple[PlacedFact, ...]]:
    reported: set[tuple[str, ...]] = set()
    for kind, statements_of in _STATEMENTS.items():
        facts = history.by_kind.get(kind, ())
        if len(facts) < 2:  # noqa: PLR2004 - it takes two to disagree
            continue
        by_subject: dict[Hashable, list[tuple[PlacedFact, Hashable]]] = {}
        for placed in facts:
            for subject, value in statements_of(placed.event):
                by_subject.setdefault((subject, *_time(kind, placed)), []).append((placed, value))
        for said in by_subject.values():
            if len({value for _, value in said}) > 1:
                found = {placed.event.key: placed for placed in _together(history, kind, said)}
                if len(found) > 1 and tuple(found) not in reported:
                    reported.add(tuple(found))
                    yield tuple(found.values())


def _time(kind: type, placed: PlacedFact) -> tuple[Hashable, ...]:
    """Facts that are certainly of one time have the same bounds; who a patient is depends on no time."""
    if kind is PatientRegistered:
        return ()
    earliest, latest = placed.start.earliest, placed.start.latest
    least = None if earliest is None else round(earliest, 3)
    if latest == earliest:
        return least, least
    return least, None if latest is None else round(latest, 3)


def _together(history: History, kind: type, said: list[tuple[PlacedFact, Hashable]]) -> Iterator[PlacedFact]:
    """Those that disagree with the first one: certainly of one time, and in another place where one day has room for two."""
    first, value = said[0]
    yield first
    for placed, other in said[1:]:
        between = history.chronology.between(first.key, placed.key)
        same_time = kind is PatientRegistered or (
            between.least is not None
            and between.most is not None
            and max(abs(between.least), abs(between.most)) <= PRECISION_DAYS
        )
        if other != value and same_time and (kind not in _MANY_A_DAY or _elsewhere(first, placed)):
            yield placed


def _elsewhere(first: PlacedFact, placed: PlacedFact) -> bool:
    one, other = first.event, placed.event
    return one.sources != other.sources or one.asserted_by != other.asserted_by


def _of_registration(event: PatientRegistered) -> Iterator[Said]:
    if event.age_at_diagnosis is not None:
        yield "age", event.age_at_diagnosis
    if event.sex is not Sex.NOT_STATED:
        yield "sex", event.sex


def _of_stage(event: StageAssigned) -> Iterator[Said]:
    for part in ("t", "n", "m", "group"):
        value = getattr(event, part)
        if value:
            yield (event.system, event.edition, part), value.casefold()


def _of_pathology(event: PathologyReported) -> Iterator[Said]:
    for marker in event.markers:
        site = None if event.site is None else event.site.name.casefold()
        yield (site, marker.name.casefold(), marker.unit), (marker.result, marker.value)


def _of_lab(event: LabResulted) -> Iterator[Said]:
    if event.value is not None:
        yield (analyte_of(event.analyte), event.unit, event.specimen.casefold()), (event.comparator, event.value)


def _of_measurement(event: MeasurementTaken) -> Iterator[Said]:
    yield (event.what.casefold(), event.unit), event.value


def _of_performance(event: PerformanceAssessed) -> Iterator[Said]:
    if event.ecog is not None:
        yield "ecog", event.ecog


def _of_response(event: ResponseAssessed) -> Iterator[Said]:
    if event.category is not ResponseCategory.NOT_STATED and event.criteria is not Criteria.NOT_STATED:
        yield event.criteria, event.category


_STATEMENTS: dict[type, Callable[..., Iterator[Said]]] = {
    PatientRegistered: _of_registration,
    StageAssigned: _of_stage,
    PathologyReported: _of_pathology,
    LabResulted: _of_lab,
    MeasurementTaken: _of_measurement,
    PerformanceAssessed: _of_performance,
    ResponseAssessed: _of_response,
}
_MANY_A_DAY = frozenset({LabResulted, MeasurementTaken, PathologyReported})


def lost_superscript(evidence: Evidence) -> Iterator[Discrepancy]:
    """Numbers of the form `× 10n` without an exponent sign in the texts of facts, in one row.

    What a reader noted about lost superscripts speaks for itself.
    """
    facts = [fact for standing in evidence.record.facts if not isinstance(fact := standing.fact, AmbiguityNoted)]
    if not _SUSPECT.search(_ENCODER.encode(facts)):
        return
    found: dict[str, str] = {}
    for fact in facts:
        match = _LOST.search(_ENCODER.encode(fact))
        if match is not None:
            found[fact.key] = match.group().decode()
    if found:
        named = ", ".join(f"“{number}” ({key})" for key, number in found.items())
        summary = f"A number seems to have lost the superscript of its power of ten: {named}"
        yield evidence.found("lost-superscript", Severity.NOTE, summary, found)
