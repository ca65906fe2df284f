"""Commands that read: their rows in three formats, and the clocks."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import msgspec
import pytest

from tests import examples as ex
from tests.faces.command_line import Clinic
from tracker.casebook.library import Place, open_library
from tracker.casebook.log import LOG_COLUMNS
from tracker.projections.rows import READ_MODELS
from tracker.projections.rows.timeline import TimelineRow
from tracker.values.when import Timing


@pytest.fixture
def clinic(tmp_path: Path) -> Clinic:
    return Clinic(tmp_path).holds_mini()


def test_json_rows_have_the_columns_of_the_view_of_the_same_name(clinic: Clinic) -> None:
    columns = {model.name: model.row.__struct_fields__ for model in READ_MODELS}
    assert tuple(clinic("cases", "--format", "json").json[0]) == columns["patients"]
    assert tuple(clinic("timeline", "mini", "--format", "json").json[0]) == columns["timeline"]
    assert tuple(clinic("events", "mini", "--format", "json").json[0]) == LOG_COLUMNS


def test_every_standing_fact_has_one_row_in_the_order_of_living(clinic: Clinic) -> None:
    rows = clinic("timeline", "mini", "--format", "json").json
    days = [row["day"] for row in rows if row["day"] is not None]
    assert len(rows) == 14
    assert days == sorted(days)
    assert {row["key"]: row["reading"] for row in rows}["ct"] == "F"


def test_times_are_rounded_to_two_decimals_in_json_and_whole_in_csv_and_sql(clinic: Clinic) -> None:
    json_row = {row["key"]: row for row in clinic("timeline", "mini", "--format", "json").json}["ct"]
    csv_row = {row["key"]: row for row in clinic("timeline", "mini", "--format", "csv").csv}["ct"]
    sql_row = clinic("sql", "SELECT day FROM timeline WHERE key = 'ct'", "--format", "json").json[0]
    assert float(csv_row["day"]) == sql_row["day"] != json_row["day"]
    assert round(sql_row["day"], 2) == json_row["day"]


@pytest.mark.parametrize("verb", [("cases",), ("timeline", "mini"), ("events", "mini"), ("check", "mini")])
def test_csv_has_the_columns_and_rows_of_json(clinic: Clinic, verb: tuple[str, ...]) -> None:
    as_json = clinic(*verb, "--format", "json").json
    as_csv = clinic(*verb, "--format", "csv").csv
    assert [tuple(row) for row in as_csv] == [tuple(row) for row in as_json]


def test_every_event_of_the_log_shows_its_decoded_payload(clinic: Clinic) -> None:
    rows = clinic("events", "mini", "--format", "json").json
    assert rows[3]["payload"] == {"type": "performance-assessed", "key": "ecog-0", "occurred": "time-zero", "ecog": 2}
    assert {row["recorded_by"] for row in rows} == {"dr. test"}
    assert [row["version"] for row in rows] == list(range(1, 15))


def test_the_log_shows_every_digit_that_was_stored(clinic: Clinic) -> None:
    exact = "0.12345678901234567890"
    for key, value in (("even", "1.50"), ("long", exact)):
        assert clinic("record", "mini", clinic.file(ex.lab("Hb", value, "g/L", key=key), name=f"{key}.yaml")).code == 0
    said = clinic("events", "mini", "--format", "json")
    assert '"value":1.50' in said.out
    assert f'"value":{exact}' in said.out
    assert [row["payload"]["key"] for row in said.json[-2:]] == ["even", "long"]
    assert f'"value":{exact}' in clinic("events", "mini", "--format", "csv").csv[-1]["payload"]


def test_a_payload_that_is_damaged_is_shown_as_it_is(clinic: Clinic) -> None:
    with closing(sqlite3.connect(clinic.db)) as connection, connection:
        connection.execute("DROP TRIGGER events_update")
        connection.execute("UPDATE events SET payload = '{\"key\": 1' WHERE seq = 1")
    assert clinic("events", "mini", "--format", "json").json[0]["payload"] == '{"key": 1'
    assert "damaged: run `tracker verify`" in clinic("events", "mini").out


def test_show_names_the_state_of_a_month_and_what_happened_in_it(clinic: Clinic) -> None:
    shown = clinic("show", "mini", "--month", 8, "--format", "json").json
    assert set(shown) == {"patient", "month", "state", "events", "possible"}
    assert set(shown["state"]) == {
        "disease", "stage", "ecog", "regimens", "line", "cycle", "response", "labs", "symptoms", "adverse_events",
        "vital_status",
    }  # fmt: skip
    assert {event["key"] for event in shown["events"]} == {"ct", "pd-1", "labs-1", "response-1"}
    text = clinic("show", "mini", "--month", 8).out
    for words in ("M8 of M28", "IVB (AJCC 8)", "2.63e3", "▲ PD1", "≈M8"):
        assert words in text


def test_show_prints_the_last_month_unless_told(clinic: Clinic) -> None:
    assert clinic("show", "mini", "--format", "json").json["month"] == 28


def test_a_month_that_the_case_does_not_have_is_refused_with_its_months(clinic: Clinic) -> None:
    said = clinic("show", "mini", "--month", 99)
    assert (said.code, said.out) == (1, "")
    assert said.complaint == "tracker: mini runs from M0 to M28; there is no month 99"


def test_known_hides_what_was_judged_in_hindsight(clinic: Clinic) -> None:
    events = clinic("show", "mini", "--month", 8, "--known", "--format", "json").json["events"]
    assert "response-1" not in {event["key"] for event in events}
    keys = {row["key"] for row in clinic("timeline", "mini", "--known", "--format", "json").json}
    assert clinic.standing() - keys == {"response-1"}


def test_as_recorded_undoes_what_was_corrected_later(clinic: Clinic) -> None:
    before = clinic("events", "mini", "--format", "json").json[-1]["recorded_at"]
    assert clinic("retract", "mini", "ecog-0", "--reason", "wrong patient").code == 0
    now = clinic("timeline", "mini", "--format", "json").json
    then = clinic("timeline", "mini", "--as-recorded", before, "--format", "json").json
    assert {row["key"] for row in then} - {row["key"] for row in now} == {"ecog-0"}
    assert clinic("show", "mini", "--month", 0, "--format", "json").json["state"]["ecog"] is None
    shown = clinic("show", "mini", "--month", 0, "--as-recorded", before, "--format", "json").json
    assert shown["state"]["ecog"] is not None


def test_before_the_first_event_there_was_no_record(clinic: Clinic) -> None:
    said = clinic("show", "mini", "--as-recorded", "1999-12-31")
    assert said.code == 1
    assert "had no record yet" in said.complaint


def test_an_unknown_case_is_refused_with_the_names_that_resemble_it(clinic: Clinic) -> None:
    for verb in ("show", "timeline", "events", "check"):
        assert clinic(verb, "minni").complaint == "tracker: there is no case minni; did you mean mini?"


def test_check_names_rule_severity_and_facts_and_is_strict_when_told(clinic: Clinic) -> None:
    said = clinic("check", "mini", "--format", "json")
    assert said.code == 0
    columns = ("patient", "rule", "severity", "summary", "events", "tolerance_months", "excess_months")
    assert tuple(said.json[0]) == columns
    rules = ["dose-ambiguous", "no-criteria", "no-criteria", "reader-noted"]
    assert [(row["rule"], row["severity"]) for row in said.json] == [(rule, "note") for rule in rules]
    assert all(row["events"] for row in said.json)
    assert clinic("check", "mini", "--strict").code == 0


def test_check_of_a_case_without_a_doubt_says_so(clinic: Clinic) -> None:
    clinic(
        "record",
        "clean",
        clinic.file(ex.diagnosed(), ex.contact(after="dx", stated="3 d"), name="clean.yaml", patient="clean"),
    )
    assert clinic("check", "clean").out == "nothing found\n"
    assert clinic("check", "clean", "--format", "json").json == []
    assert clinic("check", "clean", "--format", "csv").out.startswith("patient,rule,severity")


def test_show_of_a_dated_case_says_of_how_many_months_before_it_says_until_when(clinic: Clinic) -> None:
    facts = ex.diagnosed(at="2023-04-12"), ex.contact(at="2023-12-20")
    clinic("import", clinic.file(*facts, name="dated.yaml", patient="dated"))
    assert "M3 of M8 · to 2023-08-11" in clinic("show", "dated", "--month", 3).out.splitlines()[0]
    assert "M3 of M28" in clinic("show", "mini", "--month", 3).out.splitlines()[0]


def test_check_is_strict_about_warnings_and_reports_each_tolerance(clinic: Clinic) -> None:
    tight = (
        ex.diagnosed(),
        ex.started("l1", after="dx", stated="7 mo"),
        ex.scan("ct", after="l1", stated="7 mo"),
        ex.contact(at=(Timing(with_="ct"), Timing(after="dx", stated="12 mo"))),
    )
    assert clinic("import", clinic.file(*tight, name="tight.yaml", patient="tight")).code == 0
    said = clinic("check", "tight", "--tolerance", "0,0.5,0.8", "--strict", "--format", "json")
    assert said.code == 1
    tolerances = {row["tolerance_months"] for row in said.json if row["rule"] in {"rounding-only", "inconsistent-time"}}
    assert tolerances
    assert clinic("check", "--strict").code == 1
    assert clinic("check", "tight").code == 0


def test_a_case_without_standing_facts_does_not_keep_the_others_from_being_checked(clinic: Clinic) -> None:
    assert clinic("import", clinic.file(ex.diagnosed(), name="q.yaml", patient="q")).code == 0
    assert clinic("retract", "q", "dx", "--reason", "wrong patient").code == 0
    assert {row["patient"] for row in clinic("check", "--format", "json").json} == {"mini"}
    assert "no fact that stands" in clinic("check", "q").complaint


def test_the_text_of_every_month_says_all_that_its_sheet_says(clinic: Clinic) -> None:
    with open_library(Place(clinic.db, default=False)) as library:
        sheets = library.case("mini").sheets()
    for sheet in sheets:
        said = "".join(clinic("show", "mini", "--month", sheet.month).out.split())
        state, events = (line.text for line in sheet.state), (line.text for line in (*sheet.events, *sheet.possible))
        for text in (*state, *events, *(lab.value for lab in sheet.labs), sheet.identity):
            assert "".join(text.split()) in said, (sheet.month, text)


def test_sql_answers_in_three_formats_and_reads_only(clinic: Clinic) -> None:
    query = "SELECT patient, count(*) AS cycles, NULL AS absent FROM cycles GROUP BY patient"
    assert clinic("sql", query, "--format", "json").json == [{"patient": "mini", "cycles": 2, "absent": None}]
    assert clinic("sql", query, "--format", "csv").csv == [{"patient": "mini", "cycles": "2", "absent": ""}]
    assert clinic("sql", "-", stdin=query).out.splitlines()[-1].split() == ["mini", "2", "NULL"]
    for attack in ("DELETE FROM events", "PRAGMA user_version = 7", "ATTACH '/tmp/x' AS x", "SELECT 1; SELECT 2", ""):
        said = clinic("sql", attack)
        assert (said.code, said.out) == (1, ""), attack
        assert said.complaint.startswith("tracker: ")


@pytest.mark.parametrize("remark", ["-- how many\n", "--how many\n", "--\n"])
def test_a_query_may_begin_with_a_remark(clinic: Clinic, remark: str) -> None:
    query = f"{remark}SELECT count(*) AS n FROM patients"
    assert clinic("sql", query, "--format", "json").json == [{"n": 1}]
    assert clinic("sql", "--format=json", "--timeout", "9", query).json == [{"n": 1}]


def test_sql_names_a_mistake_on_the_first_try(clinic: Clinic) -> None:
    assert "no such column: nope" in clinic("sql", "SELECT nope").complaint


def test_a_query_ends_at_its_deadline(clinic: Clinic) -> None:
    endless = "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT count(*) FROM c"
    assert "longer than 0.2 s" in clinic("sql", endless, "--timeout", "0.2").complaint


def test_columns_of_one_name_are_told_apart(clinic: Clinic) -> None:
    assert clinic("sql", "SELECT 1 AS a, 2 AS a", "--format", "json").json == [{"a": 1, "a_2": 2}]


def test_where_says_which_file_is_in_use(clinic: Clinic) -> None:
    found = clinic("where", "--format", "json").json
    assert found["database"] == str(clinic.db)
    assert (found["patients"], found["events"]) == (1, 14)
    assert found["size_bytes"] > 4096


def test_where_makes_no_database(tmp_path: Path) -> None:
    clinic = Clinic(tmp_path)
    said = clinic("where", "--format", "json")
    assert said.json["size_bytes"] is None
    assert f"{clinic.db} is not there; `tracker import`" in said.complaint
    assert not clinic.db.exists()


def test_rows_of_json_are_one_a_line(clinic: Clinic) -> None:
    lines = clinic("events", "mini", "--format", "json").out.splitlines()
    assert (lines[0], lines[-1], len(lines)) == ("[", "]", 16)
    assert all(json.loads(line.rstrip(",")) for line in lines[1:-1])


def test_timeline_rows_are_those_of_the_view(clinic: Clinic) -> None:
    stored = clinic("sql", "SELECT * FROM timeline ORDER BY key", "--format", "json").json
    rows = sorted(clinic("timeline", "mini", "--format", "csv").csv, key=lambda row: row["key"])
    assert [row["day"] for row in rows] == ["" if row["day"] is None else str(row["day"]) for row in stored]
    assert {field.name for field in msgspec.structs.fields(TimelineRow)} == set(stored[0])
