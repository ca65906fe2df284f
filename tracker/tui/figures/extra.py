"""The extra that figures need. Refuses to import it only to know whether it is there."""

from importlib.util import find_spec

from tracker.decisions.refused import Refused
from tracker.values.extras import install

ENDS = (".svg", ".png")
"""What a figure's file may end in."""
NEEDED = "figures need `plot`: pip install 'oncology-tracker[plot]'"
"""What to do without it, in the room that a screen has."""


def there() -> bool:
    """Whether figures can be drawn here."""
    return find_spec("matplotlib") is not None


def refuse_missing_extra() -> None:
    """Say what to install.

    Raises:
        Refused: where figures cannot be drawn.
    """
    if not there():
        raise Refused(f"figures need the extra `plot`: {install('plot')}")
