"""What the screens share: the cases, the signs, whose case is at hand and how its replay was left.

Refuses to open anything: it is handed a library.
"""

from collections.abc import Callable, Iterable
from pathlib import Path

from msgspec import Struct

from tracker.tui.auditing import Auditor
from tracker.tui.console import Console
from tracker.tui.glyphs import GLYPHS, Glyphs, GlyphSet
from tracker.tui.library import Case, Library
from tracker.tui.reel import Cursor, Reel, reel_of
from tracker.tui.themes import Theme

Write = Callable[[Path, Iterable[bytes]], None]
"""Writes a file that is not there, whole or not at all."""


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
    write: Write | None = None
    """Writes a file that is not there; None in a browser, whose reader is elsewhere than the files."""


NO_TOOLS = Tools()
NOT_WRITTEN = "no file is written from here; `tracker export` and `tracker sql` write on the machine of the database"


class Desk:
    """The state of the application that outlives a screen."""

    def __init__(
        self,
        library: Library,
        look: Look,
        tools: Tools,
        patient: str | None = None,
        month: int | None = None,
    ) -> None:
        """Take the cases.

        Args:
            library: The cases.
            look: Signs and colors.
            tools: What works on the database besides the cases.
            patient: Whose case is at hand; None until one is chosen.
            month: Where its replay begins; None where it was left, else at the first month.
        """
        self.library = library
        self.tools = tools
        self.glyphs: Glyphs = GLYPHS[look.glyphs]
        self.theme = look.theme
        self.patient = patient
        self.month = month
        self.left: dict[str, tuple[int | None, Cursor]] = {}
        """Per case the month that was shown last, and how it was looked at."""
        self.folded: set[str] = set()
        """Names of the groups that are folded in the timeline of every case."""
        self.other: str | None = None
        """With whom the case at hand is compared."""
        self._loaded: dict[str, tuple[Case, Reel]] = {}

    def load(self, patient: str) -> tuple[Case, Reel]:
        """A case and its reel: loaded when a first screen asks, so that going to and fro between screens reads nothing.

        Raises:
            Refused: nobody recorded this patient, or nothing of it is left.
            ValueError: The case has no month to show.
        """
        if patient not in self._loaded:
            case = self.library.case(patient)
            self._loaded[patient] = case, reel_of(patient, case)
        return self._loaded[patient]

    def forget(self) -> None:
        """Cases are read again from now on: they may have been added to."""
        self._loaded.clear()
