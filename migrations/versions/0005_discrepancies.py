"""The relation of discrepancies: what `tracker check` finds, so that SQL shows it as well.

Rows are built at the next start, because `user_version` is 0.
"""

from pathlib import Path

from alembic import op

revision = "0005"
down_revision = "0004"

FOLDER = Path(__file__).resolve().parent.parent


def upgrade() -> None:
    for kind, name in (("tables", "discrepancies_rows.v1"), ("views", "discrepancies.v1")):
        op.get_bind().exec_driver_sql((FOLDER / kind / f"{name}.sql").read_text(encoding="utf-8").strip())
    op.execute("PRAGMA user_version = 0")


def downgrade() -> None:
    op.execute("DROP VIEW discrepancies")
    op.execute("DROP TABLE discrepancies_rows")
