"""What of a patient's rows is recorded: facts that the record does not hold yet. Refuses to join two people of one name.

A study's release is the whole of what it says, but a newer one is no correction by itself: facts that are gone from it stand
until `--amend` retracts them, and a fact that was amended or retracted since stays so.
"""

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from tracker.adapters.cbioportal.patients import DAY_ZERO, day_zero_diagnosis
from tracker.adapters.cbioportal.timeline import name_of
from tracker.casebook.importing import imported_keys
from tracker.casebook.studies.folder import Study
from tracker.casebook.studies.reading import Stated, disease_of, is_primary, without_source
from tracker.decisions.ahead import ahead
from tracker.decisions.importing import Plan, compare_import
from tracker.decisions.references import dangling, left_hanging
from tracker.events.catalogue import Entered, Event
from tracker.events.deliberation import ReadingSelected
from tracker.events.disease import CancerDiagnosed
from tracker.events.person import PatientRegistered
from tracker.projections.record import Record


class Decision(Struct, frozen=True):
    """What is to be appended for one patient."""

    events: tuple[Event, ...] = ()
    new: tuple[str, ...] = ()
    """Keys of new facts."""
    amended: int = 0
    gone: tuple[str, ...] = ()
    """Keys of facts of an earlier import of the study that it does not state any more."""
    retracted: bool = False
    """Whether those are taken back; else they stand."""


def source_of(study: Study) -> str:
    """The source of facts that come from a study."""
    return f"cbioportal:{study.name}"


def decide(
    study: Study, record: Record, stated: Sequence[Stated], *, amend: bool = False, reason: str = ""
) -> Decision:
    """Decide on one patient; every row says afterwards whether it is new or rejected.

    Args:
        study: Where the rows come from.
        record: What stands for the patient.
        stated: The rows.
        amend: Record what differs as amendments, and what is gone as retractions.
        reason: Why, for those.
    """
    if record.erased:
        return _reject_all(stated, f"{record.patient} was erased; what was erased does not come back")
    ours = imported_keys(record, source_of(study))
    if record.facts and not ours and not _recognized(record, stated):
        return _reject_all(
            stated,
            f"{record.patient} is on record, but nothing of this study is: it may be somebody else; "
            "rename the patient, or import into another database",
        )
    held = {fact.key: fact.fact for fact in (*record.facts, *record.retracted)}
    first = {fact.key: fact for fact in record.first}
    retracted = {fact.key for fact in record.retracted}
    while True:
        entries = _entries(study, record, stated)
        kept = [_as_held(entry, held, first, retracted, amend=amend) for entry in entries]
        plan = compare_import(record, kept, ours, reason=reason)
        complaints = dict(_complaints(record, plan, kept, amend=amend))
        if not _reject(stated, complaints):
            break
    return _carried_out(plan, stated, amend=amend)


def _reject_all(stated: Sequence[Stated], reason: str) -> Decision:
    for entry in stated:
        entry.reason, entry.facts = entry.reason or reason, ()
    return Decision()


def _recognized(record: Record, stated: Iterable[Stated]) -> bool:
    """Whether rows come from an export of this very record: more than half of what either holds is the same.

    Only facts that travelled with their rows count: two people of one name may have had a biopsy on day 0 in two studies. A
    sex, an age and a diagnosis are nobody's alone.
    """
    known = {fact.key: fact for fact in record.first}
    carried = {
        fact.key: fact
        for entry in stated
        if entry.carried
        for fact in entry.facts
        if not isinstance(fact, ReadingSelected)
    }
    same = {key for key, fact in carried.items() if key in known and without_source(known[key]) == without_source(fact)}
    telling = {key for key, fact in known.items() if not _is_common(fact)}
    stating = {key for key, fact in carried.items() if not _is_common(fact)}
    if not telling or not stating:
        return bool(same) and same == carried.keys() == known.keys()
    return 2 * len(same & telling) > min(len(telling), len(stating))


def _is_common(fact: Entered) -> bool:
    """Whether many people have the same fact."""
    return isinstance(fact, PatientRegistered | CancerDiagnosed)


def _entries(study: Study, record: Record, stated: Sequence[Stated]) -> list[Entered]:
    """The facts of all rows, each once, and the diagnosis that day 0 stands for where no other primary one is known."""
    entries: dict[object, Entered] = {}
    for entry in stated:
        for fact in entry.facts:
            entries.setdefault(("?", fact.question) if isinstance(fact, ReadingSelected) else fact.key, fact)
    primary = any(map(is_primary, entries.values())) or any(is_primary(fact) for fact in record.first)
    standing = next((fact.fact for fact in record.facts if fact.key == DAY_ZERO), None)
    if entries and standing is not None:
        entries.setdefault(DAY_ZERO, standing)
    elif entries and not primary:
        return [day_zero_diagnosis(disease_of(study, stated)), *entries.values()]
    return list(entries.values())


def _as_held(
    entry: Entered, held: Mapping[str, Entered], first: Mapping[str, Entered], retracted: set[str], *, amend: bool
) -> Entered:
    """The fact as the record holds it where a row only repeats it, or repeats what was corrected since."""
    if isinstance(entry, ReadingSelected) or entry.key not in held:
        return entry
    standing = held[entry.key]
    same = without_source(standing) == without_source(entry)
    if amend:
        return standing if same and entry.key not in retracted else entry
    return standing if same or without_source(first[entry.key]) == without_source(entry) else entry


def _complaints(record: Record, plan: Plan, kept: Sequence[Entered], *, amend: bool) -> Iterable[tuple[str, str]]:
    """By key, why a fact cannot be recorded."""
    if not amend:
        retracted = {fact.key for fact in record.retracted}
        for key in plan.changed:
            if key not in retracted:
                yield key, f"{key} stands with other content; say --amend --reason … to correct it"
        for question in plan.reselected:
            yield question, f"another reading of {question} was chosen; say --amend --reason … to change it"
        new = {*plan.new}
        adding = [entry for entry in kept if name_of(entry) in new or isinstance(entry, ReadingSelected)]
        coming = record
    else:
        adding = list(kept)
        coming = ahead(record, plan.events) if plan.differs else record
        for complaint in left_hanging(record, coming):
            yield complaint.key, complaint.message
    for complaint in dangling(coming, adding):
        yield complaint.key, f"{complaint.key}: {complaint.message}"


def _reject(stated: Sequence[Stated], complaints: dict[str, str]) -> bool:
    """Reject the rows that state what is complained of, and say whether there were any."""
    rejected = False
    for entry in stated:
        found = next((complaints[name_of(fact)] for fact in entry.facts if name_of(fact) in complaints), "")
        if found:
            entry.reason, entry.facts, rejected = found, (), True
    return rejected


def _carried_out(plan: Plan, stated: Sequence[Stated], *, amend: bool) -> Decision:
    new = {*plan.new, *plan.selected}
    if amend:
        new.update(plan.changed, plan.reselected)
    claimed: set[str] = set()
    for entry in stated:
        names = {name_of(fact) for fact in entry.facts}
        entry.new = bool((names & new) - claimed)
        claimed |= names
    if amend:
        return Decision(plan.events, plan.new, len(plan.changed), plan.gone, retracted=True)
    fresh, chosen = {*plan.new}, {*plan.selected}
    events = tuple(
        event
        for event in plan.events
        if (isinstance(event, ReadingSelected) and event.question in chosen) or getattr(event, "key", None) in fresh
    )
    return Decision(events, plan.new, gone=plan.gone)
