"""Generated docs say what the code says."""

from pathlib import Path

import click
import pytest

from tests import golden
from tests.docs.analysts_page import analysts_page
from tests.docs.case_report_page import AGREES, STATEMENTS, case_report_page, history
from tests.docs.commands_page import commands_page
from tests.docs.events_page import events_page
from tests.docs.queries import EXAMPLES, Example
from tests.docs.sql_page import columns, sql_page
from tests.ledger import copy_of_template, shell
from tracker.casebook import clock
from tracker.casebook.correcting import Warrant, retract_fact
from tracker.casebook.library import Place, open_library
from tracker.cli.root import tracker
from tracker.projections.rows import READ_MODELS

DOCS = golden.GOLDEN.parents[1] / "docs"
UNITS = {"day": "d", "month": "mo"}


@pytest.mark.golden
def test_docs_events_lists_every_event_as_its_class_says() -> None:
    golden.agree(DOCS / "events.md", events_page())


@pytest.mark.golden
def test_docs_sql_lists_every_column_with_its_unit() -> None:
    golden.agree(DOCS / "sql.md", sql_page())


def test_every_column_of_days_and_months_has_its_unit() -> None:
    for model in READ_MODELS:
        for name, _, unit, _ in columns(model.row):
            stem = name.removeprefix("start_").removeprefix("stop_").removeprefix("known_").partition("_")[0]
            if stem in UNITS:
                assert unit == UNITS[stem], f"{model.name}.{name}"


@pytest.mark.golden
def test_docs_analysts_lists_every_column_of_what_only_exports_have() -> None:
    golden.agree(DOCS / "analysts.md", analysts_page())


@pytest.mark.golden
def test_docs_commands_lists_every_command_option_and_key() -> None:
    golden.agree(DOCS / "commands.md", commands_page())


@pytest.mark.golden
def test_docs_case_report_holds_the_report_against_the_events() -> None:
    golden.agree(DOCS / "case-report.md", case_report_page())


def test_what_the_report_states_and_the_events_give_differ_where_they_do() -> None:
    verdicts = {(each.case, each.said): each.derive(history(each.case)).verdict for each in STATEMENTS}
    assert verdicts["npc-1", "survived 28 months"] != AGREES
    assert verdicts["npc-2", "died after 21 months"] == AGREES
    assert verdicts["npc-1", "second progression 14 months after diagnosis"] == AGREES


def test_every_option_is_described() -> None:
    context = click.Context(tracker)
    for verb in tracker.list_commands(context):
        command = tracker.get_command(context, verb)
        assert command is not None
        for each in (command, *(command.commands.values() if isinstance(command, click.Group) else ())):
            assert each.help, each.name
            assert all(option.help for option in each.params if isinstance(option, click.Option)), each.name


@pytest.fixture(scope="module")
def bundled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database of the two bundled cases, recorded on a day in April and corrected in May."""
    path = copy_of_template(tmp_path_factory.mktemp("docs") / "tracker.db")
    with open_library(Place(path, default=False)) as library, pytest.MonkeyPatch.context() as patch:
        patch.setattr(clock, "now", lambda: "2026-04-12T09:00:00.000000Z")
        library.record_bundled("tester")
        patch.setattr(clock, "now", lambda: "2026-05-12T09:00:00.000000Z")
        retract_fact(library.database, "npc-1", "labs-0-liver", Warrant(by="tester", reason="read again"))
    return path


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.question)
def test_an_example_query_answers_in_the_plain_shell(example: Example, bundled: Path) -> None:
    with shell(bundled) as connection:
        cursor = connection.execute(example.sql)
        rows = cursor.fetchall()
    assert rows
    if cursor.description[0][0] == "patient":
        assert {row[0] for row in rows} <= {"npc-1", "npc-2"}
