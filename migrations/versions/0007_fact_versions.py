"""The relation of what the record said of each fact, and from when to when.

A released table or view text is never edited: a change is a new file and a new migration. Rows are built at the next
start, because `user_version` is 0.
"""

from pathlib import Path

from alembic import op

revision = "0007"
down_revision = "0006"

FOLDER = Path(__file__).resolve().parent.parent


def upgrade() -> None:
    for path in ("tables/fact_versions_rows.v1.sql", "views/fact_versions.v1.sql"):
        op.get_bind().exec_driver_sql((FOLDER / path).read_text(encoding="utf-8").strip())
    op.execute("PRAGMA user_version = 0")


def downgrade() -> None:
    op.execute("DROP VIEW fact_versions")
    op.execute("DROP TABLE fact_versions_rows")
    op.execute("PRAGMA user_version = 0")
