"""`labs`, flags and grades of results."""

import pytest

from tests.examples import diagnosed, history, lab
from tracker.events.laboratory import LabResulted
from tracker.projections.flags import flag_of
from tracker.projections.grades import grade_of
from tracker.projections.rows.labs import derive_labs
from tracker.values.vocabularies import Comparator, WordMeaning

RANGE = (100.0, 200.0)


@pytest.mark.parametrize(
    ("result", "flag"),
    [
        pytest.param(lab("x", 201, reference=RANGE), ("H", "reference range"), id="above"),
        pytest.param(lab("x", 99, reference=RANGE), ("L", "reference range"), id="below"),
        pytest.param(lab("x", 200, reference=RANGE), ("N", "reference range"), id="the limit itself is normal"),
        pytest.param(lab("x", 100, reference=RANGE), ("N", "reference range"), id="the lower limit too"),
        pytest.param(lab("x", 150), ("", ""), id="no limits and no word: no flag"),
        pytest.param(
            lab("x", 6029, word="elevated", word_means=WordMeaning.HIGH), ("H", "elevated"), id="the source's word"
        ),
        pytest.param(lab("x", word="anemia", word_means=WordMeaning.LOW), ("L", "anemia"), id="a word without a value"),
        pytest.param(lab("x", 5, word_means=WordMeaning.NORMAL), ("N", "normal"), id="a meaning without its word"),
        pytest.param(
            lab("x", word="rising", word_means=WordMeaning.RISING), ("", ""), id="rising says nothing of normal"
        ),
        pytest.param(
            lab("x", 150, reference=RANGE, word="high", word_means=WordMeaning.HIGH),
            ("N", "reference range"),
            id="limits outweigh the word",
        ),
        pytest.param(lab("x", 500, comparator=Comparator.BELOW, reference=RANGE), ("", ""), id="< 500 decides nothing"),
        pytest.param(
            lab("x", 100, comparator=Comparator.BELOW, reference=RANGE), ("L", "reference range"), id="below the limit"
        ),
        pytest.param(lab("x", 100, comparator=Comparator.AT_MOST, reference=RANGE), ("", ""), id="at most the limit"),
        pytest.param(
            lab("x", 200, comparator=Comparator.ABOVE, reference=RANGE), ("H", "reference range"), id="above the limit"
        ),
        pytest.param(lab("x", 200, comparator=Comparator.AT_LEAST, reference=RANGE), ("", ""), id="at least the limit"),
    ],
)
def test_a_flag_needs_a_basis(result: LabResulted, flag: tuple[str, str]) -> None:
    assert flag_of(result) == flag


@pytest.mark.parametrize(
    ("result", "text"),
    [
        pytest.param(lab("Hb", 61, "g/L", word="anemia", word_means=WordMeaning.LOW), "G3", id="the number outweighs"),
        pytest.param(
            lab("LDH", 6029, "U/L", word="elevated", word_means=WordMeaning.HIGH), "G1 by word", id="no limit, a word"
        ),
        pytest.param(lab("LDH", word="high", word_means=WordMeaning.HIGH), "G1 by word", id="no value, a word"),
        pytest.param(lab("LDH", 332, "U/L"), "not gradable", id="no limit and no word"),
    ],
)
def test_a_result_is_graded_by_its_number_else_by_the_word(result: LabResulted, text: str) -> None:
    grade = grade_of(result)
    assert grade is not None
    assert grade.text == text


def test_no_grade_is_given_without_a_row_or_without_anything_said() -> None:
    assert grade_of(lab("EBV-DNA", 131, "{copies}/mL")) is None
    assert grade_of(lab("LDH", word="normal", word_means=WordMeaning.NORMAL)) is None


def test_a_baseline_is_not_graded_against_itself_nor_against_a_bound() -> None:
    first = lab("ALT", 130, "U/L", reference=(None, 40), key="first")
    later = lab("ALT", 190, "U/L", reference=(None, 40), key="later")
    bound = lab("ALT", 130, "U/L", reference=(None, 40), comparator=Comparator.ABOVE, key="bound")
    grades = [grade_of(first, first), grade_of(later, first), grade_of(later, bound)]
    assert [grade and (grade.grade, grade.against) for grade in grades] == [(2, "ULN"), (0, "baseline"), (2, "ULN")]


def test_a_row_keeps_value_word_and_limits_side_by_side() -> None:
    result = lab("EBV-DNA", "6.15e5", "{copies}/mL", day=9, word="high", word_means=WordMeaning.HIGH)
    (row,) = derive_labs(history(diagnosed(), result))
    assert (row.value, row.unit, row.word, row.word_means) == (615_000.0, "{copies}/mL", "high", "high")
    assert (row.flag, row.flag_basis, row.comparator, row.specimen) == ("H", "high", None, None)


def test_a_result_without_a_value_is_null_not_zero() -> None:
    (row,) = derive_labs(history(diagnosed(), lab("EBV-DNA", word="relatively low")))
    assert (row.value, row.flag, row.word) == (None, None, "relatively low")
    zero = lab("EBV-DNA", 0)
    assert derive_labs(history(diagnosed(), zero))[0].value == 0.0
