"""The replay as files: each shows what the screen shows, says whose and as of when it is, and needs nothing from elsewhere."""

import json
import re
import xml.etree.ElementTree as ET
from collections import Counter
from html.parser import HTMLParser

import pyte
import pytest
from textual.widgets import Input

from tests.faces.screens import bundled_library, on_replay, replay_of, text_of
from tracker.decisions.refused import Refused
from tracker.tui.cut import Future
from tracker.tui.glyphs import ASCII
from tracker.tui.loading import reel_of
from tracker.tui.reel import Cursor, Panel, Reel
from tracker.tui.stills.frame import draw_frame
from tracker.tui.stills.paper import Paper, running_version
from tracker.tui.stills.whole import draw_whole
from tracker.tui.stills.writing import written

SIZE = (120, 36)
PAPER = Paper(size=SIZE)


@pytest.fixture(scope="module")
def reel() -> Reel:
    return reel_of("npc-1", bundled_library().case("npc-1"))


def still(reel: Reel, cursor: Cursor, name: str) -> str:
    return b"".join(written(reel, cursor, PAPER, name)).decode()


@pytest.mark.parametrize("month", [0, 8, 28])
@pytest.mark.parametrize("keys", [(), ("w",), ("f", "f")])
async def test_a_frame_is_what_the_screen_shows_but_for_its_last_row_and_what_scrolls(
    reel: Reel, month: int, keys: tuple[str, ...]
) -> None:
    async with on_replay(bundled_library(), "npc-1", month, SIZE) as pilot:
        await pilot.press(*keys)
        await pilot.pause()
        shown = text_of(pilot.app).splitlines()
        cursor = replay_of(pilot).cursor
    drawn = draw_frame(reel, cursor, PAPER).text().splitlines()
    scrolled = re.compile(r"─ (?:↓\d+|\d+ more rows?) ─")
    shown = [row.replace("hidden · f shows       ", "hidden with the future ") for row in shown]
    cut = re.compile(r"─+╯")
    assert [cut.sub("╯", scrolled.sub("─", row)) for row in drawn[:-1]] == [
        cut.sub("╯", scrolled.sub("─", row)) for row in shown[:-1]
    ]


def test_a_picture_says_whose_it_is_as_of_when_and_what_its_times_rest_on(reel: Reel) -> None:
    last = still(reel, Cursor(index=8, known=True, future=Future.GHOST), "x.txt").splitlines()[-1]
    for part in ("npc-1 M8 of 28", "known then", "future ghost", "the record has no date", running_version()):
        assert part in last


@pytest.mark.parametrize("patient", ["npc-1", "npc-2"])
def test_a_month_on_paper_has_every_word_of_every_panel_and_no_remark_of_a_screen(patient: str) -> None:
    case = bundled_library().case(patient)
    reel = reel_of(patient, case)
    for index in (0, 4, 8, len(reel.now) - 1):
        sheet = reel.now[index]
        text = still(reel, Cursor(index=index, scroll=5, read=3), "x.txt")
        words = Counter(text.split())
        state, events = [line.text for line in sheet.state], [line.text for line in sheet.events]
        for said in (*state, *events, *(line.value for line in sheet.labs)):
            assert not Counter(said.split()) - words
        assert not re.search(r"[↑↓]\d|more row|checking|f shows", text)
        for band in reel.picture.bands:
            told = reel.cut(Cursor(index=index)).begins(band)
            assert all((drug in text) == told or told is False for drug in band.drugs)
        panels = text[text.index(" State at the end") :].splitlines()
        labels = [row[2:].split()[0] for row in panels if row.startswith("│ ") and row[2] != " "]
        assert len(labels) == len(set(labels))


def test_a_mark_that_found_no_room_in_its_lane_is_named_on_paper_and_not_before_it_is_told(reel: Reel) -> None:
    text = still(reel, Cursor(index=8), "x.txt")
    assert "Scan +1" in text
    assert re.search(r"also Scan +MR ≈M8\.3", text)
    assert "also Scan" not in still(reel, Cursor(index=7), "x.txt")


async def test_a_selected_line_and_a_scrolled_panel_leave_no_mark_on_paper(reel: Reel) -> None:
    plain = still(reel, Cursor(index=8), "x.txt")
    assert still(reel, Cursor(index=8, event=2, panel=Panel.EVENTS, read=2, scroll=9), "x.txt") == plain


def test_a_recording_counts_the_rows_that_have_no_room_instead_of_pointing_to_them(reel: Reel) -> None:
    text = draw_frame(reel, Cursor(index=8), PAPER).text()
    assert re.search(r" \d+ more rows ─╯", text)
    assert not re.search(r"[↑↓]\d", text)


