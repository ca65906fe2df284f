"""How a reader shares a file with those who may write it. Refuses to read without locks what somebody may be writing."""

import os
from pathlib import Path


def uri_for_reading(path: Path) -> str:
    """How SQLite is told to open a database and never to write.

    A reader of a WAL database makes its shared-memory file where there is none. Where it may not, and nobody can be
    writing either, the file is opened as one that does not change. Where somebody else might be, SQLite refuses: read
    without its locks, a file that is written meanwhile is torn.
    """
    alone = not os.access(path.parent, os.W_OK) and not Path(f"{path}-wal").exists()
    return f"{path.resolve().as_uri()}?mode=ro{'&immutable=1' if alone and _never_written(path) else ''}"


def _never_written(path: Path) -> bool:
    """Whether the medium is read-only, or the file write-protected for everybody."""
    try:
        read_only_medium = hasattr(os, "statvfs") and bool(os.statvfs(path).f_flag & os.ST_RDONLY)
        return read_only_medium or not path.stat().st_mode & 0o222
    except OSError:
        return False  # SQLite says what is the matter
