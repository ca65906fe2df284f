"""Tab-separated lines of a study to rows and back. Refuses to complete a line: a cell too many or half a character is said.

cBioPortal quotes nothing: a tab always ends a cell and a line feed a row. Blanks around a cell mean nothing and are left
out; names of columns are read in upper case, as the format writes them.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from tracker.values.counts import counted

LONGEST_LINE = 1_000_000
"""Bytes; a longer line is no row that anybody wrote."""
MOST_COLUMNS = 1_000
LONGEST_CELL = 20_000
"""Characters; the JSON that travels in `TRACKER_EVENTS` is not counted."""

PATIENT_ID = "PATIENT_ID"
SAMPLE_ID = "SAMPLE_ID"
START_DATE = "START_DATE"
STOP_DATE = "STOP_DATE"
EVENT_TYPE = "EVENT_TYPE"
CARRIED = "TRACKER_EVENTS"
"""The events themselves, as JSON: what only the tracker reads."""
OWN_PREFIX = "TRACKER_"
"""Columns that an export adds begin with this."""
OWN_COLUMNS = frozenset(
    f"{OWN_PREFIX}{name}"
    for name in (
        "EVENTS",
        "DAY_EARLIEST",
        "DAY_LATEST",
        "STOP_EARLIEST",
        "STOP_LATEST",
        "BASIS",
        "SOURCE",
        "PLACEHOLDER",
    )
)
"""All of them: a study's own column may begin so as well, and is kept as any other."""

BLANKS = " \t\n\r\x0b\x0c"
"""What means nothing around a cell: the blanks of ASCII, so that bytes and text agree."""

BOM = b"\xef\xbb\xbf"
_POINTER = b"version https://git-lfs.github.com/spec/"
"""How what stands in the place of a large file begins, in a study that was cloned without Git LFS."""


class Misfit(ValueError):  # noqa: N818 - a row that does not fit is an answer, not a fault
    """A row that cannot be recorded; the message is the reason, without the place."""


class Row(Struct, frozen=True):
    """One row: what its cells say, blank ones left out."""

    file: str
    line: int
    cells: Mapping[str, str]

    @property
    def patient(self) -> str:
        """Whose row it is; empty where it does not say."""
        return self.cells.get(PATIENT_ID, "")

    @property
    def place(self) -> str:
        """Where it stands, for people and for `sources`."""
        return f"{self.file} line {self.line}"

    def said(self, *columns: str) -> str:
        """The first of some columns that is not blank."""
        for column in columns:
            if column in self.cells:
                return self.cells[column]
        return ""


class Header(Struct, frozen=True):
    """The columns of a file."""

    columns: tuple[str, ...]
    lines: int
    """How many lines it takes, those that begin with `#` included."""


def columns_of(line: bytes) -> tuple[str, ...]:
    """The names of the columns, in upper case; one without a name has its number.

    Raises:
        Misfit: for too many columns, a name that stands twice, or bytes that are no UTF-8.
    """
    text = _text(line)
    if "\r" in text:
        raise Misfit("has carriage returns within its first line; save it with line feeds")
    names = [cell.strip().upper() for cell in text.split("\t")]
    while names and not names[-1]:
        names.pop()
    if len(names) > MOST_COLUMNS:
        raise Misfit(f"has {counted(len(names), 'column')}; at most {MOST_COLUMNS:,} are read")
    named = tuple(name or f"COLUMN_{place}" for place, name in enumerate(names, 1))
    twice = sorted({name for name in named if named.count(name) > 1})
    if twice:
        raise Misfit(f"has the column {twice[0]} twice; name every column once")
    return named


def header_of(lines: Iterable[bytes], needed: Sequence[str]) -> Header:
    """Read up to the line that names the columns, past the lines that begin with `#`.

    Raises:
        Misfit: when there is no such line, or a needed column is not in it.
    """
    for number, line in enumerate(lines, 1):
        bare = line.removeprefix(BOM) if number == 1 else line
        if not bare.strip() or bare.startswith(b"#"):
            continue
        if bare.startswith(_POINTER):
            raise Misfit("is a pointer of Git LFS, not the table; fetch it with `git lfs pull`")
        columns = columns_of(bare)
        missing = [name for name in needed if name not in columns]
        if missing:
            raise Misfit(f"has no column {missing[0]} (line {number}); the file needs {', '.join(needed)}")
        return Header(columns, number)
    raise Misfit(f"is empty; a line with the columns {', '.join(needed)} is expected")


def row_of(file: str, number: int, line: bytes, columns: Sequence[str]) -> Row:
    """One line as a row.

    Raises:
        Misfit: for a line too long, bytes that are no UTF-8, or more cells than columns.
    """
    cells = _text(line).split("\t")
    if len(cells) > len(columns) and any(cell.strip(BLANKS) for cell in cells[len(columns) :]):
        raise Misfit(f"has {counted(len(cells), 'cell')}, but the header {counted(len(columns), 'column')}")
    said = {}
    for name, cell in zip(columns, cells, strict=False):
        bare = cell.strip(BLANKS)
        if not bare:
            continue
        if len(bare) > LONGEST_CELL and name != CARRIED:
            raise Misfit(f"{name} has {counted(len(bare), 'character')}; at most {LONGEST_CELL:,} are kept")
        said[name] = bare
    return Row(file, number, said)


def _text(line: bytes) -> str:
    if len(line) > LONGEST_LINE:
        raise Misfit(f"is longer than {LONGEST_LINE:,} bytes")
    try:
        return line.decode().rstrip("\r\n")
    except UnicodeDecodeError as error:
        raise Misfit(f"is no UTF-8 (byte {error.start + 1}); save the file as UTF-8") from None


def line_of(cells: Iterable[str]) -> bytes:
    """Cells as a line; a tab or line break within one becomes a blank, for the format has no sign for it."""
    return ("\t".join(" ".join(cell.split()) if _breaks(cell) else cell for cell in cells) + "\n").encode()


def _breaks(cell: str) -> bool:
    return "\t" in cell or "\n" in cell or "\r" in cell


def table_of(columns: Sequence[str], rows: Iterable[Mapping[str, str]]) -> Iterator[bytes]:
    """A table, columns first."""
    yield line_of(columns)
    for row in rows:
        yield line_of([row.get(column, "") for column in columns])
