"""A command of the screens: its keys, its sentence, its place in the footer. Refuses to know what any command does."""

from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace


class Place(StrEnum):
    """A screen that commands work on."""

    CASES = "cases"
    REPLAY = "replay"
    TIMELINE = "timeline"
    COMPARE = "compare"
    SQL = "sql"
    AUDIT = "audit"
    FILTER = "filter"
    CHOOSE = "choose"
    HELP = "help"
    PROMPT = "prompt"
    PICKER = "marker list"
    EXPORTS = "export list"
    PROVENANCE = "provenance"
    FINDINGS = "contradictions"
    CHOOSER = "chooser"
    """What to record, what to correct."""
    FORM = "form"
    PREVIEW = "preview"
    """What a form would change."""

    @property
    def modal(self) -> bool:
        """Whether it lies over another screen and may hold an input, whose keys are its own."""
        return self not in _SCREENS


_SCREENS = frozenset({Place.CASES, Place.REPLAY, Place.TIMELINE, Place.COMPARE, Place.SQL, Place.AUDIT})


class Command(Struct, frozen=True, kw_only=True):
    """Something a key does."""

    action: str
    keys: tuple[str, ...]
    """Names as Textual has them."""
    shown: str
    """The keys as the help shows them."""
    help: str
    places: tuple[Place, ...]
    footer: str = ""
    """The word in the footer; neighbors with one word share it. Empty: not in the footer."""
    gives_way: int = 0
    """Who leaves a narrow footer: the highest first, 0 never before all others have."""
    writes: bool = False
    """It opens what records, and so needs a replay that was opened with `--write`."""

    @property
    def first_shown(self) -> str:
        """The key as the footer shows it."""
        return self.shown.split(" ")[0]


_NAMES = {
    "←": "left", "→": "right", "↑": "up", "↓": "down", "esc": "escape", "[": "left_square_bracket",
    "]": "right_square_bracket", "{": "left_curly_bracket", "}": "right_curly_bracket", "<": "less_than_sign",
    ">": "greater_than_sign", "?": "question_mark", "!": "exclamation_mark", ":": "colon", "/": "slash",
    ".": "full_stop", ",": "comma", "'": "apostrophe", "PgDn": "pagedown", "PgUp": "pageup", "+": "plus",
    "=": "equals_sign", "(": "left_parenthesis", ")": "right_parenthesis", "-": "minus", "_": "underscore",
}  # fmt: skip
"""A key as people know it, to its name in Textual."""


def key_name(shown: str) -> str:
    """The name that Textual has for a key as the help shows it.

    >>> key_name("^p"), key_name("["), key_name("Home"), key_name("G")
    ('ctrl+p', 'left_square_bracket', 'home', 'G')
    """
    if len(shown) > 1 and shown.startswith("^"):
        return f"ctrl+{key_name(shown[1:])}"
    return _NAMES.get(shown) or (shown if len(shown) == 1 else shown.lower())


def command(  # noqa: PLR0913, PLR0917 - a line of the table has that many columns
    action: str, shown: str, says: str, places: tuple[Place, ...], footer: str = "", gives_way: int = 0
) -> Command:
    """A line of the table; the keys are what is shown, separated by blanks."""
    keys = tuple(map(key_name, shown.split(" ")))
    return Command(action=action, keys=keys, shown=shown, help=says, places=places, footer=footer, gives_way=gives_way)


def writing(its: Command) -> Command:
    """The same line of the table, of a command that needs `--write`."""
    return replace(its, writes=True)
