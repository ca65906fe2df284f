"""${message}."""

from alembic import op

revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}


def upgrade() -> None:
    ${upgrades if upgrades else "op.execute()"}
    # The rows of every read model are built again at the next start; without this, existing databases keep old ones.
    op.execute("PRAGMA user_version = 0")


def downgrade() -> None:
    ${downgrades if downgrades else "op.execute()"}
