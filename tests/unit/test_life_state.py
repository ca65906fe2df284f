"""Signs of life: the last one that is certain by the end of a month, an uncertain one only where there is no other."""

from typing import Any

import pytest

from tests import examples as ex
from tests.sheets import line, sheets
from tracker.events.catalogue import Fact
from tracker.projections.life_state import latest_sign, signs_after
from tracker.projections.months import months_of
from tracker.projections.sheets import sheets_of
from tracker.projections.shown import show_of

LATE = ex.ecog(1, key="much-later", day=150)


def status(month: int, *facts: Fact) -> tuple[str, str, bool]:
    found = line(sheets(*facts, LATE)[month], "Status")
    return found.keys[0], found.age, found.approximate


def test_a_sign_that_may_come_only_later_does_not_make_a_certain_life_doubtful() -> None:
    facts = (ex.contact("seen", day=20), ex.lab("Hb", 90, day=(15, 40)))
    assert status(0, *facts) == ("seen", "10 d", False)
    assert status(1, *facts) == ("seen", "41 d", False)


def test_only_where_no_sign_is_certain_an_uncertain_one_stands_and_says_so() -> None:
    found = ex.history(ex.lab("Hb", 90, day=(15, 40)), LATE)
    first, second = (line(sheet, "Status") for sheet in sheets_of(found, months_of(found))[:2])
    assert (first.keys, first.approximate) == (("labs-hb",), True)
    assert (second.keys, second.approximate) == (("labs-hb",), False)


def test_a_sign_that_shows_less_than_another_is_not_kept() -> None:
    facts = (ex.contact("a", day=(5, 20)), ex.contact("b", day=(10, 16)), ex.contact("c", day=(12, 40)))
    placed = {fact.key: fact for fact in ex.history(ex.diagnosed(day=0), *facts, ex.contact("d", day=30)).facts}
    signs = signs_after(signs_after(signs_after((), placed["a"]), placed["b"]), placed["c"])
    assert [sign.key for sign in signs] == ["b", "c"]
    assert [sign.key for sign in signs_after(signs, placed["a"])] == ["b", "c"]
    assert [sign.key for sign in signs_after(signs, placed["d"])] == ["d"]
    assert [getattr(latest_sign(signs, day), "key", "") for day in (9, 17, 41)] == ["c", "b", "c"]
    assert latest_sign((), 10) is None


@pytest.mark.parametrize("month", [0, 1, 2])
def test_json_says_the_same_sign_as_the_screen(month: int) -> None:
    found = ex.history(ex.diagnosed(day=0), ex.contact("seen", day=20), ex.lab("Hb", 90, day=(15, 70)), LATE)
    frame = months_of(found)[month]
    shown: Any = show_of(found, frame)
    assert shown["state"]["vital_status"]["key"] == line(sheets_of(found, [frame])[0], "Status").keys[0]
