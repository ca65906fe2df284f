"""Wherever a path is typed, `~` is a home folder, and the home folder of nobody is a sentence."""

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
    study = tmp_path / "study"
    study.mkdir()
    (study / "data_clinical_patient.txt").write_text("PATIENT_ID\tSEX\np1\tMale\n", encoding="utf-8")
    mapping = tmp_path / "m.yaml"
    mapping.write_text(MAPPING, encoding="utf-8")
    places = {"file": tmp_path / "case.yaml", "study": study, "mapping": mapping}
    said = clinic(*(argument.format(**places) for argument in arguments))
    assert said.code == 1
    assert said.complaint.startswith(f"tracker: {NOWHERE}: there is no such home folder; name ")


def test_a_home_folder_is_found_where_the_shell_did_not_look(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    Clinic(tmp_path).file(name="case.yaml")
    assert tracker("--db", "~/a.db", "import", "~/case.yaml").code == 0
    assert tracker("new", "b", "-o", "~/b.yaml").code == 0
    assert {path.name for path in tmp_path.glob("?.*")} == {"a.db", "b.yaml"}
