"""A malformed file names file, line, key and what is expected: all problems at once, and no half a case."""

import json

import pytest

from tests.casefiles import HEAD, case_of, problems_of
from tracker.adapters.casefile import Problem, read_case_file
from tracker.adapters.casefile.reading import LARGEST_YAML


@pytest.mark.parametrize(
    ("events", "line", "key", "message"),
    [
        pytest.param("- {key: a, type: patient-dyed, occurred: unknown}", 4, "a", "patient-died", id="event type"),
        pytest.param("- {key: a, occurred: unknown}", 4, "a", "type is missing", id="no event type"),
        pytest.param("- {key: a, type: fact-amended}", 4, "a", "tracker amend", id="a correction"),
        pytest.param(
            "- key: a\n  type: patient-died\n  occurred: unknown\n  cause: [x]",
            7,
            "a",
            "did you mean causes?",
            id="field",
        ),
        pytest.param(
            "- {key: a, type: patient-died}",
            4,
            "a",
            "occurred is missing; expects a time, such as 2023-04-12, 2023-04, time-zero, {after: KEY, stated: 7 mo}",
            id="a missing field",
        ),
        pytest.param("- {key: a.b, type: patient-died, occurred: unknown}", 4, "a.b", "key: expects a key", id="a dot"),
        pytest.param(
            "- key: a\n  type: patient-died\n  occurred: unknown\n  related_to_disease: maybe",
            7,
            "a",
            "expects one of yes, no, not-stated; found 'maybe'; where it is none of these, write not-stated, and the word itself "
            "into note",
            id="a word outside of its vocabulary",
        ),
        pytest.param(
            "- key: a\n  type: scan-reported\n  occurred: unknown\n  studies: [{modality: thermography}]",
            7,
            "a",
            "found 'thermography'; where it is none of these, write other, and the word itself into note",
            id="a word outside of one with others",
        ),
        pytest.param(
            "- key: a\n  type: scan-reported\n  occurred: unknown\n  studies: [{modality: mamography}]",
            7,
            "a",
            "found 'mamography'; did you mean mammography?",
            id="a word that resembles one",
        ),
        pytest.param(
            "- {key: a, type: lab-resulted, occurred: unknown, analyte: Hb, value: sixty}",
            4,
            "a",
            "value: expects a number",
            id="a number in words",
        ),
        pytest.param(
            "- {key: a, type: performance-assessed, occurred: unknown, ecog: 6}",
            4,
            "a",
            "from 0 to 5",
            id="out of range",
        ),
        pytest.param(
            "- {key: a, type: cancer-diagnosed, occurred: unknown, role: primary, diagnosis: x, de_novo_metastatic: no}",
            4,
            "a",
            "expects true or false; found 'no'",
            id="a truth value",
        ),
        pytest.param(
            "- {key: a, type: patient-died, occurred: unknown, causes: x}", 4, "a", "expects a list", id="list"
        ),
        pytest.param(
            "- {key: a, type: scan-reported, occurred: unknown, studies: []}", 4, "a", "at least one entry", id="empty"
        ),
        pytest.param(
            "- {key: a, type: patient-died, occurred: {between: [dx]}}", 4, "a", "expects 2 values", id="one of two"
        ),
        pytest.param(
            "- key: a\n  type: patient-died\n  occurred: {after: dx}",
            6,
            "a",
            "occurred.after: no fact has the key dx",
            id="anchor",
        ),
        pytest.param(
            "- key: a\n  type: patient-died\n  occurred:\n  - unknown\n  - {after: time-zero, stated: 7 moons}",
            8,
            "a",
            "occurred[2].stated: expects a duration",
            id="a duration within a list",
        ),
        pytest.param(
            "- {key: a, type: patient-died, occurred: '2023-02-30'}", 4, "a", "not a date in the calendar", id="a date"
        ),
        pytest.param(
            "- {key: a, type: cycle-given, occurred: unknown, regimen: l1, number: 1}",
            4,
            "a",
            "is called l1",
            id="regimen",
        ),
        pytest.param(
            "- {key: a, type: response-assessed, occurred: unknown, category: CR, evidence: [ct]}",
            4,
            "a",
            "evidence[1]: no fact has the key ct",
            id="evidence",
        ),
        pytest.param(
            "- {key: a, type: patient-died, occurred: unknown, sources: [{document: letter, locator: x}]}",
            4,
            "a",
            "no document 'letter'",
            id="a document",
        ),
        pytest.param(
            "- {key: a, type: lab-resulted, occurred: unknown, analyte: CEA, value: '<5'}",
            4,
            "a",
            "found '<5'; a bound such as < goes into comparator",
            id="a bound as a value",
        ),
        pytest.param(
            "- {key: a, type: lab-resulted, occurred: unknown, analyte: CEA, value: '4,5'}",
            4,
            "a",
            "found '4,5'; the decimal sign is a point",
            id="a decimal comma",
        ),
        pytest.param(
            "- {key: a, type: patient-died}",
            4,
            "a",
            "occurred is missing; expects a time, such as 2023-04-12",
            id="a time that is missing",
        ),
        pytest.param(
            "- {type: reading-selected, question: q, reading: A, why: x}",
            4,
            "q",
            "no ambiguous time has this name",
            id="a question",
        ),
        pytest.param(
            "- key: a\n  type: patient-died\n  occurred: unknown\n  note: x\n  note: y",
            8,
            "a",
            "note stands twice",
            id="twice",
        ),
        pytest.param("- patient-died", 4, "", "expects an event", id="no mapping"),
        pytest.param(
            "- {key: a, type: patient-died, occurred: unknown, causes: [x, ]}\n- {key: b, type: patient-died, occurred: unknown, causes: [ , x]}",
            5,
            "",
            "not YAML",
            id="a lone comma",
        ),
    ],
)
def test_a_problem_names_its_file_line_key_and_what_is_expected(events: str, line: int, key: str, message: str) -> None:
    (problem,) = problems_of(events)
    assert (problem.file, problem.line, problem.key) == ("p.yaml", line, key)
    assert message in problem.message


