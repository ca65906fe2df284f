"""One row to events: conditions, values, times, units, repeated instruments; and tables that cannot be trusted."""

from decimal import Decimal

import pytest

from tests.tablefiles import HEAD, LABS, facts, read, refusals
from tracker.adapters.tables.layout import Found, encoding_of
from tracker.adapters.tables.mapping import Layout
from tracker.events.laboratory import LabResulted
from tracker.events.person import PatientContacted, PatientDied
from tracker.events.treatment import RegimenStarted
from tracker.values.vocabularies import Comparator
from tracker.values.when import Timing

CONTACT = f"{HEAD}- type: patient-contacted\n  key: {{column: k}}\n"


def test_a_row_gives_an_event_with_the_digits_of_the_table() -> None:
    (lab,) = facts(LABS, "id,visit,on,hb\np1,2,2023-04-12,61.50\n")
    assert isinstance(lab, LabResulted)
    assert (lab.key, lab.occurred, str(lab.value), lab.unit) == ("hb-2", "2023-04-12", "61.50", "g/L")


def test_values_constants_and_factors_make_a_field() -> None:
    text = LABS.replace("unit: g/L", "unit: {column: u, values: {g/dl: g/dL, g/l: g/L}}").replace(
        "{column: hb}", "{column: hb, times: 10}"
    )
    lab = facts(text, "id,visit,on,hb,u\np1,2,2023-04-12,6.1,g/l\n")[0]
    assert isinstance(lab, LabResulted)
    assert (lab.value, lab.unit) == (Decimal(61), "g/L")
    assert (
        "values says nothing of 'mg' (it has 'g/dl', 'g/l'); add it"
        in refusals(text, "id,visit,on,hb,u\np1,2,2023-04-12,6.1,mg\n")[0]
    )


def test_what_is_wrong_with_a_cell_is_said_once_however_many_events_read_it() -> None:
    text = LABS.replace("- type: lab-resulted\n", "- type: lab-resulted\n  each: [{n: a}, {n: b}]\n").replace(
        "hb-{visit}", "$(n)-{visit}"
    )
    ((row,), _) = read(text, "id,visit,on,hb\np1,1,2023-02-31,61\n")
    assert [fault.message.rpartition("): ")[2] for fault in row.faults] == [
        "'2023-02-31' is not a date in the calendar"
    ]


def test_a_comparator_stands_beside_its_value() -> None:
    text = f"{LABS}  comparator: {{column: hb, as: comparator}}\n"
    found = facts(text, "id,visit,on,hb\np1,1,2023-04-12,<61\np1,2,2023-04-12,61\n")
    assert [lab.comparator for lab in found if isinstance(lab, LabResulted)] == [Comparator.BELOW, None]


@pytest.mark.parametrize(
    ("occurred", "cells", "read_as"),
    [
        pytest.param("{column: a}", "2023-04,", "2023-04", id="a date as precise as it is"),
        pytest.param("{day: {column: a}}", "-14,", Timing(day=-14), id="an offset from the origin"),
        pytest.param("{day: [{column: a}, {column: b}]}", "3,9", Timing(day=(3, 9)), id="a range of offsets"),
        pytest.param(
            "{column: a, plus_days: b}", "2023-04-12,10", "2023-04-22", id="an offset from a date in a column"
        ),
        pytest.param(
            "{after: dx, stated: {text: '{a} mo'}}", "7,", Timing(after="dx", stated="7 mo"), id="months after"
        ),
        pytest.param("{column: a, values: {x: unknown}}", "x,", "unknown", id="a word for an unknown date"),
        pytest.param("{column: a, except: {UNK: unknown}}", "UNK,", "unknown", id="an exception"),
        pytest.param("{column: a, except: {UNK: unknown}}", "2023-04,", "2023-04", id="no exception"),
        pytest.param("{column: a, dates: MM/DD/YYYY}", "03/04/2023,", "2023-03-04", id="a format of its own"),
        pytest.param("[{column: a}, {filled: [b], before: dx}]", "2023,", ("2023",), id="a list"),
    ],
)
def test_a_time_is_made_of_columns(occurred: str, cells: str, read_as: object) -> None:
    (fact,) = facts(f"{CONTACT}  occurred: {occurred}\n", f"id,k,a,b\np1,c1,{cells}\n")
    assert isinstance(fact, PatientContacted)
    assert fact.occurred == read_as


