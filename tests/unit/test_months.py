from datetime import date

import pytest

from tests import examples as ex
from tracker.events.catalogue import Fact
from tracker.projections.months import Frame, fraction_of, months_of
from tracker.values.months import Calendar
from tracker.values.when import Timing

FIRST, SECOND = 10, 40
"""Days in month 0 and month 1."""


def frames_of(*facts: Fact, known: bool = False) -> dict[int, Frame]:
    return {frame.month: frame for frame in months_of(ex.history(*facts), known=known)}


def keys(frame: Frame) -> list[str]:
    return [placed.key for placed in frame.events]


def test_a_history_without_facts_has_no_month() -> None:
    assert months_of(ex.history()) == ()


def test_frames_run_from_month_zero_to_the_month_of_the_last_fact() -> None:
    frames = frames_of(ex.diagnosed(day=0), ex.contact(day=100))
    assert list(frames) == [0, 1, 2, 3]
    assert (frames[1].start_day, frames[1].end_day) == (30.4375, 60.875)


def test_frames_begin_with_the_first_fact_that_has_no_open_side() -> None:
    assert min(frames_of(ex.diagnosed(day=0), ex.finding("onset", "lump", day=-40))) == -2
    assert min(frames_of(ex.diagnosed(day=0), ex.finding("onset", "lump", before="dx"))) == 0


def test_a_fact_placed_before_the_first_frame_is_listed_in_it() -> None:
    frames = frames_of(
        ex.finding("before", "lump", before="onset", at_least="60 d"),
        ex.finding("onset", "pain", day=-40),
        ex.diagnosed(day=0),
    )
    assert keys(frames[min(frames)])[0] == "before"


def test_a_dated_case_has_the_anniversary_months_of_its_origin() -> None:
    frames = frames_of(ex.diagnosed(at="2023-01-31"), ex.contact(at="2023-03-30"))
    assert [frame.end_day for frame in frames.values()] == [28, 59]


@pytest.mark.parametrize(
    ("origin", "day"),
    [
        pytest.param(date(2023, 4, 12), 2_913_475.0, id="the last day of the calendar"),
        pytest.param(date(2023, 4, 12), 2_920_000.0, id="a day after the calendar"),
        pytest.param(date(1, 1, 1), -60.0, id="a day before the calendar"),
        pytest.param(date(9999, 12, 31), 3.0, id="from the last day of the calendar"),
    ],
)
def test_a_month_may_lie_beyond_the_years_of_the_calendar(origin: date, day: float) -> None:
    calendar = Calendar(origin)
    month = calendar.month_of(day)
    assert calendar.start_of(month) <= day < calendar.start_of(month + 1)


def test_a_case_that_ends_with_the_calendar_has_all_its_frames() -> None:
    frames = months_of(ex.history(ex.diagnosed(at="9999-10-12"), ex.died(at="9999-12")))
    assert [frame.month for frame in frames] == [0, 1, 2]
    assert frames[-1].end_day == pytest.approx(61 + 30.4375)


def test_a_fact_belongs_to_the_month_of_its_estimate_and_is_possible_before() -> None:
    frames = frames_of(ex.diagnosed(day=0), ex.ecog(1, day=(20, 80)))
    assert keys(frames[1]) == ["ecog-0"]
    assert [placed.key for placed in frames[0].possible] == ["ecog-0"]
    assert frames[0].state.ecog is None


def test_a_fact_is_certain_once_its_latest_day_is_over() -> None:
    frames = frames_of(ex.diagnosed(day=0), ex.ecog(1, day=(20, 80)), ex.contact(day=130))
    ecog = frames[1].events[0]
    assert [frames[month].certain(ecog) for month in (1, 2, 3)] == [False, True, True]


def test_a_fact_with_an_open_side_is_never_certain() -> None:
    frames = frames_of(ex.diagnosed(day=0), ex.ecog(1, after="dx"), ex.contact(day=130))
    placed = next(p for frame in frames.values() for p in frame.events if p.key == "ecog-0")
    assert not frames[4].certain(placed)


