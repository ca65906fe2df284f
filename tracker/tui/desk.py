"""What the screens share: the cases, the signs, whose case is at hand and how its replay was left.

Refuses to open anything: it is handed a library, and a memory for what outlives the session. The future is not remembered
beyond it: whoever opens a case again judges it with the ignorance of the day.
"""

from collections.abc import Callable, Iterable
from pathlib import Path
from threading import Event

from msgspec import Struct, ValidationError, convert, to_builtins
from msgspec.structs import replace

from tracker.tui.auditing import Auditor
from tracker.tui.console import Console
from tracker.tui.forms.clerk import Clerk
from tracker.tui.glyphs import GLYPHS, Glyphs, GlyphSet
from tracker.tui.library import Case, Library
from tracker.tui.loading import checked, unchecked_reel_of
from tracker.tui.memory import Kept, Memory
from tracker.tui.reel import Cursor, Reel
from tracker.tui.themes import Theme
from tracker.tui.zoom import SPANS

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
    memory: Memory | None = None
    """Keeps how cases were left; without it that is forgotten at the end of the session."""
    write: Write | None = None
    """Writes a file that is not there; None in a browser, whose reader is elsewhere than the files."""
    clerk: Clerk | None = None
    """Records what is entered; None where the cases are only read."""


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
        self.fact: str | None = None
        """Key of the fact that its replay begins at, once; None where it was left."""
        self.left: dict[str, tuple[int | None, Cursor]] = {}
        """Per case the month that was shown last, and how it was looked at."""
        self.replayed = False
        """Whether the replay of the case at hand was opened since the cases were shown: that is where one comes from."""
        self.folded: set[str] = set()
        """Names of the groups that are folded in the timeline of every case."""
        self.other: str | None = None
        """With whom the case at hand is compared."""
        self.stopping = Event()
        """Set where the file that is being written is not wanted any more; every file has its own."""
        self._loaded: dict[str, tuple[Case, Reel]] = {}
        self._memory = tools.memory
        self._kept: dict[str, Kept] = {}
        """What the memory has; the same is not kept again."""
        self._recalled_from_before: set[str] = set()
        """Whose case is as an earlier session left it, which is still to be said."""
        self._bookmarks: dict[str, tuple[int, ...]] = {}

    def load(self, patient: str) -> tuple[Case, Reel]:
        """A case and its reel: loaded when a first screen asks, so that going to and fro between screens reads nothing.

        Raises:
            Refused: nobody recorded this patient, or nothing of it is left.
            ValueError: The case has no month to show.
        """
        # What is forgotten while a case is read goes with these: it must not come back in the place of what is read since.
        held = self._loaded
        if patient not in held:
            case = self.library.case(patient)
            held[patient] = case, unchecked_reel_of(patient, case, ascii_only=self.glyphs.ascii_only)
        return held[patient]

    def check(self, patient: str) -> tuple[Case, Reel]:
        """The same with what a first frame does without, as `load`."""
        loaded = self.load(patient)
        case, reel = loaded
        if reel.findings is not None:
            return loaded
        whole = case, checked(reel)
        # Checking takes a while: what was forgotten meanwhile must not come back in the place of what is read since.
        if self._loaded.get(patient) is loaded:
            self._loaded[patient] = whole
        return whole

    def version(self, patient: str) -> int | None:
        """How far the log of a case was read that is at hand; None for one that is still to be read, or read again."""
        loaded = self._loaded.get(patient)
        return None if loaded is None else loaded[0].version

    def forget(self) -> None:
        """Cases are read again from now on: they may have been added to."""
        self._loaded = {}

    def put_back(self, reel: Reel) -> None:
        """Have a case at hand again that was read before: it could not be read anew."""
        self._loaded.setdefault(reel.patient, (reel.case, reel))

    def found(self, patient: str) -> tuple[int | None, Cursor]:
        """The month at which a replay begins, None for the first, and how it is looked at."""
        if patient not in self.left:
            kept = self._recalled(patient)
            self._kept[patient] = kept
            self._recalled_from_before.add(patient)
            self._bookmarks.setdefault(patient, kept.bookmarks)
            span = kept.span if kept.span in SPANS else None
            cursor = Cursor(known=kept.known, span=span, marker=kept.marker, reference=kept.reference)
            self.left[patient] = (kept.month, cursor)
        month, cursor = self.left[patient]
        asked, self.month = self.month, None
        return month if asked is None else asked, cursor

    def as_left(self, patient: str, month: int, first: int) -> str:
        """How an earlier session left a case, said once; empty where it is looked at as for the first time.

        Args:
            patient: Whose case.
            month: The one that is shown.
            first: The first one of the case.
        """
        if patient not in self._recalled_from_before:
            return ""
        self._recalled_from_before.discard(patient)
        kept = self._kept[patient]
        back = [f"M{month}"] if month == kept.month != first else []
        said = ", ".join([*back, *kept.unusual()])
        return f"as you left it: {said}{f'; g to M{first}' * len(back)}" if said else ""

    def leave(self, patient: str, month: int, cursor: Cursor) -> None:
        """Remember where a replay stands and how it is looked at."""
        self.left[patient] = (month, replace(cursor, event=None, read=0, day=None))
        if self._memory is not None:
            kept = Kept(
                month=month,
                known=cursor.known,
                span=cursor.span,
                marker=cursor.marker,
                reference=cursor.reference,
                bookmarks=self.bookmarks(patient),
            )
            if kept != self._kept.get(patient):
                self._kept[patient] = kept
                self._memory.keep(patient, to_builtins(kept))

    def _recalled(self, patient: str) -> Kept:
        try:
            return convert({} if self._memory is None else self._memory.recall(patient), Kept)
        except ValidationError:
            return Kept()

    def bookmarks(self, patient: str) -> tuple[int, ...]:
        """The months with a bookmark, in order."""
        return self._bookmarks.get(patient, ())

    def bookmark(self, patient: str, month: int) -> bool:
        """Set a bookmark, or take away the one that is there; whether there is one now."""
        marked = set(self.bookmarks(patient)) ^ {month}
        self._bookmarks[patient] = tuple(sorted(marked))
        return month in marked
