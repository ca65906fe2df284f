import pytest

from tests.examples import cycle, diagnosed, died, finding, interval, procedure, radiotherapy, record, scan, started
from tracker.events.catalogue import Event
from tracker.projections.chronology import Between, Chronology, Placement, chronology_of
from tracker.projections.contradictions import Contradiction
from tracker.values.when import Basis, Lasting, Timing

MONTH = 30.4375
FREE = Lasting(at_least="7 d", at_most="28 d", basis=Basis.ASSUMED)
THREE_WEEKS = Lasting(stated="21 d")


def course(weekly: Lasting) -> tuple[Event, ...]:
    """Remission, four short cycles, two progressions, radiotherapy and two more regimens within 21 months."""
    return (
        diagnosed(),
        started("l1", after="dx", at_most="30 d", basis=Basis.ASSUMED),
        cycle("l1", 1, with_="l1", lasting=THREE_WEEKS),
        *(cycle("l1", number, after=f"l1-c{number - 1}", lasting=THREE_WEEKS) for number in range(2, 7)),
        scan("restaging-2", after="l1-c6.end", stated="4 mo"),
        started("l2", after="restaging-2", at_most="14 d", basis=Basis.DERIVED),
        cycle("l2", 1, with_="l2", lasting=weekly),
        *(cycle("l2", number, with_=f"l2-c{number - 1}.end", lasting=weekly) for number in range(2, 5)),
        scan("restaging-4", after="l2-c4.end", stated="6 mo"),
        radiotherapy("rt-1", 60, 30, lasting="39 d", after="restaging-4", at_most="30 d", basis=Basis.ASSUMED),
        scan("restaging-5", after="rt-1.end", stated="3 mo"),
        started("l4", after="restaging-5", at_most="14 d", basis=Basis.DERIVED),
        started("l5", after="l4", at_least="21 d", basis=Basis.ASSUMED),
        scan("last", after="l5", stated="2 mo"),
        died(at=(Timing(after="dx", stated="21 mo"), Timing(after="last", basis=Basis.DERIVED))),
    )


def chronology(*events: Event, tolerance: float = 0.5) -> Chronology:
    return chronology_of(record(*events), tolerance=tolerance)


def only(found: Chronology) -> Contradiction:
    assert len(found.contradictions) == 1
    return found.contradictions[0]


def test_cycles_of_free_length_fit_within_rounding_only() -> None:
    assert chronology(*course(FREE)).contradictions == ()
    # 126 d + 4 × 7 d + 39 d + 21 d and 4 + 6 + 3 + 2 months against 21
    assert only(chronology(*course(FREE), tolerance=0)).excess_months == pytest.approx(214 / MONTH - 6)


@pytest.mark.parametrize(("tolerance", "rounding"), [(0, 0), (0.5, 5 * 0.5)])
def test_cycles_of_three_weeks_exceed_the_stated_survival(tolerance: float, rounding: float) -> None:
    found = chronology(*course(THREE_WEEKS), tolerance=tolerance)
    contradiction = only(found)
    # 126 d + 4 × 21 d + 39 d + 21 d and 4 + 6 + 3 + 2 months against 21; at ± 0.5 all five stated numbers give way
    assert contradiction.excess_months == pytest.approx(270 / MONTH - 6 - rounding)
    assert contradiction.tolerance == tolerance
    assert contradiction.total.text == "death: 21 mo after dx (stated)"
    assert [link.text for link in contradiction.chain][:3] == [
        "death: 21 mo after dx (stated)",
        "l1: 0 to 30 d after dx (assumed)",
        "l1-c1: with l1 (stated)",
    ]
    assert "l2-c3: lasting 21 d (stated)" in [link.text for link in contradiction.chain]
    assert [link.text for link in contradiction.chain][-1] == "death: not before last (derived)"
    assert contradiction.keys[:2] == ("death", "dx")


def test_a_case_with_a_contradiction_still_has_a_place_for_everything() -> None:
    events = course(THREE_WEEKS)
    found = chronology(*events)
    for event in events:
        placement = found.start(event.key)  # type: ignore[union-attr]  # the course has facts only
        assert placement.earliest is not None
        assert placement.latest is not None


def test_the_worse_basis_gives_way_and_marks_the_facts_it_joins() -> None:
    found = chronology(
        diagnosed(),
        scan("a", day=10),
        scan("b", day=40),
        finding("c", "x", after="a", stated="20 d", basis=Basis.ASSUMED),
        procedure("d", with_="b"),
        interval("e", "c", "d", "5 d"),
    )
    contradiction = only(found)
    assert [link.text for link in contradiction.set_aside] == ["c: 20 d after a (assumed)"]
    assert contradiction.joined == ("c", "a")
    assert found.contradictory() == {"a", "c"}
    assert found.start("c") == Placement(35, 35, 35)
    assert found.between("a", "c") == Between(25, 25)


