"""Laws of tables: rows in are rows recorded, already recorded and rejected; nothing raises; what is written reads back."""

import csv
import io
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.ledger import copy_of_template
from tests.tablefiles import HEAD, LABS, mapping, read
from tracker.adapters.tables.mapping_file import read_mapping
from tracker.adapters.tables.table import TableReader
from tracker.casebook.adding import Added, add_tables
from tracker.casebook.tables import read_tables
from tracker.decisions.refused import Refused
from tracker.store.database import Database, open_database
from tracker.store.streams import patients

COLUMNS = ("id", "visit", "on", "hb", "drug", "after")
MAPPING = f"""{LABS}  filled: [hb]
- type: regimen-started
  filled: [drug]
  key: {{column: drug}}
  regimen: {{column: drug}}
  occurred: {{column: on}}
  drugs: [{{drug: {{column: drug}}}}]
- type: patient-contacted
  filled: [after]
  key: {{text: "after-{{after}}-{{visit}}"}}
  occurred: {{after: {{column: after}}, stated: 3 mo}}
"""
CELLS = {
    "id": st.sampled_from(["p1", "p2", "", "p 3", "=p"]),
    "visit": st.sampled_from(["1", "2", "3", "", "/"]),
    "on": st.sampled_from(["2023-01-01", "2023-02", "25/03/2023", "never", "", "1700"]),
    "hb": st.sampled_from(["61", "62.5", "x", "", "-1"]),
    "drug": st.sampled_from(["", "cisplatin", "l1", "a b"]),
    "after": st.sampled_from(["", "l1", "hb-1", "nothing", "cisplatin"]),
}
TABLES = st.lists(st.tuples(*CELLS.values()), max_size=12)


def written(rows: Sequence[Sequence[str]], delimiter: str = ",") -> str:
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=delimiter).writerows([COLUMNS, *rows])
    return buffer.getvalue()


def imported(database: Database, path: Path) -> Added:
    return add_tables(database, read_tables(mapping(MAPPING), [str(path)]), by="tester")


@settings(max_examples=60, deadline=None)
@given(TABLES)
def test_every_row_is_recorded_recorded_already_or_rejected_and_a_second_import_adds_nothing(
    rows: list[tuple[str, ...]],
) -> None:
    with TemporaryDirectory() as folder, closing(open_database(copy_of_template(Path(folder) / "t.db"))) as database:
        path = Path(folder) / "t.csv"
        path.write_text(written(rows), encoding="utf-8")
        first, second = imported(database, path), imported(database, path)
        for added in (first, second):
            assert added.rows == len(rows) == added.recorded + added.already + len(added.rejected)
            assert all(rejection.reason and rejection.line > 1 for rejection in added.rejected)
        assert second.recorded == 0
        assert not [each for each in second.imports if each.recorded]
        # The reason may be another one: a row that pointed nowhere may have a key that another row took since.
        assert {each.line for each in second.rejected} == {each.line for each in first.rejected}
        assert first.recorded + first.already == second.already


@settings(max_examples=60, deadline=None)
@given(TABLES, st.permutations(range(12)))
def test_the_order_of_rows_changes_no_row_but_those_of_one_key(rows: list[tuple[str, ...]], order: list[int]) -> None:
    """Two rows of one key that say different things: the first one holds, whichever it is."""
    keyed = [(patient, str(number), *rest) for number, (patient, _, *rest) in enumerate(rows)]
    without_regimens = [(*row[:4], "", row[5]) for row in keyed]
    shuffled = [without_regimens[place] for place in order if place < len(without_regimens)]
    outcomes = []
    for table in (without_regimens, shuffled):
        with (
            TemporaryDirectory() as folder,
            closing(open_database(copy_of_template(Path(folder) / "t.db"))) as database,
        ):
            path = Path(folder) / "t.csv"
            path.write_text(written(table), encoding="utf-8")
            added = imported(database, path)
            rejected = {each.line for each in added.rejected}
            outcomes.append({row for line, row in enumerate(table, 2) if line not in rejected})
    assert outcomes[0] == outcomes[1]


