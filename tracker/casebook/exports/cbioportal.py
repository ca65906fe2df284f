"""Cases as a cBioPortal study folder, whose rows carry the events themselves. Refuses to write a date, and half a study.

Rows are spooled file by file while cases are read, because the columns of a file are known only when the last case is
written; what is held in memory is one case and the names of columns.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

import msgspec
from msgspec import Struct, field

from tracker.adapters.cbioportal import meta
from tracker.adapters.cbioportal.attributes import attribute_lines, is_number
from tracker.adapters.cbioportal.losses import Losses, losses_of, told_losses
from tracker.adapters.cbioportal.meta import Kind
from tracker.adapters.cbioportal.patients import PLACEHOLDER
from tracker.adapters.cbioportal.rows import CARRIED, OWN_COLUMNS, table_of
from tracker.adapters.cbioportal.writing import DEAD, FIRST_COLUMNS, LIVING, Survival, Written, study_rows
from tracker.casebook.case import Case
from tracker.casebook.exports import Exported
from tracker.casebook.exports.writing import new_folder, write_new
from tracker.casebook.library import Library
from tracker.projections.intervals.catalogue import derive_intervals
from tracker.projections.intervals.overall_survival import OVERALL_SURVIVAL
from tracker.store.told import Told
from tracker.values.rounding import half_up

DAYS_PER_MONTH = 30.4
"""Days of a month in `OS_MONTHS`, as published studies divide."""

_SPOOLED = ".rows"
_decode = msgspec.json.Decoder(dict[str, str]).decode
_encode = msgspec.json.Encoder().encode


class _Spool(Struct):
    """The rows of one file, and what is known of its columns."""

    kind: Kind
    stream: BinaryIO
    columns: dict[str, None] = field(default_factory=dict)
    words: set[str] = field(default_factory=set)
    """Columns in which some cell is no number."""

    def add(self, cells: dict[str, str]) -> None:
        """Take one row."""
        self.columns.update(dict.fromkeys(cells))
        self.words.update(name for name, text in cells.items() if not is_number(text))
        self.stream.write(_encode(cells) + b"\n")

    def named(self) -> tuple[str, ...]:
        """Columns in order: those that the format wants, the others as they came, the tracker's own last."""
        first = FIRST_COLUMNS[self.kind]
        rest = [name for name in self.columns if name not in first]
        own = [name for name in rest if name in OWN_COLUMNS]
        return (*first, *(name for name in rest if name not in own and name != CARRIED), *sorted(own, key=_last))


def _last(name: str) -> tuple[bool, str]:
    return name == CARRIED, name


def export(library: Library, patients: Sequence[str], target: Path, told: Told) -> Exported:
    """Write cases as a study folder, which cBioPortal loads and `tracker import` reads back to the same facts."""
    losses: Losses = Counter()
    placeholders = 0
    spools: dict[str, _Spool] = {}
    study = study_name(target)
    with new_folder(target) as folder:
        try:
            for done, patient in enumerate(patients):
                told(done, len(patients))
                case = library.case(patient)
                for written in study_rows(case.history, survival_of(case)):
                    _spool(folder, spools, written)
                    losses.update(losses_of(written))
                    placeholders += PLACEHOLDER in written.cells
        finally:
            for spool in spools.values():
                spool.stream.close()
        for name, spool in spools.items():
            _finish(folder, name, spool)
            write_new(folder / name.replace("data_", "meta_", 1), [meta.clinical_meta(study, spool.kind, name)])
        write_new(folder / "meta_study.txt", [_meta_study(study, len(patients))])
        files = sorted(path.name for path in folder.iterdir())
    return Exported(tuple(target / name for name in files), tuple(_said(losses, placeholders)))


def survival_of(case: Case) -> Survival:
    """Overall survival for the table of patients, in months of 30.4 days to two decimals; nothing where it is not evaluable."""
    found = next((each for each in derive_intervals(case.history) if each.name == OVERALL_SURVIVAL), None)
    if found is None or not found.evaluable or found.estimate_days is None or found.censored is None:
        return Survival()
    months = f"{half_up(found.estimate_days / DAYS_PER_MONTH, 2):.2f}".rstrip("0").rstrip(".")
    return Survival(LIVING if found.censored else DEAD, months)


def study_name(target: Path) -> str:
    """The identifier of the study: the name of its folder, with the signs that an identifier may have.

    >>> study_name(Path("/tmp/My study"))
    'my_study'
    """
    return re.sub(r"[^a-z0-9_-]+", "_", target.name.lower()).strip("_") or "study"


def _spool(folder: Path, spools: dict[str, _Spool], written: Written) -> None:
    spool = spools.get(written.file)
    if spool is None:
        stream = (folder / f"{written.file}{_SPOOLED}").open("w+b")
        spool = spools[written.file] = _Spool(written.kind, stream)
    spool.add(written.cells)


def _finish(folder: Path, name: str, spool: _Spool) -> None:
    """Write a file from its spooled rows, and remove those."""
    spooled = folder / f"{name}{_SPOOLED}"
    columns = spool.named()
    with spooled.open("rb") as rows:
        write_new(folder / name, _lines(spool, columns, map(_decode, rows)))
    spooled.unlink()


def _lines(spool: _Spool, columns: Sequence[str], rows: Iterator[dict[str, str]]) -> Iterator[bytes]:
    if spool.kind is not Kind.TIMELINE:
        yield from attribute_lines(columns, frozenset(spool.columns) - spool.words)
    yield from table_of(columns, rows)


def _meta_study(study: str, patients: int) -> bytes:
    return meta.write_meta(
        {
            meta.TYPE_OF_CANCER: "mixed",
            meta.STUDY: study,
            "name": study.replace("_", " "),
            "description": f"{patients} cases exported from an oncology tracker.",
            "add_global_case_list": "true",
        }
    )


def _said(losses: Losses, placeholders: int) -> Iterator[str]:
    yield "how facts came to stand: amendments, retractions and who recorded what are in the log alone"
    yield f"calendar dates: rows count days from time zero, and dates travel in {CARRIED} alone"
    if placeholders:
        have = "1 case has" if placeholders == 1 else f"{placeholders} cases have"
        yield f"{have} no sample, which the format wants: a row in name only stands for it ({PLACEHOLDER})"
    for sentence in told_losses(losses):
        yield f"without the column {CARRIED}, which only the tracker reads: {sentence}"
