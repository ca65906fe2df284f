"""A form: what it would change, what is wrong with it, and closing it. Refuses to record by itself."""

from collections.abc import Sequence
from typing import ClassVar

from textual import events, work

from tracker.decisions.form import Aim, Complaint, Path, Values, left_out, shown_path, without_blanks
from tracker.decisions.refused import Refused
from tracker.tui.command import Place
from tracker.tui.commands import bindings_of
from tracker.tui.forms.clerk import Clerk, Entering, Outlook, Recorded
from tracker.tui.forms.editing import Editing
from tracker.tui.forms.preview import Preview


class FormScreen(Editing):
    """One form."""

    PLACE = Place.FORM
    BINDINGS: ClassVar = bindings_of(Place.FORM)

    def __init__(self, clerk: Clerk, patient: str, aim: Aim, month: int | None = None) -> None:
        super().__init__(clerk, patient, aim, month)
        self._busy = False
        self._clearing = False
        """Whether the key that drops the draft was pressed, and nothing else since."""
        self._left_out: tuple[Path, ...] = ()

    async def action_clear_form(self) -> None:
        """Let go of the draft and begin again."""
        if self._entering is None:
            return
        if not self._clearing and self._values != self._entering.standing:
            self.say("^l again drops what is typed here for good; typing on keeps it", alarming=True)
            self._clearing = True
            return
        if self._saving is not None:
            self._saving.stop()
        self._values = self._entering.discard()
        self.say("the draft is gone")
        await self._lay_out(None)

    def on_descendant_focus(self, _: events.DescendantFocus) -> None:
        """Whoever goes on to another field does not want it dropped."""
        if self._clearing:
            self.say("")

    def say(self, matter: str, *, alarming: bool = False) -> None:
        """Say what is the matter; what is said next takes back the question before it."""
        self._clearing = False
        super().say(matter, alarming=alarming)

    def action_close_form(self) -> None:
        """Close; the draft is kept."""
        self._keep()
        self.dismiss(None)

    async def action_foresee(self) -> None:
        """Look at what the form would change."""
        if self._entering is None or self._busy:
            return
        self._keep()
        self._left_out = left_out(self._entering.form.fields, self._values)
        tidy = without_blanks(self._entering.form.fields, self._values)
        if tidy != self._values:
            editor = self._editor
            self._values = tidy
            await self._lay_out(None if editor is None else editor.line.path)
        self._busy = True
        self.say("looking ahead")
        self._foresee(self._entering, self._values)

    @work(thread=True)
    def _foresee(self, entering: Entering, values: Values) -> None:
        try:
            outlook: Outlook | None = entering.foresee(values)
            trouble = ""
        except Refused as refusal:
            outlook, trouble = None, str(refusal)
        self.app.call_from_thread(self._foreseen, outlook, trouble)

    def _foreseen(self, outlook: Outlook | None, trouble: str) -> None:
        self._busy = False
        self.say(trouble, alarming=bool(trouble))
        if outlook is not None and outlook.complaints:
            self._complain(outlook.complaints)
        elif outlook is not None and self._entering is not None:
            preview = Preview(self._entering, self._values, self.heading()[0], outlook, self._left_out)
            self.app.push_screen(preview, self._looked)

    def _looked(self, done: "Recorded | str | None") -> None:
        """Back from the preview: recorded, refused with a sentence, or closed to go on."""
        if isinstance(done, str):
            self.say(done, alarming=True)
        elif done is not None:
            self.dismiss(done)

    def _complain(self, complaints: Sequence[Complaint]) -> None:
        """Say what is wrong with the first field, and mark all of them."""
        for path in self._editors:
            self._mark(path, wrong=False)
        order = list(self._editors)
        found = [(self._line_of(complaint.path), complaint.message) for complaint in complaints]
        found.sort(key=lambda each: -1 if each[0] is None else order.index(each[0]))
        for wrong, _ in found:
            if wrong is not None:
                self._mark(wrong, wrong=True)
        line, message = found[0]
        where = "" if line is None else f"{shown_path(line)}: "
        self.say(f"{where}{message}{_others([path for path, _ in found[1:]])}", alarming=True)
        if line is not None:
            self._editors[line].focus()

    def _line_of(self, path: Path) -> Path | None:
        """The line that a complaint is about: the deepest one on its way."""
        return next((path[:length] for length in range(len(path), 0, -1) if path[:length] in self._editors), None)


_MOST_OTHERS = 3
"""Fields that are named besides the first."""


def _others(paths: Sequence[Path | None]) -> str:
    """Which other fields something is wrong with, each named once; empty for none."""
    names = list(dict.fromkeys("the form as a whole" if path is None else shown_path(path) for path in paths))
    more = f" and {len(names) - _MOST_OTHERS} more" if len(names) > _MOST_OTHERS else ""
    return f" (also {', '.join(names[:_MOST_OTHERS])}{more})" if names else ""
