"""What is wrong with a table, as data. Refuses to mix up a row that cannot be recorded and a table that cannot be read."""

from msgspec import Struct


class TableProblem(Struct, frozen=True):
    """One thing that keeps a row, or a whole table, from being recorded."""

    file: str
    line: int
    """From 1; 0 where it is about the file as a whole."""
    column: str
    """Name of the column; empty where it is about none, or several."""
    message: str

    def __str__(self) -> str:
        place = self.file if self.line == 0 else f"{self.file}:{self.line}"
        return ": ".join(part for part in (place, self.column, self.message) if part)


class CellFault(Struct, frozen=True):
    """What is wrong within one row, before its file and line are known."""

    column: str
    message: str
    undeclared: bool = False
    """Whether the mapping has to declare something first: then no row of the table can be trusted."""
