"""Every rule of `check`: when it fires, and when it must not."""

import pytest
from msgspec.structs import replace

from tests.cohort import recorded_cohort
from tests.examples import (
    ambiguity,
    contact,
    cycle,
    diagnosed,
    died,
    ecog,
    erased,
    finding,
    held,
    history,
    interval,
    lab,
    radiotherapy,
    record,
    retracted,
    scan,
    started,
    stopped,
)
from tracker.events.catalogue import Event
from tracker.events.laboratory import LabResulted
from tracker.projections.discrepancies import RULES, Discrepancy, discrepancies_of
from tracker.projections.months import months_of
from tracker.projections.record import record_of
from tracker.values.vocabularies import Severity, WordMeaning
from tracker.values.when import Basis, Lasting, Timing

ASSUMED, DERIVED = Basis.ASSUMED, Basis.DERIVED
NAMES = """
after-death after-recording anchor-missing censored-not-dead cycle-before-start cycle-missing cycle-out-of-turn date-apart
dose-ambiguous dose-apart grade-without-system impossible-hemoglobin impossible-size inconsistent-time lost-superscript
missing-value nadir-not-nadir name-cut-short negative-interval new-at-known-site no-criteria number-repeated only-once
peak-not-peak reader-noted regimen-by-reference resumed-not-held rounding-only sources-disagree stage-group stage-support
status-without-event treated-before-diagnosis unaccounted-time units-differ unlikely-age unlikely-body unlikely-gy untied-days
"""
OPEN_COURSE = replace(radiotherapy("rt", 60, 30, day=150), lasting=Lasting(at_least="0 d"))


def found(*events: Event, rule: str = "", tolerances: tuple[float, ...] = (0.0, 0.5)) -> tuple[Discrepancy, ...]:
    every = discrepancies_of(record(*events), tolerances)
    return tuple(each for each in every if not rule or each.rule == rule)


def misfits(*events: Event, tolerances: tuple[float, ...]) -> list[tuple[str, float]]:
    every = found(*events, tolerances=tolerances)
    return [(row.rule, row.tolerance_months) for row in every if row.tolerance_months is not None]


def late_toripalimab(cycle_length: Lasting | str, least_l4: str) -> tuple[Event, ...]:
    """A course of 21 months whose parts are three stated durations, six and four cycles and two radiotherapy weeks."""
    radiated = replace(
        radiotherapy("rt-1", 60, 30, after="restaging-4", at_least="0 d", at_most="30 d", basis=ASSUMED),
        lasting=Lasting(at_least="39 d", at_most="46 d", basis=ASSUMED),
    )
    return (
        diagnosed(basis=ASSUMED),
        started("l1", after="dx", at_least="0 d", at_most="30 d", basis=ASSUMED),
        cycle("l1", 1, with_="l1", basis=DERIVED),
        *(cycle("l1", number, after=f"l1-c{number - 1}") for number in range(2, 7)),
        started("m1", with_="l1-c6.end", basis=DERIVED),
        scan("restaging-2", after="m1", stated="4 mo"),
        started("l2", after="restaging-2", at_least="0 d", at_most="14 d", basis=DERIVED),
        cycle("l2", 1, with_="l2", basis=DERIVED, lasting=cycle_length),
        *(
            cycle("l2", number, with_=f"l2-c{number - 1}.end", basis=ASSUMED, lasting=cycle_length)
            for number in (2, 3, 4)
        ),
        scan("restaging-4", after="l2-c4.end", stated="6 mo"),
        radiated,
        scan("restaging-5", after="rt-1.end", stated="3 mo"),
        started("l4", after="restaging-5", at_least="0 d", at_most="14 d", basis=DERIVED),
        started("l5", after="l4", at_least=least_l4, basis=ASSUMED),
        stopped("l5", after="l5", stated="2 mo"),
        died(at=(Timing(after="dx", stated="21 mo"), Timing(after="l5-stopped", basis=DERIVED))),
    )


