"""A list of what is offered, each with what it is. Refuses the focus: it is moved from the field that is typed into."""

from collections.abc import Sequence

from rich.text import Text
from textual.widgets import OptionList
from textual.widgets.option_list import Option as Line

from tracker.decisions.form import Completion, FieldKind, FormField, Option
from tracker.tui import palette
from tracker.tui.grid import clean

MOST = 200
"""Options that are listed; typing narrows them down."""


_CLOSED = frozenset(
    {
        Completion.FACTS,
        Completion.ANCHORS,
        Completion.REGIMENS,
        Completion.COURSES,
        Completion.QUESTIONS,
        Completion.READINGS,
        Completion.UNITS,
    }
)
"""Completions that hold everything that a field may say."""


class Choices(OptionList, can_focus=False):
    """What may be chosen."""

    DEFAULT_CSS = f"""
    Choices {{
        background: {palette.PAGE}; border: none; padding: 0 1; height: 1fr; scrollbar-size-vertical: 1;
        text-wrap: nowrap; text-overflow: ellipsis;
        &>.option-list--option-highlighted {{ background: {palette.SELECTED_BG}; color: {palette.WHITE}; }}
        &:focus {{ border: none; background-tint: {palette.PAGE} 0%; }}
    }}
    """

    def __init__(self, id: str) -> None:  # noqa: A002 - as every widget names it
        super().__init__(id=id, compact=True)
        self._offered: tuple[Option, ...] = ()

    def offer(self, options: Sequence[Option], chosen: int | None = None) -> None:
        """List what is offered, with one of it chosen or none."""
        self._offered = tuple(options[:MOST])
        self.clear_options()
        self.add_options([Line(_line(option)) for option in self._offered])
        self.highlighted = chosen if self._offered else None

    @property
    def chosen(self) -> Option | None:
        """What is chosen."""
        return self._offered[self.highlighted] if self.highlighted is not None and self._offered else None

    def at(self, index: int) -> Option:
        """One of what is offered."""
        return self._offered[index]

    def step(self, by: int) -> None:
        """Choose the next one or the one before; from none the first or the last."""
        if self._offered:
            here = -1 if self.highlighted is None and by > 0 else self.highlighted or 0
            self.highlighted = (here + by) % len(self._offered)


def completes(field: FormField, typed: str, offered: Sequence[Option]) -> bool:
    """Whether the first of what is offered is what was meant: nothing else may stand in the field or begins like it.

    What shows how a time is written is never meant: it would invent a date.
    """
    if not typed.strip() or not offered or offered[0].pattern:
        return False
    begun = [option for option in offered if option.text.casefold().startswith(typed.strip().casefold())]
    if field.kind is FieldKind.TIME:
        return begun == [offered[0]]
    closed = field.kind is FieldKind.CHOICE or field.completion in _CLOSED
    return closed and (begun == [offered[0]] or len(offered) == 1)


def _line(option: Option) -> Text:
    text = Text(clean(option.text), style=palette.WHITE, no_wrap=True, overflow="ellipsis")
    return text.append(f"  {clean(option.says)}" if option.says else "", style=palette.GRAY)
