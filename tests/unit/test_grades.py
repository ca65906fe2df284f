"""Grades beside results: against which baseline, and what the view says where there is none."""

import pytest

from tests.examples import cycle, diagnosed, history, lab, started
from tests.unit.test_recist_of_the_cases import history as case
from tracker.events.laboratory import LabResulted
from tracker.projections.grades import with_baselines
from tracker.projections.rows.labs import LabRow, derive_labs
from tracker.values.vocabularies import Comparator, WordMeaning

LINE = started("l1", "cisplatin", line=1, day=10), cycle("l1", 1, day=10)


def alt(value: float, day: int, name: str = "ALT", comparator: Comparator | None = None) -> LabResulted:
    key = f"{name.lower()}-{day}"
    return lab(name, value, "U/L", key=key, day=day, reference=(None, 40), comparator=comparator)


def rows(*facts: LabResulted) -> dict[str, LabRow]:
    return {row.key: row for row in derive_labs(history(diagnosed(), *LINE, *facts))}


def test_the_baseline_is_the_last_number_not_after_the_first_dose() -> None:
    facts = alt(30, 0), alt(90, 10), alt(80, 10, comparator=Comparator.ABOVE, name="AST"), alt(130, 30), alt(130, 40)
    found = history(diagnosed(), *LINE, *facts)
    baselines = {result.key: baseline and baseline.key for result, baseline in with_baselines(found)}
    assert baselines == {"alt-0": None, "alt-10": None, "ast-10": None, "alt-30": "alt-10", "alt-40": "alt-10"}


def test_a_result_is_graded_against_an_abnormal_baseline_after_the_first_dose_only() -> None:
    found = rows(alt(100, 10), alt(130, 30))
    assert (found["alt-10"].grade, found["alt-10"].grade_against) == (1, "ULN")
    assert (found["alt-30"].grade, found["alt-30"].grade_against) == (0, "baseline")


def test_two_names_of_an_analyte_have_one_baseline() -> None:
    found = rows(alt(100, 0), alt(130, 30, name="alanine aminotransferase"))
    assert found["alanine aminotransferase-30"].grade_against == "baseline"


@pytest.mark.parametrize(
    ("result", "expected"),
    [
        pytest.param(lab("Hb", 61, "g/L"), ("Anemia", 3, "G3", None, "absolute", "5.0"), id="a grade"),
        pytest.param(
            lab("LDH", 332, "U/L"),
            (
                "Blood lactate dehydrogenase increased",
                None,
                "not gradable",
                "no upper limit of normal",
                None,
                "5.0",
            ),
            id="no limit",
        ),
        pytest.param(
            lab("LDH", word="elevated", word_means=WordMeaning.HIGH),
            ("Blood lactate dehydrogenase increased", 1, "G1 by word", None, "word", "5.0"),
            id="a word",
        ),
        pytest.param(
            lab("LDH", word="normal", word_means=WordMeaning.NORMAL),
            (
                "Blood lactate dehydrogenase increased",
                None,
                "not gradable",
                "no value, and no word that gives a grade",
                None,
                "5.0",
            ),
            id="nothing to grade",
        ),
        pytest.param(lab("EBV-DNA", 1, "{copies}/mL"), (None,) * 6, id="no term"),
    ],
)
def test_the_view_keeps_not_gradable_apart_from_no_term_and_from_grade_0(
    result: LabResulted, expected: tuple[object, ...]
) -> None:
    (row,) = rows(result).values()
    assert (
        row.ctcae_term,
        row.grade,
        row.grade_text,
        row.grade_reason,
        row.grade_against,
        row.grade_version,
    ) == expected


def test_the_baseline_of_case_1_has_grade_3_for_hemoglobin_and_platelets() -> None:
    found = {row.key: row for row in derive_labs(case("npc-1"))}
    grades = {
        key: found[key].grade_text for key in ("labs-0-hb", "labs-0-plt", "labs-0-ldh", "labs-1-ldh", "labs-0-ebv")
    }
    assert grades == {
        "labs-0-hb": "G3",
        "labs-0-plt": "G3",
        "labs-0-ldh": "G1 by word",
        "labs-1-ldh": "not gradable",
        "labs-0-ebv": None,
    }
