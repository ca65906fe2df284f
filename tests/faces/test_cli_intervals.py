"""`tracker intervals`: the public row, the options that choose, and a table that fits."""

from pathlib import Path

import pytest

from tests.faces.command_line import Clinic
from tracker.cli.intervals import INTERVALS, shown
from tracker.cli.text import text_rows, width_of
from tracker.projections.intervals.shown import COLUMNS


@pytest.fixture(scope="module")
def clinic(tmp_path_factory: pytest.TempPathFactory) -> Clinic:
    return Clinic(tmp_path_factory.mktemp("clinic")).holds_mini()


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Clinic:
    clinic = Clinic(tmp_path_factory.mktemp("demo"))
    assert clinic("demo").code == 0
    return clinic


def rows(clinic: Clinic, *options: str, case: str = "mini") -> list[dict[str, object]]:
    found: list[dict[str, object]] = clinic("intervals", case, *options, "--format", "json").json
    return found


def one(found: list[dict[str, object]], interval: str, **wanted: object) -> dict[str, object]:
    wanted = {"reading": None, **wanted}
    (row,) = [r for r in found if r["interval"] == interval and all(r[name] == value for name, value in wanted.items())]
    return row


def test_a_row_has_the_public_fields_in_order(clinic: Clinic) -> None:
    found = rows(clinic)
    assert {tuple(row) for row in found} == {COLUMNS}
    assert tuple(clinic("intervals", "mini", "--format", "csv").csv[0]) == COLUMNS
    assert one(found, "overall_survival") == {
        "patient": "mini",
        "interval": "overall_survival",
        "line": None,
        "rule_set": None,
        "assessed_by": None,
        "reading": None,
        "from": "dx",
        "to": "last-follow-up",
        "estimate_months": 28.0,
        "earliest_months": 27.5,
        "latest_months": 28.5,
        "censored": True,
        "evaluable": True,
        "note": "last date known alive",
    }


def test_months_are_rounded_in_json_and_whole_in_csv_and_sql(clinic: Clinic) -> None:
    json_row = one(rows(clinic), "progression_free_survival", assessed_by="asserted")
    (csv_row,) = [
        row
        for row in clinic("intervals", "mini", "--format", "csv").csv
        if (row["interval"], row["assessed_by"], row["reading"]) == ("progression_free_survival", "asserted", "")
    ]
    query = "SELECT estimate_months FROM intervals WHERE assessed_by = 'asserted' AND line = 1 AND reading IS NULL"
    (sql_row,) = clinic("sql", f"{query} AND interval = 'progression_free_survival'", "--format", "csv").csv
    assert json_row["estimate_months"] == round(float(csv_row["estimate_months"]), 2) == 8.38
    assert csv_row["estimate_months"] == sql_row["estimate_months"] != "8.38"


def test_another_reading_is_a_row_of_its_own_and_can_be_left_out(clinic: Clinic) -> None:
    found = rows(clinic)
    other = one(found, "progression_free_survival", assessed_by="asserted", reading="seven-months=T")
    assert (other["earliest_months"], other["latest_months"]) == (6.5, 7.5)
    assert [row for row in found if row["reading"] is None] == rows(clinic, "--chosen-readings")


def test_what_was_judged_in_hindsight_is_left_out_of_what_was_known(clinic: Clinic) -> None:
    """The response of the case stands in the publication alone."""
    assert one(rows(clinic), "time_to_response")["to"] == "response-1"
    assert one(rows(clinic, "--known"), "time_to_response")["evaluable"] is False


def test_what_the_record_said_then_is_before_its_corrections(tmp_path: Path) -> None:
    clinic = Clinic(tmp_path).holds_mini()
    before = clinic("events", "mini", "--format", "json").json[-1]["recorded_at"]
    assert clinic("retract", "mini", "last-follow-up", "--reason", "another patient").code == 0
    assert one(rows(clinic), "overall_survival")["to"] != "last-follow-up"
    assert one(rows(clinic, "--as-recorded", before), "overall_survival")["to"] == "last-follow-up"


