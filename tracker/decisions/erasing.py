"""Whether a patient may be erased. Refuses an erasure without a legal basis: it cannot be taken back."""

from tracker.decisions.refused import LONGEST_REASON, Refused
from tracker.events.catalogue import PatientErased
from tracker.events.fault import is_printable


def erase(*, erased: bool, legal_basis: str) -> tuple[PatientErased, ...]:
    """Erase a patient; erasing twice records nothing new.

    Nothing of the record is read: a stream that cannot be decoded any more is erased like any other.

    Args:
        erased: Whether the patient was erased before.
        legal_basis: The law or the request that asks for it. It is all that stays.

    Raises:
        Refused: for a legal basis that is empty, longer than an event can hold, or not printable.
    """
    if not legal_basis.strip():
        raise Refused("an erasure needs its legal basis: name the law or the request in --basis")
    if len(legal_basis) > LONGEST_REASON:
        raise Refused(
            f"a legal basis has at most {LONGEST_REASON:,} characters, this one has {len(legal_basis):,}: say it shorter"
        )
    if not is_printable(legal_basis):
        raise Refused("the legal basis holds a control character or half a character: write it in printable text")
    return () if erased else (PatientErased(legal_basis=legal_basis),)
