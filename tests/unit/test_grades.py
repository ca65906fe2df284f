"""Grades beside results: against which baseline, and what the view says where there is none."""

import pytest

from tests.examples import cycle, diagnosed, history, lab, radiotherapy, started
from tests.unit.test_recist_of_the_cases import history as case
from tracker.events.laboratory import LabResulted
from tracker.events.treatment import RegimenStarted
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


@pytest.mark.parametrize(
    "before",
    [
        pytest.param((), id="one line"),
        pytest.param(
            (started("rt-drug", "cisplatin", concurrent_with="rt", day=0),), id="a line without cycles before it"
        ),
    ],
)
def test_the_first_dose_of_unnumbered_lines_is_that_of_the_line_they_are_counted_to(
    before: tuple[RegimenStarted, ...],
) -> None:
    course = (radiotherapy("rt", 60, 30, day=0),) if before else ()
    line = started("l1", "docetaxel", day=200), cycle("l1", 1, day=200)
    found = history(diagnosed(), *before, *course, *line, alt(30, 0), alt(90, 60), alt(130, 230))
    baselines = {result.key: baseline and baseline.key for result, baseline in with_baselines(found)}
    assert baselines["alt-230"] == ("alt-0" if before else "alt-60")


@pytest.mark.parametrize(
    ("result", "reason"),
    [
        (lab("Hb", 100, "g/L", comparator=Comparator.BELOW, word_means=WordMeaning.LOW), "< 100 allows grades 2 to 3"),
        (lab("Plt", 25, "10*9/L", comparator=Comparator.AT_MOST, word_means=WordMeaning.LOW), "<= 25 allows grades 3 to 4"),
        (lab("Plt", 50, "10*9/L", comparator=Comparator.BELOW, word_means=WordMeaning.LOW), "< 50 allows grades 3 to 4"),
        (lab("Hb", 120, "g/L", comparator=Comparator.BELOW, word_means=WordMeaning.LOW), "without the lower limit"),
        (lab("Hb", 4, "mmol/L", word="severe anemia", word_means=WordMeaning.LOW), "unit mmol/L is not converted"),
    ],
)  # fmt: skip
def test_a_word_gives_no_grade_where_more_than_the_limit_is_missing(result: LabResulted, reason: str) -> None:
    (row,) = rows(result).values()
    assert (row.grade, row.grade_text) == (None, "not gradable")
    assert reason in (row.grade_reason or "")


def test_a_word_gives_grade_1_to_a_bound_that_wants_nothing_but_the_limit() -> None:
    result = lab("Hb", 100, "g/L", comparator=Comparator.AT_LEAST, word="low", word_means=WordMeaning.LOW)
    assert [row.grade_text for row in rows(result).values()] == ["G1 by word"]


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