def test_lines_are_counted_as_asked_for(clinic: Clinic) -> None:
    assert {row["rule_set"] for row in rows(clinic) if row["line"]} == {"asserted"}
    assert {row["rule_set"] for row in rows(clinic, "--rule-set", "rw180") if row["line"]} == {"rw180"}


def test_a_month_may_be_shorter_and_rounding_may_be_undone(clinic: Clinic) -> None:
    assert one(rows(clinic, "--days-per-month", "30.4"), "overall_survival")["estimate_months"] == 28.03
    exact = one(rows(clinic, "--tolerance", "0"), "overall_survival")
    assert (exact["earliest_months"], exact["latest_months"]) == (28.0, 28.0)


@pytest.mark.parametrize(
    ("option", "value"),
    [("--tolerance", "-1"), ("--tolerance", "nan"), ("--days-per-month", "12"), ("--rule-set", "nccn")],
)
def test_a_convention_that_is_none_is_wrong_usage(clinic: Clinic, option: str, value: str) -> None:
    said = clinic("intervals", "mini", option, value)
    assert said.code == 2
    assert option in said.err


@pytest.mark.parametrize("width", [80, 120])
@pytest.mark.parametrize("case", ["npc-1", "npc-2"])
def test_the_table_fits_and_cuts_no_length(demo: Clinic, case: str, width: int) -> None:
    table = list(shown(rows(demo, case=case)))
    lines = list(text_rows(tuple(table[0]), table, INTERVALS, width=width))
    assert all(width_of(line) <= width for line in lines)
    assert not [line for line in lines if "…" in line]
    text = "\n".join(lines)
    assert "≈28.00+ [27.50, 28.50]" in text if case == "npc-1" else "≈21.00 [20.50, 21.50]" in text


def test_people_see_every_row_and_what_is_not_evaluable_says_ne(demo: Clinic) -> None:
    found = rows(demo, case="npc-1")
    table = list(shown(found))
    assert len(table) == len(found)
    assert {row["months"] == "NE" for row, each in zip(table, found, strict=True) if not each["evaluable"]} == {True}
    assert [row["of"] for row in table[2:5]] == ["line 1"] * 3
    assert table[4]["note"] == "as above"
    assert "[seven-months=T] progression declared" in {row["note"] for row in table}
    text = demo("intervals", "npc-1").out
    assert text.count("\n") > len(found)
    assert "PFS, asserted" in text


@pytest.mark.parametrize(
    ("bounds", "censored", "told"),
    [
        pytest.param((27.496, None, None), True, "≥ 27.49+", id="a lower bound alone"),
        pytest.param((None, None, 3.001), False, "≤ 3.01", id="an upper bound alone"),
        pytest.param((1.006, 1.5, 1.994), False, "≈1.50 [1.00, 2.00]", id="both"),
        pytest.param((1.236, 1.238, 1.2399), True, "≈1.24+ [1.23, 1.24]", id="both within a rounding"),
        pytest.param((27.496, 27.496, 27.496), False, "27.50", id="a sure length"),
        pytest.param((None, None, None), True, "open+", id="neither"),
    ],
)
def test_the_bounds_of_a_length_exclude_none_that_is_possible(
    bounds: tuple[float | None, ...], censored: bool, told: str
) -> None:
    names = ("earliest_months", "estimate_months", "latest_months")
    row = dict.fromkeys(COLUMNS) | dict(zip(names, bounds, strict=True))
    (found,) = shown([row | {"interval": "hold", "note": "", "censored": censored, "evaluable": True}])
    assert found["months"] == told


def test_a_counted_line_says_by_which_rules_it_is_counted(demo: Clinic) -> None:
    counted = shown(rows(demo, "--rule-set", "rw120", case="npc-1"))
    said = [row["of"] for row in counted if row["interval"] == "PFS, asserted"]
    assert said
    assert all(str(each).endswith("(rw120)") for each in said)
