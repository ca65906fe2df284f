"""Grades beside the results, changes beside the lesions.

Both tables are read models: they are dropped and made anew, and the rows are built at the next start, because `user_version`
is 0.
"""

from pathlib import Path

from alembic import op

revision = "0003"
down_revision = "0002"

RELATIONS = ("labs", "lesions")

FOLDER = Path(__file__).resolve().parent.parent


def make(version: int) -> None:
    """Put both relations at a version of their texts."""
    for name in RELATIONS:
        op.execute(f"DROP VIEW {name}")
        op.execute(f"DROP TABLE {name}_rows")
        for text in (f"tables/{name}_rows.v{version}.sql", f"views/{name}.v{version}.sql"):
            op.get_bind().exec_driver_sql((FOLDER / text).read_text(encoding="utf-8").strip())
    op.execute("PRAGMA user_version = 0")


def upgrade() -> None:
    make(2)


def downgrade() -> None:
    make(1)