def test_cycles_of_three_weeks_exceed_the_stated_survival_at_face_value_and_within_rounding() -> None:
    events = late_toripalimab("21 d", "21 d")
    rows = found(*events, rule="inconsistent-time")
    assert [(row.rule, row.severity, row.tolerance_months) for row in rows] == [
        ("inconsistent-time", Severity.ERROR, 0.0),
        ("inconsistent-time", Severity.ERROR, 0.5),
    ]
    # 6 × 21 d + 4 mo + 4 × 21 d + 6 mo + 39 d + 3 mo + 21 d + 2 mo against 21 mo, and each of five roundings gives 0.5.
    days = 6 * 21 + 4 * 21 + 39 + 21
    months = 4 + 6 + 3 + 2 - 21
    assert rows[0].excess_months == pytest.approx(days / 30.4375 + months)
    assert rows[1].excess_months == pytest.approx(days / 30.4375 + months - 2.5)
    chain = {"death", "dx", "l1-c6", "m1", "restaging-2", "l2-c4", "restaging-4", "rt-1", "restaging-5", "l4", "l5"}
    for row in rows:
        assert chain <= set(row.events)
        assert all(key in row.summary for key in chain)
    assert months_of(history(*events))[-1].state.death is not None


def test_free_cycles_fit_within_rounding_only() -> None:
    free = Lasting(at_least="7 d", at_most="28 d", basis=ASSUMED)
    (row,) = found(*late_toripalimab(free, "21 d"), rule="rounding-only")
    assert (row.rule, row.severity, row.tolerance_months) == ("rounding-only", Severity.WARNING, 0.0)
    days = 6 * 21 + 4 * 7 + 39 + 21
    assert row.excess_months == pytest.approx(days / 30.4375 + 15 - 21)


def test_each_tolerance_asked_for_has_a_row_and_face_value_counts_unasked() -> None:
    tight = late_toripalimab("21 d", "21 d")
    assert misfits(*tight, tolerances=(0.5, 0.25, 0.25, 0)) == [("inconsistent-time", at) for at in (0, 0.25, 0.5)]
    assert misfits(*tight, tolerances=(0.5,)) == [("inconsistent-time", 0.5)]
    free = late_toripalimab(Lasting(at_least="7 d", at_most="28 d"), "21 d")
    assert misfits(*free, tolerances=(0.5,)) == [("rounding-only", 0.0)]
    assert misfits(*free, tolerances=(0,)) == [("inconsistent-time", 0.0)]
    assert misfits(*tight, tolerances=(1,)) == [("rounding-only", 0.0)]


@pytest.mark.parametrize("tolerances", [(), (-0.5, 0.5)])
def test_a_tolerance_is_asked_for_and_never_negative(tolerances: tuple[float, ...]) -> None:
    with pytest.raises(ValueError, match="tolerances"):
        discrepancies_of(record(diagnosed()), tolerances)


def test_an_error_beside_a_rounding_conflict_leaves_both() -> None:
    rounding = interval("half", "a", "b", "3 mo"), finding("a", "cough", day=0), finding("b", "cough", day=100)
    error = contact(at=(Timing(after="dx", stated="5 d"), Timing(after="dx", stated="9 d")))
    rows = found(diagnosed(), *rounding, error)
    assert [(row.rule, row.tolerance_months) for row in rows] == [
        ("inconsistent-time", 0.0),
        ("inconsistent-time", 0.5),
        ("rounding-only", 0.0),
    ]
    assert "b" in rows[2].events


@pytest.mark.parametrize(
    ("events", "named"),
    [
        pytest.param((died(day=100), scan("s", day=101)), ("death", "s"), id="the day after"),
        pytest.param((died(day=100), scan("s", day=100)), None, id="the same day"),
        pytest.param((died(day=(90, 110)), scan("s", day=105)), None, id="possibly before"),
        pytest.param((died(day=(90, 110)), scan("s", day=111)), ("death", "s"), id="after the latest"),
        pytest.param((died(day=(90, 110)), scan("s", after="death", stated="3 d")), ("death", "s"), id="by the pair"),
        pytest.param((scan("s", day=111),), None, id="nobody died"),
        pytest.param((died(day=100), cycle("l1", 1, day=95)), None, id="a cycle that the death cut short"),
    ],
)
def test_after_death_needs_certainty(events: tuple[Event, ...], named: tuple[str, str] | None) -> None:
    rows = found(diagnosed(), *events, rule="after-death")
    assert [row.events for row in rows] == ([] if named is None else [named])


