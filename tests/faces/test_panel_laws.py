"""At every month the panels say what the projection says: of made-up, of the bundled and of generated cases."""

from functools import cache

import pytest

from tests.cohort import recorded_cohort
from tests.faces.cases import MadeUpCase
from tests.faces.screens import bundled_library
from tracker.casebook.reading import case_of
from tracker.projections.moments import YET
from tracker.projections.sheet import Sheet
from tracker.tui.board import Board
from tracker.tui.glyphs import GLYPHS, GlyphSet
from tracker.tui.grid import Grid
from tracker.tui.loading import reel_of
from tracker.tui.reel import Cursor, Panel, Reel

GLYPH_SET = GLYPHS[GlyphSet.BRAILLE]
GENERATED = 50


@cache
def reel(name: str) -> Reel:
    """A case made up, or a bundled one."""
    if name == "made-up":
        return reel_of(name, MadeUpCase())
    return reel_of(name, bundled_library().case(name))


def said(board: Board, part: str, width: int) -> str:
    """What a panel says, however it is broken into rows."""
    panes = board.panes_as_text(width)
    rows = panes.plain(width) if part == "plain" else panes.rows(Panel(part), width - 2)
    grid = Grid(width, len(rows) + 3)
    getattr(board, part)(grid)
    return " ".join(grid.text().split())


def squeezed(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("known", [False, True])
@pytest.mark.parametrize("width", [30, 40, 60])
@pytest.mark.parametrize("name", ["made-up", "npc-1", "npc-2"])
def test_at_every_month_the_panels_say_what_the_sheet_says(name: str, width: int, known: bool) -> None:
    its = reel(name)
    check_every_month(its, width, known=known)


@pytest.mark.parametrize("known", [False, True])
def test_of_generated_cases_the_panels_say_what_the_sheet_says(known: bool) -> None:
    for number, lines in enumerate(recorded_cohort(GENERATED, 40, seed=11)):
        its = reel_of(lines[0].patient, case_of(lines[0].patient, lines))
        check_every_month(its, (30, 40, 60)[number % 3], known=known)


def check_every_month(its: Reel, width: int, *, known: bool) -> None:
    for index in range(len(its.now)):
        cursor = Cursor(index=index, known=known)
        check_panels(Board(reel=its, cursor=cursor, glyphs=GLYPH_SET), its.sheet(cursor), width)


def check_panels(board: Board, sheet: Sheet, width: int) -> None:
    state, labs, events = (said(board, part, width) for part in ("state", "labs", "events"))
    for line in sheet.state:
        assert line.keys or its_is_made_up(sheet)
        assert squeezed(line.text) in state
        assert (line.age or line.span) in state
        assert f"was {line.was}" in state or not line.was
        assert line.label in state
    for lab in sheet.labs:
        assert lab.key in lab.keys or its_is_made_up(sheet)
        assert squeezed(lab.unit) in labs or lab.value.startswith("“")
        for text in (lab.analyte, lab.value, lab.flag, lab.grade, lab.change, lab.age, lab.span):
            assert squeezed(text) in labs
        assert squeezed(lab.last_number) in labs
        assert lab.fold in labs
        assert squeezed(lab.grade_basis) in labs
    assert state.split().count(YET) == sum(line.approximate + (YET in line.was) for line in sheet.state)
    assert labs.split().count(YET) == sum(line.approximate for line in sheet.labs)
    assert ("none this month" in labs) == (not any(lab.this_month for lab in sheet.labs))
    for event in sheet.events:
        assert event.when in events
        assert event.kind in events
        assert squeezed(event.text) in events
    plain = said(board, "plain", width)
    for text in (*(line.text for line in sheet.state), *(event.text for event in sheet.events), sheet.badge):
        assert squeezed(text) in plain


def its_is_made_up(sheet: Sheet) -> bool:
    """A made-up sheet has no facts behind it."""
    return sheet.patient == "made-up"
