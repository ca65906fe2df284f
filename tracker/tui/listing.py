"""The list of cases as it is read: its rows, the strips of the lines in sight, both anew once somebody recorded anything.

Refuses to load a case: strips are read by the page, in a worker, when their lines come into sight. Between two looks only the end
of the log is asked for.
"""

from abc import abstractmethod
from collections.abc import Mapping, Sequence

from textual import work

from tracker.decisions.refused import Refused
from tracker.projections.picture import Picture
from tracker.tui.desk import Desk
from tracker.tui.roster import Roster
from tracker.tui.workbench import SECONDS, Workbench, shown_as_before


class Listing(Workbench):
    """A screen over all cases."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._every: tuple[Roster, ...] = ()
        self._strips: dict[str, Picture] = {}
        self._reading: frozenset[str] = frozenset()
        self._loaded = False
        self._head: int | None = None
        """How far the log was read."""
        self._looking = False
        self._said = ""

    @abstractmethod
    def put_in_order(self) -> None:
        """Show the rows that were read."""

    @abstractmethod
    def wanted(self) -> tuple[set[str], Sequence[str]]:
        """Whose strips are needed, and the page of cases to read with them."""

    def on_mount(self) -> None:
        """Look again and again."""
        self.set_interval(SECONDS, self.look)

    def on_screen_resume(self) -> None:
        """Shown, or shown again: a replay may have been left at another month, and cases may have become others."""
        if not self.is_active:
            return  # a replay that was asked for lies over the cases at once, and need not wait for them
        self._looking = True
        self._read(None)
        self.redraw()

    def look(self) -> None:
        """Look whether somebody recorded something, where it could be shown."""
        if not self._looking and self.is_active:
            self._looking = True
            self._read(self._head)

    @work(thread=True, exclusive=True)
    def _read(self, known: int | None) -> None:
        try:
            head = self.desk.library.head()
            rows = None if head == known else tuple(self.desk.library.patients())
        except Refused as refusal:
            self.hand_over(self.say, shown_as_before(refusal) if self._loaded else str(refusal))
        else:
            self.hand_over(self._take, head, rows)
        finally:
            self._looking = False

    def _take(self, head: int, rows: tuple[Roster, ...] | None) -> None:
        if rows is not None:
            if head != self._head:
                # Also those that are being read: they may be of cases that have become others.
                self._strips, self._reading = {}, frozenset()
            self._head, self._every, self._loaded = head, rows, True
            self.put_in_order()
        if self._said:
            self.say("")

    def say(self, sentence: str) -> None:
        """Say something in the footer."""
        self._said = sentence
        self.redraw()

    def redraw(self) -> None:
        """Draw every part, and see to the strips of the lines in sight."""
        super().redraw()
        if self._loaded:
            self._want_strips()

    def _want_strips(self) -> None:
        """Read the strips of a page of cases round the lines in sight, where one of these has none yet."""
        seen, page = self.wanted()
        if seen - self._strips.keys() - self._reading:
            page = [patient for patient in page if patient not in self._strips]
            self._reading = frozenset(page)
            self._read_strips(page)

    @work(thread=True, exclusive=True, group="strips")
    def _read_strips(self, patients: Sequence[str]) -> None:
        try:
            strips = self.desk.library.strips(patients)
        except Refused as refusal:
            self.hand_over(self.say, str(refusal))
        else:
            self.hand_over(self._take_strips, strips)

    def _take_strips(self, strips: Mapping[str, Picture]) -> None:
        self._strips.update(strips)
        self.put_in_order()
