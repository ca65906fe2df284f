"""Wherever a path is typed, `~` is a home folder, and one that leads to something else is a sentence."""

import os
import re
import stat
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from tests.faces.command_line import Clinic, tracker
from tracker.cli.root import tracker as root

NOWHERE = "~nobody-of-that-name/x.svg"
PATHS = {
    ("import", "files"): ("import", NOWHERE),
    ("import", "mapping"): ("import", "--mapping", NOWHERE, "{file}"),
    ("import", "rejected"): ("import", "--rejected", NOWHERE, "{study}"),
    ("mapping check", "mapping"): ("mapping", "check", NOWHERE, "{file}"),
    ("mapping check", "tables"): ("mapping", "check", "{mapping}", NOWHERE),
    ("export", "to"): ("export", "--to", "csv", NOWHERE),
    ("plot", "out"): ("plot", "mini", "--out", NOWHERE),
    ("new", "output"): ("new", "a", "-o", NOWHERE),
    ("record", "file"): ("record", "mini", NOWHERE),
    ("amend", "file"): ("amend", "mini", "labs-1", NOWHERE, "--reason", "read again"),
    ("document add", "file"): ("document", "add", NOWHERE),
    ("verify", "anchor"): ("verify", "--anchor", NOWHERE),
    ("backup", "path"): ("backup", NOWHERE),
    ("where", "db"): ("--db", NOWHERE, "where"),
}
"""Every parameter that is a path, with a command line that names it; `--db` is one of every command."""
NAMES = {"files", "mapping", "rejected", "tables", "to", "out", "output", "file", "anchor", "path"}
METAVARS = {"FILE", "PATH", "FOLDER", "MAPPING"}
MAPPING = """format: 1
mapping: registry
patient: id
events:
- {type: performance-assessed, key: {text: "ecog-{d}"}, occurred: {column: d}, ecog: {column: e}}
"""


def parameters(command: click.Command, said: tuple[str, ...] = ()) -> Iterator[tuple[str, click.Parameter]]:
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            inner = command.get_command(context, name)
            assert inner is not None
            yield from parameters(inner, (*said, name))
    else:
        yield from ((" ".join(said), parameter) for parameter in command.params)


def test_the_table_has_every_parameter_that_is_a_path() -> None:
    found = {
        (command, str(parameter.name))
        for command, parameter in parameters(root)
        if parameter.name != "db" and (parameter.name in NAMES or parameter.metavar in METAVARS)
    }
    assert found == {key for key in PATHS if key[1] != "db"}


@pytest.mark.parametrize("arguments", PATHS.values(), ids=[" ".join(key) for key in PATHS])
def test_the_home_folder_of_nobody_is_one_sentence(arguments: tuple[str, ...], tmp_path: Path) -> None:
    clinic = Clinic(tmp_path).holds_mini()
    places = places_in(tmp_path)
    said = clinic(*(argument.format(**places) for argument in arguments))
    assert said.code == 1
    assert said.complaint.startswith(f"tracker: {NOWHERE}: there is no such home folder; name ")


def places_in(folder: Path) -> dict[str, Path]:
    """A file, a mapping and a study that are sound."""
    study = folder / "study"
    study.mkdir()
    (study / "data_clinical_patient.txt").write_text("PATIENT_ID\tSEX\np1\tMale\n", encoding="utf-8")
    mapping = folder / "m.yaml"
    mapping.write_text(MAPPING, encoding="utf-8")
    return {"file": folder / "case.yaml", "study": study, "mapping": mapping}


BAD = ("folder", "nowhere", "gone/x", "file/x", "empty", "binary", "database", "workbook.xlsx", "device", "nothing")
MADE = {"to", "out", "output", "path", "rejected"}
"""Parameters that name what is written: one that is not there is as it should be."""
SYSTEM = re.compile(
    "Errno|Is a directory|No such file|Not a directory|File exists|Traceback|fault of the tracker|malformed"
)


def bad_path(kind: str, folder: Path) -> str:
    """The path of something that is not what it ought to be."""
    bad = folder / "bad"
    (bad / "folder").mkdir(parents=True)
    (bad / "folder" / "x").touch()
    (bad / "file").write_text("hello", encoding="utf-8")
    (bad / "empty").touch()
    (bad / "binary").write_bytes(bytes(range(256)) * 9)
    (bad / "database").write_bytes(b"SQLite format 3\x00" + bytes(200))
    (bad / "workbook.xlsx").write_bytes(b"PK\x03\x04" + bytes(range(128, 256)))
    return {"device": "/dev/null", "nothing": ""}.get(kind, str(bad / kind))


@pytest.mark.parametrize("kind", BAD)
@pytest.mark.parametrize("key", PATHS, ids=[" ".join(key) for key in PATHS])
def test_a_path_that_leads_to_something_else_is_a_sentence_without_the_words_of_the_system(
    key: tuple[str, str], kind: str, tmp_path: Path
) -> None:
    clinic = Clinic(tmp_path).holds_mini()
    places = places_in(tmp_path)
    before = clinic("events", "mini").out
    path = bad_path(kind, tmp_path)
    said = clinic(*(path if part == NOWHERE else part.format(**places) for part in PATHS[key]))
    new = kind == "nowhere" and key[1] in MADE | {"anchor", "db"}
    assert (said.code == 0) == (new and key[1] != "out"), said
    assert not SYSTEM.search(said.err), said.err
    assert said.err or new
    assert clinic("events", "mini").out == before


def test_a_device_is_no_database_and_stays_as_it_is(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe, 0o644)
    for command in (("demo",), ("cases",)):
        said = tracker("--db", pipe, *command)
        assert (said.code, "is a device or a pipe: name a file with --db" in said.complaint) == (1, True)
    assert stat.S_IMODE(pipe.stat().st_mode) == 0o644


def test_a_picture_is_not_written_under_the_end_of_another_format(tmp_path: Path) -> None:
    clinic = Clinic(tmp_path).holds_mini()
    target = tmp_path / "page.html"
    said = clinic("export", "mini", "--to", "svg", target)
    assert (said.code, "ends otherwise; name a file that ends in .svg" in said.complaint) == (1, True)
    assert not target.exists()


def test_a_case_file_and_a_mapping_are_told_apart(tmp_path: Path) -> None:
    clinic = Clinic(tmp_path).holds_mini()
    places = places_in(tmp_path)
    assert "a mapping of tables, not a case; `tracker import --mapping" in clinic("import", places["mapping"]).complaint
    said = clinic("mapping", "check", places["file"], places["file"])
    assert "a case file, not a mapping; `tracker import FILE` records it" in said.complaint


@pytest.mark.parametrize(
    ("arguments", "verb"),
    [
        (("export", "--to", "csv"), "tracker export"),
        (("document", "add", "--citation"), "tracker document add"),
        (("mapping", "check", "--rows"), "tracker mapping check"),
        (("document", "ad"), "tracker document"),
        (("--db",), "tracker"),
    ],
)
def test_a_mistake_in_an_option_leads_to_the_help_of_its_command(arguments: tuple[str, ...], verb: str) -> None:
    said = tracker(*arguments)
    assert (said.code, said.complaint.endswith(f"; `{verb} --help` says how")) == (2, True), said.err


def test_a_home_folder_is_found_where_the_shell_did_not_look(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    Clinic(tmp_path).file(name="case.yaml")
    assert tracker("--db", "~/a.db", "import", "~/case.yaml").code == 0
    assert tracker("new", "b", "-o", "~/b.yaml").code == 0
    assert {path.name for path in tmp_path.glob("?.*")} == {"a.db", "b.yaml"}
