"""`radiotherapy_courses`: a row per volume, never summed."""

from decimal import Decimal

import pytest

from tests.examples import diagnosed, history
from tests.said import kept
from tracker.events.treatment import RadiotherapyGiven, RadiotherapyVolume
from tracker.projections.rows.radiotherapy_courses import RadiotherapyCourseRow, derive_radiotherapy_courses
from tracker.values.vocabularies import Delivery
from tracker.values.when import Lasting


def courses(*volumes: RadiotherapyVolume) -> tuple[RadiotherapyCourseRow, ...]:
    course = RadiotherapyGiven(
        **kept("rt-1", {"day": 100.0}),
        volumes=volumes,
        lasting=Lasting(at_least="39 d", at_most="46 d"),
        delivery=Delivery.PLANNED,
        left_out=("sternum",),
    )
    return derive_radiotherapy_courses(history(diagnosed(), course))


@pytest.mark.parametrize(
    ("dose", "fractions", "each", "bed", "eqd2"),
    [
        pytest.param("60", 30, 2.0, 72.0, 60.0, id="2 Gy a fraction is its own EQD2"),
        pytest.param("45", 25, 1.8, 53.1, 44.25, id="1.8 Gy a fraction"),
        pytest.param("22.5", 5, 4.5, 32.625, 27.1875, id="4.5 Gy a fraction"),
        pytest.param("60", None, None, None, None, id="without fractions no dose per fraction"),
        pytest.param(None, 30, None, None, None, id="without a dose nothing"),
    ],
)
def test_dose_per_fraction_bed_and_eqd2(
    dose: str | None, fractions: int | None, each: float | None, bed: float | None, eqd2: float | None
) -> None:
    volume = RadiotherapyVolume(name="PTV", dose_gy=None if dose is None else Decimal(dose), fractions=fractions)
    (row,) = courses(volume)
    assert (row.fraction_gy, row.bed_gy, row.eqd2_gy) == pytest.approx((each, bed, eqd2))


def test_every_volume_has_a_row_with_the_bounds_of_the_course() -> None:
    rows = courses(RadiotherapyVolume(name="PGTVnx"), RadiotherapyVolume(name="PGTVm"))
    assert [(row.item, row.volume) for row in rows] == [(1, "PGTVnx"), (2, "PGTVm")]
    assert {(row.start_day, row.stop_day_earliest, row.stop_day_latest) for row in rows} == {(100.0, 139.0, 146.0)}
    assert {(row.delivery, row.left_out) for row in rows} == {("planned", "sternum")}
