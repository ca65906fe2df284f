"""What the screens share: the cases, the signs, whose case is at hand and how its replay was left.

Refuses to open anything: it is handed a library.
"""

from tracker.tui.glyphs import Glyphs
from tracker.tui.library import Library
from tracker.tui.reel import Cursor


class Desk:
    """The state of the application that outlives a screen."""

    def __init__(self, library: Library, glyphs: Glyphs, patient: str | None = None, month: int | None = None) -> None:
        """Take the cases.

        Args:
            library: The cases.
            glyphs: The signs the terminal can show.
            patient: Whose case is at hand; None until one is chosen.
            month: Where its replay begins; None where it was left, else at the first month.
        """
        self.library = library
        self.glyphs = glyphs
        self.patient = patient
        self.month = month
        self.left: dict[str, tuple[int | None, Cursor]] = {}
        """Per case the month that was shown last, and how it was looked at."""
        self.folded: set[str] = set()
        """Names of the groups that are folded in the timeline of every case."""
        self.other: str | None = None
        """With whom the case at hand is compared."""
