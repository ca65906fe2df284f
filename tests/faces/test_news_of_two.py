"""What an open comparison does when somebody else records: the case at hand stays, and no hidden future comes into sight."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot

from tests import examples as ex
from tests.faces.command_line import MINI
from tests.faces.screens import on_screen, settled, text_of
from tests.faces.test_compare import compare_of, pair_of
from tracker.casebook.correcting import Warrant, amend_fact, retract_fact
from tracker.casebook.library import Library, Place, open_library
from tracker.casebook.recording import record_entries
from tracker.projections.alignment import Alignment
from tracker.tui.command import Place as Shown

BOB = Warrant(by="bob", reason="read again")
UNALIGNED = "new, by bob: 1 change · no progression by now: aligned on diagnosis"


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """Two cases: one progresses in month 8, the other one in month 5."""
    with open_library(Place(tmp_path / "clinic.db", default=False), create=True) as library:
        record_entries(library.database, "mini", MINI, by="tests")
        progressing = ex.progression(1, after="dx", stated="5 mo")
        seen = ex.contact(after="dx", stated="30 mo")
        record_entries(library.database, "other", (ex.registered(), ex.diagnosed(), progressing, seen), by="tests")
        yield library


@asynccontextmanager
async def aligned_on_progression(library: Library, patient: str = "mini") -> AsyncIterator[Pilot[None]]:
    """A comparison a month after the first progressions."""
    async with on_screen(Shown.COMPARE, library, patient, size=(140, 36)) as pilot:
        await pilot.press(*"l" * 10, "A")
        await settled(pilot)
        while compare_of(pilot).month > 1:
            await pilot.press("h")
        assert pair_of(pilot).alignment is Alignment.PROGRESSION
        yield pilot


async def look(pilot: Pilot[None]) -> str:
    """What the comparison says once it has looked."""
    compare_of(pilot).look()
    await settled(pilot)
    return text_of(pilot.app)


def months(pilot: Pilot[None]) -> list[int | None]:
    """Which month of each case is shown."""
    pair, month = pair_of(pilot), compare_of(pilot).month
    indices = [pair.index(side, month) for side in pair.sides]
    return [None if i is None else side.reel.now[i].month for i, side in zip(indices, pair.sides, strict=True)]


async def test_a_progression_that_is_moved_into_the_hidden_future_takes_nobody_there(library: Library) -> None:
    async with aligned_on_progression(library) as pilot:
        before = months(pilot)
        moved = ex.progression(1, after="dx", stated="25 mo")
        amend_fact(library.database, "other", "pd-1", (moved,), BOB)
        said = await look(pilot)
        assert UNALIGNED in said
        assert pair_of(pilot).alignment is Alignment.DIAGNOSIS
        assert months(pilot) == [before[0], before[0]]


@pytest.mark.parametrize("patient", ["mini", "other"])
async def test_a_progression_that_is_taken_back_is_aligned_on_no_longer(library: Library, patient: str) -> None:
    async with aligned_on_progression(library, patient) as pilot:
        before = months(pilot)
        retract_fact(library.database, "other", "pd-1", BOB)
        said = await look(pilot)
        assert UNALIGNED in said
        assert pair_of(pilot).alignment is Alignment.DIAGNOSIS
        assert months(pilot)[0] == before[0]


async def test_what_moves_nothing_that_both_are_aligned_on_leaves_the_alignment(library: Library) -> None:
    async with aligned_on_progression(library) as pilot:
        before = months(pilot)
        record_entries(library.database, "other", (ex.ecog(1, after="dx", stated="2 mo"),), by="bob")
        assert "new, by bob: 1 change" in await look(pilot)
        assert pair_of(pilot).alignment is Alignment.PROGRESSION
        assert months(pilot) == before


async def test_the_case_at_hand_stays_at_its_month_when_its_progression_is_placed_earlier(library: Library) -> None:
    async with aligned_on_progression(library, "other") as pilot:
        before = months(pilot)
        moved = ex.progression(1, after="dx", stated="3 mo")
        amend_fact(library.database, "other", "pd-1", (moved,), BOB)
        assert "new, by bob: 1 change" in await look(pilot)
        assert pair_of(pilot).alignment is Alignment.PROGRESSION
        assert months(pilot)[0] == before[0]
        assert compare_of(pilot).month == 3
