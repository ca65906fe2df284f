"""Anchors: what the log was at one event, kept outside of the database. Refuses a file that is not one, or of another form.

A chain of digests does not show that the end of a stream was cut off, that a whole stream was written anew by somebody who
can compute digests, or that lines of two streams changed places. An anchor does: the number of the last event, a Merkle
root over the heads of all streams as they were then, and a digest over the order of all lines up to there. It holds
nothing that could be guessed back into what a patient's record says, and an erasure changes none of it.
"""

import sqlite3
from hashlib import sha256
from pathlib import Path

import msgspec
from msgspec import Struct

from tracker.store import compiled
from tracker.store.paths import unreadable, unwritable
from tracker.store.refusals import StoreRefused
from tracker.store.whole import put_whole
from tracker.values.counts import agreeing, counted

FORMAT = "tracker-anchor"
SHORT = 16
"""Hexadecimal digits of a head: enough to name the stream that is another one; the root is what decides."""

LAST = 2**63 - 1
"""No event has a higher number."""

MOST_BYTES = 256 * 1024 * 1024


class Anchor(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The log up to one event. Digests are SHA-256, in hexadecimal."""

    format: str
    version: int
    seq: int
    """The last event that it vouches for; 0 in an empty log."""
    first: str
    """Digest of the first event: which log this is."""
    root: str
    """Merkle root over the heads of all streams, in the order of their first events."""
    order: str
    """Over the digests of all lines in the order of recording."""
    heads: tuple[str, ...]
    """The beginning of each leaf of the tree, so that a stream that is another one can be named."""


def anchor_of(connection: sqlite3.Connection, *, upto: int = LAST) -> tuple[Anchor, tuple[str, ...]]:
    """The anchor of the log as it is, or as it was at an event.

    Args:
        connection: A reader's.
        upto: The event; the last one of all unless given.

    Returns:
        The anchor, and the patients in the order of its heads.
    """
    heads: dict[bytes, tuple[int, bytes]] = {}
    order = sha256()
    seq, first = 0, b""
    patient: bytes
    for seq, patient, version, digest in connection.execute(compiled.LINKS, (upto,)):  # noqa: B007 - the last one counts
        first = first or digest
        order.update(digest)
        heads[patient] = version, digest
    leaves = [_leaf(patient, *head) for patient, head in heads.items()]
    anchor = Anchor(
        format=FORMAT,
        version=1,
        seq=seq,
        first=first.hex(),
        root=merkle_root(leaves).hex(),
        order=order.hexdigest(),
        heads=tuple(leaf.hex()[:SHORT] for leaf in leaves),
    )
    return anchor, tuple(name.decode(errors="replace") for name in heads)


def _leaf(patient: bytes, version: int, digest: bytes) -> bytes:
    """A leaf begins with 0 and an inner node with 1, so that no tree can be taken for another one."""
    return sha256(b"\0" + len(patient).to_bytes(8, "big") + patient + version.to_bytes(8, "big") + digest).digest()


def merkle_root(leaves: list[bytes]) -> bytes:
    """The root over leaves in their order; the last one of an odd row goes up as it is.

    >>> merkle_root([b"a"]), merkle_root([]) == sha256(b"").digest()
    (b'a', True)
    """
    row = leaves or [sha256(b"").digest()]
    while len(row) > 1:
        pairs = [sha256(b"\1" + left + right).digest() for left, right in zip(row[::2], row[1::2], strict=False)]
        row = [*pairs, row[-1]] if len(row) % 2 else pairs
    return row[0]


def differences(connection: sqlite3.Connection, kept: Anchor, name: str) -> tuple[str, ...]:
    """What the log no longer is that the anchor vouches for, a sentence each; more events since are none.

    Args:
        connection: A reader's.
        kept: The anchor.
        name: Its file, for the sentences.
    """
    now, patients = anchor_of(connection, upto=kept.seq)
    if now == kept:
        return ()
    if kept.seq and now.first != kept.first:
        return (f"the log does not begin as {name} says: it is the anchor of another log, or the log was written anew",)
    said = []
    if now.seq < kept.seq:
        said.append(f"the log ends at event {now.seq}, but {name} vouches for {kept.seq}: its end was cut off")
    vouched_for, there = set(kept.heads), set(now.heads)
    changed = [patient for patient, head in zip(patients, now.heads, strict=True) if head not in vouched_for]
    said += [
        f"the stream of patient {patient} is not the one that {name} vouches for: it was written anew, or its end was cut off"
        for patient in changed
    ]
    gone = len(vouched_for - there) - len(changed)
    if gone > 0:
        said.append(
            f"{gone:,} of the {counted(len(kept.heads), 'stream')} that {name} vouches for {agreeing(gone, 'is', 'are')} gone"
        )
    if not said:
        said.append(f"the lines up to event {kept.seq} are not in the order that {name} vouches for")
    return tuple(said)


_NONE = (
    "{path} is not an anchor: name the file that `tracker verify --anchor` wrote, or one that is not there to write one"
)


def read_anchor(path: Path) -> Anchor | None:
    """Read an anchor; None where there is no such file.

    Raises:
        StoreRefused: when the file cannot be read, is no anchor, or of a newer form.
    """
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES)
        anchor = msgspec.json.decode(data, type=Anchor)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise StoreRefused(unreadable(str(path), error, "an anchor file")) from error
    except (msgspec.MsgspecError, UnicodeDecodeError):
        raise StoreRefused(_NONE.format(path=path)) from None
    if anchor.format != FORMAT or anchor.seq < 0:
        raise StoreRefused(_NONE.format(path=path))
    if anchor.version != 1:
        raise StoreRefused(f"{path} is an anchor of a newer tracker (form {anchor.version}): update tracker")
    return anchor


def write_anchor(path: Path, anchor: Anchor) -> None:
    """Write an anchor, for its owner alone, under its name only when it is whole.

    Raises:
        StoreRefused: when it cannot be written.
    """
    try:
        put_whole(path, msgspec.json.format(msgspec.json.encode(anchor), indent=1) + b"\n")
    except OSError as error:
        raise StoreRefused(unwritable(path, error)) from error
