"""Correcting what stands: amend, retract, take an import back. Refuses to touch the log in any other way than by adding."""

from msgspec import Struct

from tracker.casebook.appending import command
from tracker.decisions.correcting import amend, retract, take_back
from tracker.decisions.refused import Refused
from tracker.events.catalogue import Entered
from tracker.events.deliberation import ReadingSelected
from tracker.events.recorded import Recorded
from tracker.store.database import Database
from tracker.store.streams import read_correlation


class Warrant(Struct, frozen=True, kw_only=True):
    """On whose word and why the record is corrected."""

    by: str
    reason: str


def amend_fact(
    database: Database, patient: str, key: str, entries: tuple[Entered, ...], warrant: Warrant
) -> tuple[Recorded, ...]:
    """Replace a fact by the one that the file holds.

    Raises:
        Refused: what `decisions.correcting.amend` refuses, and a file that holds anything but one fact.
    """
    match entries:
        case (replacement,) if not isinstance(replacement, ReadingSelected):
            pass
        case (ReadingSelected(question=question),):
            raise Refused(f"{key}: an amendment needs a fact, and {question} is a choice; `tracker record` records it")
        case _:
            raise Refused(f"{key}: an amendment needs exactly one fact, the whole of it, not {len(entries)}")
    with command(database, by=warrant.by) as session:
        record = session.read_known(patient)
        return session.carry_out(record, amend(record, key, replacement, reason=warrant.reason))


def retract_fact(
    database: Database, patient: str, key: str, warrant: Warrant, *, with_dependents: bool = False
) -> tuple[Recorded, ...]:
    """Take a fact back, with the facts that hang on it when told so.

    Raises:
        Refused: what `decisions.correcting.retract` refuses.
    """
    with command(database, by=warrant.by) as session:
        record = session.read_known(patient)
        events = retract(record, key, reason=warrant.reason, with_dependents=with_dependents)
        return session.carry_out(record, events)


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
