"""The list of cases: strips, sorting, filtering, thousands of lines."""

from collections.abc import Sequence
from typing import Any

import pytest
from msgspec.structs import replace
from textual.pilot import Pilot

from tests.faces.cases import MadeUpLibrary
from tests.faces.pictures import PICTURE
from tests.faces.screens import bundled_library, on_replay, on_screen, settled, text_of
from tracker.projections.picture import Picture
from tracker.tui.cases import Cases
from tracker.tui.command import Place
from tracker.tui.cut import Future
from tracker.tui.filter import Filter
from tracker.tui.reel import Cursor
from tracker.tui.roster import SORTS, Order, ordered, person

STORM = ((40, 12), (200, 60), (20, 5), (80, 24), (1, 1), (60, 16), (55, 11), (120, 36), (100, 30))


class ManyLibrary(MadeUpLibrary):
    """Two thousand cases, of which nobody loads one."""

    def __init__(self, count: int = 2000) -> None:
        super().__init__(*(f"case-{number:04}" for number in range(count)))
        self.pages: list[int] = []

    def patients(self) -> tuple[dict[str, Any], ...]:
        """Told apart by age and facts."""
        rows = super().patients()
        return tuple({**row, "age": 20 + n % 70, "facts": n, "sex": "female"} for n, row in enumerate(rows))

    def strips(self, patients: Sequence[str]) -> dict[str, Picture]:
        """Count them."""
        self.pages.append(len(patients))
        return super().strips(patients)

    def case(self, patient: str) -> Any:
        """None of them."""
        raise AssertionError(f"{patient} was loaded for a list")


def cases_of(pilot: Pilot[None]) -> Cases:
    screen = pilot.app.screen
    assert isinstance(screen, Cases)
    return screen


async def test_a_list_of_thousands_reads_a_page_of_strips_and_no_case() -> None:
    library = ManyLibrary()
    async with on_screen(Place.CASES, library, "case-0000", size=(120, 36)) as pilot:
        assert library.pages == [200]
        await pilot.press(*"jjjjjjjjjj")
        await settled(pilot)
        assert library.pages == [200]
        await pilot.press("G")
        await settled(pilot)
        assert cases_of(pilot).chosen == "case-1999"
        assert len(library.pages) == 2
        assert sum(library.pages) <= 400
        assert "2000 of 2000" in text_of(pilot.app)


async def test_a_replay_that_was_asked_for_waits_for_no_list() -> None:
    class Counted(MadeUpLibrary):
        lists = 0

        def patients(self) -> tuple[dict[str, Any], ...]:
            self.lists += 1
            return super().patients()

    library = Counted()
    async with on_replay(library, "made-up") as pilot:
        assert library.lists == 0
        await pilot.press("escape")
        await settled(pilot)
        assert cases_of(pilot).chosen == "made-up"
        assert library.lists == 1


class Growing(MadeUpLibrary):
    """A library that others record into."""

    def __init__(self) -> None:
        super().__init__()
        self.lines, self.drawn, self.listed = 1, PICTURE, 0

    def head(self) -> int:
        """As far as they recorded."""
        return self.lines

    def patients(self) -> tuple[dict[str, Any], ...]:
        """Count how often they are read."""
        self.listed += 1
        return super().patients()

    def strips(self, patients: Sequence[str]) -> dict[str, Picture]:
        """As it is drawn now."""
        return dict.fromkeys(patients, self.drawn)


async def test_the_list_takes_in_what_others_record_and_reads_nothing_where_nobody_did() -> None:
    library = Growing()
    async with on_screen(Place.CASES, library) as pilot:
        screen = cases_of(pilot)
        read = library.listed
        screen.look()
        await settled(pilot)
        assert library.listed == read
        assert screen.table.strips["other"] is PICTURE
        # The row of the case is the same: only its strip tells.
        library.drawn, library.lines = replace(PICTURE, bands=()), 2
        screen.look()
        await settled(pilot)
        assert library.listed == read + 1
        assert screen.table.strips["other"] is library.drawn


async def test_a_list_that_lies_under_another_screen_looks_when_it_is_shown_again() -> None:
    library = Growing()
    async with on_screen(Place.CASES, library) as pilot:
        screen = cases_of(pilot)
        await pilot.press("enter")
        await settled(pilot)
        library.drawn, library.lines, read = replace(PICTURE, bands=()), 2, library.listed
        screen.look()
        await settled(pilot)
        assert library.listed == read
        await pilot.press("1")
        await settled(pilot)
        assert screen.table.strips["other"] is library.drawn


async def test_strips_stand_on_one_scale_with_treatments_progressions_and_death() -> None:
    async with on_screen(Place.CASES, bundled_library(), "npc-1", size=(120, 36)) as pilot:
        rows = text_of(pilot.app).splitlines()
        assert rows[1].split()[:4] == ["case↓", "age", "diagnosis", "M0"]
        first, second = rows[2], rows[3]
        assert "male, 51 y" in first
        assert first.count("▲") == 2
        assert "✝" not in first
        assert second.count("▲") == 3
        assert second.count("△") == 1
        assert second.rstrip().count("✝") == 1
        assert first.index("B") == second.index("B")