@settings(deadline=None)
@given(TABLES, st.sampled_from([";", "\t", "|"]))
def test_the_delimiter_changes_nothing(rows: list[tuple[str, ...]], delimiter: str) -> None:
    assert read(MAPPING, written(rows, delimiter)) == read(MAPPING, written(rows))


@settings(max_examples=150, deadline=None)
@given(
    st.text(max_size=200)
    | st.text(alphabet=',;\t|"\r\n\0id1 ', max_size=200).map("id,visit,on,hb,drug,after\n".__add__)
)
def test_no_text_makes_the_reading_of_a_table_raise(text: str) -> None:
    reader = TableReader(mapping(MAPPING), "t.csv", io.StringIO(text, newline=""))
    rows = list(reader.rows())
    assert rows == [] or reader.head is not None
    assert all(bool(row.says.facts) != bool(row.says.faults) for row in rows)


@settings(max_examples=80, deadline=None)
@given(st.binary(max_size=300) | st.binary(max_size=200).map(b"id,visit,on,hb,drug,after\np1,1,2023,61,,\n".__add__))
def test_no_bytes_make_an_import_raise_or_land_by_halves(data: bytes) -> None:
    with TemporaryDirectory() as folder, closing(open_database(copy_of_template(Path(folder) / "t.db"))) as database:
        path = Path(folder) / "t.csv"
        path.write_bytes(data)
        try:
            added = imported(database, path)
        except Refused:
            with database.reading() as connection:
                assert patients(connection) == ()
        else:
            assert added.rows == added.recorded + added.already + len(added.rejected)


NODES: st.SearchStrategy[Any] = st.recursive(
    st.sampled_from(["x", "", "1", "id", "dx", "lab-resulted", "patient-died", "Hb", "{a}", "$(n)", "2023", "unknown", "g/L"]),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(
        st.sampled_from(
            ["type", "key", "occurred", "column", "text", "values", "where", "filled", "each", "extra", "analyte",
             "value", "unit", "as", "dates", "times", "after", "day", "causes", "otherwise", "n", "known", "sources"]
        ),
        inner,
        max_size=5,
    ),
    max_leaves=15,
)  # fmt: skip


def as_yaml(node: Any) -> str:
    """In flow style, which any tree fits into."""
    match node:
        case dict():
            return "{" + ", ".join(f"{name}: {as_yaml(part)}" for name, part in node.items()) + "}"
        case list():
            return "[" + ", ".join(as_yaml(part) for part in node) + "]"
        case _:
            return f'"{node}"'


CONTACT = {"type": "patient-contacted", "key": {"column": "x"}, "occurred": {"column": "a"}}
RULES = st.dictionaries(
    st.sampled_from(["function", "words", "known", "sources", "where", "filled", "each", "extra", "note", "occurred"]),
    NODES | st.sampled_from(["id", "x", {"column": "a"}, {"text": "{a}-{x}"}, ["a"], {"a": ["2", ""]}]),
    max_size=3,
).map(lambda fields: {**CONTACT, **fields})
"""A sound event, some fields of which are something else."""


@settings(max_examples=300, deadline=None)
@given(st.lists(NODES | RULES, min_size=1, max_size=3), NODES)
def test_no_mapping_makes_reading_raise_and_a_sound_one_reads_any_row(events: list[Any], table: Any) -> None:
    text = f"{HEAD}{''.join(f'- {as_yaml(event)}{chr(10)}' for event in events)}"
    result = read_mapping("m.yaml", f"{text}table: {as_yaml(table)}\n".encode())
    assert (result.mapping is None) == bool(result.problems)
    result = read_mapping("m.yaml", text.encode())
    if result.mapping is not None:
        reader = TableReader(result.mapping, "t.csv", ["id,x,a,dx\n", "p1,1,2,2023\n", "p1,,,\n"])
        assert all(bool(row.says.facts) != bool(row.says.faults) for row in reader.rows())


@settings(deadline=None)
@given(st.text(max_size=300))
def test_no_text_makes_the_reading_of_a_mapping_raise(text: str) -> None:
    for data in (text.encode(errors="replace"), f"{HEAD}{text}".encode(errors="replace")):
        result = read_mapping("m.yaml", data)
        assert (result.mapping is None) == bool(result.problems)
