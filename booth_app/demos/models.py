"""Tables of demonstrations. No two slots share a place or a presenter: a five-minute tick is a primary key."""

from datetime import datetime, time
from enum import StrEnum

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from booth_app.base.columns import Base, by_value
from booth_app.exhibitors.models import Category


class PlaceKind(StrEnum):
    """Where a slot can be."""

    STAGE = "stage"
    MEETING_ROOM = "meeting_room"


class ShowcaseState(StrEnum):
    """Where a showcase stands."""

    PROPOSED = "proposed"
    CHANGES_REQUESTED = "changes_requested"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


class Audience(StrEnum):
    """Who may come."""

    EVERYONE = "everyone"
    FAMILIES = "families"
    PROFESSIONALS = "professionals"
    VETTED_ONLY = "vetted_only"


class Place(Base):
    """A stage or meeting room, and where it is on the plan (`fixture_key`)."""

    __tablename__ = "place"
    __table_args__ = (
        UniqueConstraint("exhibition_id", "hall_id", "fixture_key"),
        CheckConstraint("change_over_minutes >= 0 AND change_over_minutes % 5 = 0", name="change_over"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    exhibition_id: Mapped[int] = mapped_column(ForeignKey("exhibition.id"))
    hall_id: Mapped[int] = mapped_column(ForeignKey("hall.id"))
    fixture_key: Mapped[str] = mapped_column(String(80))
    kind: Mapped[PlaceKind] = mapped_column(by_value(PlaceKind))
    name_ar: Mapped[str] = mapped_column(String(80))
    name_en: Mapped[str] = mapped_column(String(80))
    capacity: Mapped[int]
    accessible_seats: Mapped[int] = mapped_column(default=0)
    change_over_minutes: Mapped[int] = mapped_column(default=10)
    opens: Mapped[time]
    closes: Mapped[time]
    position: Mapped[int] = mapped_column(default=0)


class Showcase(Base):
    """A demonstration of a tool, proposed by an exhibitor, public only when accepted."""

    __tablename__ = "showcase"
    __table_args__ = (
        UniqueConstraint("exhibition_id", "slug"),
        CheckConstraint("length_minutes BETWEEN 5 AND 240 AND length_minutes % 5 = 0", name="length"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    exhibition_id: Mapped[int] = mapped_column(ForeignKey("exhibition.id"))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    slug: Mapped[str] = mapped_column(String(80))
    state: Mapped[ShowcaseState] = mapped_column(by_value(ShowcaseState), index=True)
    title_ar: Mapped[str] = mapped_column(String(160))
    title_en: Mapped[str] = mapped_column(String(160))
    abstract_ar: Mapped[str] = mapped_column(Text)
    abstract_en: Mapped[str] = mapped_column(Text)
    tool_ar: Mapped[str] = mapped_column(String(120))
    tool_en: Mapped[str] = mapped_column(String(120))
    category: Mapped[Category] = mapped_column(by_value(Category))
    length_minutes: Mapped[int]
    audience: Mapped[Audience] = mapped_column(by_value(Audience))
    language: Mapped[str] = mapped_column(String(5), default="ar")
    declared_synthetic: Mapped[bool]
    declared_harmless: Mapped[bool]
    declared_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    submitted_at: Mapped[datetime]
    decided_at: Mapped[datetime | None]
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    reason: Mapped[str] = mapped_column(Text, default="")


class Presenter(Base):
    """A person who presents for an organisation; the e-mail is private."""

    __tablename__ = "presenter"

    id: Mapped[int] = mapped_column(primary_key=True)
    exhibition_id: Mapped[int] = mapped_column(ForeignKey("exhibition.id"))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    name_ar: Mapped[str] = mapped_column(String(120))
    name_en: Mapped[str] = mapped_column(String(120))
    email: Mapped[str] = mapped_column(String(254), default="")


class ShowcasePresenter(Base):
    """Who presents a showcase."""

    __tablename__ = "showcase_presenter"

    showcase_id: Mapped[int] = mapped_column(ForeignKey("showcase.id"), primary_key=True)
    presenter_id: Mapped[int] = mapped_column(ForeignKey("presenter.id"), primary_key=True, index=True)
    position: Mapped[int] = mapped_column(default=0)


class Slot(Base):
    """A showcase at a time in a place. `uid` is its name in calendars for ever."""

    __tablename__ = "slot"
    __table_args__ = (CheckConstraint("ends_at > starts_at", name="has_length"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    exhibition_id: Mapped[int] = mapped_column(ForeignKey("exhibition.id"), index=True)
    showcase_id: Mapped[int] = mapped_column(ForeignKey("showcase.id"), index=True)
    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"), index=True)
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    uid: Mapped[str] = mapped_column(String(36), unique=True)
    sequence: Mapped[int] = mapped_column(default=0)


class PlaceTick(Base):
    """Five minutes of a place (seconds since 1970 ÷ 300), change-over counted."""

    __tablename__ = "place_tick"

    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"), primary_key=True)
    tick: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    slot_id: Mapped[int] = mapped_column(ForeignKey("slot.id"), index=True)


class PresenterTick(Base):
    """Five minutes of a presenter."""

    __tablename__ = "presenter_tick"

    presenter_id: Mapped[int] = mapped_column(ForeignKey("presenter.id"), primary_key=True)
    tick: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    slot_id: Mapped[int] = mapped_column(ForeignKey("slot.id"), index=True)
