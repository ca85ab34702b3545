"""Tables of plans. Lengths are integer millimetres; shapes of a revision are written once and never changed.

A draft has no shapes of its own: it is its base revision and the edits made to it (`DraftStep`), so undo is a
cursor and nothing is lost. Publishing writes the shapes.
"""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, LargeBinary, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from booth_app.base.columns import Base, by_value


class RevisionState(StrEnum):
    """A plan's life: one published per hall."""

    DRAFT = "draft"
    PUBLISHED = "published"
    SUPERSEDED = "superseded"
    DISCARDED = "discarded"


class Revision(Base):
    """One version of a hall's plan."""

    __tablename__ = "layout_revision"
    __table_args__ = (
        UniqueConstraint("hall_id", "number"),
        Index(
            "uq_layout_revision_one_published",
            "hall_id",
            unique=True,
            sqlite_where=text("state = 'published'"),
            postgresql_where=text("state = 'published'"),
        ),
        CheckConstraint("cursor >= 0", name="cursor"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    hall_id: Mapped[int] = mapped_column(ForeignKey("hall.id"))
    number: Mapped[int]
    state: Mapped[RevisionState] = mapped_column(by_value(RevisionState))
    version: Mapped[int] = mapped_column(default=0)
    cursor: Mapped[int] = mapped_column(default=0)
    base_id: Mapped[int | None] = mapped_column(ForeignKey("layout_revision.id"))
    ground: Mapped[dict[str, Any]] = mapped_column(JSON)
    made_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    made_at: Mapped[datetime]
    published_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    published_at: Mapped[datetime | None]
    signed: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    """Every warning that stood when it was published, and how whoever published answered for it."""


class BoothShapeRow(Base):
    """A booth's polygon, open sides and type in one revision."""

    __tablename__ = "booth_shape"

    revision_id: Mapped[int] = mapped_column(ForeignKey("layout_revision.id"), primary_key=True)
    booth_id: Mapped[int] = mapped_column(ForeignKey("booth.id"), primary_key=True, index=True)
    number: Mapped[str] = mapped_column(String(18))
    rings: Mapped[list[Any]] = mapped_column(JSON)
    area_mm2: Mapped[int]
    type: Mapped[str] = mapped_column(String(24))
    open_sides: Mapped[str] = mapped_column(String(40))
    drawn: Mapped[dict[str, Any]] = mapped_column(JSON)
    zone: Mapped[str] = mapped_column(String(80), default="")


class FixtureShapeRow(Base):
    """A column, an exit, a stage … in one revision."""

    __tablename__ = "fixture_shape"
    __table_args__ = (UniqueConstraint("revision_id", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    revision_id: Mapped[int] = mapped_column(ForeignKey("layout_revision.id"))
    key: Mapped[str] = mapped_column(String(80))
    kind: Mapped[str] = mapped_column(String(24))
    values: Mapped[dict[str, Any]] = mapped_column(JSON)


class LayoutRules(Base):
    """What an exhibition says over the default rules of a layout; one that says nothing has no row."""

    __tablename__ = "layout_rules"

    exhibition_id: Mapped[int] = mapped_column(ForeignKey("exhibition.id"), primary_key=True)
    settings: Mapped[dict[str, Any]] = mapped_column(JSON)
    preset: Mapped[str | None] = mapped_column(String(40))
    version: Mapped[int] = mapped_column(default=1)
    changed_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    changed_at: Mapped[datetime]


class AcceptedWarning(Base):
    """A warning that somebody accepts in a draft, with the reason. It holds while the finding is no worse than then.

    What is found is not stored, it is found anew each time; the row waits for its finding, so that undo and redo
    bring the acceptance back with it.
    """

    __tablename__ = "accepted_warning"

    revision_id: Mapped[int] = mapped_column(ForeignKey("layout_revision.id"), primary_key=True)
    finding: Mapped[str] = mapped_column(String(200), primary_key=True)
    short_by: Mapped[int]
    """How far what was measured lay from what is required: thousandths of the rule's unit."""
    reason: Mapped[str] = mapped_column(String(1000))
    accepted_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    accepted_at: Mapped[datetime]


class PlanFile(Base):
    """A plan file that somebody uploaded and has not yet made a draft of: it is looked at and asked about.

    Gone with the draft, with another upload for the hall by the same person, and after a day.
    """

    __tablename__ = "plan_file"

    id: Mapped[int] = mapped_column(primary_key=True)
    hall_id: Mapped[int] = mapped_column(ForeignKey("hall.id"), index=True)
    name: Mapped[str] = mapped_column(String(120))
    data: Mapped[bytes] = mapped_column(LargeBinary)
    asked: Mapped[dict[str, Any]] = mapped_column(JSON)
    uploaded_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    uploaded_at: Mapped[datetime]


class PlanMapping(Base):
    """What an exhibition says about drawings that are not drawn by the profile (`planfiles.mapping`)."""

    __tablename__ = "plan_mapping"

    exhibition_id: Mapped[int] = mapped_column(ForeignKey("exhibition.id"), primary_key=True)
    mapping: Mapped[dict[str, Any]] = mapped_column(JSON)
    changed_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    changed_at: Mapped[datetime]


class DraftStep(Base):
    """One edit of a draft. Steps above the draft's cursor are undone, and gone with the next edit."""

    __tablename__ = "draft_step"

    revision_id: Mapped[int] = mapped_column(ForeignKey("layout_revision.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    edit: Mapped[dict[str, Any]] = mapped_column(JSON)
    made_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    made_at: Mapped[datetime]
