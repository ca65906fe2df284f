"""Changes of lesions: against which value, in which axis, and what is shown where the axis is unknown."""

from decimal import Decimal

import pytest

from tests.examples import cycle, diagnosed, history, lesion, scan, started
from tests.unit.test_recist_of_the_cases import history as case
from tracker.events.catalogue import Fact
from tracker.events.observation import LesionObserved
from tracker.projections.lesion_changes import Compared, LesionChange, derive_lesion_changes
from tracker.projections.rows.lesions import derive_lesions
from tracker.values.vocabularies import Axis, LesionStatus

LINES = (
    started("l1", "cisplatin", line=1, day=10),
    cycle("l1", 1, day=10),
    started("l2", "docetaxel", line=2, day=100),
    cycle("l2", 1, day=100),
)


def node(mm: float | None, axis: Axis = Axis.SHORT, **more: object) -> LesionObserved:
    return lesion("n", mm, where="cervical node", axis=axis, node=True, **more)


def looks(*sizes: tuple[int, LesionObserved], lines: tuple[Fact, ...] = LINES) -> dict[str, LesionChange]:
    """Changes by the day of the look."""
    facts = (scan(f"{day}", seen, day=day) for day, seen in sizes)
    return {each.key: each for each in derive_lesion_changes(history(diagnosed(), *lines, *facts))}


def texts(found: LesionChange) -> list[str]:
    return [
        "" if each.change is None else each.change.text
        for each in (found.from_baseline, found.from_nadir, found.from_line_baseline)
    ]


def test_each_value_is_compared_with_baseline_nadir_and_the_baseline_of_its_line() -> None:
    found = looks((0, node(50)), (10, node(40)), (60, node(10)), (100, node(20)), (160, node(25)))
    assert texts(found["60"]) == ["-30 mm, -75.0 %", "-30 mm, -75.0 %", "-30 mm, -75.0 %"]
    assert texts(found["100"]) == ["-20 mm, -50.0 %", "+10 mm, +100.0 %", "-20 mm, -50.0 %"]
    assert texts(found["160"]) == ["-15 mm, -37.5 %", "+15 mm, +150.0 %", "+5 mm, +25.0 %"]
    assert [found[key].line for key in ("0", "10", "60", "100", "160")] == [None, None, 1, 1, 2]


def test_lines_that_the_record_does_not_number_have_their_own_baselines() -> None:
    lines = (
        started("a", "cisplatin", day=10),
        cycle("a", 1, day=10),
        started("b", "docetaxel", day=100),
        cycle("b", 1, day=100),
    )
    found = looks((0, node(50)), (60, node(10)), (160, node(25)), lines=lines)
    assert [found[key].line for key in ("0", "60", "160")] == [None, 1, 2]
    assert texts(found["160"]) == ["-25 mm, -50.0 %", "+15 mm, +150.0 %", "+15 mm, +150.0 %"]


def test_until_the_first_dose_there_is_no_change() -> None:
    found = looks((0, node(50)), (10, node(40)))
    assert [(texts(each), each.note) for each in found.values()] == [(["", "", ""], "not after the first dose")] * 2


def test_a_size_that_a_report_quotes_may_be_the_nadir_and_is_never_a_baseline() -> None:
    found = looks((60, node(12, previously_mm=Decimal(6))), (80, node(14)))
    assert texts(found["60"]) == ["", "+6 mm, +100.0 %", ""]
    assert texts(found["80"]) == ["", "+8 mm, +133.3 %", ""]
    assert found["60"].note == "baseline: no earlier value; line's baseline: no earlier value"


@pytest.mark.parametrize(
    ("before", "now", "expected"),
    [
        pytest.param(node(20), node(10), Compared, id="both short"),
        pytest.param(node(20), node(10, Axis.UNKNOWN), "axis not stated, -10 mm, -50.0 %", id="unknown now"),
        pytest.param(node(20, Axis.UNKNOWN), node(10), "axis not stated, -10 mm, -50.0 %", id="unknown before"),
        pytest.param(node(20), node(30, Axis.LONG), "not the diameter that the rule asks for", id="long now"),
        pytest.param(
            node(40, Axis.LONG),
            node(30, Axis.LONG),
            "not the diameter that the rule asks for, -10 mm, -25.0 %",
            id="long both times",
        ),
        pytest.param(node(20), node(30, Axis.LONG, perpendicular_mm=Decimal(10)), Compared, id="both axes now"),
        pytest.param(node(20), node(None), "no size", id="no size"),
    ],
)
def test_a_change_is_evaluable_in_the_axis_of_the_rule_alone(
    before: LesionObserved, now: LesionObserved, expected: type[Compared] | str
) -> None:
    found = looks((0, before), (60, now))["60"]
    if isinstance(expected, str):
        assert not found.from_baseline.evaluable
        assert expected in found.note
    else:
        assert (found.from_baseline.evaluable, texts(found)[0], found.note) == (True, "-10 mm, -50.0 %", "")


def test_what_has_resolved_is_nothing_and_from_nothing_there_is_no_percentage() -> None:
    found = looks((0, node(20)), (60, node(None, status=LesionStatus.RESOLVED)), (120, node(4)))
    assert texts(found["60"]) == ["-20 mm, -100.0 %"] * 3
    assert texts(found["120"]) == ["-16 mm, -80.0 %", "+4 mm", "+4 mm"]


def test_without_line_numbers_the_first_drug_given_is_the_first_dose() -> None:
    lines = (started("x", "cisplatin", day=5), cycle("x", 1, day=10))
    assert texts(looks((0, node(50)), (10, node(40)), (60, node(20)), lines=lines)["60"])[0] == "-20 mm, -50.0 %"


def test_two_studies_of_one_report_are_not_compared_with_each_other() -> None:
    twice = scan("60", node(20), node(22), day=60)
    found = derive_lesion_changes(history(diagnosed(), *LINES, scan("0", node(40), day=0), twice))
    assert [texts(each)[1] for each in found[1:]] == ["-20 mm, -50.0 %", "-18 mm, -45.0 %"]


def test_the_node_of_case_2_shows_its_numbers_where_the_axis_is_unknown() -> None:
    found = {(each.key, each.lesion): each for each in derive_lesion_changes(case("npc-2"))}
    first, last = (found[key, "level-ii-right"] for key in ("restaging-2", "restaging-4"))
    assert (first.from_nadir.evaluable, texts(first)) == (True, ["", "+6 mm, +100.0 %", ""])
    assert texts(last) == ["", "+8 mm, +133.3 %", "+2 mm, +16.7 %"]
    assert last.note == (
        "baseline: no earlier value; nadir: axis not stated, +8 mm, +133.3 %; "
        "line's baseline: axis not stated, +2 mm, +16.7 %"
    )


def test_the_view_has_a_number_only_where_it_may_be_relied_on() -> None:
    rows = {(row.key, row.lesion): row for row in derive_lesions(case("npc-2"))}
    first, last = (rows[key, "level-ii-right"] for key in ("restaging-2", "restaging-4"))
    assert (first.change_mm_nadir, first.change_percent_nadir, first.change_mm_baseline) == (6.0, 100.0, None)
    assert (last.change_mm_nadir, last.change_percent_line) == (None, None)
    assert last.change_note is not None
    assert "+133.3 %" in last.change_note
