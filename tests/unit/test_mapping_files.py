"""What a mapping may say, and that everything wrong with one is named with its line."""

import pytest

from tests.tablefiles import HEAD, LABS, flaws, mapping
from tracker.adapters.tables.mapping import columns_of

EVENT = f"{HEAD}- type: patient-contacted\n  key: {{column: k}}\n  occurred: {{column: on}}\n"


def test_a_mapping_knows_every_column_that_it_reads() -> None:
    text = f"""{EVENT}  where: {{kind: "1"}}
  filled: [alive]
  function: {{text: "{{how}} and {{where_}}"}}
  extra: [rest]
leave_out: [{{where: {{test: "1"}}, why: test rows}}]
"""
    assert set(columns_of(mapping(text))) == {"id", "k", "on", "kind", "alive", "how", "where_", "rest", "test"}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "m.yaml: expects one mapping"),
        ("- a", "m.yaml:1: expects one mapping"),
        ("a: [", "m.yaml:1: not YAML"),
        (LABS.replace("format: 1", "format: 2"), "m.yaml:1: format: expects 1; found '2'"),
        (LABS.replace("mapping: registry\n", ""), "mapping: expects a name"),
        (LABS.replace("patient: id", "patients: id"), "m.yaml:3: no field 'patients' in a mapping; did you mean patient?"),
        (LABS.replace("patient: id", "patient: {column: id, as: key}"), "m.yaml:3: patient: as: a pseudonym stays as it is"),
        (LABS.replace("patient: id", "patient: [id]"), "m.yaml:3: patient: expects the column"),
        (LABS.replace("lab-resulted", "lab-result"), "m.yaml:5: type: no event type 'lab-result'; did you mean lab-resulted?"),
        (LABS.replace("  analyte: Hb\n", ""), "m.yaml:5: lab-resulted: analyte is missing"),
        (LABS.replace("analyte:", "analite:"), "m.yaml:8: lab-resulted: no field 'analite' here; did you mean analyte?"),
        (LABS.replace("unit: g/L", "unit: g/l"), "m.yaml:10: lab-resulted.unit:"),
        (LABS.replace("unit: g/L", "unit: mm"), "m.yaml:10: lab-resulted.unit: no unit of Hb"),
        (LABS.replace("{column: hb}", "{column: hb, valuse: {a: 1}}"), "no 'valuse' beside column; did you mean values?"),
        (LABS.replace("{column: hb}", "{column: hb, as: numbr}"), "as: expects one of text, number"),
        (LABS.replace("{column: hb}", "{column: hb, times: 0}"), "times: expects a number"),
        (LABS.replace("{column: hb}", "{column: hb, values: {a: x}}"), "value: expects a number, such as 61 or 6.15e5; found 'x'"),
        (LABS.replace("{column: hb}", "{column: hb, except: {a: x}}"), "value: expects a number, such as 61 or 6.15e5; found 'x'"),
        (LABS.replace("{column: hb}", "{column: hb, except: [a]}"), "except: expects a mapping"),
        (LABS.replace("{column: hb}", "{column: hb, dates: DD.MM}"), "dates: a format has YYYY"),
        (LABS.replace("{column: hb}", "{column: ''}"), "column: expects the name of a column"),
        (LABS.replace("{column: hb}", "{text: no column}"), "text: expects a text with the names of columns"),
        (LABS.replace("occurred: {column: on}", "occurred: 2023-13"), "m.yaml:7: lab-resulted.occurred: '2023-13' is not a date"),
        (LABS.replace("occurred: {column: on}", "occurred: {after: a b}"), "after: expects"),
        (f"{EVENT}  where: [a]\n", "where: expects a mapping"),
        (f"{EVENT}  where: {{a: {{b: c}}}}\n", "a: expects a text or a list of texts"),
        (f"{EVENT}  each: [a]\n", "each: expects a mapping of names to texts"),
        (f"{EVENT}  each: []\n", "each: expects a list of mappings"),
        (f"{EVENT}  each: [{{n: 1}}]\n  words: $(m)\n", "no name 'm' in each"),
        (f"{EVENT}table: x\n", "table: expects a mapping with"),
        (f"{EVENT}table: {{delimiter: x}}\n", "m.yaml:8: table: delimiter: expects comma, semicolon, tab or pipe"),
        (f"{EVENT}table: {{encoding: rot13}}\n", "table: encoding: expects one of utf-8"),
        (f"{EVENT}table: {{encoding: zip}}\n", "table: encoding: expects one of utf-8"),
        (f"{EVENT}table: {{decimal: ;}}\n", "table: decimal: expects '.' or ','"),
        (f"{EVENT}table: {{decimal: ',', thousands: ','}}\n", "table: thousands: expects"),
        (f"{EVENT}table: {{colour: red}}\n", "no field 'colour' in table"),
        (f"table: {{missing: ['-9']}}\n{EVENT}  where: {{a: '-9'}}\n", "m.yaml:6: patient-contacted: '-9' is under table: missing"),
        (f"table: {{missing: NA}}\n{EVENT}  words: {{column: a, values: {{NA: x}}}}\n", "'NA' is under table: missing"),
        (f"{EVENT}leave_out: [{{why: x}}]\n", "leave_out: expects a list of mappings with where or filled, and why"),
        (f"{HEAD}- x\n", "m.yaml:5: expects an event"),
        (HEAD.replace("events:\n", "events: []\n"), "m.yaml:4: events: expects a list of events"),
        (f"{HEAD}- type: fact-amended\n", "no event type 'fact-amended'"),
        (f"{HEAD}- &a {{type: x}}\n- *a\n", "anchors are not read"),
        (f"{HEAD}- type: patient-died\n  key: d\n  occurred: unknown\n  causes: {{column: c}}\n", "causes: expects a list, which a column holds only by its values"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named_with_its_line_and_what_is_expected(text: str, said: str) -> None:
    found = flaws(text)
    assert any(said in flaw for flaw in found), found


def test_every_flaw_is_named_at_once() -> None:
    text = LABS.replace("format: 1", "format: 9").replace("analyte:", "analite:").replace("unit: g/L", "unit: g/l")
    assert len(flaws(text)) == 4  # analyte is missing as well


def test_a_mapping_that_is_not_utf8_or_too_large_is_refused() -> None:
    assert flaws("format: 1\nmapping: é".encode("latin-1")) == ["m.yaml:2: not UTF-8; save the file in UTF-8"]
    assert "more than 1,000,000 bytes" in flaws(b"#" * 1_000_001)[0]


def test_a_flaw_in_each_is_named_once() -> None:
    text = LABS.replace("  analyte: Hb", "  each: [{n: a}, {n: b}]\n  analite: $(n)").replace(
        "hb-{visit}", "$(n)-{visit}"
    )
    assert sum("analite" in flaw for flaw in flaws(text)) == 1
