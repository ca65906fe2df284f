"""Targets of RECIST 1.1: which are chosen, what they add up to, and the exact thresholds."""

from decimal import Decimal

import pytest

from tracker.projections.recist.assessment import Category, Rules, Target, TargetSeen, change
from tracker.projections.recist.targets import Candidate, TargetResponse, assess_target, choose_targets, sum_of


def target(mm: str, lesion: str = "a", *, node: bool = False) -> Target:
    return Target(lesion=lesion, mm=Decimal(mm), node=node)


def seen(mm: str | None, lesion: str = "a", *, too_small: bool = False, reason: str = "") -> TargetSeen:
    return TargetSeen(lesion=lesion, mm=None if mm is None else Decimal(mm), too_small=too_small, reason=reason)


def of_sum(baseline: str, now: str, nadir: str | None = None) -> TargetResponse:
    return assess_target([target(baseline)], [seen(now)], None if nadir is None else Decimal(nadir))


@pytest.mark.parametrize(
    ("baseline", "nadir", "now", "category"),
    [
        pytest.param("100", None, "70", "PR", id="exactly 30 % below the baseline"),
        pytest.param("100", None, "70.01", "SD", id="a hair less than 30 %"),
        pytest.param("0.3", None, "0.21", "PR", id="exactly 30 %, which binary fractions miss"),
        pytest.param("50", None, "60", "PD", id="exactly 20 % and more than 5 mm, the baseline being the nadir"),
        pytest.param("50", None, "59.99", "SD", id="a hair less than 20 %"),
        pytest.param("40", "25", "30", "PD", id="exactly 20 % and exactly 5 mm over the nadir"),
        pytest.param("40", "24", "29", "PD", id="20.8 % and exactly 5 mm"),
        pytest.param("40", "24", "28.99", "SD", id="20.8 % and not quite 5 mm"),
        pytest.param("100", "20", "24", "PR", id="20 % without 5 mm, and still a partial response"),
        pytest.param("100", "10", "16", "PD", id="PD over the nadir also while 84 % below the baseline"),
        pytest.param("100", "100", "119.9", "SD", id="19.9 %"),
        pytest.param("165", "63", "65", "PR", id="165 to 63 to 65, of the EORTC's clarification"),
        pytest.param("100", "70", "80", "SD", id="100 to 70 to 80 by its own numbers"),
        pytest.param("100", "0", "4", "PR", id="there again below 5 mm after all were gone"),
        pytest.param("100", "0", "5", "PD", id="there again with 5 mm after all were gone"),
        pytest.param("100", None, "0", "CR", id="gone"),
    ],
)
def test_the_category_of_a_sum_is_exact_at_its_thresholds(
    baseline: str, nadir: str | None, now: str, category: str
) -> None:
    assert of_sum(baseline, now, nadir).category.value == category


def test_an_increase_counts_from_the_smallest_sum_and_a_decrease_from_the_baseline() -> None:
    found = of_sum("100", "48", "40")
    assert found.from_baseline is not None
    assert found.from_nadir is not None
    assert (found.from_baseline.text, found.from_nadir.text) == ("-52 mm, -52.0 %", "+8 mm, +20.0 %")
    assert (found.category, found.nadir) == (Category.PROGRESSIVE_DISEASE, Decimal(40))


def test_the_baseline_is_a_nadir_itself() -> None:
    assert of_sum("50", "60", "55").nadir == 50


@pytest.mark.parametrize(
    ("lesion", "node", "category"),
    [
        pytest.param("9.9", "9.9", "SD", id="what is no node has to be gone"),
        pytest.param("0", "9.9", "CR", id="a node below 10 mm is normal, and the sum is not 0"),
        pytest.param("0", "10", "PR", id="a node of 10 mm is not"),
        pytest.param("0", "0", "CR", id="nothing is left"),
    ],
)
def test_complete_response_asks_for_nodes_below_10_mm_and_nothing_else(lesion: str, node: str, category: str) -> None:
    targets = [target("10"), target("17", "n", node=True)]
    assert assess_target(targets, [seen(lesion), seen(node, "n")]).category.value == category


def test_normal_nodes_that_grow_and_stay_normal_are_no_progression() -> None:
    targets = [target("20", "n", node=True), target("16", "m", node=True)]
    found = assess_target(targets, [seen("9", "n"), seen("9", "m")], Decimal(8))
    assert (found.category, found.total) == (Category.COMPLETE_RESPONSE, Decimal(18))


def test_a_target_too_small_to_measure_counts_5_mm() -> None:
    found = assess_target([target("20"), target("10", "b")], [seen("16"), seen(None, "b", too_small=True)])
    assert (found.total, found.category) == (Decimal(21), Category.PARTIAL_RESPONSE)


def test_a_size_below_5_mm_that_was_measured_stands() -> None:
    assert assess_target([target("20")], [seen("3", too_small=True)]).total == Decimal(3)


@pytest.mark.parametrize(
    ("sizes", "category"),
    [
        pytest.param(("30", "50"), "PD", id="two of three targets make 80 mm of a baseline of 50 mm"),
        pytest.param(("10", "10"), "NE", id="the sum of the others is not enough"),
        pytest.param(("0", "0"), "NE", id="the missing one may still be there"),
    ],
)
def test_a_missing_target_leaves_only_what_it_could_not_change(sizes: tuple[str, str], category: str) -> None:
    targets = [target("15"), target("15", "b"), target("20", "c")]
    found = assess_target(targets, [seen(sizes[0]), seen(sizes[1], "b"), seen(None, "c", reason="axis not stated")])
    assert (found.category.value, found.total, found.from_nadir) == (category, None, None)
    assert found.reason == "target c: axis not stated"


def test_a_target_that_nobody_mentions_was_not_evaluated() -> None:
    assert assess_target([target("15")], []).reason == "target a: not evaluated"


def candidate(lesion: str, mm: str, organ: str, *, node: bool = False) -> Candidate:
    return Candidate(target=Target(lesion=lesion, mm=Decimal(mm), node=node), organ=organ)


def test_at_most_five_targets_two_per_organ_and_all_nodes_are_one_organ() -> None:
    candidates = [
        candidate("liver-1", "50", "liver"),
        candidate("liver-2", "40", "liver"),
        candidate("liver-3", "39", "liver"),
        candidate("neck", "30", "cervical node", node=True),
        candidate("axilla", "20", "axillary node", node=True),
        candidate("groin", "18", "inguinal node", node=True),
        candidate("lung", "15", "lung"),
        candidate("adrenal", "14", "adrenal gland"),
    ]
    assert [each.lesion for each in choose_targets(candidates)] == ["liver-1", "liver-2", "neck", "axilla", "lung"]
    few = Rules(most_targets=2, most_per_organ=1)
    assert [each.lesion for each in choose_targets(candidates, few)] == ["liver-1", "neck"]


def test_equal_sizes_are_chosen_by_name_whatever_their_order() -> None:
    candidates = [candidate(name, "20", "liver") for name in "cab"]
    assert [each.lesion for each in choose_targets(candidates)] == ["a", "b"]


def test_the_sum_of_no_target_is_nothing() -> None:
    assert sum_of([]) == 0


def test_a_change_from_nothing_has_no_percentage() -> None:
    assert change(Decimal(0), Decimal("5.0")).text == "+5 mm"
