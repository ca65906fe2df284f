"""The refusal: one sentence that says what is wrong and what to do. Refuses to be a traceback or a list of codes."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from tracker.decisions.likeness import likely
from tracker.events.fault import is_printable

if TYPE_CHECKING:  # whoever only opens a file can be refused too, and needs no projection for it
    from tracker.projections.record import Record

MOST_NAMES = 12
"""Names listed in one sentence before it only counts the rest."""


LONGEST_REASON = 4000
"""As long as `Text` of `tracker.events.fact`."""

LONGEST_NAME = 120
"""Signs of a name that are compared; no name that is known is longer."""


class Refused(Exception):  # noqa: N818 - the decision is that the request is refused; nothing went wrong
    """A request that the record does not allow. `str()` is one sentence for the person who asked."""


class Unavailable(Refused):
    """The record could not be reached: what it says now is not known, and what was read of it before is as it was."""


def listed(names: Iterable[str]) -> str:
    """Names as one line of a sentence, the first dozen of them: what there is to choose from. `every` is for what goes.

    >>> listed(["l1", "l2"])
    'l1, l2'
    """
    known = list(names)
    shown = ", ".join(known[:MOST_NAMES])
    return shown if len(known) <= MOST_NAMES else f"{shown} and {len(known) - MOST_NAMES} more"


def every(names: Iterable[str]) -> str:
    """Names as one line of a sentence, every one: of what is left out, or what a correction takes along, none may be lost.

    >>> every(map(str, range(14)))
    '0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13'
    """
    return ", ".join(names)


def resembling(name: str, known: Iterable[str], *, most: int = 3) -> str:
    """A hint at the names, at most so many, that look like the one asked for; empty when none does.

    >>> resembling("npc1", ["npc-1", "other"]), resembling("ct", ["CT", "MRI"])
    ('; did you mean npc-1?', '; did you mean CT?')
    """
    names = sorted(known)
    folded = {other.casefold(): other for other in names}
    same = folded.get(name.casefold())
    close = [same] if same is not None else likely(name[:LONGEST_NAME], names)[:most]
    return f"; did you mean {' or '.join(close)}?" if close else ""


def refuse_reason(reason: str) -> None:
    """Refuse a correction that nobody will understand, or that could not be read again.

    Raises:
        Refused: for a reason that is empty, longer than what an event can hold, or not printable.
    """
    if not reason.strip():
        raise Refused("a correction needs a reason: say why in --reason")
    if len(reason) > LONGEST_REASON:
        raise Refused(
            f"a reason has at most {LONGEST_REASON:,} characters, this one has {len(reason):,}: say it shorter"
        )
    if not is_printable(reason):
        raise Refused("the reason holds a control character or half a character: write it in printable text")


def refuse_if_erased(record: "Record") -> None:
    """An erased stream takes no more events.

    Raises:
        Refused: when the patient was erased.
    """
    if record.erased:
        raise Refused(
            f"{record.patient} was erased and takes no more events; nothing about this patient can be recorded"
        )