def test_two_statements_of_one_total_are_one_contradiction() -> None:
    found = chronology(
        diagnosed(),
        died(after="dx", stated="10 d"),
        scan("a", after="dx", stated="8 d", basis=Basis.DERIVED),
        scan("b", after="a", stated="8 d", basis=Basis.ASSUMED),
        scan("z", before="death", at_least="0 d", basis=Basis.DERIVED),
        finding("y", "x", with_="z", basis=Basis.DERIVED),
        interval("i", "b", "z", "1 d", Basis.DERIVED),
        interval("j", "b", "y", "1 d", Basis.DERIVED),
    )
    contradiction = only(found)
    assert contradiction.total.key == "death"
    assert contradiction.excess_days == pytest.approx(7)
    assert contradiction.chain[0] == contradiction.total


def test_dates_that_contradict_a_duration_name_their_chain() -> None:
    found = chronology(
        diagnosed(at="2023-01-10"),
        scan("a", at="2023-02-01"),
        scan("b", at=(Timing(at="2023-03-01", basis=Basis.DERIVED), Timing(after="a", stated="14 d"))),
    )
    contradiction = only(found)
    assert {link.text for link in contradiction.chain} == {
        "a: 2023-02-01 (stated)",
        "b: 14 d after a (stated)",
        "b: 2023-03-01 (derived)",
    }
    assert contradiction.excess_days == pytest.approx(14)
    assert found.start("b").estimate == 36


def test_a_fact_that_ends_before_it_begins_keeps_a_length_of_nothing() -> None:
    found = chronology(diagnosed(), cycle("r", 1, day=20), scan("s", day=10), interval("i", "r-c1.end", "s", "0 d"))
    assert only(found).excess_days > 0
    pair = found.between("r-c1", "r-c1.end")
    assert pair.least is not None
    assert pair.least >= 0


@pytest.mark.parametrize("day", [pytest.param(10, id="on a day"), pytest.param((0, 30), id="on some day in a range")])
def test_a_length_that_another_statement_contradicts_is_reported(day: float | tuple[float, float]) -> None:
    found = chronology(diagnosed(), cycle("r", 1, day=day, lasting="21 d"), interval("i", "r-c1", "r-c1.end", "10 d"))
    assert [link.text for link in only(found).set_aside] == ["r-c1: lasting 21 d (assumed)"]
    assert found.between("r-c1", "r-c1.end") == Between(10, 10)


def test_a_known_time_before_the_fact_is_a_contradiction() -> None:
    found = chronology(diagnosed(), scan("s", day=30, known=Timing(day=10, basis=Basis.ASSUMED)))
    assert only(found).set_aside[0].text == "s: known day 10 (assumed)"
    assert found.known("s") == Placement(30, 30, 30)


@pytest.mark.parametrize(
    ("timing", "text"),
    [
        pytest.param(Timing(before="a", stated="3 mo"), "x: 3 mo before a (stated)", id="a duration before"),
        pytest.param(Timing(before="a", at_least="30 d"), "x: at least 30 d before a (stated)", id="open before"),
        pytest.param(Timing(before="a", at_most="14 d"), "x: 0 to 14 d before a (stated)", id="within days before"),
        pytest.param(Timing(after="a", at_least="30 d"), "x: at least 30 d after a (stated)", id="open after"),
        pytest.param(
            Timing(before="a", at_least="30 d", at_most="40 d"), "x: 30 to 40 d before a (stated)", id="range before"
        ),
        pytest.param(Timing(with_="b", basis=Basis.DERIVED), "x: with b (derived)", id="with"),
        pytest.param(Timing(before="dx", basis=Basis.DERIVED), "x: not after dx (derived)", id="not after"),
        pytest.param(Timing(day=(100, 110)), "x: day 100 to 110 (stated)", id="days"),
        pytest.param(Timing(at="time-zero", basis=Basis.ASSUMED), "x: at the origin (assumed)", id="origin"),
    ],
)
def test_a_condition_reads_as_a_reader_would_say_it(timing: Timing, text: str) -> None:
    found = chronology(
        diagnosed(), scan("a", day=10), scan("b", day=30), finding("x", "y", at=(Timing(day=15), timing))
    )
    assert text in [link.text for link in only(found).chain]


def test_two_contradictions_in_one_record_keep_their_own_excess() -> None:
    first = (
        finding("a", "x", after="dx", stated="8 d", basis=Basis.DERIVED),
        finding("b", "x", after="a", stated="8 d", basis=Basis.ASSUMED),
        died(at=(Timing(after="dx", stated="10 d"), Timing(after="b", basis=Basis.DERIVED))),
    )
    second = (
        finding("c", "x", after="dx", stated="80 d", basis=Basis.DERIVED),
        finding("d", "x", after="c", stated="80 d", basis=Basis.ASSUMED),
        scan("s", at=(Timing(after="dx", stated="100 d"), Timing(after="d", basis=Basis.DERIVED))),
    )
    found = chronology(diagnosed(), *first, *second)
    assert [(one.total.key, one.excess_days) for one in found.contradictions] == [("death", 6), ("s", 60)]
    tied = chronology(diagnosed(at="unknown"), *first, *second)
    assert [(one.total.key, one.excess_days) for one in tied.contradictions] == [("death", 6), ("s", 60)]
