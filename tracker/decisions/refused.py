"""The refusal: one sentence that says what is wrong and what to do. Refuses to be a traceback or a list of codes."""

from collections.abc import Iterable
from difflib import get_close_matches

from tracker.projections.record import Record

MOST_NAMES = 12
"""Names listed in one sentence before it only counts the rest."""


class Refused(Exception):  # noqa: N818 - the decision is that the request is refused; nothing went wrong
    """A request that the record does not allow. `str()` is one sentence for the person who asked."""


def listed(names: Iterable[str]) -> str:
    """Names as one line of a sentence, the first dozen of them.

    >>> listed(["l1", "l2"])
    'l1, l2'
    """
    known = list(names)
    shown = ", ".join(known[:MOST_NAMES])
    return shown if len(known) <= MOST_NAMES else f"{shown} and {len(known) - MOST_NAMES} more"


def resembling(name: str, known: Iterable[str]) -> str:
    """A hint at the names that look like the one asked for; empty when none does.

    >>> resembling("npc1", ["npc-1", "other"])
    '; did you mean npc-1?'
    """
    close = get_close_matches(name, sorted(known), n=3, cutoff=0.6)
    return f"; did you mean {' or '.join(close)}?" if close else ""


def refuse_if_erased(record: Record) -> None:
    """An erased stream takes no more events.

    Raises:
        Refused: when the patient was erased.
    """
    if record.erased:
        raise Refused(
            f"{record.patient} was erased and takes no more events; nothing about this patient can be recorded"
        )
