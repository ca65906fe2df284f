"""`labs`: laboratory results, one analyte a row. Refuses a flag without a basis, a grade without its version, and to convert a unit."""

from typing import Annotated

from msgspec import Meta

from tracker.events.laboratory import LabResulted
from tracker.projections.flags import flag_of
from tracker.projections.grades import grade_of, with_baselines
from tracker.projections.history import History
from tracker.projections.lab_series import graded_term
from tracker.projections.rows.columns import CertaintyColumn, DatedRow, text_or_null
from tracker.values.ctcae import LabGrade


class LabRow(DatedRow, frozen=True, gc=False):
    """One result."""

    analyte: Annotated[str, Meta(description="what was measured")]
    value: Annotated[
        float | None,
        Meta(
            description="the number, or the bound that comparator names; NULL: only a word",
            extra={"unit": "column unit"},
        ),
    ]
    comparator: Annotated[
        str | None, Meta(description="<, <=, >=, >: the value bounds the result, it is not the result")
    ]
    unit: Annotated[str | None, Meta(description="UCUM unit of value and limits")]
    word: Annotated[str | None, Meta(description="the source's word, such as elevated")]
    word_means: Annotated[str | None, Meta(description="what the word means: high, low, normal, rising, falling")]
    flag: Annotated[str | None, Meta(description="H above, L below, N within; NULL where nothing supports a flag")]
    flag_basis: Annotated[str | None, Meta(description="reference range, or the source's word")]
    reference_low: Annotated[
        float | None, Meta(description="lower limit of normal of that laboratory", extra={"unit": "column unit"})
    ]
    reference_high: Annotated[
        float | None, Meta(description="upper limit of normal of that laboratory", extra={"unit": "column unit"})
    ]
    specimen: Annotated[str | None, Meta(description="specimen; NULL where not stated")]
    loinc: Annotated[str | None, Meta(description="LOINC code, where sure")]
    certainty: CertaintyColumn
    ctcae_term: Annotated[
        str | None,
        Meta(
            description="term by which the result is graded; NULL where there is none, or the specimen is not of blood"
        ),
    ]
    grade: Annotated[int | None, Meta(description="CTCAE grade, 0 to 4; NULL: not gradable, which is not grade 0")]
    grade_text: Annotated[str | None, Meta(description="such as G3, G1 by word, not gradable")]
    grade_reason: Annotated[str | None, Meta(description="why it is not gradable")]
    grade_against: Annotated[
        str | None, Meta(description="what it was graded against: absolute, LLN, ULN, baseline, word")
    ]
    grade_version: Annotated[str | None, Meta(description="version of CTCAE; NULL where there is no term")]


_GradeColumns = tuple[str | None, int | None, str | None, str | None, str | None, str | None]


def derive_labs(history: History) -> tuple[LabRow, ...]:
    """One row per result, in the order of living."""
    rows = []
    for event, baseline in with_baselines(history):
        flag, basis = flag_of(event)
        rows.append(
            LabRow(
                history.patient,
                event.key,
                *history.times[event.key],
                event.analyte,
                None if event.value is None else float(event.value),
                None if event.comparator is None else event.comparator.value,
                text_or_null(event.unit),
                text_or_null(event.word),
                None if event.word_means is None else event.word_means.value,
                text_or_null(flag),
                text_or_null(basis),
                None if event.reference_low is None else float(event.reference_low),
                None if event.reference_high is None else float(event.reference_high),
                text_or_null(event.specimen),
                text_or_null(event.loinc),
                event.certainty.value,
                *_grade_columns(event, baseline),
            )
        )
    return tuple(rows)


def _grade_columns(event: LabResulted, baseline: LabResulted | None) -> _GradeColumns:
    term = graded_term(event)
    if term is None:
        return None, None, None, None, None, None
    grade = grade_of(event, baseline) or LabGrade(
        term=term, grade=None, reason="no value, and no word that gives a grade"
    )
    return (
        grade.term,
        grade.grade,
        grade.text,
        text_or_null(grade.reason),
        text_or_null(grade.against),
        grade.version,
    )
