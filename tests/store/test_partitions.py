"""Rows by patient hash: partitions follow each other, a few thousand rows at a time, of the patients asked for."""

from collections.abc import Iterator
from itertools import groupby

import pytest

from tests import examples as ex
from tests.ledger import copy_of_template, record_stream
from tracker.store import partitions
from tracker.store.database import Database, open_database
from tracker.store.partitions import partition_of, rows_by_partition

PATIENTS = [name for number in range(400) if partition_of(name := f"p-{number:03}") < "08"]
"""Several of a partition, whose names do not follow each other."""
SELECT = "SELECT patient, key FROM timeline"


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """Patients of three facts each."""
    with open_database(copy_of_template(tmp_path_factory.mktemp("partitions") / "tracker.db")) as database:
        for patient in PATIENTS:
            record_stream(database, patient, (ex.registered(), ex.diagnosed(), ex.ecog(1)))
        yield database


def pieces(database: Database, patients: frozenset[str] | None = None) -> list[tuple[str, partitions.Rows]]:
    with database.reading() as connection:
        return list(rows_by_partition(connection, SELECT, ("patient", "key"), patients))


def test_every_row_comes_once_with_its_partition_and_in_order(database: Database) -> None:
    found = pieces(database)
    rows = [row for _, part in found for row in part]
    assert sorted(rows) == sorted((patient, key) for patient in PATIENTS for key in ("dx", "ecog-0", "registered"))
    assert all(partition_of(patient) == name for name, part in found for patient, _ in part)
    assert all(part == sorted(part) for _, part in found)


def test_rows_of_a_partition_follow_each_other_a_few_at_a_time(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(partitions, "ROWS_AT_ONCE", 2)
    found = pieces(database)
    names = [name for name, _ in groupby(name for name, _ in found)]
    assert len(names) == len(set(names))
    assert max(len(part) for _, part in found) == 2
    assert sum(len(part) for _, part in found) == 3 * len(PATIENTS)


@pytest.mark.parametrize("most_named", [0, 500])
def test_only_the_patients_asked_for_are_handed_on(
    database: Database, monkeypatch: pytest.MonkeyPatch, most_named: int
) -> None:
    """By name where they are few, else by passing over the others."""
    monkeypatch.setattr(partitions, "MOST_NAMED", most_named)
    wanted = frozenset(PATIENTS[::3])
    assert {row[0] for _, part in pieces(database, wanted) for row in part} == wanted


def test_nobody_asked_for_is_nobody_handed_on(database: Database) -> None:
    assert [part for _, part in pieces(database, frozenset()) if part] == []
