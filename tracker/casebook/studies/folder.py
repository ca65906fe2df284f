"""A study folder: which of its files are read, and what their columns are. Refuses to begin with a file that cannot be read."""

from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from tracker.adapters.cbioportal import meta
from tracker.adapters.cbioportal.meta import Kind
from tracker.adapters.cbioportal.rows import LONGEST_LINE, Header, Misfit, header_of
from tracker.casebook.unknown import Unsound
from tracker.decisions.refused import Refused
from tracker.store.paths import unreadable
from tracker.values.counts import counted

META_STUDY = "meta_study.txt"
MOST_FILES = 1_000
_LONGEST_HEADER = 100
"""Lines within which the columns have to be named."""


class StudyFile(Struct, frozen=True):
    """A table of the study."""

    name: str
    path: Path
    kind: Kind
    header: Header


class Study(Struct, frozen=True):
    """A study folder that can be read."""

    name: str
    """`cancer_study_identifier`, else the name of the folder."""
    cancer: str
    """`type_of_cancer`, such as `difg`; empty where the study does not say."""
    files: tuple[StudyFile, ...]
    """Patients first, then timelines by name, then samples, whose times hang on those."""
    not_read: tuple[str, ...]
    """What is left aside, a name each, with what it is: genomic tables and whatever else lies in the folder."""


def open_study(path: Path) -> Study:
    """Look at the files of a study folder.

    Raises:
        Unsound: naming every file that cannot be read, with the reason; and a folder that holds no study.
    """
    try:
        there = sorted(path.iterdir())
        names = [entry.name for entry in there if entry.is_file()]
    except OSError as error:
        raise Refused(unreadable(str(path), error, "a study folder")) from error
    if len(names) > MOST_FILES:
        raise Refused(f"{path}: has {counted(len(names), 'file')}; a study folder has at most {MOST_FILES:,}")
    problems: list[str] = []
    fields = {name: found for name in names if _is_meta(name) and (found := _meta(path / name, problems)) is not None}
    study = fields.pop(META_STUDY, {})
    kinds: dict[str, Kind] = {}
    not_read: list[str] = []
    for name, said in fields.items():
        _take(name, said, names, kinds, not_read, problems)
    kinds |= {name: kind for name in names if name not in kinds and (kind := meta.kind_by_name(name)) is not None}
    taken = {*kinds, *fields, META_STUDY}
    not_read.extend(name for name in names if name not in taken)
    not_read.extend(f"{entry.name}/" if entry.is_dir() else entry.name for entry in there if not entry.is_file())
    files = [
        StudyFile(name, path / name, kind, header)
        for name, kind in kinds.items()
        if (header := _header(path / name, kind, problems)) is not None
    ]
    if not kinds and not problems:
        problems.append(
            f"{path}: is no study folder, which has meta_timeline_* or data_timeline_* files; name other files one by one"
        )
    if problems:
        raise Unsound(problems)
    names_of_studies = [study.get(meta.STUDY, ""), *(said.get(meta.STUDY, "") for said in fields.values())]
    return Study(
        name=next((name for name in names_of_studies if name), path.resolve().name),
        cancer=study.get(meta.TYPE_OF_CANCER, ""),
        files=tuple(sorted(files, key=lambda file: (_ORDER[file.kind], file.name))),
        not_read=tuple(not_read),
    )


_ORDER = {Kind.PATIENTS: 0, Kind.TIMELINE: 1, Kind.SAMPLES: 2}


def _is_meta(name: str) -> bool:
    return name.startswith("meta") and name.endswith(".txt")


def _meta(path: Path, problems: list[str]) -> dict[str, str] | None:
    try:
        with path.open("rb") as stream:
            return meta.read_meta(stream.read(meta.LARGEST + 1))
    except Misfit as misfit:
        problems.append(f"{path.name}: {misfit}")
    except OSError as error:
        problems.append(unreadable(path.name, error))
    return None


def _take(  # noqa: PLR0913, PLR0917 - what is found of one meta file, kept in three places
    name: str, said: dict[str, str], names: list[str], kinds: dict[str, Kind], not_read: list[str], problems: list[str]
) -> None:
    kind = meta.kind_of(said)
    if kind is None:
        what = said.get("genetic_alteration_type") or said.get("datatype") or "no datatype"
        not_read.append(f"{name} ({what})")
        return
    try:
        data = meta.data_file_of(said)
    except Misfit as misfit:
        problems.append(f"{name}: {misfit}")
        return
    if data not in names:
        problems.append(f"{name}: names {data}, which is not in the folder")
    elif kinds.setdefault(data, kind) is not kind:
        problems.append(f"{name}: calls {data} {kind.value}, but another meta file calls it {kinds[data].value}")


def _header(path: Path, kind: Kind, problems: list[str]) -> Header | None:
    try:
        with path.open("rb") as stream:
            return header_of(_first_lines(iter(lambda: stream.readline(LONGEST_LINE + 1), b"")), kind.needed)
    except Misfit as misfit:
        problems.append(f"{path.name}: {misfit}")
    except OSError as error:
        problems.append(unreadable(path.name, error))
    return None


def _first_lines(lines: Iterator[bytes]) -> Iterator[bytes]:
    for _, line in zip(range(_LONGEST_HEADER), lines, strict=False):
        yield line
