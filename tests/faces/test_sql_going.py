"""The SQL screen writes nothing away, and leads from a row to its fact or says what would."""

import pytest

from tests.faces.screens import bundled_library, text_of
from tests.faces.sql import is_typing, on_sql, sql_of
from tracker.casebook.console import Console
from tracker.casebook.sql_examples import EXAMPLES
from tracker.tui.replay import Replay
from tracker.tui.sql import Sql


@pytest.mark.parametrize("key", ["question_mark", "space", "enter"])
async def test_no_key_that_is_typed_first_throws_the_offered_query_away(key: str) -> None:
    async with on_sql() as pilot:
        offered = sql_of(pilot).editor.text
        assert offered
        await pilot.press(key)
        assert sql_of(pilot).editor.text.startswith(offered)
        await pilot.press("f7", *"SELECT 1")
        assert sql_of(pilot).editor.text == "SELECT 1"


async def test_running_nothing_says_how_to_ask_something() -> None:
    async with on_sql(query=" ") as pilot:
        assert "nothing is written to run: ^up brings back what was asked" in text_of(pilot.app).splitlines()[0]


@pytest.mark.parametrize(
    ("before", "after", "written"),
    [
        ("SELECT * FROM patients", "", "SELECT * FROM patients patients"),
        ("SELECT ", ", key FROM labs", "SELECT patients, key FROM labs"),
        ("SELECT max(", ")", "SELECT max(patients)"),
        ("SELECT *\nFROM", "", "SELECT *\nFROM patients"),
        ("", "WHERE", "patients WHERE"),
    ],
)
async def test_a_name_that_is_written_runs_into_no_word_beside_it(before: str, after: str, written: str) -> None:
    async with on_sql() as pilot:
        editor = sql_of(pilot).editor
        editor.text = before + after
        lines = before.split("\n")
        editor.move_cursor((len(lines) - 1, len(lines[-1])))
        await pilot.press("tab", "tab", "enter")
        assert editor.text == written


async def test_enter_on_a_row_with_patient_and_key_leads_to_the_fact() -> None:
    query = "SELECT patient, key FROM progressions WHERE patient = 'npc-2' ORDER BY ordinal DESC"
    async with on_sql(query=query) as pilot:
        await pilot.press("tab", "enter")
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        replay = pilot.app.screen
        assert isinstance(replay, Replay)
        assert (replay.patient, replay.month) == ("npc-2", 20)
        assert "enter shows where it comes from" in text_of(pilot.app)
        await pilot.press("1", "enter")
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        assert "enter shows where it comes from" not in text_of(pilot.app)


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("SELECT patient FROM patients", "the columns patient and key"),
        ("SELECT patient, key FROM labs WHERE 0", "the columns patient and key"),
        ("SELECT 'nobody' AS patient, 'x' AS key", "there is no case nobody"),
    ],
)
async def test_enter_on_any_other_row_stays_and_says_what_would_lead_on(query: str, says: str) -> None:
    async with on_sql(query=query) as pilot:
        await pilot.press("tab", "enter")
        await pilot.pause()
        assert isinstance(pilot.app.screen, Sql)
        assert not is_typing(pilot)
        assert says in text_of(pilot.app).splitlines()[0]


async def test_a_key_that_is_no_event_of_a_month_leads_to_the_case_and_says_so() -> None:
    async with on_sql(query="SELECT 'npc-1' AS patient, 'gone' AS key") as pilot:
        await pilot.press("tab", "enter")
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        assert "gone is in no month that is shown" in text_of(pilot.app)


def test_examples_show_no_time_with_more_than_one_decimal_and_the_cycles_their_doses() -> None:
    for example in EXAMPLES:
        result = Console(bundled_library()).question(example.statement).ask()
        times = [
            n
            for n, name in enumerate(result.columns)
            if name in ("earliest_day", "latest_day", "months", "least", "most")
        ]
        assert all(row[n] is None or round(row[n], 1) == row[n] for row in result.rows for n in times)
        assert not [name for name in result.columns if name.startswith(("day", "estimate")) or name.endswith("_months")]
    first = Console(bundled_library()).question(EXAMPLES[0].statement).ask()
    assert {"cycle", "drug", "dose_low", "dose_high", "unit", "per", "month"} <= set(first.columns)
