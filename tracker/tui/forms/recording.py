"""A replay that can be written into: what to record or correct, its form, and the case as it is then.

Refuses to open a form where the replay was opened for reading, and says how to open it for writing.
"""

from collections.abc import Callable, Sequence
from functools import partial

from tracker.decisions.form import Aim, Offer
from tracker.tui.forms.clerk import Recorded
from tracker.tui.stepping import Stepping

READING = "opened for reading; `tracker replay --write` opens it for writing"


class Recording(Stepping):
    """Recording and correcting, beside the moves over a loaded case."""

    patient: str

    def action_record(self) -> None:
        """Choose what to record."""
        clerk = self.desk.tools.clerk
        if clerk is None:
            self.show(self.cursor, READING)
            return
        self._choose(f"record · {self.patient}", partial(clerk.types, self.patient))

    def action_correct(self) -> None:
        """Choose how to correct the selected event."""
        clerk, key = self.desk.tools.clerk, self._selected
        if clerk is None:
            self.show(self.cursor, READING)
        elif key is None:
            self.show(self.cursor, "] selects an event, then x corrects it")
        else:
            self._choose(f"correct {key} · {self.patient}", partial(clerk.corrections, self.patient, key))

    def _choose(self, title: str, offers: Callable[[], Sequence[Offer]]) -> None:
        from tracker.tui.forms.chooser import Chooser  # noqa: PLC0415 - a replay for reading has no forms

        self.app.push_screen(Chooser(title, offers), self._aimed)

    def _aimed(self, aim: Aim | None) -> None:
        if aim is not None and self.desk.tools.clerk is not None:
            from tracker.tui.forms.form import FormScreen  # noqa: PLC0415 - as above

            month = None if self._reel is None else self._reel.sheet(self.cursor).month
            self.app.push_screen(FormScreen(self.desk.tools.clerk, self.patient, aim, month), self._recorded)

    def _recorded(self, recorded: Recorded | None) -> None:
        if recorded is not None:
            self.show(self.cursor, recorded.says)
            self.reload(recorded.month)
