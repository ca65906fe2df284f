"""Importing a case file: what is new, unchanged, changed or gone. Refuses to overwrite what stands without being told.

A case file is the whole of what was imported for its patient: facts that an earlier import recorded and the file no
longer has are gone from it. Facts recorded by hand are never gone, and never touched unless the file names their key.
"""

from collections.abc import Collection, Sequence

from msgspec import Struct

from tracker.decisions.ahead import ahead
from tracker.decisions.counting import refuse_counting_anew
from tracker.decisions.references import time_anchors
from tracker.decisions.refused import Refused, every, refuse_if_erased, refuse_reason
from tracker.events.catalogue import Entered, Event, Fact, FactAmended, FactRetracted
from tracker.events.deliberation import ReadingSelected
from tracker.projections.record import Record
from tracker.values.when import fact_of


class Plan(Struct, frozen=True, kw_only=True):
    """What an import would do for one patient. Keys are in the order of the file, `gone` in the order of recording."""

    patient: str
    new: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    """Stand with other content, or were retracted."""
    restored: tuple[str, ...] = ()
    """Those of `changed` that were retracted since they were recorded: amending restores them."""
    gone: tuple[str, ...] = ()
    selected: tuple[str, ...] = ()
    """Questions whose reading the file chooses anew."""
    reselected: tuple[str, ...] = ()
    """Questions for which the record holds another choice than the file."""
    events: tuple[Event, ...] = ()
    """What is to be appended, in order; nothing where the record says already what the file says."""

    @property
    def amended(self) -> tuple[str, ...]:
        """Those of `changed` that stand, with other content."""
        return tuple(key for key in self.changed if key not in self.restored)

    @property
    def differs(self) -> bool:
        """Whether something that stands would change, rather than only be added to."""
        return bool(self.changed or self.gone or self.reselected)


def compare_import(record: Record, entries: Sequence[Entered], imported: Collection[str], *, reason: str = "") -> Plan:
    """Compare a case file with what stands.

    Args:
        record: What stands for the patient.
        entries: The file's facts and choices of readings, in its order.
        imported: Keys that an import recorded first; the others were recorded by hand.
        reason: Why the record is corrected, for the amendments and retractions of the plan.
    """
    standing = {fact.key: fact.fact for fact in record.facts}
    retracted = {fact.key for fact in record.retracted}
    facts: dict[str, Fact] = {entry.key: entry for entry in entries if not isinstance(entry, ReadingSelected)}
    choices = {entry.question: entry for entry in entries if isinstance(entry, ReadingSelected)}
    chosen = {question: choice for question, choice in choices.items() if record.selections.get(question) != choice}
    new = [key for key in facts if key not in standing and key not in retracted]
    changed = [key for key in facts if key in retracted or (key in standing and standing[key] != facts[key])]
    gone = [key for key in standing if key in imported and key not in facts]
    return Plan(
        patient=record.patient,
        new=tuple(new),
        unchanged=tuple(key for key in facts if key in standing and standing[key] == facts[key]),
        changed=tuple(changed),
        restored=tuple(key for key in changed if key in retracted),
        gone=tuple(gone),
        selected=tuple(question for question in chosen if question not in record.selections),
        reselected=tuple(question for question in chosen if question in record.selections),
        events=(
            *(facts[key] for key in new),
            *(FactAmended(target=key, replacement=facts[key], reason=reason) for key in changed),
            *(FactRetracted(target=key, reason=reason) for key in reversed(gone)),
            *chosen.values(),
        ),
    )


def plan_import(
    record: Record, entries: Sequence[Entered], imported: Collection[str], *, amend: bool = False, reason: str = ""
) -> Plan:
    """Decide what an import records; the same file again records nothing.

    Args:
        record: What stands for the patient.
        entries: The file's facts and choices of readings, in its order.
        imported: Keys that an import recorded first.
        amend: Record differences as amendments and retractions instead of refusing them.
        reason: Why; needed where `amend` changes something.

    Raises:
        Refused: for an erased patient; naming each key that differs, and days from the origin that would move the
            origin of a dated case, unless `amend`; for a reason that is missing or unreadable; and where a
            fact recorded by hand hangs on one that is gone from the file.
    """
    refuse_if_erased(record)
    plan = compare_import(record, entries, imported, reason=reason)
    if plan.differs and not amend:
        raise Refused(_differences(plan))
    if not amend and plan.events:
        refuse_counting_anew(record, ahead(record, plan.events), instead="; or record it with --amend --reason …")
    if not plan.differs:
        return plan
    refuse_reason(reason)
    _refuse_orphans(record, plan)
    return plan


def _differences(plan: Plan) -> str:
    parts = (
        ("changed", plan.amended),
        ("retracted since", plan.restored),
        ("gone from the file", plan.gone),
        ("another reading chosen", plan.reselected),
    )
    # Every key is named: this list is what the curator works through.
    named = "; ".join(f"{what}: {', '.join(keys)}" for what, keys in parts if keys)
    return (
        f"{plan.patient}: the file differs from what stands ({named}); "
        "record the differences with --amend --reason …, or add facts with `tracker record`"
    )


def _refuse_orphans(record: Record, plan: Plan) -> None:
    gone = set(plan.gone)
    replaced = gone.union(plan.changed)
    orphans = [
        fact.key
        for fact in record.facts
        if fact.key not in replaced and any(fact_of(anchor) in gone for anchor in time_anchors(fact.fact))
    ]
    if orphans:
        raise Refused(
            f"{plan.patient}: {every(plan.gone)} would go with the file, but the times of facts outside of it hang on "
            f"this ({every(orphans)}); retract or amend those first"
        )
