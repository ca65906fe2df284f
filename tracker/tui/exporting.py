"""Writing what a screen shows to a file: what is offered, where to, how far it is.

Refuses to keep a key waiting: a thread draws and writes. It goes on behind other screens; stopped, or at the end of the application, it
leaves nothing half written. Refuses to say that nothing is left before the thread has ended: until then it is stopping.
"""

from abc import abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from threading import Event
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
_STILL_STOPPING = "the file before is still being stopped; ask again when it is"


class _StoppedError(Exception):
    """Nobody wants the file any more."""


class Exporting(Workbench):
    """A screen that can be written to files."""

    @abstractmethod
    def offered(self) -> Sequence[Kind]:
        """What can be written of what is shown; nothing until it is loaded."""

    def action_export(self) -> None:
        """Ask what to write."""
        kinds = self.offered()
        if kinds and self.desk.tools.write is None:
            self.say(NOT_WRITTEN)
        elif kinds and self.writing:
            self.say(_STILL_STOPPING if self.desk.stopping.is_set() else "a file is being written; esc stops that")
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
            self.desk.stopping = stop = Event()
            write = partial(_write, self.app, kind, path, self.desk.tools.write, stop)
            self.app.run_worker(write, thread=True, group=_GROUP)

    @property
    def writing(self) -> list[Worker[None]]:
        """Who writes a file now or is about to, from whatever screen."""
        return [worker for worker in self.app.workers if worker.group == _GROUP and not worker.is_finished]

    async def action_back(self) -> None:
        """Stop what is being written; back where nothing is, or where it is being stopped."""
        if self.writing and not self.desk.stopping.is_set():
            # The worker is not canceled: it would count as ended while its thread goes on, and its file is there.
            self.desk.stopping.set()
            self.say("stopping …")
        else:
            await super().action_back()


def _write(app: App[None], kind: Kind, path: str, write: Write, stop: Event) -> None:
    worker, told_at = get_current_worker(), monotonic()

    def go_on() -> None:
        # The application cancels the worker when it ends.
        if stop.is_set() or worker.is_cancelled:
            raise _StoppedError

    def told(done: int, of: int) -> None:
        nonlocal told_at
        go_on()
        if monotonic() - told_at > _SECONDS:
            told_at = monotonic()
            app.call_from_thread(_say, app, f"writing {path} … {100 * done // max(of, 1)} %")

    def wanted(pieces: Iterable[bytes]) -> Iterator[bytes]:
        """The pieces, as long as somebody wants them: the last is followed by a look too, before the file has its name."""
        go_on()
        for piece in pieces:
            go_on()
            yield piece
        go_on()

    try:
        write(Path(path), wanted(kind.pieces(path, told)))
    except _StoppedError:
        said = "stopped writing; nothing of the file is left"
    except Refused as refusal:
        said = str(refusal)
    except Exception as error:  # noqa: BLE001 - a drawing that fails must not end the application
        # Never with what: the words of an exception may be those of a patient's record.
        said = f"not written: a fault of the tracker, not yours: {type(error).__name__}; nothing of the file is left"
    else:
        said = _written_to(path, Path.cwd())
    if not worker.is_cancelled:
        app.call_from_thread(_say, app, said)


def _written_to(path: str, here: Path) -> str:
    """What is said of a file that is whole: where it is, too, when only its name was typed.

    >>> _written_to("npc-1-M8.svg", Path("/home/u")), _written_to("~/npc-1.svg", Path("/home/u"))
    ('written to npc-1-M8.svg in /home/u', 'written to ~/npc-1.svg')
    """
    return f"written to {path}" if Path(path).is_absolute() or path.startswith("~") else f"written to {path} in {here}"


def _say(app: App[None], sentence: str) -> None:
    """Say it on the screen that is shown now, or lies under what is."""
    screen = next((screen for screen in reversed(app.screen_stack) if isinstance(screen, Exporting)), None)
    if screen is not None:
        screen.say(sentence)
