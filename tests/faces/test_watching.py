"""What an open screen does when somebody else records: it says so, takes it in and stays where it stands."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace
from textual.pilot import Pilot

from tests import examples as ex
from tests.faces.command_line import MINI
from tests.faces.screens import replay_of, settled, text_of
from tests.faces.test_forms import open_form, press, shows, type_into, writing
from tests.store.test_entering import LAB
from tracker.casebook.correcting import Warrant, amend_fact, retract_fact
from tracker.casebook.erasing import erase_patient
from tracker.casebook.library import Library, Place, open_library
from tracker.casebook.news import News
from tracker.casebook.recording import record_entries
from tracker.tui import watching
from tracker.tui.compare import Compare
from tracker.tui.forms.form import FormScreen
from tracker.tui.replay import Replay
from tracker.tui.timeline import Timeline

FACTS = ("f2", "f3", "f4")
BOB = Warrant(by="bob", reason="read again")


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Library]:
    """Two cases, and a state directory of their own."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    with open_library(Place(tmp_path / "clinic.db", default=False), create=True) as library:
        record_entries(library.database, "mini", MINI, by="tests")
        record_entries(library.database, "other", (ex.registered(), ex.diagnosed()), by="tests")
        yield library


def correct(library: Library, value: str) -> None:
    """Somebody else corrects a result, in a session of their own."""
    with open_library(library.place) as theirs:
        entry = ex.lab("EBV-DNA", value, "{copies}/mL", key="labs-1", with_="ct")
        amend_fact(theirs.database, "mini", "labs-1", (entry,), BOB)


async def look(pilot: Pilot[None]) -> str:
    """What the screen says once it has looked."""
    screen = pilot.app.screen
    assert isinstance(screen, watching.Watching)
    screen.look()
    await settled(pilot)
    return text_of(pilot.app)


@pytest.mark.parametrize("size", [(120, 36), (80, 24)])
async def test_an_open_replay_takes_in_what_another_corrected_and_stays_where_it_is(
    library: Library, size: tuple[int, int]
) -> None:
    async with writing(library, size, write=False) as pilot:
        await press(pilot, "right_square_bracket", "right_square_bracket", "k", "plus")
        replay = replay_of(pilot)
        before, reel = replay.cursor, replay.reel
        assert reel is not None
        selected = reel.sheet(before).events[before.event or 0].key
        assert "7.77e3" not in await look(pilot)
        correct(library, "7.77e3")
        said = await look(pilot)
        assert "7.77e3" in said
        assert "new, by bob: labs-1 corrected" in said
        assert replay.reel is not None
        now = replay.cursor
        assert replay.reel.sheet(now).events[now.event or 0].key == selected
        assert replace(now, event=before.event) == before
        taken = replay.reel
        await look(pilot)
        assert replay.reel is taken


