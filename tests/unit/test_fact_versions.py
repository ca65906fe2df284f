"""The rows of `fact_versions`: what the record said of a fact, and from when to when."""

from tests import examples as ex
from tracker.events.catalogue import Event
from tracker.projections.history import history_of
from tracker.projections.record import record_of
from tracker.projections.rows.fact_versions import FactVersionRow, derive_fact_versions
from tracker.projections.versions import stretches_of
from tracker.values.when import Timing

DX = ex.diagnosed(at="2023-01-01")


def rows(*events: Event) -> tuple[FactVersionRow, ...]:
    return derive_fact_versions(ex.history(*events))


def said(*events: Event) -> list[tuple[str, int, float | None, str, str, str | None, bool]]:
    """Key, version, day, change, and the seconds between which the record said so."""
    return [
        (
            row.key,
            row.version,
            row.day,
            row.change,
            row.recorded_at[17:19],
            (row.superseded_at or "")[17:19] or None,
            row.retracted,
        )
        for row in rows(*events)
    ]


def test_a_fact_of_which_the_record_said_one_thing_has_no_row_of_its_own() -> None:
    assert rows(DX, ex.ecog(1, at="2023-02-01")) == ()


def test_an_amended_fact_has_a_row_for_what_it_said_before_and_one_for_what_it_says() -> None:
    found = rows(DX, ex.ecog(1, at="2023-02-01"), ex.amended(ex.ecog(2, at="2023-03-01"), "chart"))
    assert [(row.text, row.date, row.change, row.reason) for row in found] == [
        ("ECOG 1", "2023-02-01", "recorded", None),
        ("ECOG 2", "2023-03-01", "amended", "chart"),
    ]
    assert found[0].superseded_at == found[1].recorded_at
    assert found[1].superseded_at is None


def test_a_retracted_fact_has_a_row_that_ends_and_a_restored_one_another_that_does_not() -> None:
    events = (DX, ex.ecog(1, at="2023-02-01"), ex.retracted("ecog-0"))
    assert said(*events) == [("ecog-0", 1, 31.0, "recorded", "01", "02", True)]
    assert said(*events, ex.amended(ex.ecog(1, at="2023-02-01"))) == [
        ("ecog-0", 1, 31.0, "recorded", "01", "02", True),
        ("ecog-0", 2, 31.0, "restored", "03", None, False),
    ]


def test_a_fact_moves_with_the_one_that_it_hangs_on() -> None:
    tied = ex.ecog(1, after="l1", stated="10 d")
    moved = ex.amended(ex.started("l1", at="2023-03-01"))
    assert said(DX, ex.started("l1", at="2023-02-01"), tied, moved) == [
        ("l1", 1, 31.0, "recorded", "01", "03", False),
        ("l1", 2, 59.0, "amended", "03", None, False),
        ("ecog-0", 1, 41.0, "recorded", "02", "03", False),
        ("ecog-0", 2, 69.0, "moved", "03", None, False),
    ]


def test_a_reading_that_is_chosen_moves_the_times_that_ask() -> None:
    asks = ex.ecog(1, at=Timing(question="q", readings={"A": "2023-02-01", "B": "2023-03-01"}, preferred="A"))
    assert said(DX, asks, ex.reading("q", "B")) == [
        ("ecog-0", 1, 31.0, "recorded", "01", "02", False),
        ("ecog-0", 2, 59.0, "moved", "02", None, False),
    ]
    assert said(DX, asks, ex.reading("q", "A")) == []


def test_a_correction_of_a_dated_fact_on_which_nothing_hangs_asks_for_no_second_placing() -> None:
    chart = (DX, ex.ecog(1, at="2023-02-01"), ex.ecog(1, "e", at="2023-02-01"), ex.finding("pain", "pain", after="e"))
    assert len(stretches_of(ex.history(*chart, ex.amended(ex.ecog(2, at="2023-03"))))) == 1
    assert len(stretches_of(ex.history(*chart, ex.amended(ex.ecog(2, "e", at="2023-03"))))) == 2
    assert len(stretches_of(ex.history(*chart, ex.amended(ex.diagnosed(at="2023-01-02"))))) == 2


def test_a_knowledge_that_came_later_stands_beside_what_was_superseded() -> None:
    late = ex.ecog(1, at="2023-02-01", known="2023-03-01")
    (before, _) = rows(DX, late, ex.amended(ex.ecog(2, at="2023-02-01")))
    assert (before.month, before.known_month, before.known_day) == (1, 2, 59.0)
    (before, _) = rows(DX, ex.ecog(1, at="2023-02-01", known="publication"), ex.amended(ex.ecog(2, at="2023-02-01")))
    assert (before.known_month, before.known_day) == (None, None)


def test_a_record_of_which_nothing_stands_has_what_it_said_and_an_erased_one_nothing() -> None:
    gone = rows(DX, ex.retracted("dx"))
    assert [(row.key, row.retracted) for row in gone] == [("dx", True)]
    assert derive_fact_versions(history_of(record_of("p", ex.recorded("p", [DX, ex.erased()])))) == ()
