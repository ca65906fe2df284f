"""How cases were left, between two sessions: one small file per case in the user's state directory, for its owner alone.

A file is named by a hash of the database's path and the pseudonym, and holds numbers alone. Refuses to disturb: what cannot
be read was forgotten, what cannot be written is not kept, and `TRACKER_NO_STATE` keeps nothing at all.
"""

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Any

from tracker.casebook.library import APPLICATION
from tracker.store.whole import put_whole

NO_STATE_VARIABLE = "TRACKER_NO_STATE"
_FOLDER = "views"
_MOST_BYTES = 65_536
"""A file that is longer is none of ours."""


class Memory:
    """The files of one database."""

    def __init__(self, folder: Path, database: Path) -> None:
        """Take where to keep them.

        Args:
            folder: Made when something is first kept.
            database: Whose cases they are about.
        """
        self._folder = folder
        self._database = str(database.resolve())

    def path_of(self, patient: str) -> Path:
        """The file of a case."""
        named = f"{self._database}\0{patient}".encode("utf-8", "surrogateescape")
        return self._folder / f"{sha256(named).hexdigest()[:32]}.json"

    def recall(self, patient: str) -> Mapping[str, Any]:
        """What was kept of a case last; empty where nothing was, or where it cannot be read."""
        with suppress(OSError, ValueError, RecursionError):
            path = self.path_of(patient)
            if path.is_file() and path.stat().st_size <= _MOST_BYTES:
                kept = json.loads(path.read_bytes())
                return kept if isinstance(kept, dict) else {}
        return {}

    def keep(self, patient: str, kept: Mapping[str, Any]) -> None:
        """Keep something of a case; the file is the old one until the new one is whole."""
        path = self.path_of(patient)
        with suppress(OSError):
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            put_whole(path, json.dumps(kept, sort_keys=True).encode(), kept=False)

    def forget(self, patient: str) -> None:
        """Remove what was kept of a case."""
        with suppress(OSError):
            self.path_of(patient).unlink(missing_ok=True)


def memory_of(database: Path, environment: Mapping[str, str] = os.environ) -> Memory | None:
    """The memory for a database in the user's state directory; None where it is turned off or there is no home."""
    if environment.get(NO_STATE_VARIABLE):
        return None
    from platformdirs import user_state_path  # noqa: PLC0415 - only replays and erasures remember

    try:
        return Memory(user_state_path(APPLICATION, appauthor=False).expanduser() / _FOLDER, database)
    except RuntimeError:
        return None
