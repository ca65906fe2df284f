"""What was typed into a form and is not recorded yet, kept so that a crash or a closed terminal loses nothing.

A file per form in the user's state directory, for its owner alone, under a hash of the case: no name of a file tells a
patient. Its content is clinical. Refuses to be part of the record: nothing reads it but the form.
"""

from collections.abc import Iterator
from contextlib import suppress
from errno import ENOENT
from hashlib import sha256
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from tracker.casebook import clock
from tracker.casebook.library import APPLICATION
from tracker.store.whole import put_whole

LARGEST_DRAFT = 5_000_000
"""Bytes; what people type is far smaller."""


class Draft(Struct, frozen=True, kw_only=True):
    """What was typed into one form."""

    form: str
    """Which one."""
    values: dict[str, Any]
    """As `decisions.form.Values`; a form takes of it what it has a field for."""
    kept_at: str = ""
    """UTC, as the log writes it; empty until it is kept."""
    base: str = ""
    """The version of the fact that it corrects, by the event id; empty where it corrects none, or does not say which."""
    along: dict[str, str] = {}
    """The versions of the facts that hang on it, by key."""
    both: tuple[tuple[str | int, ...], ...] = ()
    """Fields that a correction changed too and that nobody decided yet; what was typed stands in them."""
    since: str = ""
    """The version before that correction."""


def drafts_folder() -> Path:
    """Where the drafts are: below the user's state directory.

    Raises:
        RuntimeError: where there is no home folder.
    """
    from platformdirs import user_state_path  # noqa: PLC0415 - only where somebody types or erases

    return (user_state_path(APPLICATION, appauthor=False) / "drafts").expanduser()


class Drafts:
    """The drafts of one case."""

    def __init__(self, birth: str, folder: Path | None = None) -> None:
        """Take a case.

        Args:
            birth: What tells the case from every other one, from `store.streams.birth_of`.
            folder: Where all drafts are; None is the user's state directory. Without a home folder nothing is kept.
        """
        self._folder: Path | None = None
        with suppress(RuntimeError):
            self._folder = (drafts_folder() if folder is None else folder) / _hashed(birth)

    def keep(self, draft: Draft) -> None:
        """Keep what was typed into a form, in place of what was kept of it before.

        Raises:
            OSError: when the file cannot be written; what was kept before is still there.
        """
        if self._folder is None:
            raise OSError(ENOENT, "there is no home folder; set HOME or XDG_STATE_HOME")
        self._folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._folder.mkdir(mode=0o700, exist_ok=True)
        draft = replace(draft, kept_at=clock.now())
        put_whole(self._folder / _name_of(draft.form), msgspec.json.encode(draft))

    def kept(self, form: str) -> Draft | None:
        """What was kept of a form; None where nothing was, or nothing that can be read."""
        return None if self._folder is None else _read(self._folder / _name_of(form))

    def all(self) -> tuple[Draft, ...]:
        """Everything kept, the latest first."""
        found = [draft for path in self._files() if (draft := _read(path)) is not None]
        return tuple(sorted(found, key=lambda draft: draft.kept_at, reverse=True))

    def discard(self, form: str) -> None:
        """Let go of what was kept of a form."""
        if self._folder is not None:
            (self._folder / _name_of(form)).unlink(missing_ok=True)

    def discard_all(self) -> int:
        """Let go of everything, half-written files too.

        Returns:
            How many files there were.

        Raises:
            OSError: when one cannot be removed.
        """
        files = [*self._files()]
        for path in files:
            path.unlink(missing_ok=True)
        if self._folder is not None:
            with suppress(OSError):
                self._folder.rmdir()
        return len(files)

    def _files(self) -> Iterator[Path]:
        if self._folder is not None and self._folder.is_dir():
            yield from self._folder.iterdir()


def _name_of(form: str) -> str:
    return f"{_hashed(form)}.json"


def _hashed(name: str) -> str:
    return sha256(name.encode()).hexdigest()[:32]


def _read(path: Path) -> Draft | None:
    try:
        if path.suffix != ".json" or path.stat().st_size > LARGEST_DRAFT:
            return None
        return msgspec.json.decode(path.read_bytes(), type=Draft)
    except (OSError, msgspec.DecodeError):
        return None
