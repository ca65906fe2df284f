from datetime import date

import pytest

from tests import examples as ex
from tests.sheets import sheets
from tracker.projections.days import DayReached, Reached, day_reached, days_of
from tracker.projections.months import months_of
from tracker.projections.sheet import Sheet
from tracker.projections.sheets import sheets_of
from tracker.values.when import Timing


def reached(sheet: Sheet, day: int, *, known: bool = False) -> dict[str, Reached]:
    found = day_reached(sheet, day, None, known=known)
    return {line.key: how for line, how in zip(sheet.events, found.events, strict=True)}


def test_every_day_begins_in_exactly_one_month() -> None:
    found = sheets(ex.contact(day=400))
    days = [day for sheet in found.values() for day in days_of(sheet)]
    assert days == list(range(len(days)))


def test_an_exact_event_is_over_from_its_day_on() -> None:
    month = sheets(ex.ecog(1, day=40))[1]
    assert [reached(month, day)["ecog-0"] for day in (39, 40)] == [Reached.LATER, Reached.OVER]


@pytest.mark.parametrize(
    ("day", "how"),
    [
        pytest.param(34, Reached.LATER, id="before its earliest day"),
        pytest.param(35, Reached.POSSIBLE, id="on its earliest day"),
        pytest.param(45, Reached.PROBABLE, id="on the day of its estimate"),
        pytest.param(54, Reached.PROBABLE, id="before its latest day"),
        pytest.param(55, Reached.OVER, id="on its latest day"),
    ],
)
def test_an_uncertain_event_is_sorted_by_its_bounds(day: int, how: Reached) -> None:
    month = sheets(ex.ecog(1, day=(35, 55)))[1]
    assert reached(month, day)["ecog-0"] is how


def test_the_last_day_holds_every_event_of_the_month() -> None:
    for month in sheets(ex.ecog(1, day=(35, 55)), ex.contact(day=(200, 213))).values():
        found = day_reached(month, days_of(month)[-1], None)
        assert found.end_day == month.end_day
        assert set(found.events) <= {Reached.OVER, Reached.PROBABLE}


def test_known_then_an_event_has_happened_once_it_could_be_known() -> None:
    (month,) = (
        m
        for m in sheets(ex.ecog(1, day=2, known=Timing(day=50)), ex.contact(day=70), known=True).values()
        if m.month == 1
    )
    assert [reached(month, day, known=True)["ecog-0"] for day in (49, 50)] == [Reached.LATER, Reached.OVER]
    assert reached(month, 49)["ecog-0"] is Reached.OVER


def told(sheet: Sheet, day: int, origin: date | None = None) -> DayReached:
    return day_reached(sheet, day, origin)


def test_a_day_says_what_had_happened_and_what_of_the_month_is_exact_to_the_day() -> None:
    month = sheets(ex.ecog(1, day=40), ex.lab("Hb", 90, "g/L", day=(33, 57)))[1]
    assert told(month, 39).text == "by day 9/30: 0 of 2, 1 exact"
    assert told(month, 50).text == "by day 20/30: 2 of 2, 1 exact"
    assert told(month, 50, date(2024, 1, 1)).text == "by 2024-02-20: 2 of 2, 1 exact"
    exact = sheets(ex.ecog(1, day=40))[1]
    assert told(exact, 40).text == "by day 10/30: 1 of 1, all exact"


def test_a_month_without_events_says_so_on_every_day() -> None:
    month = sheets(ex.contact(day=90))[1]
    assert told(month, 40).text == "day 10/30: no event"


def test_a_dated_case_counts_the_days_of_its_anniversary_months() -> None:
    history = ex.history(ex.diagnosed(at="2024-01-31"), ex.contact(at="2024-04-02"))
    found = sheets_of(history, months_of(history))
    assert [len(days_of(sheet)) for sheet in found] == [29, 31, 30]
