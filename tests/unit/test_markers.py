"""Markers: extremes, changes, two-point rates with their bounds, and what only bounds."""

from math import log, log10

import pytest
from msgspec.structs import replace

from tests.examples import cycle, diagnosed, history, lab, started
from tests.unit.test_recist_of_the_cases import history as case
from tracker.events.catalogue import Fact
from tracker.events.laboratory import LabResulted
from tracker.projections.markers import Marker, derive_markers
from tracker.values.vocabularies import Comparator

LINE = started("l1", "cisplatin", line=1, day=10), cycle("l1", 1, day=10)
COPIES = "{copies}/mL"


def ebv(value: float | str | None, day: float | tuple[float, float], **more: object) -> LabResulted:
    said = f"{day[0]:g}-{day[1]:g}" if isinstance(day, tuple) else f"{day:g}"
    return lab("EBV-DNA", value, "" if value is None else COPIES, key=f"d{said}", day=day, **more)  # type: ignore[arg-type]  # as named


def marker(*facts: Fact) -> Marker:
    (found,) = derive_markers(history(diagnosed(), *LINE, *facts))
    return found


def keys(found: Marker) -> dict[str, str | None]:
    named = {"first": found.first, "last": found.last, "nadir": found.nadir, "peak": found.peak, "base": found.baseline}
    return {name: None if result is None else result.key for name, result in named.items()}


def test_first_last_nadir_peak_and_baseline_are_results_with_their_times() -> None:
    found = marker(ebv(50, -20), ebv(1000, 0), ebv(900, 10), ebv(100, 40), ebv(100, 60), ebv(400, 90))
    assert keys(found) == {"first": "d-20", "last": "d90", "nadir": "d40", "peak": "d0", "base": "d10"}
    assert found.numbers == 6
    assert found.nadir is not None
    assert found.nadir.day == 40


def test_the_last_number_is_compared_with_baseline_and_nadir() -> None:
    found = marker(ebv(1000, 0), ebv(10, 40), ebv(200, 90))
    base, nadir = found.from_baseline, found.from_nadir
    assert base is not None
    assert nadir is not None
    assert (base.reference, base.percent, base.fold) == ("d0", -80.0, 0.2)
    assert (nadir.reference, nadir.percent, nadir.fold) == ("d40", 1900.0, 20.0)
    assert base.log10 == pytest.approx(log10(0.2))
    assert nadir.log10 == pytest.approx(log10(20))


def test_half_life_runs_from_the_baseline_to_the_nadir_and_doubling_time_from_there_to_the_last() -> None:
    found = marker(ebv(800, 0), ebv(100, 30), ebv(400, 90))
    assert found.half_life is not None
    assert found.doubling_time is not None
    assert (found.half_life.start, found.half_life.stop, found.half_life.label) == ("d0", "d30", "two-point")
    assert (found.doubling_time.start, found.doubling_time.stop) == ("d30", "d90")
    assert found.half_life.days == pytest.approx(10)
    assert found.doubling_time.days == pytest.approx(30)


def test_bounds_of_a_rate_are_those_of_the_time_between_both_results() -> None:
    rate = marker(ebv(400, 0), ebv(100, (20, 40))).half_life
    assert rate is not None
    assert rate.earliest_days == pytest.approx(10)
    assert rate.days == pytest.approx(15)
    assert rate.latest_days == pytest.approx(20)


def test_an_open_side_of_the_time_is_an_open_side_of_the_rate() -> None:
    open_side = lab("EBV-DNA", 100, COPIES, key="later", after="d0", at_least="10 d")
    rate = marker(ebv(400, 0), open_side, ebv(900, 90)).half_life
    assert rate is not None
    assert rate.earliest_days == pytest.approx(5)
    assert rate.latest_days is None


@pytest.mark.parametrize(
    "results",
    [
        pytest.param((ebv(100, 0), ebv(200, 40)), id="no fall"),
        pytest.param((ebv(100, 0), ebv(0, 40)), id="a fall to 0 has no half-life"),
        pytest.param((ebv(100, 40), ebv(50, 80)), id="no baseline"),
        pytest.param((ebv(100, 0), ebv(100, 40)), id="no change"),
        pytest.param((ebv(100, 0),), id="one result"),
    ],
)
def test_without_a_fall_from_the_baseline_there_is_no_half_life(results: tuple[LabResulted, ...]) -> None:
    assert marker(*results).half_life is None


def test_from_nothing_there_is_neither_a_percentage_nor_a_logarithm() -> None:
    found = marker(ebv(0, 0), ebv(100, 40)).from_baseline
    assert found is not None
    assert (found.percent, found.fold, found.log10) == (None, None, None)


def test_a_result_that_only_bounds_is_listed_and_is_no_number() -> None:
    found = marker(ebv(1000, 0), ebv(500, 40, comparator=Comparator.BELOW), ebv(900, 80))
    assert [bound.key for bound in found.bounds] == ["d40"]
    assert (found.numbers, keys(found)["nadir"]) == (2, "d80")


def test_two_units_are_two_series_and_a_word_is_none() -> None:
    facts = lab("LDH", 300, "U/L", key="a"), lab("LDH", 5, "ukat/L", key="b", day=40), lab("LDH", word="high", key="c")
    found = derive_markers(history(diagnosed(), *LINE, *facts))
    assert [(each.unit, each.numbers) for each in found] == [("U/L", 1), ("ukat/L", 1)]
    (words,) = derive_markers(history(diagnosed(), lab("LDH", word="high")))
    assert (words.unit, words.numbers, words.first, words.half_life) == ("", 0, None, None)


def test_different_specimens_are_noted() -> None:
    first, second = ebv(9, 0), ebv(9, 40)
    assert marker(replace(first, specimen="plasma"), second).note == ""
    found = marker(replace(first, specimen="plasma"), replace(second, specimen="serum"))
    assert found.note == "specimens differ: plasma, serum"


def test_the_ebv_dna_of_case_1_halved_in_three_days_and_doubled_in_seven_weeks() -> None:
    found = next(each for each in derive_markers(case("npc-1")) if each.analyte == "EBV-DNA")
    assert keys(found)["nadir"] == "labs-1-ebv"
    assert found.half_life is not None
    assert found.doubling_time is not None
    assert found.half_life.earliest_days is not None
    assert found.half_life.latest_days is not None
    pair = case("npc-1").chronology.between("labs-0-ebv", "labs-1-ebv")
    assert pair.most is not None
    assert found.half_life.latest_days == pytest.approx(pair.most * log(2) / log(615_000 / 131))
    assert found.half_life.earliest_days < found.half_life.days < found.half_life.latest_days
    assert found.from_nadir is not None
    assert found.from_nadir.fold == pytest.approx(2630 / 131)


def test_case_2_has_one_number_before_and_one_after_and_no_nadir_but_the_last() -> None:
    found = next(each for each in derive_markers(case("npc-2")) if each.analyte == "EBV-DNA")
    assert (keys(found)["nadir"], keys(found)["last"], found.from_nadir) == ("labs-4-ebv", "labs-4-ebv", None)
    assert found.from_baseline is not None
    assert found.from_baseline.percent == pytest.approx(-8.397, abs=0.001)
