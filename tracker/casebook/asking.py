"""Questions in SQL to the database in use. Refuses whatever the store's authorizer refuses."""

from collections.abc import Iterator
from typing import Any

from tracker.casebook.library import Library
from tracker.store import query


def ask(
    library: Library, statement: str, *, deadline_seconds: float, stopping: query.Stopping | None = None
) -> tuple[tuple[str, ...], Iterator[tuple[Any, ...]]]:
    """Run one reading statement.

    Returns:
        The columns, each under a name of its own, and the rows one by one.

    Raises:
        StoreRefused: when it is not one reading statement, cannot be understood, takes too long or was stopped.
    """
    answer = query.ask(library.database.path, statement, deadline_seconds=deadline_seconds, stopping=stopping)
    return _distinct(answer.columns), answer.rows


def _distinct(names: tuple[str, ...]) -> tuple[str, ...]:
    """Number the names that come twice: `count(*)`, `count(*)_2`."""
    taken: list[str] = []
    for name in names:
        number, distinct = 1, name
        while distinct in taken:
            number += 1
            distinct = f"{name}_{number}"
        taken.append(distinct)
    return tuple(taken)
