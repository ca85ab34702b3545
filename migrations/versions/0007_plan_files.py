"""Plan files that are looked at before they become drafts, and what an exhibition says about its drawings."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forwards."""

    op.create_table(
        "plan_mapping",
        sa.Column("exhibition_id", sa.Integer(), nullable=False),
        sa.Column("mapping", sa.JSON(), nullable=False),
        sa.Column("changed_by", sa.Integer(), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["changed_by"], ["account.id"], name=op.f("fk_plan_mapping_changed_by_account")),
        sa.ForeignKeyConstraint(
            ["exhibition_id"], ["exhibition.id"], name=op.f("fk_plan_mapping_exhibition_id_exhibition")
        ),
        sa.PrimaryKeyConstraint("exhibition_id", name=op.f("pk_plan_mapping")),
    )
    op.create_table(
        "plan_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("hall_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.Column("asked", sa.JSON(), nullable=False),
        sa.Column("uploaded_by", sa.Integer(), nullable=True),
        sa.Column("uploaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["hall_id"], ["hall.id"], name=op.f("fk_plan_file_hall_id_hall")),
        sa.ForeignKeyConstraint(["uploaded_by"], ["account.id"], name=op.f("fk_plan_file_uploaded_by_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_file")),
    )
    op.create_index(op.f("ix_plan_file_hall_id"), "plan_file", ["hall_id"], unique=False)


def downgrade() -> None:
    """Back."""

    op.drop_index(op.f("ix_plan_file_hall_id"), table_name="plan_file")
    op.drop_table("plan_file")
    op.drop_table("plan_mapping")
