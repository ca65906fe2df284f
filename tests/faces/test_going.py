from datetime import date

import pytest
from msgspec.structs import replace

from tests.faces.cases import MadeUpCase
from tests.faces.pictures import LAST
from tests.faces.screens import bundled_library, on_screen, replay_of, settled, text_of
from tracker.tui.command import Place
from tracker.tui.cut import Future
from tracker.tui.going import WHERE_TO, Found, destination
from tracker.tui.loading import reel_of
from tracker.tui.reel import Cursor, Reel
from tracker.tui.searching import following, hits, visible


@pytest.fixture(scope="module")
def reel() -> Reel:
    return reel_of("made-up", MadeUpCase())


@pytest.fixture(scope="module")
def dated(reel: Reel) -> Reel:
    return replace(reel, picture=replace(reel.picture, origin=date(2023, 1, 10)))


@pytest.fixture(scope="module")
def real() -> Reel:
    return reel_of("npc-1", bundled_library().case("npc-1"))


def place(reel: Reel, asked: str, cursor: Cursor | None = None) -> tuple[int, int | None]:
    found = destination(reel, cursor or Cursor(future=Future.SHOWN), asked)
    assert isinstance(found, Found), found
    return found.cursor.index, found.cursor.event


def sentence(reel: Reel, asked: str, cursor: Cursor | None = None) -> str:
    found = destination(reel, cursor or Cursor(), asked)
    assert isinstance(found, str), found
    return found


@pytest.mark.parametrize("asked", ["m8", "M8", "8", " m8 "])
def test_a_month_is_gone_to_by_its_number(reel: Reel, asked: str) -> None:
    assert place(reel, asked) == (8, None)


@pytest.mark.parametrize(
    ("asked", "index"),
    [
        pytest.param("2023-08", 6, id="the month that holds 1 August"),
        pytest.param("2023-01", 0, id="the month in which the case begins"),
        pytest.param("2024", 11, id="the month that holds 1 January"),
        pytest.param("2023-08-12", 7, id="a day"),
    ],
)
def test_a_dated_case_is_gone_to_by_the_calendar(dated: Reel, asked: str, index: int) -> None:
    assert place(dated, asked)[0] == index


def test_a_date_exact_to_the_day_puts_the_cursor_on_that_day(dated: Reel) -> None:
    found = destination(dated, Cursor(), "2023-08-12")
    assert isinstance(found, Found)
    assert found.cursor.day == (date(2023, 8, 12) - date(2023, 1, 10)).days


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ("m40", "made-up runs from M0 to M24; there is no M40"),
        ("m-3", "made-up runs from M0 to M24; there is no M-3"),
        ("2023-08", "made-up has no calendar dates; name a month, such as m8"),
        ("2023-13", "2023-13 is no date of the calendar"),
        ("", WHERE_TO),
        ("PD7", "nothing is called PD7 up to M0; after esc, f shows the future, / searches words"),
    ],
)
def test_what_there_is_not_has_one_clear_sentence(reel: Reel, asked: str, says: str) -> None:
    assert sentence(reel, asked) == says


@pytest.mark.parametrize("asked", ["1999-05", "1999", "2031-01-01"])
def test_a_date_outside_of_the_case_says_from_when_to_when_it_runs(dated: Reel, asked: str) -> None:
    assert sentence(dated, asked) == f"made-up runs from 2023-01-10 to 2025-02-08; there is no {asked}"


@pytest.mark.parametrize("asked", ["PD1", "pd1"])
def test_a_progression_is_gone_to_by_its_number_and_a_fact_by_its_key(reel: Reel, asked: str) -> None:
    assert place(reel, asked) == (8, 1)
    assert place(reel, "LAB-3") == (3, 0)


def test_the_cycles_of_one_number_are_gone_to_in_turn(real: Reel) -> None:
    cursor = Cursor(future=Future.SHOWN)
    keys = []
    for _ in range(4):
        found = destination(real, cursor, "c1")
        assert isinstance(found, Found)
        cursor = found.cursor
        keys.append(real.sheet(cursor).events[cursor.event or 0].key)
    assert keys == ["l1-c1", "l2-c1", "l3-c1", "l1-c1"]


def test_of_several_of_one_name_it_is_said_which_one_it_is_and_how_the_others_are_called(real: Reel) -> None:
    cursor = Cursor(index=10)
    for asked, among in (("c2", "l2-c2, 2 of 2; also l1-c2"), ("c2", "l1-c2, 1 of 2; also l2-c2"), ("l1-c2", "")):
        found = destination(real, cursor, asked)
        assert isinstance(found, Found)
        assert found.among == among
        cursor = found.cursor
    later = destination(real, Cursor(index=1, future=Future.SHOWN), "c2")
    assert isinstance(later, Found)
    assert later.among == "l2-c2, 2 of 3; also l3-c2, l1-c2"


def test_what_is_still_to_come_is_answered_like_what_never_was(reel: Reel) -> None:
    for name in ("PD1", "death", "scan-8"):
        never = sentence(reel, "never-was", Cursor(index=7)).replace("never-was", name)
        assert sentence(reel, name, Cursor(index=7)) == never
    assert place(reel, "PD1", Cursor(index=8)) == (8, 1)


def test_known_then_nothing_is_found_before_it_was_known(reel: Reel) -> None:
    assert "up to M8" in sentence(reel, "PD1", Cursor(index=8, known=True))
    assert place(reel, "PD1", Cursor(index=9, known=True)) == (9, 1)


@pytest.mark.parametrize(
    ("query", "places"),
    [
        ("ebv", [(3, 0), (12, 0)]),
        ("EBV lab", [(3, 0), (12, 0)]),
        ("axillary", [(8, 0)]),
        ("pd1", [(8, 1)]),
        ("l1", [(0, 1)]),
        ("nothing like it", []),
        ("  ", []),
    ],
)
def test_a_search_finds_every_word_in_text_kind_and_key_whatever_its_case(
    reel: Reel, query: str, places: list[tuple[int, int]]
) -> None:
    assert hits(reel, Cursor(future=Future.SHOWN), query) == places


def test_a_search_sees_no_further_than_the_reader_has(reel: Reel) -> None:
    assert hits(reel, Cursor(index=2), "ebv") == []
    assert hits(reel, Cursor(index=2), "ebv", seen=3) == [(3, 0)]
    assert len(list(visible(reel, Cursor(index=LAST)))) == len(list(visible(reel, Cursor(future=Future.GHOST))))


def test_hits_are_gone_through_round_and_round() -> None:
    places = [(3, 0), (8, 1), (12, 0)]
    assert [following(places, Cursor(index=index)) for index in (0, 3, 4, 20)] == [0, 0, 1, 0]
    assert following(places, Cursor(index=3, event=0)) == 1
    assert following(places, Cursor(index=3, event=0), back=True) == 2
    assert following(places, Cursor(index=8), back=True) == 0


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_the_advice_of_the_prompt_is_whole_and_can_be_followed(size: tuple[int, int]) -> None:
    async with on_screen(Place.REPLAY, bundled_library(), "npc-1", size=size) as pilot:
        await pilot.press("colon", *"PD1", "enter")
        await pilot.pause()
        words = " ".join(text_of(pilot.app).split())
        assert "nothing is called PD1 up to M0; after esc, f shows the future, / searches words" in words
        await pilot.press("escape", "f", "colon", *"PD1", "enter")
        await settled(pilot)
        assert replay_of(pilot).month == 8
