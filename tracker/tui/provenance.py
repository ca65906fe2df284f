"""Where a fact comes from, over the screen it was asked on. Refuses to show a paragraph that tells a hidden future.

While the future is hidden, only the marked passage of a source is shown: a paragraph of a report tells what came of it.
"""

from collections.abc import Iterator, Sequence
from typing import ClassVar

from tracker.projections.particulars import Particular
from tracker.projections.passages import Passage
from tracker.projections.provenance import Correction, Place, Provenance
from tracker.projections.resting import Resting
from tracker.tui import palette
from tracker.tui.command import Place as ScreenPlace
from tracker.tui.commands import bindings_of
from tracker.tui.glyphs import Glyphs
from tracker.tui.modal import Modal
from tracker.tui.palette import Paint
from tracker.tui.panels import flow
from tracker.tui.room import Piece, Row

_LABEL = 14
_STEP = 2
_SHORT = 12
"""Characters of a digest that people read."""
_HIDDEN = "the rest of the paragraph is hidden with the future; f shows it"
_WHOLLY_HIDDEN = "the paragraph is hidden with the future; f shows it"
_UNATTACHED = "no text is attached, so there is no paragraph: tracker document add FILE attaches it"
_UNNAMED = "no paragraph to show: the fact names no document"
_ALONE = "rests on this fact alone; esc, then ] or [ to other events"
_LATER = "✎ corrected later than this month; what and why are told as corrected now, with the future"


class ProvenanceScreen(Modal[None]):
    """The facts that a line rests on, one at a time."""

    PLACE = ScreenPlace.PROVENANCE
    OPENED_BY = "provenance"
    BINDINGS: ClassVar = bindings_of(ScreenPlace.PROVENANCE)

    def __init__(self, glyphs: Glyphs, about: str, facts: Sequence[Provenance], *, whole: bool) -> None:
        """Take the facts.

        Args:
            glyphs: The signs.
            about: What the line is called.
            facts: At least one.
            whole: Whether whole paragraphs of the sources are shown.
        """
        super().__init__(glyphs)
        self._about = about
        self._facts = tuple(facts)
        self._whole = whole
        self._number = 0

    @property
    def fact(self) -> Provenance:
        """The one that is shown."""
        return self._facts[self._number]

    def heading(self) -> str:
        """Which fact of how many."""
        count = len(self._facts)
        which = f" · fact {self._number + 1} of {count} behind {self._about}" if count > 1 else ""
        return f"{self.fact.key} · {self.fact.kind}{which}"

    def rows(self, width: int) -> list[Row]:
        """Everything about the fact."""
        return provenance_rows(self.fact, width, self.glyphs, whole=self._whole)

    @property
    def keys_without(self) -> frozenset[str]:
        """Of a line that rests on one fact there is no other one to go to."""
        return frozenset({"next_fact", "previous_fact"}) if len(self._facts) == 1 else frozenset()

    def _step(self, by: int) -> None:
        number = self._number + by
        if 0 <= number < len(self._facts):
            self._number, self._top = number, 0
            self.redraw()
        elif len(self._facts) == 1:
            self.redraw(_ALONE)
        else:
            self.redraw("last fact" if by > 0 else "first fact")

    def action_next_fact(self) -> None:
        """The next fact that the line rests on."""
        self._step(1)

    def action_previous_fact(self) -> None:
        """The fact before."""
        self._step(-1)

    def action_paragraph(self) -> None:
        """The whole paragraph of a source, or its marked passage alone; without a text, why there is none."""
        if not any(place.passage for place in self.fact.sources):
            self.redraw(_UNATTACHED if any(place.document for place in self.fact.sources) else _UNNAMED)
            return
        self._whole = not self._whole
        self.redraw()


def provenance_rows(fact: Provenance, width: int, glyphs: Glyphs, *, whole: bool) -> list[Row]:
    """A fact with everything behind it, as rows."""
    rows = flow([(fact.summary, palette.STRONG)], width)
    rows += _section("What it says", fact.particulars, width)
    rows += _resting_rows(fact.resting, width)
    rows += _section("When", fact.times, width)
    rows.append(((0, "Where it stands", palette.TITLE),))
    if not fact.sources:
        rows.append(((_STEP, "no source is named", palette.QUIET),))
    for place in fact.sources:
        rows += _place_rows(place, width, glyphs, whole=whole)
    rows += _section("On record", fact.recorded, width)
    rows.append(((0, "Corrections", palette.TITLE),))
    if not fact.corrections:
        rows.append(((_STEP, "none", palette.QUIET),))
    for correction in fact.corrections:
        rows += _correction_rows(correction, width)
    return rows


