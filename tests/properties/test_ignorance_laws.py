"""No month tells what comes after it: facts still to come are made to say something else, and nothing on a screen changes."""

from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Any

import pytest
from msgspec import Struct
from msgspec.structs import fields, replace

from tests.faces.screens import bundled_library
from tracker.casebook.case import Case
from tracker.events.deliberation import AmbiguityNoted
from tracker.projections.record import StandingFact
from tracker.tui.board import Board
from tracker.tui.cut import Future
from tracker.tui.figures.drawing import case_figure, drawn
from tracker.tui.findings import Findings
from tracker.tui.glyphs import GLYPHS, GlyphSet
from tracker.tui.going import destination
from tracker.tui.grid import Grid
from tracker.tui.loading import reel_of
from tracker.tui.modal import text_of
from tracker.tui.picking import choices_of
from tracker.tui.provenance import provenance_rows
from tracker.tui.reel import Cursor, Reel
from tracker.tui.searching import hits
from tracker.tui.sight import plot_of
from tracker.tui.timeline_board import TimelineBoard, Window

SIGNS = GLYPHS[GlyphSet.BRAILLE]
WIDE = 140
TALL = 60
PARTS = {
    "identity": 1, "scrub": 1, "state": 90, "labs": 60, "events": 60, "line": 12, "chart": 20, "lanes": 12, "plain": 160,
    "footer": 1,
}  # fmt: skip
"""The parts of the replay, each with rows for all that it has to say."""
FIGURES = 5
"""Every fifth month is drawn as a figure, which takes as long as all else of a month."""
BEFORE_DAYS = 60
"""What a timeline near a month shows before it: where bars are long enough for their labels."""
NAMES = ("PD1", "PD2", "PD3", "c1", "c2", "c3", "c4", "c5", "c6")
TIMES = {"occurred", "known", "lasting", "from_", "to", "stated"}
TIES = {"key", "keys", "evidence", "regimen", "lesion", "concurrent_regimen", "sources", "statements", "number", "days"}
SORTS = {"analyte", "unit", "rule", "line", "role", "basis", "criteria"}
"""What sorts facts together: how many results an analyte comes to have chooses the first curve, and judgments without criteria
are one doubt, told with the last of them."""


def disguised(said: Any, name: str = "") -> Any:
    """The same with other words and numbers; times, and what ties it to other facts, stay."""
    if name in TIMES | TIES | SORTS:
        return said
    if isinstance(said, Enum):
        every = list(type(said))
        return every[(every.index(said) + 1) % len(every)]
    if isinstance(said, Struct):
        return replace(said, **{each.name: disguised(getattr(said, each.name), each.name) for each in fields(said)})
    if isinstance(said, tuple):
        return tuple(disguised(each, name) for each in said)
    if type(said) is str and said:
        return f"zz {said[::-1]}"
    return said * 7 if isinstance(said, Decimal) else said


@cache
def case_of(patient: str) -> Case:
    return bundled_library().case(patient)


@cache
def reel(patient: str) -> Reel:
    return reel_of(patient, case_of(patient))


def unspoken(patient: str, cursor: Cursor) -> set[str]:
    """Keys of what the month must not tell: what is still to come, and what is about that."""
    coming = set(reel(patient).coming(cursor))
    case = case_of(patient)
    remarks = {standing.key for standing in case.record.facts if isinstance(standing.fact, AmbiguityNoted)}
    known_later = remarks if cursor.known else set()
    return coming | known_later | {key for key, its in case.untimed.items() if coming & set(its) or not its}


def blind(patient: str, keys: set[str]) -> Case:
    """The case with some of its facts disguised."""
    case = case_of(patient)

    def seen(standing: StandingFact) -> StandingFact:
        its = disguised(standing.fact) if standing.key in keys else standing.fact
        return StandingFact(its, standing.origin, standing.corrections)

    record = replace(case.record, facts=tuple(map(seen, case.record.facts)))
    return Case(record, case.tolerance, None, lambda _: case.documents)


