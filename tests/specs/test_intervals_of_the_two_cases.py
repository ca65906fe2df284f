"""Every interval of the two published cases is the one worked out by hand in `worked_intervals.py`."""

from functools import cache

import pytest

from tests.examples import record
from tests.specs.worked_intervals import CASE_1, CASE_2, NOT_EVALUABLE, OTHER_READINGS, Worked
from tests.unit.test_discrepancies_of_the_cases import events
from tracker.projections.history import History, history_of
from tracker.projections.intervals.interval import Conventions, Interval
from tracker.projections.intervals.readings import intervals_of
from tracker.values.rule_sets import RuleSet


@cache
def case(name: str) -> History:
    return history_of(record(*events(name), patient=name))


@cache
def intervals(name: str) -> tuple[Interval, ...]:
    return intervals_of(case(name))


def subject(interval: Interval) -> str:
    """What it is about: the line unless it is of one regimen, and the flavor."""
    about = interval.regimen or (interval.line if interval.name != "radiotherapy" else None)
    return " ".join(str(part) for part in (about, interval.assessed_by) if part is not None)


def under(name: str, reading: str | None) -> list[Interval]:
    return [each for each in intervals(name) if each.reading == reading]


@pytest.mark.parametrize(("name", "worked"), [("npc-1", CASE_1), ("npc-2", CASE_2)])
def test_every_length_of_a_case_is_the_one_worked_out_by_hand(name: str, worked: dict[str, list[Worked]]) -> None:
    found: dict[str, list[Worked]] = {each: [] for each in worked}
    for each in under(name, None):
        if each.evaluable:
            assert each.stop is not None
            least, most = each.earliest_days or 0.0, each.latest_days or 0.0
            assert each.estimate_days == pytest.approx((least + most) / 2)
            row = (subject(each), str(each.start), each.stop, round(least, 4), round(most, 4), each.censored)
            found[each.name].append(row)
    expected = {
        interval: [(*row[:3], round(row[3], 4), round(row[4], 4), row[5]) for row in rows]
        for interval, rows in worked.items()
    }
    for interval in worked:
        assert sorted(found[interval]) == sorted(expected[interval]), interval


@pytest.mark.parametrize("name", ["npc-1", "npc-2"])
def test_what_the_response_criteria_cannot_tell_is_not_evaluable_with_a_reason(name: str) -> None:
    missing = {
        subject(each): each.note for each in under(name, None) if not each.evaluable and "recist" in subject(each)
    }
    wanted = {about: words for (patient, about), words in NOT_EVALUABLE.items() if patient == name}
    assert {about for about in missing if "irecist" not in about} == set(wanted)
    for about, words in wanted.items():
        assert words in missing[about]
        assert missing[about.replace("recist", "irecist")] == missing[about]


def test_other_endpoints_without_a_value_say_why() -> None:
    reasons = {
        (name, each.name, each.note)
        for name in ("npc-1", "npc-2")
        for each in under(name, None)
        if not each.evaluable and each.name != "progression_free_survival"
    }
    free = "stopped, reason not stated; no later date is stated to be without treatment"
    assert reasons == {
        ("npc-1", "time_to_response", "no CR or PR is documented"),
        ("npc-1", "duration_of_response", "no CR or PR is documented"),
        ("npc-1", "disease_control", "no response category is stated"),
        ("npc-2", "treatment_free", free),
        ("npc-2", "time_to_response", "no CR or PR is documented"),
        ("npc-2", "duration_of_response", "no CR or PR is documented"),
        ("npc-2", "disease_control", "no response category is stated"),
    }


@pytest.mark.parametrize(("name", "reading", "interval", "about", "least", "most"), OTHER_READINGS)
def test_another_reading_gives_another_length(  # noqa: PLR0913, PLR0917 - the columns of the table
    name: str, reading: str, interval: str, about: str, least: float, most: float
) -> None:
    (found,) = [each for each in under(name, reading) if each.name == interval and subject(each) == about]
    assert found.earliest_days == pytest.approx(least)
    assert found.latest_days == pytest.approx(most)


def test_where_the_months_are_months_of_treatment_nothing_was_free_of_it() -> None:
    """The table of the report speaks of seven months of treatment: its reading counts them from the first dose."""
    (found,) = [each for each in under("npc-1", "seven-months=T") if (each.name, each.line) == ("treatment_free", 1)]
    assert (found.evaluable, found.start) == (False, "l1-held")
    assert "7 mo to restaging-1 from l1-c1" in found.note


def test_a_row_of_another_reading_differs_from_every_chosen_one() -> None:
    assert {each.reading for each in intervals("npc-1")} == {None, "seven-months=T", "seven-months=E", "course-3-end=C"}
    assert {each.reading for each in intervals("npc-2")} == {None, "six-months=O"}
    assert not [each for each in under("npc-1", "course-3-end=C") if each.name == "overall_survival"]


def test_what_was_judged_in_hindsight_is_left_out_of_what_was_known() -> None:
    known = intervals_of(case("npc-1"), known=True)
    assert {each.name for each in known} == {each.name for each in intervals("npc-1")}
    assert all("response-c1" not in (each.start, each.stop) for each in known)


def test_the_number_of_a_line_holds_under_its_rule_set() -> None:
    counted = intervals_of(case("npc-2"), Conventions(rule_set=RuleSet.MERCK_HNSCC))
    assert {each.rule_set for each in counted if each.line is not None} == {RuleSet.MERCK_HNSCC}
    assert {each.rule_set for each in intervals("npc-2") if each.line is not None} == {RuleSet.ASSERTED}


def test_taken_at_face_value_the_times_of_case_1_contradict_each_other_and_its_rows_say_so() -> None:
    """Without rounding, the parts until the second restaging exceed its 14 months: the second cycle of the line is moved."""
    found = intervals_of(history_of(record(*events("npc-1"), patient="npc-1"), tolerance=0), all_readings=False)
    ends = {(each.name, each.line): (each.start, each.stop) for each in found if each.assessed_by in {None, "asserted"}}
    assert ends["progression_free_survival", 1] == ("l1-c1", "pd-1")
    assert ends["progression_free_survival", 2] == ("l2-c1", "pd-2")
    assert ends["time_to_next_treatment", 1] == ("l1-c1", "l2-c1")
    moved = [each for each in found if {"l2-c1", "l2-c2"} & {each.start, each.stop}]
    assert moved
    assert all(each.note.endswith("rests on times that contradict each other") for each in moved)
    assert not any("contradict" in each.note for each in intervals("npc-1"))
