"""How long work says how far it is. Refuses to know who listens: a face draws a bar, everybody else nothing."""

from collections.abc import Callable

Told = Callable[[int, int], None]
"""Called now and then with how much is done and how much there is."""

LINES_BETWEEN = 1024
"""How often work that goes line by line says so."""


def nobody(done: int, of: int) -> None:
    """Nobody listens."""
    del done, of
