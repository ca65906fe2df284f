"""Source documents: attach one by its digest, say which there are, read them for a case. Refuses what no fact names.

A document that no fact names could not be found again when its patient is erased, so it is not kept.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from msgspec import Struct

from tracker.casebook import clock
from tracker.decisions.refused import Refused
from tracker.events.fault import is_printable
from tracker.projections.passages import Document
from tracker.store import documents
from tracker.store.database import Database
from tracker.store.paths import unreadable
from tracker.values.counts import counted

MOST_BYTES = 10_000_000
"""A text longer than this is no source of a case: two thousand pages."""

MOST_CITATION = 400


class Attached(Struct, frozen=True, kw_only=True):
    """What came of attaching."""

    sha256: str
    characters: int
    facts: int
    patients: int
    again: bool
    """It was attached before."""


def attach(database: Database, path: Path, *, citation: str, by: str) -> Attached:
    """Keep a text by its digest.

    Raises:
        Refused: when it cannot be read, is empty, no text in UTF-8 or too long, or no fact names it.
    """
    content = _read(path)
    text = _decoded(content, str(path))
    if len(citation) > MOST_CITATION or not is_printable(citation):
        raise Refused(f"--citation: expects one line of at most {MOST_CITATION:,} characters")
    digest = documents.digest_of(content)
    with database.writing() as connection:
        named = {each.sha256: each for each in documents.named(connection)}
        if digest not in named:
            known = ", ".join(sorted(named)) or "none"
            raise Refused(
                f"{path}: no fact names this document (SHA-256 {digest}), and one that changed by a single character is "
                f"another one; facts name: {known}"
            )
        before = {each.sha256: each for each in documents.kept(connection)}.get(digest)
        cited = citation or ("" if before is None else before.citation)
        documents.attach(connection, content, citation=cited, at=clock.now(), by=by)
    its = named[digest]
    return Attached(
        sha256=digest, characters=len(text), facts=its.facts, patients=its.patients, again=before is not None
    )


def detach(database: Database, digest: str) -> str:
    """Keep a document no longer, and leave none of its bytes in the WAL; its whole digest.

    Args:
        database: Where it is kept.
        digest: Its SHA-256, or so many of the first characters that only one begins with them.

    Raises:
        Refused: when no attached document, or more than one, has that digest.
    """
    with database.writing() as connection:
        found = [each.sha256 for each in documents.kept(connection) if each.sha256.startswith(digest.casefold())]
        if not digest or len(found) != 1:
            many = (
                f"begins {counted(len(found), 'digest')}"
                if digest and found
                else "is the digest of no attached document"
            )
            raise Refused(f"{digest!r} {many}; `tracker document list` lists them")
        documents.detach(connection, found[0])
    database.empty_wal()
    return found[0]


def listed(database: Database) -> tuple[dict[str, Any], ...]:
    """Every document that facts name or that is attached, one row each."""
    with database.reading() as connection:
        named = {each.sha256: each for each in documents.named(connection)}
        kept = {each.sha256: each for each in documents.kept(connection)}
        changed = set(documents.changed(connection))
    rows = []
    for digest in sorted(named.keys() | kept.keys()):
        its, one = named.get(digest), kept.get(digest)
        rows.append(
            {
                "sha256": digest,
                "citation": "" if one is None else one.citation,
                "state": "not attached" if one is None else "changed" if digest in changed else "attached",
                "size_bytes": None if one is None else one.size_bytes,
                "attached_at": None if one is None else one.attached_at,
                "attached_by": None if one is None else one.attached_by,
                "facts": 0 if its is None else its.facts,
                "patients": 0 if its is None else its.patients,
            }
        )
    return tuple(rows)


def read_documents(database: Database, digests: Iterable[str]) -> dict[str, Document]:
    """What is kept of some documents; a text that does not match its digest is not handed out."""
    found = {}
    with database.reading() as connection:
        kept = {each.sha256: each for each in documents.kept(connection)}
        for digest in digests:
            one = kept.get(digest)
            content = None if one is None else documents.content_of(connection, digest)
            if one is None or content is None:
                trouble = "not attached: `tracker document add FILE` attaches its text"
                found[digest] = Document(sha256=digest, trouble=trouble)
            elif documents.digest_of(content) != digest:
                trouble = "refused: the attached text was changed, its digest is another one; attach the document again"
                found[digest] = Document(sha256=digest, citation=one.citation, trouble=trouble)
            else:
                found[digest] = Document(sha256=digest, citation=one.citation, text=content.decode("utf-8"))
    return found


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise Refused(unreadable(str(path), error, "the text of a document")) from error
    if not content:
        raise Refused(f"{path}: is empty; name the text of a document")
    if len(content) > MOST_BYTES:
        raise Refused(f"{path}: longer than {MOST_BYTES:,} bytes; attach the text of the document alone")
    return content


def _decoded(content: bytes, name: str) -> str:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Refused(
            f"{name}: no text in UTF-8 (byte {error.start}); facts point to characters of the text, so attach that, "
            "not a PDF or an image"
        ) from None
