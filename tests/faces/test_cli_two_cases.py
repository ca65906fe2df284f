"""The two published cases on the command line, as somebody meets them who has just installed it."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.faces.command_line import Clinic
from tracker.casebook.files import bundled
from tracker.cli.discrepancies import few

DATE = re.compile(r"\d{4}-\d{2}")


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Clinic:
    clinic = Clinic(tmp_path_factory.mktemp("demo"))
    assert clinic("demo").code == 0
    return clinic


def shown(clinic: Clinic, case: str, month: int) -> tuple[dict[str, object], str]:
    said = clinic("show", case, "--month", month, "--format", "json")
    assert said.code == 0, said.err
    return said.json, said.out


def test_the_demo_twice_records_nothing_new(demo: Clinic) -> None:
    assert all(row["recorded"] == 0 for row in demo("demo", "--format", "json").json)
    assert [row["patient"] for row in demo("cases", "--format", "json").json] == ["npc-1", "npc-2"]


def test_month_10_of_case_1_knows_two_regimens_and_one_progression_and_nothing_later(demo: Clinic) -> None:
    month, text = shown(demo, "npc-1", 10)
    state = month["state"]
    assert isinstance(state, dict)
    assert [regimen["regimen"] for regimen in state["regimens"]] == ["l1", "l2"]
    for later in ("pd-2", "restaging-2", '"left"', "l3", "last-follow-up", "drug-free"):
        assert later not in text, later
    events = {row["key"] for m in range(11) for row in shown(demo, "npc-1", m)[0]["events"]}  # type: ignore[attr-defined]  # JSON
    assert "pd-1" in events


@pytest.mark.parametrize(("case", "last"), [("npc-1", 28), ("npc-2", 21)])
def test_no_month_of_either_case_shows_a_date(demo: Clinic, case: str, last: int) -> None:
    for month in range(last + 1):
        for form in ("text", "json"):
            said = demo("show", case, "--month", month, "--format", form)
            assert said.code == 0
            assert DATE.search(said.out) is None, (case, month)
    rows = demo("timeline", case, "--format", "json").json
    assert all(row[name] is None for row in rows for name in ("date", "date_earliest", "date_latest"))


@pytest.mark.parametrize(("case", "last"), [("npc-1", 28), ("npc-2", 21)])
def test_text_and_json_of_a_month_name_the_same_events(demo: Clinic, case: str, last: int) -> None:
    for month in range(last + 1):
        text = demo("show", case, "--month", month).out
        events = shown(demo, case, month)[0]["events"]
        assert isinstance(events, list)
        listed = text.split(f"In month {month}\n")[1].split("\n\n")[0].splitlines()
        assert len([line for line in listed if re.match(r"  (?:[≈≤≥]?M-?\d|open)", line)]) == len(events), (case, month)


def test_neither_bundled_case_holds_an_error(demo: Clinic) -> None:
    rows = demo("check", "--format", "json").json
    assert {row["severity"] for row in rows} <= {"warning", "note"}
    assert demo("check").code == 0
    assert demo("check", "--strict").code == 1


def test_the_text_of_check_and_the_sql_view_name_the_facts_that_a_finding_rests_on(demo: Clinic) -> None:
    rows = demo("check", "npc-2", "--format", "json").json
    text = "".join(demo("check", "npc-2").out.split())
    for row in rows:
        assert f"[{few(row['events'], ',').replace(' ', '')}]" in text
    question = "SELECT events FROM discrepancies WHERE patient = 'npc-2' ORDER BY item"
    stored = demo("sql", question, "--format", "json").json
    assert [row["events"] for row in stored] == [", ".join(row["events"]) for row in rows]


def test_with_cycles_of_three_weeks_case_2_contradicts_itself_and_still_replays(demo: Clinic) -> None:
    seed = next(file for file in bundled() if file.name == "npc-2.yaml").read().decode()
    tight, count = re.subn(
        r"lasting: *\{ *at_least: 7 d, *at_most: 28 d(, basis: assumed)? *\}", "lasting: {stated: 21 d}", seed
    )
    assert count == 4
    file = demo.folder / "tight.yaml"
    file.write_text(tight.replace("case: npc-2", "case: npc-2-tight"), encoding="utf-8")
    assert demo("import", file).code == 0
    rows = [
        row
        for row in demo("check", "npc-2-tight", "--tolerance", "0,0.5", "--format", "json").json
        if row["rule"] == "inconsistent-time"
    ]
    assert {row["severity"] for row in rows} == {"error"}
    assert {row["tolerance_months"] for row in rows} == {0.0, 0.5}
    for row in rows:
        assert {"dx", "death", "l2-c4", "restaging-4", "l4", "l5"} <= set(row["events"])
        assert row["excess_months"] > 0
    assert demo("check", "npc-2-tight", "--strict").code == 1
    assert shown(demo, "npc-2-tight", 21)[0]["month"] == 21


def test_the_default_database_is_made_and_filled_on_first_use(tmp_path: Path) -> None:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("TRACKER_", "XDG_"))}
    command = [sys.executable, "-m", "tracker", "cases", "--format", "json"]
    root = Path(__file__).parents[2]
    environment = kept | {"HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path / "data"), "PYTHONPATH": str(root)}
    for _ in range(2):
        done = subprocess.run(command, env=environment, cwd=tmp_path, capture_output=True, text=True, check=True)
        assert [row["patient"] for row in json.loads(done.stdout)] == ["npc-1", "npc-2"]
        assert done.stderr == ""
    (database,) = (tmp_path / "data").rglob("*.db")
    assert database.stat().st_mode & 0o777 == 0o600
    assert database.parent.stat().st_mode & 0o777 == 0o700


def test_the_two_cases_stand_side_by_side_with_bounds_and_sources(demo: Clinic) -> None:
    rows = demo("compare", "npc-1", "npc-2", "--format", "json").json
    by_cell = {(row["patient"], row["phase"], row["item"]): row for row in rows}
    survival = by_cell["npc-1", "outcome", "overall survival"]
    assert (survival["earliest_months"], survival["estimate_months"], survival["latest_months"]) == (27.5, 28, 28.5)
    assert "Table 1 row 6" in survival["sources"]
    assert by_cell["npc-2", "line 3", "radiotherapy"]["events"] == ["rt-1"]
    relieving = by_cell["npc-2", "line 4", "radiotherapy"]
    assert relieving["events"] == ["rt-2"]
    assert "Table 1 row 5" in relieving["sources"]
    assert relieving["earliest_months"] < relieving["estimate_months"] < relieving["latest_months"]
    assert by_cell["npc-1", "line 1", "EBV-DNA"]["events"] == ["labs-1-ebv", "labs-2-ebv"]
    said = demo("compare", "npc-1", "npc-2")
    assert said.out.rstrip().endswith("what differs between them may have any cause.")
    closing = " ".join(said.out.split())
    assert "EBV-DNA, LDH. Stated for one of them only: Hb, kidney function, liver function, platelets." in closing
    assert DATE.search(said.out) is None
    assert demo("compare", "npc-1", "npc-3").code == 1
    same = demo("compare", "npc-1", "npc-1")
    assert same.code == 1
    assert "npc-1 beside itself shows no difference: name another case" in same.err
    assert not same.out


def test_a_comparison_takes_the_conventions_that_are_chosen(demo: Clinic) -> None:
    def lines(*options: str) -> set[str]:
        rows = demo("compare", "npc-1", "npc-2", "--format", "json", *options).json
        return {row["phase"] for row in rows if row["patient"] == "npc-1" and row["phase"].startswith("line")}

    assert lines() == {"line 1", "line 2", "line 3"}
    assert lines("--rule-set", "rw180") == {"line 1", "line 2"}
    assert demo("compare", "npc-1", "npc-2", "--rule-set", "none").code == 2


def test_a_long_chain_is_told_in_part_as_text_and_whole_as_json(demo: Clinic) -> None:
    text = " ".join(demo("check", "npc-2").out.split())
    assert "[death, dx, l1, l1-c1, l1-c2, l1-c3, and 17 more]" in text
    assert "l1-c5: 21 d after l1-c4 (stated); and 22 more" in text
    longest = max(demo("check", "npc-2", "--format", "json").json, key=lambda row: len(row["events"]))
    assert len(longest["events"]) == 23
    assert "death: not before l5-stopped" in longest["summary"]


def test_the_bundled_cases_of_an_earlier_release_are_brought_up_to_date_with_a_reason(tmp_path: Path) -> None:
    clinic = Clinic(tmp_path)
    assert clinic("demo").code == 0
    assert clinic("retract", "npc-1", "noted-units", "--reason", "as an earlier release had it").code == 0
    assert "--amend --reason" in clinic("demo").err
    assert clinic("demo", "--amend").code == 2
    assert clinic("demo", "--reason", "new release").code == 2
    assert clinic("demo", "--amend", "--reason", "new release").code == 0
    assert "noted-units" in clinic.standing("npc-1")
    assert clinic("demo").code == 0
