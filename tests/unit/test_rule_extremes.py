"""A peak that is none, a nadir that is none: of the period it speaks of, or only of the whole case."""

import pytest
from msgspec.structs import replace

from tests.examples import diagnosed, lab, started, stopped
from tests.rulings import ruled
from tracker.events.catalogue import Event
from tracker.events.laboratory import LabResulted
from tracker.values.vocabularies import Comparator, Severity
from tracker.values.when import Timing

COPIES = "{copies}/mL"
PERIOD = started("l5", day=100), stopped("l5", day=160)


def ebv(value: float, day: float, key: str = "other", *, unit: str = COPIES) -> LabResulted:
    return lab("EBV-DNA", value, unit, key=key, day=day)


def named(word: str, value: float) -> LabResulted:
    within = Timing(between=("l5", "l5-stopped"))
    return replace(lab("EBV-DNA", value, COPIES, key="named", word=word), occurred=within)


@pytest.mark.parametrize(
    ("other", "severity"),
    [
        pytest.param(ebv(2620, 0), Severity.NOTE, id="higher before the period"),
        pytest.param(ebv(2620, 130), Severity.WARNING, id="higher within the period"),
        pytest.param(ebv(2620, 160), Severity.WARNING, id="on its last day"),
        pytest.param(ebv(2400, 130), None, id="as high"),
        pytest.param(ebv(2620, 130, unit="U/L"), None, id="in another unit"),
        pytest.param(replace(ebv(2620, 130), comparator=Comparator.BELOW), None, id="a bound is no value"),
        pytest.param(replace(ebv(2620, 130), analyte="LDH"), None, id="of another analyte"),
    ],
)
def test_a_peak_is_held_against_its_period_and_the_case(other: LabResulted, severity: Severity | None) -> None:
    rows = ruled("peak-not-peak", diagnosed(), *PERIOD, named("peak", 2400), other)
    assert [row.severity for row in rows] == ([] if severity is None else [severity])
    assert all(row.events == ("named", "other") for row in rows)


def test_what_lies_in_the_period_is_named_rather_than_what_lies_outside() -> None:
    events: tuple[Event, ...] = (ebv(9000, 0, "before"), ebv(2620, 130, "within"))
    (row,) = ruled("peak-not-peak", diagnosed(), *PERIOD, named("peak value", 2400), *events)
    assert row.events == ("named", "within")


def test_a_nadir_is_held_against_lower_values() -> None:
    rows = ruled("nadir-not-nadir", diagnosed(), *PERIOD, named("nadir", 2400), ebv(100, 130), ebv(9000, 140, "high"))
    assert [(row.severity, row.events) for row in rows] == [(Severity.WARNING, ("named", "other"))]
    assert ruled("peak-not-peak", diagnosed(), *PERIOD, named("nadir", 2400), ebv(9000, 130)) == ()


def test_a_dated_peak_speaks_of_no_period_and_a_lost_period_of_none_either() -> None:
    dated = lab("EBV-DNA", 2400, COPIES, key="named", word="peak", day=130)
    lost = replace(dated, occurred=Timing(between=("gone", "gone.end")))
    for peak in (dated, lost):
        (row,) = ruled("peak-not-peak", diagnosed(), peak, ebv(2620, 130))
        assert row.severity is Severity.NOTE


def test_a_peak_named_in_a_fact_of_its_own_is_the_number_of_the_same_time() -> None:
    number = replace(named("increased", 2400), key="number")
    word = replace(named("peak", 2400), value=None, unit="", occurred=Timing(with_="number"))
    (row,) = ruled("peak-not-peak", diagnosed(), *PERIOD, number, word, ebv(2620, 130))
    assert (row.severity, row.events) == (Severity.WARNING, ("number", "named", "other"))
    elsewhere = replace(word, occurred=Timing(after="l5", stated="40 d"))
    assert ruled("peak-not-peak", diagnosed(), *PERIOD, number, elsewhere, ebv(2620, 130)) == ()
    assert ruled("missing-value", diagnosed(), *PERIOD, number, word) == ()
    assert len(ruled("missing-value", diagnosed(), *PERIOD, number, elsewhere)) == 1
