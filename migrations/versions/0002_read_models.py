"""The read models: one table for each public relation that has rows of its own, and the view that users see.

A released table or view text is never edited: a change is a new file and a new migration. Rows are built at the next
start, because `user_version` is 0.
"""

from pathlib import Path

from alembic import op

revision = "0002"
down_revision = "0001"

TABLES = (
    "patients_rows.v1",
    "timeline_rows.v1",
    "states_rows.v1",
    "regimens_rows.v1",
    "cycles_rows.v1",
    "doses_rows.v1",
    "radiotherapy_courses_rows.v1",
    "labs_rows.v1",
    "lesions_rows.v1",
    "responses_rows.v1",
    "progressions_rows.v1",
    "adverse_events_rows.v1",
    "performance_rows.v1",
    "sources_rows.v1",
)

VIEWS = (
    "patients.v1",
    "timeline.v1",
    "states.v1",
    "months.v1",
    "regimens.v1",
    "cycles.v1",
    "doses.v1",
    "radiotherapy_courses.v1",
    "labs.v1",
    "lesions.v1",
    "responses.v1",
    "progressions.v1",
    "adverse_events.v1",
    "performance.v1",
    "sources.v1",
)

FOLDER = Path(__file__).resolve().parent.parent


def upgrade() -> None:
    for kind, names in (("tables", TABLES), ("views", VIEWS)):
        for name in names:
            op.get_bind().exec_driver_sql((FOLDER / kind / f"{name}.sql").read_text(encoding="utf-8").strip())
    op.execute("PRAGMA user_version = 0")


def downgrade() -> None:
    for name in reversed(VIEWS):
        op.execute(f"DROP VIEW {name.removesuffix('.v1')}")
    for name in reversed(TABLES):
        op.execute(f"DROP TABLE {name.removesuffix('.v1')}")
