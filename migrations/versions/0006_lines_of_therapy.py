"""The relation of lines of therapy, under every rule set.

A released table or view text is never edited: a change is a new file and a new migration. Rows are built at the next
start, because `user_version` is 0.
"""

from pathlib import Path

from alembic import op

revision = "0006"
down_revision = "0005"

FOLDER = Path(__file__).resolve().parent.parent


def upgrade() -> None:
    for path in ("tables/lines_of_therapy_rows.v1.sql", "views/lines_of_therapy.v1.sql"):
        op.get_bind().exec_driver_sql((FOLDER / path).read_text(encoding="utf-8").strip())
    op.execute("PRAGMA user_version = 0")


def downgrade() -> None:
    op.execute("DROP VIEW lines_of_therapy")
    op.execute("DROP TABLE lines_of_therapy_rows")
    op.execute("PRAGMA user_version = 0")
