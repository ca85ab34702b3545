"""Tables of claims. What must never happen twice is a primary key here."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from booth_app.base.columns import Base, by_value


class ClaimState(StrEnum):
    """Where a claim stands (`states.py` has the ways between)."""

    HELD = "held"
    SUBMITTED = "submitted"
    CONFIRMED = "confirmed"
    EXPIRED = "expired"
    RELEASED = "released"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    CANCELLED = "cancelled"


class Claim(Base):
    """One organisation's hold or booking of one or more adjoining booths."""

    __tablename__ = "claim"
    __table_args__ = (
        UniqueConstraint("exhibition_id", "number"),
        CheckConstraint("extensions BETWEEN 0 AND 1", name="one_extension"),
        CheckConstraint(
            "state NOT IN ('submitted', 'confirmed') OR assigned OR terms_id IS NOT NULL",
            name="terms_before_submitting",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    exhibition_id: Mapped[int] = mapped_column(ForeignKey("exhibition.id"), index=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    state: Mapped[ClaimState] = mapped_column(by_value(ClaimState), index=True)
    number: Mapped[str | None] = mapped_column(String(24))
    assigned: Mapped[bool] = mapped_column(default=False)
    made_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    made_at: Mapped[datetime]
    held_until: Mapped[datetime | None]
    cap_at: Mapped[datetime | None]
    extensions: Mapped[int] = mapped_column(default=0)
    terms_id: Mapped[int | None] = mapped_column(ForeignKey("terms.id"))
    terms_at: Mapped[datetime | None]
    terms_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    submitted_at: Mapped[datetime | None]
    decided_at: Mapped[datetime | None]
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    ended_at: Mapped[datetime | None]
    reason: Mapped[str] = mapped_column(Text, default="")
    fascia_ar: Mapped[str] = mapped_column(String(60), default="")
    fascia_en: Mapped[str] = mapped_column(String(60), default="")
    contact_name: Mapped[str] = mapped_column(String(120), default="")
    contact_email: Mapped[str] = mapped_column(String(254), default="")
    contact_phone: Mapped[str] = mapped_column(String(20), default="")
    power_kw: Mapped[int | None]
    notes: Mapped[str] = mapped_column(Text, default="")


class ClaimBooth(Base):
    """Which booths a claim is for; stays as history after they are free again."""

    __tablename__ = "claim_booth"

    claim_id: Mapped[int] = mapped_column(ForeignKey("claim.id"), primary_key=True)
    booth_id: Mapped[int] = mapped_column(ForeignKey("booth.id"), primary_key=True, index=True)


class TakenBooth(Base):
    """Who has a booth. No row: it is free. A row past `held_until` may be taken over."""

    __tablename__ = "taken_booth"

    booth_id: Mapped[int] = mapped_column(ForeignKey("booth.id"), primary_key=True, autoincrement=False)
    claim_id: Mapped[int] = mapped_column(ForeignKey("claim.id"), index=True)
    held_until: Mapped[datetime | None] = mapped_column(index=True)


class HoldSeries(Base):
    """Holds of one organisation on one booth that follow each other closely: one absolute cap is over them all.

    Without it a hold released and taken again would live for ever.
    """

    __tablename__ = "hold_series"

    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), primary_key=True)
    booth_id: Mapped[int] = mapped_column(ForeignKey("booth.id"), primary_key=True)
    first_at: Mapped[datetime]
    last_until: Mapped[datetime]


class Reservation(Base):
    """A booth kept for someone until a day. `organisation_id` may hold it; a label names a body not registered yet."""

    __tablename__ = "reservation"
    __table_args__ = (CheckConstraint("organisation_id IS NOT NULL OR label_ar <> ''", name="for_someone"),)

    booth_id: Mapped[int] = mapped_column(ForeignKey("booth.id"), primary_key=True, autoincrement=False)
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    label_ar: Mapped[str] = mapped_column(String(160), default="")
    label_en: Mapped[str] = mapped_column(String(160), default="")
    until: Mapped[datetime | None]
    made_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))


class CoExhibitor(Base):
    """A body that shares a claim; the claim's own organisation leads."""

    __tablename__ = "co_exhibitor"

    claim_id: Mapped[int] = mapped_column(ForeignKey("claim.id"), primary_key=True)
    profile_id: Mapped[int] = mapped_column(ForeignKey("profile.id"), primary_key=True, index=True)
    position: Mapped[int] = mapped_column(default=0)
