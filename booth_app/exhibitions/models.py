"""Tables of what an organiser sets up: exhibition, terms, halls, booths, roles."""

from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, Numeric, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from booth_app.base.columns import Base, by_value


class Approval(StrEnum):
    """What submitting a claim leads to."""

    STAFF = "staff"
    NONE = "none"


class Role(StrEnum):
    """What a person may do in one exhibition (`design.md`, "Claims")."""

    ADMINISTRATOR = "administrator"
    SALES = "sales"
    LAYOUT = "layout"
    PROGRAMME = "programme"
    VIEWER = "viewer"
    DOOR = "door"


class Exhibition(Base):
    """One event and its settings. Names in both languages, Arabic first."""

    __tablename__ = "exhibition"
    __table_args__ = (
        CheckConstraint("slug NOT IN ('account', 'my', 'staff')", name="slug_is_free"),
        CheckConstraint("last_day >= first_day", name="days_in_order"),
        CheckConstraint(
            "hold_minutes BETWEEN 1 AND 10080 AND extension_minutes BETWEEN 0 AND 10080", name="hold_minutes"
        ),
        CheckConstraint("hold_cap_minutes >= hold_minutes", name="hold_cap"),
        CheckConstraint("quota IS NULL OR quota > 0", name="quota"),
        CheckConstraint("hijri_offset BETWEEN -1 AND 1", name="hijri_offset"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(40), unique=True)
    name_ar: Mapped[str] = mapped_column(String(200))
    name_en: Mapped[str] = mapped_column(String(200))
    short_name_ar: Mapped[str] = mapped_column(String(80))
    short_name_en: Mapped[str] = mapped_column(String(80))
    motto_ar: Mapped[str] = mapped_column(String(300), default="")
    motto_en: Mapped[str] = mapped_column(String(300), default="")
    about_ar: Mapped[str] = mapped_column(Text, default="")
    about_en: Mapped[str] = mapped_column(Text, default="")
    venue_ar: Mapped[str] = mapped_column(String(200), default="")
    venue_en: Mapped[str] = mapped_column(String(200), default="")
    city_ar: Mapped[str] = mapped_column(String(80), default="")
    city_en: Mapped[str] = mapped_column(String(80), default="")
    first_day: Mapped[date]
    last_day: Mapped[date]
    time_zone: Mapped[str] = mapped_column(String(64), default="Asia/Riyadh")
    hijri_offset: Mapped[int] = mapped_column(default=0)
    listed: Mapped[bool] = mapped_column(default=True)
    contact_email: Mapped[str] = mapped_column(String(254), default="")
    reporting_name_ar: Mapped[str] = mapped_column(String(120), default="")
    reporting_name_en: Mapped[str] = mapped_column(String(120), default="")
    reporting_address: Mapped[str] = mapped_column(String(300), default="")
    help_name_ar: Mapped[str] = mapped_column(String(120), default="")
    help_name_en: Mapped[str] = mapped_column(String(120), default="")
    help_address: Mapped[str] = mapped_column(String(300), default="")
    booking_opens_at: Mapped[datetime | None]
    booking_closes_at: Mapped[datetime | None]
    approval: Mapped[Approval] = mapped_column(by_value(Approval), default=Approval.STAFF)
    vetting: Mapped[bool] = mapped_column(default=True)
    hold_minutes: Mapped[int] = mapped_column(default=15)
    extension_minutes: Mapped[int] = mapped_column(default=15)
    hold_cap_minutes: Mapped[int] = mapped_column(default=60)
    quota: Mapped[int | None]  # none: no limit. So no default, which would be taken for it


class Terms(Base):
    """One version of the terms and conditions, in both languages; never changed, only followed by another."""

    __tablename__ = "terms"
    __table_args__ = (UniqueConstraint("exhibition_id", "version"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    exhibition_id: Mapped[int] = mapped_column(ForeignKey("exhibition.id"))
    version: Mapped[int]
    text_ar: Mapped[str] = mapped_column(Text)
    text_en: Mapped[str] = mapped_column(Text)
    published_at: Mapped[datetime]


class Hall(Base):
    """One floor of one building. `key` is what the command line and addresses call it."""

    __tablename__ = "hall"
    __table_args__ = (UniqueConstraint("exhibition_id", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    exhibition_id: Mapped[int] = mapped_column(ForeignKey("exhibition.id"))
    key: Mapped[str] = mapped_column(String(40))
    name_ar: Mapped[str] = mapped_column(String(80))
    name_en: Mapped[str] = mapped_column(String(80))
    level: Mapped[int] = mapped_column(default=0)
    position: Mapped[int] = mapped_column(default=0)


class Booth(Base):
    """The thing with a number that is claimed; outlives every revision of the plan.

    A hold reads `closed` and `removed_at` under a lock on this row, and so does the publishing that sets them.
    """

    __tablename__ = "booth"
    __table_args__ = (
        Index(
            "uq_booth_number_in_use",
            "exhibition_id",
            "number",
            unique=True,
            sqlite_where=text("removed_at IS NULL"),
            postgresql_where=text("removed_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    exhibition_id: Mapped[int] = mapped_column(ForeignKey("exhibition.id"), index=True)
    hall_id: Mapped[int] = mapped_column(ForeignKey("hall.id"), index=True)
    number: Mapped[str] = mapped_column(String(18))
    sort_key: Mapped[str] = mapped_column(String(80))
    closed: Mapped[bool] = mapped_column(default=False)
    price: Mapped[Decimal | None] = mapped_column(Numeric(10, 2))
    price_class: Mapped[str] = mapped_column(String(40), default="")
    removed_at: Mapped[datetime | None]


class FormerNumber(Base):
    """A number a booth once had: old links and printed codes still find it, and nobody else gets it."""

    __tablename__ = "former_number"

    exhibition_id: Mapped[int] = mapped_column(ForeignKey("exhibition.id"), primary_key=True)
    number: Mapped[str] = mapped_column(String(18), primary_key=True)
    booth_id: Mapped[int] = mapped_column(ForeignKey("booth.id"))
    until: Mapped[datetime]


class StaffRole(Base):
    """A person's role in one exhibition; a person may have several."""

    __tablename__ = "staff_role"

    exhibition_id: Mapped[int] = mapped_column(ForeignKey("exhibition.id"), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("account.id"), primary_key=True, index=True)
    role: Mapped[Role] = mapped_column(by_value(Role), primary_key=True)
