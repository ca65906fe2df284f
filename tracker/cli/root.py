"""The command `tracker` and its verbs. Refuses to import a verb before it is asked for: starting stays quick."""

from importlib import import_module

import click

from tracker.cli.nouns import Nouns
from tracker.cli.settings import settings_of, shared

VERBS = {
    "replay": "screen",
    "serve": "serving",
    "cases": "cases",
    "show": "state",
    "timeline": "timeline",
    "intervals": "intervals",
    "compare": "comparison",
    "check": "discrepancies",
    "events": "log",
    "new": "cases",
    "demo": "cases",
    "import": "files",
    "mapping": "mappings",
    "export": "exports",
    "plot": "plotting",
    "record": "facts",
    "amend": "facts",
    "retract": "facts",
    "move": "moves",
    "choose": "readings",
    "document": "documents",
    "sql": "query",
    "where": "database",
    "verify": "database",
    "rebuild": "database",
    "backup": "backups",
    "erase": "erasure",
}
"""Verb to the module that holds it, in the order of the help; the function is the verb with an underscore where Python
needs one."""


class Verbs(Nouns):
    """Commands found by name, imported when asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Every verb, in the order of the table."""
        del ctx
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import one verb."""
        del ctx
        if cmd_name not in VERBS:
            return None
        found = getattr(import_module(f"tracker.cli.{VERBS[cmd_name]}"), f"{cmd_name}_command")
        if not isinstance(found, click.Command):
            raise TypeError(f"{cmd_name} is no command")
        return found


def _print_version(context: click.Context, _: click.Parameter, asked: bool) -> None:
    if asked and not context.resilient_parsing:
        from importlib.metadata import PackageNotFoundError, version  # noqa: PLC0415 - it reads mail headers: a start costs it 10 ms

        try:
            number = version("oncology-tracker")
        except PackageNotFoundError:
            number = "of a checkout that is not installed"
        click.echo(f"tracker {number}")
        context.exit()


@click.group(cls=Verbs, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@shared
@click.option(
    "--version", is_flag=True, expose_value=False, is_eager=True, callback=_print_version, help="The version."
)
@click.option("--write", is_flag=True, help="Without a command: open the replay for writing, as replay --write does.")
@click.pass_context
def tracker(context: click.Context, *, write: bool) -> int:
    """Replay oncology cases month by month, and ask what was true and what was known.

    Without a command it opens the replay. The other options work before and after the command.
    """
    context.obj = settings_of(context)
    verb = context.invoked_subcommand
    if verb is not None:
        if write:
            raise click.UsageError(
                "--write goes with the replay alone: `tracker --write`, or `tracker replay --write [CASE]`", context
            )
        return 0
    from tracker.cli.screen import replay_case  # noqa: PLC0415 - the one verb that needs a terminal

    return replay_case(context.obj, None, None, write=write)
