"""Signs and colors of the screens, as said on the command line, in the environment or in the settings. Refuses unknown ones."""

import os
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

import click

from tracker.decisions.refused import Refused

Command = TypeVar("Command", bound=Callable[..., Any])

GLYPHS_VARIABLE = "TRACKER_GLYPHS"
THEME_VARIABLE = "TRACKER_THEME"
NO_COLOR_VARIABLE = "NO_COLOR"
GLYPH_SETS = ("braille", "block", "ascii")
THEMES = ("dark", "light", "contrast", "none")
"""As the screens name them, who are not loaded to say so."""


def look_options(command: Command) -> Command:
    """Add the options for signs and colors."""
    glyphs = click.option(
        "--glyphs",
        type=click.Choice(GLYPH_SETS),
        metavar="SET",
        help=f"The signs that the terminal can show: {', '.join(GLYPH_SETS)} ({GLYPHS_VARIABLE}).",
    )
    theme = click.option(
        "--theme",
        type=click.Choice(THEMES),
        metavar="THEME",
        help=f"The colors: {', '.join(THEMES)} ({THEME_VARIABLE}; none where {NO_COLOR_VARIABLE} is set).",
    )
    return glyphs(theme(command))


def chosen_look(
    glyphs: str | None, theme: str | None, environment: Mapping[str, str] = os.environ, *, on_terminal: bool = False
) -> tuple[str, str]:
    """One of `GLYPH_SETS` and one of `THEMES`: as said, as the environment says, as the settings say, else the first.

    Args:
        glyphs: As said on the command line.
        theme: As said there.
        environment: Of the process.
        on_terminal: It is drawn to a terminal: where the locale has no such signs, ascii comes instead of the first.

    Raises:
        Refused: for what is neither, and for settings that cannot be read.
    """
    from tracker.casebook.config import config_path, read_config  # noqa: PLC0415 - only screens and pictures have a look

    config = read_config(environment)
    settings = str(config_path(environment))
    no_color = "none" if environment.get(NO_COLOR_VARIABLE) else None
    return (
        _first(
            GLYPH_SETS,
            glyphs,
            (GLYPHS_VARIABLE, environment.get(GLYPHS_VARIABLE)),
            (settings, config.glyphs),
            ("the locale", "ascii" if on_terminal and is_plain(environment) else None),
        ),
        _first(
            THEMES,
            theme or (no_color if not environment.get(THEME_VARIABLE) else None),
            (THEME_VARIABLE, environment.get(THEME_VARIABLE)),
            (settings, config.theme),
        ),
    )


def is_plain(environment: Mapping[str, str]) -> bool:
    """Whether the locale says that the terminal shows ASCII, or a set of signs that is not Unicode.

    Python itself says C.UTF-8 as `LC_CTYPE` where the locale is C (PEP 538); that says nothing of the terminal.

    >>> is_plain({"LANG": "C", "LC_CTYPE": "C.UTF-8"}), is_plain({"LANG": "de_DE.ISO-8859-1"})
    (True, True)
    >>> is_plain({"LANG": "C", "LC_ALL": "en_US.UTF-8"}), is_plain({"LANG": "en_US"}), is_plain({})
    (False, False, False)
    """
    coerced = environment.get("LC_CTYPE") in _COERCED and environment.get("LANG") in _PLAIN
    names = ("LC_ALL", "LANG") if coerced else ("LC_ALL", "LC_CTYPE", "LANG")
    said = next((environment[name] for name in names if environment.get(name)), "")
    signs = said.partition(".")[2].partition("@")[0].lower()
    return said in _PLAIN or bool(signs and not signs.startswith("utf"))


_PLAIN = frozenset({"C", "POSIX"})
_COERCED = frozenset({"C.UTF-8", "C.utf8", "UTF-8"})


def _first(known: tuple[str, ...], said: str | None, *others: tuple[str, str | None]) -> str:
    if said:
        return said
    for where, value in others:
        if value and value not in known:
            raise Refused(f"{where} says {value!r}, which is not one of {', '.join(known)}")
        if value:
            return value
    return known[0]
