"""What follows from a fact that may not have happened by the end of a month says so too."""

import pytest
from msgspec.structs import replace

from tests import examples as ex
from tests.sheets import line, lines, sheets
from tracker.events.catalogue import Fact
from tracker.projections.lab_readings import COPIES
from tracker.projections.sheet import Sheet
from tracker.values.vocabularies import ChangeReason, DiseaseStatus
from tracker.values.when import Lasting

WHEN = (15, 40)
"""Days between which it happened: folded in month 0 by its estimate, certain from month 1 on."""


def told(*facts: Fact) -> dict[int, Sheet]:
    return sheets(*facts, ex.ecog(1, key="much-later", day=120))


FOLLOWS = {
    "Counts": (ex.started("l1", "cisplatin", day=WHEN),),
    "Treatment-free": (ex.started("l1", line=1, day=2), ex.stopped("l1", ChangeReason.COMPLETED, day=WHEN)),
    "Regimen": (ex.started("l1", "cisplatin", day=2), ex.held("l1", ChangeReason.FINANCIAL, day=WHEN)),
    "Response": (ex.response("cr", "CR", day=5), ex.progression(1, day=WHEN)),
    "ICI": (
        ex.cycle("l1", 1, ex.drug("tislelizumab"), day=1),
        ex.progression(1, day=(16, 35)),
        ex.cycle("l1", 2, ex.drug("tislelizumab"), day=29),
    ),
    "PFS": (ex.started("l1", line=1, day=2), ex.contact("seen", status=DiseaseStatus.STABLE, day=WHEN)),
}


@pytest.mark.parametrize(("label", "facts"), FOLLOWS.items(), ids=FOLLOWS)
def test_a_line_that_rests_on_what_may_come_only_later_says_so_until_it_has(
    label: str, facts: tuple[Fact, ...]
) -> None:
    found = told(*facts)
    assert line(found[0], label).approximate
    assert not line(found[1], label).approximate


def test_a_performance_score_is_not_renewed_only_if_function_was_told_since() -> None:
    contact = ex.contact("seen", day=WHEN)
    found = told(ex.ecog(1, day=2), replace(contact, function="at work"))
    assert (line(found[0], "ECOG").text, line(found[0], "ECOG").approximate) == ("1 (not scored since)", True)
    assert not line(found[1], "ECOG").approximate


def test_treatment_that_is_on_again_by_a_start_that_may_come_later_is_doubtful() -> None:
    found = told(
        ex.started("l1", "cisplatin", line=1, day=1),
        ex.held("l1", ChangeReason.FINANCIAL, day=5),
        ex.started("l2", "docetaxel", line=2, day=(50, 70)),
    )
    on = line(found[1], "Treatment")
    assert (on.text, on.was, on.approximate) == ("on", "held: financial", True)
    assert on.keys == ("l1-held", "l2")


def test_what_ended_the_line_before_is_as_doubtful_as_it_is() -> None:
    first = ex.started("l1", line=1, day=1)
    sure = told(first, ex.progression(1, day=(45, 55)), ex.started("l2", line=2, day=56))
    assert line(sure[1], "PFS").was.endswith("to progression declared")
    found = told(first, ex.progression(1, day=(45, 70)), ex.started("l2", line=2, day=(50, 69)))
    assert line(found[1], "PFS").was.endswith("to progression declared yet?")


def test_between_which_looks_a_progression_came_is_as_doubtful_as_it_is() -> None:
    found = told(
        ex.scan("s", ex.lesion("n", 10, where="node"), day=1),
        ex.progression(1, "node", day=WHEN),
        ex.lab("EBV-DNA", 500, unit=COPIES, key="e", day=2),
    )
    told_of = [*lines(found[0], "Progress"), *lines(found[0], "Marker")]
    assert len(told_of) == 3
    assert all(each.approximate for each in told_of)
    assert not any(each.approximate for each in (*lines(found[1], "Progress"), *lines(found[1], "Marker")))


def test_a_site_that_a_doubtful_look_did_not_cover_is_doubtfully_not_covered() -> None:
    found = told(
        ex.scan("a", ex.lesion("n", 10, where="node"), day=1),
        ex.scan("b", ex.lesion("l", 10, where="liver"), day=WHEN),
    )
    assert [each.approximate for each in lines(found[0], "Assessed")] == [True, True]
    assert [each.approximate for each in lines(found[1], "Assessed")] == [False, False]


def test_radiotherapy_that_may_go_on_after_the_month_is_over_only_doubtfully() -> None:
    course = ex.radiotherapy("rt", 60, 30, lasting=None, day=1)
    found = told(replace(course, lasting=Lasting(at_least="10 d", at_most="40 d")))
    assert line(found[0], "RT").approximate
    assert not line(found[1], "RT").approximate
