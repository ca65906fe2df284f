"""Cutting words into parts, brackets and quotation marks respected. Refuses to know what the parts mean."""

from collections.abc import Iterator

_SHOWN = 60


def cut(text: str) -> str:
    """A text in quotation marks, as much of it as a sentence holds; nothing for nothing."""
    text = " ".join(text.split())
    return repr(text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…") if text else ""


def parts_of(text: str, separator: str) -> Iterator[str]:
    """The parts between separators that stand in no brackets and no quotation marks.

    >>> list(parts_of('a; [b; c]; "d;e"', ";"))
    ['a', ' [b; c]', ' "d;e"']
    """
    begin = 0
    for place, depth in _open(text):
        if not depth and text[place] == separator:
            yield text[begin:place]
            begin = place + 1
    yield text[begin:]


def in_brackets(text: str) -> tuple[str, str]:
    """What stands in the brackets that a text begins with, and what follows them.

    Raises:
        ValueError: when they do not close.

    >>> in_brackets("[a [b]] c")
    ('a [b]', ' c')
    """
    for place, depth in _open(text):
        if not depth and text[place] == "]":
            return text[1:place], text[place + 1 :]
    raise ValueError(f"{cut(text)} opens a bracket that does not close")


def _open(text: str) -> Iterator[tuple[int, int]]:
    """Every sign outside of quotation marks, with the brackets that are open after it."""
    depth, quoted, escaped = 0, False, False
    for place, sign in enumerate(text):
        if quoted:
            quoted = escaped or sign != '"'
            escaped = sign == "\\" and not escaped
            continue
        quoted = sign == '"'
        depth += (sign == "[") - (sign == "]" and depth > 0)
        if not quoted:
            yield place, depth
