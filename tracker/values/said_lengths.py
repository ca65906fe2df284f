"""Lengths as people say them, one line of words each way: `21 d`, `7 to 28 d`, `3 weeks (assumed)`.

Refuses a length without a unit, and one of months that might be minutes.
"""

import re
from collections.abc import Callable, Iterable
from typing import TypeVar

from tracker.values.durations import DURATION_PATTERN
from tracker.values.said_parts import cut
from tracker.values.when import Basis, Lasting, Timing, read_lasting

Found = TypeVar("Found")

LENGTHS = "21 d, 7 to 28 d, at least 7 d, at most 6 wk"

_UNITS = {
    "d": "d", "day": "d", "days": "d", "wk": "wk", "w": "wk", "week": "wk", "weeks": "wk", "mo": "mo", "month": "mo",
    "months": "mo", "a": "a", "y": "a", "yr": "a", "year": "a", "years": "a",
}  # fmt: skip
"""Units as people write them, to UCUM."""

_NUMBER = r"[0-9]+(?:\.[0-9]+)?"
_UNIT = "|".join(sorted(_UNITS, key=len, reverse=True))
_LENGTH = rf"({_NUMBER} ?(?:{_UNIT}))"
TO = r" ?(?:to|-|–) ?"
"""Between the ends of a range."""
BASIS = re.compile(r"(.*?)\s*\((stated|derived|assumed)\)", re.IGNORECASE | re.DOTALL)
"""Words, and how what they say is known."""


def said_lasting(text: str) -> Lasting:
    """Read a length in words.

    Raises:
        ValueError: with a sentence, when they are no length.

    >>> said_lasting("7 to 28 days (assumed)")
    Lasting(stated=None, at_least='7 d', at_most='28 d', basis=<Basis.ASSUMED: 'assumed'>)
    """
    words, basis = with_basis(" ".join(text.split()))
    found = first_that_fits(
        words,
        (
            (_LENGTH, lambda length: Lasting(stated=_length(length), basis=basis)),
            (rf"at least {_LENGTH}", lambda least: Lasting(at_least=_length(least), basis=basis)),
            (rf"(?:at most|within|up to) {_LENGTH}", lambda most: Lasting(at_most=_length(most), basis=basis)),
            (
                _LENGTH + TO + _LENGTH,
                lambda least, most: Lasting(at_least=_length(least), at_most=_length(most), basis=basis),
            ),
            (
                rf"({_NUMBER}){TO}({_NUMBER}) ?({_UNIT})",
                lambda least, most, unit: Lasting(
                    at_least=_length(f"{least} {unit}"), at_most=_length(f"{most} {unit}"), basis=basis
                ),
            ),
        ),
    )
    if found is None:
        raise ValueError(f"{cut(text)} is not a length; say {LENGTHS}")
    read_lasting(found)
    return found


def told_lasting(lasting: Lasting) -> str:
    """Tell a length in words that `said_lasting` reads as the very same.

    >>> told_lasting(Lasting(at_least="7 d", at_most="28 d"))
    '7 d to 28 d'
    """
    words = lasting.stated or told_range(lasting, most="at most")
    return words + told_basis(lasting.basis)


def told_range(said: Timing | Lasting, *, most: str) -> str:
    """A range in words; of one without a lower end, what says that it has an upper one."""
    if said.at_least is None:
        return "" if said.at_most is None else f"{most} {said.at_most}"
    return f"at least {said.at_least}" if said.at_most is None else f"{said.at_least} to {said.at_most}"


def told_basis(basis: Basis) -> str:
    """What follows the words of what is not stated."""
    return "" if basis is Basis.STATED else f" ({basis})"


def with_basis(words: str) -> tuple[str, Basis]:
    """The words, and the basis that follows them in parentheses."""
    found = BASIS.fullmatch(words)
    return (words, Basis.STATED) if found is None else (found.group(1), Basis(found.group(2).lower()))


def _length(text: str) -> str:
    """A length as the wire has it; one that is written so already stays as it is."""
    if re.match(DURATION_PATTERN, text):
        return text
    number = re.match(_NUMBER, text)
    count = number.group() if number else ""
    return f"{count} {_UNITS[text[len(count) :].strip().lower()]}"


def first_that_fits(words: str, forms: Iterable[tuple[str, Callable[..., Found]]]) -> Found | None:
    """What the first pattern that fits the words makes of them; None where none does."""
    for pattern, made in forms:
        found = re.fullmatch(pattern, words, re.IGNORECASE)
        if found is not None:
            return made(*found.groups())
    return None
