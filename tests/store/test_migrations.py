"""The schema, up and down: guards survive every step, views are plain, a log is never migrated away."""

import shutil
import subprocess
import sys
from pathlib import Path
from typing import get_args, get_type_hints

import pytest
from alembic import command
from alembic.config import Config
from alembic.script import Script

from tests.examples import ecog
from tests.ledger import BY_TESTER, CHART, contents, new, record_stream, shell
from tracker.projections.rows import READ_MODELS, ReadModel
from tracker.store import guards, schema
from tracker.store.database import connect_for_migration, open_database
from tracker.store.log import ANY, append
from tracker.store.places import migrations_folder
from tracker.store.refusals import StoreRefused
from tracker.store.verification import verify


def migrate(path: Path, to: str) -> None:
    with connect_for_migration(path) as connection:
        schema.migrate(connection, to)


def triggers(path: Path) -> dict[str, str]:
    with shell(path) as connection:
        return dict(connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"))


def test_every_migration_is_one_step_after_the_one_before() -> None:
    assert schema.revisions() == tuple(f"{number:04}" for number in range(1, len(schema.revisions()) + 1))


def test_the_guards_stand_after_every_migration_up_and_down(tmp_path: Path) -> None:
    path = tmp_path / "tracker.db"
    down = schema.revisions()[-2::-1]
    for revision in (*schema.revisions(), *down, *schema.revisions()):
        migrate(path, revision)
        assert triggers(path) == guards.expected(), revision
        with shell(path) as connection:
            assert connection.execute("SELECT version_num FROM alembic_version").fetchall() == [(revision,)]


def test_going_down_and_up_again_leaves_the_schema_and_the_log_as_they_were(recorded: Path) -> None:
    before = contents(recorded)
    for revision in (*schema.revisions()[-2::-1], "head"):
        migrate(recorded, revision)
        assert contents(recorded)["events"] == before["events"]
    with open_database(recorded) as database, database.reading() as connection:
        assert schema.objects(connection) == schema.expected_objects()
    assert contents(recorded) == before


def test_a_downgrade_never_goes_below_the_first_migration_while_the_log_has_a_row(recorded: Path) -> None:
    before = contents(recorded)
    with pytest.raises(RuntimeError, match="the log has events"):
        migrate(recorded, "base")
    assert contents(recorded) == before


def test_an_empty_database_goes_down_to_nothing_and_up_again(path: Path) -> None:
    migrate(path, "base")
    with shell(path) as connection:
        left = connection.execute("SELECT name FROM sqlite_master WHERE name <> 'alembic_version'").fetchall()
    assert [name for (name,) in left if not name.startswith("sqlite_")] == []


def test_a_migration_that_fails_is_explained_and_leaves_the_file_as_it_was(recorded: Path) -> None:
    migrate(recorded, "0003")
    with shell(recorded) as connection:
        connection.execute("CREATE TABLE documents (x)")
    before = contents(recorded)
    with pytest.raises(StoreRefused, match=r"tracker\.db could not be used: table documents already exists"):
        open_database(recorded)
    assert contents(recorded) == before


def test_a_disk_that_is_full_in_a_migration_is_called_full(recorded: Path) -> None:
    migrate(recorded, "0003")
    with shell(recorded) as connection:
        connection.execute("VACUUM")  # no free page is left from what the way down dropped
    before = contents(recorded)

    def migrate_without_room() -> None:
        with connect_for_migration(recorded) as connection:
            pages = connection.execute("PRAGMA page_count").fetchone()[0]
            connection.execute(f"PRAGMA max_page_count = {pages}")
            schema.migrate(connection)

    with pytest.raises(StoreRefused, match="the disk is full; make room and try again"):
        migrate_without_room()
    assert contents(recorded) == before


@pytest.mark.parametrize("to", ["0003", "head"])
def test_a_migration_lands_with_the_transaction_that_it_was_run_in_or_not_at_all(recorded: Path, to: str) -> None:
    migrate(recorded, "0006")
    before = contents(recorded)

    def migrate_and_fail() -> None:
        with connect_for_migration(recorded) as connection:
            schema.migrate(connection, to)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        migrate_and_fail()
    assert contents(recorded) == before


def test_an_older_database_is_migrated_and_its_rows_built_at_the_next_start(recorded: Path) -> None:
    before = contents(recorded)
    migrate(recorded, "0001")
    with open_database(recorded) as database:
        assert database.schema_version == schema.revisions()[-1]
    assert contents(recorded) == before


@pytest.mark.parametrize("revision", schema.revisions())
def test_a_filled_database_of_any_age_has_every_row_after_its_next_start(recorded: Path, revision: str) -> None:
    before = contents(recorded)
    migrate(recorded, revision)
    with shell(recorded) as connection:
        connection.execute(f"PRAGMA user_version = {schema.ROWS_VERSION}")  # as the tracker of that time left it
    with open_database(recorded) as database:
        assert verify(database) == ()
    assert contents(recorded) == before


def test_a_new_migration_has_the_rows_built_again_unless_its_author_says_otherwise(tmp_path: Path) -> None:
    folder = shutil.copytree(migrations_folder(), tmp_path / "migrations")
    config = Config()
    config.set_main_option("script_location", str(folder))
    config.set_main_option("path_separator", "os")
    made = command.revision(config, "a view", rev_id="9999")
    assert isinstance(made, Script)
    assert 'op.execute("PRAGMA user_version = 0")' in Path(made.path).read_text(encoding="utf-8")


def test_a_log_can_be_appended_to_at_the_first_schema_already(tmp_path: Path) -> None:
    path = tmp_path / "tracker.db"
    migrate(path, "0001")
    with connect_for_migration(path) as connection:
        append(connection, "npc-1", [new(ecog(1))], expected=ANY, recording=BY_TESTER)
    with open_database(path), shell(path) as shown:
        assert shown.execute("SELECT ecog FROM performance").fetchall() == [(1,)]


def test_alembic_on_its_own_migrates_a_named_file_and_nothing_else(tmp_path: Path) -> None:
    folder = migrations_folder().parent
    path = tmp_path / "tracker.db"
    alembic = [sys.executable, "-m", "alembic"]
    done = subprocess.run([*alembic, "upgrade", "head"], cwd=folder, capture_output=True, text=True, check=False)
    assert "name the database: alembic -x db=PATH" in done.stderr
    subprocess.run([*alembic, "-x", f"db={path}", "upgrade", "head"], cwd=folder, capture_output=True, check=True)
    assert triggers(path) == guards.expected()


@pytest.mark.parametrize("model", [model for model in READ_MODELS if model.derive], ids=lambda model: str(model.name))
def test_a_table_has_the_types_and_the_key_of_its_row(path: Path, model: ReadModel) -> None:
    with shell(path) as connection:
        info = connection.execute(f"PRAGMA table_info({model.name}_rows)").fetchall()
    hints = get_type_hints(model.row)
    assert [column for _, column, *_ in info] == list(model.row.__struct_fields__)
    sql_types = {str: "TEXT", int: "INTEGER", bool: "INTEGER", float: "REAL"}
    for _, column, declared, not_null, _, _ in info:
        kinds = set(get_args(hints[column]) or (hints[column],))
        assert bool(not_null) == (type(None) not in kinds), column
        (kind,) = kinds - {type(None)}
        assert declared == sql_types[kind], column
    assert tuple(name for _, name, *_, place in sorted(info, key=lambda row: row[5]) if place) == model.key


@pytest.mark.skipif(shutil.which("sqlite3") is None, reason="the plain shell is not installed")
def test_the_plain_shell_reads_every_view_with_an_untrusted_schema(recorded: Path) -> None:
    filled = 0
    for model in READ_MODELS:
        statement = f"PRAGMA trusted_schema = OFF; SELECT count(*) FROM {model.name};"
        done = subprocess.run(["sqlite3", "-readonly", recorded, statement], capture_output=True, text=True, check=True)
        with shell(recorded) as connection:
            assert int(done.stdout) == connection.execute(f"SELECT count(*) FROM {model.name}").fetchone()[0], (
                model.name
            )
            filled += int(done.stdout) > 0
    assert filled


def test_recording_works_beside_a_shell_that_reads(recorded: Path) -> None:
    with shell(recorded) as reader:
        reader.execute("BEGIN")
        assert reader.execute("SELECT count(*) FROM labs").fetchone() == (2,)
        with open_database(recorded) as database:
            record_stream(database, "npc-3")
        assert reader.execute("SELECT count(*) FROM labs").fetchone() == (2,)
    with shell(recorded) as reader:
        assert reader.execute("SELECT count(*) FROM events").fetchone() == (3 * len(CHART),)
