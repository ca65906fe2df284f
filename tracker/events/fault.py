"""A fault of a fact, as data. Refuses to be an exception: one fault hides no other."""

import re
from collections.abc import Iterator

from msgspec import Struct

Path = tuple[str | int, ...]
"""Way from the fact to a part of it: wire names of fields, places in lists from 0."""


class Fault(Struct, frozen=True):
    """What is wrong at one place of a fact, and what is expected there."""

    path: Path
    message: str


_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
"""Control characters, and halves of characters, which no encoding can write."""


def is_printable(text: str) -> bool:
    r"""Whether a text holds nothing but signs, blanks, tabs and line breaks.

    >>> is_printable("EBV-DNA: 131\n"), is_printable("\x1b[31m")
    (True, False)
    """
    return text.isprintable() or _UNPRINTABLE.search(text) is None


def text_faults(path: Path, text: str, *, needed: bool) -> Iterator[Fault]:
    """What is wrong with a text, whatever it says."""
    if needed and not text.strip():
        yield Fault(path, "expects a text; it is empty")
    elif not is_printable(text):
        yield Fault(
            path, "holds a control character or half a character, which no document states; expects printable text"
        )
