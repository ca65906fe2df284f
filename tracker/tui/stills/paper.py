"""What a still is drawn on: how large, with which signs, in which colors. Refuses a size in which something has no room."""

from collections.abc import Callable
from importlib.metadata import PackageNotFoundError
from importlib.metadata import version as version_of

from msgspec import Struct

from tracker.decisions.refused import Refused
from tracker.tui import layout
from tracker.tui.glyphs import BRAILLE, Glyphs
from tracker.tui.themes import Theme

Told = Callable[[int, int], None]
"""Is told how many of how many frames are drawn; raises where nobody wants them any more."""
LEAST = (layout.WIDE, layout.ROOMY)
"""Columns and rows from which on every part stands in its box."""


class Paper(Struct, frozen=True, kw_only=True):
    """The same for every frame of a file."""

    size: tuple[int, int] = (120, 36)
    """Columns and rows, at least `LEAST`."""
    glyphs: Glyphs = BRAILLE
    theme: Theme = Theme.DARK

    def __post_init__(self) -> None:
        """Refuse what is too small.

        Raises:
            Refused: for fewer columns or rows than `LEAST`.
        """
        (width, height), (least_width, least_height) = self.size, LEAST
        if width < least_width or height < least_height:
            raise Refused(
                f"a frame of {width}x{height} has no room for everything; say at least {least_width}x{least_height}"
            )


def running_version() -> str:
    """The version of the tracker that runs."""
    try:
        return version_of("oncology-tracker")
    except PackageNotFoundError:
        return "of a checkout"
