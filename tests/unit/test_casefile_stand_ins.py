"""A part of an event that does not fit hides nothing else that is wrong with it, and nothing follows from its stand-in."""

import re

import pytest
from msgspec import structs

from tests.casefiles import problems_of
from tracker.adapters.casefile.entries import ENTERED_CLASSES

BAD_DATE = "occurred: 2023-13-40"
BAD_ANCHOR = "occurred: {after: nothing}"
BAD_UNIT = "unit: g/dl"


def lab(*fields: str) -> list[str]:
    """What is wrong with a result of these fields besides its key and type."""
    return [
        re.split(r"[:;] | \(", problem.message)[0]
        for problem in problems_of(f"- {{key: a, type: lab-resulted, {', '.join(fields)}}}")
    ]


@pytest.mark.parametrize(
    ("fields", "at"),
    [
        pytest.param((BAD_DATE, "analyte: Hb", "value: sixty"), ["value", "occurred"], id="a date"),
        pytest.param((BAD_ANCHOR, "analyte: Hb", "value: sixty"), ["value", "occurred.after"], id="an anchor"),
        pytest.param(("occurred: unknown", "analyte: Hb", "value: sixty", BAD_UNIT), ["value", "unit"], id="a unit"),
        pytest.param(
            (BAD_DATE, "known: {after: b, stated: 7 moons}", "value: 6", BAD_UNIT),
            ["known.stated", "analyte is missing", "occurred", "unit", "known.after"],
            id="all of them, and a field that is missing",
        ),
        pytest.param(
            ("occurred: unknown", "analyte: Hb", "color: red", BAD_UNIT),
            ["no field 'color' here", "unit"],
            id="an unknown field",
        ),
    ],
)
def test_what_does_not_fit_hides_no_other_problem_of_its_fact(fields: tuple[str, ...], at: list[str]) -> None:
    assert lab(*fields) == at


def test_a_drug_that_does_not_fit_hides_no_other_drug() -> None:
    drugs = "[{drug: a, dose: x, dose_most: 3, unit: mg}, {drug: b, dose: 1, unit: mgs}]"
    given = f"- {{key: c, type: cycle-given, occurred: {{day: 0}}, regimen: l1, number: 1, drugs: {drugs}}}"
    start = "- {key: l1, type: regimen-started, occurred: {day: 0}, regimen: l1}\n"
    assert [problem.message.partition(":")[0] for problem in problems_of(start + given)] == [
        "drugs[1].dose",
        "drugs[2].unit",
    ]


@pytest.mark.parametrize("name", ENTERED_CLASSES)
def test_of_an_event_without_fields_only_what_it_lacks_is_named(name: str) -> None:
    needed = [field.encode_name for field in structs.fields(ENTERED_CLASSES[name]) if field.required]
    said = [problem.message for problem in problems_of(f"- {{type: {name}}}")]
    lacks = [message.partition(" is missing; expects ")[0] for message in said]
    without_a_score = ["says nothing yet; fill in ecog, 0 to 5, or words for a change without a score"]
    assert lacks == needed + (without_a_score if name == "performance-assessed" else [])


@pytest.mark.parametrize("name", ENTERED_CLASSES)
def test_of_an_event_of_which_nothing_fits_every_field_is_named_and_nothing_follows(name: str) -> None:
    fields = [field for field in ENTERED_CLASSES[name].__struct_encode_fields__ if field != "extra"]
    event = "\n".join(f"  {field}: {{of another: [sort]}}" for field in fields)
    said = [problem.message for problem in problems_of(f"-\n{event}\n  type: {name}")]
    assert {message.partition(":")[0] for message in said} == set(fields)
    assert all(re.search("found a mapping|no field 'of another' here|is missing; expects", message) for message in said)
