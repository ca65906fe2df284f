"""Importing tables and exporting relations as use cases: all or nothing, and whoever asks is told how far it is."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.ledger import copy_of_template
from tests.tablefiles import LABS, mapping
from tracker.casebook.adding import add_tables, preview_tables
from tracker.casebook.exports import export_of
from tracker.casebook.library import Library, Place
from tracker.casebook.tables import Tables, read_tables
from tracker.decisions.refused import Refused
from tracker.store.database import Database, open_database
from tracker.store.streams import patients, read_stream

TABLE = "id,visit,on,hb\n" + "".join(f"p{number % 3},{number},2023-01-{number + 1:02},61\n" for number in range(9))


class GivenUpError(Exception):
    """Raised in the middle of it."""


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    with open_database(copy_of_template(tmp_path / "tracker.db")) as database:
        yield database


@pytest.fixture
def tables(tmp_path: Path) -> Tables:
    path = tmp_path / "t.csv"
    path.write_text(TABLE, encoding="utf-8")
    return read_tables(mapping(LABS), [str(path)])


def give_up(done: int, _of: int) -> None:
    if done:
        raise GivenUpError


def test_an_import_that_is_given_up_records_nothing(database: Database, tables: Tables) -> None:
    with pytest.raises(GivenUpError):
        add_tables(database, tables, by="tester", told=give_up)
    with database.reading() as connection:
        assert patients(connection) == ()
    assert add_tables(database, tables, by="tester").recorded == 9


def test_a_preview_says_what_the_import_then_does(database: Database, tables: Tables) -> None:
    foreseen = preview_tables(database, tables)
    assert preview_tables(None, tables).added == foreseen.added
    added = add_tables(database, tables, by="tester")
    assert [preview.plan.new for preview in foreseen.previews] == [each.plan.new for each in added.imports]
    assert (foreseen.added.recorded, foreseen.added.rejected) == (added.recorded, added.rejected)


def test_ids_of_facts_follow_from_the_mapping_and_the_key(tmp_path: Path, tables: Tables) -> None:
    ids = []
    for name, brought_by in (("a.db", tables), ("b.db", tables)):
        with open_database(copy_of_template(tmp_path / name)) as database:
            add_tables(database, brought_by, by="tester")
            with database.reading() as connection:
                ids.append([line.event_id for line in read_stream(connection, "p0")])
    assert ids[0] == ids[1]
    assert len(set(ids[0])) == 3


def test_two_tables_of_one_mapping_are_one_account(tmp_path: Path, database: Database) -> None:
    paths = []
    for number in range(2):
        paths.append(tmp_path / f"{number}.csv")
        paths[-1].write_text(TABLE if number else TABLE.replace("61", "x", 1), encoding="utf-8")
    added = add_tables(database, read_tables(mapping(LABS), [str(path) for path in paths]), by="tester")
    assert (added.rows, added.recorded, added.already, len(added.rejected)) == (18, 9, 8, 1)
    assert added.rejected[0].file == str(paths[0])


def test_nobody_imports_tables_without_a_name(database: Database, tables: Tables) -> None:
    with pytest.raises(Refused, match="who records"):
        add_tables(database, tables, by=" ")


def test_nothing_is_amended_without_a_reason(tmp_path: Path, database: Database, tables: Tables) -> None:
    add_tables(database, tables, by="tester")
    (tmp_path / "t.csv").write_text(TABLE.replace("61", "62"), encoding="utf-8")
    changed = read_tables(mapping(LABS), [str(tmp_path / "t.csv")])
    with pytest.raises(Refused, match="needs a reason"):
        add_tables(database, changed, by="tester", amend=True)
    assert add_tables(database, changed, by="tester", amend=True, reason="typed wrongly").recorded == 9


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_an_export_tells_how_far_it_is_and_leaves_nothing_when_it_is_given_up(
    tmp_path: Path, database: Database, tables: Tables, form: str
) -> None:
    add_tables(database, tables, by="tester")
    library = Library(database, Place(database.path, default=False))
    with pytest.raises(GivenUpError):
        export_of(form)(library, ("p0", "p1"), tmp_path / "out", give_up)
    assert not [path for path in tmp_path.iterdir() if path.name.startswith("out")]
    told: list[tuple[int, int]] = []
    export_of(form)(library, ("p0", "p1"), tmp_path / "out", lambda done, of: told.append((done, of)))
    assert told == sorted(told)
    assert told[-1][0] == told[-1][1]
    assert len({of for _, of in told}) == 1
