"""Which known name is offered for one that nobody knows: a plausible one, or none."""

import pytest

from tracker.decisions.likeness import close_to, likely
from tracker.decisions.refused import resembling
from tracker.values.drugs import NAMES


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("cisplatine", ["cisplatin"]),
        ("pembro", ["pembrolizumab"]),
        ("paclitaxol", ["paclitaxel"]),
        ("gemcitabin", ["gemcitabine"]),
        ("tislelizumb", ["tislelizumab"]),
        ("aspirin", []),
        ("placebo", []),
        ("heparin", []),
        ("xyz", []),
    ],
)
def test_a_drug_is_likely_meant_or_none_is(typed: str, meant: list[str]) -> None:
    assert likely(typed, NAMES)[:1] == meant


def test_names_that_begin_alike_come_before_those_that_hold_it_and_no_slip_is_asked_for_then() -> None:
    assert likely("taxel", ["nab-paclitaxel", "taxel-b", "taxil"]) == ["taxel-b", "nab-paclitaxel"]


@pytest.mark.parametrize(
    ("one", "other"), [("lesoin", "lesion"), ("lesin", "lesion"), ("lesioon", "lesion"), ("npc1", "npc-1")]
)
def test_a_slip_of_the_keyboard_is_seen_through(one: str, other: str) -> None:
    assert close_to(one, [other, "regimen"]) == [other]


def test_only_the_closest_names_are_offered() -> None:
    assert close_to("labs-10-hb", ["labs-11-hb", "labs-22-hb"]) == ["labs-11-hb"]


def test_a_name_that_resembles_nothing_has_no_hint() -> None:
    assert resembling("ketchup", ["cisplatin", "npc-1"]) == ""
