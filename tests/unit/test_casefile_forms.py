"""What a curator may write, and what it becomes."""

import re
from decimal import Decimal

import pytest

from tracker.adapters.casefile import CaseFile, read_case_file, template
from tracker.events.deliberation import ReadingSelected
from tracker.events.fact import Source
from tracker.events.laboratory import LabResulted
from tracker.events.person import PatientDied
from tracker.events.soundness import faults_of
from tracker.events.treatment import CycleGiven, RegimenStarted

SHA = "0" * 63 + "1"
OTHER = "0" * 63 + "2"

CASE = f"""\
format: 1
case: p-1
documents:
  paper: {{sha256: {SHA}, citation: "A paper, 2025"}}
  letter: {{sha256: {OTHER}}}
asserted_by: authors
events:
"""


def read(events: str, head: str = CASE) -> CaseFile:
    result = read_case_file("p-1.yaml", (head + events).encode())
    assert [str(problem) for problem in result.problems] == []
    (case,) = result.cases
    return case


def died(fields: str) -> PatientDied:
    (event,) = read(f"- {{key: death, type: patient-died, occurred: unknown, {fields}}}\n").facts
    assert isinstance(event, PatientDied)
    return event


@pytest.mark.parametrize(
    "word", ["no", "yes", "true", "null", "~", "0x1F", "1_000", "2023-04-12", "on", "12:30", ".nan"]
)
def test_a_text_stays_the_text_it_is(word: str) -> None:
    assert died(f"note: {word}").note == word


def test_a_field_with_nothing_behind_it_is_left_out() -> None:
    (event,) = read("- key: hb\n  type: lab-resulted\n  occurred: unknown\n  analyte: Hb\n  value:\n  word:\n").facts
    assert isinstance(event, LabResulted)
    assert event.value is None


def test_a_number_keeps_its_digits() -> None:
    (event,) = read("- {key: e, type: lab-resulted, occurred: unknown, analyte: EBV-DNA, value: 2.40e3}\n").facts
    assert isinstance(event, LabResulted)
    assert str(event.value) == "2.40E+3"
    assert event.value == Decimal(2400)


def test_days_and_counts_are_read_as_numbers() -> None:
    start = "- {key: l1, type: regimen-started, occurred: {day: [0, 1.5]}, regimen: l1, line: 1}\n"
    given = "- {key: l1-c1, type: cycle-given, occurred: {with: l1}, regimen: l1, number: 1}\n"
    regimen, cycle = read(start + given).facts
    assert isinstance(regimen, RegimenStarted)
    assert isinstance(cycle, CycleGiven)
    assert (getattr(regimen.occurred, "day", None), regimen.line, cycle.number) == ((0.0, 1.5), 1, 1)


def test_the_default_author_says_what_no_other_author_says() -> None:
    assert died("note: x").asserted_by == "authors"
    assert died("asserted_by: registrar").asserted_by == "registrar"
    assert died('asserted_by: ""').asserted_by == ""


@pytest.mark.parametrize(
    ("written", "source"),
    [
        pytest.param("§2 ¶1", Source(document=SHA, locator="§2 ¶1"), id="a bare locator is in the first document"),
        pytest.param(
            "{locator: §2 ¶1, span: [3, 9]}", Source(document=SHA, locator="§2 ¶1", span=(3, 9)), id="with a span"
        ),
        pytest.param("{document: letter, locator: p. 1}", Source(document=OTHER, locator="p. 1"), id="by short name"),
        pytest.param(f"{{document: {OTHER}, locator: p. 1}}", Source(document=OTHER, locator="p. 1"), id="by number"),
        pytest.param("{document: none, locator: seen}", Source(locator="seen"), id="outside of every document"),
    ],
)
def test_a_source_is_written_as_short_as_it_can_be(written: str, source: Source) -> None:
    assert died(f"sources: [{written}]").sources == (source,)


def test_a_file_without_documents_has_locators_all_the_same() -> None:
    event = "- {key: d, type: patient-died, occurred: unknown, sources: [p. 3]}\n"
    (fact,) = read(event, "format: 1\ncase: p-1\nevents:\n").facts
    assert isinstance(fact, PatientDied)
    assert fact.sources == (Source(locator="p. 3"),)


def test_a_choice_of_a_reading_has_no_key_and_no_author() -> None:
    asking = (
        "- {key: d, type: patient-died, occurred: {question: q, readings: {A: unknown, B: '2023'}, preferred: A}}\n"
    )
    chosen = "- {type: reading-selected, question: q, reading: B, why: the letter says so}\n"
    assert read(asking + chosen).facts[1] == ReadingSelected(question="q", reading="B", why="the letter says so")


def test_every_event_knows_the_line_it_begins_in() -> None:
    case = read(
        "- key: d\n  type: patient-died\n  occurred: unknown\n\n- key: e\n  type: patient-contacted\n  occurred: unknown\n"
    )
    assert [entry.line for entry in case.events] == [8, 12]


def test_several_cases_stand_in_one_file_as_documents_of_it() -> None:
    one = "format: 1\ncase: {}\nevents:\n- {{key: d, type: patient-died, occurred: unknown}}\n"
    result = read_case_file("two.yaml", (one.format("a") + "---\n" + one.format("b")).encode())
    assert [case.patient for case in result.cases] == ["a", "b"]


EVENT = "key: d\ntype: patient-died\noccurred: {after: scan}\n"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(EVENT, id="one event"),
        pytest.param("- " + EVENT.replace("\n", "\n  ").rstrip() + "\n", id="a list of events"),
        pytest.param("events:\n- " + EVENT.replace("\n", "\n  ").rstrip() + "\n", id="events without a header"),
        pytest.param(
            '{"patient": "p-1", "event": {"key": "d", "type": "patient-died", "occurred": {"after": "scan"}}}',
            id="JSON",
        ),
    ],
)
def test_what_is_recorded_into_a_case_needs_no_header_and_may_hang_on_what_is_there(text: str) -> None:
    result = read_case_file("-", text.encode(), known_keys=frozenset({"scan"}), case="p-1")
    assert result.problems == ()
    assert [
        (case.patient, [entry.event.key for entry in case.events if isinstance(entry.event, PatientDied)])
        for case in result.cases
    ] == [("p-1", ["d"])]


def test_the_form_of_a_new_case_says_nothing_that_nobody_filled_in() -> None:
    result = read_case_file("case-7.yaml", template("case-7").encode())
    assert result.problems == ()
    assert [getattr(fact, "key", "") for fact in result.cases[0].facts] == ["registered", "dx"]
    assert result.cases[0].patient == "case-7"


def test_every_example_in_the_form_of_a_new_case_is_sound() -> None:
    text = re.sub("^#(?=- key|  [a-z_]+:|  - )", "", template("case-7").partition("events:\n")[2], flags=re.MULTILINE)
    facts = read(text, "format: 1\ncase: p-1\nevents:\n").facts
    assert len(facts) == text.count("- key:") == template("case-7").count("- key:")
    assert all(faults_of(event) == () for event in facts)


def test_the_form_of_a_new_case_reads_when_its_documents_are_filled_in() -> None:
    lines = template("case-7").splitlines()
    at = lines.index("# documents:")
    lines[at : at + 4] = [line.removeprefix("# ") for line in lines[at : at + 4]]
    result = read_case_file("case-7.yaml", "\n".join(lines).encode())
    assert result.problems == ()
    assert [name for name, _ in result.cases[0].documents] == ["paper"]
