"""A terminal that is gone: a closed window, a lost connection. Refuses to go on without one.

The kernel sends `SIGHUP` only to those for whom it is the controlling terminal. Everybody else finds that it is gone by asking,
and Textual does not ask: it reads nothing, again and again, and its writer waits for a reader for ever.
"""

import asyncio
import os
import select
import signal
from collections.abc import Callable
from contextlib import suppress
from contextvars import copy_context
from functools import partial
from threading import Event, Thread
from typing import IO

from textual.driver import Driver

_ASKED_EVERY_SECONDS = 1.0
_TIME_TO_KEEP_SECONDS = 1.0
"""How long what was typed last has to be kept, which a form does within half a second."""
_TIME_TO_LEAVE_SECONDS = 5.0


class _Spared:
    """What is written to a terminal, as long as it is there."""

    def __init__(self, file: IO[str]) -> None:
        self._file = file

    def write(self, text: str) -> None:
        with suppress(OSError):
            self._file.write(text)

    def flush(self) -> None:
        with suppress(OSError):
            self._file.flush()

    def fileno(self) -> int:
        return self._file.fileno()


def is_gone(fileno: int) -> bool:
    """Whether the other end of a terminal was closed."""
    asked = select.poll()
    asked.register(fileno, 0)
    return any(said & (select.POLLHUP | select.POLLERR) for _, said in asked.poll(0))


def leaving(driver: type[Driver]) -> type[Driver]:
    """The driver, which ends the application within seconds when the terminal is gone: in good order, or else at once.

    A driver without a terminal, and a system that cannot be asked, are left as they are.
    """
    start, close = driver.start_application_mode, driver.close
    watched, over = Event(), Event()

    def start_watched(self: Driver) -> None:
        fileno = getattr(self, "fileno", None)
        if isinstance(fileno, int) and os.isatty(fileno) and hasattr(select, "poll") and not watched.is_set():
            watched.set()
            self._file = _Spared(self._file)  # type: ignore[attr-defined]  # of every driver that has a terminal
            loop, context = asyncio.get_running_loop(), copy_context()
            leave = partial(loop.call_soon_threadsafe, self._app.exit, context=context)
            Thread(target=_watch, args=(fileno, over, leave), daemon=True).start()
        start(self)

    def close_watched(self: Driver) -> None:
        over.set()
        close(self)

    return type(driver.__name__, (driver,), {"start_application_mode": start_watched, "close": close_watched})


def _watch(fileno: int, over: Event, leave: Callable[[], object]) -> None:
    """Wait until the terminal is gone or the application over; of an application that cannot leave, end the process."""
    while not is_gone(fileno):
        if over.wait(_ASKED_EVERY_SECONDS):
            return
    if not over.wait(_TIME_TO_KEEP_SECONDS):
        with suppress(RuntimeError):
            leave()
    if not over.wait(_TIME_TO_LEAVE_SECONDS):
        os.kill(os.getpid(), signal.SIGHUP)
