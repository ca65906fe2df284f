"""`timeline`: one row per standing fact."""

import pytest

from tests.examples import (
    ambiguity,
    amended,
    contact,
    cycle,
    diagnosed,
    finding,
    history,
    interval,
    lab,
    reading,
    response,
    retracted,
)
from tests.said import time
from tracker.events.catalogue import Event
from tracker.projections.rows.timeline import TimelineRow, derive_timeline
from tracker.values.when import Basis, Timing, When

SEVEN = Timing(
    question="seven-months",
    readings={
        "F": Timing(after="c1", stated="7 mo"),
        "T": (Timing(after="dx", stated="7 mo", basis=Basis.DERIVED), "unknown"),
    },
    preferred="F",
)


def row(key: str, *events: object) -> TimelineRow:
    return next(found for found in derive_timeline(history(diagnosed(), *events)) if found.key == key)  # type: ignore[arg-type]  # examples are events


@pytest.mark.parametrize(
    ("when", "basis"),
    [
        pytest.param("time-zero", "stated", id="a text is stated"),
        pytest.param("unknown", "unknown", id="unknown"),
        pytest.param(Timing(at="unknown", basis=Basis.ASSUMED), "unknown", id="an object that is unknown"),
        pytest.param(Timing(at="time-zero", basis=Basis.ASSUMED), "assumed", id="an object says its basis"),
        pytest.param(
            (Timing(after="dx", basis=Basis.DERIVED), Timing(after="dx", stated="2 mo")),
            "stated+derived",
            id="a list names each basis once, the best first",
        ),
    ],
)
def test_the_basis_is_that_of_everything_said_about_the_time(when: When, basis: str) -> None:
    assert row("cough", finding("cough", "cough", at=when)).basis == basis


def test_the_basis_of_readings_is_that_of_the_texts_among_them() -> None:
    either = Timing(question="q", readings={"A": "2023-05-01", "B": "2023-06-01"}, preferred="A", basis=Basis.ASSUMED)
    found = history(diagnosed(at="2023-04-01"), finding("s", "seen", at=(either, "2023-05-20")))
    assert [link.text for link in found.chronology.contradictions[0].set_aside] == ["s: 2023-05-01 (assumed)"]
    assert found.by_key["s"].start.estimate == 49
    assert row("s", finding("s", "seen", at=either)).basis == "assumed"


def test_the_reading_in_use_is_named_and_a_selection_changes_it() -> None:
    facts = cycle("l1", 1, key="c1"), finding("scan", "seen", at=SEVEN)
    before = row("scan", *facts)
    assert (before.question, before.reading, before.basis) == ("seven-months", "F", "stated")
    after = row("scan", *facts, reading("seven-months", "T"))
    assert (after.question, after.reading, after.basis) == ("seven-months", "T", "derived")
    unknown = row("scan", *facts, reading("seven-months", "X"))
    assert unknown.reading == "F"


def test_known_is_the_time_itself_another_time_or_only_publication() -> None:
    at_once = row("a", finding("a", "cough", day=40))
    assert (at_once.known_month, at_once.known_day) == (1, 40.0)
    later = row("a", finding("a", "cough", day=40, known=time(day=70)))
    assert (later.known_month, later.known_day) == (2, 70.0)
    published = row("r", response("r", "PR", day=40, known="publication"))
    assert (published.known_month, published.known_day) == (None, None)


def test_a_stated_interval_has_the_time_of_its_first_anchor() -> None:
    facts = cycle("l1", 1, key="c1", day=10), contact(day=120), interval("gap", "c1.end", "last-follow-up", "3 mo")
    found = row("gap", *facts)
    assert (found.type, found.month, found.day, found.basis) == ("interval-stated", 1, 31.0, "stated")
    assert row("gap", interval("gap", "lost", "dx", "3 mo")).day is None
    assert row("gap", contact(day=120), interval("gap", "time-zero", "last-follow-up", "3 mo")).day == 0
    lump = finding("lump", "lump", day=30)
    assert row("gap", lump, contact(day=120), interval("gap", "lump.end", "last-follow-up", "3 mo")).day == 30


def test_a_noted_ambiguity_has_no_time() -> None:
    found = row("odd", ambiguity("odd", "Two readings.", "dx"))
    assert (found.day, found.month, found.basis, found.known_day) == (None, None, None, None)
    assert found.text == "Two readings."


def test_corrections_are_counted_and_a_retracted_fact_has_no_row() -> None:
    facts = lab("Hb", 90, day=3), amended(lab("Hb", 91, day=3)), lab("Plt", 90, day=3), retracted("labs-plt")
    rows = {found.key: found for found in derive_timeline(history(diagnosed(), *facts))}
    assert rows["labs-hb"].corrections == 1
    assert rows["labs-hb"].recorded_by == "tester"
    assert "labs-plt" not in rows


def test_facts_of_a_contradiction_are_marked() -> None:
    late = contact(at=(Timing(after="dx", stated="5 d"), Timing(after="dx", stated="9 d")))
    assert row("last-follow-up", late).contradictory
    assert not row("labs-hb", late, lab("Hb", 90, day=3)).contradictory


@pytest.mark.parametrize(
    "others",
    [
        pytest.param((), id="the origin has no date"),
        pytest.param((lab("LDH", 1, day=40),), id="another fact counts in days"),
    ],
)
def test_a_dated_fact_that_nothing_ties_to_the_origin_keeps_its_dates(others: tuple[Event, ...]) -> None:
    found = row("s", finding("s", "seen", at="2023-05"), finding("t", "seen", at="2023-06-01"), *others)
    assert (found.day_earliest, found.day_latest) == (None, None)
    assert (found.date, found.date_earliest, found.date_latest) == (None, "2023-05-01", "2023-05-31")
    found = row("t", finding("s", "seen", at="2023-05"), finding("t", "seen", at="2023-06-01"), *others)
    assert (found.date, found.date_earliest, found.date_latest) == ("2023-06-01", "2023-06-01", "2023-06-01")


def test_a_day_that_only_a_contradiction_leaves_is_no_date() -> None:
    moved = finding("x", "seen", at=(Timing(at="2023-06-01", basis=Basis.ASSUMED), Timing(before="a")))
    found = row("x", finding("a", "seen", at="2023-05-01"), moved)
    assert found.contradictory
    assert (found.date, found.date_latest) == (None, "2023-05-01")


def test_a_date_that_stands_against_another_is_a_date() -> None:
    twice = finding("x", "seen", at=(Timing(at="2023-06-01", basis=Basis.ASSUMED), "2023-05-01"))
    assert row("x", twice).date == "2023-05-01"
