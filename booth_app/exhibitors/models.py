"""Tables of those who exhibit."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from booth_app.base.columns import Base, by_value


class OrganisationKind(StrEnum):
    """What sort of body it is."""

    PUBLIC_BODY = "public_body"
    COMMUNITY_ORGANISATION = "community_organisation"
    INTERNATIONAL_BODY = "international_body"
    TOOL_MAKER = "tool_maker"


class MemberRole(StrEnum):
    """Owners invite and remove; members act."""

    OWNER = "owner"
    MEMBER = "member"


class Category(StrEnum):
    """What an exhibitor or a showcase is about; each has a shape and a colour on the map."""

    PARENTAL = "parental"
    FILTER = "filter"
    HOTLINE = "hotline"
    FORENSICS = "forensics"
    AWARENESS = "awareness"


class ApplicationState(StrEnum):
    """Where an application to exhibit stands."""

    APPLIED = "applied"
    ACCEPTED = "accepted"
    RETURNED = "returned"
    REJECTED = "rejected"


class Organisation(Base):
    """A body that exhibits, with its name in both languages."""

    __tablename__ = "organisation"

    id: Mapped[int] = mapped_column(primary_key=True)
    name_ar: Mapped[str] = mapped_column(String(160))
    name_en: Mapped[str] = mapped_column(String(160))
    country: Mapped[str] = mapped_column(String(2))
    kind: Mapped[OrganisationKind] = mapped_column(by_value(OrganisationKind))
    website: Mapped[str] = mapped_column(String(300), default="")
    created_at: Mapped[datetime]
    created_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))


class Member(Base):
    """A person who may act for an organisation. A person may act for several."""

    __tablename__ = "member"

    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("account.id"), primary_key=True, index=True)
    role: Mapped[MemberRole] = mapped_column(by_value(MemberRole))
    since: Mapped[datetime]


class Invitation(Base):
    """An invitation to act for an organisation: single use, expiring, its token kept only as a hash."""

    __tablename__ = "invitation"

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    email: Mapped[str] = mapped_column(String(254))
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    invited_by: Mapped[int] = mapped_column(ForeignKey("account.id"))
    expires_at: Mapped[datetime]
    accepted_at: Mapped[datetime | None]


class Application(Base):
    """An organisation's request to exhibit; one per organisation and exhibition.

    Its row is what quotas are counted under: a hold locks it first.
    """

    __tablename__ = "application"
    __table_args__ = (UniqueConstraint("exhibition_id", "organisation_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    exhibition_id: Mapped[int] = mapped_column(ForeignKey("exhibition.id"))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    state: Mapped[ApplicationState] = mapped_column(by_value(ApplicationState))
    category: Mapped[Category] = mapped_column(by_value(Category))
    about_ar: Mapped[str] = mapped_column(Text, default="")
    about_en: Mapped[str] = mapped_column(Text, default="")
    contact_name: Mapped[str] = mapped_column(String(120))
    contact_email: Mapped[str] = mapped_column(String(254))
    contact_phone: Mapped[str] = mapped_column(String(20), default="")
    declared_at: Mapped[datetime]
    declared_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    submitted_at: Mapped[datetime]
    decided_at: Mapped[datetime | None]
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    reason: Mapped[str] = mapped_column(Text, default="")
    version: Mapped[int] = mapped_column(default=1)
    """Counts every change: whoever decides or changes says which one they looked at."""


class Profile(Base):
    """What an exhibition's visitors read of an exhibitor, at a stable address.

    A co-exhibitor of a pavilion has one too, and need not be registered: then `organisation_id` is empty.
    """

    __tablename__ = "profile"
    __table_args__ = (
        UniqueConstraint("exhibition_id", "slug"),
        UniqueConstraint("exhibition_id", "organisation_id"),
        CheckConstraint("name_ar <> '' OR name_en <> ''", name="has_a_name"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    exhibition_id: Mapped[int] = mapped_column(ForeignKey("exhibition.id"))
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    slug: Mapped[str] = mapped_column(String(80))
    name_ar: Mapped[str] = mapped_column(String(160))
    name_en: Mapped[str] = mapped_column(String(160))
    country: Mapped[str] = mapped_column(String(2))
    category: Mapped[Category] = mapped_column(by_value(Category))
    about_ar: Mapped[str] = mapped_column(Text, default="")
    about_en: Mapped[str] = mapped_column(Text, default="")
    website: Mapped[str] = mapped_column(String(300), default="")
    version: Mapped[int] = mapped_column(default=1)


class Tool(Base):
    """A tool that an exhibitor shows at its booth."""

    __tablename__ = "tool"

    id: Mapped[int] = mapped_column(primary_key=True)
    profile_id: Mapped[int] = mapped_column(ForeignKey("profile.id"), index=True)
    position: Mapped[int] = mapped_column(default=0)
    category: Mapped[Category] = mapped_column(by_value(Category))
    name_ar: Mapped[str] = mapped_column(String(120))
    name_en: Mapped[str] = mapped_column(String(120))
    about_ar: Mapped[str] = mapped_column(Text, default="")
    about_en: Mapped[str] = mapped_column(Text, default="")
