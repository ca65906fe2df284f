"""A fault of a fact, as data. Refuses to be an exception: one fault hides no other."""

from msgspec import Struct

Path = tuple[str | int, ...]
"""Way from the fact to a part of it: wire names of fields, places in lists from 0."""


class Fault(Struct, frozen=True):
    """What is wrong at one place of a fact, and what is expected there."""

    path: Path
    message: str
