"""Which marker the chart opens with: nothing that comes later chooses it, and it stays while the cursor moves."""

import pytest

from tests import examples as ex
from tests.said import Said
from tracker.casebook.case import Case
from tracker.tui.cut import Future
from tracker.tui.glyphs import BRAILLE
from tracker.tui.loading import reel_of
from tracker.tui.reel import Cursor, Reel
from tracker.tui.sight import number_of, plot_of
from tracker.values.when import Timing

LATE = 2
"""The day of a result that is known a hundred days later."""

RESULTS = (
    ("Hb", 61, LATE),
    ("LDH", 900, 35),
    ("EBV-DNA", 5e5, 70),
    ("LDH", 300, 100),
    ("EBV-DNA", 80, 130),
    ("Hb", 90, 160),
)
"""Analyte, value and day."""


def reel_until(end: int) -> Reel:
    """A case as it would be told if nothing came after a day."""
    labs = []
    for name, value, day in RESULTS:
        said: Said = {"day": day, "known": Timing(day=LATE + 100)} if day == LATE else {"day": day}
        labs.append(ex.lab(name, value, key=f"lab-{day}", **said))
    told = [lab for lab, (_, _, day) in zip(labs, RESULTS, strict=True) if day <= end]
    return reel_of("p", Case(ex.record(ex.diagnosed(day=0), *told, ex.contact(day=end))))


def charted(reel: Reel, index: int, *, known: bool, future: Future = Future.HIDDEN) -> str | None:
    curve = plot_of(reel, Cursor(index=index, known=known, future=future), BRAILLE, 100).curve
    return None if curve is None else curve.analyte


@pytest.mark.parametrize("known", [False, True])
@pytest.mark.parametrize("future", [Future.HIDDEN, Future.SHOWN])
def test_the_chart_keeps_its_marker_while_the_cursor_moves(known: bool, future: Future) -> None:
    reel = reel_until(300)
    seen = [charted(reel, index, known=known, future=future) for index in range(len(reel.now))]
    assert {name for name in seen if name is not None} == {"LDH" if known else "Hb"}


@pytest.mark.parametrize("known", [False, True])
@pytest.mark.parametrize("end", [40, 80, 110, 140])
def test_nothing_that_comes_later_chooses_the_marker_of_the_chart(known: bool, end: int) -> None:
    whole, shorter = reel_until(300), reel_until(end)
    for index in range(len(shorter.now) - 1):
        assert charted(shorter, index, known=known) == charted(whole, index, known=known)


def test_the_marker_that_was_chosen_stays_when_one_with_an_earlier_result_is_recorded() -> None:
    facts = (
        ex.diagnosed(day=0),
        ex.lab("LDH", 900, "U/L", key="ldh", day=35),
        ex.lab("LDH", 9, "ng/mL", key="b", day=36),
    )
    before = reel_of("p", Case(ex.record(*facts, ex.contact(day=300))))
    early = ex.lab("Hb", 61, key="hb", day=2)
    after = reel_of("p", Case(ex.record(*facts, early, ex.contact(day=300))))
    for chosen in before.picture.curves:
        cursor = Cursor(index=4, marker=number_of(chosen))
        for reel in (before, after):
            drawn = plot_of(reel, cursor, BRAILLE, 100).curve
            assert drawn is not None
            assert (drawn.analyte, drawn.unit) == (chosen.analyte, chosen.unit)


def test_a_marker_that_has_words_alone_so_far_has_no_chart_as_one_that_never_has_a_number() -> None:
    worded = ex.lab("Hb", word="low", key="a", day=2)
    for later in (ex.contact("seen", day=100), ex.lab("Hb", 61, "g/L", key="b", day=100)):
        reel = reel_of("p", Case(ex.record(ex.diagnosed(day=0), worded, later, ex.contact(day=300))))
        assert charted(reel, 1, known=False) is None
