"""The options that choose among the three clocks. Refuses an instant that is not one."""

from collections.abc import Callable
from typing import Any, TypeVar

import click

Command = TypeVar("Command", bound=Callable[..., Any])


def as_recorded_option(command: Command) -> Command:
    """Add `--as-recorded`."""
    return click.option(
        "--as-recorded",
        metavar="INSTANT",
        help="What the record said then, such as 2025-05-03 (its end) or 2025-05-03T14:30Z.",
    )(command)


def month_options(command: Command) -> Command:
    """Add `--month` and `--known` of what is listed rather than shown."""
    options = (
        click.option("--known", is_flag=True, help="Only what the treating team could know by the end of that month."),
        click.option(
            "--month",
            type=int,
            metavar="N",
            help="Only what was true by the end of a month; the last one unless given.",
        ),
    )
    for option in options:
        command = option(command)
    return command


def instant(text: str | None) -> str | None:
    """The instant as the log writes it.

    Raises:
        click.BadParameter: when the text is none.
    """
    from tracker.casebook.clock import read_instant  # noqa: PLC0415 - most command lines name no instant

    if text is None:
        return None
    try:
        return read_instant(text)
    except ValueError as error:
        raise click.UsageError(f"--as-recorded: {error}") from None
