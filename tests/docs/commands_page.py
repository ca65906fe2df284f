"""Writes `docs/commands.md` from the command line and the table of keys. Refuses to describe what neither of them has."""

import re
from collections.abc import Iterator

import click
from msgspec import to_builtins

from tests.docs.docstrings import field_docs
from tracker.casebook.config import CONFIG_VARIABLE, Config
from tracker.casebook.remembering import NO_STATE_VARIABLE
from tracker.cli.guard import DEBUG_VARIABLE
from tracker.cli.root import VERBS, tracker
from tracker.tui.commands import COMMANDS, sentence_of

HEAD = """# Commands and keys

Generated from `tracker/cli` and `tracker/tui/keys.py` by `make docs`; do not edit.

`tracker` alone opens the replay on the default database, a file in the user's data directory that is made and filled with
the two bundled cases on first use; `tracker --write` opens it for writing. `import`, `record` and `demo` make a database that is
named and not there, and say so; a command that reads cases refuses one. In a folder that is not there none is made. Rows are printed as text, or with `--format json` or `csv` for programs: rows go to stdout alone,
diagnostics to stderr. Only commands that print a table have csv: `show`, `where`, `rebuild` and the writing ones have none.
Exit 0 is done, 1 refused, 2 wrong usage. `tracker --version` prints the version; `-h` is `--help`.
"""

SETTINGS = f"""## Settings

What is said on the command line comes first, then the environment, then a file of settings that nobody needs: TOML, one line
a setting, such as `theme = "light"`. `tracker where` says where it is; `{CONFIG_VARIABLE}` names another one.

| setting | means | default |
|---|---|---|
"""

VARIABLES = f"""
The environment can say the same by `TRACKER_DB`, `TRACKER_USER`, `TRACKER_GLYPHS` and `TRACKER_THEME`. `NO_COLOR` shows no colors,
`{NO_STATE_VARIABLE}=1` keeps nothing of how a case was left, and `{DEBUG_VARIABLE}=1` shows the traceback of a fault of the tracker, which
may repeat what the record says.
"""

OF_ALL = {"db", "format", "as", "help"}
"""Options of every command, described once."""


def _options(command: click.Command, names: set[str] | None = None) -> Iterator[str]:
    """One row per option, of those named or of those that are not everybody's."""
    found = [each for each in command.params if isinstance(each, click.Option)]
    wanted = [each for each in found if (each.name in OF_ALL) == (names is not None)]
    if not wanted:
        return
    yield "| option | does |"
    yield "|---|---|"
    for option in wanted:
        word = "" if option.is_flag else f" {_one_of(option.make_metavar(click.Context(command)))}"
        needed = " Required." if option.required else ""
        default = f" Default: {option.default:g}." if isinstance(option.default, float) else ""
        default = f" Default: {option.default}." if isinstance(option.default, str) and option.default else default
        yield f"| `{', '.join(option.opts)}{word}` | {option.help}{needed}{default} |"
    yield ""


def _one_of(metavar: str) -> str:
    """Choices without the bars, which would divide the cell."""
    *most, last = metavar.strip("[]").split("|")
    return f"{', '.join(most)} or {last}" if most else metavar


def _command(verb: str, command: click.Command) -> Iterator[str]:
    """A command, or each of those that a group of them has."""
    if isinstance(command, click.Group):
        for name, inner in command.commands.items():
            yield from _command(f"{verb} {name}", inner)
        return
    context = click.Context(command, info_name=verb)
    pieces = " ".join(piece for piece in command.collect_usage_pieces(context) if piece != "[OPTIONS]")
    yield f"### tracker {f'{verb} {pieces}'.strip()}"
    yield ""
    text = re.sub(r"(?<![\w`])-(?= (is|reads) )", "`-`", command.help or "")
    yield from (" ".join(part.split()) + "\n" for part in text.split("\n\n"))
    yield from _options(command)


def _settings() -> Iterator[str]:
    """One row per setting of the file."""
    held = to_builtins(Config())
    for name, meaning in field_docs(Config).items():
        default = {True: "true", False: "false", "": "–"}.get(held[name], held[name])
        yield f"| `{name}` | {meaning} | {default} |"


def commands_page() -> str:
    """The whole page."""
    context = click.Context(tracker, info_name="tracker")
    lines = [HEAD, "## Options of every command", "", "Before or after the verb.", "", *_options(tracker, OF_ALL)]
    lines += [SETTINGS.rstrip(), *_settings(), VARIABLES, "## Commands", ""]
    for verb in VERBS:
        command = tracker.get_command(context, verb)
        assert command is not None
        if isinstance(command, click.Group):
            for name, inner in command.commands.items():
                lines += _command(f"{verb} {name}", inner)
        else:
            lines += _command(verb, command)
    lines += ["## Keys", "", "Plain letters never write.", "", "| key | does | on |", "|---|---|---|"]
    lines += [
        f"| `{each.shown}` | {sentence_of(each, writable=False)} | {', '.join(each.places)} |" for each in COMMANDS
    ]
    return "\n".join(lines).rstrip() + "\n"