def test_a_sign_that_yaml_does_not_have_is_named_with_its_line() -> None:
    (problem,) = problems_of("- {key: a, type: patient-died, occurred: unknown}\n- {key: b\x00}\n")
    assert (problem.line, problem.message) == (5, "not YAML: it holds the sign U+0000; take it out")


def test_all_problems_are_named_at_once_in_the_order_of_the_file() -> None:
    problems = problems_of(
        "- {key: a, type: patient-dyed, occurred: unknown}\n"
        "- {key: b, type: lab-resulted, occurred: {after: zz}, analyte: Hb, value: 61}\n"
        "- {key: c, type: lab-resulted, occurred: {day: x}, analyte: Hb, value: y, units: g/L}\n"
        "- {key: b, type: patient-died, occurred: unknown}\n"
    )
    assert [(problem.line, problem.key) for problem in problems] == [
        (4, "a"),
        (5, "b"),
        (6, "c"),
        (6, "c"),
        (6, "c"),
        (7, "b"),
    ]


def test_a_file_with_a_problem_gives_no_case() -> None:
    good = "- {key: a, type: patient-died, occurred: unknown}\n"
    assert read_case_file("p.yaml", (HEAD + good + "- {key: b}\n").encode()).cases == ()


def test_a_pointer_to_an_event_that_cannot_be_read_is_no_problem_of_its_own() -> None:
    problems = problems_of(
        "- {key: l1, type: regimen-started, occurred: unknown, regimen: l1, line: first}\n"
        "- {key: l1-c1, type: cycle-given, occurred: {with: l1}, regimen: l1, number: 1}\n"
    )
    assert [problem.key for problem in problems] == ["l1"]


def test_an_end_is_an_anchor_only_where_there_is_a_length() -> None:
    (problem,) = problems_of(
        "- {key: pain, type: finding-noted, occurred: unknown, findings: [{name: pain}]}\n"
        "- {key: death, type: patient-died, occurred: {after: pain.end}}\n"
    )
    assert "pain has no length" in problem.message


def test_what_was_known_may_hang_on_its_own_event_and_what_happened_may_not() -> None:
    scan = "- {key: ct, type: scan-reported, studies: [{modality: CT}], occurred: "
    assert problems_of(scan + "{day: 30}, known: {after: ct, stated: 7 d}}\n") == ()
    (problem,) = problems_of(scan + "{after: ct, stated: 7 d}}\n")
    assert "hangs on itself" in problem.message


