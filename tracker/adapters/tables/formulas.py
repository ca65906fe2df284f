"""Texts that a spreadsheet would take for a formula. Refuses to let one out unguarded, and to lose which one was."""

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""What makes a spreadsheet take a text for a formula, also in the wide letters of Chinese and Japanese."""

GUARD = "'"
"""What a spreadsheet takes as the mark of a text."""

_SUSPECT = frozenset((*FORMULA_STARTS, GUARD))
"""First signs that are looked at any further: an export has millions of cells."""


def guarded(text: str) -> str:
    """The text with a mark before it where it would be a formula; one that is marked already gets another mark.

    >>> guarded("=1+1"), guarded("'=1+1"), guarded("nab-paclitaxel")
    ("'=1+1", "''=1+1", 'nab-paclitaxel')
    """
    if text[:1] not in _SUSPECT:
        return text
    return f"{GUARD}{text}" if text.lstrip(GUARD).startswith(FORMULA_STARTS) else text


def unguarded(text: str) -> str:
    """The text that `guarded` was given.

    >>> unguarded("'=1+1"), unguarded("'s-Hertogenbosch")
    ('=1+1', "'s-Hertogenbosch")
    """
    return text[len(GUARD) :] if text.startswith(GUARD) and guarded(text) != text else text
