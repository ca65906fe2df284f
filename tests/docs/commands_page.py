"""Writes `docs/commands.md` from the command line and the table of keys. Refuses to describe what neither of them has."""

import re
from collections.abc import Iterator

import click

from tracker.cli.root import VERBS, tracker
from tracker.tui.commands import COMMANDS

HEAD = """# Commands and keys

Generated from `tracker/cli` and `tracker/tui/keys.py` by `make docs`; do not edit.

`tracker` alone opens the replay on the default database, a file in the user's data directory that is made and filled with
the two bundled cases on first use. `import`, `record` and `demo` make a database that is named and not there; a command that
reads cases refuses one. Rows are printed as text, or with `--format json` or `csv` for programs: rows go to stdout alone,
diagnostics to stderr. Only commands that print a table have csv: `show`, `where`, `rebuild` and the writing ones have none.
Exit 0 is done, 1 refused, 2 wrong usage. `tracker --version` prints the version; `-h` is `--help`.
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
    context = click.Context(command, info_name=verb)
    pieces = " ".join(piece for piece in command.collect_usage_pieces(context) if piece != "[OPTIONS]")
    yield f"### tracker {f'{verb} {pieces}'.strip()}"
    yield ""
    text = re.sub(r"(?<![\w`])-(?= (is|reads) )", "`-`", command.help or "")
    yield from (" ".join(part.split()) + "\n" for part in text.split("\n\n"))
    yield from _options(command)


def commands_page() -> str:
    """The whole page."""
    context = click.Context(tracker, info_name="tracker")
    lines = [HEAD, "## Options of every command", "", "Before or after the verb.", "", *_options(tracker, OF_ALL)]
    lines += ["## Commands", ""]
    for verb in VERBS:
        command = tracker.get_command(context, verb)
        assert command is not None
        lines += _command(verb, command)
    lines += ["## Keys", "", "Plain letters never write.", "", "| key | does | on |", "|---|---|---|"]
    lines += [f"| `{each.shown}` | {each.help} | {', '.join(each.places)} |" for each in COMMANDS]
    return "\n".join(lines).rstrip() + "\n"
