"""Texts in ASCII, for terminals that show nothing else: each sign of the screens has a spelling. Refuses to drop a sign.

Finished lines are spelled before they are laid out, because some spellings are longer; what a drawing adds besides is replaced
cell by cell. A letter loses its accent, and what has no spelling is a question mark.
"""

import unicodedata
from typing import Any, TypeVar

from msgspec import Struct
from msgspec.structs import replace

T = TypeVar("T")

_SPELLED = {
    "≈": "~", "≤": "<=", "≥": ">=", "–": "-", "—": "-", "−": "-", "×": "x", "÷": "/", "·": "|", "…": "...",
    "“": '"', "”": '"', "\u2018": "'", "\u2019": "'", "▲": "^", "▼": "v", "△": "p", "✝": "dead", "✎": "corrected",
    "¹": "^1", "⁹": "^9", "⁶": "^6", "³": "^3", "→": "->", "←": "left", "↑": "up", "↓": "down", "§": "sec. ", "¶": "par. ", "µ": "u", "μ": "u", "•": "*", "°": " deg",
}  # fmt: skip
"""A sign of the texts, to its spelling."""

_CELLS = {
    "≈": "~", "≤": "<", "≥": ">", "–": "-", "—": "-", "×": "x", "÷": "/", "·": "|", "…": "~", "“": '"', "”": '"',
    "▲": "^", "▼": "v", "△": "p", "✝": "X", "✎": "*", "→": ">", "←": "<", "↑": "^", "↓": "v", "•": "*", "═": "=",
}  # fmt: skip
"""A sign that a drawing adds, to a cell."""


def spelled(text: str) -> str:
    """A text in ASCII.

    >>> spelled("≈M8.3 “rising” ▲ ×20 10⁹/L")
    '~M8.3 "rising" ^ x20 10^9/L'
    """
    if text.isascii():
        return text
    return "".join(_SPELLED.get(sign) or _bare(sign) for sign in text)


def in_ascii(value: T) -> T:
    """A finished value with every text in it spelled; names of facts are ASCII as they are."""
    its: Any = value
    spelled_out: T = _spelled_out(its)
    return spelled_out


def _spelled_out(value: Any) -> Any:  # noqa: ANN401 - of the type of the value, whatever that is
    if type(value) is str:
        return spelled(value)
    if type(value) is tuple:
        return tuple(map(_spelled_out, value))
    if not isinstance(value, Struct):
        return value
    before = {name: getattr(value, name) for name in value.__struct_fields__}
    after = {name: _spelled_out(its) for name, its in before.items()}
    changed = {name: its for name, its in after.items() if its is not before[name] and its != before[name]}
    return replace(value, **changed) if changed else value


def cell(sign: str) -> str:
    """What stands in a cell in place of a sign."""
    return sign if sign.isascii() else _CELLS.get(sign) or _bare(sign)[:1]


def _bare(sign: str) -> str:
    if sign.isascii():
        return sign
    letters = "".join(part for part in unicodedata.normalize("NFKD", sign) if part.isascii())
    return letters or "?"
