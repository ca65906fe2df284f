from datetime import date, timedelta

import pytest

from tests.examples import (
    ambiguity,
    contact,
    cycle,
    diagnosed,
    died,
    finding,
    interval,
    lab,
    reading,
    record,
    registered,
    retracted,
    scan,
    started,
)
from tracker.events.catalogue import Event
from tracker.projections.chronology import Between, Chronology, Placement, chronology_of
from tracker.projections.statements import MissingAnchor
from tracker.values.when import Lasting, Timing

MONTH = 30.4375


def chronology(*events: Event, tolerance: float = 0.5) -> Chronology:
    return chronology_of(record(*events), tolerance=tolerance)


def test_a_stated_month_is_half_a_month_wide_to_both_sides() -> None:
    found = chronology(diagnosed(), scan("s", after="dx", stated="7 mo"))
    assert found.start("s") == Placement(6.5 * MONTH, 7.5 * MONTH, 7 * MONTH)


def test_without_tolerance_a_stated_month_is_exact() -> None:
    found = chronology(diagnosed(), scan("s", after="dx", stated="7 mo"), tolerance=0)
    assert found.start("s") == Placement(7 * MONTH, 7 * MONTH, 7 * MONTH)


def test_a_stated_year_rounds_to_half_a_year_and_weeks_do_not_round() -> None:
    found = chronology(diagnosed(), scan("y", after="dx", stated="2 a"), scan("w", after="dx", stated="3 wk"))
    assert found.start("y") == Placement(18 * MONTH, 30 * MONTH, 24 * MONTH)
    assert found.start("w") == Placement(21, 21, 21)


def test_a_cycle_hangs_on_the_regimen_and_keeps_its_exact_length() -> None:
    found = chronology(
        diagnosed(),
        started("l1", after="dx", at_most="14 d"),
        cycle("l1", 1, with_="l1"),
        cycle("l1", 2, after="l1-c1"),
        scan("s", after="l1-c2.end", stated="1 mo"),
    )
    assert found.start("l1-c2") == Placement(21, 35, 28)
    assert found.stop("l1-c2") == Placement(42, 56, 49)
    assert found.stop("l1") is None
    assert found.between("l1", "l1-c2.end") == Between(42, 42)
    assert found.between("l1-c1", "s") == Between(42 + MONTH / 2, 42 + 1.5 * MONTH)
    assert found.between("time-zero", "l1-c2") == Between(21, 35)


def test_the_end_of_a_fact_without_a_length_is_its_start() -> None:
    found = chronology(diagnosed(), scan("s", day=30), lab("LDH", 1, after="s.end", stated="5 d"))
    assert found.start("labs-ldh").estimate == 35
    assert found.between("s", "s.end") == Between(0, 0)


def test_a_length_with_bounds_gives_the_end_bounds_and_the_pair_its_own() -> None:
    found = chronology(
        diagnosed(at="2023-01-01"),
        cycle("r", 1, lasting=Lasting(at_least="7 d", at_most="28 d"), at="2023-02-01/2023-02-11"),
    )
    assert found.stop("r-c1") == Placement(38, 69, 53.5)
    assert found.between("r-c1", "r-c1.end") == Between(7, 28)


def test_between_and_before_bound_from_their_own_side() -> None:
    found = chronology(
        diagnosed(),
        scan("s", day=100),
        scan("t", day=160),
        finding("work", "works", between=("s", "t")),
        finding("cough", "cough", before="s", at_least="10 d", at_most="20 d"),
    )
    assert found.start("work") == Placement(100, 160, 130)
    assert found.start("cough") == Placement(80, 90, 85)


def test_all_forms_of_a_list_hold_together() -> None:
    both = (Timing(after="a", stated="30 d"), Timing(day=(0, 45)))
    found = chronology(diagnosed(), scan("a", day=(10, 20)), scan("b", at=both))
    assert found.start("b") == Placement(40, 45, 42.5)
    assert found.start("a") == Placement(10, 15, 12.5)


def test_an_event_before_everything_is_placed_at_the_least_of_all_latest_times() -> None:
    found = chronology(diagnosed(), finding("onset", "lump", before="dx"), scan("s", after="onset", stated="60 d"))
    assert found.start("onset") == Placement(None, 0, 0)
    assert found.start("s") == Placement(None, 60, 60)


def test_an_open_later_side_closes_at_the_greatest_earliest_or_finite_latest_time() -> None:
    found = chronology(
        diagnosed(),
        scan("s", day=(50, 90)),
        finding("later", "cough", after="dx", at_least="10 d"),
        finding("x", "y", at="unknown"),
    )
    assert found.start("later") == Placement(10, None, 50)
    assert found.start("x") == Placement(None, None, 45)


def test_closing_a_side_draws_what_follows_from_it() -> None:
    found = chronology(diagnosed(), scan("last", day=100), scan("a", after="dx"), scan("b", after="a", at_least="40 d"))
    assert found.start("a") == Placement(0, None, 30)
    assert found.start("b") == Placement(40, None, 70)
    assert found.between("a", "b") == Between(40, None)


def test_a_record_in_which_nothing_is_known_lies_on_the_origin() -> None:
    found = chronology(finding("a", "x", at="unknown"), finding("b", "y", after="a", stated="10 d"))
    assert found.start("a") == Placement(None, None, 0)
    assert found.start("b") == Placement(None, None, 10)


