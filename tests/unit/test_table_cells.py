"""Numbers and dates of tables: what can be read one way only is read, what can be read two ways is to be declared."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.adapters.spreadsheet import FORMULA_STARTS, guarded, unguarded
from tracker.adapters.tables.dates import date_text, days_later, format_flaw
from tracker.adapters.tables.numbers import (
    NumberFormat,
    Undeclared,
    comparator_of,
    number_text,
    scaled,
    without_comparator,
)

GERMAN = NumberFormat(decimal=",", thousands=".")
ENGLISH = NumberFormat(decimal=".", thousands=",")


@pytest.mark.parametrize(
    ("text", "form", "read"),
    [
        pytest.param("61", NumberFormat(), "61", id="a whole number"),
        pytest.param("6.15e5", NumberFormat(), "6.15e5", id="a power of ten"),
        pytest.param("6.15", NumberFormat(), "6.15", id="a point that groups nothing"),
        pytest.param("0.123", NumberFormat(), "0.123", id="a leading zero is no group of digits"),
        pytest.param("\u22124", NumberFormat(), "-4", id="a minus sign of its own"),
        pytest.param("1,5", NumberFormat(decimal=","), "1.5", id="a decimal comma"),
        pytest.param("1.234,5", GERMAN, "1234.5", id="points that group"),
        pytest.param("150.000", GERMAN, "150000", id="a declared group"),
        pytest.param("1,234.5", ENGLISH, "1234.5", id="commas that group"),
        pytest.param("1.234", NumberFormat(decimal="."), "1.234", id="a declared point"),
        pytest.param("1\u00a0234,5", NumberFormat(",", " "), "1234.5", id="a no-break space that groups"),
    ],
)
def test_a_number_is_read_as_declared(text: str, form: NumberFormat, read: str) -> None:
    assert number_text(text, form) == read


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("1,5", NumberFormat()),
        ("1.234,5", NumberFormat()),
        ("150.000", NumberFormat()),
        ("1.234", NumberFormat(decimal=",")),
        ("1,234", NumberFormat(decimal=".")),
    ],
)
def test_a_number_that_can_be_read_two_ways_has_to_be_declared(text: str, form: NumberFormat) -> None:
    with pytest.raises(Undeclared, match="declare table"):
        number_text(text, form)


@pytest.mark.parametrize("text", ["", "x", "12 mg", "1.2.3", "--1", "1e9999", "١٢", "nan", "inf", "9" * 41, "0x10"])
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="expects a number"):
        number_text(text, NumberFormat(decimal="."))


@pytest.mark.parametrize("text", ["12.34,5", "1.23.456", "1234.567,0"])
def test_groups_of_other_than_three_digits_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match="groups of three"):
        number_text(text, GERMAN)


@given(st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-(10**9), max_value=10**9))
def test_a_number_written_as_declared_reads_back_exactly(number: Decimal) -> None:
    written = f"{number:,.3f}"
    assert Decimal(number_text(written, ENGLISH)) == number
    german = written.translate(str.maketrans(",.", ".,"))
    assert Decimal(number_text(german, GERMAN)) == number


def test_a_comparator_is_told_from_its_number() -> None:
    assert [(comparator_of(text), without_comparator(text)) for text in ("< 500", ">=3", "≤0.1", "12")] == [
        ("<", "500"),
        (">=", "3"),
        ("<=", "0.1"),
        ("", "12"),
    ]


def test_a_factor_is_exact() -> None:
    assert scaled("0.1", Decimal("0.1")) == "0.01"
    assert Decimal(scaled("6.15e30", Decimal(10))) == Decimal("6.15e31")


@pytest.mark.parametrize(
    ("text", "formats", "read"),
    [
        ("2023-04-12", (), "2023-04-12"),
        ("2023-04", (), "2023-04"),
        ("2023", (), "2023"),
        ("2023-04-12 13:45", (), "2023-04-12"),
        ("2023-04-12T13:45:00Z", (), "2023-04-12"),
        ("2023/4/12", (), "2023-04-12"),
        ("25/03/2023", (), "2023-03-25"),
        ("03/25/2023", (), "2023-03-25"),
        ("04.04.2023", (), "2023-04-04"),
        ("12-Apr-2023", (), "2023-04-12"),
        ("April 2023", (), "2023-04"),
        ("Apr 12, 2023", (), "2023-04-12"),
        ("03/04/2023", ("MM/DD/YYYY",), "2023-03-04"),
        ("03/04/2023", ("DD/MM/YYYY",), "2023-04-03"),
        ("3.4.2023 08:00", ("DD.MM.YYYY hh:mm",), "2023-04-03"),
        ("20230412", ("YYYYMMDD",), "2023-04-12"),
        ("04/2023", ("DD/MM/YYYY", "MM/YYYY"), "2023-04"),
        ("05/05/2023", ("DD/MM/YYYY", "MM/DD/YYYY"), "2023-05-05"),
    ],
)
def test_a_date_is_read_where_it_means_one_day(text: str, formats: tuple[str, ...], read: str) -> None:
    assert date_text(text, formats) == read


@pytest.mark.parametrize(
    ("text", "formats"),
    [("03/04/2023", ()), ("3.4.2023", ()), ("03-04-2023", ()), ("03/04/2023", ("DD/MM/YYYY", "MM/DD/YYYY"))],
)
def test_a_date_that_means_two_days_has_to_be_declared(text: str, formats: tuple[str, ...]) -> None:
    with pytest.raises(Undeclared, match=r"2023-0[34]-0[34] .*declare"):
        date_text(text, formats)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("03/04/23", "two digits"),
        ("45028", "day number of a spreadsheet"),
        ("2023-02-30", "not a date in the calendar"),
        ("31/02/2023", "not a date in the calendar"),
        ("99/99/2023", "not a date in the calendar"),
        ("00/03/2023", "not a date in the calendar"),
        ("yesterday", "expects a date"),
        ("12-Foo-2023", "no month"),
        ("Ma 2023", "expects a date"),
        ("٢٠٢٣", "expects a date"),
        ("9" * 99, "expects a date"),
    ],
)
def test_what_is_no_date_is_refused(text: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        date_text(text, ())


@pytest.mark.parametrize("form", ["DD.MM.YY", "DD.YYYY", "MM", "DD.DD.YYYY", "YYYY-MM-DD foo", "x" * 50, "YYYY YYYY"])
def test_a_format_that_reads_no_whole_date_is_refused(form: str) -> None:
    assert format_flaw(form)


@given(st.dates())
def test_a_date_written_in_a_format_reads_back(day: date) -> None:
    text = str(day)
    year, month, number = text.split("-")
    for form in ("YYYY-MM-DD", "DD.MM.YYYY", "MM/DD/YYYY", "YYYYMMDD"):
        written = form.replace("YYYY", year).replace("MM", month).replace("DD", number)
        assert date_text(written, [form]) == text


def test_days_are_added_to_exact_dates_only() -> None:
    assert days_later("2023-03-01", "-1") == "2023-02-28"
    for text, days in (("2023-03", "1"), ("2023-03-01", "1.5"), ("2023-03-01", "1e30")):
        with pytest.raises(ValueError, match=r"exact date|no date in the calendar"):
            days_later(text, days)


@given(st.text(alphabet=st.sampled_from("'=+-@\t\ra1 \uff1d"), max_size=6) | st.text())
def test_a_guarded_text_is_no_formula_and_reads_back(text: str) -> None:
    assert not guarded(text).startswith(FORMULA_STARTS)
    assert unguarded(guarded(text)) == text
