"""The two published cases as encoded: every fact of both, how its time is known, and what only a reader can see."""

import re
from functools import cache
from pathlib import Path

import pytest

from tests import examples as an
from tests.specs.published import HINDSIGHT, LINES, MONTHS, NOTED, PAPER, PAPER_LENGTH, PREFERRED, QUESTIONS, TABLES
from tracker.adapters.casefile import CaseFile, read_case_file, to_json_lines, to_yaml
from tracker.events.catalogue import Entered, wire_name
from tracker.events.deliberation import AmbiguityNoted, ReadingSelected
from tracker.events.disease import ResponseAssessed
from tracker.events.fact import LastingFact, RecordedFact
from tracker.events.observation import ScanReported
from tracker.events.treatment import CycleGiven, RadiotherapyGiven, RegimenStarted
from tracker.projections.history import history_of
from tracker.values.when import Basis, Timing, When

SEEDS = Path(__file__).parents[2] / "seeds"


@cache
def seed(name: str) -> CaseFile:
    result = read_case_file(f"{name}.yaml", (SEEDS / f"{name}.yaml").read_bytes())
    assert [str(problem) for problem in result.problems] == []
    (case,) = result.cases
    assert case.patient == name
    return case


def rows(table: str) -> list[list[str]]:
    return [line.split(maxsplit=2) for line in table.strip().splitlines()]


def bases(when: When) -> str:
    match when:
        case tuple():
            return "".join(bases(form) for form in when)
        case str():
            return "S"
        case Timing(readings=dict(readings)):
            return " ".join(f"{name}:{bases(form)}" for name, form in readings.items())
        case Timing(basis=basis):
            return basis.value[0].upper()


def said_about_time(event: Entered) -> str:
    if isinstance(event, RecordedFact):
        return bases(event.occurred)
    return event.basis.value[0].upper() if hasattr(event, "basis") else ""


def timings(when: When | None) -> list[str | Timing]:
    match when:
        case None:
            return []
        case tuple():
            return [inner for form in when for inner in timings(form)]
        case Timing(readings=dict(readings)):
            return [when, *(inner for form in readings.values() for inner in timings(form))]
        case _:
            return [when]


@pytest.mark.parametrize("name", TABLES)
def test_the_case_holds_every_fact_of_the_report_with_its_type_its_bases_and_its_readings(name: str) -> None:
    found = [
        [event.key, wire_name(event), said_about_time(event)]
        for event in seed(name).facts
        if not isinstance(event, AmbiguityNoted | ReadingSelected)
    ]
    assert found == rows(TABLES[name])


@pytest.mark.parametrize("name", TABLES)
def test_each_question_prefers_the_reading_of_the_policy(name: str) -> None:
    asked = {}
    for event in seed(name).facts:
        if isinstance(event, RecordedFact) and isinstance(event.occurred, Timing) and event.occurred.question:
            asked[event.occurred.question] = event.occurred.preferred
            assert event.occurred.preferred == PREFERRED[event.key]
    assert asked.keys() == QUESTIONS[name]


@pytest.mark.parametrize("name", TABLES)
def test_the_case_notes_what_only_a_reader_can_see(name: str) -> None:
    noted = [event for event in seed(name).facts if isinstance(event, AmbiguityNoted)]
    assert [[event.key, event.rule, event.severity.value] for event in noted] == rows(NOTED[name])
    assert all(event.keys and event.statements for event in noted)


@pytest.mark.parametrize("name", TABLES)
def test_what_a_reader_saw_is_said_by_the_curator_and_everything_else_by_the_authors(name: str) -> None:
    for event in seed(name).facts:
        assert not isinstance(event, ReadingSelected)
        assert event.asserted_by == ("curator" if isinstance(event, AmbiguityNoted) else "authors")


def test_a_response_or_a_change_that_nobody_stated_as_a_whole_has_no_overall_category() -> None:
    stated = {
        (name, event.key): event.category.value if isinstance(event, ResponseAssessed) else event.overall.value
        for name in TABLES
        for event in seed(name).facts
        if isinstance(event, ResponseAssessed | ScanReported)
    }
    assert stated["npc-2", "cr-1"] == "CR"
    left_open = {("npc-1", "restaging-1"), ("npc-1", "restaging-2"), ("npc-1", "response-1"), ("npc-2", "sd-2")}
    assert {stated[key] for key in left_open} == {"not-stated"}


@pytest.mark.parametrize("name", TABLES)
def test_no_time_of_the_case_is_a_date(name: str) -> None:
    for event in seed(name).facts:
        if isinstance(event, RecordedFact):
            for form in (*timings(event.occurred), *timings(event.known)):
                text = form if isinstance(form, str) else form.at
                assert text in {None, "time-zero", "unknown", "publication"}
                assert isinstance(form, str) or form.day is None


