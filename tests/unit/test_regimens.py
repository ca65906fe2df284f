"""`regimens`: paired by identity, with how each ended."""

import pytest

from tests.examples import cycle, diagnosed, died, held, history, resumed, started, stopped
from tests.given import assert_the_states_agree
from tracker.events.catalogue import Event
from tracker.projections.rows.regimens import RegimenRow, derive_regimens
from tracker.values.vocabularies import ChangeReason

Ends = list[tuple[str, float | None, str, str | None]]


def regimens(*events: Event) -> tuple[RegimenRow, ...]:
    return derive_regimens(history(diagnosed(), *events))


def ends(*events: Event) -> Ends:
    return [(row.key, row.stop_day, row.ended, row.stopped_by) for row in regimens(*events)]


@pytest.mark.parametrize(
    ("events", "expected"),
    [
        pytest.param(
            (started("l1", day=0), stopped("l1", day=60)), [("l1", 60.0, "stopped", "l1-stopped")], id="a recorded stop"
        ),
        pytest.param((started("l1", day=0), held("l1", day=42)), [("l1", 42.0, "held", "l1-held")], id="a hold"),
        pytest.param(
            (started("l1", day=0), held("l1", day=42), stopped("l1", day=60)),
            [("l1", 42.0, "held", "l1-held")],
            id="of a hold and a stop after it the hold ended the treatment",
        ),
        pytest.param(
            (started("l1", day=0), held("l1", day=42), resumed("l1", day=50), stopped("l1", day=60)),
            [("l1", 42.0, "held", "l1-held"), ("l1-resumed", 60.0, "stopped", "l1-stopped")],
            id="a resumption opens a row of its own",
        ),
        pytest.param(
            (started("l1", day=0), resumed("l1", day=50), stopped("l1", day=60)),
            [("l1", 60.0, "stopped", "l1-stopped")],
            id="a resumption of what was never held opens none",
        ),
        pytest.param(
            (started("l1", day=0), started("l2", day=90)),
            [("l1", 90.0, "stop not recorded", "l2"), ("l2", None, "ongoing", None)],
            id="the next start ends it",
        ),
        pytest.param(
            (started("l1", day=0), started("rt-cis", concurrent_with="l1", day=30), started("l2", day=90)),
            [
                ("l1", 90.0, "stop not recorded", "l2"),
                ("rt-cis", 90.0, "stop not recorded", "l2"),
                ("l2", None, "ongoing", None),
            ],
            id="a concurrent start ends nothing",
        ),
        pytest.param(
            (started("a", day=0), started("b", day=0)),
            [("a", None, "ongoing", None), ("b", None, "ongoing", None)],
            id="two starts of one day end each other not",
        ),
        pytest.param((started("l1", day=0), died(day=99)), [("l1", 99.0, "death", "death")], id="death"),
        pytest.param((started("l1", day=0),), [("l1", None, "ongoing", None)], id="ongoing"),
        pytest.param(
            (started("l1", day=0), started("l2", day=40), held("l1", day=60)),
            [("l1", 60.0, "held", "l1-held"), ("l2", None, "ongoing", None)],
            id="a hold after the next start ends it, not that start",
        ),
        pytest.param(
            (started("l1", day=0), stopped("l1", day=30), resumed("l1", day=60)),
            [("l1", 30.0, "stopped", "l1-stopped"), ("l1-resumed", None, "ongoing", None)],
            id="a resumption after a stop opens a row",
        ),
        pytest.param(
            (started("l1", day=0), started("l2", day=40), resumed("l1", day=60), stopped("l1", day=90)),
            [
                ("l1", 40.0, "stop not recorded", "l2"),
                ("l2", None, "ongoing", None),
                ("l1-resumed", 90.0, "stopped", "l1-stopped"),
            ],
            id="a resumption after the next start opens a row, to which the stop belongs",
        ),
        pytest.param(
            (started("l1", day=0), started("l1", key="again", day=60), stopped("l1", day=90)),
            [("l1", 60.0, "stop not recorded", "again"), ("again", 90.0, "stopped", "l1-stopped")],
            id="its own restart ends it",
        ),
        pytest.param(
            (started("l1", day=0), held("l1", day=60), cycle("l1", 2, day=80)),
            [("l1", 60.0, "held", "l1-held"), ("l1-c2", None, "ongoing", None)],
            id="a cycle certainly after a hold opens a row",
        ),
        pytest.param(
            (started("l1", day=0), held("l1", day=60), stopped("l1", day=70), cycle("l1", 2, day=80)),
            [("l1", 60.0, "held", "l1-held")],
            id="a cycle after a stop opens none",
        ),
        pytest.param(
            (started("l1", day=0), stopped("l1", day=60), held("l1", day=70), cycle("l1", 2, day=80)),
            [("l1", 60.0, "stopped", "l1-stopped")],
            id="a cycle after the hold of what was stopped opens none",
        ),
        pytest.param(
            (cycle("l1", 1, day=5), cycle("l1", 2, day=26)),
            [("l1-c1", None, "ongoing", None)],
            id="cycles of what was never started have a row from the first one on",
        ),
        pytest.param(
            (started("l1", day=0), died(day=40), started("l2", day=60)),
            [("l1", 40.0, "death", "death"), ("l2", 60.0, "death", "death")],
            id="death comes before a start that is placed after it, and leaves that no time",
        ),
        pytest.param((stopped("l1", day=9),), [], id="a stop of what was never started has no row"),
        pytest.param(
            (resumed("l1", day=5), stopped("l1", day=9)),
            [("l1-resumed", 9.0, "stopped", "l1-stopped")],
            id="a resumption of what was never started has one",
        ),
    ],
)
def test_how_a_regimen_ends(events: tuple[Event, ...], expected: Ends) -> None:
    assert ends(*events) == expected
    assert ends(*reversed(events)) == expected
    assert_the_states_agree(history(diagnosed(day=0), *events))


def test_a_stop_that_sorts_before_its_start_still_ends_it_and_is_moved_to_it() -> None:
    case = derive_regimens(
        history(diagnosed(at="2023-01-01"), started("l1", at="2023-03-20"), stopped("l1", at="2023-03"))
    )
    (row,) = case
    assert (row.ended, row.stopped_by) == ("stopped", "l1-stopped")
    assert row.stop_day == row.start_day
    assert row.stop_date is None
    assert (row.stop_date_earliest, row.stop_date_latest) == ("2023-03-20", "2023-03-31")


def test_reasons_and_cycles_stand_on_the_row_they_belong_to() -> None:
    rows = regimens(
        started("l1", "cisplatin", line=1, day=0),
        cycle("l1", 1, day=0),
        cycle("l1", 2, day=21),
        held("l1", ChangeReason.FINANCIAL, day=42),
        resumed("l1", ChangeReason.OTHER, day=63),
        cycle("l1", 3, day=63),
        stopped("l1", ChangeReason.PROGRESSION, day=84),
    )
    assert [(r.start_reason, r.stop_reason, r.cycles, r.resumed, r.line, r.drugs) for r in rows] == [
        ("not-stated", "financial", 2, False, 1, "cisplatin"),
        ("other", "progression", 1, True, 1, "cisplatin"),
    ]
