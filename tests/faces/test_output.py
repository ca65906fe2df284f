"""The terminal is told less and shows the same."""

import pyte
from hypothesis import example, given
from hypothesis import strategies as st
from rich.color import ColorSystem
from rich.style import Style
from textual.drivers.headless_driver import HeadlessDriver
from textual.strip import Strip

from tests.faces.cases import MadeUpLibrary
from tracker.tui.app import TrackerApp
from tracker.tui.output import shortened, terse

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


RUNS = st.builds(run, STYLES, st.text("ab \n", max_size=3))
MOVES = st.builds("\x1b[{};{}H".format, st.integers(1, HEIGHT), st.integers(1, WIDTH))
ERASED = st.sampled_from(["\x1b[2J", "\x1b[K"])


def shown(data: str) -> list[list[pyte.screens.Char]]:
    """Every cell of a terminal that was sent this."""
    screen = pyte.Screen(WIDTH, HEIGHT)
    pyte.Stream(screen).feed(data)
    return [[screen.buffer[y][x] for x in range(WIDTH)] for y in range(HEIGHT)]


@given(st.lists(RUNS | MOVES | ERASED | st.just("plain"), max_size=12).map("".join))
@example(run(Style(bold=True, color="red"), "a") + run(Style(color="red"), "b") + run(Style(), "c"))
def test_the_shortened_output_shows_the_same_cells(data: str) -> None:
    assert shown(shortened(data) + "after") == shown(data + "after")
    assert len(shortened(data)) <= len(data)


def test_neighbors_that_share_a_ground_name_it_once() -> None:
    data = run(Style(color="#e6e9ec", bgcolor="#101418"), "a") + run(Style(color="#e69f00", bgcolor="#101418"), "b")
    assert shortened(data).count("48;2;16;20;24") == 1


async def test_the_application_writes_through_a_terse_driver() -> None:
    app = TrackerApp(MadeUpLibrary())
    assert any(
        vars(each).get("write") and "terse" in vars(each)["write"].__qualname__ for each in app.driver_class.__mro__
    )
    written: list[str] = []

    class Kept(HeadlessDriver):
        def write(self, data: str) -> None:
            written.append(data)

    data = run(Style(bold=True), "a") + run(Style(bold=True), "b")
    terse(Kept)(app).write(data)
    assert written == [shortened(data)] == ["\x1b[1mab\x1b[0m"]
