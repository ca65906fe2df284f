"""A made-up cBioPortal study of any size, its import measured beside reading the same files with the csv module alone.

`python -m tests.benchmarks.studies PATIENTS ROWS` measures one size; `make bench-large` measures 5,000 patients and 400,000
rows. Refuses to be about anybody: every row is drawn by number.
"""

import csv
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from time import perf_counter

from tests.benchmarks.rounds import report

PATIENTS, ROWS = 5_000, 400_000
MOST_MEGABYTES = 500

_COLUMNS = {
    "lab_test": ("TEST", "RESULT", "UNIT"),
    "treatment": ("TREATMENT_TYPE", "SUBTYPE", "AGENT"),
    "imaging": ("DIAGNOSTIC_TYPE", "RESULT", "SOURCE"),
    "status": ("STATUS", "SOURCE"),
    "surgery": ("EVENT_TYPE_DETAILED",),
    "cancer_presence": ("SUBTYPE", "HAS_CANCER"),
}
_SHARES = ("lab_test",) * 12 + ("imaging",) * 3 + ("treatment",) * 2 + ("cancer_presence",) * 2 + ("status",)
"""Of twenty rows; every patient has an operation besides."""


def _cells(random: Random, kind: str, day: int) -> tuple[str, ...]:
    match kind:
        case "lab_test":
            test, unit = random.choice((("CEA", "ng/ml"), ("PSA", "ng/ml"), ("LDH", "U/L"), ("CA 19-9", "U/mL")))
            return "", test, f"{random.uniform(0.1, 400):.1f}", unit
        case "treatment":
            agent = random.choice(("Capecitabine", "Oxaliplatin", "Pembrolizumab", "Letrozole", "Docetaxel"))
            return str(day + random.randrange(120)), "Medical Therapy", "Chemotherapy", agent
        case "imaging":
            return "", random.choice(("CT", "MRI", "PET/CT")), random.choice(("Stable", "Progression", "")), "Hospital"
        case "status":
            return "", random.choice(("Progression", "Stable disease", "Alive with disease")), "Clinic"
        case "surgery":
            return "", "Resection"
        case _:
            return "", "Cancer Presence", random.choice("YN")


def write_study(folder: Path, patients: int, rows: int) -> int:
    """Write a study folder and return how many rows its tables have. Sorted by patient, as published ones are."""
    folder.mkdir()
    (folder / "meta_study.txt").write_text(
        "type_of_cancer: mixed\ncancer_study_identifier: made_up\nname: made up\ndescription: made up\n", "utf-8"
    )
    random = Random(1)  # noqa: S311 - a made-up study, no secret
    each = max(rows // patients - 1, 1)
    count = 0
    tables = {kind: (folder / f"data_timeline_{kind}.txt").open("w", encoding="utf-8") for kind in _COLUMNS}
    for kind, table in tables.items():
        (folder / f"meta_timeline_{kind}.txt").write_text(
            "cancer_study_identifier: made_up\ngenetic_alteration_type: CLINICAL\ndatatype: TIMELINE\n"
            f"data_filename: data_timeline_{kind}.txt\n",
            "utf-8",
        )
        table.write("\t".join(("PATIENT_ID", "START_DATE", "STOP_DATE", "EVENT_TYPE", *_COLUMNS[kind])) + "\n")
    with (folder / "data_clinical_patient.txt").open("w", encoding="utf-8") as people:
        people.write("PATIENT_ID\tSEX\tAGE\tOS_MONTHS\tOS_STATUS\n")
        for number in range(patients):
            patient = f"P-{number:07}"
            people.write(f"{patient}\tFemale\t{40 + number % 40}\t{12 + number % 60}\t0:LIVING\n")
            kinds = ["surgery", *(random.choice(_SHARES) for _ in range(each - 1))]
            for kind in kinds:
                day = random.randrange(-400, 2_000)
                cells = _cells(random, kind, day)
                row = (patient, str(day), cells[0], kind.upper(), *cells[1:])
                tables[kind].write("\t".join(row) + "\n")
            count += 1 + len(kinds)
    for table in tables.values():
        table.close()
    return count


def _tables(folder: Path) -> Iterator[Path]:
    yield from sorted(folder.glob("data_*.txt"))


def read_with_csv(folder: Path) -> int:
    """Read every table into rows by column, one at a time, and nothing else."""
    count = 0
    for path in _tables(folder):
        with path.open(encoding="utf-8", newline="") as table:
            count += sum(1 for _ in csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE))
    return count


def _timed(arguments: list[str]) -> tuple[float, float]:
    """Seconds and megabytes at most of one process."""
    begin = perf_counter()
    process = subprocess.Popen([sys.executable, *arguments], stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{' '.join(arguments)} ended with {process.returncode}")
    return perf_counter() - begin, usage.ru_maxrss / 1024


def measure(folder: Path, patients: int = PATIENTS, rows: int = ROWS) -> None:
    """One size: first import, second import, and the csv module."""
    study, database = folder / "study", folder / "study.db"
    count = write_study(study, patients, rows)
    size = sum(path.stat().st_size for path in _tables(study)) / 1e6
    report(f"── a study of {patients:,} patients, {count:,} rows", f"{size:,.0f} MB", "")
    alone, lean = _timed(["-m", "tests.benchmarks.studies", "csv", str(study)])
    report("reading it with csv alone", f"{count / alone:,.0f} rows/s, {lean:.0f} MB", "")
    arguments = ["-m", "tracker", "--db", str(database), "--as", "bench", "import", str(study)]
    for name in ("import of a study", "the same again, which records nothing"):
        seconds, megabytes = _timed(arguments)
        report(name, f"{count / seconds:,.0f} rows/s, {megabytes:.0f} MB", f"≤ {MOST_MEGABYTES} MB")


def main() -> None:
    """Measure the size that was asked for."""
    if sys.argv[1:2] == ["csv"]:
        read_with_csv(Path(sys.argv[2]))
        return
    report("what", "measured", "target")
    with TemporaryDirectory(prefix="tracker-study-") as folder:
        measure(Path(folder), *map(int, sys.argv[1:3]))


if __name__ == "__main__":
    main()
