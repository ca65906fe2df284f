"""Laboratory grades of CTCAE v5.0: every row, every bound, and every reason for having none."""

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.values.ctcae import VERSION, LabGrade, Measured, grade_by_word, grade_value, term_of
from tracker.values.vocabularies import Comparator, WordMeaning

LIMITS = {"Hb": "120", "Plt": "125", "WBC": "4.0", "ANC": "2.0", "lymphocytes": "1.0"}
UNITS = {"Hb": "g/L", "Plt": "10*9/L", "WBC": "10*9/L", "ANC": "10*9/L", "lymphocytes": "10*9/L"}


def measured(
    value: str,
    unit: str = "U/L",
    *,
    low: str | None = None,
    high: str | None = None,
    comparator: Comparator | None = None,
) -> Measured:
    return Measured(
        value=Decimal(value),
        unit=unit,
        comparator=comparator,
        low=None if low is None else Decimal(low),
        high=None if high is None else Decimal(high),
    )


def grade(analyte: str, value: Measured, baseline: Measured | None = None) -> LabGrade:
    found = grade_value(analyte, value, baseline)
    assert found is not None
    assert found.version == VERSION == "5.0"
    return found


@pytest.mark.parametrize(
    ("analyte", "value", "expected"),
    [
        ("Hb", "120", 0),
        ("Hb", "119.9", 1),
        ("Hb", "100", 1),
        ("Hb", "99.9", 2),
        ("Hb", "80", 2),
        ("Hb", "79.9", 3),
        ("Hb", "20", 3),
        ("Plt", "125", 0),
        ("Plt", "124", 1),
        ("Plt", "75", 1),
        ("Plt", "74", 2),
        ("Plt", "50", 2),
        ("Plt", "49", 3),
        ("Plt", "25", 3),
        ("Plt", "24", 4),
        ("WBC", "4.0", 0),
        ("WBC", "3.9", 1),
        ("WBC", "3.0", 1),
        ("WBC", "2.9", 2),
        ("WBC", "2.0", 2),
        ("WBC", "1.9", 3),
        ("WBC", "1.0", 3),
        ("WBC", "0.9", 4),
        ("ANC", "2.0", 0),
        ("ANC", "1.9", 1),
        ("ANC", "1.5", 1),
        ("ANC", "1.4", 2),
        ("ANC", "1.0", 2),
        ("ANC", "0.9", 3),
        ("ANC", "0.5", 3),
        ("ANC", "0.4", 4),
        ("lymphocytes", "1.0", 0),
        ("lymphocytes", "0.9", 1),
        ("lymphocytes", "0.8", 1),
        ("lymphocytes", "0.7", 2),
        ("lymphocytes", "0.5", 2),
        ("lymphocytes", "0.4", 3),
        ("lymphocytes", "0.2", 3),
        ("lymphocytes", "0.1", 4),
    ],
)
def test_the_bound_nearer_to_normal_is_exclusive_going_down(analyte: str, value: str, expected: int) -> None:
    assert grade(analyte, measured(value, UNITS[analyte], low=LIMITS[analyte])).grade == expected


@pytest.mark.parametrize(
    ("analyte", "cuts"),
    [
        ("ALT", ("1", "3", "5", "20")),
        ("AST", ("1", "3", "5", "20")),
        ("ALP", ("1", "2.5", "5", "20")),
        ("bilirubin", ("1", "1.5", "3", "10")),
        ("creatinine", ("1", "1.5", "3", "6")),
        ("LDH", ("1",)),
    ],
)
def test_a_multiple_of_the_upper_limit_belongs_to_the_grade_below(analyte: str, cuts: tuple[str, ...]) -> None:
    limit = Decimal(40)
    for index, cut in enumerate(cuts):
        at = str(limit * Decimal(cut))
        assert grade(analyte, measured(at, high="40")).grade == index
        above = grade(analyte, measured(at + "1" if "." in at else at + ".01", high="40"))
        assert (above.grade, above.against) == (index + 1, "ULN")


@pytest.mark.parametrize(
    ("analyte", "multiple", "expected"),
    [
        ("ALT", "1.49", 0),
        ("ALT", "1.5", 1),
        ("ALT", "3", 1),
        ("ALT", "3.01", 2),
        ("ALT", "5", 2),
        ("ALT", "5.01", 3),
        ("ALT", "20", 3),
        ("ALT", "20.01", 4),
        ("AST", "1.5", 1),
        ("ALP", "1.99", 0),
        ("ALP", "2", 1),
        ("ALP", "2.5", 1),
        ("ALP", "2.51", 2),
        ("ALP", "5.01", 3),
        ("ALP", "20.01", 4),
        ("bilirubin", "1", 0),
        ("bilirubin", "1.01", 1),
        ("bilirubin", "1.5", 1),
        ("bilirubin", "1.51", 2),
        ("bilirubin", "3.01", 3),
        ("bilirubin", "10", 3),
        ("bilirubin", "10.01", 4),
    ],
)
def test_an_abnormal_baseline_takes_the_place_of_the_limit(analyte: str, multiple: str, expected: int) -> None:
    baseline = measured("100", high="40")
    found = grade(analyte, measured(str(Decimal(multiple) * 100), high="40"), baseline)
    assert (found.grade, found.against) == (expected, "baseline")


