"""Recording facts by hand, in case-file form. Refuses a file whose events are not sound: nothing is half recorded."""

from tracker.adapters.casefile import read_case_file
from tracker.casebook.appending import command
from tracker.casebook.files import Incoming, pseudonym
from tracker.casebook.unknown import Unsound
from tracker.decisions.bases import choice_of, refuse_chosen_since
from tracker.decisions.recording import record_facts
from tracker.decisions.refused import refuse_reason
from tracker.events.catalogue import Entered
from tracker.events.deliberation import ReadingSelected
from tracker.events.recorded import Recorded
from tracker.events.treatment import RegimenStarted
from tracker.projections.record import record_of
from tracker.store.database import Database
from tracker.store.streams import read_stream


def read_entries(database: Database | None, patient: str, file: Incoming) -> tuple[Entered, ...]:
    """Read facts and choices of readings of one patient; they may refer to what the record holds.

    Args:
        database: Holds the record, where there is one already.
        patient: Whose facts they are; a file that names another patient is refused.
        file: In case-file form; header and list of events may be left out.

    Raises:
        Unsound: naming every problem with file, line and key.
    """
    pseudonym(patient)
    result = read_case_file(file.name, file.read(), known_keys=_known(database, patient), case=patient)
    if result.problems:
        raise Unsound(result.problems)
    return tuple(event for case in result.cases for event in case.facts)


def _known(database: Database | None, patient: str) -> frozenset[str]:
    if database is None:
        return frozenset()
    with database.reading() as connection:
        record = record_of(patient, read_stream(connection, patient))
    facts = [standing.fact for standing in (*record.facts, *record.retracted)]
    return frozenset(fact.key for fact in facts) | {fact.regimen for fact in facts if isinstance(fact, RegimenStarted)}


def record_entries(database: Database, patient: str, entries: tuple[Entered, ...], *, by: str) -> tuple[Recorded, ...]:
    """Record new facts; what stands already with the same content records nothing.

    Raises:
        Refused: what `decisions.recording` refuses.
    """
    with command(database, by=by) as session:
        record = session.read(patient)
        return session.carry_out(record, record_facts(record, entries))


def choice_now(database: Database, patient: str, question: str) -> str:
    """The choice that holds for a question now, by its event id; empty where nobody chose."""
    with database.reading() as connection:
        return choice_of(record_of(patient, read_stream(connection, patient)), question)


def choose_reading(
    database: Database, patient: str, choice: ReadingSelected, *, by: str, base: str | None = None
) -> tuple[Recorded, ...]:
    """Choose how an ambiguous time is read; the choice that holds already records nothing.

    Args:
        database: Where to.
        patient: Whose time it is.
        choice: What is chosen.
        by: Who chooses.
        base: The choice that held when they looked, by the event id; empty for none, None where that is not said.

    Raises:
        UnknownPatient: when nobody recorded this patient.
        Refused: for a choice without a reason, a question that no time asks, a reading that it does not have; and when
            somebody chose since.
    """
    refuse_reason(choice.why)
    with command(database, by=by) as session:
        record = session.read_known(patient)
        events = record_facts(record, (choice,))
        if events:
            refuse_chosen_since(record, choice.question, base)
        return session.carry_out(record, events)
