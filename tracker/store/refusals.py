"""Everything the store says no to, in one sentence each. Refuses to show a traceback or to repeat a payload."""

from tracker.decisions.refused import Unavailable


class StoreRefused(Unavailable):
    """The store cannot or will not do it; the message says what, where and what to do, in one sentence."""


class Busy(StoreRefused):
    """Another program holds the file just now."""


class ConcurrentAppend(StoreRefused):
    """The stream moved on since it was read: read again, decide again."""

    def __init__(self, patient: str, *, expected: str, actual: int) -> None:
        super().__init__(
            f"the record of {patient} has changed meanwhile (expected {expected}, found version {actual}): try again"
        )
        self.patient = patient
        self.actual = actual


class DifferentContent(StoreRefused):
    """An event id is on record with other content. It is never dropped silently."""


class StreamErased(StoreRefused):
    """The patient was erased; the stream takes no more events."""

    def __init__(self, patient: str) -> None:
        super().__init__(f"the record of {patient} was erased and takes no more events: use another pseudonym")
        self.patient = patient


class Undecodable(StoreRefused):
    """A line of the log that this version cannot read. Skipping it would lose data, so reading stops here."""

    def __init__(self, *, seq: int, patient: str, reason: str) -> None:
        super().__init__(f"event {seq} of the log (patient {patient}) cannot be read: {reason}")
        self.seq = seq
        self.patient = patient
        self.reason = reason
