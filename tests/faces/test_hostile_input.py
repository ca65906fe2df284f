"""Whatever comes in is recorded whole or refused with a sentence: no traceback, no hang, nothing half written."""

import csv
import io
import json
import sqlite3
import time
from contextlib import suppress
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests import examples as ex
from tests.faces.command_line import Clinic, Said
from tracker.adapters.casefile import template
from tracker.adapters.casefile.lines import LONGEST_LINE
from tracker.adapters.casefile.tree import MOST_VALUES
from tracker.adapters.spreadsheet import csv_rows
from tracker.events.soundness import faults_of
from tracker.events.treatment import CycleGiven
from tracker.store.codec import PayloadRefused, decode, encode
from tracker.values.when import Timing, read_when

FACT = "key: {key}\ntype: performance-assessed\noccurred: {occurred}\necog: {ecog}\nnote: {note}\n"
SECONDS = 60
"""Longer than any of these may take on a machine that has other work as well."""


@pytest.fixture(scope="module")
def clinic(tmp_path_factory: pytest.TempPathFactory) -> Clinic:
    return Clinic(tmp_path_factory.mktemp("hostile")).holds_mini()


def refused(said: Said) -> str:
    """What was said, which must be a refusal in lines that no terminal obeys."""
    assert said.code == 1, said
    assert said.err
    assert "Traceback" not in said.err
    assert "fault of the tracker" not in said.err
    assert all(line.isprintable() for line in said.err.splitlines()), said.err
    return said.err


def log_of(clinic: Clinic) -> list[tuple[object, ...]]:
    connection = sqlite3.connect(clinic.db)
    try:
        return connection.execute("SELECT seq, hex(digest) FROM events ORDER BY seq").fetchall()
    finally:
        connection.close()


BOMB = "a: &a [x, x, x, x]\nb: &b [*a, *a, *a, *a]\nc: &c [*b, *b, *b, *b]\nd: [*c, *c, *c, *c]\n"


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        pytest.param(BOMB.encode(), "anchors are not read", id="an alias bomb"),
        pytest.param(b"[" * 100_000, "nested more than 24 levels", id="deep YAML"),
        pytest.param(b"- " * 100_000, "nested more than 24 levels", id="deep lists"),
        pytest.param(b"{a: " * 100_000, "nested more than 24 levels", id="deep mappings"),
        pytest.param(b"a: " + b"x" * 10_000_000, "more than 5 MB of YAML", id="a text of 10 MB"),
        pytest.param(b"[" + b"a," * (MOST_VALUES + 9) + b"]", "more than 200,000 values", id="too many values"),
        pytest.param(FACT.format(key="a", occurred="time-zero", ecog=1, note="x" * 5000).encode(), "4,000", id="a long note"),
        pytest.param("é".encode("latin-1"), "not UTF-8", id="Latin-1"),
        pytest.param("key: a".encode("utf-16"), "", id="UTF-16"),
        pytest.param(b"\x00\x01\x02", "", id="control characters"),
        pytest.param(FACT.format(key="a", occurred="time-zero", ecog=1, note='"\\e[2J"').encode(), "control", id="markup"),
        pytest.param(FACT.format(key="a", occurred="time-zero", ecog="9" * 5000, note="x").encode(), "ecog", id="a huge number"),
        pytest.param(FACT.format(key="a", occurred="time-zero", ecog="1e999", note="x").encode(), "ecog", id="an infinity"),
        pytest.param(FACT.format(key="a", occurred="{day: .nan}", ecog=1, note="x").encode(), "day", id="no number"),
        pytest.param(FACT.format(key="a", occurred="9999-12-31", ecog=1, note="x").encode(), "1850", id="a year of nobody"),
        pytest.param(FACT.format(key="../../etc", occurred="time-zero", ecog=1, note="x").encode(), "key", id="a path as a key"),
        pytest.param(b"!!python/object:os.system {}", "tags are not read", id="a tag"),
        pytest.param(b"type: fact-amended\ntarget: dx\n", "fact-amended", id="a correction in a file"),
        pytest.param(b"type: patient-erased\nlegal_basis: none\n", "patient-erased", id="an erasure in a file"),
    ],
)  # fmt: skip
def test_a_file_that_is_none_is_refused_in_time_and_changes_nothing(clinic: Clinic, data: bytes, sentence: str) -> None:
    before = log_of(clinic)
    began = time.monotonic()
    assert sentence in refused(clinic("record", "mini", "-", stdin=data))
    file = clinic.folder / "hostile.yaml"
    file.write_bytes(data)
    refused(clinic("import", file))
    assert time.monotonic() - began < SECONDS
    assert log_of(clinic) == before


