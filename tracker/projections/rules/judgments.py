"""Rules about judgments whose yardstick is not stated. Refuses to supply the usual one."""

from collections.abc import Iterator, Sequence

from tracker.events.disease import ProgressionDeclared, ResponseAssessed
from tracker.events.toxicity import AdverseEventNoted
from tracker.projections.rules.evidence import Discrepancy, Evidence
from tracker.projections.stated import stated_by
from tracker.projections.words import grade_words
from tracker.values.counts import counted
from tracker.values.vocabularies import Criteria, Presence, Severity

NO_VERSION = "not-stated"


def no_criteria(evidence: Evidence) -> Iterator[Discrepancy]:
    """Responses or progressions without criteria or without an assessor: one row for each kind."""
    responses = [stated.value for stated in stated_by(evidence.history, ResponseAssessed)]
    progressions = [stated.value for stated in stated_by(evidence.history, ProgressionDeclared)]
    kinds: tuple[tuple[str, Sequence[ResponseAssessed | ProgressionDeclared]], ...] = (
        ("response", responses),
        ("progression", progressions),
    )
    for kind, judgments in kinds:
        without = [event.key for event in judgments if event.criteria is Criteria.NOT_STATED]
        by_nobody = [event.key for event in judgments if not event.assessor]
        said = [
            f"{counted(len(keys), kind)} without {what}: {', '.join(keys)}"
            for what, keys in (("stated criteria", without), ("an assessor", by_nobody))
            if keys
        ]
        if said:
            yield evidence.found("no-criteria", Severity.NOTE, "; ".join(said), (*without, *by_nobody))


def grade_without_system(evidence: Evidence) -> Iterator[Discrepancy]:
    """Grades of adverse events without the version of CTCAE, in one row. What was absent has no grade."""
    graded = [
        stated.value
        for stated in stated_by(evidence.history, AdverseEventNoted)
        if stated.value.grade is not None
        and stated.value.presence is not Presence.ABSENT
        and stated.value.ctcae_version in ("", NO_VERSION)
    ]
    if graded:
        named = ", ".join(
            f"{event.term} {grade_words(event)}{f' “{event.words}”' if event.words else ''} ({event.key})"
            for event in graded
        )
        summary = f"No grading system or version is stated for {named}"
        yield evidence.found("grade-without-system", Severity.NOTE, summary, [event.key for event in graded])