def _section(title: str, particulars: Sequence[Particular], width: int) -> list[Row]:
    if not particulars:
        return []
    rows: list[Row] = [((0, title, palette.TITLE),)]
    for each in particulars:
        begin = _STEP + _STEP * each.depth
        rows += _labeled(each.label, [(each.text, palette.TEXT)], width, begin)
    return rows


def _resting_rows(resting: Sequence[Resting], width: int) -> list[Row]:
    """What the fact rests on; `]` leads to each."""
    rows: list[Row] = [((0, "What it rests on", palette.TITLE),)] if resting else []
    for each in resting:
        rows += flow([(each.text, palette.TEXT), (each.key, palette.QUIET)], width, _STEP * 2, _STEP)
    return rows


def _labeled(label: str, pieces: Sequence[Piece], width: int, begin: int) -> list[Row]:
    """A label and its text beside it, in a column of its own."""
    indent = min(begin + _LABEL, width // 2)
    body = flow(pieces, width, indent, max(indent, begin + len(label) + 1))
    return [((begin, label, palette.QUIET), *(body[0] if body else ())), *body[1:]]


def _place_rows(place: Place, width: int, glyphs: Glyphs, *, whole: bool) -> Iterator[Row]:
    document = "document not named" if place.document is None else place.citation or f"{place.document[:_SHORT]}…"
    span = "" if place.span is None else f"characters {place.span[0]}–{place.span[1]}"
    head: list[Piece] = [(place.locator, palette.STRONG), (f"· {document}", palette.QUIET)]
    head += [(f"· {span}", palette.QUIET)] if span else []
    yield from flow(head, width, _STEP * 2, _STEP)
    if place.trouble:
        yield from flow([(place.trouble, palette.WARNING)], width, _STEP * 2, _STEP * 2)
    if place.passage is None:
        return
    passage, notes = _shown(place.passage, whole=whole)
    yield from passage_rows(passage, width, glyphs)
    for note in notes:
        yield from flow([(note, palette.WARNING)], width, _STEP * 2, _STEP * 2)


def _shown(passage: Passage, *, whole: bool) -> tuple[Passage, list[str]]:
    """What may be shown of a passage, and what is to be said of it."""
    notes = [passage.note] if passage.note else []
    if whole or not (passage.before or passage.after):
        return passage, notes
    alone = Passage(before="", marked=passage.marked, after="")
    return alone, [_HIDDEN if passage.marked else _WHOLLY_HIDDEN]


def passage_rows(passage: Passage, width: int, glyphs: Glyphs) -> list[Row]:
    """A paragraph, broken at blanks, with its marked part between signs and on a ground of its own."""
    begin = _STEP * 2
    opening, closing = tuple(glyphs.marked) if passage.marked else ("", "")
    text = passage.before + opening + passage.marked + closing + passage.after
    first = len(passage.before)
    last = first + len(opening + passage.marked + closing)
    parts = ((0, first, palette.QUIET), (first, last, palette.PASSAGE), (last, len(text), palette.QUIET))
    rows: list[Row] = []
    for start, stop in _lines(text, max(width - begin, 1)):
        row: list[tuple[int, str, Paint]] = []
        for begins, ends, paint in parts:
            low, high = max(begins, start), min(ends, stop)
            if low < high:
                row.append((begin + low - start, text[low:high], paint))
        rows.append(tuple(row))
    return rows


def _lines(text: str, width: int) -> Iterator[tuple[int, int]]:
    """Ranges of a text that fit in a line, broken at blanks and line ends; a blank at a break belongs to no line."""
    for begin, end in _paragraphs(text):
        start = begin
        while end - start > width:
            blank = text.rfind(" ", start, start + width + 1)
            stop = blank if blank > start else start + width
            yield start, stop
            start = stop + (stop == blank)
        if start < end:
            yield start, end


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for line in text.split("\n"):
        yield start, start + len(line)
        start += len(line) + 1


def _correction_rows(correction: Correction, width: int) -> Iterator[Row]:
    pieces: list[Piece] = [(correction.when, palette.TEXT)]
    pieces += [(f"· {correction.reason}", palette.TEXT)] if correction.reason else []
    pieces += [(f"· {_LATER}", palette.WARNING)] if correction.later else []
    yield from _labeled(correction.what, pieces, width, _STEP)
    for label, before, after in correction.changes:
        change: list[Piece] = [
            (before or "nothing", palette.QUIET),
            ("→", palette.WARNING),
            (after or "nothing", palette.STRONG),
        ]
        yield from _labeled(label, change, width, _STEP * 2)
