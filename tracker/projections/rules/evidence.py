"""What a rule sees, and what it says. Refuses to hold what a rule could read off the record by itself."""

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property

from msgspec import Struct
from msgspec.structs import replace

from tracker.projections.chronology import chronology_of
from tracker.projections.contradictions import Contradiction
from tracker.projections.history import History
from tracker.projections.questions import Question, other_histories, questions_of
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


class OtherReading(Struct, frozen=True, kw_only=True):
    """The case under a reading that was not chosen."""

    question: Question
    name: str
    history: History
    """At the widest tolerance."""
    contradictions: Mapping[float, tuple[Contradiction, ...]]
    """By tolerance, the narrowest first; face value is always among them."""


class Evidence(Struct, frozen=True, kw_only=True, dict=True):
    """A record, placed in time at every tolerance that was asked for."""

    history: History
    """At the widest tolerance."""
    contradictions: Mapping[float, tuple[Contradiction, ...]]
    """By tolerance, the narrowest first; face value is always among them."""
    asked: tuple[float, ...]
    """The tolerances asked for, the narrowest first."""

    @property
    def record(self) -> Record:
        """The corrected record."""
        return self.history.record

    @property
    def patient(self) -> str:
        """Whose record it is."""
        return self.history.patient

    @property
    def widest(self) -> float:
        """The widest tolerance asked for."""
        return self.asked[-1]

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """The ambiguous times of the record."""
        return questions_of(self.record)

    @cached_property
    def other_readings(self) -> tuple[OtherReading, ...]:
        """The case under every reading that was not chosen, one question changed at a time."""
        return tuple(
            OtherReading(
                question=other.question,
                name=other.reading,
                history=other.history,
                contradictions=contradictions_in(other.history, self.contradictions),
            )
            for other in self.history.once(other_histories)
        )

    def found(self, rule: str, severity: Severity, summary: str, events: Iterable[str]) -> Discrepancy:
        """What a rule says that depends on no tolerance; each fact is named once."""
        keys = tuple(dict.fromkeys(events))
        return Discrepancy(patient=self.patient, rule=rule, severity=severity, summary=summary, events=keys)


def contradictions_in(history: History, tolerances: Iterable[float]) -> dict[float, tuple[Contradiction, ...]]:
    """What contradicts itself in a record at every tolerance; it is placed again only where rounding may matter."""
    own = history.chronology
    found: dict[float, tuple[Contradiction, ...]] = {}
    for tolerance in sorted(tolerances):
        if tolerance == own.tolerance:
            found[tolerance] = own.contradictions
        elif own.may_depend_on_rounding():
            found[tolerance] = chronology_of(history.record, tolerance=tolerance).contradictions
        else:
            found[tolerance] = tuple(replace(each, tolerance=tolerance) for each in own.contradictions)
    return found


Rule = Callable[[Evidence], Iterable[Discrepancy]]
"""Says what it finds, in any order."""
