"""What goes to the terminal, said in fewer bytes: a style is sent as its difference from the one in force.

Textual sends every run of cells with its whole style and takes it back after it; over a slow line that is five times the
text. Refuses to change what is shown.
"""

import re
from functools import lru_cache

from textual.driver import Driver

from tracker.tui.themes import Theme, themed_style

_STYLE = re.compile(r"\x1b\[([0-9;]*)m")
_MOVES = re.compile(r"(?:\n|\x1b\[\d+;\d+H)+")
"""What a style in force does nothing to."""

_PARTS = re.compile(r"([1-9](?:;[1-9])*)?;?(38;2;\d+;\d+;\d+)?;?(48;2;\d+;\d+;\d+)?")
_BOLD, _NOT_BOLD = "1", "22"


def shortened(data: str) -> str:
    r"""The same output with the fewest style parameters; it begins and ends without a style.

    >>> shortened("\x1b[1;38;2;9;9;9;48;2;0;0;0ma\x1b[0m\x1b[2;1H\x1b[38;2;9;9;9;48;2;0;0;0mb\x1b[0m")
    '\x1b[1;38;2;9;9;9;48;2;0;0;0ma\x1b[2;1H\x1b[22mb\x1b[0m'
    """
    sent: list[str] = []
    now = wanted = ""
    for number, piece in enumerate(_STYLE.split(data)):
        if number % 2:
            wanted = "" if piece in ("", "0") else f"{wanted};{piece}" if wanted else piece
        elif piece:
            if wanted != now and not _MOVES.fullmatch(piece):
                sent.append(_change(now, wanted))
                now = wanted
            sent.append(piece)
    if wanted != now:
        sent.append(_change(now, wanted))
    return "".join(sent)


@lru_cache(maxsize=4096)
def _change(now: str, wanted: str) -> str:
    """The sequence from one style to another, each as its parameters."""
    if not wanted:
        return "\x1b[0m"
    if not now:
        return f"\x1b[{wanted}m"
    before, after = _PARTS.fullmatch(now), _PARTS.fullmatch(wanted)
    if before is None or after is None:
        return f"\x1b[0;{wanted}m"
    changed = [its for was, its in zip(before.groups(""), after.groups(""), strict=True) if its != was]
    if before[1] == _BOLD and after[1] is None:
        changed[0] = _NOT_BOLD
    elif before[1] not in (None, after[1]):
        changed.append("")
    # What the style before has and this one has not can only be taken back as a whole.
    return f"\x1b[{';'.join(changed)}m" if all(changed) else f"\x1b[0;{wanted}m"


def _in_theme(data: str, theme: Theme) -> str:
    return _STYLE.sub(lambda found: _themed(found[1], theme), data)


def _themed(parameters: str, theme: Theme) -> str:
    """A style in the theme; one of which nothing is left takes nothing back either."""
    told = themed_style(parameters, theme)
    return "" if parameters not in ("", "0") and not told else f"\x1b[{told}m"


def terse(driver: type[Driver], theme: Theme = Theme.DARK) -> type[Driver]:
    """The driver, with everything shortened that it writes, and told in the colors of a theme."""
    write = driver.write

    def write_shortened(self: Driver, data: str) -> None:
        write(self, shortened(data if theme is Theme.DARK else _in_theme(data, theme)))

    return type(driver.__name__, (driver,), {"write": write_shortened})
