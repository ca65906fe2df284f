"""The lines of a form as widgets: a label and what is typed, or the head of a group. Refuses markup in what they show."""

from rich.text import Text
from textual.containers import Horizontal, VerticalScroll
from textual.widget import Widget
from textual.widgets import Input, Static, TextArea

from tracker.decisions.filled import FormLine
from tracker.decisions.form import FieldKind
from tracker.tui import palette
from tracker.tui.grid import clean

_LABEL = 24
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


Editor = Typed | Written | Head
"""What a line of a form is filled in with."""


def row_of(line: FormLine) -> Widget:
    """The widget of a line."""
    if line.heads:
        return Head(line)
    label = Static(_label(line), classes=f"label{' -required' if line.field.required else ''}")
    long = line.field.kind is FieldKind.LONG or "\n" in line.text
    return Horizontal(label, Written(line) if long else Typed(line))


def _label(line: FormLine) -> Text:
    sign = " *" if line.field.required and not line.field.repeated else ""
    room = _LABEL - 1 - 2 * line.depth - len(sign)
    return Text(f"{'  ' * line.depth}{clean(line.label)[:room]}{sign}", no_wrap=True)


def _head(line: FormLine) -> Text:
    text = Text(f"{'  ' * line.depth}{clean(line.label)}", no_wrap=True)
    if line.entries is not None:
        count = "none" if not line.entries else f"{line.entries}"
        needed = ", needs one" if line.field.at_least_one and not line.entries else ""
        text.append(f"  {count}{needed} · ^n adds", style=palette.GRAY)
    return text


def _placeholder(line: FormLine) -> str:
    default = line.field.default
    return f"{default} if left out" if default and not line.field.filled else ""
