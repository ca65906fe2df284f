"""Runs the migrations on the connection that the store hands over, or on `-x db=PATH` from Alembic's own command line.

Refuses to open anything else: there is no default database here. All migrations of one run are one transaction.
"""

from pathlib import Path

from alembic import context
from sqlalchemy import Connection

from tracker.store.database import connect_for_migration
from tracker.store.schema import lent


def _run(connection: Connection) -> None:
    context.configure(connection=connection, target_metadata=None)
    with context.begin_transaction():
        context.run_migrations()


handed_over: Connection | None = context.config.attributes.get("connection")
if handed_over is not None:
    _run(handed_over)
else:
    named = context.get_x_argument(as_dictionary=True).get("db")
    if not isinstance(named, str):
        raise SystemExit("name the database: alembic -x db=PATH upgrade head")
    with connect_for_migration(Path(named)) as connection, lent(connection) as own:
        _run(own)
