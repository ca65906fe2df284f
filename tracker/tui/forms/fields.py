"""The lines of a form as widgets: a label and what is typed, or the head of a group. Refuses markup in what they show."""

from collections.abc import Sequence

from rich.text import Text
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Input, Static, TextArea

from tracker.decisions.filled import FormLine
from tracker.decisions.form import FieldKind
from tracker.tui import palette
from tracker.tui.grid import clean
from tracker.values.counts import counted

_LABEL = 27
"""Columns of a label."""
_LONG_ROWS = 3


class Rows(VerticalScroll, can_focus=False, inherit_bindings=False):
    """The lines; arrows move in what is offered, and the lines follow the field that is typed into."""

    DEFAULT_CSS = f"""
    Rows {{ scrollbar-size-vertical: 1; background: {palette.PAGE}; padding: 0 1; }}
    Rows Horizontal {{ height: auto; }}
    Rows .label {{ width: {_LABEL}; height: 1; color: {palette.GRAY}; }}
    Rows .label.-required {{ color: {palette.WHITE}; }}
    Rows .label.-wrong {{ color: {palette.WORSE.fg}; text-style: bold; }}
    Rows Head {{ width: 1fr; height: 1; color: {palette.TITLE.fg}; }}
    Rows Head.-wrong {{ color: {palette.WORSE.fg}; text-style: bold; }}
    Rows Head:focus {{ background: {palette.SELECTED_BG}; }}
    Rows Typed, Rows Written {{
        width: 1fr; background: {palette.FOOTER}; color: {palette.WHITE}; border: none; padding: 0;
        background-tint: {palette.PAGE} 0%;
    }}
    Rows Typed {{ height: 1; }}
    Rows Written {{ height: {_LONG_ROWS}; }}
    Rows Typed:focus, Rows Written:focus {{ background: {palette.SELECTED_BG}; border: none; }}
    """


class Typed(Input):
    """A field of one line."""

    def __init__(self, line: FormLine) -> None:
        super().__init__(line.text, placeholder=_placeholder(line), compact=True, select_on_focus=False)
        self.line = line

    @property
    def said(self) -> str:
        """What is typed."""
        return self.value


class Written(TextArea):
    """A field for more than a line."""

    def __init__(self, line: FormLine) -> None:
        super().__init__(line.text, soft_wrap=True, tab_behavior="focus", compact=True, highlight_cursor_line=False)
        self.line = line

    @property
    def said(self) -> str:
        """What is typed."""
        return self.text


class Head(Static):
    """What heads a group; that of a repeated one takes the focus, so that an entry can be added to it."""

    def __init__(self, line: FormLine) -> None:
        super().__init__(_head(line))
        self.line = line
        self.can_focus = line.entries is not None

    def become(self, line: FormLine) -> None:
        """Head what a line like it heads."""
        self.line = line
        self.update(_head(line))

    def stands_for(self, line: FormLine) -> bool:
        """Whether it can become the line."""
        return line.heads and (self.line.entries is None) == (line.entries is None) and _alike(self.line, line)

    def mark(self, *, wrong: bool) -> None:
        """Show that something is wrong with what it heads, or is no more."""
        self.set_class(wrong, "-wrong")


class Asked(Horizontal):
    """A label and the field beside it."""

    def __init__(self, line: FormLine) -> None:
        long = line.field.kind is FieldKind.LONG or "\n" in line.text
        self.editor = Written(line) if long else Typed(line)
        self._label = Static(_label(line), classes=f"label{' -required' if line.field.required else ''}")
        super().__init__(self._label, self.editor)

    def become(self, line: FormLine) -> None:
        """Stand for a line like it, in another place of the form."""
        if line.label != self.editor.line.label:
            self._label.update(_label(line))
        self.editor.line = line

    def stands_for(self, line: FormLine) -> bool:
        """Whether it can become the line: the same field of another entry, with the same text."""
        return not line.heads and self.editor.said == line.text and _alike(self.editor.line, line)

    def mark(self, *, wrong: bool) -> None:
        """Show that something is wrong with it, or is no more."""
        self._label.set_class(wrong, "-wrong")


Editor = Typed | Written | Head
"""What a line of a form is filled in with."""

Row = Asked | Head
"""The widget of a line."""


def row_of(line: FormLine) -> Row:
    """The widget of a line."""
    return Head(line) if line.heads else Asked(line)


def editor_of(row: Row) -> Editor:
    """What takes the focus in a row."""
    return row.editor if isinstance(row, Asked) else row


def shared(rows: Sequence[Row], lines: Sequence[FormLine]) -> int:
    """How many of the rows can become the lines, one after the other from the beginning."""
    pairs = enumerate(zip(rows, lines, strict=False))
    return next((place for place, (row, line) in pairs if not row.stands_for(line)), min(len(rows), len(lines)))


def _alike(one: FormLine, other: FormLine) -> bool:
    return one.field is other.field and one.depth == other.depth


def _label(line: FormLine) -> Text:
    sign = " *" if line.field.required and not line.field.repeated else ""
    room = _LABEL - 1 - 2 * line.depth - len(sign)
    return Text(f"{'  ' * line.depth}{clean(line.label)[:room]}{sign}", no_wrap=True)


def _head(line: FormLine) -> Text:
    text = Text(f"{'  ' * line.depth}{clean(line.label)}", no_wrap=True)
    if line.entries is not None:
        count = "none" if not line.entries else counted(line.entries, "entry", "entries")
        text.append(f"  {count} · ^n adds", style=palette.GRAY)
    return text


def _placeholder(line: FormLine) -> str:
    default = line.field.default
    return f"{default} if left out" if default and not line.field.filled else ""