@pytest.mark.parametrize("name", TABLES)
def test_every_fact_names_its_place_in_the_document(name: str) -> None:
    for event in seed(name).facts:
        assert not isinstance(event, ReadingSelected)
        places = event.statements if isinstance(event, AmbiguityNoted) else event.sources
        assert places, event.key
        for place in places:
            assert place.document == PAPER
            assert place.span is not None
            assert place.span[1] <= PAPER_LENGTH
            assert re.match(
                r"§[234] ¶\d|Abstract|Simple Summary|Front matter|Figure [12]|Table 1 row \d", place.locator
            )


@pytest.mark.parametrize("name", TABLES)
def test_hindsight_is_known_at_publication_only(name: str) -> None:
    known = {event.key: event.known for event in seed(name).facts if isinstance(event, RecordedFact)}
    assert [key for key, when in known.items() if when is not None] == HINDSIGHT[name]
    assert {known[key] for key in HINDSIGHT[name]} == {"publication"}


@pytest.mark.parametrize("name", TABLES)
def test_lines_of_therapy_are_asserted_as_the_source_and_the_curator_count_them(name: str) -> None:
    asserted = {
        event.key: event.line
        for event in seed(name).facts
        if isinstance(event, RegimenStarted | RadiotherapyGiven) and event.line is not None
    }
    assert asserted == LINES[name]


def test_a_line_that_the_report_does_not_number_says_that_the_curator_counted_it() -> None:
    counted = {
        (name, getattr(event, "key", ""))
        for name in TABLES
        for event in seed(name).facts
        if "the line is counted by the curator" in getattr(event, "note", "")
    }
    numbered = {("npc-1", "l1"), ("npc-2", "l1"), ("npc-2", "l2")}
    assert counted == {(name, key) for name, lines in LINES.items() for key in lines} - numbered


def test_lengths_are_assumed_unless_the_report_states_them() -> None:
    lengths = {
        event.key: (event.lasting.stated or f"{event.lasting.at_least} to {event.lasting.at_most}", event.lasting.basis)
        for name in TABLES
        for event in seed(name).facts
        if isinstance(event, LastingFact) and event.lasting is not None and (name, event.key) != ("npc-1", "l1-c1")
    }
    assert lengths["l1-c6"] == ("21 d", Basis.STATED)
    assert lengths["l3-c2"] == ("21 d", Basis.ASSUMED)
    assert lengths["l2-c4"] == ("7 d to 28 d", Basis.ASSUMED)
    assert lengths["rt-1-cis-3"] == ("7 d", Basis.STATED)
    assert lengths["rt-1"] == ("39 d to 46 d", Basis.ASSUMED)
    assert lengths["rt-2"] == ("4 d to 7 d", Basis.ASSUMED)


@pytest.mark.parametrize("name", TABLES)
def test_a_lesion_is_at_the_same_site_wherever_it_is_seen(name: str) -> None:
    sites: dict[str, str] = {}
    for event in seed(name).facts:
        seen = [*getattr(event, "lesions", ())]
        seen += [lesion for study in getattr(event, "studies", ()) for lesion in study.lesions]
        for lesion in seen:
            assert sites.setdefault(lesion.lesion, lesion.site.name) == lesion.site.name


@pytest.mark.parametrize("name", TABLES)
def test_every_dose_has_its_unit(name: str) -> None:
    drugs = [drug for event in seed(name).facts if isinstance(event, CycleGiven) for drug in event.drugs]
    assert drugs
    assert all(drug.unit for drug in drugs if drug.dose is not None)


@pytest.mark.parametrize("name", TABLES)
def test_only_capecitabine_is_given_twice_a_day_wherever_its_dose_is_stated(name: str) -> None:
    started = [event for event in seed(name).facts if isinstance(event, RegimenStarted | CycleGiven)]
    doses = {(drug.drug, drug.times_per_day) for event in started for drug in event.drugs if drug.dose is not None}
    assert {drug for drug, times in doses if times > 1} == {"capecitabine"}
    assert ("capecitabine", 2) in doses
    assert ("capecitabine", 1) not in doses


@pytest.mark.parametrize("name", TABLES)
def test_milestones_fall_into_their_months(name: str) -> None:
    history = history_of(an.record(*seed(name).facts, patient=name))
    assert {key: history.by_key[key].month for key in MONTHS[name]} == MONTHS[name]
    assert history.chronology.contradictions == ()


@pytest.mark.parametrize("name", TABLES)
def test_an_exported_case_imports_unchanged(name: str) -> None:
    case = seed(name)
    assert read_case_file("x.yaml", to_yaml(case).encode()).cases[0].facts == case.facts
    assert read_case_file("x.jsonl", b"".join(to_json_lines([case]))).cases[0].facts == case.facts
