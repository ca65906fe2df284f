"""A fault of a fact, as data. Refuses to be an exception: one fault hides no other."""

import re
from collections.abc import Iterator

from msgspec import Struct

Path = tuple[str | int, ...]
"""Way from the fact to a part of it: wire names of fields, places in lists from 0."""

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")


class Fault(Struct, frozen=True):
    """What is wrong at one place of a fact, and what is expected there."""

    path: Path
    message: str


def text_faults(path: Path, text: str, *, needed: bool) -> Iterator[Fault]:
    """What is wrong with a text, whatever it says."""
    if needed and not text.strip():
        yield Fault(path, "expects a text; it is empty")
    elif not text.isprintable() and _CONTROL.search(text):
        yield Fault(path, "holds a control character, which no document states; expects printable text")
