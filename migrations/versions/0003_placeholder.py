"""Nothing: holds the place of a migration that is written elsewhere."""

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
