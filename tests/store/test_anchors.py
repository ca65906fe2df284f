"""What no chain of digests shows, an anchor kept outside of the database does."""

import json
import stat
from collections.abc import Callable
from pathlib import Path
from sqlite3 import Connection

import pytest

from tests.examples import ecog
from tests.ledger import BY_TESTER, CHART, all_new, new, record_stream
from tests.store.test_verification import LINKED, unguarded
from tracker.casebook.erasing import erase_patient
from tracker.casebook.upkeep import Vouched, check_anchor, write_anchor
from tracker.store import anchors
from tracker.store.database import Database, open_database
from tracker.store.digests import FIRST_LINK, Columns, link, payload_digest
from tracker.store.log import ANY, append
from tracker.store.refusals import StoreRefused
from tracker.store.verification import digest_findings, order_findings


@pytest.fixture
def anchor(recorded: Path, database: Database, tmp_path: Path) -> Path:
    """An anchor of two short streams."""
    path = tmp_path / "elsewhere" / "clinic.anchor"
    path.parent.mkdir()
    assert write_anchor(database, path) == 2 * len(CHART)
    assert recorded.exists()
    return path


def checked(path: Path, anchor: Path) -> list[str]:
    with open_database(path) as database:
        vouched = check_anchor(database, anchor)
    assert isinstance(vouched, Vouched)
    return [finding.sentence for finding in vouched.findings]


def unseen_by_the_chain(path: Path) -> bool:
    with open_database(path) as database, database.reading() as connection:
        return not [*order_findings(connection), *digest_findings(connection)]


def rewrite(connection: Connection, patient: str) -> None:
    """Compute every digest of a stream anew, as somebody can who has this program."""
    before = FIRST_LINK
    rows = connection.execute(
        "SELECT seq, salt, CAST(payload AS BLOB) FROM events WHERE patient = ? ORDER BY version", (patient,)
    )
    for seq, salt, payload in rows.fetchall():
        connection.execute("UPDATE events SET payload_digest = ? WHERE seq = ?", (payload_digest(salt, payload), seq))
        columns: Columns = connection.execute(f"SELECT {LINKED} FROM events WHERE seq = ?", (seq,)).fetchone()
        before = link(before, columns)
        connection.execute("UPDATE events SET digest = ? WHERE seq = ?", (before, seq))


def cut_tail(connection: Connection) -> None:
    connection.execute("DELETE FROM events WHERE seq > 15")


def write_anew(connection: Connection) -> None:
    connection.execute("UPDATE events SET payload = replace(payload, '131', '13') WHERE seq = 6")
    rewrite(connection, "npc-1")


def remove_stream(connection: Connection) -> None:
    connection.execute("DELETE FROM events WHERE patient = 'npc-2'")


def cut_and_refill(connection: Connection) -> None:
    connection.execute("UPDATE events SET recorded_by = 'somebody else' WHERE seq = 18")
    rewrite(connection, "npc-2")


def change_places(connection: Connection) -> None:
    for old, between in ((9, -1), (10, -2)):
        connection.execute("UPDATE events SET seq = ? WHERE seq = ?", (between, old))
    for between, now in ((-1, 10), (-2, 9)):
        connection.execute("UPDATE events SET seq = ? WHERE seq = ?", (now, between))


def begin_anew(connection: Connection) -> None:
    connection.execute("UPDATE events SET recorded_by = 'somebody else' WHERE seq = 1")
    rewrite(connection, "npc-1")


SAID = "the stream of patient {} is not the one that clinic.anchor vouches for: it was written anew, or its end was cut off"


@pytest.mark.parametrize(
    ("tamper", "said"),
    [
        pytest.param(cut_tail, ["the log ends at event 15, but clinic.anchor vouches for 18: its end was cut off", SAID.format("npc-2")], id="cut tail"),
        pytest.param(write_anew, [SAID.format("npc-1")], id="a stream written anew"),
        pytest.param(remove_stream, ["the log ends at event 9, but clinic.anchor vouches for 18: its end was cut off", "1 of the 2 streams that clinic.anchor vouches for is gone"], id="a stream removed"),
        pytest.param(cut_and_refill, [SAID.format("npc-2")], id="the last line re-hashed"),
        pytest.param(change_places, ["the lines up to event 18 are not in the order that clinic.anchor vouches for"], id="lines of two streams changed places"),
        pytest.param(begin_anew, ["the log does not begin as clinic.anchor says: it is the anchor of another log, or the log was written anew"], id="the log written anew"),
    ],
)  # fmt: skip
def test_what_the_chain_does_not_show_the_anchor_does(
    recorded: Path, anchor: Path, tamper: Callable[[Connection], None], said: list[str]
) -> None:
    with unguarded(recorded) as connection:
        tamper(connection)
    assert unseen_by_the_chain(recorded)
    assert checked(recorded, anchor) == said


