"""Correcting what stands: amend, retract, move, take an import back. Refuses to touch the log in any other way than by adding."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from msgspec import Struct

from tracker.casebook.appending import Command, command
from tracker.decisions.bases import going_with, named_bases, refuse_corrected_since, versions_of
from tracker.decisions.correcting import UnknownFact, amend, retract, take_back
from tracker.decisions.moving import move
from tracker.decisions.refused import Refused, listed
from tracker.events.catalogue import Entered
from tracker.events.deliberation import ReadingSelected
from tracker.events.recorded import Recorded
from tracker.projections.record import record_of
from tracker.store.database import Database
from tracker.store.streams import read_correlation, read_stream


class Warrant(Struct, frozen=True, kw_only=True):
    """On whose word and why the record is corrected."""

    by: str
    reason: str
    bases: Mapping[str, str] | None = None
    """The version of each fact that they looked at: event ids by key. None where that is not said."""


class Route(Struct, frozen=True, kw_only=True):
    """Which facts move from where to where."""

    patient: str
    keys: Sequence[str]
    to: str
    """The other patient."""


class Moved(Struct, frozen=True):
    """What moving facts recorded."""

    lines: tuple[Recorded, ...]
    """Of both records."""
    counted_anew: tuple[str, ...]
    """Keys of facts whose times count from something that is another day in the other record."""


@contextmanager
def _correction(database: Database, warrant: Warrant) -> Iterator[Command]:
    """A command that names facts; one that is another patient's is refused with that patient's name."""
    with command(database, by=warrant.by) as session:
        try:
            yield session
        except UnknownFact as unknown:
            found = session.connection.execute("SELECT patient FROM timeline WHERE key = ?", (unknown.key,))
            others = [str(patient) for (patient,) in found]
            if not others:
                raise
            raise Refused(f"{unknown.missing}; it is a fact of {listed(others)}") from None


def versions_now(
    database: Database, patient: str, key: str, named: Sequence[str] = (), *, with_dependents: bool = False
) -> dict[str, str]:
    """The versions that a correction rests on: those that stand now of a fact, and of what hangs on it when told so.

    Args:
        database: Holds the record.
        patient: Whose fact it is.
        key: Of the fact.
        named: Versions that stand for those of now; where there are any, one of each fact.
        with_dependents: Also of the facts whose times hang on it.

    Returns:
        Event ids by key; of a fact that is not there, none.

    Raises:
        Refused: what `decisions.bases.named_bases` refuses.
    """
    with database.reading() as connection:
        record = record_of(patient, read_stream(connection, patient))
    going = going_with(record, (key,), with_dependents=with_dependents)
    if named and versions_of(record, key):
        return named_bases(record, going, named)
    return {each: lines[-1].event_id for each in going if (lines := versions_of(record, each))}


def amend_fact(
    database: Database, patient: str, key: str, entries: tuple[Entered, ...], warrant: Warrant
) -> tuple[Recorded, ...]:
    """Replace a fact by the one that the file holds.

    Raises:
        Refused: what `decisions.correcting.amend` refuses, a file that holds anything but one fact, and a fact that was
            corrected since `warrant.bases`.
    """
    match entries:
        case (replacement,) if not isinstance(replacement, ReadingSelected):
            pass
        case (ReadingSelected(question=question),):
            raise Refused(f"{key}: an amendment needs a fact, and {question} is a choice; `tracker record` records it")
        case _:
            raise Refused(f"{key}: an amendment needs exactly one fact, the whole of it, not {len(entries)}")
    with _correction(database, warrant) as session:
        record = session.read_known(patient)
        events = amend(record, key, replacement, reason=warrant.reason)
        if events:
            refuse_corrected_since(record, (key,), warrant.bases)
        return session.carry_out(record, events)


def retract_fact(
    database: Database, patient: str, key: str, warrant: Warrant, *, with_dependents: bool = False
) -> tuple[Recorded, ...]:
    """Take a fact back, with the facts that hang on it when told so.

    Raises:
        Refused: what `decisions.correcting.retract` refuses, and facts that were corrected since `warrant.bases`, those
            that hang on it included.
    """
    with _correction(database, warrant) as session:
        record = session.read_known(patient)
        events = retract(record, key, reason=warrant.reason, with_dependents=with_dependents)
        if events:
            going = going_with(record, (key,), with_dependents=with_dependents)
            refuse_corrected_since(record, going, warrant.bases)
        return session.carry_out(record, events)


def move_facts(database: Database, route: Route, warrant: Warrant, *, with_dependents: bool = False) -> Moved:
    """Move facts to the patient whose they are: both records change in one command, or neither does.

    Raises:
        UnknownPatient: when nobody recorded one of the two.
        Refused: what `decisions.moving.move` refuses, and facts that were corrected since `warrant.bases`, those that hang
            on them included.
    """
    with _correction(database, warrant) as session:
        source, target = session.read_known(route.patient), session.read_known(route.to)
        going = going_with(source, route.keys, with_dependents=with_dependents)
        refuse_corrected_since(source, going, warrant.bases)
        moved = move(source, target, route.keys, reason=warrant.reason, with_dependents=with_dependents)
        lines = (*session.carry_out(source, moved.taken_back), *session.carry_out(target, moved.recorded))
        return Moved(lines, moved.counted_anew)


def retract_import(
    database: Database, correlation_id: str, warrant: Warrant, *, with_dependents: bool = False
) -> tuple[Recorded, ...]:
    """Take everything back that one import recorded, in all its patients at once.

    Raises:
        Refused: for an id under which nothing was recorded, and what `decisions.correcting.take_back` refuses.
    """
    with command(database, by=warrant.by) as session:
        lines = read_correlation(session.connection, correlation_id)
        if not lines:
            raise Refused(
                f"nothing was recorded under the id {correlation_id}; `tracker events CASE --format json` shows the ids, as correlation_id"
            )
        recorded: list[Recorded] = []
        for patient in dict.fromkeys(line.patient for line in lines):
            record = session.read(patient)
            events = take_back(record, correlation_id, reason=warrant.reason, with_dependents=with_dependents)
            recorded.extend(session.carry_out(record, events))
        return tuple(recorded)
