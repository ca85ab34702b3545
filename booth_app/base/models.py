"""The one table of the ground floor: requests that were done."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, String
from sqlalchemy.orm import Mapped, mapped_column

from booth_app.base.columns import Base


class RequestKey(Base):
    """A request that was carried out, by the key its form carried: the second press finds the first one's result."""

    __tablename__ = "request_key"

    scope: Mapped[str] = mapped_column(String(96), primary_key=True)
    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    fingerprint: Mapped[str] = mapped_column(String(64))
    outcome: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    at: Mapped[datetime]