def test_only_the_first_missing_names_are_searched_for_similar_ones() -> None:
    deaths = [f"- {{key: d{number}, type: patient-died, occurred: {{after: pian}}}}\n" for number in range(40)]
    problems = problems_of("- {key: pain, type: patient-died, occurred: unknown}\n" + "".join(deaths))
    assert len(problems) == 40
    assert ["did you mean pain" in problem.message for problem in problems] == [True] * 12 + [False] * 28


def test_what_is_said_about_the_record_is_no_anchor() -> None:
    (problem,) = problems_of(
        "- {key: note, type: ambiguity-noted, severity: note, summary: x}\n"
        "- {key: death, type: patient-died, occurred: {with: note}}\n"
    )
    assert "no time of its own" in problem.message


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param("case: p\nevents: []\n", "format: expects 1; it is missing", id="no format"),
        pytest.param("format: 2\ncase: p\nevents: []\n", "format: expects 1; found '2'", id="another format"),
        pytest.param("format: 1\ncase: John Doe\nevents: []\n", "pseudonym", id="a name with a blank"),
        pytest.param("format: 1\ncase: p\n", "events: expects a list", id="no events"),
        pytest.param("format: 1\ncase: p\nevents: {a: b}\n", "events: expects a list", id="events as a mapping"),
        pytest.param("format: 1\ncase: p\nevent: []\nevents: []\n", "did you mean events?", id="an unknown field"),
        pytest.param("format: 1\ncase: p\ndocuments: {d: {sha256: ff}}\nevents: []\n", "SHA-256", id="a short number"),
        pytest.param(
            "format: 1\ncase: p\ndocuments: [d]\nevents: []\n", "documents: expects a mapping", id="documents"
        ),
        pytest.param("- a\n", "expects a mapping with format", id="a list"),
        pytest.param("", "holds no case", id="nothing"),
        pytest.param("# nothing\n---\n", "holds no case", id="a comment"),
        pytest.param("format: 1\ncase: p\nevents: [\n", "not YAML", id="a bracket left open"),
        pytest.param("format: &a 1\ncase: p\nevents: []\n", "anchors are not read", id="an anchor"),
        pytest.param("format: 1\ncase: *a\nevents: []\n", "aliases are not read", id="an alias"),
        pytest.param("format: !!int 1\ncase: p\nevents: []\n", "tags are not read", id="a tag"),
        pytest.param("format: 1\ncase: p\nevents: []\n? [a]\n: b\n", "name is a word", id="a list as a name"),
        pytest.param("[" * 4000, "nested more than", id="depth"),
    ],
)
def test_a_file_that_is_no_case_file_is_refused_with_what_is_expected(text: str, message: str) -> None:
    result = read_case_file("p.yaml", text.encode())
    assert result.cases == ()
    assert any(message in problem.message for problem in result.problems)


def test_a_large_yaml_file_is_refused_with_the_advice_to_write_json_lines() -> None:
    result = read_case_file("p.yaml", b"#" * (LARGEST_YAML + 1))
    assert "JSON Lines" in result.problems[0].message


def test_bytes_that_are_not_utf_8_are_named_with_their_line() -> None:
    result = read_case_file("p.yaml", b"format: 1\ncase: \xff\n")
    assert (result.problems[0].line, "UTF-8" in result.problems[0].message) == (2, True)


def test_the_same_patient_twice_in_a_file_is_a_problem() -> None:
    text = HEAD + "- {key: a, type: patient-died, occurred: unknown}\n"
    (problem,) = read_case_file("p.yaml", f"{text}---\n{text}".encode()).problems
    assert "has a document of this file already" in problem.message


def test_another_patient_than_the_one_recorded_for_is_refused() -> None:
    (problem,) = read_case_file(
        "p.yaml", f"{HEAD}[]\n".replace("events:\n[]", "events: []").encode(), case="q"
    ).problems
    assert "expects q" in problem.message


def test_a_problem_reads_as_one_line() -> None:
    assert str(Problem("p.yaml", 4, "dx", "role is missing")) == "p.yaml:4: dx: role is missing"
    assert str(Problem("p.yaml", 0, "", "empty")) == "p.yaml: empty"
    assert json.dumps(str(problems_of("- {key: a}")[0])).count("\\n") == 0


def test_a_sound_file_has_no_problem() -> None:
    assert case_of("- {key: a, type: patient-died, occurred: unknown}").patient == "p"
