"""Whether a result rose against the one before it, and why that cannot be told."""

import pytest
from msgspec.structs import replace

from tests import examples as ex
from tracker.events.laboratory import LabResulted
from tracker.projections.rises import DID_NOT, ROSE, rise_of
from tracker.values.vocabularies import Comparator, WordMeaning

COPIES = "{copies}/mL"


def result(value: float | None, comparator: Comparator | None = None, *, unit: str = COPIES) -> LabResulted:
    return ex.lab("EBV-DNA", value, unit, comparator=comparator)


def meaning(lab: LabResulted, word_means: WordMeaning) -> LabResulted:
    return replace(lab, word="as said", word_means=word_means)


@pytest.mark.parametrize(
    ("before", "lab", "told"),
    [
        pytest.param(result(100), result(101), ROSE, id="a greater number"),
        pytest.param(result(100), result(100), DID_NOT, id="the same number"),
        pytest.param(result(100), result(99), DID_NOT, id="a smaller number"),
        pytest.param(None, meaning(result(None), WordMeaning.RISING), ROSE, id="a word that means a rise"),
        pytest.param(None, meaning(result(None), WordMeaning.FALLING), DID_NOT, id="a word that means a fall"),
        pytest.param(result(500, Comparator.BELOW), result(500), ROSE, id="from below it to a number"),
        pytest.param(result(500), result(500, Comparator.ABOVE), ROSE, id="from a number to above it"),
        pytest.param(result(500), result(500, Comparator.BELOW), DID_NOT, id="from a number to below it"),
        pytest.param(result(500, Comparator.AT_MOST), result(501), ROSE, id="above a bound"),
    ],
)
def test_two_results_tell_whether_it_rose(before: LabResulted | None, lab: LabResulted, told: object) -> None:
    assert rise_of(before, lab) == told


@pytest.mark.parametrize(
    ("before", "lab", "why"),
    [
        pytest.param(result(100), result(None), "the last result has no number", id="without a number"),
        pytest.param(None, result(100), "no result before it", id="the first one"),
        pytest.param(result(None), result(100), "the result before it has no number", id="after one without a number"),
        pytest.param(
            result(100), result(200, unit="[IU]/mL"), "in another unit than the result before it", id="another unit"
        ),
        pytest.param(
            result(500, Comparator.BELOW), result(300), "a result that only bounds its value", id="within a bound"
        ),
        pytest.param(
            result(500, Comparator.AT_MOST), result(500), "a result that only bounds its value", id="on a bound"
        ),
        pytest.param(
            result(500, Comparator.ABOVE), result(600), "a result that only bounds its value", id="after an open one"
        ),
    ],
)
def test_what_cannot_be_told_says_why(before: LabResulted | None, lab: LabResulted, why: str) -> None:
    told = rise_of(before, lab)
    assert (told.rose, told.why) == (None, why)
