"""The fields of a form, what is offered for the one in hand, and its draft. Refuses to know what the form is for.

What is typed is kept as a draft a moment after it is typed, and at once when the form is closed.
"""

from textual import events
from textual.containers import Container, Vertical
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Input, OptionList, TextArea

from tracker.decisions import filled as fill
from tracker.decisions.form import Aim, FieldKind, Option, Path, Values
from tracker.decisions.refused import Refused
from tracker.tui import palette
from tracker.tui.forms.choices import Choices, completes
from tracker.tui.forms.clerk import Clerk, Entering, Recorded
from tracker.tui.forms.fields import Editor, Head, Row, Rows, Typed, Written, editor_of, row_of, shared
from tracker.tui.forms.overlay import Overlay
from tracker.tui.grid import Grid
from tracker.tui.lines import Lines
from tracker.tui.panels import flow

_KEPT_AFTER = 0.4
"""Seconds after the last key until the draft is kept."""
_KEEPS = "↓ takes what is offered, enter keeps what is typed."


class Editing(Overlay[Recorded | None]):
    """The fields of one form."""

    DEFAULT_CSS = f"""
    Editing #form {{ layout: horizontal; height: 1fr; }}
    Editing.-narrow #form {{ layout: vertical; }}
    Editing Rows {{ width: 1fr; height: 1fr; }}
    Editing #aside {{ width: 54; height: 1fr; border-left: solid {palette.FAINT_GRAY}; }}
    Editing.-narrow #aside {{ width: 1fr; height: 9; border-left: none; border-top: solid {palette.FAINT_GRAY}; }}
    Editing #meaning {{ height: 5; }}
    Editing.-narrow #meaning {{ height: 3; }}
    """

    def __init__(self, clerk: Clerk, patient: str, aim: Aim, month: int | None = None) -> None:
        """Take what the form is for.

        Args:
            clerk: Who records.
            patient: Whose record.
            aim: What is to be done.
            month: That is looked at.
        """
        super().__init__()
        self._clerk, self._patient, self._aim = clerk, patient, aim
        self._month = month
        self._entering: Entering | None = None
        self._values: Values = {}
        self._rows: list[Row] = []
        self._editors: dict[Path, Editor] = {}
        self._saving: Timer | None = None

    @property
    def values(self) -> Values:
        """What is filled in."""
        return self._values

    def heading(self) -> tuple[str, str]:
        """What is done to whose record, and whether a draft was taken up."""
        title = f"{self._aim.verb.value} {self._aim.subject} · {self._patient}"
        entering = self._entering
        if entering is None:
            return title, "opening the form"
        more = f"draft of {entering.kept_at}; ^l drops it" if entering.kept_at else entering.form.says
        return title, more

    def body(self) -> tuple[Widget, ...]:
        """The fields, and beside or below them what the one in hand means and what is offered for it."""
        aside = Vertical(Lines(self._draw_meaning, id="meaning"), Choices(id="offered"), id="aside")
        return (Container(Rows(id="rows"), aside, id="form"),)

    async def on_mount(self) -> None:
        """Open the form at once: nothing else can be done here before."""
        try:
            self._entering = self._clerk.open(self._patient, self._aim, self._month)
        except Refused as refusal:
            self.say(str(refusal), alarming=True)
            return
        self._values = self._entering.values
        meanwhile = self._entering.meanwhile
        await self._lay_out(None)
        if meanwhile.says:
            self.say(meanwhile.says, alarming=True)
            for path in meanwhile.both:
                if path in self._editors:
                    self._mark(path, wrong=True)

    async def _lay_out(self, focus: Path | None) -> None:
        """Bring the lines into order, and go to one of them, or to the first one that is to be filled in.

        Lines that are there already stay; what a form gains or loses is in one place.
        """
        if self._entering is None:
            return
        rows, lines = self.query_one(Rows), list(fill.lines_of(self._entering.form.fields, self._values))
        old = self._rows
        head = shared(old, lines)
        tail = shared(old[head:][::-1], lines[head:][::-1])
        for row, line in zip(
            (*old[:head], *old[len(old) - tail :]), (*lines[:head], *lines[len(lines) - tail :]), strict=True
        ):
            row.become(line)
        gone, new = old[head : len(old) - tail], [row_of(line) for line in lines[head : len(lines) - tail]]
        self._rows = [*old[:head], *new, *old[len(old) - tail :]]
        self._editors = {editor.line.path: editor for editor in map(editor_of, self._rows)}
        with self.app.batch_update():
            await rows.remove_children(gone)
            await rows.mount_all(new, before=old[len(old) - tail] if tail else None)
        aimed = self._editors.get(focus) if focus is not None else None
        (aimed or self._first()).focus()
        self.redraw()

    def _first(self) -> Editor:
        """The first field that must be filled in and is not, else the first one."""
        typed = [editor for editor in self._editors.values() if not isinstance(editor, Head)]
        needed = (editor for editor in typed if editor.line.field.required and not editor.said)
        return next(needed, typed[0])

    @property
    def _editor(self) -> Editor | None:
        """The line in hand."""
        focused = self.focused
        return focused if isinstance(focused, Typed | Written | Head) else None

    def on_descendant_focus(self, _: events.DescendantFocus) -> None:
        """Another field, other things to offer."""
        self._offer()
        self.query_one("#meaning", Lines).redraw()

    def _offer(self) -> None:
        editor, choices = self._editor, self.query_one(Choices)
        if editor is None or self._entering is None or isinstance(editor, Head):
            choices.offer(())
            return
        line = editor.line
        found = self._entering.complete(line.field, fill.beside(self._values, line.path), editor.said)
        same = next((place for place, option in enumerate(found) if option.text == editor.said), None)
        choices.offer(found, 0 if same is None and completes(line.field, editor.said, found) else same)

    @property
    def _undecided(self) -> bool:
        """Whether something is offered and nothing of it chosen."""
        choices = self.query_one(Choices)
        return choices.chosen is None and choices.option_count > 0

    def _draw_meaning(self, grid: Grid) -> None:
        editor = self._editor
        if editor is None:
            return
        field = editor.line.field
        expects = f"Expects {field.expects}." if field.expects and field.kind is not FieldKind.TIME else ""
        keeps = _KEEPS if isinstance(editor, Typed) and editor.said and self._undecided else ""
        pieces = [(field.help, palette.TEXT), (expects, palette.QUIET), (keeps, palette.CURSOR)]
        rows = flow([piece for piece in pieces if piece[0]], grid.width - 2)
        for y, row in enumerate(rows[: grid.height]):
            for x, text, paint in row:
                grid.put(x + 1, y, text, paint)

    def on_key(self, event: events.Key) -> None:
        """What is typed on the head of a group goes nowhere, and must not be thought to."""
        if isinstance(self._editor, Head) and event.is_printable:
            self.say("this line heads a group and takes no text: ^n adds an entry", alarming=True)

    def on_input_changed(self, message: Input.Changed) -> None:
        """What is typed is part of the form."""
        if isinstance(message.input, Typed):
            self._typed(message.input)

    def on_text_area_changed(self, message: TextArea.Changed) -> None:
        """As above."""
        if isinstance(message.text_area, Written):
            self._typed(message.text_area)

    def _typed(self, editor: Typed | Written) -> None:
        path = editor.line.path
        if self._editors.get(path) is not editor or fill.at(self._values, path) == editor.said:
            return
        self._values = fill.put(self._values, path, editor.said)
        self._mark(path, wrong=False)
        if self.matter:
            self.say("")
        self._offer()
        self.query_one("#meaning", Lines).redraw()
        self._keep_soon()

    def _keep_soon(self) -> None:
        if self._saving is not None:
            self._saving.stop()
        self._saving = self.set_timer(_KEPT_AFTER, self._keep)

    def _keep(self) -> None:
        if self._saving is not None:
            self._saving.stop()
            self._saving = None
        if self._entering is not None and (trouble := self._entering.keep(self._values)):
            self.say(trouble, alarming=True)

    def on_input_submitted(self) -> None:
        """Enter in a line takes what is offered."""
        self.action_accept()

    def on_option_list_option_selected(self, message: OptionList.OptionSelected) -> None:
        """Pressing what is offered takes it."""
        self._take(self.query_one(Choices).at(message.option_index))

    def action_accept(self) -> None:
        """Take what is chosen of what is offered, and go to the next field."""
        chosen = self.query_one(Choices).chosen
        if chosen is not None:
            self._take(chosen)
        else:
            self.focus_next()

    def _take(self, option: Option) -> None:
        editor, text = self._editor, option.text
        if not isinstance(editor, Typed):
            self.focus_next()
            return
        changed = editor.value != text
        editor.value = text
        editor.cursor_position = len(text)
        if not (changed and option.pattern):
            self.focus_next()

    def action_option_down(self) -> None:
        """The next of what is offered."""
        self._step(1)

    def action_option_up(self) -> None:
        """The one before."""
        self._step(-1)

    def _step(self, by: int) -> None:
        self.query_one(Choices).step(by)
        self.query_one("#meaning", Lines).redraw()

    def action_next_field(self) -> None:
        """The next field, whatever is offered for this one."""
        self.focus_next()

    def action_previous_field(self) -> None:
        """The field before."""
        self.focus_previous()

    async def action_add_entry(self) -> None:
        """Add an entry to the group in hand."""
        found = self._group()
        if found is None:
            self.say("nothing here has entries; go to a line that says ^n adds")
            return
        path, place = found
        head = self._editors[path]
        place = head.line.entries or 0 if place is None else place + 1
        self._values = fill.with_entry(self._values, path, head.line.field, place)
        await self._lay_out(self._within((*path, place)))
        self._keep_soon()

    async def action_remove_entry(self) -> None:
        """Take the entry in hand out of its group."""
        found = self._group()
        if found is None or found[1] is None:
            self.say("go to a field of the entry that is to go, then ^t")
            return
        path, place = found
        self._values = fill.without_entry(self._values, path, place or 0)
        await self._lay_out(path)
        self._keep_soon()

    def _group(self) -> tuple[Path, int | None] | None:
        """The repeated field that the line in hand belongs to, and which entry of it."""
        editor = self._editor
        if editor is None:
            return None
        path = editor.line.path
        if editor.line.entries is not None:
            return path, None
        for length in range(len(path), 0, -1):
            place = path[length - 1]
            if isinstance(place, int):
                return path[: length - 1], place
        return None

    def _within(self, path: Path) -> Path | None:
        """The first line of an entry that can be filled in."""
        lines = () if self._entering is None else fill.lines_of(self._entering.form.fields, self._values)
        return next((line.path for line in lines if not line.heads and line.path[: len(path)] == path), None)

    def _mark(self, path: Path, *, wrong: bool) -> None:
        """Show that something is wrong with a field, or is no more."""
        editor = self._editors[path]
        row = editor if isinstance(editor, Head) else editor.parent
        if isinstance(row, Row):
            row.mark(wrong=wrong)
