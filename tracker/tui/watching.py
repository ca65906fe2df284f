"""A screen that shows cases which others may change while it is open: it notices, takes the news in, and says so.

The log is asked every few seconds, in a thread of its own, never for a key. Refuses to change what lies under a form, a
prompt or a picture: it waits until the screen is the one in hand again.
"""

from abc import abstractmethod
from collections.abc import Callable, Mapping, Sequence

from textual import work

from tracker.decisions.refused import Refused
from tracker.tui.desk import Desk
from tracker.tui.exporting import Exporting
from tracker.tui.library import News
from tracker.tui.workbench import SECONDS, shown_as_before
from tracker.values.counts import counted

_MOST = 3
"""Facts that are named in one line."""


class Watching(Exporting):
    """A screen over one case or two."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._looking = False

    @property
    @abstractmethod
    def shown_patients(self) -> tuple[str, ...]:
        """Whose cases are shown; nobody's until they are loaded."""

    @abstractmethod
    def take_in(self, news: Sequence[News]) -> None:
        """Read the cases again, stay where the screen stands, and say what is new."""

    def on_mount(self) -> None:
        """Look again and again."""
        self.set_interval(SECONDS, self.look)

    def on_screen_resume(self) -> None:
        """Behind another screen nobody looked."""
        self.look()

    def look(self) -> None:
        """Look whether somebody recorded something, where it could be taken in."""
        at_hand = {patient: self.desk.version(patient) for patient in self.shown_patients}
        if at_hand and not self._looking and not self.writing and self.is_active:
            self._looking = True
            self._read_news(at_hand)

    @work(thread=True, group="news")
    def _read_news(self, at_hand: Mapping[str, int | None]) -> None:
        since = self.desk.library.since
        try:
            news = [
                each for patient, version in at_hand.items() if version is not None for each in since(patient, version)
            ]
        except Refused as refusal:
            self.hand_over(self.say, shown_as_before(refusal))
        else:
            if news:
                self.hand_over(self._notice, at_hand, news)
        finally:
            self._looking = False

    def _notice(self, at_hand: Mapping[str, int | None], news: Sequence[News]) -> None:
        """Take it in, unless the case is being read again already, as after what was recorded here."""
        if self.is_active and all(self.desk.version(patient) == version for patient, version in at_hand.items()):
            self.take_in(news)


def said_of(news: Sequence[News], is_told: Callable[[str], bool]) -> str:
    """What somebody recorded, in a line.

    Args:
        news: What was recorded.
        is_told: Whether a fact may be named: one of a month still to come would tell of it.
    """
    people = " and ".join(dict.fromkeys(each.by for each in news))
    named = list(dict.fromkeys(f"{each.subject} {each.done}" for each in news if is_told(each.subject)))
    shown, rest = named[:_MOST], len({each.subject for each in news if not is_told(each.subject)})
    rest += len(named) - len(shown)
    more = [counted(rest, "other change" if shown else "change")] if rest else []
    return f"new, by {people}: {', '.join([*shown, *more])}"