@pytest.mark.parametrize("cells", ["2023-04-12,", ",10"])
def test_a_date_is_not_taken_for_another_where_the_days_between_them_are_not_known(cells: str) -> None:
    (said,) = refusals(f"{CONTACT}  occurred: {{column: a, plus_days: b}}\n", f"id,k,a,b\np1,c1,{cells}\n")
    assert "is blank, but occurred is needed" in said


def test_one_row_gives_several_events_and_a_repeated_instrument_one_each() -> None:
    text = f"""{HEAD}- type: regimen-started
  where: {{form: ""}}
  key: l1
  regimen: l1
  occurred: {{column: start}}
  drugs:
  - {{where: {{drug___1: "1"}}, drug: cisplatin}}
  - {{where: {{drug___2: "1"}}, drug: gemcitabine}}
- type: lab-resulted
  each: [{{c: hb, a: Hb, u: g/L}}, {{c: ldh, a: LDH, u: U/L}}]
  where: {{form: labs}}
  filled: [$(c)]
  key: {{text: "$(c)-{{instance}}"}}
  occurred: {{column: start}}
  analyte: $(a)
  value: {{column: $(c)}}
  unit: $(u)
"""
    table = "id,form,instance,start,drug___1,drug___2,hb,ldh\np1,,,2023-01-01,0,1,,\np1,labs,1,2023-02-01,,,61,300\np1,labs,2,2023-03-01,,,62,\n"
    found = facts(text, table)
    assert [fact.key for fact in found] == ["l1", "hb-1", "ldh-1", "hb-2"]
    assert isinstance(found[0], RegimenStarted)
    assert [drug.drug for drug in found[0].drugs] == ["gemcitabine"]


def test_a_column_without_a_field_is_kept_with_the_event() -> None:
    (lab,) = facts(f"{LABS}  extra: [device, id]\n", "id,visit,on,hb,device\np1,2,2023-04-12,61,\n")
    assert lab.extra == {"id": "p1"}


def test_missing_texts_and_blank_cells_say_nothing() -> None:
    text = f"table: {{missing: [NA, '-9']}}\n{HEAD}- type: patient-died\n  key: death\n  occurred: {{column: on}}\n  causes: [{{column: c1}}, {{column: c2}}]\n"
    (death,) = facts(text, "id,on,c1,c2\np1,2023,NA,sepsis\n")
    assert isinstance(death, PatientDied)
    assert death.causes == ("sepsis",)
    assert (
        "on: patient-died (mapping line 6): is blank, but occurred is needed; say filled: [on]"
        in refusals(text, "id,on,c1,c2\np1,-9,,\n")[0]
    )


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ("id,visit,on,hb\n,1,2023,61\n", "id: is blank; expects whose row it is"),
        ("id,visit,on,hb\nMr. X,1,2023,61\n", "id: expects a pseudonym"),
        ("id,visit,on,hb\np1,1,2023,sixty\n", "hb: lab-resulted (mapping line 5): expects a number"),
        ("id,visit,on,hb\np1,1,2023-02-30,61\n", "on: lab-resulted (mapping line 5): '2023-02-30' is not a date"),
        ("id,visit,on,hb\np1,1,2023,<61\n", "hb: lab-resulted (mapping line 5): '<61' is a bound; read it as well"),
        ("id,visit,on,hb\np1,1,2023,-61\n", "hb: lab-resulted (mapping line 5): value: Hb cannot be negative"),
        (
            "id,visit,on,hb\np1,1,1799-01-01,61\n",
            "on: lab-resulted (mapping line 5): occurred: expects a date from 1850",
        ),
        ("id,visit,on,hb\np1,1,2023\n", ": has 3 cells where the header has 4"),
        ("id,visit,on,hb\np1,1,2023,61,9\n", ": has 5 cells where the header has 4"),
        ("id,visit,on,hb\np1,1,2023,\x1b[31m\n", "hb: lab-resulted (mapping line 5): holds a control character"),
        (
            "id,visit,on,hb\np1,///,2023,61\n",
            "visit: lab-resulted (mapping line 5): nothing of '///' can be part of a key",
        ),
    ],
)
def test_a_row_that_is_not_sound_is_rejected_with_its_column(table: str, said: str) -> None:
    assert refusals(LABS, table)[0].startswith(said)


