"""What no fact may say, whoever records it: each fault at its place, with what is expected."""

from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from msgspec.structs import replace

from tests import examples as an
from tests.lives import lives
from tracker.adapters.casefile import read_case_file
from tracker.events.catalogue import Fact
from tracker.events.disease import TumorMarker
from tracker.events.fact import Source
from tracker.events.soundness import faults_of
from tracker.values.vocabularies import Comparator, WordMeaning
from tracker.values.when import Lasting, Timing

SEEDS = Path(__file__).parents[2] / "seeds"


def test_every_fact_of_the_published_cases_is_sound() -> None:
    for path in sorted(SEEDS.glob("*.yaml")):
        for entry in read_case_file(path.name, path.read_bytes()).cases[0].events:
            assert faults_of(entry.event) == ()


@settings(max_examples=150, deadline=None)
@given(lives(most=6))
def test_every_fact_of_a_generated_life_is_sound(facts: tuple[Fact, ...]) -> None:
    assert [fault for fact in facts for fault in faults_of(fact)] == []


@dataclass
class Unsound:
    """A fact with one fault: where it is, and a part of what is expected."""

    fact: Fact
    path: tuple[str | int, ...]
    expected: str


def at(when: Any) -> Fact:
    return an.finding("pain", "pain", at=when)


def dose(**fields: Any) -> Fact:
    return an.cycle("l1", 1, replace(an.drug("cisplatin", 75), **fields))


def lab(**fields: Any) -> Fact:
    return replace(an.lab("Hb", 61, "g/L"), **fields)


HALF = "\ud83d"
"""Half of a sign beyond the first 65,536, which UTF-8 does not have."""


def readings(question: str = "q", name: str = "A") -> Fact:
    return at(Timing(question=question, readings={name: "2023", "B": "2024"}, preferred=name))