async def test_a_strip_ends_where_the_replay_was_left_when_the_future_is_hidden() -> None:
    async with on_screen(Place.CASES, bundled_library(), "npc-1", size=(120, 36)) as pilot:
        await pilot.press("f")
        await pilot.pause()
        assert "▲" not in text_of(pilot.app).splitlines()[2]
        assert "future hidden" in text_of(pilot.app)
        await pilot.press("enter")
        await settled(pilot)
        await pilot.press(*"llllllll", "escape")
        await settled(pilot)
        rows = text_of(pilot.app).splitlines()
        assert rows[2].count("▲") == 1
        assert "░" in rows[2]
        assert "▲" not in rows[3]
        await pilot.press("f", "f")
        await pilot.pause()
        assert text_of(pilot.app).splitlines()[2].count("▲") == 2


async def test_typing_filters_and_escape_shows_all_again() -> None:
    async with on_screen(Place.CASES, ManyLibrary(), "case-0000") as pilot:
        await pilot.press("slash", *"0017 female")
        await settled(pilot)
        assert isinstance(pilot.app.screen, Filter)
        assert "1 of 1" in text_of(pilot.app)
        await pilot.press("enter")
        await settled(pilot)
        assert cases_of(pilot).chosen == "case-0017"
        assert "with “0017 female”, of 2000" in text_of(pilot.app)
        await pilot.press("escape")
        await pilot.pause()
        assert "of 2000" in text_of(pilot.app).splitlines()[0]
        assert cases_of(pilot).chosen == "case-0017"


async def test_a_filter_finds_drugs_by_their_full_names_and_none_that_is_still_to_come() -> None:
    async with on_screen(Place.CASES, bundled_library(), "npc-1") as pilot:

        async def with_words(words: str) -> set[str]:
            await pilot.press("escape", "slash", *words, "enter")
            await settled(pilot)
            return {str(row["patient"]) for row in cases_of(pilot)._rows}

        assert await with_words("cisplatin") == {"npc-1", "npc-2"}
        assert await with_words("gemcitabine npc") == {"npc-2"}
        assert await with_words("docetaxel") == set()
        assert "no case has these words" in text_of(pilot.app)
        assert await with_words("cisplatin") == {"npc-1", "npc-2"}
        cases_of(pilot).desk.leave("npc-1", 0, Cursor())
        while cases_of(pilot)._future is not Future.HIDDEN:
            await pilot.press("f")
        await settled(pilot)
        assert cases_of(pilot)._rows == []
        assert await with_words("capecitabine") == {"npc-1"}


async def test_a_filter_reads_the_strips_of_all_cases_once() -> None:
    library = ManyLibrary()
    async with on_screen(Place.CASES, library, "case-0000") as pilot:
        await pilot.press("slash", *"zz")
        await settled(pilot)
        assert sum(library.pages) <= 2000 + 400
        assert "no case has these words" in text_of(pilot.app)
        before = list(library.pages)
        await pilot.press(*"zz")
        await settled(pilot)
        assert library.pages == before


async def test_escape_while_typing_leaves_no_filter_and_letters_command_nothing() -> None:
    async with on_screen(Place.CASES, ManyLibrary(), "case-0000") as pilot:
        await pilot.press("slash", *"qjsf")
        await settled(pilot)
        assert "no case has these words" in text_of(pilot.app)
        await pilot.press("escape")
        await settled(pilot)
        assert "1 of 2000" in text_of(pilot.app)


async def test_a_key_and_a_pressed_head_sort_the_list() -> None:
    async with on_screen(Place.CASES, ManyLibrary(), "case-0000", size=(120, 36)) as pilot:
        await pilot.press("s")
        await pilot.pause()
        assert "age↓" in text_of(pilot.app)
        await pilot.press("S", "g")
        await pilot.pause()
        assert "age↑" in text_of(pilot.app)
        assert cases_of(pilot).chosen == "case-0069"
        head = text_of(pilot.app).splitlines()[1]
        await pilot.click("#table", offset=(head.index("facts"), 0))
        await pilot.press("g")
        await pilot.pause()
        assert cases_of(pilot).chosen == "case-1999"


async def test_sorting_keeps_the_selected_case() -> None:
    async with on_screen(Place.CASES, ManyLibrary(30), "case-0007") as pilot:
        for _ in SORTS:
            await pilot.press("s")
            await pilot.pause()
            assert cases_of(pilot).chosen == "case-0007"


async def test_a_storm_of_sizes_never_raises_in_the_list() -> None:
    async with on_screen(Place.CASES, bundled_library(), "npc-1") as pilot:
        for width, height in (*STORM, *((w, h) for w in range(40, 201, 40) for h in range(12, 61, 16))):
            await pilot.resize_terminal(width, height)
            await pilot.press("j", "f", "k")
            await pilot.pause()
            if width >= 20 and height >= 5:
                assert "npc-1" in text_of(pilot.app)


def row(**columns: object) -> dict[str, object]:
    empty = {"sex": None, "age": None, "diagnosis": None, "de_novo_metastatic": None, "facts": 1}
    return {"patient": "p", **empty, "first_month": None, "last_month": None, **columns}


@pytest.mark.parametrize("reverse", [False, True])
def test_what_has_nothing_in_a_column_comes_last_either_way(reverse: bool) -> None:
    rows = [row(patient="a"), row(patient="b", age=50), row(patient="c", age=40)]
    found = [each["patient"] for each in ordered(rows, Order("age", reverse))]
    assert found == (["b", "c", "a"] if reverse else ["c", "b", "a"])


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        ({"sex": "male", "age": 51}, "male, 51 y"),
        ({"sex": "other"}, "other sex"),
        ({"sex": "not-stated", "age": 0}, "0 y"),
        ({}, ""),
    ],
)
def test_a_person_is_told_in_words(columns: dict[str, object], said: str) -> None:
    assert person(row(**columns)) == said