def test_an_svg_has_the_words_of_the_screen_and_no_link(reel: Reel) -> None:
    text = still(reel, Cursor(index=8), "x.svg")
    root = ET.fromstring(text)  # noqa: S314 - written by ourselves
    words = " ".join(node.text or "" for node in root.iter("{http://www.w3.org/2000/svg}text"))
    assert "axillary node 24 mm" in words
    assert not re.findall(r"(?:href|src|url)\s*[=(]\s*[\"']?https?:", text)


class Rows(HTMLParser):
    """The text of a row, and the width that its spans ask for."""

    def __init__(self) -> None:
        super().__init__()
        self.text = ""

    def handle_data(self, data: str) -> None:
        """Keep the text."""
        self.text += data


def test_a_page_holds_every_month_in_every_view_with_all_of_its_lines(reel: Reel) -> None:
    text = still(reel, Cursor(index=8, known=True, future=Future.GHOST), "x.html")
    assert not re.findall(r"https?:", text)
    data = json.loads(re.findall(r"const DATA = (.*);\n", text)[0].replace("<\\/", "</"))
    assert [data[name] for name in ("start", "known", "future")] == [8, True, 1]
    for known in (False, True):
        for number, future in enumerate(Future):
            frames = data["frames"][f"{int(known)}{number}"]
            assert len(frames) == len(reel.now)
            for index in (0, 8, 28):
                grid = draw_whole(reel, Cursor(index=index, known=known, future=future), PAPER)
                assert len(frames[index]) == grid.height
                for y, row in enumerate(frames[index]):
                    reader = Rows()
                    reader.feed(data["rows"][row])
                    assert reader.text.rstrip() == grid.row_text(y)


def test_a_page_keeps_every_sign_beyond_ascii_in_a_cell_of_its_own(reel: Reel) -> None:
    text = still(reel, Cursor(index=8), "x.html")
    data = json.loads(re.findall(r"const DATA = (.*);\n", text)[0].replace("<\\/", "</"))
    bare = re.compile(r"<i>.</i>|<[^>]*>")
    assert not [row for row in data["rows"] if not bare.sub("", row).isascii()]


def test_a_recording_replays_to_the_frames_and_marks_every_milestone(reel: Reel) -> None:
    head, *lines = (json.loads(line) for line in still(reel, Cursor(), "x.cast").splitlines())
    assert (head["version"], head["width"], head["height"]) == (2, *SIZE)
    assert [line[0] for line in lines] == sorted(line[0] for line in lines)
    screen = pyte.Screen(*SIZE)
    stream = pyte.Stream(screen)
    frames = []
    for _, kind, data in lines:
        if kind == "o" and data:
            stream.feed(data)
            frames.append("\n".join(row.rstrip() for row in screen.display))
    grids = [draw_frame(reel, Cursor(index=i), PAPER) for i in range(len(reel.now))]
    assert frames == [grid.text() for grid in grids]
    marks = [data for _, kind, data in lines if kind == "m"]
    assert len(marks) == len(reel.picture.milestones)
    assert "M8 PD1" in marks


def test_a_name_that_says_no_format_and_a_frame_that_is_too_small_are_refused(reel: Reel) -> None:
    with pytest.raises(Refused, match=r"\.txt, \.svg, \.html, \.cast"):
        written(reel, Cursor(), PAPER, "x.gif")
    with pytest.raises(Refused, match="at least 108x34"):
        Paper(size=(80, 24))


@pytest.mark.parametrize("path", ["~nobody-of-that-name/x.svg", f"{'x' * 300}.svg"])
async def test_a_path_that_cannot_be_is_refused_and_the_replay_goes_on(path: str) -> None:
    async with on_replay() as pilot:
        before = replay_of(pilot).month
        await pilot.press("e", "s")
        await pilot.pause()
        pilot.app.screen.query_one(Input).value = path
        await pilot.press("enter")
        await pilot.pause()
        await pilot.app.workers.wait_for_complete()
        await pilot.press("l")
        await pilot.pause()
        assert replay_of(pilot).month == (before or 0) + 1


@pytest.mark.parametrize("patient", ["npc-1", "npc-2"])
def test_in_signs_of_ascii_everything_is_ascii(patient: str) -> None:
    reel = reel_of(patient, bundled_library().case(patient), ascii_only=True)
    paper = Paper(size=SIZE, glyphs=ASCII)
    for index in (0, 8, len(reel.now) - 1):
        assert b"".join(written(reel, Cursor(index=index), paper, "x.txt")).isascii()
        assert draw_frame(reel, Cursor(index=index), paper).text().isascii()
