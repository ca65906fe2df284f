"""`labs`: laboratory results, one analyte a row. Refuses a flag without a basis, and to convert a unit."""

from typing import Annotated

from msgspec import Meta

from tracker.events.laboratory import LabResulted
from tracker.projections.flags import flag_of
from tracker.projections.history import History, events_of
from tracker.projections.rows.columns import CertaintyColumn, DatedRow, text_or_null


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


def derive_labs(history: History) -> tuple[LabRow, ...]:
    """One row per result, in the order of living."""
    rows = []
    for event in events_of(history, LabResulted):
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
            )
        )
    return tuple(rows)
