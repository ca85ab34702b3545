"""What the rules find in a draft: asked once per version, and after an edit only of what the edit changed."""

import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from booth_app.geometry import Plan
from booth_app.geometry.checking import Checked, checked
from booth_app.geometry.increment import recheck
from booth_app.layouts.kept import drop, kept, peek


def judged(session: Session, revision_id: int, version: int, plan: Plan, settings: Mapping[str, Any]) -> Checked:
    """What the rules find in a draft's plan at a version, under these settings.

    Raises:
        WrongSettings: the settings name what is not there.
    """
    asked = json.dumps(settings, sort_keys=True)

    def ask() -> Checked:
        before = peek(session, revision_id, ("checked", version - 1, asked))
        if before is None:
            return checked(plan, settings)
        found = recheck(before, plan)
        drop(session, revision_id, ("checked", version - 1, asked))  # it holds a whole survey, and no version returns
        return found

    return kept(session, revision_id, ("checked", version, asked), ask)
