"""A screen that moves a cursor over a reel: commands that step, select an event and look at a month another way.

Refuses to load, to fold and to move nothing without saying so.
"""

from abc import abstractmethod
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from tracker.decisions.refused import Refused, Unavailable
from tracker.tui.cut import Future, knowing
from tracker.tui.desk import Desk
from tracker.tui.focus import at_nothing
from tracker.tui.kinds import Kind, kinds_of_case
from tracker.tui.library import News
from tracker.tui.provenance import ProvenanceScreen
from tracker.tui.reel import Cursor, Reel
from tracker.tui.watching import Watching, said_of
from tracker.tui.workbench import shown_as_before


class Stepping(Watching):
    """The moves over a loaded case."""

    def __init__(self, desk: Desk, cursor: Cursor) -> None:
        super().__init__(desk)
        self._reel: Reel | None = None
        self._cursor = cursor
        self._said = ""
        self._drawn = False
        self._month: int | None = None
        """Where to stand once the case is read; None where it stands, at first the first month."""
        self._news: Sequence[News] = ()
        """Why the case is read again, to be said once it is."""
        self._trouble = ""

    @abstractmethod
    def _load(self) -> object:
        """Read the case in a worker."""

    @property
    def reel(self) -> Reel | None:
        """The loaded case."""
        return self._reel

    @property
    def cursor(self) -> Cursor:
        """Where the replay stands."""
        return self._cursor

    @property
    def shown_patients(self) -> tuple[str, ...]:
        """Whose case is shown; nobody's until it is loaded."""
        return () if self._reel is None else (self._reel.patient,)

    def take_in(self, news: Sequence[News]) -> None:
        """Read the case again, and stay where the screen stands."""
        self.reload(None)
        self._news = news

    def reload(self, month: int | None) -> None:
        """Read the case again, and stand at a month; None stays where it stands."""
        self._month, self._news = month, ()
        self.desk.forget()
        self._load()

    def _refuse(self, refusal: Refused | ValueError) -> None:
        """Say why there is no case, or none any more; where it only could not be reached, what was read before stays."""
        if self._reel is not None and isinstance(refusal, Unavailable):
            self._news = ()
            self.desk.put_back(self._reel)
            self.say(shown_as_before(refusal))
            return
        self._trouble, self._reel = str(refusal), None
        self.redraw()

    def _stand(self, reel: Reel) -> None:
        """Take a case that was read; for what others recorded, with the same line selected where the month still has it."""
        before, news, key, stood = self._reel, self._news, self._selected, self._cursor
        self._reel, self._news = reel, ()
        if before is not None:
            month = before.sheet(self._cursor).month if self._month is None else self._month
            # The months read anew may list other events, and fewer: a number among the old ones names nothing in them.
            cursor = self._cursor if news and key is None else at_nothing(self._cursor)
            self._cursor = replace(cursor, index=reel.index_of(month))
            if news and key is not None:
                self._cursor = reel.selecting(self._cursor, key)
        elif self._month is not None:
            self._cursor = replace(self._cursor, index=reel.index_of(self._month))
        self._greet()
        if news:
            # Each is asked where the screen stood over it: a month has another number where the record begins earlier now.
            told = [(each, at) for each, at in ((before, stood), (reel, self._cursor)) if each is not None]
            self._said = said_of(news, lambda name: any(each.tells(at, name) for each, at in told))

    @property
    def _selected(self) -> str | None:
        """The key of the selected event."""
        if self._reel is None or self._cursor.event is None:
            return None
        return self._reel.sheet(self._cursor).events[self._cursor.event].key

    def show(self, cursor: Cursor, said: str = "") -> None:
        """Stand somewhere else; drawing waits until the keys that are already there have been taken."""
        self._cursor, self._said = cursor, said
        if not self._drawn:
            self._drawn = True
            self.call_later(self.redraw)

    def _greet(self) -> None:
        """Say how the case was left, where an earlier session left it otherwise than it begins."""
        if self._reel is not None:
            month, first = self._reel.sheet(self._cursor).month, self._reel.now[0].month
            self._said = self.desk.as_left(self._reel.patient, month, first) or self._said

    def say(self, sentence: str) -> None:
        """Say something where the case is, and move nothing."""
        self.show(self._cursor, sentence)

    def offered(self) -> tuple[Kind, ...]:
        """The month, the figure and the replay as files."""
        return () if self._reel is None else kinds_of_case(self._reel, self._cursor, self.desk)

    def who_is_shown(self) -> Iterator[str]:
        """The case as far as the month tells who it is."""
        if self._reel is not None:
            identity = self._reel.sheet(self._cursor).identity
            yield f"{self._reel.patient}  {identity.removeprefix(self._reel.patient).strip()}".rstrip()

    def treatments_shown(self) -> Iterator[str]:
        """Those of the case that have begun, or all where the future is drawn."""
        if self._reel is not None:
            cut = self._reel.cut(self._cursor)
            yield from (band.label for band in self._reel.picture.bands if cut.begins(band))

    def redraw(self) -> None:
        """Draw every part that is shown."""
        self._drawn = False
        super().redraw()

    def _step(self, cursor: Cursor, otherwise: str) -> None:
        """Go there, or say why there is no way."""
        self.show(cursor, otherwise if cursor == self._cursor else "")

    def move(self, months: int) -> None:
        """Some months on or back."""
        if self._reel is not None:
            self._step(self._reel.moved(self._cursor, months), "last month" if months > 0 else "first month")

    def action_next_month(self) -> None:
        """One month on."""
        self.move(1)

    def action_previous_month(self) -> None:
        """One month back."""
        self.move(-1)

    def action_year_on(self) -> None:
        """Twelve months on."""
        self.move(12)

    def action_year_back(self) -> None:
        """Twelve months back."""
        self.move(-12)

    def action_first(self) -> None:
        """To the first month."""
        self.move(-self._cursor.index)

    def action_last(self) -> None:
        """To the last month."""
        self.move(len(self._reel.now) if self._reel is not None else 0)

    def action_next_event(self) -> None:
        """To the next event."""
        if self._reel is not None:
            self._step(self._reel.to_event(self._cursor), "last event")

    def action_previous_event(self) -> None:
        """To the event before."""
        if self._reel is not None:
            self._step(self._reel.to_event(self._cursor, back=True), "first event")

    def action_next_milestone(self) -> None:
        """To the next milestone."""
        if self._reel is not None:
            self._step(self._reel.to_milestone(self._cursor), "last milestone")

    def action_previous_milestone(self) -> None:
        """To the milestone before."""
        if self._reel is not None:
            self._step(self._reel.to_milestone(self._cursor, back=True), "first milestone")

    def _tell(self, about: str, keys: tuple[str, ...]) -> None:
        """Where facts come from."""
        if self._reel is None:
            return
        try:
            told = self._reel.behind(self._cursor, keys)
        except Refused as refusal:
            self.say(str(refusal))
            return
        if told:
            whole = self._cursor.future is not Future.HIDDEN and not self._cursor.known
            self.app.push_screen(ProvenanceScreen(self.desk.glyphs, about, told, whole=whole))
        else:
            self.show(self._cursor, f"{keys[0]} does not stand any more")

    def action_future(self) -> None:
        """Hidden, ghost, shown."""
        following = self._cursor.future.following
        self.show(replace(self._cursor, future=following), following.says)

    def action_known(self) -> None:
        """Known then, or as corrected now."""
        known = not self._cursor.known
        said = knowing(known=known)
        self.show(replace(self._cursor, known=known, event=None, read=0), said)