def test_a_normal_baseline_leaves_the_limit_in_place() -> None:
    found = grade("ALT", measured("121", high="40"), measured("40", high="40"))
    assert (found.grade, found.against) == (2, "ULN")


@pytest.mark.parametrize(
    ("value", "high", "baseline", "expected", "against"),
    [
        pytest.param("61", "100", "40", 2, "baseline", id="above 1.5 × baseline within normal"),
        pytest.param("60", "100", "40", 0, "ULN", id="1.5 × baseline is not above it"),
        pytest.param("121", "100", "40", 3, "baseline", id="above 3 × baseline outweighs grade 1 by the limit"),
        pytest.param("601", "100", "400", 4, "ULN", id="above 6 × the limit outweighs the baseline"),
        pytest.param("61", None, "40", 2, "baseline", id="grade 2 needs only the baseline"),
        pytest.param("121", None, "40", 3, "baseline", id="grade 3 needs only the baseline"),
    ],
)
def test_creatinine_has_the_worse_of_its_two_arms(
    value: str, high: str | None, baseline: str, expected: int, against: str
) -> None:
    found = grade("creatinine", measured(value, "umol/L", high=high), measured(baseline, "umol/L", high=high))
    assert (found.grade, found.against) == (expected, against)


@pytest.mark.parametrize(
    ("analyte", "value", "baseline"),
    [
        pytest.param("Hb", measured("110", "g/L"), None, id="grade 1 and normal without the lower limit"),
        pytest.param("Hb", measured("6.1", "mmol/L", low="7"), None, id="a unit without an exact factor"),
        pytest.param("Hb", measured("61", ""), None, id="no unit"),
        pytest.param("Plt", measured("43", "g/L"), None, id="a unit of something else"),
        pytest.param("ALT", measured("900"), None, id="multiples without the limit"),
        pytest.param("ALT", measured("900"), measured("100", high="40"), id="even with an abnormal baseline"),
        pytest.param("LDH", measured("6029"), None, id="LDH without the limit"),
        pytest.param("creatinine", measured("60", "umol/L"), measured("50", "umol/L"), id="1.2 × baseline, no limit"),
        pytest.param(
            "ALT",
            measured("900", "U/L", high="40"),
            measured("1", "ukat/L", high="0.7"),
            id="a baseline in another unit",
        ),
        pytest.param("ALT", measured("9", high="0"), None, id="a limit of nothing"),
        pytest.param(
            "Plt", measured("60", "10*9/L", comparator=Comparator.BELOW), None, id="a bound that allows several grades"
        ),
    ],
)
def test_what_is_not_gradable_has_a_reason_and_no_grade(
    analyte: str, value: Measured, baseline: Measured | None
) -> None:
    found = grade(analyte, value, baseline)
    assert found.grade is None
    assert found.reason
    assert found.text == "not gradable"


@pytest.mark.parametrize(
    ("analyte", "value", "expected"),
    [
        pytest.param("Plt", measured("25", "10*9/L", comparator=Comparator.BELOW), 4, id="below 25"),
        pytest.param("Hb", measured("80", "g/L", comparator=Comparator.BELOW), 3, id="below 80"),
        pytest.param("Hb", measured("130", "g/L", low="120", comparator=Comparator.ABOVE), 0, id="above normal"),
        pytest.param("ALT", measured("800", high="40", comparator=Comparator.ABOVE), 4, id="above 20 × ULN"),
        pytest.param("ALT", measured("40", high="40", comparator=Comparator.AT_MOST), 0, id="at most ULN"),
    ],
)
def test_a_bound_has_a_grade_where_everything_it_allows_has_the_same(
    analyte: str, value: Measured, expected: int
) -> None:
    assert grade(analyte, value).grade == expected


@pytest.mark.parametrize(
    ("analyte", "meaning", "expected"),
    [
        ("LDH", WordMeaning.HIGH, 1),
        ("Hb", WordMeaning.LOW, 1),
        ("Hb", WordMeaning.HIGH, None),
        ("LDH", WordMeaning.LOW, None),
        ("LDH", WordMeaning.RISING, None),
        ("LDH", WordMeaning.NORMAL, None),
        ("LDH", None, None),
        ("EBV-DNA", WordMeaning.HIGH, None),
    ],
)
def test_a_word_gives_at_most_grade_1_in_the_direction_of_the_row(
    analyte: str, meaning: WordMeaning | None, expected: int | None
) -> None:
    found = grade_by_word(analyte, meaning)
    assert (None if found is None else found.grade) == expected
    if found is not None:
        assert found.text == "G1 by word"


def test_an_analyte_without_a_row_has_no_grade() -> None:
    assert term_of("EBV-DNA") is None
    assert grade_value("EBV-DNA", measured("615000", "{copies}/mL")) is None


@pytest.mark.parametrize("analyte", ["Hb", "Plt", "WBC", "ANC", "lymphocytes"])
@given(values=st.lists(st.decimals("0", "500", places=2), min_size=2, max_size=8))
def test_a_lower_count_never_has_a_lower_grade(analyte: str, values: list[Decimal]) -> None:
    found = [
        grade(analyte, Measured(value=value, unit=UNITS[analyte], low=Decimal(LIMITS[analyte]))).grade
        for value in sorted(values)
    ]
    assert all(a is not None and b is not None and a >= b for a, b in pairwise(found))
