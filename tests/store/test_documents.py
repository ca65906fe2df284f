"""Attached documents: kept by their digest, shown only if they are what they were, gone with the patient."""

from hashlib import sha256
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.examples import diagnosed, lab
from tests.ledger import record_stream, shell
from tracker.casebook.documents import MOST_BYTES, attach, detach, listed, read_documents
from tracker.casebook.erasing import erase_patient
from tracker.casebook.reading import case_of
from tracker.casebook.upkeep import rebuild
from tracker.decisions.refused import Refused
from tracker.events.fact import Source
from tracker.store import schema
from tracker.store.backup import back_up
from tracker.store.database import Database, open_database
from tracker.store.documents import digest_of
from tracker.store.erasure import SIDECARS
from tracker.store.streams import read_stream
from tracker.store.verification import verify

TEXT = "Letter. The node of the lighthouse keeper was 24 mm – as large as a walnut.\n"
DIGEST = sha256(TEXT.encode()).hexdigest()
TOLD = (diagnosed(), replace(lab("Hb", 61, "g/L"), sources=(Source(document=DIGEST, locator="¶1", span=(12, 26)),)))


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    path = tmp_path / "jane-doe.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.fixture
def named(database: Database) -> Database:
    """A patient whose facts name the letter."""
    record_stream(database, "npc-9", TOLD)
    return database


def add(database: Database, path: Path, citation: str = "") -> str:
    return attach(database, path, citation=citation, by="tester").sha256


def holding(path: Path, text: str) -> list[str]:
    files = [path.with_name(f"{path.name}{suffix}") for suffix in SIDECARS]
    return [file.name for file in files if file.exists() and text.encode() in file.read_bytes()]


def test_a_document_is_kept_as_it_is_and_found_by_its_digest(named: Database, letter: Path) -> None:
    done = attach(named, letter, citation="Letter of May", by="tester")
    assert (done.sha256, done.characters, done.facts, done.patients, done.again) == (DIGEST, len(TEXT), 1, 1, False)
    found = read_documents(named, [DIGEST, "b" * 64])
    assert (found[DIGEST].text, found[DIGEST].citation) == (TEXT, "Letter of May")
    assert found["b" * 64].text is None
    assert "not attached" in found["b" * 64].trouble
    assert verify(named) == ()


def test_a_case_that_is_open_shows_the_passage_of_a_document_attached_meanwhile(named: Database, letter: Path) -> None:
    with named.reading() as connection:
        lines = read_stream(connection, "npc-9")
    case = case_of("npc-9", lines, documents=lambda digests: read_documents(named, digests))
    (before,) = case.provenance("labs-hb").sources
    add(named, letter)
    (after,) = case.provenance("labs-hb").sources
    assert (before.passage, before.trouble) == (None, "not attached: `tracker document add FILE` attaches its text")
    assert after.passage is not None
    assert after.passage.marked == TEXT[12:26]


def test_the_name_of_the_file_is_not_kept(named: Database, letter: Path) -> None:
    add(named, letter)
    named.fold_wal()
    assert holding(named.path, "jane-doe") == []


def test_a_document_that_no_fact_names_is_refused_with_those_that_are_named(named: Database, letter: Path) -> None:
    letter.write_text(TEXT + " ", encoding="utf-8")
    with pytest.raises(Refused, match=f"no fact names this document.*facts name: {DIGEST}"):
        add(named, letter)
    assert [row["state"] for row in listed(named)] == ["not attached"]


@pytest.mark.parametrize(
    ("content", "why"), [(b"%PDF\xff\xfe", "no text in UTF-8 .byte 4."), (b"a" * (MOST_BYTES + 1), "longer than")]
)
def test_what_is_no_text_or_too_long_is_refused(named: Database, letter: Path, content: bytes, why: str) -> None:
    letter.write_bytes(content)
    with pytest.raises(Refused, match=why):
        add(named, letter)


