"""Tables of people. What a person may do stands elsewhere: in an exhibition's roles, in an organisation's members."""

from datetime import datetime
from typing import Any

from flask import current_app
from flask_security.core import RoleMixin, UserMixin
from sqlalchemy import JSON, String
from sqlalchemy.orm import Mapped, mapped_column

from booth_app.base.columns import Base


class NoRole(RoleMixin):
    """The library wants a role model; ours are per exhibition (`exhibitions.models.StaffRole`)."""


class User(Base, UserMixin):
    """A person who can sign in. `fs_uniquifier` is in every session; a new one ends them all."""

    __tablename__ = "account"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(254), unique=True)
    name: Mapped[str] = mapped_column(String(120), default="")
    language: Mapped[str] = mapped_column(String(2), default="ar")
    password: Mapped[str | None] = mapped_column(String(255))
    active: Mapped[bool] = mapped_column(default=True)
    sample: Mapped[bool] = mapped_column(default=False)
    fs_uniquifier: Mapped[str] = mapped_column(String(64), unique=True)
    confirmed_at: Mapped[datetime | None]
    create_datetime: Mapped[datetime]
    update_datetime: Mapped[datetime]
    tf_primary_method: Mapped[str | None] = mapped_column(String(64))
    tf_totp_secret: Mapped[str | None] = mapped_column(String(255))
    tf_phone_number: Mapped[str | None] = mapped_column(String(32))
    tf_last_counter: Mapped[int | None]
    """The half minute of the last one-time code that was taken: that code and all before it are spent."""
    mf_recovery_codes: Mapped[list[str] | None] = mapped_column(JSON)

    @property
    def roles(self) -> list[Any]:
        """None of the library's kind."""
        return []

    def check_tf_required(
        self, tf_setup_methods: list[tuple[str, str]], tf_fresh: bool
    ) -> tuple[bool, list[tuple[str, str]]]:
        """Whether signing in takes a second factor: who has one gives it, who must have one sets it up."""
        required, methods = super().check_tf_required(tf_setup_methods, tf_fresh)
        return required or self.check_tf_required_setup(), methods

    def check_tf_required_setup(self) -> bool:
        """Whether this person may not sign in without a second factor, as the application says."""
        return current_app.extensions["second_factor"](self.id)


class EndedSession(Base):
    """A session that its person ended: a copy of its cookie opens nothing any more.

    Sessions live in the browser's signed cookie, so what is kept here is only what may not come back, by the
    hash of its number, until its cookie would be too old anyway.
    """

    __tablename__ = "ended_session"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    until: Mapped[datetime] = mapped_column(index=True)
