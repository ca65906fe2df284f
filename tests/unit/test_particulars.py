import pytest
from msgspec.structs import replace

from tests import examples as ex
from tests.unit.wire_pins import PINS
from tracker.events.catalogue import FACT_CLASSES
from tracker.events.fact import Source
from tracker.events.treatment import RegimenDrug
from tracker.projections.particulars import particulars_of
from tracker.values import vocabularies as words


def told(fact: object) -> dict[str, str]:
    return {each.label: each.text for each in particulars_of(fact)}  # type: ignore[arg-type]  # any fact


def test_a_result_says_its_value_its_unit_and_what_was_not_stated() -> None:
    found = told(ex.lab("Hb", 61, "10*9/L", word="low", word_means=words.WordMeaning.LOW))
    assert (found["value"], found["unit"], found["word means"]) == ("61", "10⁹/L", "low")
    assert found["not stated"] == "comparator, reference low, reference high, specimen, loinc"


def test_parts_of_parts_stand_deeper_than_what_they_are_parts_of() -> None:
    scan = ex.scan("ct", ex.lesion("a", 24, where="axillary node"), sites=("neck", "liver"))
    assert [(each.depth, each.label, each.text) for each in particulars_of(scan)][:3] == [
        (0, "studies", "CT"),
        (1, "sites", "neck; liver"),
        (1, "lesions", "a; site axillary node; size 24 mm; axis unknown"),
    ]


def test_a_dose_of_which_it_is_not_stated_what_it_is_for_says_so() -> None:
    cycle = ex.cycle("l1", 1, ex.drug("cisplatin", 75))
    assert "per day or cycle: not stated" in told(cycle)["drugs"]


def test_what_nobody_wrote_is_not_shown_as_said_and_what_was_written_is() -> None:
    once, twice = ex.drug("capecitabine", 1.5, "g"), RegimenDrug(drug="capecitabine", times_per_day=2)
    assert told(ex.cycle("l1", 1, once))["drugs"] == "capecitabine; dose 1.5; unit g; per day or cycle: not stated"
    assert told(replace(ex.started("l1"), drugs=(twice,)))["drugs"] == "capecitabine; times per day 2"
    assert told(ex.started("l1", "capecitabine"))["drugs"] == "capecitabine"
    absent = replace(ex.adverse_event("Rash", 3), presence=words.Presence.ABSENT, certainty=words.Certainty.POSSIBLE)
    assert told(absent).items() >= {("presence", "absent"), ("certainty", "possible")}
    assert "presence" not in told(ex.adverse_event("Rash", 3))


def test_note_author_and_columns_of_an_import_come_last() -> None:
    fact = replace(ex.ecog(2), note="read off the table", asserted_by="authors", extra={"col": "7"})
    assert [each.label for each in particulars_of(fact)] == [
        "ecog", "asserted by", "note", "extra", "not stated",
    ]  # fmt: skip


def test_a_modality_keeps_its_hyphen_and_a_vocabulary_loses_it() -> None:
    assert told(ex.scan("pet", modality=words.Modality.PET_CT))["studies"] == "PET-CT"
    assert told(ex.progression(1, extent=words.ProgressionExtent.BIOCHEMICAL_ONLY))["extent"] == "biochemical only"


@pytest.mark.parametrize("kind", FACT_CLASSES, ids=lambda kind: kind.__name__)
def test_every_field_of_every_fact_is_told_or_named_as_not_stated(kind: type) -> None:
    fact = next(event for event, _ in PINS if type(event) is kind)
    found = particulars_of(fact, usual=True)  # type: ignore[arg-type]  # of a class of facts
    silent = next((each.text for each in found if each.label == "not stated"), "").split(", ")
    labels = {each.label.rstrip("0123456789 ") for each in found} | set(silent)
    fields = {name for name in fact.__struct_fields__ if name not in ELSEWHERE}
    assert {name.rstrip("_").replace("_", " ") for name in fields} <= labels


ELSEWHERE = {"key", "occurred", "known", "lasting", "sources", "asserted_by", "note", "extra"}
"""Told by themselves, or only where they say something."""


def test_conflicting_statements_are_named_by_their_place() -> None:
    noted = ex.ambiguity("seven", "seven months after what", "ct")
    both = replace(noted, statements=(Source(locator="§2 ¶1"), Source(locator="Table 1")))
    assert [each.text for each in particulars_of(both) if each.label.startswith("statements")] == ["§2 ¶1", "Table 1"]
