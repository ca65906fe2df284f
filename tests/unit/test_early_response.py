"""Early response of EBV-DNA: which result counts, what it decides, and when it may lie outside of the window."""

import pytest

from tests.examples import cycle, diagnosed, history, lab, started
from tests.unit.test_recist_of_the_cases import history as case
from tracker.events.laboratory import LabResulted
from tracker.projections.early_response import EarlyResponse
from tracker.projections.markers import derive_markers
from tracker.values.vocabularies import Comparator

LINE = started("l1", "cisplatin", line=1, day=0), cycle("l1", 1, day=0)


def ebv(
    value: float, day: float | tuple[float, float], comparator: Comparator | None = None, key: str = ""
) -> LabResulted:
    return lab("EBV-DNA", value, "{copies}/mL", key=key or f"d{day}".strip("()"), day=day, comparator=comparator)


BASELINE = ebv(1000, 0, key="base")


def judged(*results: LabResulted) -> EarlyResponse:
    found = derive_markers(history(diagnosed(), *LINE, *results))[0].early_response
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("days", "counts"),
    [
        pytest.param((21, 35.5), "d21", id="the nearest to day 28"),
        pytest.param((21, 34), "d34", id="later and nearer"),
        pytest.param((14, 60), "d14", id="day 14 is within"),
        pytest.param((42, 60), "d42", id="day 42 is within"),
        pytest.param((13, 43), None, id="nothing within 14 to 42"),
    ],
)
def test_the_result_nearest_to_day_28_counts_within_its_window(days: tuple[float, float], counts: str | None) -> None:
    found = judged(BASELINE, *(ebv(100, day, key=f"d{day}") for day in days))
    assert found.key == counts
    assert found.responded is (None if counts is None else True)


@pytest.mark.parametrize(
    ("value", "comparator", "responded"),
    [
        pytest.param(500, None, True, id="exactly half"),
        pytest.param(500.1, None, False, id="not quite half"),
        pytest.param(1500, None, False, id="a rise"),
        pytest.param(500, Comparator.BELOW, True, id="below half"),
        pytest.param(600, Comparator.BELOW, None, id="below more than half decides nothing"),
        pytest.param(500, Comparator.ABOVE, False, id="above half"),
        pytest.param(400, Comparator.ABOVE, None, id="above less than half decides nothing"),
        pytest.param(600, Comparator.AT_LEAST, False, id="at least more than half"),
        pytest.param(500, Comparator.AT_LEAST, None, id="at least half may be half"),
    ],
)
def test_a_fall_of_half_is_a_response_as_far_as_the_result_decides(
    value: float, comparator: Comparator | None, responded: bool | None
) -> None:
    found = judged(BASELINE, ebv(value, 28, comparator))
    assert found.responded is responded
    assert ("only bounds" in found.note) == (comparator is not None)


@pytest.mark.parametrize("word", ["undetectable", "Not detected", "below the limit of detection"])
def test_an_undetectable_result_is_a_response_without_a_number(word: str) -> None:
    found = judged(BASELINE, lab("EBV-DNA", word=word, key="gone", day=28), ebv(900, 40))
    assert (found.responded, found.key, found.day, found.fall_percent) == (True, "gone", 28, None)
    assert found.note == f"the result is a word: “{word}”"


def test_another_word_is_no_result_to_judge_by() -> None:
    found = judged(BASELINE, lab("EBV-DNA", word="relatively low", key="low", day=28), ebv(900, 40))
    assert (found.responded, found.key) == (False, "d40")


def test_bounds_that_leave_the_window_are_said() -> None:
    assert judged(BASELINE, ebv(100, (14, 42))).note == ""
    found = judged(BASELINE, ebv(100, (10, 42)))
    assert (found.responded, found.note) == (True, "its time may lie outside of 14 to 42 days")
    assert (found.earliest_day, found.latest_day) == (10, 42)


def test_without_a_baseline_or_a_dose_it_is_not_evaluable() -> None:
    assert judged(ebv(100, 28)).note == "no value at baseline"
    assert judged(ebv(0, 0), ebv(100, 28)).note == "no value at baseline"
    found = derive_markers(history(diagnosed(), BASELINE, ebv(100, 28)))[0].early_response
    assert found is not None
    assert (found.responded, found.note) == (None, "no first dose")


def test_only_ebv_dna_has_an_early_response() -> None:
    (found,) = derive_markers(history(diagnosed(), *LINE, lab("LDH", 300, "U/L")))
    assert found.early_response is None


def test_the_early_response_of_case_1_may_lie_outside_of_the_window_and_case_2_has_none() -> None:
    one, two = (
        next(each.early_response for each in derive_markers(case(name)) if each.analyte == "EBV-DNA")
        for name in ("npc-1", "npc-2")
    )
    assert one is not None
    assert two is not None
    assert (one.responded, one.key, one.note) == (True, "labs-1-ebv", "its time may lie outside of 14 to 42 days")
    assert one.fall_percent == pytest.approx(99.98, abs=0.01)
    assert (two.responded, two.note) == (None, "no value within 14 to 42 days of the first dose")
