"""What holds for every command: which database, which format, who records. Refuses to know any one command.

The options work before and after the verb; said twice, the one after the verb holds.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from tracker.casebook.library import Library, Place

Command = TypeVar("Command", bound=Callable[..., Any])


class Format(StrEnum):
    """How rows are printed."""

    TEXT = "text"
    JSON = "json"
    CSV = "csv"


class Settings:
    """The options that every command shares."""

    def __init__(self) -> None:
        self.db: str | None = None
        self.format = Format.TEXT
        self.by: str | None = None

    def place(self) -> "Place":
        """Where the database is."""
        from tracker.casebook.library import place_of  # noqa: PLC0415 - a usage error needs no database

        return place_of(self.db)

    def recorder(self) -> str:
        """Who records."""
        from tracker.casebook.library import recorder  # noqa: PLC0415 - as above

        return recorder(self.by)

    @contextmanager
    def library(self, *, create: bool = False, read_only: bool = False) -> Iterator["Library"]:
        """Open the database in use, and say on stderr that it is a new one, and what is wrong with it.

        Args:
            create: Make a named file that is not there.
            read_only: Open it for reading alone.
        """
        from tracker.casebook.library import open_library  # noqa: PLC0415 - as above
        from tracker.cli.tables import one_line  # noqa: PLC0415 - as above

        with open_library(self.place(), create=create, by=self.recorder(), read_only=read_only) as library:
            if library.made:
                # Whoever mistyped a name has to learn that an empty database stands there now.
                click.echo(f"made a new database: {one_line(str(library.place.path))}", err=True)
            for finding in library.findings:
                warn(f"{library.place.path}: {finding}; run `tracker verify`")
            yield library

    def only(self, *formats: Format) -> Format:
        """The format, if the command has it.

        Raises:
            click.UsageError: when it has not.
        """
        if self.format not in formats:
            raise click.UsageError(f"this command has no {self.format}; say --format {' or '.join(formats)}")
        return self.format


def warn(sentence: str) -> None:
    """One line on stderr that does not end the command."""
    from tracker.cli.tables import one_line  # noqa: PLC0415 - most commands warn of nothing

    click.echo(f"tracker: warning: {one_line(sentence)}", err=True)


def settings_of(context: click.Context) -> Settings:
    """The settings of the command line that is running."""
    return context.find_root().ensure_object(Settings)


def _keep(name: str) -> Callable[[click.Context, click.Parameter, str | None], None]:
    def keep(context: click.Context, _: click.Parameter, value: str | None) -> None:
        if value is not None:
            setattr(settings_of(context), name, Format(value) if name == "format" else value)

    return keep


def shared(command: Command) -> Command:
    """Add the options that every command has."""
    options = (
        click.option(
            "--as", metavar="NAME", expose_value=False, callback=_keep("by"), help="Who records (TRACKER_USER)."
        ),
        click.option(
            "--format",
            type=click.Choice([str(choice) for choice in Format]),
            expose_value=False,
            callback=_keep("format"),
            help="How rows are printed; text is the default.",
        ),
        click.option(
            "--db", metavar="PATH", expose_value=False, callback=_keep("db"), help="The database file (TRACKER_DB)."
        ),
    )
    for option in options:
        command = option(command)
    return command


takes_settings = click.make_pass_decorator(Settings)
"""Hands the settings to a command as its first argument."""
