"""The log of one case as it was recorded. Refuses to show a salt: it guards what an erasure leaves behind."""

import json
from collections.abc import Mapping
from typing import Any

from tracker.casebook.reading import as_dicts
from tracker.casebook.unknown import UnknownPatient
from tracker.store import compiled
from tracker.store.database import Database
from tracker.store.streams import patients

LOG_COLUMNS = tuple(name for name in compiled.COLUMNS if name != "salt")
"""The public columns of the log."""


def read_log(database: Database, patient: str) -> tuple[dict[str, Any], ...]:
    """Every line of a patient's stream, the payload as the text that is stored, digests in hexadecimal.

    Raises:
        UnknownPatient: when nobody recorded this patient.
    """
    with database.reading() as connection:
        rows = as_dicts(connection.execute(compiled.LOG, (patient,)))
        if not rows:
            raise UnknownPatient(patient, patients(connection))
    return tuple(
        {name: value.hex() if isinstance(value, bytes) else value for name, value in row.items()} for row in rows
    )


def read_payload(payload: str) -> Mapping[str, object] | None:
    """A stored payload as an object; None for a damaged one."""
    try:
        said = json.loads(payload)
    except (ValueError, RecursionError):
        return None
    return said if isinstance(said, dict) else None


def summary_of(payload: str | None) -> str:
    """What a line is about: the key, the target, the reason; that it was erased, or is damaged."""
    if payload is None:
        return "erased"
    said = read_payload(payload)
    if said is None:
        return "damaged: run `tracker verify`"
    parts = [str(said[name]) for name in ("key", "target", "question", "reading") if said.get(name)]
    reason = said.get("reason") if "target" in said else said.get("why") or said.get("legal_basis")
    return " ".join(parts) + (f": {reason}" if reason else "")
