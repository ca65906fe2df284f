"""How an extra of this package is installed where it is missing. Refuses to install anything."""

import shlex
import sys


def install(extra: str) -> str:
    """The command, by the interpreter that runs: another one would install it where nobody looks.

    >>> install("web").endswith(" -m pip install 'oncology-tracker[web]'")
    True
    """
    return f"{shlex.quote(sys.executable or 'python')} -m pip install 'oncology-tracker[{extra}]'"
