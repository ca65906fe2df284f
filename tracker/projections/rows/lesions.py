"""`lesions`: every look at every lesion. Refuses to say whether a lesion is new on its own account."""

from typing import Annotated

from msgspec import Meta

from tracker.events.disease import ResponseAssessed
from tracker.projections.history import History
from tracker.projections.lesion_changes import Compared, derive_lesion_changes
from tracker.projections.recist.looks import Look, looks_of
from tracker.projections.rows.columns import DatedRow, ItemColumn, text_or_null


def _change(against: str) -> Meta:
    return Meta(description=f"change against {against}; NULL: see change_note", extra={"unit": "mm"})


_PERCENT = Meta(description="the same change in percent; NULL also where it is one from nothing", extra={"unit": "%"})


class LesionRow(DatedRow, frozen=True, gc=False):
    """One lesion at one look."""

    item: ItemColumn
    lesion: Annotated[str, Meta(description="identifier of the lesion")]
    site: Annotated[str, Meta(description="where it is")]
    laterality: Annotated[str, Meta(description="left, right, bilateral, midline, not-stated")]
    certainty: Annotated[str, Meta(description="how sure the source is that disease is there")]
    node: Annotated[bool, Meta(description="1: a lymph node, measured in the short axis")]
    modality: Annotated[str, Meta(description="CT, MRI, PET-CT …; examination or response where no image is behind it")]
    status: Annotated[
        str, Meta(description="present, increased, stable, decreased, inactive, resolved, not-stated; as reported")
    ]
    new: Annotated[str, Meta(description="whether the report calls it new: yes, no, uncertain, not-stated")]
    mm: Annotated[float | None, Meta(description="size along axis", extra={"unit": "mm"})]
    axis: Annotated[str, Meta(description="the diameter that was measured: long, short, unknown")]
    perpendicular_mm: Annotated[float | None, Meta(description="size across it", extra={"unit": "mm"})]
    previously_mm: Annotated[
        float | None, Meta(description="the earlier size as this report quotes it", extra={"unit": "mm"})
    ]
    words: Annotated[str | None, Meta(description="the source's own term")]
    change_mm_baseline: Annotated[float | None, _change("the last value not after the first dose of line 1")]
    change_percent_baseline: Annotated[float | None, _PERCENT]
    change_mm_nadir: Annotated[
        float | None, _change("the smallest value before, from the baseline on, sizes quoted by reports included")
    ]
    change_percent_nadir: Annotated[float | None, _PERCENT]
    change_mm_line: Annotated[
        float | None, _change("the last value not after the first dose of the line that the look falls in")
    ]
    change_percent_line: Annotated[float | None, _PERCENT]
    change_note: Annotated[
        str | None,
        Meta(description="why a change is NULL; where an axis is not stated, with the numbers that it would be"),
    ]


def _how(look: Look) -> str:
    """By which image a lesion was seen, or that it was an examination or a judgment of the response."""
    if look.modality is not None:
        return look.modality.value
    return "response" if isinstance(look.by.event, ResponseAssessed) else "examination"


def derive_lesions(history: History) -> tuple[LesionRow, ...]:
    """One row per lesion observation, in the order of living and within a report in its order."""
    return tuple(
        LesionRow(
            history.patient,
            look.key,
            *history.times[look.key],
            changed.item,
            seen.lesion,
            seen.site.name,
            seen.site.laterality.value,
            seen.site.certainty.value,
            seen.node,
            _how(look),
            seen.status.value,
            seen.new.value,
            None if seen.mm is None else float(seen.mm),
            seen.axis.value,
            None if seen.perpendicular_mm is None else float(seen.perpendicular_mm),
            None if seen.previously_mm is None else float(seen.previously_mm),
            text_or_null(seen.words),
            *_columns(changed.from_baseline),
            *_columns(changed.from_nadir),
            *_columns(changed.from_line_baseline),
            text_or_null(changed.note),
        )
        for look, changed in zip(looks_of(history), derive_lesion_changes(history), strict=True)
        for seen in [look.lesion]
    )


def _columns(compared: Compared) -> tuple[float | None, float | None]:
    """Millimeters and percent of a change that may be relied on."""
    change = compared.change
    if change is None or not compared.evaluable:
        return None, None
    return float(change.mm), None if change.percent is None else float(change.percent)
