"""Tables of pauses."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from booth_app.base.columns import Base, by_value
from booth_app.text.prayer import Prayer


class PauseRow(Base):
    """A time that the timetable leaves free on all stages. `prayer` is empty for one that staff set by hand."""

    __tablename__ = "pause"
    __table_args__ = (
        CheckConstraint("ends_at > begins_at", name="has_length"),
        CheckConstraint("prayer IS NOT NULL OR (name_ar <> '' AND name_en <> '')", name="has_name"),
        UniqueConstraint("exhibition_id", "begins_at", "ends_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    exhibition_id: Mapped[int] = mapped_column(ForeignKey("exhibition.id"), index=True)
    begins_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    prayer: Mapped[Prayer | None] = mapped_column(by_value(Prayer))
    name_ar: Mapped[str] = mapped_column(String(80), default="")
    name_en: Mapped[str] = mapped_column(String(80), default="")


class PrayerSettings(Base):
    """Where an exhibition is, in ten-thousandths of a degree, and what is laid over the computed times there."""

    __tablename__ = "prayer_settings"
    __table_args__ = (
        CheckConstraint("latitude BETWEEN -660000 AND 660000", name="latitude"),
        CheckConstraint("longitude BETWEEN -1800000 AND 1800000", name="longitude"),
    )

    exhibition_id: Mapped[int] = mapped_column(ForeignKey("exhibition.id"), primary_key=True)
    latitude: Mapped[int]
    longitude: Mapped[int]
    ramadan_isha: Mapped[bool] = mapped_column(default=True)
    lengths: Mapped[dict[str, Any]] = mapped_column(JSON)
    offsets: Mapped[dict[str, int]] = mapped_column(JSON)
    table: Mapped[str] = mapped_column(String(200_000), default="")