def test_a_row_that_is_left_out_or_gives_nothing_says_why() -> None:
    text = LABS.replace("- type", "- filled: [hb]\n  type") + "leave_out: [{where: {visit: x}, why: a test}]\n"
    assert refusals(text, "id,visit,on,hb\np1,x,,\np1,1,2023,\n") == [
        ": left out by the mapping: a test",
        ": no event of the mapping is for this row; map it, or say under leave_out why it is left out",
    ]


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ("", "t.csv:1: the table is empty"),
        ("\n", "t.csv:1: the table is empty"),
        ("id,visit,on\np1,1,2023\n", "t.csv:1: hb: the table has no such column"),
        ("id,visit,on,hb,hb\n", "t.csv:1: hb: stands twice in the header"),
        ("id,visit,on,hb\np1,1,03/04/2023,61\n", "t.csv:2: on: lab-resulted (mapping line 5): '03/04/2023' may be"),
        ("id,visit,on,hb\np1,1,2023,150.000\n", "t.csv:2: hb: lab-resulted (mapping line 5): '150.000' may be"),
        ('id,visit,on,hb\np1,1,2023,"61\n', "t.csv:2: a quotation mark is opened and never closed"),
        ('id,visit,on,hb\np1,1,2023,"6"1\n', "t.csv:2: a quotation mark is closed within a cell"),
        ("id,visit,on,hb\np1,1,2023,\udce9\n", "t.csv:2: the bytes are not in this encoding; declare"),
        (f"id,visit,on,hb\n{'x' * 1_000_002}\n", "t.csv: a line has more than 1,000,000 characters"),
        ("a;b,c\n1;2,3\n", "t.csv:1: the header has comma and semicolon; declare table: delimiter"),
    ],
)  # fmt: skip
def test_a_table_that_cannot_be_trusted_is_refused_as_a_whole(table: str, said: str) -> None:
    _, problems = read(LABS, table)
    assert any(str(problem).startswith(said) for problem in problems), problems


@pytest.mark.parametrize(
    "table",
    [
        "id;visit;on;hb\np1;1;2023;61\n",
        "id\tvisit\ton\thb\np1\t1\t2023\t61\n",
        "id|visit|on|hb\np1|1|2023|61\n",
        'id;visit;on;hb;"a, b"\np1;1;2023;61;\n',
        '"id","visit" , "on","hb"\r\n"p1","1","2023","61"\r\n'.replace(" ", ""),
        "id,visit,on,hb,\np1,1,2023,61,\n",
        "\nid,visit,on,hb\np1,1,2023,61\n"[1:] + "\n\n",
        "id,visit,on,hb\np1,1,2023,61,,,\n",
    ],
)
def test_a_delimiter_is_found_where_only_one_will_do(table: str) -> None:
    assert [fact.key for fact in facts(LABS, table)] == ["hb-1"]


def test_two_delimiters_that_would_both_do_have_to_be_told_apart() -> None:
    text = f"{HEAD}- type: patient-died\n  key: death\n  occurred: unknown\n"
    _, (problem,) = read(text, "id,on;id\np1,2;p1\n")
    assert str(problem) == "t.csv:1: the header has comma and semicolon; declare table: delimiter"


def test_a_cell_may_have_line_breaks_and_lines_are_counted_on() -> None:
    rows, _ = read(LABS, 'id,visit,on,hb\np1,"1\n",2023,61\np1,2,2023,x\n')
    assert len(rows) == 2
    assert rows[1].faults


@pytest.mark.parametrize(
    ("first", "declared", "found"),
    [
        (b"\xef\xbb\xbfid", "cp1252", Found("utf-8-sig", "by its byte order mark")),
        (b"\xff\xfei\x00", None, Found("utf-16", "by its byte order mark")),
        (b"id,a", "cp1252", Found("cp1252", "declared")),
    ],
)
def test_a_byte_order_mark_settles_the_encoding(first: bytes, declared: str | None, found: Found) -> None:
    assert encoding_of(first, Layout(encoding=declared)) == found


def test_without_mark_or_declaration_only_utf8_is_read() -> None:
    assert encoding_of(b"id,a", Layout()).value == "utf-8"
