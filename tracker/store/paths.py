"""What the system says of a path, in a sentence with what to do. Refuses to pass on `Is a directory`."""

from errno import ENOSPC
from pathlib import Path


def unreadable(name: str, error: OSError, wanted: str = "a file") -> str:
    """Why something cannot be read.

    Args:
        name: As somebody typed it.
        error: What the system said.
        wanted: What has to be named instead.

    >>> unreadable("charts", IsADirectoryError())
    'charts is a folder; name a file'
    """
    match error:
        case IsADirectoryError():
            return f"{name} is a folder; name {wanted}"
        case FileNotFoundError():
            return f"{name} is not there; name {wanted} that is"
        case NotADirectoryError():
            return f"{name} is not there, for {Path(name).parent} is no folder; name {wanted} that is"
        case PermissionError():
            return f"{name} may not be read by you; check its permissions"
        case _:
            return f"{name} cannot be read ({error.strerror or error}); name {wanted} that can"


def unwritable(target: Path, error: OSError) -> str:
    """Why something new cannot be written.

    Args:
        target: What was to be made.
        error: What the system said.

    >>> unwritable(Path("out/case.svg"), FileNotFoundError())
    'out/case.svg cannot be written: there is no folder out; make it first, or name another place'
    """
    match error:
        case IsADirectoryError():
            why = "it is a folder; name a file"
        case FileNotFoundError():
            why = f"there is no folder {target.parent}; make it first, or name another place"
        case FileExistsError() if target.parent.is_dir():
            why = "something has that name already; name another place"
        case NotADirectoryError() | FileExistsError():
            why = f"{target.parent} is no folder; name another place"
        case PermissionError():
            why = f"you may not write to {target.parent}; name another place"
        case _ if error.errno == ENOSPC:
            why = "the disk is full; make room, or name another place"
        case _:
            why = f"{error.strerror or error}; name another place"
    return f"{target} cannot be written: {why}"
