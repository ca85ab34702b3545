"""Seats of slots, their visitors, the role at the door."""

import sqlalchemy as sa
from alembic import op

ROLES = ("administrator", "sales", "layout", "programme", "viewer")

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forwards."""
    op.create_table(
        "seat_rules",
        sa.Column("exhibition_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("walk_in_percent", sa.Integer(), nullable=False),
        sa.Column("most_seats", sa.Integer(), nullable=False),
        sa.Column("most_a_day", sa.Integer(), nullable=False),
        sa.Column("confirm_minutes", sa.Integer(), nullable=False),
        sa.Column("offer_minutes", sa.Integer(), nullable=False),
        sa.Column("keep_days", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "confirm_minutes BETWEEN 0 AND 1440 AND offer_minutes BETWEEN 1 AND 1440",
            name=op.f("ck_seat_rules_minutes"),
        ),
        sa.CheckConstraint("keep_days BETWEEN 1 AND 365", name=op.f("ck_seat_rules_keep_days")),
        sa.CheckConstraint(
            "most_seats BETWEEN 1 AND 50 AND most_a_day BETWEEN 1 AND 50", name=op.f("ck_seat_rules_limits")
        ),
        sa.CheckConstraint("walk_in_percent BETWEEN 0 AND 100", name=op.f("ck_seat_rules_walk_in_percent")),
        sa.ForeignKeyConstraint(
            ["exhibition_id"], ["exhibition.id"], name=op.f("fk_seat_rules_exhibition_id_exhibition")
        ),
        sa.PrimaryKeyConstraint("exhibition_id", name=op.f("pk_seat_rules")),
    )
    op.create_table(
        "visitor",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("exhibition_id", sa.Integer(), nullable=False),
        sa.Column("mark", sa.String(length=64), nullable=True),
        sa.Column(
            "approval",
            sa.Enum(
                "none",
                "asked",
                "approved",
                "refused",
                name="approval",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("decided_by", sa.Integer(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["decided_by"], ["account.id"], name=op.f("fk_visitor_decided_by_account")),
        sa.ForeignKeyConstraint(["exhibition_id"], ["exhibition.id"], name=op.f("fk_visitor_exhibition_id_exhibition")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visitor")),
        sa.UniqueConstraint("exhibition_id", "mark", name=op.f("uq_visitor_exhibition_id_mark")),
    )
    op.create_table(
        "visitor_contact",
        sa.Column("visitor_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("body", sa.String(length=160), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.ForeignKeyConstraint(["visitor_id"], ["visitor.id"], name=op.f("fk_visitor_contact_visitor_id_visitor")),
        sa.PrimaryKeyConstraint("visitor_id", name=op.f("pk_visitor_contact")),
    )
    op.create_table(
        "seat_reservation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("exhibition_id", sa.Integer(), nullable=False),
        sa.Column("showcase_id", sa.Integer(), nullable=False),
        sa.Column("slot_id", sa.Integer(), nullable=True),
        sa.Column("place_id", sa.Integer(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("visitor_id", sa.Integer(), nullable=True),
        sa.Column(
            "state",
            sa.Enum(
                "requested",
                "waiting",
                "held",
                "reserved",
                "cancelled",
                "declined",
                "lapsed",
                "refused",
                "removed",
                name="seatstate",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("seats", sa.Integer(), nullable=False),
        sa.Column("accessible", sa.Integer(), nullable=False),
        sa.Column("place_in_line", sa.Integer(), nullable=True),
        sa.Column("held_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("code", sa.String(length=12), nullable=False),
        sa.Column("uid", sa.String(length=36), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("(state = 'held') = (held_until IS NOT NULL)", name=op.f("ck_seat_reservation_held_until")),
        sa.CheckConstraint(
            "seats BETWEEN 1 AND 50 AND accessible BETWEEN 0 AND seats", name=op.f("ck_seat_reservation_seats")
        ),
        sa.ForeignKeyConstraint(
            ["exhibition_id"], ["exhibition.id"], name=op.f("fk_seat_reservation_exhibition_id_exhibition")
        ),
        sa.ForeignKeyConstraint(["place_id"], ["place.id"], name=op.f("fk_seat_reservation_place_id_place")),
        sa.ForeignKeyConstraint(
            ["showcase_id"], ["showcase.id"], name=op.f("fk_seat_reservation_showcase_id_showcase")
        ),
        sa.ForeignKeyConstraint(["slot_id"], ["slot.id"], name=op.f("fk_seat_reservation_slot_id_slot")),
        sa.ForeignKeyConstraint(["visitor_id"], ["visitor.id"], name=op.f("fk_seat_reservation_visitor_id_visitor")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_seat_reservation")),
        sa.UniqueConstraint("code", name=op.f("uq_seat_reservation_code")),
        sa.UniqueConstraint("slot_id", "place_in_line", name=op.f("uq_seat_reservation_slot_id_place_in_line")),
        sa.UniqueConstraint("uid", name=op.f("uq_seat_reservation_uid")),
    )
    with op.batch_alter_table("seat_reservation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_seat_reservation_exhibition_id"), ["exhibition_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_seat_reservation_showcase_id"), ["showcase_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_seat_reservation_state_held_until"), ["state", "held_until"], unique=False)
        batch_op.create_index(batch_op.f("ix_seat_reservation_visitor_id"), ["visitor_id"], unique=False)
        batch_op.create_index(
            "uq_seat_reservation_one_a_person",
            ["slot_id", "visitor_id"],
            unique=True,
            sqlite_where=sa.text("state IN ('requested', 'waiting', 'held', 'reserved')"),
            postgresql_where=sa.text("state IN ('requested', 'waiting', 'held', 'reserved')"),
        )

    op.create_table(
        "seating",
        sa.Column("slot_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("standard", sa.Integer(), nullable=False),
        sa.Column("accessible", sa.Integer(), nullable=False),
        sa.Column("walk_in", sa.Integer(), nullable=False),
        sa.Column("last_in_line", sa.Integer(), nullable=False),
        sa.CheckConstraint("standard >= 0 AND accessible >= 0 AND walk_in >= 0", name=op.f("ck_seating_counts")),
        sa.ForeignKeyConstraint(["slot_id"], ["slot.id"], name=op.f("fk_seating_slot_id_slot")),
        sa.PrimaryKeyConstraint("slot_id", name=op.f("pk_seating")),
    )
    op.create_table(
        "seat",
        sa.Column("slot_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("seat_no", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "standard",
                "accessible",
                "walk_in",
                name="seatkind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("reservation_id", sa.Integer(), nullable=True),
        sa.Column("came_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("came_at IS NULL OR reservation_id IS NOT NULL", name=op.f("ck_seat_came_at")),
        sa.CheckConstraint("seat_no > 0", name=op.f("ck_seat_seat_no")),
        sa.ForeignKeyConstraint(
            ["reservation_id"], ["seat_reservation.id"], name=op.f("fk_seat_reservation_id_seat_reservation")
        ),
        sa.ForeignKeyConstraint(["slot_id"], ["seating.slot_id"], name=op.f("fk_seat_slot_id_seating")),
        sa.PrimaryKeyConstraint("slot_id", "seat_no", name=op.f("pk_seat")),
    )
    with op.batch_alter_table("seat", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_seat_reservation_id"), ["reservation_id"], unique=False)

    op.create_table(
        "visitor_tick",
        sa.Column("visitor_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("tick", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("reservation_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["reservation_id"], ["seat_reservation.id"], name=op.f("fk_visitor_tick_reservation_id_seat_reservation")
        ),
        sa.ForeignKeyConstraint(["visitor_id"], ["visitor.id"], name=op.f("fk_visitor_tick_visitor_id_visitor")),
        sa.PrimaryKeyConstraint("visitor_id", "tick", name=op.f("pk_visitor_tick")),
    )
    with op.batch_alter_table("visitor_tick", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_visitor_tick_reservation_id"), ["reservation_id"], unique=False)

    op.add_column("place", sa.Column("accessible_seats", sa.Integer(), nullable=False, server_default="0"))
    _allow_roles((*ROLES, "door"))


def downgrade() -> None:
    """Back: nobody has the role at the door any more."""
    op.execute("DELETE FROM staff_role WHERE role = 'door'")
    _allow_roles(ROLES)
    op.drop_column("place", "accessible_seats")

    with op.batch_alter_table("visitor_tick", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_visitor_tick_reservation_id"))

    op.drop_table("visitor_tick")
    with op.batch_alter_table("seat", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_seat_reservation_id"))

    op.drop_table("seat")
    op.drop_table("seating")
    with op.batch_alter_table("seat_reservation", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_seat_reservation_one_a_person",
            sqlite_where=sa.text("state IN ('requested', 'waiting', 'held', 'reserved')"),
            postgresql_where=sa.text("state IN ('requested', 'waiting', 'held', 'reserved')"),
        )
        batch_op.drop_index(batch_op.f("ix_seat_reservation_visitor_id"))
        batch_op.drop_index(batch_op.f("ix_seat_reservation_state_held_until"))
        batch_op.drop_index(batch_op.f("ix_seat_reservation_showcase_id"))
        batch_op.drop_index(batch_op.f("ix_seat_reservation_exhibition_id"))

    op.drop_table("seat_reservation")
    op.drop_table("visitor_contact")
    op.drop_table("visitor")
    op.drop_table("seat_rules")


def _allow_roles(roles: tuple[str, ...]) -> None:
    """Say which roles there are: the check of the column, which SQLite changes only by making the table anew."""
    listed = ", ".join(f"'{each}'" for each in roles)
    if op.get_bind().dialect.name == "postgresql":
        op.drop_constraint(op.f("ck_staff_role_role"), "staff_role", type_="check")
        op.create_check_constraint(op.f("ck_staff_role_role"), "staff_role", f"role IN ({listed})")
        return
    kind = sa.Enum(*roles, name="role", native_enum=False, create_constraint=True, length=32)
    table = sa.Table(
        "staff_role",
        sa.MetaData(naming_convention={"ck": "ck_%(table_name)s_%(constraint_name)s"}),
        sa.Column("exhibition_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("role", kind, nullable=False),
        sa.ForeignKeyConstraint(
            ["exhibition_id"], ["exhibition.id"], name=op.f("fk_staff_role_exhibition_id_exhibition")
        ),
        sa.ForeignKeyConstraint(["user_id"], ["account.id"], name=op.f("fk_staff_role_user_id_account")),
        sa.PrimaryKeyConstraint("exhibition_id", "user_id", "role", name=op.f("pk_staff_role")),
        sa.Index("ix_staff_role_user_id", "user_id"),
    )
    with op.batch_alter_table("staff_role", copy_from=table, recreate="always"):
        pass
