"""An editor for SQL in the colors of the screens. Refuses keys that lead away, other than tab and escape."""

from rich.style import Style
from textual.widgets import TextArea
from textual.widgets.text_area import TextAreaTheme

from tracker.tui import palette

_THEME = TextAreaTheme(
    name="tracker",
    base_style=Style(color=palette.WHITE, bgcolor=palette.PAGE),
    cursor_style=Style(color=palette.BLACK, bgcolor=palette.YELLOW),
    cursor_line_style=Style(bgcolor=palette.FOOTER),
    selection_style=Style(bgcolor=palette.SELECTED_BG),
    syntax_styles={
        "keyword": Style(color=palette.SKY, bold=True),
        "string": Style(color=palette.GREEN),
        "number": Style(color=palette.ORANGE),
        "comment": Style(color=palette.GRAY),
        "function.call": Style(color=palette.PURPLE),
        "type": Style(color=palette.YELLOW),
    },
)


class Editor(TextArea):
    """Where a query is written."""

    def __init__(self, text: str, *, id: str) -> None:  # noqa: A002 - the name Textual gives it
        super().__init__(text, language="sql", tab_behavior="focus", show_line_numbers=False, id=id)
        self.register_theme(_THEME)
        self.theme = "tracker"
        self.cursor_blink = False

    def write_anew(self, text: str) -> None:
        """Another text in the place of the whole one, which `^z` brings back."""
        self.replace(text, self.document.start, self.document.end)
        self.move_cursor(self.document.end)

    def insert_name(self, name: str) -> None:
        """Write a name at the cursor, a blank apart from a word that ends or begins there."""
        row, column = self.cursor_location
        line = self.document.get_line(row)
        before = " " if column and _of_a_word(line[column - 1]) else ""
        after = " " if column < len(line) and _of_a_word(line[column]) else ""
        self.insert(f"{before}{name}{after}")


def _of_a_word(sign: str) -> bool:
    """Whether a name beside it would run into it; a bracket, a dot or a comma keeps them apart."""
    return sign.isalnum() or sign in "_*\"'"
