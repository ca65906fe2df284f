"""Commands that hold commands. Refuses to send a mistake in one of them to the help of another."""

from typing import Any

import click


class Nouns(click.Group):
    """A group whose commands answer for the mistakes in their own options."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command, or refuse in a sentence that says what was probably meant."""
        names = self.list_commands(ctx)
        if args and args[0] not in names and not args[0].startswith("-"):
            from tracker.decisions.refused import resembling  # noqa: PLC0415 - only where there is no such command

            raise click.UsageError(f"no command {args[0]!r}{resembling(args[0], names)}".rstrip("?"), ctx)
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 - as click has it
        """Run a command; a usage error that names no command is one of the command that was asked for."""
        try:
            return super().invoke(ctx)
        except click.UsageError as error:
            asked = ctx.invoked_subcommand
            command = None if asked is None else self.get_command(ctx, asked)
            if error.ctx is None and command is not None:
                # The parser of options knows of no context, so its errors would name the outermost command.
                error.ctx = click.Context(command, info_name=asked, parent=ctx)
            raise
