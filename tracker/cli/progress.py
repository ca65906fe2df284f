"""A bar for what takes longer than a second. Refuses to draw one where nobody looks: stderr must be a terminal."""

import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from time import monotonic

import click

WAIT_SECONDS = 1.0
"""What is done sooner has no bar."""


@contextmanager
def bar(label: str) -> Iterator[Callable[[int, int], None]]:
    """A bar that appears once the work has taken a second, and is drawn to stderr.

    Args:
        label: What is done, such as `rebuilding`.
    """
    if not sys.stderr.isatty():
        yield lambda _done, _of: None
        return
    begun, places, length = monotonic(), 0, 0
    with ExitStack() as stack:
        drawn: list[click._termui_impl.ProgressBar[int]] = []

        def told(done: int, of: int) -> None:
            nonlocal places, length
            if of != length:
                places, length = 0, of
                stack.close()
                drawn.clear()
            if not drawn and monotonic() - begun > WAIT_SECONDS:
                drawn.append(stack.enter_context(click.progressbar(length=of, label=label, file=sys.stderr)))
            if drawn:
                drawn[0].update(done - places)
                places = done

        yield told