def test_a_citation_is_one_line_of_print(named: Database, letter: Path) -> None:
    with pytest.raises(Refused, match="expects one line"):
        add(named, letter, "a" * 401)


def test_attaching_again_keeps_the_citation_unless_another_is_given(named: Database, letter: Path) -> None:
    add(named, letter, "Letter of May")
    assert attach(named, letter, citation="", by="other").again
    assert [row["citation"] for row in listed(named)] == ["Letter of May"]
    add(named, letter, "Letter of June")
    assert [row["citation"] for row in listed(named)] == ["Letter of June"]


def test_a_document_that_was_changed_is_found_and_not_shown(named: Database, letter: Path) -> None:
    add(named, letter)
    with shell(named.path) as connection:
        connection.execute("UPDATE documents SET content = ?", (TEXT.replace("24", "42").encode(),))
        connection.commit()
    found = read_documents(named, [DIGEST])[DIGEST]
    assert found.text is None
    assert "refused" in found.trouble
    assert [row["state"] for row in listed(named)] == ["changed"]
    assert [(finding.what, DIGEST in finding.sentence) for finding in verify(named)] == [("document", True)]
    add(named, letter)
    assert verify(named) == ()


def test_a_backup_has_the_document_and_an_erasure_leaves_no_byte_of_it(
    named: Database, letter: Path, tmp_path: Path
) -> None:
    record_stream(named, "npc-8", TOLD)
    add(named, letter)
    copy = tmp_path / "copy.db"
    assert back_up(named, copy) == ()
    with open_database(copy) as kept:
        assert read_documents(kept, [DIGEST])[DIGEST].text == TEXT
    done = erase_patient(named, "npc-9", legal_basis="Art. 17 GDPR", by="tester")
    assert (done.documents, done.proof.left) == (1, 0)
    assert holding(named.path, "as large as a walnut") == []
    assert [(row["state"], row["patients"]) for row in listed(named)] == [("not attached", 1)]


def test_erasing_somebody_else_leaves_the_document(named: Database, letter: Path) -> None:
    record_stream(named, "npc-8", (diagnosed(),))
    add(named, letter)
    assert erase_patient(named, "npc-8", legal_basis="Art. 17 GDPR", by="tester").documents == 0
    assert read_documents(named, [DIGEST])[DIGEST].text == TEXT


def test_a_removed_document_leaves_no_byte(named: Database, letter: Path) -> None:
    add(named, letter)
    assert detach(named, DIGEST[:8].upper()) == DIGEST
    assert holding(named.path, "as large as a walnut") == []
    for digest in ("", DIGEST[:8], "zz"):
        with pytest.raises(Refused, match="no attached document"):
            detach(named, digest)


def test_rebuilding_never_drops_what_was_attached(named: Database, letter: Path) -> None:
    add(named, letter)
    with shell(named.path) as connection:
        connection.execute("ALTER TABLE documents ADD COLUMN more TEXT")
        connection.execute("DROP VIEW sources")
        connection.commit()
    assert any("sources" in sentence for sentence in rebuild(named)[0])
    assert read_documents(named, [DIGEST])[DIGEST].text == TEXT


def test_a_downgrade_never_drops_what_was_attached(named: Database, letter: Path) -> None:
    add(named, letter)
    with named.writing() as connection, pytest.raises(RuntimeError, match="documents are attached"):
        schema.migrate(connection, "0007")
    assert read_documents(named, [DIGEST])[DIGEST].text == TEXT


def test_a_table_of_documents_that_was_dropped_is_made_again_empty(named: Database, letter: Path) -> None:
    add(named, letter)
    with shell(named.path) as connection:
        connection.execute("DROP TABLE documents")
        connection.commit()
    rebuild(named)
    assert [row["state"] for row in listed(named)] == ["not attached"]
    assert digest_of(TEXT.encode()) == DIGEST
