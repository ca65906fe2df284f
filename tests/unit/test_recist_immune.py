"""iRECIST: what confirms a progression, what keeps it unconfirmed, and what resets it."""

from decimal import Decimal

import pytest

from tracker.projections.recist.assessment import (
    Assessment,
    Baseline,
    NewLesion,
    NonTargetFate,
    NonTargetSeen,
    Target,
    TargetSeen,
)
from tracker.projections.recist.immune import ImmuneResponse, assess_immune_course

BASELINE = Baseline(targets=(Target(lesion="t", mm=Decimal(100)),), non_targets=("n",))


class Seen:
    """One assessment in a few words: sum, non-target, new lesions."""

    def __init__(self, mm: int | None, fate: str = "present", *new: NewLesion, grown: bool = False) -> None:
        self.mm, self.fate, self.new, self.grown = mm, NonTargetFate(fate), new, grown

    def at(self, day: float) -> Assessment:
        """The assessment on a day."""
        return Assessment(
            key=f"d{day:g}",
            day=day,
            targets=() if self.mm is None else (TargetSeen(lesion="t", mm=Decimal(self.mm)),),
            non_targets=(NonTargetSeen(lesion="n", fate=self.fate, grown=self.grown),),
            new=self.new,
        )


WORSE = "unequivocal progression"


def new(name: str = "x", mm: int | None = None, *, grown: bool = False) -> NewLesion:
    size = None if mm is None else Decimal(mm)
    return NewLesion(lesion=name, mm=size, measurable=mm is not None and mm >= 10, grown=grown)


def judged(*seen: Seen, every: float = 42) -> tuple[ImmuneResponse, ...]:
    return assess_immune_course(BASELINE, [each.at(every * place) for place, each in enumerate(seen, 1)])


def categories(*seen: Seen) -> list[str]:
    return [each.category.value for each in judged(*seen)]


@pytest.mark.parametrize(
    ("first", "second", "why"),
    [
        pytest.param(Seen(125), Seen(130), "sum of targets", id="5 mm more of the sum"),
        pytest.param(Seen(100, WORSE), Seen(100, WORSE, grown=True), "further growth of non-target n", id="non-target"),
        pytest.param(Seen(100, "present", new(mm=12)), Seen(100, "present", new(mm=17)), "+5 mm", id="new target"),
        pytest.param(
            Seen(100, "present", new()),
            Seen(100, "present", new(grown=True)),
            "growth of new non-target x",
            id="any growth of a new non-target",
        ),
        pytest.param(
            Seen(100, "present", new()),
            Seen(100, "present", new(), new("y")),
            "another new lesion: y",
            id="another new lesion",
        ),
        pytest.param(Seen(100, "present", new()), Seen(122), "PD of targets", id="targets after a new lesion"),
        pytest.param(Seen(125), Seen(125, WORSE), "PD of non-targets", id="non-targets after targets"),
        pytest.param(Seen(125), Seen(125, "present", new()), "another new lesion: x", id="new after targets"),
    ],
)
def test_a_progression_is_confirmed_by_each_of_its_criteria(first: Seen, second: Seen, why: str) -> None:
    found = judged(first, second)
    assert [each.category.value for each in found] == ["iUPD", "iCPD"]
    assert why in found[1].reason
    assert found[1].confirms == "d42"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        pytest.param(Seen(125), Seen(125), id="the sum unchanged"),
        pytest.param(Seen(125), Seen(129), id="less than 5 mm more"),
        pytest.param(Seen(125), Seen(121), id="smaller and still PD"),
        pytest.param(Seen(100, WORSE), Seen(100, WORSE), id="the non-target unchanged"),
        pytest.param(Seen(100, "present", new(mm=12)), Seen(100, "present", new(mm=16)), id="a new target by 4 mm"),
        pytest.param(
            Seen(100, "present", new()), Seen(60, "present", new()), id="a new lesion unchanged, targets less"
        ),
        pytest.param(Seen(125), Seen(125, "present", grown=True), id="growth of a non-target that was no iUPD"),
        pytest.param(Seen(100, "present", new()), Seen(106, "present", new()), id="growth of targets that was no iUPD"),
    ],
)
def test_an_unchanged_progression_stays_unconfirmed(first: Seen, second: Seen) -> None:
    assert categories(first, second) == ["iUPD", "iUPD"]


def test_small_increases_add_up_to_a_confirmation() -> None:
    assert categories(Seen(125), Seen(128), Seen(130)) == ["iUPD", "iUPD", "iCPD"]
    assert judged(Seen(125), Seen(128), Seen(130))[2].confirms == "d42"


@pytest.mark.parametrize(("mm", "fate", "reset"), [(0, "gone", "iCR"), (70, "present", "iPR"), (110, "present", "iSD")])
def test_a_response_or_stable_disease_resets_the_progression(mm: int, fate: str, reset: str) -> None:
    found = categories(Seen(125), Seen(mm, fate), Seen(135), Seen(135), Seen(140))
    assert found == ["iUPD", reset, "iUPD", "iUPD", "iCPD"]


def test_what_is_not_evaluable_neither_confirms_nor_resets() -> None:
    assert categories(Seen(125), Seen(None), Seen(131)) == ["iUPD", "NE", "iCPD"]
    assert categories(Seen(125), Seen(None), Seen(None)) == ["iUPD", "NE", "NE"]


def test_after_a_confirmation_progression_stays_confirmed() -> None:
    assert categories(Seen(125), Seen(131), Seen(131)) == ["iUPD", "iCPD", "iCPD"]


@pytest.mark.parametrize(
    ("every", "note"),
    [
        (28, ""),
        (56, ""),
        (27, "confirmed 3.9 weeks after the iUPD, outside of 4 to 8"),
        (84, "confirmed 12.0 weeks after the iUPD, outside of 4 to 8"),
    ],
)
def test_a_confirmation_outside_of_4_to_8_weeks_is_noted(every: float, note: str) -> None:
    assert judged(Seen(125), Seen(131), every=every)[1].note == note


def test_a_new_lesion_never_enters_the_sum_of_targets() -> None:
    (found,) = judged(Seen(100, "present", new(mm=50)))
    assert found.recist.target is not None
    assert found.recist.target.total == 100


def test_without_targets_the_categories_are_those_of_non_targets() -> None:
    seen = [
        Assessment(key=f"d{day}", day=day, non_targets=(NonTargetSeen(lesion="n", fate=fate),))
        for day, fate in ((42, NonTargetFate.PRESENT), (84, NonTargetFate.GONE))
    ]
    found = assess_immune_course(Baseline(non_targets=("n",)), seen)
    assert [each.category.value for each in found] == ["non-iCR/non-iUPD", "iCR"]
