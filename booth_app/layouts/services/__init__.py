"""What others may call."""

from booth_app.layouts.refusals import (
    EditRefused,
    LayoutHasErrors,
    LayoutOutdated,
    NoHallInPlan,
    NotADraft,
    NothingPublished,
    NothingToUndo,
    SeveralHalls,
)
from booth_app.layouts.services.drafting import discard, import_plan, start_draft
from booth_app.layouts.services.publishing import Published, publish

__all__ = [
    "EditRefused",
    "LayoutHasErrors",
    "LayoutOutdated",
    "NoHallInPlan",
    "NotADraft",
    "NothingPublished",
    "NothingToUndo",
    "Published",
    "SeveralHalls",
    "discard",
    "import_plan",
    "publish",
    "start_draft",
]
