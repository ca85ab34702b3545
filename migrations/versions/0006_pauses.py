"""Pauses of the timetable, and where an exhibition is for the times of prayer."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forwards."""

    op.create_table(
        "pause",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("exhibition_id", sa.Integer(), nullable=False),
        sa.Column("begins_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "prayer",
            sa.Enum(
                "fajr",
                "dhuhr",
                "asr",
                "maghrib",
                "isha",
                name="prayer",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("name_ar", sa.String(length=80), nullable=False),
        sa.Column("name_en", sa.String(length=80), nullable=False),
        sa.CheckConstraint("prayer IS NOT NULL OR (name_ar <> '' AND name_en <> '')", name=op.f("ck_pause_has_name")),
        sa.CheckConstraint("ends_at > begins_at", name=op.f("ck_pause_has_length")),
        sa.ForeignKeyConstraint(["exhibition_id"], ["exhibition.id"], name=op.f("fk_pause_exhibition_id_exhibition")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pause")),
        sa.UniqueConstraint(
            "exhibition_id", "begins_at", "ends_at", name=op.f("uq_pause_exhibition_id_begins_at_ends_at")
        ),
    )
    with op.batch_alter_table("pause", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_pause_exhibition_id"), ["exhibition_id"], unique=False)

    op.create_table(
        "prayer_settings",
        sa.Column("exhibition_id", sa.Integer(), nullable=False),
        sa.Column("latitude", sa.Integer(), nullable=False),
        sa.Column("longitude", sa.Integer(), nullable=False),
        sa.Column("ramadan_isha", sa.Boolean(), nullable=False),
        sa.Column("lengths", sa.JSON(), nullable=False),
        sa.Column("offsets", sa.JSON(), nullable=False),
        sa.Column("table", sa.String(length=200000), nullable=False),
        sa.CheckConstraint("latitude BETWEEN -660000 AND 660000", name=op.f("ck_prayer_settings_latitude")),
        sa.CheckConstraint("longitude BETWEEN -1800000 AND 1800000", name=op.f("ck_prayer_settings_longitude")),
        sa.ForeignKeyConstraint(
            ["exhibition_id"], ["exhibition.id"], name=op.f("fk_prayer_settings_exhibition_id_exhibition")
        ),
        sa.PrimaryKeyConstraint("exhibition_id", name=op.f("pk_prayer_settings")),
    )


def downgrade() -> None:
    """Back."""

    op.drop_table("prayer_settings")
    with op.batch_alter_table("pause", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_pause_exhibition_id"))

    op.drop_table("pause")
