"""`radiotherapy_courses`: courses of radiotherapy, a row for each target volume. Refuses to sum volumes."""

from typing import Annotated

from msgspec import Meta

from tracker.events.treatment import RadiotherapyGiven, RadiotherapyVolume
from tracker.projections.history import History
from tracker.projections.rows.columns import (
    CertaintyColumn,
    ItemColumn,
    LineColumn,
    SpanRow,
    joined_or_null,
    text_or_null,
)
from tracker.projections.times import NO_TIMES, OpenTimes, time_columns
from tracker.projections.words import sites_words

ALPHA_BETA_GY = 10.0
"""α/β of tumor for BED and EQD2."""

EQD2_DIVISOR_GY = ALPHA_BETA_GY + 2.0


class RadiotherapyCourseRow(SpanRow, frozen=True, gc=False):
    """One target volume of one course; the stop is the end of the course's length, NULL where no length is given."""

    item: ItemColumn
    volume: Annotated[str, Meta(description="name of the target volume")]
    sites: Annotated[str | None, Meta(description="what it covers, comma-separated")]
    dose_gy: Annotated[float | None, Meta(description="dose of this volume", extra={"unit": "Gy"})]
    fractions: Annotated[int | None, Meta(description="number of fractions of this volume", extra={"unit": "1"})]
    fraction_gy: Annotated[float | None, Meta(description="dose per fraction d", extra={"unit": "Gy"})]
    bed_gy: Annotated[
        float | None, Meta(description="biologically effective dose D(1 + d/10), α/β = 10 Gy", extra={"unit": "Gy"})
    ]
    eqd2_gy: Annotated[
        float | None,
        Meta(description="equivalent dose in 2-Gy fractions D(d + 10)/12, α/β = 10 Gy", extra={"unit": "Gy"}),
    ]
    volume_ml: Annotated[float | None, Meta(description="size of the volume", extra={"unit": "mL"})]
    words: Annotated[str | None, Meta(description="the source's own term for the volume")]
    delivery: Annotated[str, Meta(description="planned, delivered, delivery-not-stated")]
    intents: Annotated[str | None, Meta(description="intents as stated, comma-separated")]
    left_out: Annotated[str | None, Meta(description="what the source says was not irradiated, comma-separated")]
    imaging_basis: Annotated[str | None, Meta(description="image on which the volumes were drawn")]
    concurrent_regimen: Annotated[str | None, Meta(description="regimen given beside it")]
    line: LineColumn
    certainty: CertaintyColumn


def _doses(volume: RadiotherapyVolume) -> tuple[float | None, float | None, float | None, float | None]:
    """Total dose, dose per fraction, BED and EQD2; what cannot be computed is None."""
    if volume.dose_gy is None:
        return None, None, None, None
    dose = float(volume.dose_gy)
    if volume.fractions is None:
        return dose, None, None, None
    fraction = dose / volume.fractions
    return dose, fraction, dose * (1 + fraction / ALPHA_BETA_GY), dose * (fraction + ALPHA_BETA_GY) / EQD2_DIVISOR_GY


def derive_radiotherapy_courses(history: History) -> tuple[RadiotherapyCourseRow, ...]:
    """One row per course and volume. BED and EQD2 are of the linear-quadratic model, α/β = 10 Gy."""
    rows = []
    for placed in history.facts:
        event = placed.event
        if not isinstance(event, RadiotherapyGiven):
            continue
        stop: OpenTimes = NO_TIMES if placed.stop is None else time_columns(history.calendar, placed.stop)
        for item, volume in enumerate(event.volumes, 1):
            dose, fraction, bed, eqd2 = _doses(volume)
            rows.append(
                RadiotherapyCourseRow(
                    history.patient,
                    event.key,
                    *history.times[event.key],
                    *stop,
                    item,
                    volume.name,
                    text_or_null(sites_words(volume.sites)),
                    dose,
                    volume.fractions,
                    fraction,
                    bed,
                    eqd2,
                    None if volume.volume_ml is None else float(volume.volume_ml),
                    text_or_null(volume.words),
                    event.delivery.value,
                    joined_or_null(event.intents),
                    joined_or_null(event.left_out),
                    text_or_null(event.imaging_basis),
                    event.concurrent_regimen,
                    event.line,
                    event.certainty.value,
                )
            )
    return tuple(rows)
