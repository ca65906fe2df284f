"""JSON Lines: one event a line, the lines of a case together, read as a stream."""

import io
import json
from collections.abc import Callable, Iterator

import pytest

from tests.casefiles import case_of
from tracker.adapters.casefile import CaseFileResult, read_case_file, read_json_lines, to_json_lines


def line(patient: str, key: str, **fields: object) -> bytes:
    event = {"key": key, "type": "patient-contacted", "occurred": "unknown", **fields}
    return json.dumps({"patient": patient, "event": event}).encode() + b"\n"


def read(*lines: bytes) -> list[CaseFileResult]:
    return list(read_json_lines("c.jsonl", lines))


def test_each_case_is_a_result_of_its_own() -> None:
    results = read(line("p", "a"), line("p", "b"), b"\n", line("q", "a"))
    assert [(case.patient, len(case.events)) for result in results for case in result.cases] == [("p", 2), ("q", 1)]
    assert results[1].cases[0].events[0].line == 4


def test_a_case_is_given_before_the_next_one_is_read() -> None:
    taken: list[str] = []

    def lines() -> Iterator[bytes]:
        for patient in ("p", "q", "r"):
            taken.append(patient)
            yield line(patient, "a")

    next(read_json_lines("c.jsonl", lines()))
    assert taken == ["p", "q"]


def test_what_is_written_reads_back_to_the_same_events() -> None:
    case = case_of(
        "- {key: a, type: patient-died, occurred: {after: b, stated: 7 mo}}\n- {key: b, type: patient-contacted, occurred: '2023'}"
    )
    (result,) = read_json_lines("-", to_json_lines([case]))
    assert result.cases[0].facts == case.facts


@pytest.mark.parametrize("name", ["c.jsonl", "c.ndjson", "-", "standard input"])
def test_json_lines_are_known_by_their_name_or_by_their_first_line(name: str) -> None:
    assert len(read_case_file(name, line("p", "a")).cases) == 1


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda text: b"\xef\xbb\xbf" + text, id="a byte order mark"),
        pytest.param(lambda text: text.replace(b'{"patient', b'{ "patient'), id="a blank after the brace"),
        pytest.param(lambda text: text.replace(b"\n", b"\r"), id="carriage returns alone"),
        pytest.param(lambda text: text.replace(b"\n", b"\r\n"), id="both line ends"),
    ],
)
def test_json_lines_are_known_and_read_however_another_program_writes_them(change: Callable[[bytes], bytes]) -> None:
    text = change(line("p", "a") + line("p", "b"))
    for result in (read_case_file("-", text), *read_json_lines("c.jsonl", io.BytesIO(text))):
        assert [entry.line for entry in result.cases[0].events] == [1, 2], result


def test_a_number_is_not_longer_than_in_yaml() -> None:
    number = "1." + "0" * 40
    for written in (f'"{number}"', number):
        text = line("p", "a", type="lab-resulted", analyte="Hb", value=0).replace(b": 0", f": {written}".encode())
        (result,) = read(text)
        (problem,) = result.problems
        assert problem.message == f"value: expects a number, such as 61 or 6.15e5; found {number!r}"


def test_a_problem_of_a_line_names_the_key_of_its_event() -> None:
    text = json.dumps({"patient": "p", "event": {"key": "a"}, "line": 1}).encode()
    foreign, apart = read_json_lines("-", [line("q", "b")], case="p"), read(line("p", "c"), line("q", "d"), text)
    keys = [problem.key for results in (foreign, apart) for result in results for problem in result.problems]
    assert keys == ["b", "a"]
    assert [problem.key for problem in read(line("p", "c"), line("q", "d"), line("p", "e"))[-1].problems] == ["e"]


def test_a_number_may_be_written_as_text_and_a_field_as_null() -> None:
    (result,) = read(line("p", "a", type="performance-assessed", ecog="2", note=None))
    assert result.problems == ()
    (other,) = read(line("p", "a", type="performance-assessed", ecog=2))
    assert result.cases[0].facts == other.cases[0].facts


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param(b"{", "not JSON", id="half an object"),
        pytest.param(b"[]", "expects one line", id="a list"),
        pytest.param(b'{"patient": "p"}', "expects one line", id="no event"),
        pytest.param(b'{"patient": "p", "event": {}, "line": 1}', "no field 'line'", id="a field beside"),
        pytest.param(b'{"patient": "a b", "event": {}}', "pseudonym", id="a name with a blank"),
        pytest.param(b'{"patient": "p", "patient": "q", "event": {}}', "twice", id="a patient twice"),
        pytest.param(b"\xff", "UTF-8", id="other bytes"),
        pytest.param(b'{"patient": "p", "event": {"a": ' + b"[" * 90 + b"]" * 90 + b"}}", "nested", id="depth"),
        pytest.param(b"[" * 100_000, "not JSON", id="more depth than Python has"),
        pytest.param(line("p", "a", type="patient-dyed"), "did you mean patient-died?", id="an unknown type"),
        pytest.param(line("p", "a", occurred={"after": "zz"}), "no fact has the key zz", id="an unknown anchor"),
        pytest.param(
            line("p", "a", sources=[{"document": "paper", "locator": "p. 3"}]),
            "expects the SHA-256 of a document, or none; found 'paper'",
            id="a document by a short name",
        ),
        pytest.param(line("p", "a", occurred="2023-02-30"), "calendar", id="an unsound time"),
    ],
)
def test_a_problem_names_its_line_and_hides_no_other(text: bytes, message: str) -> None:
    results = read(line("p", "ok"), text, line("p", "bad", vital_status="maybe"))
    problems = [problem for result in results for problem in result.problems]
    assert [case for result in results for case in result.cases] == []
    assert [problem.line for problem in problems] == [2, 3]
    assert message in problems[0].message


def test_a_key_twice_is_a_problem() -> None:
    (result,) = read(line("p", "a"), line("p", "a"))
    assert [(problem.line, problem.key) for problem in result.problems] == [(2, "a")]


def test_lines_of_a_case_that_stand_apart_are_a_problem() -> None:
    results = read(line("p", "a"), line("q", "a"), line("p", "b"))
    assert "stand together" in results[2].problems[0].message


def test_lines_of_another_patient_are_refused_where_it_is_settled_whose_they_are() -> None:
    result = read_case_file("c.jsonl", line("q", "a"), case="p")
    assert "expects p" in result.problems[0].message


def test_a_file_without_a_line_holds_no_case() -> None:
    assert "no case" in read_case_file("c.jsonl", b"\n\n").problems[0].message
