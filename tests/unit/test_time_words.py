import pytest

from tests.unit.wire_pins import SEVEN_MONTHS
from tracker.projections.time_words import lasting_words, reading_words, when_words
from tracker.values.when import Basis, Lasting, Timing, When


@pytest.mark.parametrize(
    ("when", "said"),
    [
        pytest.param("time-zero", "at the origin (stated)", id="the origin"),
        pytest.param("2023-04", "2023-04 (stated)", id="a date as precise as it is"),
        pytest.param("2023-04-01/2023-06-30", "some day from 2023-04-01 to 2023-06-30 (stated)", id="a range of dates"),
        pytest.param("unknown", "not stated", id="nothing"),
        pytest.param("publication", "at publication only", id="publication"),
        pytest.param(Timing(at="time-zero", basis=Basis.ASSUMED), "at the origin (assumed)", id="a form with a basis"),
        pytest.param(Timing(day=213), "day 213 from the origin (stated)", id="a day"),
        pytest.param(Timing(day=(198, 228)), "day 198 to 228 from the origin (stated)", id="some day"),
        pytest.param(Timing(after="l1", stated="7 mo"), "7 mo after l1 (stated)", id="a stated time"),
        pytest.param(Timing(before="l1", stated="7 mo"), "7 mo before l1 (stated)", id="a stated time before"),
        pytest.param(Timing(after="l1.end"), "not before the end of l1 (stated)", id="only the order"),
        pytest.param(Timing(before="l1"), "not after l1 (stated)", id="only the order, before"),
        pytest.param(Timing(after="l1", at_least="21 d"), "at least 21 d after l1 (stated)", id="a least"),
        pytest.param(Timing(after="l1", at_most="14 d"), "at most 14 d after l1 (stated)", id="a most"),
        pytest.param(Timing(after="l1", at_least="0 d", at_most="14 d"), "0 d to 14 d after l1 (stated)", id="both"),
        pytest.param(Timing(with_="ct", basis=Basis.DERIVED), "at the time of ct (derived)", id="with"),
        pytest.param(Timing(between=("l4", "l5")), "between l4 and l5 (stated)", id="between"),
        pytest.param(SEVEN_MONTHS, "by the reading of “seven-months”", id="readings"),
    ],
)
def test_every_form_of_a_time_has_words(when: When, said: str) -> None:
    assert when_words(when) == (said,)


def test_all_forms_of_a_list_are_told() -> None:
    assert when_words(("2023", Timing(after="dx"))) == ("2023 (stated)", "not before dx (stated)")


def test_a_reading_tells_all_it_holds() -> None:
    assert reading_words(SEVEN_MONTHS, "F") == "7 mo after the end of l1-c2 (stated)"
    assert reading_words(SEVEN_MONTHS, "T") == "7 mo after l1-c1 (stated); not stated"


def test_a_fact_that_is_not_told_yet_is_not_named() -> None:
    assert when_words(Timing(between=("l4", "l5")), {"l5"}) == ("between l4 and a later fact (stated)",)
    assert when_words(Timing(before="l5.end", stated="7 mo"), {"l5"}) == ("7 mo before a later fact (stated)",)


@pytest.mark.parametrize(
    ("lasting", "said"),
    [
        (Lasting(stated="21 d", basis=Basis.ASSUMED), "21 d (assumed)"),
        (Lasting(at_least="7 d"), "at least 7 d (stated)"),
        (Lasting(at_most="28 d"), "at most 28 d (stated)"),
    ],
)
def test_a_length_has_words(lasting: Lasting, said: str) -> None:
    assert lasting_words(lasting) == said
