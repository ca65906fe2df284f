"""Strips of many cases at once, from the views by one query. Refuses to fold a case for the sake of a list."""

import sqlite3
from collections.abc import Iterable, Sequence
from itertools import groupby

import msgspec

from tracker.projections.picture import Picture
from tracker.projections.strips import Part, strip_of

MOST_AT_ONCE = 400
"""Cases that one query asks for; a list asks for a page of them."""

_NAMED = "(SELECT value FROM json_each(:patients))"
_PARTS = f"""
    SELECT patient, 'regimen' AS kind, key, start_day AS day, stop_day AS stop, drugs, drugs_not_stated,
        coalesce(name, referred_to_as) AS named, NULL AS delivery, NULL AS extent, NULL AS certainty
    FROM regimens WHERE patient IN {_NAMED}
    UNION ALL
    SELECT patient, 'radiotherapy-given', key, start_day, coalesce(stop_day, start_day), NULL, NULL, NULL, delivery, NULL, NULL
    FROM radiotherapy_courses WHERE patient IN {_NAMED}
    UNION ALL
    SELECT patient, 'progression-declared', key, day, NULL, NULL, NULL, NULL, NULL, extent, certainty
    FROM progressions WHERE patient IN {_NAMED}
    UNION ALL
    SELECT patient, type, key, day, NULL, NULL, NULL, NULL, NULL, NULL, NULL
    FROM timeline WHERE type IN ('cancer-diagnosed', 'patient-died') AND patient IN {_NAMED}
    ORDER BY 1
    """  # noqa: S608 - the words are ours
_MONTHS = f"SELECT patient, first_month, last_month FROM patients WHERE patient IN {_NAMED}"  # noqa: S608 - as above


def read_strips(connection: sqlite3.Connection, patients: Sequence[str]) -> dict[str, Picture]:
    """The strip of each of some patients; who is not in the view `patients` has none."""
    found: dict[str, Picture] = {}
    for begin in range(0, len(patients), MOST_AT_ONCE):
        found |= _read(connection, patients[begin : begin + MOST_AT_ONCE])
    return found


def _read(connection: sqlite3.Connection, patients: Sequence[str]) -> dict[str, Picture]:
    asked = {"patients": msgspec.json.encode(list(patients)).decode()}
    rows = connection.execute(_PARTS, asked)
    parts = {patient: list(map(_part, its)) for patient, its in groupby(rows, key=lambda row: str(row[0]))}
    months = connection.execute(_MONTHS, asked)
    return {patient: strip_of(first, last, parts.get(patient, ())) for patient, first, last in months}


def _part(row: Sequence[object]) -> Part:
    columns: Iterable[tuple[str, object]] = zip(Part.__struct_fields__, row[1:], strict=True)
    return Part(**dict(columns))  # type: ignore[arg-type]  # the columns are in the order of the fields
