"""A case file that says a time or a result in words is told the form that was meant."""

import pytest

from tests.casefiles import problems_of


@pytest.mark.parametrize(
    ("occurred", "message"),
    [
        ("2 weeks before dx", "occurred: '2 weeks before dx' is words; write {before: dx, stated: 2 wk}"),
        ("within 14 d after dx (assumed)", "write {after: dx, at_most: 14 d, basis: assumed}"),
        ("between dx and x.end", "write {between: [dx, x.end]}"),
        ("March 2021", "occurred: 'March 2021' is words; write 2021-03"),
        ("soon", "'soon' is not a date; write 2023-04-12"),
        ("day 20", "'day 20' is not a date; write 2023-04-12"),
        ("{between: [2021-07-15, 2021-08-10]}", "a time of its own it is 2021-07-15/2021-08-10"),
        ("{after: 2021-07}", "a date is no anchor: as a time of its own it is 2021-07"),
    ],
)
def test_a_time_in_words_is_told_its_form(occurred: str, message: str) -> None:
    said = problems_of(
        f"- {{key: dx, type: patient-died, occurred: 2021}}\n- key: a\n  type: patient-died\n  occurred: {occurred}\n"
    )
    assert any(message in problem.message for problem in said), said


def test_a_result_in_words_is_told_its_field() -> None:
    said = problems_of("- {key: a, type: lab-resulted, occurred: unknown, analyte: CEA, value: high}\n")
    assert [each.message for each in said] == [
        "value: expects a number, such as 61 or 6.15e5; found 'high'; a result in words goes into word, where the event has one"
    ]


def test_what_is_unfinished_ends_at_the_last_line() -> None:
    assert [each.line for each in problems_of("- key: [a")] == [4]