async def test_the_log_is_asked_again_and_again_and_no_key_asks_it(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def since(_: Library, patient: str, version: int) -> tuple[News, ...]:
        asked.append(f"{patient} {version}")
        return ()

    monkeypatch.setattr(Library, "since", since)
    monkeypatch.setattr(watching, "SECONDS", 0.2)
    async with writing(library, write=False) as pilot:
        await pilot.pause(1)
        assert len(asked) > 1
        monkeypatch.setattr(watching, "SECONDS", 3600)
    async with writing(library, write=False) as pilot:
        asked.clear()
        await press(pilot, *"lhlhjk")
        assert asked == []


async def test_what_a_month_may_not_tell_is_not_named(library: Library) -> None:
    async with writing(library, write=False) as pilot:
        await press(pilot, "home", "l", "l")
        assert replay_of(pilot).month == 2
        correct(library, "7.77e3")
        said = await look(pilot)
        assert "new, by bob: 1 change" in said
        assert "labs-1" not in said


def select(replay: Replay, key: str) -> None:
    """Select an event of the month shown."""
    assert replay.reel is not None
    lines = [line.key for line in replay.reel.sheet(replay.cursor).events]
    replay.show(replace(replay.cursor, event=lines.index(key)))


async def test_a_correction_that_moves_the_selected_fact_moves_no_screen_after_it(library: Library) -> None:
    async with writing(library, write=False) as pilot:
        replay = replay_of(pilot)
        select(replay, "labs-1")
        later = ex.lab("EBV-DNA", "7.77e3", "{copies}/mL", key="labs-1", after="dx", stated="20 mo")
        amend_fact(library.database, "mini", "labs-1", (later,), BOB)
        said = await look(pilot)
        assert replay.month == 8
        assert replay.cursor.event is None
        assert "M8 of 28" in said
        assert "7.77e3" not in said
        assert "new, by bob: labs-1 corrected" in said


async def test_news_name_what_the_month_tells_by_the_record_of_before_and_of_now_and_count_the_rest(
    library: Library,
) -> None:
    secret = ex.lab("LDH", 300, "U/L", key="secret-m5", after="dx", stated="5 mo")
    record_entries(library.database, "mini", (secret,), by="tests")
    async with writing(library, write=False) as pilot:
        await press(pilot, "home", "l")
        replay = replay_of(pilot)
        assert (replay.month, replay.cursor.index) == (1, 1)
        early = ex.lab("LDH", 200, "U/L", key="early", before="dx", stated="6 mo")
        record_entries(library.database, "mini", (early,), by="bob")
        again = ex.lab("LDH", 400, "U/L", key="secret-m5", after="dx", stated="5 mo")
        amend_fact(library.database, "mini", "secret-m5", (again,), BOB)
        said = await look(pilot)
        assert (replay.month, replay.cursor.index) == (1, 7)
        assert "new, by bob: early recorded, 1 other change" in said
        retract_fact(library.database, "mini", "early", BOB)
        assert "new, by bob: early taken back" in await look(pilot)


async def test_a_fact_taken_back_is_gone_and_nothing_is_selected_in_its_place(library: Library) -> None:
    async with writing(library, write=False) as pilot:
        replay = replay_of(pilot)
        select(replay, "labs-1")
        retract_fact(library.database, "mini", "labs-1", BOB)
        said = await look(pilot)
        assert "new, by bob: labs-1 taken back" in said
        assert replay.cursor.event is None


async def test_an_open_form_is_left_alone_and_the_news_come_when_it_is_closed(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with writing(library) as pilot:
        form = await open_form(pilot, "lab-resulted")
        type_into(form, **LAB)
        correct(library, "7.77e3")
        replay = next(screen for screen in pilot.app.screen_stack if isinstance(screen, Replay))
        reel, asked = replay.reel, list[object]()
        with monkeypatch.context() as patched:
            patched.setattr(Library, "since", lambda *of: asked.extend(of))
            replay.look()
            await settled(pilot)
        assert not asked
        assert replay.reel is reel
        assert pilot.app.screen is form
        assert form.values["value"] == LAB["value"]
        await press(pilot, "escape")
        await settled(pilot)
        assert "new, by bob: labs-1 corrected" in text_of(pilot.app)
        again = await open_form(pilot, "lab-resulted")
        assert again.values["value"] == LAB["value"]


async def test_after_a_refused_correction_the_replay_shows_what_was_corrected_meanwhile(library: Library) -> None:
    async with writing(library) as pilot:
        select(replay_of(pilot), "labs-1")
        await press(pilot, "x", "enter")
        form = pilot.app.screen
        assert isinstance(form, FormScreen)
        type_into(form, value="5", corrected_because="typed wrong")
        correct(library, "7.77e3")
        await press(pilot, "ctrl+s")
        assert "labs-1 was corrected meanwhile, by bob" in " ".join(text_of(pilot.app).split())
        await press(pilot, "escape")
        await settled(pilot)
        assert shows(pilot, Replay)
        assert "7.77e3" in text_of(pilot.app)


@pytest.mark.parametrize(("key", "kind"), [("3", Timeline), ("4", Compare)])
async def test_timeline_and_comparison_take_it_in_too(
    library: Library, key: str, kind: type[watching.Watching]
) -> None:
    async with writing(library, write=False) as pilot:
        await press(pilot, key)
        await settled(pilot)
        assert isinstance(pilot.app.screen, kind)
        assert pilot.app.screen.shown_patients
        correct(library, "7.77e3")
        assert "new, by bob" in await look(pilot)
        await press(pilot, "l")
        assert "new, by bob" not in text_of(pilot.app)


async def test_a_locked_file_is_no_news(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    async with writing(library, write=False) as pilot:
        correct(library, "7.77e3")

        def locked(*_: object) -> None:
            error = sqlite3.OperationalError("database is locked")
            error.sqlite_errorname = "SQLITE_BUSY"
            raise error

        with monkeypatch.context() as patched:
            patched.setattr("tracker.store.database._begin_reading", locked)
            said = await look(pilot)
            assert "new, by" not in said
            assert "locked" not in said
        assert "new, by bob" in await look(pilot)


@pytest.mark.parametrize(
    ("untold", "said"),
    [
        pytest.param(
            set(), "new, by bob and eve: f1 corrected, f2 corrected, f3 corrected, 2 other changes", id="most"
        ),
        pytest.param(
            {"f1", "f2"}, "new, by bob and eve: f3 corrected, f4 corrected, f5 corrected, 2 other changes", id="untold"
        ),
        pytest.param(
            {"f5"}, "new, by bob and eve: f1 corrected, f2 corrected, f3 corrected, 2 other changes", id="both"
        ),
        pytest.param({"f2", "f3", "f4", "f5"}, "new, by bob and eve: f1 corrected, 4 other changes", id="one"),
    ],
)
def test_news_name_three_facts_and_count_what_is_left(untold: set[str], said: str) -> None:
    news = [News(by="eve" if key == "f4" else "bob", subject=key, done="corrected") for key in ("f1", *FACTS, "f5")]
    assert watching.said_of(news, lambda key: key not in untold) == said


async def test_while_a_file_is_written_the_case_stays_what_it_was(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with writing(library, write=False) as pilot:
        with monkeypatch.context() as patched:
            patched.setattr(Replay, "writing", property(lambda _: ["a file"]))
            correct(library, "7.77e3")
            assert "new, by bob" not in await look(pilot)
        assert "new, by bob" in await look(pilot)


async def test_news_of_a_version_that_is_shown_no_more_are_taken_in_by_nobody(library: Library) -> None:
    async with writing(library, write=False) as pilot:
        replay = replay_of(pilot)
        reel, version = replay.reel, pilot.app.desk.version("mini")  # type: ignore[attr-defined]  # an app of ours
        news = [News(by="bob", subject="labs-1", done="corrected")]
        replay._notice({"mini": version - 1}, news)
        await settled(pilot)
        assert replay.reel is reel
        replay._notice({"mini": version}, news)
        await settled(pilot)
        assert replay.reel is not reel


async def test_who_was_erased_is_shown_no_longer(library: Library) -> None:
    async with writing(library, write=False) as pilot:
        erase_patient(library.database, "mini", legal_basis="consent withdrawn", by="bob")
        said = await look(pilot)
        assert "mini was erased" in said
        assert "EBV-DNA" not in said


async def test_the_list_of_cases_is_read_again_when_it_is_shown_again(library: Library) -> None:
    async with writing(library, write=False) as pilot:
        await press(pilot, "1")
        await settled(pilot)
        assert "third" not in text_of(pilot.app)
        await press(pilot, "2")
        await settled(pilot)
        record_entries(library.database, "third", (ex.registered(), ex.diagnosed()), by="bob")
        await press(pilot, "1")
        await settled(pilot)
        assert "third" in text_of(pilot.app)
