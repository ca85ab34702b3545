"""Which rules an exhibition's layouts must keep."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from booth_app.layouts.models import LayoutRules


def rules(session: Session, exhibition_id: int) -> Mapping[str, Any]:
    """The settings as `geometry.settings.held` takes them, over the defaults; empty where nothing is said."""
    found = session.scalar(select(LayoutRules.settings).where(LayoutRules.exhibition_id == exhibition_id))
    return found or {}