def test_what_was_known_is_a_point_of_its_own_not_before_the_fact() -> None:
    found = chronology(
        diagnosed(),
        scan("s", day=(10, 40), known=Timing(after="s", at_most="7 d")),
        scan("t", day=(10, 40), known=Timing(day=20)),
        scan("u", day=5, known="publication"),
    )
    assert found.known("s") == Placement(10, 47, 28.5)
    assert found.start("t") == Placement(10, 20, 15)
    assert found.known("t") == Placement(20, 20, 20)
    assert found.known("u") is None
    assert found.known("dx") == found.start("dx")


def test_a_reading_that_was_selected_replaces_the_preferred_one() -> None:
    after_c2 = Timing(after="c2", stated="210 d")
    question = Timing(
        question="seven-months", readings={"F": after_c2, "T": Timing(after="dx", stated="210 d")}, preferred="F"
    )
    facts = (diagnosed(), scan("c2", day=42), scan("s", at=question))
    assert chronology(*facts).start("s").estimate == 252
    assert chronology(*facts, reading("seven-months", "T")).start("s").estimate == 210


def test_a_stated_interval_binds_its_anchors_and_takes_its_place_from_them() -> None:
    found = chronology(
        diagnosed(),
        scan("stop", day=(100, 200)),
        contact("end", after="stop"),
        interval("free", "stop", "end", "7 mo"),
        finding("tired", "tired", after="free.end", stated="1 d"),
    )
    assert found.start("free") == found.start("stop")
    assert found.stop("free") == found.start("end") == Placement(100 + 6.5 * MONTH, 200 + 7.5 * MONTH, 150 + 7 * MONTH)
    assert found.between("stop", "tired") == Between(6.5 * MONTH + 1, 7.5 * MONTH + 1)


def test_a_stated_interval_that_ends_at_the_origin_binds_where_it_runs_from() -> None:
    found = chronology(diagnosed(), finding("onset", "lump", at="unknown"), interval("i", "onset", "time-zero", "2 mo"))
    assert found.start("onset") == Placement(-2.5 * MONTH, -1.5 * MONTH, -2 * MONTH)


def test_a_retracted_anchor_lets_the_condition_fall_and_is_named() -> None:
    found = chronology(
        diagnosed(), scan("s", day=10), scan("t", after="s", stated="5 d"), contact("z", day=100), retracted("s")
    )
    assert found.missing_anchors == (MissingAnchor("t", "s"),)
    assert found.start("t") == Placement(None, None, 50)


def test_no_place_is_a_negative_zero() -> None:
    found = chronology(diagnosed(), finding("t", "lump", before="dx", at_least="0 d", at_most="14 d"))
    assert str(found.start("t").latest) == "0.0"
    assert str(found.between("dx", "t").most) == "0.0"


def test_a_lost_anchor_of_a_reading_that_is_not_chosen_is_missing_too() -> None:
    either = Timing(question="q", readings={"A": Timing(after="dx"), "B": Timing(after="s")}, preferred="A")
    found = chronology(diagnosed(), finding("t", "lump", at=either))
    assert found.missing_anchors == (MissingAnchor("t", "s"),)
    assert found.start("t").earliest == 0


def test_a_stated_interval_from_a_lost_anchor_begins_nowhere_and_ends_where_it_runs_to() -> None:
    found = chronology(diagnosed(), interval("i", "lost", "dx", "2 mo"))
    assert found.stop("i") == Placement(0, 0, 0)
    with pytest.raises(KeyError):
        found.start("i")


def test_an_ambiguity_and_an_interval_in_a_circle_are_no_anchors() -> None:
    found = chronology(
        diagnosed(),
        ambiguity("doubt", "unclear"),
        interval("i", "i", "i.end", "1 mo"),
        scan("t", after="doubt", stated="5 d"),
    )
    assert found.missing_anchors == (MissingAnchor("i", "i"), MissingAnchor("i", "i.end"), MissingAnchor("t", "doubt"))
    for key in ("i", "doubt"):
        with pytest.raises(KeyError):
            found.start(key)
    with pytest.raises(KeyError):
        found.between("dx", "doubt")


def test_times_follow_an_anchor_through_a_chain_of_exact_ones_without_a_network() -> None:
    found = chronology(
        diagnosed(), *(cycle("r", number, after=f"r-c{number - 1}" if number > 1 else "dx") for number in range(1, 400))
    )
    assert found.stop("r-c399") == Placement(8400, 8400, 8400)
    assert found._placements.groups == []


def test_a_chart_of_dates_needs_no_network_and_counts_from_its_diagnosis() -> None:
    first = date(2020, 1, 5)
    labs = [lab("LDH", 1, key=f"l{day}", at=(first + timedelta(days=day)).isoformat()) for day in range(500)]
    found = chronology(registered(), diagnosed(at="2020-01-05"), *labs, finding("m", "x", at="2020-02"))
    assert found._placements.groups == []
    assert found.start("l499") == Placement(499, 499, 499)
    assert found.start("m") == Placement(27, 55, 41)
    assert found.between("m", "l60") == Between(5, 33)
    assert found.start("registered") == Placement(0, 0, 0)


def test_a_death_before_a_dated_scan_is_read_off_the_pair() -> None:
    found = chronology(diagnosed(at="2020-01-05"), died(at="2020-03"), scan("s", at="2020-04-01"))
    assert found.between("death", "s") == Between(1, 31)
    assert found.between("death", "s").estimate == 16
    assert Between(None, 3).estimate is None
