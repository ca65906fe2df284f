"""The outermost layer: exit codes and one line for every error. Refuses to show a traceback to a user.

0 is done, 1 refused, 2 wrong usage. `TRACKER_DEBUG=1` shows the traceback of what nobody expected.
"""

import os
import sys
from collections.abc import Sequence
from errno import EBADF, ENOSPC
from io import TextIOBase
from pathlib import Path
from typing import IO

import click

from tracker.cli.tables import close_quietly, one_line, plain

DONE, REFUSED, WRONG_USAGE, INTERRUPTED = 0, 1, 2, 130
DEBUG_VARIABLE = "TRACKER_DEBUG"


def run(arguments: Sequence[str]) -> int:
    """Run one command line and return its exit code."""
    from tracker.cli.root import tracker  # noqa: PLC0415 - an error in the commands themselves is caught below

    _fill_closed_streams()
    outcome: object = DONE
    try:
        with tracker.make_context("tracker", list(arguments)) as context:
            outcome = tracker.invoke(context)
        sys.stdout.flush()
    except click.exceptions.Exit as done:
        return done.exit_code
    except BrokenPipeError:
        close_quietly()
    except (KeyboardInterrupt, click.Abort):
        say("interrupted; nothing is half recorded")
        return INTERRUPTED
    except click.UsageError as error:
        say(_usage(error))
        return WRONG_USAGE
    except click.ClickException as error:
        say(error.format_message())
        return REFUSED
    except Exception as error:  # noqa: BLE001 - the last guard: a user gets one line, whatever happened
        return _refused(error)
    return outcome if isinstance(outcome, int) else DONE


def _fill_closed_streams() -> None:
    """Let nothing stand in for a stream that was closed before the start, `>&-`: a file would get its number."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            nothing = Path(os.devnull).open(mode, encoding="utf-8")  # noqa: SIM115 - open as long as the process is
            setattr(sys, name, _Closed(nothing) if name == "stdout" else nothing)


class _Closed(TextIOBase):
    """Standard output that was closed: what is written to it is lost, and whoever writes hears of it."""

    encoding = "utf-8"

    def __init__(self, nothing: IO[str]) -> None:
        self._nothing = nothing
        """Keeps the number of the stream."""

    def write(self, text: str, /) -> int:
        """Nothing can be written, unless there is nothing to write."""
        if text:
            raise OSError(EBADF, "it is closed")
        return 0

    @property
    def buffer(self) -> "_Closed":
        """The same for bytes."""
        return self


def say(sentence: str, *, prefix: str = "tracker: ") -> None:
    """One line on stderr."""
    try:
        click.echo(f"{prefix}{one_line(sentence)}", err=True)
    except OSError:
        # Nobody reads stderr: the exit code has to do.
        return


def _usage(error: click.UsageError) -> str:
    verb = error.ctx.command_path if error.ctx is not None else "tracker"
    message = error.format_message().rstrip(".")
    return f"{message[:1].lower()}{message[1:]}; `{verb} --help` says how"


def _refused(error: Exception) -> int:
    try:
        from tracker.casebook.unknown import Unsound  # noqa: PLC0415 - only where something was refused
        from tracker.decisions.refused import Refused  # noqa: PLC0415 - as above
        from tracker.store.refusals import StoreRefused  # noqa: PLC0415 - as above
    except ImportError as missing:
        say(f"the installation is incomplete ({missing}); install the package again")
        return REFUSED

    match error:
        case Unsound():
            for problem in error.problems:
                say(problem, prefix="")
        case Refused() | StoreRefused():
            say(str(error))
        case UnicodeEncodeError():
            say(f"{error.object[:60]!r}: is not UTF-8; write names and texts on the command line in UTF-8")
        case OSError() if error.errno is None:
            say(str(error))
        case OSError() if error.filename is None:
            full = "the disk is full; make room, or" if error.errno == ENOSPC else f"{error.strerror or error};"
            say(f"the output could not be written: {full} send it elsewhere")
        case OSError():
            say(
                f"{error.filename}: {error.strerror or error}; check the path, its permissions and the room on the disk"
            )
        case _:
            return _unexpected(error)
    return REFUSED


def _unexpected(error: Exception) -> int:
    """Say where it failed, and never with what: the words of an exception may be those of a patient's record."""
    if os.environ.get(DEBUG_VARIABLE):
        import traceback  # noqa: PLC0415 - only for whoever asked for it

        click.echo(plain_lines("".join(traceback.format_exception(error))), err=True)
    say(
        f"this is a fault of the tracker, not yours: {type(error).__name__}{_place(error)}; nothing is half recorded; "
        f"report that, and what you asked for; {DEBUG_VARIABLE}=1 shows the traceback, which may hold parts of the record"
    )
    return REFUSED


def _place(error: Exception) -> str:
    """The line of ours in which it arose, as far as there is one."""
    place = ""
    step = error.__traceback__
    while step is not None:
        name = str(step.tb_frame.f_globals.get("__name__", ""))
        if name.partition(".")[0] == __name__.partition(".")[0]:
            place = f" in {name}, line {step.tb_lineno}"
        step = step.tb_next
    return place


def plain_lines(text: str) -> str:
    """Text of several lines without control characters."""
    return "\n".join(plain(line) for line in text.splitlines())
