"""Files for the owner alone that are whole or not there. Refuses to write over anything, and to leave half a file.

A record is about a patient: files have the mode 0600, folders 0700. What is unfinished has a name of its own beside the
target; one that is there already, as after a crash, may be somebody's and is not touched.
"""

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from tracker.decisions.refused import Refused
from tracker.store.paths import unwritable
from tracker.store.whole import take_name

Made = TypeVar("Made")

UNFINISHED = ".part"
"""What a name ends in until the file is whole."""


def typed_path(text: str | Path) -> Path:
    """The path that somebody typed; `~` is a home folder.

    Raises:
        Refused: for no path at all, and when there is no such home folder.
    """
    if not str(text).strip():
        raise Refused("a path is empty; name a file or a folder")
    try:
        return Path(text).expanduser()
    except RuntimeError:
        raise Refused(f"{text}: there is no such home folder; name another place") from None


def write_new(target: Path, pieces: Iterable[bytes]) -> None:
    """Write a file that is not there yet; it takes its name when it is whole.

    Args:
        target: As `typed_path` takes it.
        pieces: What is in it.

    Raises:
        Refused: when there is such a file, or it cannot be written.
    """
    target = typed_path(target)
    part = _unfinished(target)
    with _refusing(target):
        if target.exists():
            raise _there(target, "file")
        descriptor = _made(part, lambda: os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.writelines(pieces)
                file.flush()
                os.fsync(file.fileno())
            take_name(part, target)
        except FileExistsError:
            raise _there(target, "file") from None
        finally:
            part.unlink(missing_ok=True)


@contextmanager
def new_folder(target: Path) -> Iterator[Path]:
    """A folder to fill that takes its name when everything is in it; until then, and after a failure, it is not there.

    Args:
        target: A folder that is not there yet, or is empty, in one that is.

    Raises:
        Refused: when there is something in it, or it cannot be made.
    """
    part = _unfinished(target)
    with _refusing(target):
        if target.exists() and (not target.is_dir() or any(target.iterdir())):
            raise _there(target, "folder")
        _made(part, lambda: part.mkdir(mode=0o700))
        try:
            yield part
            if target.exists():
                target.rmdir()
            part.rename(target)
        finally:
            _remove(part)


def _unfinished(target: Path) -> Path:
    if not target.name:
        raise Refused(f"{target} is no name that something new can have; name another place")
    return target.with_name(f"{target.name}{UNFINISHED}")


@contextmanager
def _refusing(target: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise Refused(unwritable(target, error)) from error


_MOST_TRIED = 100
"""Numbers behind a name that are tried before no other name is offered."""


def _there(target: Path, kind: str) -> Refused:
    empty = ", or is empty" if kind == "folder" else ""
    free = (target.with_name(f"{target.stem}-{number}{target.suffix}") for number in range(2, _MOST_TRIED))
    other = next((f", such as {name.name}" for name in free if not os.path.lexists(name)), "")
    return Refused(f"{target} is there already: name a {kind} that is not{empty}{other}; nothing is written over")


def _made(part: Path, make: Callable[[], Made]) -> Made:
    """What is to become the target, made by us and by nobody else."""
    try:
        return make()
    except FileExistsError:
        said = "another write goes on there, or one was cut off"
        raise Refused(f"{part} is there already: {said}; look at it, and remove it or name another place") from None


def _remove(folder: Path) -> None:
    for inner in sorted(folder.rglob("*"), reverse=True) if folder.is_dir() else ():
        inner.rmdir() if inner.is_dir() and not inner.is_symlink() else inner.unlink()
    if folder.is_dir():
        folder.rmdir()
