"""Numbers as tables write them. Refuses to choose between a decimal sign and one that groups digits.

A point with other than three digits behind it is a decimal point; any comma, and a point that may group thousands, needs
`decimal` (and `thousands`) in the mapping.
"""

import re
from decimal import Context, Decimal

from msgspec import Struct

SIGNS = frozenset({".", ","})
GROUPING = frozenset({".", ",", " ", "'"})
"""Signs that may group digits. A no-break space counts as a space."""

LONGEST_NUMBER = 40
"""Signs of a number; a longer one is a slip."""

_PLAIN = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]{1,3})?")
_MAYBE_GROUPED = re.compile(r"[+-]?[1-9][0-9]{0,2}(\.[0-9]{3})+")
_COMPARED = re.compile(r"(<=|>=|<|>|≤|≥)\s*(.*)", re.DOTALL)
_EXACT = Context(prec=2 * LONGEST_NUMBER)
_COMPARATORS = {"≤": "<=", "≥": ">="}


class NumberFormat(Struct, frozen=True):
    """How numbers are written; None where the mapping does not say."""

    decimal: str | None = None
    thousands: str | None = None


class Undeclared(ValueError):  # noqa: N818 - what a mapping has to say, not a slip in a cell
    """A cell that can be read in two ways; its text says what to declare."""


def comparator_of(text: str) -> str:
    """The comparator before a number; empty where there is none.

    >>> comparator_of("< 500"), comparator_of("≥3"), comparator_of("12")
    ('<', '>=', '')
    """
    found = _COMPARED.fullmatch(text)
    return _COMPARATORS.get(found[1], found[1]) if found else ""


def without_comparator(text: str) -> str:
    """What stands behind the comparator."""
    found = _COMPARED.fullmatch(text)
    return found[2] if found else text


def number_text(text: str, form: NumberFormat) -> str:
    """The number as this project writes it, with the digits that the table has.

    Raises:
        Undeclared: for one that can be read in two ways.
        ValueError: for what is no number.

    >>> number_text("1.234,50", NumberFormat(decimal=",", thousands="."))
    '1234.50'
    """
    plain = text.replace("\u2212", "-").replace("\u00a0", " ").replace("\u202f", " ")
    if len(plain) > LONGEST_NUMBER:
        raise ValueError("expects a number of at most 40 signs")
    if form.decimal is None:
        _refuse_doubtful(plain)
    if form.thousands is not None:
        plain = _ungrouped(plain, form.decimal or ".", form.thousands)
    elif form.decimal == "," and "." in plain:
        raise Undeclared(f"{text!r} has a point where the decimal sign is a comma; declare table: thousands")
    elif form.decimal == "." and "," in plain:
        raise Undeclared(f"{text!r} has a comma where the decimal sign is a point; declare table: thousands")
    if form.decimal == ",":
        plain = plain.replace(",", ".")
    if not _PLAIN.fullmatch(plain):
        raise ValueError(f"expects a number; found {text[:LONGEST_NUMBER]!r}")
    return plain


def _refuse_doubtful(text: str) -> None:
    if "," in text and re.fullmatch(r"[+-]?[0-9.,]+", text):
        raise Undeclared(f"{text!r} may have a decimal comma or grouped digits; declare table: decimal as ',' or '.'")
    if _MAYBE_GROUPED.fullmatch(text):
        read = text.replace(".", "")
        raise Undeclared(f"{text!r} may be {text} or {read}; declare table: decimal as '.' or ','")


def _ungrouped(text: str, decimal: str, thousands: str) -> str:
    """The text without the signs that group its digits by three; anything else is no number."""
    whole, point, rest = text.partition(decimal)
    if thousands in whole and not re.fullmatch(rf"[+-]?[0-9]{{1,3}}({re.escape(thousands)}[0-9]{{3}})+", whole):
        raise ValueError(f"expects digits in groups of three; found {text!r}")
    return f"{whole.replace(thousands, '')}{point}{rest}"


def scaled(text: str, factor: Decimal) -> str:
    """A number times a factor, exactly.

    >>> scaled("6000", Decimal("0.01"))
    '60'
    """
    product = _EXACT.normalize(_EXACT.multiply(Decimal(text), factor))
    return f"{product:f}" if abs(product.adjusted()) < LONGEST_NUMBER // 2 else str(product)
