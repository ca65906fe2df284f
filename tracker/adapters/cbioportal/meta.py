"""The `meta_*` files of a study: what a data file is. Refuses a file name that leads out of the study's folder."""

import re
from collections.abc import Mapping
from enum import StrEnum

from tracker.adapters.cbioportal.rows import EVENT_TYPE, PATIENT_ID, SAMPLE_ID, START_DATE, Misfit

LARGEST = 100_000
"""Bytes of a meta file."""

STUDY = "cancer_study_identifier"
TYPE_OF_CANCER = "type_of_cancer"
DATA_FILE = "data_filename"


class Kind(StrEnum):
    """What a data file holds, as `datatype` says; the files that are read."""

    PATIENTS = "PATIENT_ATTRIBUTES"
    SAMPLES = "SAMPLE_ATTRIBUTES"
    TIMELINE = "TIMELINE"

    @property
    def needed(self) -> tuple[str, ...]:
        """Columns without which no row can be read."""
        return _NEEDED[self]


_NEEDED = {
    Kind.PATIENTS: (PATIENT_ID,),
    Kind.SAMPLES: (PATIENT_ID, SAMPLE_ID),
    Kind.TIMELINE: (PATIENT_ID, START_DATE, EVENT_TYPE),
}

_BY_NAME = (
    (re.compile(r"data_(bcr_)?clinical(_data)?_patient\w*\.txt"), Kind.PATIENTS),
    (re.compile(r"data_(bcr_)?clinical(_data)?_sample\w*\.txt"), Kind.SAMPLES),
    (re.compile(r"data_timeline.*\.txt"), Kind.TIMELINE),
)


def read_meta(data: bytes) -> dict[str, str]:
    """The fields of a meta file, names in lower case; lines without a colon say nothing.

    Raises:
        Misfit: for bytes that are no UTF-8, or too many of them.
    """
    if len(data) > LARGEST:
        raise Misfit(f"is larger than {LARGEST:,} bytes; a meta file has a few lines")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Misfit(f"is no UTF-8 (byte {error.start + 1}); save the file as UTF-8") from None
    fields = (line.partition(":") for line in text.splitlines() if ":" in line)
    return {name.strip().lower(): value.strip() for name, _, value in fields}


def kind_of(fields: Mapping[str, str]) -> Kind | None:
    """What the data file of a meta file is; None for what is not read here, such as mutations."""
    datatype = fields.get("datatype", "").upper()
    return next((kind for kind in Kind if kind == datatype), None)


def kind_by_name(name: str) -> Kind | None:
    """What a data file without a meta file is, by its usual name.

    >>> kind_by_name("data_timeline_treatment.txt"), kind_by_name("data_mutations.txt")
    (<Kind.TIMELINE: 'TIMELINE'>, None)
    """
    return next((kind for pattern, kind in _BY_NAME if pattern.fullmatch(name)), None)


def data_file_of(fields: Mapping[str, str]) -> str:
    """The name of the data file, in the folder of the study.

    Raises:
        Misfit: where none is named, or one elsewhere.
    """
    name = fields.get(DATA_FILE, "")
    if not name:
        raise Misfit(f"has no line {DATA_FILE}")
    if name.startswith(".") or re.search(r"[/\\\0]", name):
        raise Misfit(f"{DATA_FILE} {name!r} is no file of this folder")
    return name


def write_meta(fields: Mapping[str, str]) -> bytes:
    """A meta file; a line break within a value becomes a blank.

    >>> write_meta({"datatype": "TIMELINE"}).decode().splitlines()
    ['datatype: TIMELINE']
    """
    return "".join(f"{name}: {' '.join(value.split())}\n" for name, value in fields.items()).encode()


def clinical_meta(study: str, kind: Kind, data_file: str) -> bytes:
    """The meta file of a clinical or timeline table."""
    return write_meta(
        {STUDY: study, "genetic_alteration_type": "CLINICAL", "datatype": kind.value, DATA_FILE: data_file}
    )
