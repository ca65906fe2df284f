"""The table of attached source documents, by their digest. It follows from nothing: what is in it was given by somebody.

A released table text is never edited: a change is a new file and a new migration.
"""

from pathlib import Path

from alembic import op
from sqlalchemy import text

revision = "0008"
down_revision = "0007"

FOLDER = Path(__file__).resolve().parent.parent


def upgrade() -> None:
    table = (FOLDER / "tables/documents.v1.sql").read_text(encoding="utf-8").strip()
    op.get_bind().exec_driver_sql(table)


def downgrade() -> None:
    if op.get_bind().execute(text("SELECT EXISTS (SELECT 1 FROM documents)")).scalar_one():
        raise RuntimeError("documents are attached: remove them with `tracker document remove` before a downgrade")
    op.execute("DROP TABLE documents")
