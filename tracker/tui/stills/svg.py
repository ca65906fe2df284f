"""A grid as SVG that needs nothing from elsewhere. Refuses a font that a reader may not have: any of fixed width will do."""

from html import escape

from tracker.tui.grid import Grid
from tracker.tui.stills.runs import Run, page_color, runs_of
from tracker.tui.themes import Theme

_WIDE, _HIGH = 8.4, 18.0
_BASELINE = 13.5
_FONTS = "'DejaVu Sans Mono', 'Cascadia Mono', Menlo, Consolas, 'Liberation Mono', monospace"
_SOLID = {"█": (0.0, 1.0), "▀": (0.0, 0.5), "▄": (0.5, 0.5)}
"""Signs that fill a part of their cell: as rectangles they meet their neighbors whatever the font. Top and height."""


def svg_of(grid: Grid, title: str, theme: Theme = Theme.DARK) -> str:
    """Draw every cell where it stands; a sign is stretched to its cell, so that no font moves its neighbors."""
    width, height = grid.width * _WIDE, grid.height * _HIGH
    page = page_color(theme)
    body = [line for y in range(grid.height) for run in runs_of(grid, y, theme) for line in _run(run, y, page)]
    return "\n".join(
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" role="img">',
            f"<title>{escape(title)}</title>",
            f"<style>text{{font:14px {_FONTS};white-space:pre}}.b{{font-weight:bold}}</style>",
            f'<rect width="100%" height="100%" fill="{page}"/>',
            *body,
            "</svg>\n",
        )
    )


def _run(run: Run, y: int, page: str) -> list[str]:
    lines = []
    if run.paint.bg != page:
        lines.append(_rect(run.x, y, len(run.text), run.paint.bg))
    weight = ' class="b"' if run.paint.bold else ""
    for x, text in _words(run):
        if text[0] in _SOLID:
            top, high = _SOLID[text[0]]
            lines.append(_rect(x, y, len(text), run.paint.fg, top, high))
            continue
        place = f'x="{x * _WIDE:g}" y="{y * _HIGH + _BASELINE:g}" textLength="{len(text) * _WIDE:g}"'
        ink = f'fill="{run.paint.fg}" lengthAdjust="spacingAndGlyphs"'
        lines.append(f"<text {place} {ink}{weight}>{escape(text)}</text>")
    return lines


def _rect(x: int, y: int, cells: int, fill: str, top: float = 0.0, high: float = 1.0) -> str:  # noqa: PLR0913, PLR0917 - a rectangle
    at = f'x="{x * _WIDE:g}" y="{(y + top) * _HIGH:g}"'
    return f'<rect {at} width="{cells * _WIDE:g}" height="{high * _HIGH:g}" fill="{fill}"/>'


def _words(run: Run) -> list[tuple[int, str]]:
    """The run without its blanks; signs that are drawn as rectangles by themselves."""
    words: list[tuple[int, str]] = []
    before = " "
    for x, char in enumerate(run.text, start=run.x):
        if char == " ":
            before = char
            continue
        fresh = before == " " or ((char in _SOLID or before in _SOLID) and char != before)
        if fresh:
            words.append((x, char))
        else:
            words[-1] = (words[-1][0], words[-1][1] + char)
        before = char
    return words
