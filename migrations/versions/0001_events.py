"""The log: one guarded table. Nothing rewrites it, and the database itself refuses to.

Never use `batch_alter_table` on `events`: it makes the table anew and silently drops every trigger.
"""

from pathlib import Path

from alembic import op
from sqlalchemy import text

revision = "0001"
down_revision = None

APPLICATION_ID = 0x6F6E6374
"""`onct` in the file's header: how the tracker knows its own databases."""

GUARDS = ("events_insert.v1", "events_update.v1", "events_delete.v1")

EVENTS = """
CREATE TABLE events (
  seq            INTEGER PRIMARY KEY,
  patient        TEXT    NOT NULL,
  version        INTEGER NOT NULL CHECK (version >= 1),
  event_id       TEXT    NOT NULL UNIQUE,
  type           TEXT    NOT NULL,
  schema_version INTEGER NOT NULL CHECK (schema_version >= 1),
  corrects       INTEGER,
  recorded_at    TEXT    NOT NULL CHECK (length(recorded_at) = 27),
  recorded_by    TEXT    NOT NULL,
  correlation_id TEXT,
  payload        TEXT,
  salt           BLOB,
  payload_digest BLOB    NOT NULL CHECK (length(payload_digest) = 32),
  digest         BLOB    NOT NULL CHECK (length(digest) = 32),
  UNIQUE (patient, version)
) STRICT
"""


def upgrade() -> None:
    op.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    op.execute(EVENTS)
    op.execute("CREATE INDEX events_erased ON events (patient) WHERE type = 'patient-erased'")
    op.execute("CREATE INDEX events_by_corrected ON events (patient, corrects) WHERE corrects IS NOT NULL")
    folder = Path(__file__).resolve().parent.parent / "guards"
    for guard in GUARDS:
        op.get_bind().exec_driver_sql((folder / f"{guard}.sql").read_text(encoding="utf-8").strip())


def downgrade() -> None:
    if op.get_bind().execute(text("SELECT EXISTS (SELECT 1 FROM events)")).scalar_one():
        raise RuntimeError("the log has events: a downgrade never goes below the first migration then")
    op.execute("DROP TABLE events")
    op.execute("PRAGMA application_id = 0")