def test_the_state_before_a_month_is_that_of_the_month_before() -> None:
    frames = frames_of(ex.diagnosed(day=0), ex.ecog(1, day=FIRST), ex.ecog(2, key="e2", day=SECOND))
    assert frames[1].before is frames[0].state


def test_known_then_hides_what_was_known_only_later_and_shows_it_when_it_was_known() -> None:
    facts = (
        ex.diagnosed(day=0),
        ex.ecog(1, day=FIRST),
        ex.scan("ct", day=FIRST, known=on_day(95)),
        ex.contact(day=130),
    )
    then = frames_of(*facts, known=True)
    assert keys(then[0]) == ["dx", "ecog-0"]
    assert keys(then[3]) == ["ct"]
    assert keys(frames_of(*facts)[0]) == ["dx", "ct", "ecog-0"]


def test_what_may_have_been_known_is_possible_until_it_is_folded_as_known() -> None:
    frames = frames_of(ex.diagnosed(day=0), ex.scan("s", day=5, known=Timing(day=(20, 200))), ex.contact(day=130))
    assert [keys(frame) for frame in frames.values()] == [["dx", "s"], [], [], [], ["last-follow-up"]]
    frames = frames_of(
        ex.diagnosed(day=0), ex.scan("s", day=5, known=Timing(day=(20, 200))), ex.contact(day=130), known=True
    )
    assert [placed.key for frame in frames.values() for placed in frame.possible] == ["s", "s", "s"]
    assert keys(frames[3]) == ["s"]


def test_what_was_known_on_the_last_microday_of_a_month_was_known_in_the_next() -> None:
    late = "1460.9999999 d"
    known = Timing(after="dx", at_least=late, at_most=late)
    found = ex.history(ex.diagnosed(day=0), ex.ecog(1, day=FIRST, known=known), ex.contact(day=1600))
    then = {frame.month: keys(frame) for frame in months_of(found, known=True)}
    assert then[48] == ["ecog-0"]
    assert [placed.key for placed in found.known_by(47).facts] == ["dx"]


def test_what_was_known_late_is_folded_where_it_belongs() -> None:
    facts = (
        ex.diagnosed(day=0),
        ex.ecog(1, key="late", day=FIRST, known=on_day(95)),
        ex.ecog(2, key="early", day=SECOND),
        ex.contact(day=130),
    )
    then = frames_of(*facts, known=True)
    assert then[3].state.ecog is not None
    assert then[3].state.ecog.key == "early"


def test_what_only_the_publication_knew_was_never_known_in_a_month() -> None:
    facts = (ex.diagnosed(day=0), ex.response("hindsight", "PR", day=FIRST, known="publication"), ex.contact(day=130))
    then = frames_of(*facts, known=True)
    assert all("hindsight" not in keys(frame) for frame in then.values())
    assert then[4].state.response is None


@pytest.mark.parametrize(
    ("calendar", "day", "month"),
    [
        pytest.param(Calendar(), 0, 0, id="the origin"),
        pytest.param(Calendar(), 45.65625, 1.5, id="one and a half months"),
        pytest.param(Calendar(), -15.21875, -0.5, id="before the origin"),
    ],
)
def test_a_day_is_a_fraction_of_its_month(calendar: Calendar, day: float, month: float) -> None:
    assert fraction_of(calendar, day) == pytest.approx(month)


def on_day(day: float) -> Timing:
    return Timing(day=day)


def test_months_share_the_facts_they_fold() -> None:
    """A tuple for every month of a long chart was megabytes."""
    frames = frames_of(ex.diagnosed(day=0), ex.contact(day=FIRST), ex.contact(day=SECOND, key="seen"), ex.died(day=100))
    assert [frame.facts is frames[0].facts for frame in frames.values()] == [True] * len(frames)
    assert [len(frame.folded) for frame in frames.values()] == [2, 3, 3, 4]
