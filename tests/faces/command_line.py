"""The command line for tests: one call runs one command as a user would and keeps all it said. Refuses a real home."""

import csv
import io
import json
import sys
from collections.abc import Iterable
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any
from unittest.mock import patch

from msgspec import Struct

from tests import examples as ex
from tracker.adapters.casefile import CaseFile, FileEvent, to_json_lines, to_yaml
from tracker.cli.guard import run
from tracker.events.catalogue import Entered
from tracker.values.when import Timing

MINI: tuple[Entered, ...] = (
    ex.registered(),
    ex.diagnosed("nasopharyngeal carcinoma", "bone"),
    ex.staged("T4", "N3", "M1", "IVB"),
    ex.ecog(2),
    ex.lab("EBV-DNA", "6.15e5", "{copies}/mL", key="labs-0"),
    ex.started("l1", "nab-paclitaxel", "tislelizumab", after="dx", at_most="14 d", line=1),
    ex.cycle("l1", 1, ex.drug("nab-paclitaxel", 400), with_="l1"),
    ex.cycle("l1", 2, ex.drug("nab-paclitaxel", 400), after="l1-c1"),
    ex.scan(
        "ct",
        ex.lesion("axilla", 24, where="axillary node"),
        at=Timing(
            question="seven-months",
            readings={"F": Timing(after="l1-c2.end", stated="7 mo"), "T": Timing(after="l1-c1", stated="7 mo")},
            preferred="F",
        ),
    ),
    ex.progression(1, "axillary node", with_="ct"),
    ex.lab("EBV-DNA", "2.63e3", "{copies}/mL", key="labs-1", with_="ct"),
    ex.response("response-1", "PR", with_="ct", known="publication"),
    ex.contact(after="dx", stated="28 mo"),
    ex.ambiguity("seven", "seven months after what", "ct"),
)
"""A short case without a date: two cycles, a progression at M8, alive at M28."""


class Said(Struct, frozen=True):
    """What a command said and how it ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """Everything on stdout as JSON."""
        return json.loads(self.out)

    @property
    def csv(self) -> list[dict[str, str]]:
        """Everything on stdout as CSV."""
        return list(csv.DictReader(io.StringIO(self.out)))

    @property
    def complaint(self) -> str:
        """The one line of an error, without its line break."""
        lines = self.err.splitlines()
        assert len(lines) == 1, self.err
        return lines[0]


def tracker(*arguments: object, stdin: str | bytes = b"") -> Said:
    """Run one command line in this process."""
    out, err = io.StringIO(), io.StringIO()
    data = stdin.encode() if isinstance(stdin, str) else stdin
    with patch.object(sys, "stdin", io.TextIOWrapper(io.BytesIO(data))), redirect_stdout(out), redirect_stderr(err):
        code = run([str(argument) for argument in arguments])
    return Said(code, out.getvalue(), err.getvalue())


def case_file(path: Path, events: Iterable[Entered] = MINI, patient: str = "mini") -> Path:
    """Write a case file, YAML or by its name JSON Lines."""
    case = CaseFile(patient, tuple(FileEvent(event, 0) for event in events))
    if path.suffix == ".jsonl":
        path.write_bytes(b"".join(to_json_lines([case])))
    else:
        path.write_text(to_yaml(case), encoding="utf-8")
    return path


class Clinic:
    """A database of its own in a temporary folder, with the short case on request."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.db = folder / "clinic.db"

    def __call__(self, *arguments: object, stdin: str | bytes = b"") -> Said:
        """Run a command on this database."""
        return tracker("--db", self.db, "--as", "dr. test", *arguments, stdin=stdin)

    def file(self, *events: Entered, name: str = "case.yaml", patient: str = "mini") -> Path:
        """A case file; the short case unless events are given."""
        return case_file(self.folder / name, events or MINI, patient)

    def holds_mini(self) -> "Clinic":
        """Import the short case."""
        said = self("import", self.file())
        assert said.code == 0, said.err
        return self

    def standing(self, patient: str = "mini") -> set[str]:
        """Keys of the facts that stand."""
        return {row["key"] for row in self("timeline", patient, "--format", "json").json}
