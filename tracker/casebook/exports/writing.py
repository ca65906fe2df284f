"""Files for the owner alone that are whole or not there. Refuses to write over anything, and to leave half a file.

A record is about a patient: files have the mode 0600, folders 0700.
"""

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tracker.decisions.refused import Refused

UNFINISHED = ".part"
"""What a name ends in until the file is whole."""


def write_new(target: Path, pieces: Iterable[bytes]) -> None:
    """Write a file that is not there yet; it takes its name when it is whole.

    Raises:
        Refused: when there is such a file, or it cannot be written.
    """
    if target.exists():
        raise Refused(f"{target} is there already: name a file that is not; nothing is written over")
    part = _unfinished(target)
    try:
        with os.fdopen(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
            file.writelines(pieces)
            file.flush()
            os.fsync(file.fileno())
        part.rename(target)
    except OSError as error:
        raise Refused(f"{target} cannot be written ({error.strerror or error}); name another place") from error
    finally:
        part.unlink(missing_ok=True)


@contextmanager
def new_folder(target: Path) -> Iterator[Path]:
    """A folder to fill that takes its name when everything is in it; until then, and after a failure, it is not there.

    Args:
        target: A folder that is not there yet, or is empty.

    Raises:
        Refused: when there is something in it, or it cannot be made.
    """
    part = _unfinished(target)
    try:
        if target.exists() and (not target.is_dir() or any(target.iterdir())):
            raise Refused(f"{target} is there already: name a folder that is not, or is empty; nothing is written over")
        part.mkdir(mode=0o700, parents=True)
        yield part
        if target.exists():
            target.rmdir()
        part.rename(target)
    except OSError as error:
        raise Refused(f"{target} cannot be written ({error.strerror or error}); name another place") from error
    finally:
        _remove(part)


def _unfinished(target: Path) -> Path:
    """What a file or folder is called until it is whole.

    Raises:
        Refused: when there is something of that name: it may be somebody's.
    """
    part = target.with_name(f"{target.name}{UNFINISHED}")
    if part.exists() or part.is_symlink():
        raise Refused(
            f"{part} is there already, perhaps of an export that was stopped: remove it, or name another place"
        )
    return part


def _remove(folder: Path) -> None:
    for inner in sorted(folder.rglob("*"), reverse=True) if folder.is_dir() else ():
        inner.rmdir() if inner.is_dir() and not inner.is_symlink() else inner.unlink()
    if folder.is_dir():
        folder.rmdir()
