"""Files that are whole or not there: written beside their name, for their owner alone, then named. Refuses to be found half."""

import os
from errno import EEXIST
from pathlib import Path


def put_whole(target: Path, content: bytes, *, kept: bool = True) -> None:
    """Write a file in place of what had its name; until it is whole, that is still there.

    Args:
        target: The file, in a folder that is there.
        content: What is in it.
        kept: Whether it must outlive a loss of power.

    Raises:
        OSError: when it cannot be written; what was there before still is.
    """
    part = target.with_name(f"{target.name}.{os.getpid()}.part")
    try:
        with os.fdopen(os.open(part, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600), "wb") as file:
            file.write(content)
            if kept:
                file.flush()
                os.fsync(file.fileno())
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


def take_name(part: Path, target: Path) -> None:
    """Name a whole file; a link, unlike a renaming, writes over nothing that came up meanwhile.

    Raises:
        FileExistsError: when something has the name.
        OSError: when it cannot be given.
    """
    try:
        target.hardlink_to(part)
    except FileExistsError:
        raise
    except OSError:
        # Not every medium has links; then somebody could still come between this look and the renaming.
        if target.exists():
            raise FileExistsError(EEXIST, os.strerror(EEXIST), str(target)) from None
        part.rename(target)
