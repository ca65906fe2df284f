"""Adding the rows of a table: which are new, stand already or cannot be recorded. Refuses half of a row.

A table adds rows: it is not the whole of anybody's case. What it does not hold is not gone, and what stands with other
content under the same key is changed only when that is asked for.
"""

from collections.abc import Sequence
from enum import StrEnum

from msgspec import Struct, structs

from tracker.decisions.ahead import ahead
from tracker.decisions.counting import counted_anew
from tracker.decisions.importing import Plan
from tracker.decisions.references import Known, known_in, lost_in
from tracker.decisions.refused import MOST_NAMES
from tracker.events.catalogue import Fact, FactAmended
from tracker.projections.record import Record


class Fate(StrEnum):
    """What becomes of a row."""

    RECORDED = "recorded"
    ALREADY = "already recorded"
    REJECTED = "rejected"


class Row(Struct, frozen=True):
    """The facts of one row, and where it stands."""

    place: str
    """File and line, for the sentences about other rows."""
    facts: tuple[Fact, ...]


class Ruling(Struct, frozen=True):
    """What becomes of a row, and why it is rejected."""

    fate: Fate
    reason: str = ""


class Addition(Struct, frozen=True):
    """What the rows of one patient bring."""

    plan: Plan
    rulings: tuple[Ruling, ...]
    """One for each row, in order."""


class _Standing(Struct, frozen=True):
    """The record as rows are held against it."""

    facts: dict[str, Fact]
    retracted: frozenset[str]
    amend: bool


def plan_addition(record: Record, rows: Sequence[Row], *, amend: bool = False, reason: str = "") -> Addition:
    """Decide what the rows of a table add to a record; the same rows again add nothing.

    A row is recorded whole or rejected whole, also where it refers to what only a rejected row would have brought.

    Args:
        record: What stands for the patient.
        rows: The rows of the patient, in the order of the tables.
        amend: Record other content under a key that stands as an amendment; restore what was retracted.
        reason: Why, for the amendments.
    """
    if record.erased:
        said = f"{record.patient} was erased and takes no more events"
        return Addition(Plan(patient=record.patient), tuple(Ruling(Fate.REJECTED, said) for _ in rows))
    standing = _Standing(
        {fact.key: fact.fact for fact in record.facts}, frozenset(fact.key for fact in record.retracted), amend
    )
    hanging = _counted(record, rows)
    while True:
        rejected = _colliding(standing, rows, hanging)
        lost = _dangling(standing, rows, rejected)
        if not lost:
            break
        hanging |= lost
    return _addition(record, standing, rows, rejected, reason)


def _counted(record: Record, rows: Sequence[Row]) -> dict[int, str]:
    """Rows that count in days from the origin and would move it: a table says nothing of what its day 0 is."""
    anew = counted_anew(record, ahead(record, [fact for row in rows for fact in row.facts]))
    said = ((number, anew[fact.key]) for number, row in enumerate(rows) for fact in row.facts if fact.key in anew)
    return dict(reversed([*said]))


def _colliding(standing: _Standing, rows: Sequence[Row], hanging: dict[int, str]) -> dict[int, str]:
    """Rows that cannot be recorded: those rejected already, and those whose key says something else already."""
    rejected = dict(hanging)
    taken: dict[str, tuple[Fact, str]] = {}
    for number, row in enumerate(rows):
        if number in hanging:
            continue
        own: dict[str, Fact] = {}
        said = ""
        for fact in row.facts:
            said = _collision(standing, fact, own, taken)
            if said:
                break
            own[fact.key] = fact
        if said:
            rejected[number] = said
        else:
            taken.update({key: (fact, row.place) for key, fact in own.items() if key not in taken})
    return rejected


def _collision(standing: _Standing, fact: Fact, own: dict[str, Fact], taken: dict[str, tuple[Fact, str]]) -> str:
    key = fact.key
    if own.get(key, fact) != fact:
        return f"{key} is the key of two events of this row; a key names one fact"
    if key in taken and taken[key][0] != fact:
        return f"{key} is the key of {taken[key][1]} already, which says something else; a key names one fact"
    if standing.amend:
        return ""
    if key in standing.retracted:
        return f"{key} was retracted; import with --amend --reason … to restore it"
    if standing.facts.get(key, fact) != fact:
        return f"{key} stands and says something else; import with --amend --reason … to change it"
    return ""


def _dangling(standing: _Standing, rows: Sequence[Row], rejected: dict[int, str]) -> dict[int, str]:
    """Rows with a fact that refers to what neither stands nor comes along."""
    coming = [fact for number, row in enumerate(rows) if number not in rejected for fact in row.facts]
    known = known_in((*standing.facts.values(), *coming), retracted=standing.retracted)
    lost: dict[int, str] = {}
    for number, row in enumerate(rows):
        if number not in rejected and (said := _lost(row, known, hints=len(lost) < MOST_NAMES)):
            lost[number] = said
    return lost


def _lost(row: Row, known: Known, *, hints: bool) -> str:
    asked = known if hints else structs.replace(known, hints=False)
    return next((f"{fact.key}: {said}" for fact in row.facts for _, said in lost_in(fact, asked)), "")


def _addition(
    record: Record, standing: _Standing, rows: Sequence[Row], rejected: dict[int, str], reason: str
) -> Addition:
    new: dict[str, Fact] = {}
    changed: dict[str, Fact] = {}
    unchanged: dict[str, None] = {}
    rulings: list[Ruling] = []
    for number, row in enumerate(rows):
        if number in rejected:
            rulings.append(Ruling(Fate.REJECTED, rejected[number]))
            continue
        fate = Fate.ALREADY
        for fact in row.facts:
            key = fact.key
            if key in new or key in changed:
                continue
            if standing.facts.get(key) == fact:
                unchanged[key] = None
                continue
            fate = Fate.RECORDED
            (changed if key in standing.facts or key in standing.retracted else new)[key] = fact
        rulings.append(Ruling(fate))
    plan = Plan(
        patient=record.patient,
        new=tuple(new),
        unchanged=tuple(unchanged),
        changed=tuple(changed),
        restored=tuple(key for key in changed if key in standing.retracted),
        events=(
            *new.values(),
            *(FactAmended(target=key, replacement=fact, reason=reason) for key, fact in changed.items()),
        ),
    )
    return Addition(plan, tuple(rulings))
