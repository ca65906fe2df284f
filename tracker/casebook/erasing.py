"""Erasing a patient: one transaction, then the proof. Refuses to promise anything about backups, exports and case files."""

from msgspec import Struct

from tracker.casebook.appending import command
from tracker.casebook.clock import new_id, new_salt
from tracker.casebook.drafts import Drafts
from tracker.casebook.unknown import UnknownPatient
from tracker.decisions.erasing import erase
from tracker.events.recorded import Recorded
from tracker.store import documents, erasure
from tracker.store.database import Database
from tracker.store.erasure import Proof
from tracker.store.log import NewEvent, append, stream_head
from tracker.store.streams import birth_of, patients


class Erased(Struct, frozen=True):
    """What an erasure did."""

    line: Recorded | None
    """The line that records it; None where the patient had been erased before."""
    events: int
    """Lines that lost their payload."""
    documents: int
    """Attached documents that its facts named, and that went with them."""
    proof: Proof
    """What the search of the file found."""
    drafts: int
    """Files with what was typed into forms of this case, and not recorded, that were removed."""


def erase_patient(database: Database, patient: str, *, legal_basis: str, by: str) -> Erased:
    """Destroy every payload of a patient, and prove it.

    A patient who was erased before is not erased again; what an interrupted erasure left in the file is removed then, by
    writing the file anew.

    What was typed into forms of this case and not recorded goes too.

    Raises:
        UnknownPatient: when nobody recorded this patient.
        OSError: when a draft cannot be removed; everything else is done by then.
        Refused: what `decisions.erasing` refuses.
        StoreRefused: when another program reads the file and keeps old bytes in it; nothing is recorded then, unless it
            began only after the erasure.
    """
    # Whoever reads an older state keeps its bytes: better refused before anything is recorded than left half proven.
    database.empty_wal()
    with command(database, by=by) as session:
        head = stream_head(session.connection, patient)
        if not head.version:
            raise UnknownPatient(patient, patients(session.connection))
        new = [
            NewEvent(event=event, event_id=new_id(), salt=new_salt())
            for event in erase(erased=head.erased, legal_basis=legal_basis)
        ]
        pieces = erasure.pieces_to_lose(session.connection, patient)
        named = documents.named_by(session.connection, patient)
        lines = (
            append(session.connection, patient, new, expected=head.version, recording=session.recording) if new else ()
        )
        lost = erasure.destroy(session.connection, patient)
        birth = birth_of(session.connection, patient)
    if not lines:
        database.rewrite()
    proof = erasure.prove(database, pieces)
    return Erased(lines[0] if lines else None, lost, len(named), proof, Drafts(birth).discard_all())
