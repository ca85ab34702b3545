"""Which rules an exhibition's layouts must keep."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from booth_app.layouts.models import LayoutRules


@dataclass(frozen=True, slots=True)
class RuleSettings:
    """What an exhibition says of the rules. `version` 0: it says nothing, and the defaults hold.

    `preset` is the set of figures that it began with; figures may have been changed since.
    """

    settings: Mapping[str, Any]
    version: int = 0
    preset: str | None = None
    changed_by: int | None = None
    changed_at: datetime | None = None


def rules(session: Session, exhibition_id: int) -> Mapping[str, Any]:
    """The settings as `geometry.settings.held` takes them, over the defaults; empty where nothing is said."""
    return rule_settings(session, exhibition_id).settings


def rule_settings(session: Session, exhibition_id: int) -> RuleSettings:
    """The settings, and who said them."""
    row = session.scalar(select(LayoutRules).where(LayoutRules.exhibition_id == exhibition_id))
    if row is None:
        return RuleSettings({})
    return RuleSettings(row.settings, row.version, row.preset, row.changed_by, row.changed_at)
