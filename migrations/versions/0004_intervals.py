"""The read model `intervals`, with an index by what a question about a cohort names: interval, flavor, line.

A released table or view text is never edited: a change is a new file and a new migration. Rows are built at the next
start, because `user_version` is 0.
"""

from pathlib import Path

from alembic import op

revision = "0004"
down_revision = "0003"

FOLDER = Path(__file__).resolve().parent.parent


def upgrade() -> None:
    for path in ("tables/intervals_rows.v1.sql", "views/intervals.v1.sql"):
        op.get_bind().exec_driver_sql((FOLDER / path).read_text(encoding="utf-8").strip())
    op.execute("CREATE INDEX intervals_by_name ON intervals_rows (interval, assessed_by, line)")
    op.execute("PRAGMA user_version = 0")


def downgrade() -> None:
    op.execute("DROP VIEW intervals")
    op.execute("DROP TABLE intervals_rows")
    op.execute("PRAGMA user_version = 0")