@pytest.mark.parametrize(
    ("events", "named"),
    [
        pytest.param(
            (OPEN_COURSE, interval("i", "dx", "rt.end", "3 mo", ASSUMED)),
            ("rt",),
            id="an end forced before its beginning",
        ),
        pytest.param((OPEN_COURSE, interval("i", "dx", "rt.end", "6 mo", ASSUMED)), None, id="an end after it"),
        pytest.param(
            (OPEN_COURSE, interval("i", "dx", "rt", "3 mo", ASSUMED)), None, id="a contradiction about its beginning"
        ),
        pytest.param((radiotherapy("rt", 60, 30, lasting="0 d", day=150),), None, id="a length of nothing as stated"),
        pytest.param(
            (started("l1", day=50), stopped("l1", day=40)), ("l1", "l1-stopped"), id="a stop before the start"
        ),
        pytest.param((started("l1", day=50), held("l1", day=40)), ("l1", "l1-held"), id="a hold before the start"),
        pytest.param((started("l1", day=50), stopped("l1", day=50)), None, id="the same day"),
        pytest.param((started("l1", day=50), stopped("l1", day=(30, 60))), None, id="perhaps after"),
        pytest.param(
            (started("l1", day=50), started("l1", day=10, key="l1-first"), stopped("l1", day=40)),
            None,
            id="the stop of an earlier start",
        ),
    ],
)
def test_a_negative_interval_is_an_end_certainly_before_its_beginning(
    events: tuple[Event, ...], named: tuple[str, ...] | None
) -> None:
    rows = found(diagnosed(), *events, rule="negative-interval")
    assert [row.events for row in rows] == ([] if named is None else [named])


def test_a_time_that_hangs_on_a_lost_key_is_named() -> None:
    gone = scan("gone", day=5), finding("a", "cough", after="gone", stated="3 d"), retracted("gone")
    rows = found(diagnosed(), *gone, finding("b", "cough", with_="never.end"), rule="anchor-missing")
    assert [row.events for row in rows] == [("a",), ("b",)]
    assert "retracted" in rows[0].summary
    assert "not in the record" in rows[1].summary


def test_a_date_that_nothing_ties_to_the_months_of_the_record_is_named() -> None:
    undated = diagnosed(at="time-zero"), finding("b", "cough", after="dx", stated="3 d")
    (row,) = found(*undated, died(at="1950"), rule="date-apart")
    assert row.events == ("death",)
    assert "death states a calendar date" in row.summary
    assert not found(*undated, rule="date-apart")
    assert not found(*undated, died(at=("1950", Timing(after="b", stated="2 mo"))), rule="date-apart")


def test_days_that_nothing_ties_to_a_date_of_a_dated_record_are_named() -> None:
    score = ecog(1, at="unknown")
    apart = (
        score,
        lab("Hb", 61, key="hb", after=score.key, stated="2 mo"),
        lab("Hb", 62, key="hb-2", after="hb", at_least="3 d"),
    )
    (row,) = found(diagnosed(at="2023-01-02"), *apart, rule="untied-days")
    assert row.events == tuple(sorted((score.key, "hb", "hb-2")))
    assert row.severity is Severity.NOTE
    assert "to a date of this record, so they cannot be placed on the calendar" in row.summary
    assert not found(diagnosed(at="2023-01-02"), score, rule="untied-days"), "nobody said anything of its time"
    dated = lab("Hb", 60, key="hb-0", at="2023-04-12"), replace(score, occurred=Timing(after="hb-0", stated="1 mo"))
    assert not found(diagnosed(at="2023-01-02"), *dated, *apart[1:], rule="untied-days")
    assert not found(diagnosed(at="time-zero"), *apart, rule="untied-days"), "there is no calendar"


def test_a_result_without_a_value_is_a_note_with_the_source_s_word() -> None:
    rows = found(diagnosed(), lab("LDH", word="rose further"), lab("Hb"), lab("Plt", 43), rule="missing-value")
    assert {row.events: "rose further" in row.summary for row in rows} == {("labs-ldh",): True, ("labs-hb",): False}
    assert {row.severity for row in rows} == {Severity.NOTE}


