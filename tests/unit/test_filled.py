"""Changing what is filled into a form: entries come and go, and nothing is changed in place."""

import pytest

from tracker.casebook.filling import form_for
from tracker.decisions.filled import at, beside, lines_of, put, with_entry, without_entry
from tracker.decisions.form import FormField, Values, blank, fitted, without_blanks

SCAN = form_for("scan-reported")


def field(name: str) -> FormField:
    return next(field for field in SCAN.fields if field.name == name)


LESIONS = next(each for each in field("studies").fields if each.name == "lesions")


def test_a_text_is_put_where_it_belongs_and_the_values_before_stay() -> None:
    before = blank(SCAN.fields)
    after = put(before, ("studies", 0, "modality"), "CT")
    assert at(after, ("studies", 0, "modality")) == "CT"
    assert at(before, ("studies", 0, "modality")) == ""


@pytest.mark.parametrize("path", [("studies", "modality"), ("key", "x"), ("studies", 0, 1)])
def test_a_place_that_is_not_there_is_refused(path: tuple[str | int, ...]) -> None:
    with pytest.raises(LookupError):
        at(blank(SCAN.fields), path)
    with pytest.raises(LookupError):
        put(blank(SCAN.fields), path, "x")


def test_entries_come_and_go_in_their_place() -> None:
    values = blank(SCAN.fields)
    path = ("studies", 0, "lesions")
    for place in range(3):
        values = with_entry(values, path, LESIONS, place)
        values = put(values, (*path, place, "lesion"), f"node-{place}")
    values = with_entry(values, path, LESIONS, 1)
    assert [at(values, (*path, place, "lesion")) for place in range(4)] == ["node-0", "", "node-1", "node-2"]
    values = without_entry(values, path, 2)
    assert [at(values, (*path, place, "lesion")) for place in range(3)] == ["node-0", "", "node-2"]
    tidy = without_blanks(SCAN.fields, values)
    assert [at(tidy, (*path, place, "lesion")) for place in range(2)] == ["node-0", "node-2"]


def test_every_line_of_a_form_is_at_its_own_path() -> None:
    values = with_entry(blank(SCAN.fields), ("studies", 0, "lesions"), LESIONS, 0)
    lines = list(lines_of(SCAN.fields, values))
    assert len({line.path for line in lines}) == len(lines)
    assert [line.label for line in lines if line.heads] == [
        "studies", "studies 1", "sites", "lesions", "lesions 1", "site", "sources", "extra"
    ]  # fmt: skip
    assert all(at(values, line.path) == line.text for line in lines if not line.heads)


def test_what_stands_beside_a_field_is_said_by_its_entry_first() -> None:
    values: Values = {"unit": "outer", "key": "k", "drugs": [{"unit": "mg", "drug": "x"}]}
    assert beside(values, ("drugs", 0, "dose"))["unit"] == "mg"
    assert beside(values, ("drugs", 0, "dose"))["key"] == "k"
    assert beside(values, ("dose",))["unit"] == "outer"


def test_a_draft_of_another_shape_fills_what_it_can() -> None:
    found = fitted(SCAN.fields, {"key": "k", "studies": [{"modality": "CT", "gone": "x"}, "odd"], "overall": ["odd"]})
    assert found["key"] == "k"
    assert found["overall"] == ""
    assert at(found, ("studies", 0, "modality")) == "CT"
    assert at(found, ("studies", 1, "modality")) == ""
    assert fitted(SCAN.fields, {}) == blank(SCAN.fields)
