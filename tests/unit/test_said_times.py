"""Times and lengths in words, and what they are on the wire."""

import re
from datetime import date

import pytest

from tracker.values.months import Calendar
from tracker.values.said_lengths import said_lasting, told_lasting
from tracker.values.said_times import said_when, told_when
from tracker.values.when import Basis, Lasting, Timing, When

DERIVED, ASSUMED = Basis.DERIVED, Basis.ASSUMED


@pytest.mark.parametrize(
    ("words", "when"),
    [
        ("unknown", "unknown"),
        ("time-zero", "time-zero"),
        ("Publication", "publication"),
        ("2023-04-12", "2023-04-12"),
        ("2023", "2023"),
        ("2023-04-01 to 2023-06-30", "2023-04-01/2023-06-30"),
        ("2023-04/2023-06", "2023-04/2023-06"),
        ("April 2023", "2023-04"),
        ("3. Sept 2023", "2023-09-03"),
        ("time-zero (assumed)", Timing(at="time-zero", basis=ASSUMED)),
        ("2023 (stated)", Timing(at="2023")),
        ("day 213", Timing(day=213)),
        ("day -5 to 3", Timing(day=(-5, 3))),
        ("days 198-228", Timing(day=(198, 228))),
        ("day 243.5", Timing(day=243.5)),
        ("7 mo after l1-c2", Timing(after="l1-c2", stated="7 mo")),
        ("  7   Months after   l1-c2.end ", Timing(after="l1-c2.end", stated="7 mo")),
        ("7mo after l1-c2", Timing(after="l1-c2", stated="7mo")),
        ("2 weeks before dx", Timing(before="dx", stated="2 wk")),
        ("1 year after dx (derived)", Timing(after="dx", stated="1 a", basis=DERIVED)),
        ("within 14 d after dx", Timing(after="dx", at_most="14 d")),
        ("at most 14 d after dx", Timing(after="dx", at_most="14 d")),
        ("at least 7 d before dx", Timing(before="dx", at_least="7 d")),
        ("7 to 14 days after dx", Timing(after="dx", at_least="7 d", at_most="14 d")),
        ("1 wk to 1 mo after dx", Timing(after="dx", at_least="1 wk", at_most="1 mo")),
        ("after dx", Timing(after="dx")),
        ("before dx.end", Timing(before="dx.end")),
        ("with ct", Timing(with_="ct")),
        ("same day as ct", Timing(with_="ct")),
        ("between a and b", Timing(between=("a", "b"))),
        ("between and and and", Timing(between=("and", "and"))),
        ("2023; after dx", ("2023", Timing(after="dx"))),
        ("with ct;", (Timing(with_="ct"),)),
        (
            "[seven: F* = 7 mo after c2 | T = after c1; 2023] (derived)",
            Timing(
                question="seven",
                readings={"F": Timing(after="c2", stated="7 mo"), "T": (Timing(after="c1"), "2023")},
                preferred="F",
                basis=DERIVED,
            ),
        ),
        (
            '["a: [b] | \\"c\\"": "x = y"* = unknown]',
            Timing(question='a: [b] | "c"', readings={"x = y": "unknown"}, preferred="x = y"),
        ),
    ],
)
def test_words_are_the_time_that_they_say(words: str, when: When) -> None:
    assert said_when(words) == when
    assert said_when(told_when(when)) == when


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("", "nothing is not a time; say 2023-04-12"),
        ("soon", "'soon' is not a time; is it with soon, or after soon?"),
        ("7 mo", "'7 mo' is not a time; say 2023-04-12"),
        ("7 moons after dx", "'7 moons' is not a length; say 21 d"),
        ("04/12/2023", "can be read as two dates"),
        ("2023-13", "'2023-13' is not a date in the calendar"),
        ("31 February 2023", "'2023-02-31' is not a date in the calendar"),
        ("2023-06 to 2023-04", "ends before it begins"),
        ("14 to 7 d after dx", "at_most 7 d is shorter than at_least 14 d"),
        ("day 9 to 3", "ends before it begins"),
        ("[F = after dx", "opens a bracket that does not close"),
        ("[q: F = after dx | T = unknown]", "mark one of the readings F, T as preferred with a star"),
        ("[q: F* = after dx | F = unknown]", "is no reading"),
        ("[q: F* = [r: G* = unknown]]", "holds readings itself"),
        ("[F* = after dx]", "readings need their question first"),
        ('["q: F* = after dx]', "opens a bracket that does not close"),
        ("[q: F* = after dx] soon", "follows the readings"),
        ("after dx; soon", "'soon' is not a time"),
    ],
)
def test_what_is_no_time_is_refused_in_a_sentence(words: str, says: str) -> None:
    with pytest.raises(ValueError, match=re.escape(says)):
        said_when(words)


def test_a_month_is_the_whole_days_that_lie_in_it() -> None:
    assert said_when("M8") == Timing(day=(244, 273))
    assert said_when("m0 to M1 (assumed)") == Timing(day=(0, 60), basis=ASSUMED)
    assert said_when("M-1") == Timing(day=(-30, -1))


def test_a_month_of_a_dated_case_is_said_in_dates_so_that_no_day_moves_its_origin() -> None:
    dated = Calendar(date(2023, 1, 31))
    assert said_when("M0", dated) == "2023-01-31/2023-02-27"
    assert said_when("M0 to M1 (assumed)", dated) == Timing(at="2023-01-31/2023-03-30", basis=ASSUMED)
    for month in range(-3, 30):
        when = said_when(f"M{month}", dated)
        assert isinstance(when, str)
        first, last = ((date.fromisoformat(day) - date(2023, 1, 31)).days for day in when.split("/"))
        assert [dated.month_of(day) for day in (first - 1, first, last, last + 1)] == [
            month - 1,
            month,
            month,
            month + 1,
        ]


@pytest.mark.parametrize(
    ("words", "lasting"),
    [
        ("21 d", Lasting(stated="21 d")),
        ("3 weeks (assumed)", Lasting(stated="3 wk", basis=ASSUMED)),
        ("at least 7 d", Lasting(at_least="7 d")),
        ("up to 6 wk", Lasting(at_most="6 wk")),
        ("7-28 d", Lasting(at_least="7 d", at_most="28 d")),
        ("1 wk to 28 d (derived)", Lasting(at_least="1 wk", at_most="28 d", basis=DERIVED)),
    ],
)
def test_words_are_the_length_that_they_say(words: str, lasting: Lasting) -> None:
    assert said_lasting(words) == lasting
    assert said_lasting(told_lasting(lasting)) == lasting


@pytest.mark.parametrize("words", ["", "long", "21", "28 d to 7 d", "21 d after dx"])
def test_what_is_no_length_is_refused(words: str) -> None:
    with pytest.raises(ValueError, match=r"is not a length|is shorter than"):
        said_lasting(words)
