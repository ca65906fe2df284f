from hashlib import sha256
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests import examples as ex
from tests.faces.command_line import Clinic, tracker
from tracker.events.fact import Source

TEXT = "Letter.\nThe node was 24 mm, as large as a walnut.\n"
DIGEST = sha256(TEXT.encode()).hexdigest()


@pytest.fixture
def clinic(tmp_path: Path) -> Clinic:
    clinic = Clinic(tmp_path).holds_mini()
    told = replace(ex.finding("walnut", "node", day=3), sources=(Source(document=DIGEST, locator="¶2", span=(12, 26)),))
    assert clinic("record", "mini", clinic.file(told, name="told.yaml")).code == 0
    (tmp_path / "letter.txt").write_text(TEXT, encoding="utf-8")
    return clinic


def test_a_document_is_listed_attached_and_removed(clinic: Clinic) -> None:
    (row,) = clinic("document", "list", "--format", "json").json
    assert (row["sha256"], row["state"], row["facts"], row["patients"]) == (DIGEST, "not attached", 1, 1)
    said = clinic("document", "add", clinic.folder / "letter.txt", "--citation", "Letter of May")
    assert said.out == f"attached {DIGEST[:12]}…: {len(TEXT)} characters, named by 1 fact of 1 case\n"
    assert clinic("document", "add", clinic.folder / "letter.txt", "--format", "json").json["again"] is True
    listed = clinic("document", "list").out
    assert "attached" in listed
    assert "Letter of May" in listed
    assert clinic("document", "list", "--format", "csv").csv[0]["attached_by"] == "dr. test"
    assert clinic("document", "remove", DIGEST[:6]).out.startswith(f"removed {DIGEST};")
    assert clinic("document", "list", "--format", "json").json[0]["state"] == "not attached"


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("add", "case.yaml"), 1, "case.yaml: no fact names this document"),
        (("add", "missing.txt"), 1, "missing.txt is not there; name the text of a document that is"),
        (("add", "."), 1, " is a folder; name the text of a document"),
        (("add",), 2, "missing argument 'FILE'"),
        (("remove", "abc"), 1, "'abc' is the digest of no attached document; `tracker document list` lists them"),
        ((), 2, "missing command; `tracker document --help` says how"),
        (("nonsense",), 2, "no command 'nonsense'"),
        (("remove", "abc", "--format", "csv"), 2, "this command has no csv"),
    ],
)
def test_a_document_that_cannot_be_has_one_sentence(
    clinic: Clinic, arguments: tuple[str, ...], code: int, said: str
) -> None:
    paths = [str(clinic.folder / each) if each.endswith((".txt", ".yaml", ".")) else each for each in arguments]
    found = clinic("document", *paths)
    assert (found.code, found.out) == (code, "")
    assert said in found.complaint


def test_without_a_document_there_is_nothing_to_list(tmp_path: Path) -> None:
    clinic = Clinic(tmp_path).holds_mini()
    assert clinic("document", "list").out == "no fact names a document\n"
    assert tracker("--db", tmp_path / "none.db", "document", "list").code == 1


def test_an_erasure_says_how_many_documents_went_with_the_patient(clinic: Clinic) -> None:
    assert clinic("document", "add", clinic.folder / "letter.txt").code == 0
    said = clinic("erase", "mini", "--basis", "Art. 17 GDPR", "--yes")
    assert "removed 1 attached document that its facts named" in said.out
    assert b"walnut" not in clinic.db.read_bytes()
