"""What the terminal shows already is not sent again."""

import pyte
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.color import ColorSystem
from rich.style import Style
from textual.drivers.headless_driver import HeadlessDriver
from textual.strip import Strip

from tests.faces.cases import MadeUpLibrary
from tracker.tui.app import TrackerApp
from tracker.tui.shown import Shown, sparing

WIDTH, HEIGHT = 12, 4
COLORS = st.none() | st.sampled_from(["#e6e9ec", "#101418", "#e69f00", "red"])
STYLES = st.builds(
    Style,
    color=COLORS,
    bgcolor=COLORS,
    bold=st.none() | st.booleans(),
    reverse=st.none() | st.booleans(),
    underline=st.none() | st.booleans(),
)


def run(style: Style, text: str) -> str:
    """A run of cells as Textual writes it."""
    return Strip.render_style(style, text, ColorSystem.TRUECOLOR)


PLACED = st.builds(
    lambda y, x, style, text: f"\x1b[{y};{x}H{run(style, text[: WIDTH - x + 1])}",
    st.integers(1, HEIGHT),
    st.integers(1, WIDTH - 1),
    STYLES,
    st.text("abc ●鼻", min_size=1, max_size=4).filter(lambda text: cell_len(text) <= 2)
    | st.text("ab ", min_size=1, max_size=9),
)


def seen(data: str) -> list[list[pyte.screens.Char]]:
    """Every cell of a terminal that was sent this."""
    screen = pyte.Screen(WIDTH, HEIGHT)
    pyte.Stream(screen).feed(data)
    return [[screen.buffer[y][x] for x in range(WIDTH)] for y in range(HEIGHT)]


CLEARED = st.sampled_from(["\x1b[2J", "\x1b[2;1H\x1b[K"])
FRAMES = st.lists(st.lists(PLACED | CLEARED | st.just("\x1b[?2026h"), max_size=8).map("".join), max_size=6)


@given(FRAMES)
def test_what_differs_from_what_is_shown_is_all_that_needs_to_be_sent(frames: list[str]) -> None:
    memory = Shown()
    sent = [memory.differing(frame) for frame in frames]
    for number in range(len(frames)):
        assert seen("".join(sent[: number + 1])) == seen("".join(frames[: number + 1]))


def test_what_is_shown_already_is_not_sent_again() -> None:
    memory = Shown()
    row = "\x1b[1;1H" + run(Style(bold=True), "abc") + run(Style(), "def")
    assert memory.differing(row) != ""
    assert memory.differing(row) == ""
    assert memory.differing(row.replace("def", "dxf")) == "\x1b[1;5Hx"
    assert memory.differing(row + "\x1b[3;4H") == "\x1b[1;5He\x1b[3;4H"
    memory.forget()
    assert memory.differing(row) == "\x1b[1;1H" + run(Style(bold=True), "abc") + run(Style(), "def")


async def test_a_new_size_is_drawn_afresh() -> None:
    app = TrackerApp(MadeUpLibrary(), "made-up")
    async with app.run_test(size=(80, 24)) as pilot:
        app._shown.differing("\x1b[1;1Hab")
        await pilot.resize_terminal(100, 30)
        await pilot.pause()
        assert app._shown.differing("\x1b[1;1Hab") == "\x1b[1;1Hab"


async def test_the_application_writes_only_what_differs() -> None:
    app = TrackerApp(MadeUpLibrary())
    written: list[str] = []

    class Kept(HeadlessDriver):
        def write(self, data: str) -> None:
            written.append(data)

    driver = sparing(Kept, Shown())(app)
    for text in ("ab", "ab", "ac"):
        driver.write(f"\x1b[1;1H{text}")
    assert written == ["\x1b[1;1Hab", "", "\x1b[1;2Hc"]
    assert "sparing" in app.driver_class.write.__qualname__
