"""What an exhibition says over the default rules of a layout."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forwards."""

    op.create_table(
        "layout_rules",
        sa.Column("exhibition_id", sa.Integer(), nullable=False),
        sa.Column("settings", sa.JSON(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_by", sa.Integer(), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["changed_by"], ["account.id"], name=op.f("fk_layout_rules_changed_by_account")),
        sa.ForeignKeyConstraint(
            ["exhibition_id"], ["exhibition.id"], name=op.f("fk_layout_rules_exhibition_id_exhibition")
        ),
        sa.PrimaryKeyConstraint("exhibition_id", name=op.f("pk_layout_rules")),
    )


def downgrade() -> None:
    """Back."""

    op.drop_table("layout_rules")
