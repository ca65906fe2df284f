"""What the screens share: the cases, the signs, whose case is at hand and how its replay was left.

Refuses to open anything: it is handed a library.
"""

from msgspec import Struct

from tracker.tui.auditing import Auditor
from tracker.tui.console import Console
from tracker.tui.glyphs import GLYPHS, Glyphs, GlyphSet
from tracker.tui.library import Library
from tracker.tui.reel import Cursor
from tracker.tui.themes import Theme


class Look(Struct, frozen=True, kw_only=True):
    """What the terminal can show, and in which colors."""

    glyphs: GlyphSet = GlyphSet.BRAILLE
    theme: Theme = Theme.DARK


USUAL_LOOK = Look()


class Tools(Struct, frozen=True, kw_only=True):
    """What works on the database besides the cases; None where there is no such thing, and the screens say so."""

    console: Console | None = None
    """Questions in SQL."""
    auditor: Auditor | None = None
    """Looks at the log."""


NO_TOOLS = Tools()


class Desk:
    """The state of the application that outlives a screen."""

    def __init__(self, library: Library, look: Look, patient: str | None = None, month: int | None = None) -> None:
        """Take the cases.

        Args:
            library: The cases.
            look: Signs and colors.
            patient: Whose case is at hand; None until one is chosen.
            month: Where its replay begins; None where it was left, else at the first month.
        """
        self.library = library
        self.glyphs: Glyphs = GLYPHS[look.glyphs]
        self.theme = look.theme
        self.patient = patient
        self.month = month
        self.left: dict[str, tuple[int | None, Cursor]] = {}
        """Per case the month that was shown last, and how it was looked at."""
