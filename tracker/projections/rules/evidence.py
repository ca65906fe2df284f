"""What a rule sees, and what it says. Refuses to hold what a rule could read off the record by itself."""

from collections.abc import Callable, Iterable, Mapping

from msgspec import Struct

from tracker.projections.chronology import Chronology
from tracker.projections.history import History
from tracker.projections.record import Record
from tracker.values.vocabularies import Severity

FACE_VALUE = 0.0
"""The tolerance at which a stated number of months is taken as it stands."""


class Discrepancy(Struct, frozen=True, kw_only=True):
    """Something in a record that is contradictory, doubtful or missing. The fields are the columns of `tracker check`."""

    patient: str
    rule: str
    severity: Severity
    summary: str
    """One sentence that names the facts."""
    events: tuple[str, ...]
    """Keys of the facts that it rests on."""
    tolerance_months: float | None = None
    """The tolerance at which it shows; None where it does not depend on one."""
    excess_months: float | None = None
    """By how much times do not fit, in months of 30.4375 d."""


class Evidence(Struct, frozen=True, kw_only=True):
    """A record, placed in time at every tolerance that was asked for."""

    record: Record
    history: History
    """At the widest tolerance."""
    chronologies: Mapping[float, Chronology]
    """By tolerance, the narrowest first; face value is always among them."""
    asked: tuple[float, ...]
    """The tolerances asked for, the narrowest first."""

    @property
    def patient(self) -> str:
        """Whose record it is."""
        return self.record.patient

    @property
    def widest(self) -> float:
        """The widest tolerance asked for."""
        return self.asked[-1]


Rule = Callable[[Evidence], Iterable[Discrepancy]]
"""Says what it finds, in any order."""
