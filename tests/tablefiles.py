"""Tables and mappings for tests, in a few words each. Refuses to touch a file."""

from tracker.adapters.tables.mapping import Mapping
from tracker.adapters.tables.mapping_file import read_mapping
from tracker.adapters.tables.problems import TableProblem
from tracker.adapters.tables.rows import RowEvents
from tracker.adapters.tables.table import TableReader
from tracker.events.catalogue import Fact

HEAD = "format: 1\nmapping: registry\npatient: id\nevents:\n"

LABS = f"""{HEAD}- type: lab-resulted
  key: {{text: "hb-{{visit}}", as: key}}
  occurred: {{column: on}}
  analyte: Hb
  value: {{column: hb}}
  unit: g/L
"""
"""Patient `id`, a visit, a date `on` and a hemoglobin `hb`."""


def mapping(text: str) -> Mapping:
    """A mapping that is sound."""
    result = read_mapping("m.yaml", text.encode())
    assert result.mapping is not None, [str(problem) for problem in result.problems]
    return result.mapping


def flaws(text: str | bytes) -> list[str]:
    """What is wrong with a mapping, a sentence each."""
    result = read_mapping("m.yaml", text if isinstance(text, bytes) else text.encode())
    assert (result.mapping is None) == bool(result.problems)
    return [str(problem) for problem in result.problems]


def read(text: str, table: str) -> tuple[list[RowEvents], list[TableProblem]]:
    """What a table says by a mapping, row by row, and what keeps it from being recorded as a whole."""
    reader = TableReader(mapping(text), "t.csv", table.splitlines(keepends=True))
    rows = [row.says for row in reader.rows()]
    return rows, reader.problems


def facts(text: str, table: str) -> list[Fact]:
    """The facts of a table of which every row is sound."""
    rows, problems = read(text, table)
    assert not problems, [str(problem) for problem in problems]
    assert not [fault for row in rows for fault in row.faults]
    return [fact for row in rows for fact in row.facts]


def refusals(text: str, table: str) -> list[str]:
    """Why rows are rejected, a sentence for each fault."""
    rows, problems = read(text, table)
    assert not problems, [str(problem) for problem in problems]
    return [f"{fault.column}: {fault.message}" for row in rows for fault in row.faults]
