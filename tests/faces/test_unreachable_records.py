"""A record that cannot be read, now or ever by this version: each screen says so in a sentence, and none ends."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.pilot import Pilot

from tests import examples as ex
from tests.faces.command_line import MINI
from tests.faces.screens import NUMBERS, on_screen, settled, text_of
from tests.ledger import shell
from tracker.casebook.library import Library, Place, open_library
from tracker.casebook.recording import record_entries
from tracker.store.guards import expected
from tracker.store.refusals import StoreRefused
from tracker.tui.app import TrackerApp
from tracker.tui.command import Place as Shown
from tracker.tui.listing import Listing
from tracker.tui.watching import Watching

SIZE = (200, 36)
NEWER = "of the log (patient mini) cannot be read"


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Library]:
    """Two cases, and a state directory of their own."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    with open_library(Place(tmp_path / "clinic.db", default=False), create=True) as library:
        record_entries(library.database, "mini", MINI, by="tests")
        record_entries(library.database, "other", MINI, by="tests")
        yield library


def written_by_a_newer_tracker(library: Library) -> None:
    """Somebody records a line of a version that is still to come."""
    record_entries(library.database, "mini", (ex.ecog(1, "late", after="dx", stated="20 mo"),), by="bob")
    with shell(library.place.path) as connection:
        for guard in expected():
            connection.execute(f"DROP TRIGGER {guard}")
        connection.execute("UPDATE events SET schema_version = 9 WHERE seq = (SELECT max(seq) FROM events)")
        for text in expected().values():
            connection.execute(text)


async def looked(pilot: Pilot[None]) -> str:
    """What the screen says once it has looked."""
    screen = pilot.app.screen
    assert isinstance(screen, Watching | Listing)
    screen.look()
    await settled(pilot)
    return " ".join(text_of(pilot.app).split())


CASE_SCREENS = [Shown.REPLAY, Shown.TIMELINE, Shown.COMPARE]


@pytest.mark.parametrize("place", CASE_SCREENS)
async def test_a_case_with_a_line_of_a_newer_tracker_is_opened_by_a_sentence(library: Library, place: Shown) -> None:
    written_by_a_newer_tracker(library)
    async with on_screen(place, library, "mini", SIZE) as pilot:
        assert NEWER in text_of(pilot.app)
        await pilot.press("1")
        await settled(pilot)
        assert "other" in text_of(pilot.app)


@pytest.mark.parametrize("place", CASE_SCREENS)
async def test_a_line_of_a_newer_tracker_leaves_what_was_read_and_is_said_at_every_look(
    library: Library, place: Shown
) -> None:
    async with on_screen(place, library, "mini", SIZE) as pilot:
        await pilot.press("l")
        before = " ".join(text_of(pilot.app).split())
        written_by_a_newer_tracker(library)
        for _ in range(2):
            said = await looked(pilot)
            assert "not read again: event" in said
            assert NEWER in said
            assert said[:60] == before[:60]
            await pilot.press("j")


@pytest.mark.parametrize("place", CASE_SCREENS)
async def test_a_file_that_is_locked_while_news_are_read_is_said_and_read_at_the_next_look(
    library: Library, place: Shown, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with on_screen(place, library, "mini", SIZE) as pilot:
        before = " ".join(text_of(pilot.app).split())
        record_entries(library.database, "mini", (ex.ecog(1, "new", after="dx", stated="1 mo"),), by="bob")

        def locked(*_: object) -> None:
            raise StoreRefused("clinic.db is locked")

        with monkeypatch.context() as patched:
            patched.setattr(Library, "case", locked)
            said = await looked(pilot)
            assert "not read again: clinic.db is locked" in said
            assert said[:60] == before[:60]
        assert "new, by bob" in await looked(pilot)


@pytest.mark.parametrize("place", CASE_SCREENS)
async def test_a_file_that_fails_while_a_screen_opens_is_said_on_it(
    library: Library, place: Shown, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with on_screen(Shown.CASES, library, "mini", SIZE) as pilot:

        def damaged(*_: object) -> None:
            raise StoreRefused("clinic.db is damaged")

        for name in ("case", "patients"):
            monkeypatch.setattr(Library, name, damaged)
        await pilot.press(NUMBERS[place])
        await settled(pilot)
        assert "clinic.db is damaged" in text_of(pilot.app)


async def test_what_a_case_is_checked_with_may_fail_and_leaves_the_case(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    def locked(*_: object) -> None:
        raise StoreRefused("clinic.db is locked")

    monkeypatch.setattr("tracker.casebook.case.Case.discrepancies", property(locked))
    async with on_screen(Shown.REPLAY, library, "mini", SIZE) as pilot:
        assert "clinic.db is locked" in text_of(pilot.app)
        await pilot.press("right_square_bracket", "enter")
        await settled(pilot)
        assert "patient registered" in text_of(pilot.app)
        await pilot.press("escape")
        await settled(pilot)
        assert "EBV-DNA" in text_of(pilot.app)


@pytest.mark.parametrize("read", ["patients", "strips", "head"])
async def test_the_list_of_cases_says_what_cannot_be_read(
    library: Library, read: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def damaged(*_: object) -> None:
        raise StoreRefused("clinic.db is damaged")

    with monkeypatch.context() as patched:
        patched.setattr(Library, read, damaged)
        async with TrackerApp(library).run_test(size=SIZE) as pilot:
            await settled(pilot)
            assert "clinic.db is damaged" in text_of(pilot.app)
            patched.undo()
            assert "mini" in await looked(pilot)
    async with on_screen(Shown.CASES, library, "mini", SIZE) as pilot:
        record_entries(library.database, "third", (ex.registered(), ex.diagnosed()), by="bob")
        with monkeypatch.context() as patched:
            patched.setattr(Library, read, damaged)
            said = await looked(pilot)
            assert "clinic.db is damaged" in said
            assert "mini" in said
            await pilot.press("c")
            await settled(pilot)
