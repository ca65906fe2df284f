r"""The paragraph of a document on which a fact rests, with the passage in it. Refuses to point where a locator does not lead.

A range of characters is exact. Without one, a locator is followed as far as plain text allows: `§2 ¶1` is the first
paragraph under the heading numbered 2, `Table 1` and `Figure 1 j` the lines that begin so, any other words the heading that
says just that. A paragraph is a line; lines of one paragraph that were broken belong together up to the next empty line.
"""

import re
from collections.abc import Sequence

from msgspec import Struct

from tracker.values.counts import counted

_SECTION = re.compile(r"^§\s*(?P<section>[0-9]+(?:\.[0-9]+)*)(?:\s*¶\s*(?P<paragraph>[0-9]+))?\s*$")
_PARAGRAPH = re.compile(r"^¶\s*(?P<paragraph>[0-9]+)\s*$")
_CAPTIONED = re.compile(r"^(?P<what>(?:table|figure|fig\.?|box)\s+[0-9]+)\b\s*(?P<part>.*)$", re.IGNORECASE)
_CELL = re.compile(r"^table\s+[0-9]+\s+row\b", re.IGNORECASE)
_ROW = re.compile(r"^row\s+[0-9]+$", re.IGNORECASE)
_LONGEST_HEADING = 120
_BROKEN_LINES = 100
"""Where no line of a text is longer than this, its paragraphs were broken into lines."""


class Document(Struct, frozen=True, kw_only=True):
    """What there is of a document that facts name."""

    sha256: str
    citation: str = ""
    text: str | None = None
    """None: nothing is attached, or not what was."""
    trouble: str = ""
    """Why there is no text, as a phrase."""


class Passage(Struct, frozen=True, kw_only=True):
    """A paragraph and what is marked in it."""

    before: str
    marked: str
    """Exactly what the range of characters covers; empty where only the paragraph was found."""
    after: str
    note: str = ""
    """What was not found, as a phrase."""


def passage_of(text: str, locator: str, span: tuple[int, int] | None) -> Passage:
    """The paragraph that a source points to.

    Args:
        text: Of the whole document.
        locator: Such as `§2 ¶1`.
        span: Half-open range of characters (code points), where there is one.
    """
    if span is not None:
        return _spanned(text, span, locator.strip())
    found = _located(text.splitlines(), locator.strip())
    if found is None:
        return Passage(before="", marked="", after="", note=f"“{locator}” leads to no paragraph of this text")
    paragraph, note = found
    return Passage(before=paragraph, marked="", after="", note=note)


def _spanned(text: str, span: tuple[int, int], locator: str) -> Passage:
    first, last = span
    if last > len(text) or first >= last:
        note = f"the document has {counted(len(text), 'character')}; there are none from {first} to {last}"
        return Passage(before="", marked="", after="", note=note)
    begin = text.rfind("\n", 0, first) + 1
    end = text.find("\n", last - 1 if text[last - 1] == "\n" else last)
    before, after = text[begin:first], text[last : end if end >= 0 else len(text)]
    cell = _CELL.match(locator) if before or after else None
    note = (
        f"{locator}: in plain text the cells of the row run together, what is marked is the one meant" if cell else ""
    )
    return Passage(before=before, marked=text[first:last], after=after, note=note)


def _located(lines: Sequence[str], locator: str) -> tuple[str, str] | None:
    """The paragraph, and what of the locator was not followed."""
    if match := _SECTION.match(locator):
        heading = _heading(lines, re.compile(rf"^(?:§\s*)?{re.escape(match['section'])}\.?\s+\S"))
        return _paragraph(lines, heading, int(match["paragraph"] or 1))
    if match := _PARAGRAPH.match(locator):
        return _paragraph(lines, -1, int(match["paragraph"]))
    if match := _CAPTIONED.match(locator):
        return _captioned(lines, match["what"], match["part"])
    heading = _heading(lines, re.compile(rf"^{re.escape(locator)}\s*$", re.IGNORECASE))
    return _paragraph(lines, heading, 1)


def _heading(lines: Sequence[str], pattern: re.Pattern[str]) -> int | None:
    found = (place for place, line in enumerate(lines) if len(line) <= _LONGEST_HEADING and pattern.match(line.strip()))
    return next(found, None)


def _paragraph(lines: Sequence[str], heading: int | None, number: int) -> tuple[str, str] | None:
    if heading is None:
        return None
    paragraphs = _paragraphs(lines[heading + 1 :])
    return (paragraphs[number - 1], "the passage in it is not marked") if 0 < number <= len(paragraphs) else None


def _paragraphs(lines: Sequence[str]) -> list[str]:
    """Lines that say something; broken lines together."""
    if any(len(line) > _BROKEN_LINES for line in lines):
        return [line.strip() for line in lines if line.strip()]
    blocks = "\n".join(line.strip() for line in lines).split("\n\n")
    return [" ".join(block.split()) for block in blocks if block.strip()]


def _captioned(lines: Sequence[str], what: str, part: str) -> tuple[str, str] | None:
    """The caption, and of a table the lines below it."""
    begins = re.compile(rf"^{re.escape(what)}\b", re.IGNORECASE)
    found = [place for place, line in enumerate(lines) if begins.match(line.strip())]
    if not found:
        return None
    shown = [lines[found[-1]].strip()]
    if what.casefold().startswith("table"):
        for line in lines[found[-1] + 1 :]:
            if not line.strip():
                break
            shown.append(line.strip())
    unfollowed = f"{part} is not told apart in plain text" if part else "the passage in it is not marked"
    return "\n".join(shown), f"the row of {what} is not told apart in plain text" if _ROW.match(part) else unfollowed