def texts(reel: Reel, case: Case, cursor: Cursor) -> dict[str, str]:
    """Everything that can be read at a cursor, by where it stands."""
    found = {}
    board = Board(reel=reel, cursor=cursor, glyphs=SIGNS, boxed=True)
    for part, rows in PARTS.items():
        grid = Grid(WIDE, rows)
        getattr(board, part)(grid)
        found[part] = grid.text()
    keys = [line.key for sheet in reel.sheets(cursor)[: cursor.index + 1] for line in sheet.events]
    keys += [key for told in reel.told(cursor) for key in told.facts]
    for key in dict.fromkeys(keys):
        fact = reel.provenance(cursor, key)
        found[f"source of {key}"] = text_of(
            [] if fact is None else provenance_rows(fact, WIDE, SIGNS, whole=False), WIDE
        )
    found["search"] = str(hits(reel, cursor, "zz"))
    found["markers"] = str(choices_of(plot_of(reel, cursor, SIGNS, WIDE)))
    for name in NAMES:
        place = destination(reel, cursor, name)
        found[f"go to {name}"] = place if isinstance(place, str) else place.text
    month = reel.sheet(cursor).month
    cells = case.laid_out(month=month, known=cursor.known)
    found["phases"] = "\n".join(f"{cell.phase}: {cell.item}: {cell.text} {cell.events}" for cell in cells)
    found["baseline"] = str(case.baseline(month=month, known=cursor.known))
    if cursor.index % FIGURES == 0:
        found["figure"] = b"".join(drawn(lambda: case_figure(reel, cursor), "x.svg", "x")).decode()
    return found | timeline_texts(reel, case, cursor)


def timeline_texts(reel: Reel, case: Case, cursor: Cursor) -> dict[str, str]:
    """The timeline with its groups open and folded, near the month too, and each event of the month in its detail."""
    names, month = frozenset(group.name for group in case.chronicle.groups), reel.sheet(cursor)
    whole = Window(reel.now[0].start_day, reel.now[-1].end_day)
    found = {}
    for folded, window in (
        (frozenset[str](), whole),
        (names, whole),
        (frozenset[str](), Window(month.start_day - BEFORE_DAYS, month.end_day)),
    ):
        board = TimelineBoard(
            reel=reel,
            chronicle=case.chronicle,
            cursor=cursor,
            glyphs=SIGNS,
            window=window,
            folded=folded,
            row=0,
        )
        grid = Grid(WIDE, TALL)
        board.lanes(grid)
        found[f"timeline, {len(folded)} folded, from {window}"] = grid.text()
        for number, line in enumerate(reel.sheet(cursor).events):
            grid = Grid(WIDE, 8)
            replace(board, cursor=replace(cursor, event=number)).detail(grid)
            found[f"detail of {line.key}"] = grid.text()
    return found


@pytest.mark.parametrize("known", [False, True], ids=["as corrected", "known then"])
@pytest.mark.parametrize("patient", ["npc-1", "npc-2"])
def test_no_month_of_the_two_cases_tells_what_comes_after_it(patient: str, known: bool) -> None:
    its = reel(patient)
    for index in range(len(its.now)):
        cursor = Cursor(index=index, known=known, future=Future.HIDDEN)
        keys = unspoken(patient, cursor)
        other = blind(patient, keys)
        other_reel = reel_of(patient, other)
        # A doubt that only a later fact raises or settles is told with it; nothing may be told that hangs on it.
        told = {(found.rule, found.summary) for found in its.told(cursor)}
        assert told <= {(found.rule, found.summary) for found in other_reel.told(cursor)}, its.now[index].label
        settled = replace(other_reel, findings=its.told(cursor))
        mine = texts(replace(its, findings=its.told(cursor)), case_of(patient), cursor)
        for place, text in texts(settled, other, cursor).items():
            assert mine[place] == text, f"{its.now[index].label}, {place}"


@pytest.mark.parametrize("known", [False, True], ids=["as corrected", "known then"])
@pytest.mark.parametrize("patient", ["npc-1", "npc-2"])
def test_no_doubt_is_told_that_names_a_fact_still_to_come(patient: str, known: bool) -> None:
    its = reel(patient)
    for index in range(len(its.now)):
        cursor = Cursor(index=index, known=known)
        keys = unspoken(patient, cursor)
        rows = Findings(SIGNS, its.told(cursor), {}).rows(WIDE)
        words = {word.strip("(),;:.") for word in text_of(rows, WIDE).split()}
        assert not words & keys, its.now[index].label
