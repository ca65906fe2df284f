"""Writing what a screen shows to a file: what is offered, where to, how far it is.

Refuses to keep a key waiting: a thread draws and writes. It goes on behind other screens; stopped, or at the end of the application, it
leaves nothing half written.
"""

from abc import abstractmethod
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from time import monotonic

from textual.app import App
from textual.worker import Worker, get_current_worker

from tracker.decisions.refused import Refused
from tracker.tui.desk import NOT_WRITTEN, Write
from tracker.tui.kinds import Kind
from tracker.tui.workbench import Workbench

_GROUP = "export"
_SECONDS = 0.4
"""Between two sentences of how far it is."""


class _StoppedError(Exception):
    """Nobody wants the file any more."""


class Exporting(Workbench):
    """A screen that can be written to files."""

    @abstractmethod
    def offered(self) -> Sequence[Kind]:
        """What can be written of what is shown; nothing until it is loaded."""

    @abstractmethod
    def say(self, sentence: str) -> None:
        """Say something in the footer."""

    def action_export(self) -> None:
        """Ask what to write."""
        kinds = self.offered()
        if kinds and self.desk.tools.write is None:
            self.say(NOT_WRITTEN)
        elif kinds and self.writing:
            self.say("a file is being written; esc stops that")
        elif kinds:
            from tracker.tui.offering import Offering  # noqa: PLC0415 - only where something is written

            self.app.push_screen(Offering(self.desk.glyphs, kinds), self._ask)

    def _ask(self, kind: Kind | None) -> None:
        """Ask where to."""
        from tracker.tui.figures.extra import NEEDED, there  # noqa: PLC0415 - only where something is written
        from tracker.tui.path_prompt import PathPrompt  # noqa: PLC0415 - as above

        if kind is not None and kind.extra and not there():
            self.say(NEEDED)
        elif kind is not None:
            self.app.push_screen(PathPrompt(kind.question, kind.name), partial(self._begin, kind))

    def _begin(self, kind: Kind, path: str | None) -> None:
        if path and self.desk.tools.write is not None:
            self.say(f"writing {path} …")
            # The application's and not the screen's: what takes a while is not lost by looking at something else.
            self.app.run_worker(partial(_write, self.app, kind, path, self.desk.tools.write), thread=True, group=_GROUP)

    @property
    def writing(self) -> list[Worker[None]]:
        """Who writes a file now, from whatever screen."""
        return [worker for worker in self.app.workers if worker.group == _GROUP and worker.is_running]

    async def action_back(self) -> None:
        """Stop what is being written, else back."""
        writing = self.writing
        for worker in writing:
            worker.cancel()
        if writing:
            self.say("stopped writing; nothing of the file is left")
        else:
            await super().action_back()


def _write(app: App[None], kind: Kind, path: str, write: Write) -> None:
    worker, told_at = get_current_worker(), monotonic()

    def told(done: int, of: int) -> None:
        nonlocal told_at
        if worker.is_cancelled:
            raise _StoppedError
        if monotonic() - told_at > _SECONDS:
            told_at = monotonic()
            app.call_from_thread(_say, app, f"writing {path} … {100 * done // max(of, 1)} %")

    try:
        write(Path(path), kind.pieces(path, told))
    except _StoppedError:
        return
    except Refused as refusal:
        said = str(refusal)
    else:
        said = f"written to {path}"
    if not worker.is_cancelled:
        app.call_from_thread(_say, app, said)


def _say(app: App[None], sentence: str) -> None:
    """Say it on the screen that is shown now, or lies under what is."""
    screen = next((screen for screen in reversed(app.screen_stack) if isinstance(screen, Exporting)), None)
    if screen is not None:
        screen.say(sentence)