def test_a_line_without_an_end_is_not_held_in_memory_to_be_refused(clinic: Clinic) -> None:
    file = clinic.folder / "endless.jsonl"
    good = json.dumps({"patient": "p", "event": json.loads(encode(ex.diagnosed()))}).encode()
    file.write_bytes(b"x" * (LONGEST_LINE * 3 + 7) + b"\n" + good + b"\n")
    (line,) = refused(clinic("import", file)).splitlines()
    assert line.startswith(f"{file}:1: longer than 1 MB")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_no_slip_in_a_template_or_a_line_escapes_the_guard(clinic: Clinic, data: st.DataObject) -> None:
    lines = template("p").encode()
    event = json.dumps({"patient": "p", "event": json.loads(encode(ex.diagnosed()))}).encode()
    whole = data.draw(st.sampled_from((lines, event)))
    start = data.draw(st.integers(0, len(whole)))
    stop = data.draw(st.integers(start, min(start + 40, len(whole))))
    said = clinic("import", "--dry-run", "-", stdin=whole[:start] + data.draw(st.binary(max_size=20)) + whole[stop:])
    assert said.code in {0, 1}
    assert "fault of the tracker" not in said.err
    assert "Traceback" not in said.err


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    query=st.text(max_size=60)
    | st.sampled_from(("SELECT ", "PRAGMA ", "WITH a AS (")).flatmap(
        lambda start: st.text(max_size=40).map(lambda rest: start + rest)
    )
)
def test_no_query_escapes_the_guard_or_writes(clinic: Clinic, query: str) -> None:
    before = log_of(clinic)
    said = clinic("sql", "-", stdin=query.encode("utf-8", "replace"))
    assert said.code in {0, 1}
    assert "fault of the tracker" not in said.err
    assert log_of(clinic) == before


times: st.SearchStrategy[object] = st.recursive(
    st.none() | st.text(max_size=12) | st.integers() | st.floats() | st.sampled_from(("unknown", "2023", "7 mo", "dx.end")),
    lambda parts: st.lists(parts, max_size=3)
    | st.dictionaries(st.sampled_from(("at", "day", "after", "with", "between", "readings", "stated", "basis")) | st.text(), parts, max_size=3),
    max_leaves=8,
)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(occurred=times, lasting=times)
def test_no_time_whatever_raises_anything_but_a_refusal(occurred: object, lasting: object) -> None:
    fact = {"type": "cycle-given", "key": "c", "regimen": "l1", "number": 1, "occurred": occurred, "lasting": lasting}
    payload = json.dumps(fact).encode()
    with suppress(PayloadRefused):
        event = decode("cycle-given", 1, payload)
        assert isinstance(event, CycleGiven)
        assert isinstance(faults_of(event), tuple)
    with suppress(ValueError):
        read_when(msgspec.convert(occurred, str | Timing))


@settings(max_examples=200, deadline=None)
@given(
    kind=st.sampled_from(("lab-resulted", "cycle-given", "fact-amended", "no-such")) | st.text(max_size=9),
    payload=st.binary(max_size=80),
)
def test_no_stored_bytes_whatever_raise_anything_but_a_refusal(kind: str, payload: bytes) -> None:
    with pytest.raises(PayloadRefused):
        decode(kind, 1, payload)


DANGEROUS = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "\uff1d1+1", "=cmd|'/c calc'!A0")


def test_no_text_becomes_a_formula_and_numbers_stay_numbers() -> None:
    rows = [
        {"text": text, "number": number}
        for text, number in zip(DANGEROUS, (-1, 1.5, -2.25, 0, 7, -8, 9, 1, 2), strict=True)
    ]
    found = list(csv.reader(io.StringIO("\r\n".join(csv_rows(("text", "number"), rows)))))
    assert [cell[0] for cell, _ in found[1:]] == ["'"] * len(DANGEROUS)
    assert [number for _, number in found[1:]] == ["-1", "1.5", "-2.25", "0", "7", "-8", "9", "1", "2"]


def test_no_name_of_a_column_becomes_a_formula(clinic: Clinic) -> None:
    said = clinic("sql", 'SELECT -1 AS "=1+1"', "--format", "csv")
    assert said.out == "'=1+1\n-1\n"


@pytest.mark.parametrize("name", ["../evil", "/etc/passwd", "a/b", "..", "", "a\x00b", "-rf", "a" * 200, "Jane Doe"])
def test_no_pseudonym_is_a_path_or_a_name_with_blanks(clinic: Clinic, name: str) -> None:
    said = clinic("new", "--", name)
    assert said.code == 1
    assert "no pseudonym" in said.complaint
    said = clinic("record", "--", name, "-", stdin=FACT.format(key="a", occurred="time-zero", ecog=1, note="x"))
    assert said.code == 1


def test_a_template_follows_no_link_and_overwrites_nothing(clinic: Clinic) -> None:
    target, link = clinic.folder / "kept.txt", clinic.folder / "link.yaml"
    target.write_text("kept", encoding="utf-8")
    link.symlink_to(target)
    assert "is there already" in clinic("new", "p", "-o", link).complaint
    assert target.read_text(encoding="utf-8") == "kept"
    for wrong in (clinic.folder, clinic.folder / "no" / "such", Path("/dev/full")):
        assert clinic("new", "p", "-o", wrong).code == 1
