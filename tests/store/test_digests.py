"""The chain, computed a second time from its definition alone."""

import sqlite3
from hashlib import sha256
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from tests.ledger import copy_of_template, record_stream, shell
from tracker.store.database import open_database
from tracker.store.digests import FIRST_LINK, Columns, link

LEFT_OUT = {"seq", "payload", "salt", "digest"}


def as_defined(previous: bytes, row: sqlite3.Row) -> bytes:
    """The definition, word for word: every other column, in table order, as length and bytes."""
    hashed = sha256(previous)
    for name in row.keys():  # noqa: SIM118 - a row iterates over its values
        if name in LEFT_OUT:
            continue
        value = row[name]
        if value is None:
            hashed.update(b"\xff" * 8)
            continue
        raw = value if isinstance(value, bytes) else str(value).encode()
        hashed.update(len(raw).to_bytes(8, "big") + raw)
    return hashed.digest()


def test_the_stored_chain_is_the_one_that_the_definition_gives(recorded: Path) -> None:
    with shell(recorded) as connection:
        connection.row_factory = sqlite3.Row
        for patient in ("npc-1", "npc-2"):
            digest = bytes(32)
            for row in connection.execute("SELECT * FROM events WHERE patient = ? ORDER BY version", (patient,)):
                assert row["payload_digest"] == sha256(row["salt"] + row["payload"].encode()).digest()
                digest = as_defined(digest, row)
                assert row["digest"] == digest


def test_a_stream_recorded_in_another_database_ends_in_the_same_digest(recorded: Path, tmp_path: Path) -> None:
    elsewhere = copy_of_template(tmp_path / "elsewhere.db")
    with open_database(elsewhere) as database:
        record_stream(database, "npc-0")
        record_stream(database, "npc-2")
    question = "SELECT digest FROM events WHERE patient = 'npc-2' ORDER BY version DESC LIMIT 1"
    with shell(recorded) as here, shell(elsewhere) as there:
        assert here.execute(question).fetchone() == there.execute(question).fetchone()


texts = st.binary(max_size=4)
columns = st.tuples(
    texts,
    st.integers(1, 300),
    texts,
    texts,
    st.integers(1, 300),
    st.none() | st.integers(1, 300),
    texts,
    texts,
    st.none() | texts,
    texts,
)


@given(columns, columns)
def test_two_rows_have_one_link_only_when_they_are_the_same(one: Columns, other: Columns) -> None:
    assert (link(FIRST_LINK, one) == link(FIRST_LINK, other)) == (one == other)


def test_nothing_said_is_not_an_empty_text() -> None:
    row = (b"p", 1, b"id", b"type", 1, None, b"at", b"by", None, bytes(32))
    empty = (*row[:8], b"", row[9])
    assert link(FIRST_LINK, row) != link(FIRST_LINK, empty)
