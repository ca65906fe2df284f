"""Days in a dated case: whether a fact that counts in days would move the origin. Refuses to turn days into a date.

The day 0 of a record that counts in `day` is the record's own, and nothing says that it is the day of the diagnosis. A
case that counted from a date would count from another day, or from one without a date, and every month would move.
"""

from collections.abc import Iterable

from tracker.decisions.refused import Refused
from tracker.events.catalogue import Fact
from tracker.events.disease import CancerDiagnosed
from tracker.projections.chronology import chronology_of
from tracker.projections.record import Record
from tracker.projections.statements import statements_of
from tracker.values.durations import DEFAULT_TOLERANCE
from tracker.values.vocabularies import DiagnosisRole
from tracker.values.when import OnDays


def refuse_counting_anew(record: Record, coming: Record, *, instead: str = "") -> None:
    """Refuse days from the origin where they would move it.

    Args:
        record: What stands.
        coming: The record as it would stand.
        instead: What else can be done, after the sentence.

    Raises:
        Refused: naming the first new or corrected fact that counts in days, where the origin had a date and would have
            another one or none.
    """
    counted = counted_anew(record, coming)
    if counted:
        raise Refused(next(iter(counted.values())) + instead)


def counted_anew(record: Record, coming: Record) -> dict[str, str]:
    """The new or corrected facts that count in days where that would move the origin: by key, a sentence."""
    stood = {standing.key: standing.fact for standing in record.facts}
    chosen = record.selections != coming.selections
    changed = [each.fact for each in coming.facts if chosen or stood.get(each.key) != each.fact]
    in_days = _in_days(changed, coming)
    if not in_days or not stood:
        return {}
    origin = chronology_of(record).calendar.origin
    if origin is None or chronology_of(coming).calendar.origin == origin:
        return {}
    was_in_days = _in_days(stood.values(), record)
    anchor = _only_diagnosis(stood.values())
    return {
        key: f"{key}: counts in days from the origin, and day 0 would no longer be {origin}, so that every month of the "
        f'case would move; say its date, or count from a fact ({{"after": {anchor}, "at_least": "{said.least:g} d", '
        f'"at_most": "{said.most:g} d"}})'
        for key, said in in_days.items()
        if was_in_days.get(key) != said
    }


def counts_in_days(record: Record) -> bool:
    """Whether some fact that stands counts in days from the origin."""
    return bool(_in_days((standing.fact for standing in record.facts), record))


def _only_diagnosis(facts: Iterable[Fact]) -> str:
    """The primary diagnosis, quoted as in a case file; a placeholder where there is none or more than one."""
    primary = [fact for fact in facts if isinstance(fact, CancerDiagnosed) and fact.role is DiagnosisRole.PRIMARY]
    return f'"{primary[0].key}"' if len(primary) == 1 else "KEY"


def _in_days(facts: Iterable[Fact], record: Record) -> dict[str, OnDays]:
    """The facts that count in days by the readings that hold, and the days."""
    said = statements_of(facts, record.selections, DEFAULT_TOLERANCE).facts
    found = {
        key: [each.said for each in fact.conditions if isinstance(each.said, OnDays)] for key, fact in said.items()
    }
    return {key: days[0] for key, days in found.items() if days}