DOSE = ("drugs", 0, "dose")
UNSOUND = [
    pytest.param(Unsound(an.died(key="unknown"), ("key",), "another key"), id="a key that is a time"),
    pytest.param(Unsound(an.died(key="2023-04-12"), ("key",), "another key"), id="a key that is a date"),
    pytest.param(Unsound(an.died(key="2023"), ("key",), "another key"), id="a key that is a year"),
    pytest.param(Unsound(at("2023-02-30"), ("occurred",), "calendar"), id="a day the calendar does not have"),
    pytest.param(Unsound(at("last spring"), ("occurred",), "write 2023-04-12"), id="a time in words"),
    pytest.param(
        Unsound(at("9999-12-31"), ("occurred",), "1850 to 2150, or unknown"), id="a date that stands for none"
    ),
    pytest.param(Unsound(at("2023-05-01/9999-12"), ("occurred",), "1850 to 2150"), id="a range without an end"),
    pytest.param(Unsound(at(Timing(at="0001")), ("occurred", "at"), "1850 to 2150"), id="a year before all charts"),
    pytest.param(Unsound(at("publication"), ("occurred",), "in known only"), id="true only at publication"),
    pytest.param(Unsound(an.lab("platelets", -4, "10*9/L"), ("value",), "cannot be negative"), id="fewer than none"),
    pytest.param(
        Unsound(an.measurement("weight", -80, "kg"), ("value",), "cannot be negative"), id="less than nothing"
    ),
    pytest.param(Unsound(an.measurement("weight", 80, "Cel"), ("unit",), "no unit of weight"), id="weight in degrees"),
    pytest.param(Unsound(an.ecog(1, note=HALF), ("note",), "half a character"), id="half a character"),
    pytest.param(
        Unsound(
            at(Timing(question="q", readings={HALF: "2023", "B": "2024"}, preferred="B")),
            ("occurred", "readings"),
            "half a character",
        ),
        id="a reading that is no text",
    ),
    pytest.param(
        Unsound(readings(question="q" * 401), ("occurred", "question"), "400"), id="a question too long to answer"
    ),
    pytest.param(
        Unsound(readings(question="q\x1b"), ("occurred", "question"), "control"), id="a question that is no text"
    ),
    pytest.param(Unsound(at(()), ("occurred",), "unknown"), id="an empty list of times"),
    pytest.param(Unsound(at(("2023", "2023-13")), ("occurred", 1), "calendar"), id="one time of a list"),
    pytest.param(
        Unsound(at(Timing(after="dx", stated="7 mo", at_most="9 mo")), ("occurred",), "do not go together"),
        id="stated and a range",
    ),
    pytest.param(Unsound(at(Timing(between=("dx", "dx"))), ("occurred", "between"), "different"), id="between one"),
    pytest.param(Unsound(at(Timing(after="pain.end")), ("occurred", "after"), "itself"), id="a time on itself"),
    pytest.param(Unsound(at(Timing(with_="unknown")), ("occurred", "with"), "key"), id="a time on nothing"),
    pytest.param(Unsound(at(Timing(after="time-zero.end")), ("occurred", "after"), "key"), id="the end of the origin"),
    pytest.param(
        Unsound(an.interval("i", "unknown.end", "dx", "7 mo"), ("from",), "key"), id="from the end of nothing"
    ),
    pytest.param(Unsound(at(Timing(after="dx", stated="900 a")), ("occurred", "stated"), "life"), id="nine centuries"),
    pytest.param(Unsound(at(Timing(day=(9, 3))), ("occurred",), "ends before it begins"), id="days upside down"),
    pytest.param(Unsound(at(Timing(day=float("nan"))), ("occurred", "day"), "days from the origin"), id="no day"),
    pytest.param(
        Unsound(
            at(Timing(question="q", readings={"A": Timing(after="pain"), "B": "2023"}, preferred="B")),
            ("occurred", "readings", "A", "after"),
            "itself",
        ),
        id="within a reading",
    ),
    pytest.param(
        Unsound(at(Timing(question="q", readings={"A": "2023"}, preferred="B")), ("occurred",), "preferred must be"),
        id="a preference for nothing",
    ),
    pytest.param(
        Unsound(an.finding("pain", "pain", known="2023-1"), ("known",), "not a date"), id="a bad time of knowing"
    ),
    pytest.param(Unsound(an.cycle("l1", 1, lasting=Lasting()), ("lasting",), "needs stated"), id="a length of nothing"),
    pytest.param(
        Unsound(an.cycle("l1", 1, lasting=Lasting(at_least="9 d", at_most="7 d")), ("lasting",), "shorter"),
        id="a length upside down",
    ),
    pytest.param(Unsound(dose(dose=Decimal(-1)), DOSE, "0 or more"), id="a negative dose"),
    pytest.param(Unsound(dose(dose=Decimal("NaN")), DOSE, "measured"), id="a dose that is no number"),
    pytest.param(Unsound(dose(dose=Decimal("1e99")), DOSE, "measured"), id="a dose beyond all measure"),
    pytest.param(
        Unsound(dose(dose_most=Decimal(70)), ("drugs", 0, "dose_most"), "at least the dose 75"), id="a range downwards"
    ),
    pytest.param(
        Unsound(dose(dose=None, dose_most=Decimal(70)), ("drugs", 0, "dose_most"), "fill in the lower one, dose"),
        id="half a range",
    ),
    pytest.param(
        Unsound(dose(unit="miligram"), ("drugs", 0, "unit"), "no unit that is accepted"), id="a unit outside of UCUM"
    ),
    pytest.param(Unsound(dose(days="0-3"), ("drugs", 0, "days"), "day 1 is the first"), id="day nought"),
    pytest.param(Unsound(dose(days="14-1"), ("drugs", 0, "days"), "forward"), id="days backward"),
    pytest.param(Unsound(dose(days="1-8, 8"), ("drugs", 0, "days"), "once and in order"), id="a day twice"),
    pytest.param(Unsound(dose(drug=" "), ("drugs", 0, "drug"), "expects a text"), id="a drug without a name"),
    pytest.param(Unsound(lab(unit="g/dl"), ("unit",), "write g/dL"), id="a unit in lower case"),
    pytest.param(Unsound(lab(unit="mm"), ("unit",), "g/L"), id="a unit that the analyte cannot have"),
    pytest.param(Unsound(lab(value=None, comparator=Comparator.BELOW), ("comparator",), "value"), id="below nothing"),
    pytest.param(Unsound(lab(word_means=WordMeaning.LOW), ("word_means",), "word"), id="a meaning without a word"),
    pytest.param(
        Unsound(lab(reference_low=Decimal(2), reference_high=Decimal(1)), ("reference_high",), "at least"),
        id="limits upside down",
    ),
    pytest.param(
        Unsound(an.scan("ct", an.lesion("node", -3)), ("studies", 0, "lesions", 0, "mm"), "0 or more"),
        id="a size below nought",
    ),
    pytest.param(
        Unsound(
            an.scan("ct", an.lesion("node", perpendicular_mm=Decimal(3))),
            ("studies", 0, "lesions", 0, "perpendicular_mm"),
            "first one",
        ),
        id="a second diameter alone",
    ),
    pytest.param(
        Unsound(
            an.pathology("", TumorMarker(name="TPS", value=Decimal(2), unit="pct")),
            ("markers", 0, "unit"),
            "no unit that is accepted",
        ),
        id="a unit of a marker",
    ),
    pytest.param(Unsound(an.adverse_event("pain", 3, 2), ("grade_most",), "at least"), id="grades downwards"),
    pytest.param(
        Unsound(an.adverse_event("pain", None, 2), ("grade_most",), "fill in the lower one, grade"), id="half a grade"
    ),
    pytest.param(Unsound(an.ecog(None), (), "ecog"), id="a performance without a score or a word"),
    pytest.param(Unsound(an.interval("i", "dx", "dx", "7 mo"), ("to",), "another anchor"), id="from dx to dx"),
    pytest.param(Unsound(an.interval("i", "dx", "l1", "0 d"), ("stated",), "length"), id="an interval of nothing"),
    pytest.param(Unsound(an.response("cr", "CR", "cr"), ("evidence", 0), "itself"), id="evidence of itself"),
    pytest.param(Unsound(an.ambiguity("a", "unclear", "a"), ("keys", 0), "itself"), id="an ambiguity about itself"),
    pytest.param(Unsound(an.ambiguity("a", ""), ("summary",), "expects a text"), id="an ambiguity without words"),
    pytest.param(
        Unsound(an.died(sources=(Source(locator="§1", span=(9, 9)),)), ("sources", 0, "span"), "from < to"),
        id="a span of nothing",
    ),
    pytest.param(
        Unsound(an.died(note="\x1b[2J"), ("note",), "control character"), id="a text that steers the terminal"
    ),
    pytest.param(
        Unsound(an.died(extra={"column": "a\x00b"}), ("extra", "column"), "control character"),
        id="an unprintable column",
    ),
]


