"""Tab-separated lines, meta files and the column of events: what is read, and what is refused in a sentence."""

import pytest

from tests.examples import died, lab
from tests.studies import as_row, timeline_row
from tracker.adapters.cbioportal.carried import carried_by, carry
from tracker.adapters.cbioportal.meta import Kind, data_file_of, kind_of, read_meta
from tracker.adapters.cbioportal.rows import BOM, Misfit, header_of, row_of, table_of

COLUMNS = ("PATIENT_ID", "START_DATE", "EVENT_TYPE")


def test_a_header_is_found_behind_a_byte_order_mark_comments_and_blank_lines() -> None:
    header = header_of([BOM + b"#Patient\tStart\r\n", b"\n", b"patient_id \tSTART_DATE\tEvent_Type\t\t\r\n"], COLUMNS)
    assert (header.columns, header.lines) == (COLUMNS, 3)


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        (b"", "is empty"),
        (b"version https://git-lfs.github.com/spec/v1", "is a pointer of Git LFS"),
        (b"PATIENT_ID\tEVENT_TYPE", "has no column START_DATE"),
        (b"PATIENT_ID\tSTART_DATE\tpatient_id\tEVENT_TYPE", "has the column PATIENT_ID twice"),
        (b"PATIENT_ID\rP1\r", "carriage returns"),
        (b"\xff\xfe", "no UTF-8"),
        (b"a\t" * 2_000 + b"b", "2,001 columns"),
    ],
)
def test_a_table_whose_columns_cannot_be_read_says_why(line: bytes, complaint: str) -> None:
    with pytest.raises(Misfit, match=complaint):
        header_of([line] if line else [], COLUMNS)


def test_blanks_around_cells_and_trailing_blank_cells_mean_nothing() -> None:
    row = row_of("f", 7, b" P1 \t10\t Status\t\t \r\n", COLUMNS)
    assert row.cells == {"PATIENT_ID": "P1", "START_DATE": "10", "EVENT_TYPE": "Status"}
    assert row.place == "f line 7"


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        (b"P1\t1\tx\ty", "has 4 cells, but the header 3 columns"),
        (b"P1\t1\t\xff", "is no UTF-8"),
        (b"P1\t1\t" + b"x" * 30_000, "EVENT_TYPE has 30,000 characters"),
        (b"x" * 1_000_001, "is longer than"),
    ],
)
def test_a_line_that_is_no_row_says_why(line: bytes, complaint: str) -> None:
    with pytest.raises(Misfit, match=complaint):
        row_of("f", 1, line, COLUMNS)


def test_a_quote_is_a_letter_like_any_other() -> None:
    row = row_of("f", 1, b'P1\t1\t"Status', COLUMNS)
    assert row.cells["EVENT_TYPE"] == '"Status'
    assert b"".join(table_of(COLUMNS, [row.cells])).endswith(b'P1\t1\t"Status\n')


def test_a_tab_within_a_cell_is_written_as_a_blank() -> None:
    assert b"".join(table_of(("A", "B"), [{"A": "x\ty\nz"}])) == b"A\tB\nx y z\t\n"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (b"\xef\xbb\xbfDatatype:timeline", Kind.TIMELINE),
        (b"datatype: PATIENT_ATTRIBUTES\n", Kind.PATIENTS),
        (b"datatype: MAF", None),
        (b"", None),
    ],
)
def test_a_meta_file_says_what_its_table_is(text: bytes, kind: Kind | None) -> None:
    assert kind_of(read_meta(text)) is kind


@pytest.mark.parametrize("name", ["", "../data.txt", "/etc/passwd", ".hidden", "a\\b"])
def test_a_meta_file_that_leads_elsewhere_is_refused(name: str) -> None:
    with pytest.raises(Misfit):
        data_file_of({"data_filename": name})


def test_the_events_of_a_row_travel_in_a_column_of_it() -> None:
    cells = timeline_row("STATUS", STATUS="two  blanks")
    events = (died(), lab("Hb", "61.50", "g/L"))
    assert carried_by(as_row({**cells, "TRACKER_EVENTS": carry(cells, events)})) == events


def test_a_row_that_was_changed_since_is_not_taken_for_what_it_carries() -> None:
    cells = timeline_row("STATUS", STATUS="PD")
    column = carry(cells, (died(),))
    with pytest.raises(Misfit, match="was changed after it was exported"):
        carried_by(as_row({**cells, "START_DATE": "11", "TRACKER_EVENTS": column}))
    assert carried_by(as_row({**cells, "TRACKER_BASIS": "stated", "TRACKER_EVENTS": column})) == (died(),)


@pytest.mark.parametrize("column", ["{", '{"format":1}', '{"format":2,"row":"x","events":[]}', "[" * 100_000])
def test_a_column_of_events_that_cannot_be_read_says_so(column: str) -> None:
    with pytest.raises(Misfit, match="TRACKER_EVENTS"):
        carried_by(as_row({**timeline_row("STATUS"), "TRACKER_EVENTS": column}))
