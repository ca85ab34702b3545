"""Warnings accepted with a reason, what was signed with a plan, the preset that an exhibition began with."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forwards."""
    op.add_column("layout_rules", sa.Column("preset", sa.String(length=40), nullable=True))
    op.add_column("layout_revision", sa.Column("signed", sa.JSON(none_as_null=True), nullable=True))
    op.create_table(
        "accepted_warning",
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("finding", sa.String(length=200), nullable=False),
        sa.Column("short_by", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=1000), nullable=False),
        sa.Column("accepted_by", sa.Integer(), nullable=True),
        sa.Column("accepted_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["accepted_by"], ["account.id"], name=op.f("fk_accepted_warning_accepted_by_account")),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["layout_revision.id"], name=op.f("fk_accepted_warning_revision_id_layout_revision")
        ),
        sa.PrimaryKeyConstraint("revision_id", "finding", name=op.f("pk_accepted_warning")),
    )


def downgrade() -> None:
    """Back."""
    op.drop_table("accepted_warning")
    op.drop_column("layout_revision", "signed")
    op.drop_column("layout_rules", "preset")
