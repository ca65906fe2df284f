"""Cases as a case file: what stands, which reads back to the same facts. Refuses to tell how it came to stand.

Corrections are in the log alone; `tracker backup` keeps those.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

from tracker.adapters.casefile import CaseFile, FileEvent, to_json_lines, to_yaml
from tracker.casebook.exports import Exported
from tracker.casebook.exports.writing import write_new
from tracker.casebook.library import Library
from tracker.projections.questions import standing_entries
from tracker.projections.record import Record
from tracker.store.told import Told


def export(library: Library, patients: Sequence[str], target: Path, told: Told) -> Exported:
    """Write cases into one file, which `tracker import` reads."""
    cases = _cases(library, patients, told)
    lines = to_json_lines(cases) if target.suffix in {".jsonl", ".ndjson"} else (to_yaml(cases).encode(),)
    write_new(target, lines)
    return Exported((target,))


def case_file(library: Library, patients: Sequence[str]) -> str:
    """The same as text, YAML."""
    return to_yaml(_cases(library, patients, lambda _done, _of: None))


def _cases(library: Library, patients: Sequence[str], told: Told) -> Iterator[CaseFile]:
    for done, patient in enumerate(patients):
        told(done, len(patients))
        yield case_file_of(library.case(patient).record)


def case_file_of(record: Record) -> CaseFile:
    """What stands for a patient, facts in the order of recording and then the readings chosen."""
    entries = standing_entries(record)
    return CaseFile(record.patient, tuple(FileEvent(entry, 0) for entry in entries))