@pytest.mark.parametrize(
    ("earlier", "named"),
    [
        pytest.param(lab("LDH", word="normal", key="a", day=3), True, id="only a normal one before"),
        pytest.param(lab("LDH", word="rose", word_means=WordMeaning.RISING, key="a", day=3), False, id="a rise before"),
        pytest.param(lab("Hb", 61, key="a", day=3), False, id="another analyte"),
        pytest.param(lab("LDH", word="normal", key="a", day=99), False, id="only a later one"),
    ],
)
def test_a_word_that_goes_on_from_a_change_is_held_against_earlier_results(earlier: LabResulted, named: bool) -> None:
    further = lab("LDH", word="rose further", word_means=WordMeaning.RISING, key="b", day=50)
    rows = [row for row in found(diagnosed(), earlier, further, rule="missing-value") if row.events[0] == "b"]
    assert [row.events for row in rows] == [("b", "a") if named else ("b",)]


def test_numbers_that_rose_are_an_earlier_rise() -> None:
    numbers = lab("LDH", 200, "U/L", key="a", day=3), lab("LDH", 300, "U/L", key="c", day=9)
    further = lab("LDH", word="rose further", word_means=WordMeaning.RISING, key="b", day=50)
    fell = replace(further, word="fell further", word_means=WordMeaning.FALLING)
    assert [row.events for row in found(diagnosed(), *numbers, further, rule="missing-value")] == [("b",)]
    assert [row.events for row in found(diagnosed(), *numbers, fell, rule="missing-value")] == [("b", "a", "c")]


def test_what_a_reader_noted_keeps_its_rule_and_severity() -> None:
    noted = ambiguity("odd", "Two readings.", "dx", severity=Severity.WARNING)
    other = replace(noted, key="dose", rule="dose-ambiguous", severity=Severity.NOTE)
    rows = found(diagnosed(), noted, other)
    assert [(row.rule, row.severity, row.events) for row in rows] == [
        ("reader-noted", Severity.WARNING, ("odd", "dx")),
        ("dose-ambiguous", Severity.NOTE, ("dose", "dx")),
    ]


def test_errors_come_before_warnings_before_notes() -> None:
    noted = ambiguity("odd", "Two readings.", "dx", severity=Severity.WARNING)
    rows = found(diagnosed(), lab("Hb"), noted, died(day=3), scan("s", day=9))
    assert [row.severity for row in rows] == [Severity.ERROR, Severity.WARNING, Severity.NOTE]


def test_a_clean_chart_raises_no_alarm() -> None:
    for stream in recorded_cohort(60):
        assert discrepancies_of(record_of(stream[0].patient, stream)) == ()


def test_an_erased_record_has_nothing_to_find() -> None:
    assert found(diagnosed(), lab("Hb"), erased()) == ()


def test_every_rule_says_in_its_docstring_what_it_finds() -> None:
    assert all(rule.__doc__ for rule in RULES)


def test_every_rule_of_the_case_review_is_in_the_list() -> None:
    assert {rule.__name__.replace("_", "-") for rule in RULES} == set(NAMES.split())


def test_no_result_depends_on_the_order_of_recording() -> None:
    events = late_toripalimab("21 d", "21 d")
    assert found(*events) == found(*reversed(events))


def test_results_of_one_analyte_in_several_units_are_named_and_those_in_one_are_not() -> None:
    grams, tens = lab("Hb", 61, "g/L", key="a", day=0), lab("hb", "10.2", "g/dL", key="b", day=30)
    (row,) = found(diagnosed(), grams, tens, lab("Hb", word="normal", key="c", day=40), rule="units-differ")
    assert row.severity is Severity.WARNING
    assert row.events == ("a", "b")
    assert "in 2 units, which nothing converts or compares: Hb 61 g/L (a); hb 10.2 g/dL (b)" in row.summary
    assert not found(diagnosed(), grams, lab("Hb", 70, "g/L", key="d", day=40), rule="units-differ")