@pytest.mark.parametrize("case", UNSOUND)
def test_a_fault_is_told_at_its_place_with_what_is_expected(case: Unsound) -> None:
    (fault,) = faults_of(case.fact)
    assert fault.path == case.path
    assert case.expected in fault.message


@pytest.mark.parametrize(
    ("name", "expected"), [("\x00", "control"), ("A" * 401, "at most 400"), ("", "expects a text")]
)
def test_the_name_of_a_reading_is_a_text_that_a_choice_can_repeat(name: str, expected: str) -> None:
    faults = {fault.path: fault.message for fault in faults_of(readings(name=name))}
    assert set(faults) == {("occurred", "preferred"), ("occurred", "readings")}
    assert all(expected in message for message in faults.values())


def test_one_fault_hides_no_other() -> None:
    fact = replace(an.cycle("l1", 1, an.drug("cisplatin", -1, "miligram"), at="2023-02-30"), key="time-zero")
    assert [fault.path for fault in faults_of(fact)] == [
        ("key",),
        ("occurred",),
        ("drugs", 0, "dose"),
        ("drugs", 0, "unit"),
    ]


def test_a_fact_may_be_known_a_while_after_itself() -> None:
    assert faults_of(an.finding("scan", "node", known=Timing(after="scan", at_least="3 d"))) == ()


def test_a_negative_result_is_sound_where_it_can_be_measured() -> None:
    assert faults_of(an.lab("base excess", -4, "mmol/L")) == ()
