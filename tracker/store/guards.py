"""The guards of the log, as they must stand in the database. Refuses to call a log guarded that has one trigger less.

The texts are files beside the migrations; SQLite keeps the text of a trigger verbatim, so comparing is cheap enough for
every start.
"""

import sqlite3
from functools import cache

from tracker.store.places import newest_texts


@cache
def expected() -> dict[str, str]:
    """Every trigger of the database, name to text: the guards of the log and nothing else."""
    return newest_texts("guards")


def findings(connection: sqlite3.Connection) -> tuple[str, ...]:
    """Name every guard that is gone or was changed, and every trigger that does not belong there; a sentence each."""
    rows = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY name")
    found = {str(name): str(sql) for name, sql in rows}
    wanted = expected()
    return (
        *(f"the guard {name} of the log was dropped" for name in wanted if name not in found),
        *(
            f"the guard {name} of the log was changed"
            for name in wanted
            if found.get(name, wanted[name]) != wanted[name]
        ),
        *(f"the trigger {name} does not belong to the database" for name in found if name not in wanted),
    )


def restore(connection: sqlite3.Connection) -> tuple[str, ...]:
    """Put every guard back as it must stand and remove foreign triggers; returns what was wrong."""
    wrong = findings(connection)
    if wrong:
        rows = connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for (name,) in rows:
            quoted = str(name).replace('"', '""')
            connection.execute(f'DROP TRIGGER "{quoted}"')
        for text in expected().values():
            connection.execute(text)
    return wrong