def test_an_anchor_holds_while_the_log_grows(recorded: Path, database: Database, anchor: Path) -> None:
    assert checked(recorded, anchor) == []
    record_stream(database, "npc-3")
    with database.writing() as connection:
        append(connection, "npc-1", [new(ecog(1))], expected=ANY, recording=BY_TESTER)
    assert checked(recorded, anchor) == []


def test_an_anchor_holds_after_an_erasure(recorded: Path, database: Database, anchor: Path) -> None:
    erase_patient(database, "npc-1", legal_basis="request", by="tester")
    assert checked(recorded, anchor) == []


def test_a_tail_that_is_cut_and_filled_up_again_is_found(recorded: Path, database: Database, anchor: Path) -> None:
    with unguarded(recorded) as connection:
        cut_tail(connection)
    with database.writing() as connection:
        made = all_new("npc-2", CHART)[6:]
        append(
            connection,
            "npc-2",
            [new(ecog(place), place) for place in range(len(made))],
            expected=ANY,
            recording=BY_TESTER,
        )
    assert unseen_by_the_chain(recorded)
    assert checked(recorded, anchor) == [SAID.format("npc-2")]


def test_the_anchor_of_an_empty_log_vouches_for_nothing(path: Path, database: Database, tmp_path: Path) -> None:
    empty = tmp_path / "empty.anchor"
    assert write_anchor(database, empty) == 0
    record_stream(database, "npc-1")
    assert checked(path, empty) == []


def test_an_anchor_is_for_its_owner_and_holds_no_name(anchor: Path) -> None:
    assert stat.S_IMODE(anchor.stat().st_mode) == 0o600
    assert "npc" not in anchor.read_text(encoding="utf-8")
    assert [path.name for path in anchor.parent.iterdir()] == [anchor.name]


def test_a_missing_anchor_is_none(database: Database, tmp_path: Path) -> None:
    assert check_anchor(database, tmp_path / "none") is None


def edited(anchor: Path, **changes: object) -> bytes:
    return json.dumps(json.loads(anchor.read_bytes()) | changes).encode()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        pytest.param(lambda _: b"", "is not an anchor", id="empty"),
        pytest.param(lambda _: b"format: 1\ncase: mini\n", "is not an anchor", id="a case file"),
        pytest.param(lambda _: b"\xff\xfe", "is not an anchor", id="not text"),
        pytest.param(lambda _: b'{"seq": 3}', "is not an anchor", id="half of one"),
        pytest.param(lambda anchor: edited(anchor, format="other"), "is not an anchor", id="of another program"),
        pytest.param(lambda anchor: edited(anchor, seq=-1), "is not an anchor", id="a number that is none"),
        pytest.param(lambda anchor: edited(anchor, seq="x"), "is not an anchor", id="a number that is text"),
        pytest.param(lambda anchor: edited(anchor, version=2), "is an anchor of a newer tracker", id="newer"),
    ],
)  # fmt: skip
def test_a_file_that_is_no_anchor_is_refused_and_left_alone(
    database: Database, anchor: Path, content: Callable[[Path], bytes], words: str
) -> None:
    written = content(anchor)
    anchor.write_bytes(written)
    with pytest.raises(StoreRefused, match=words):
        check_anchor(database, anchor)
    assert anchor.read_bytes() == written


def test_an_anchor_that_cannot_be_written_is_refused(database: Database, tmp_path: Path) -> None:
    with pytest.raises(StoreRefused, match="cannot be written"):
        write_anchor(database, tmp_path / "nowhere" / "clinic.anchor")


def test_the_root_depends_on_every_leaf_and_on_their_order() -> None:
    leaves = [bytes([number]) * 32 for number in range(7)]
    roots = {anchors.merkle_root(leaves[:count]) for count in range(8)}
    roots |= {anchors.merkle_root([*leaves[:place], bytes(32), *leaves[place + 1 :]]) for place in range(1, 7)}
    roots.add(anchors.merkle_root(leaves[::-1]))
    assert len(roots) == 15
