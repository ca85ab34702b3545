"""What others may call."""

from booth_app.layouts.refusals import (
    EditRefused,
    LayoutHasErrors,
    LayoutOutdated,
    NoHallInPlan,
    NoSuchWarning,
    NotADraft,
    NothingPublished,
    NothingToUndo,
    ReasonMissing,
    SeveralHalls,
    WarningsUnanswered,
    WrongRules,
)
from booth_app.layouts.services.accepting import accept_warning, withdraw_acceptance
from booth_app.layouts.services.drafting import discard, import_plan, start_draft
from booth_app.layouts.services.editing import edit, key_for_new, redo, seek, undo
from booth_app.layouts.services.files import ask_file, drop_file, keep_file, keep_mapping
from booth_app.layouts.services.publishing import Published, hold_still, publish
from booth_app.layouts.services.rules import set_rules
from booth_app.layouts.services.updating import bring_up_to_date

__all__ = [
    "EditRefused",
    "LayoutHasErrors",
    "LayoutOutdated",
    "NoHallInPlan",
    "NoSuchWarning",
    "NotADraft",
    "NothingPublished",
    "NothingToUndo",
    "Published",
    "ReasonMissing",
    "SeveralHalls",
    "WarningsUnanswered",
    "WrongRules",
    "accept_warning",
    "ask_file",
    "bring_up_to_date",
    "discard",
    "drop_file",
    "edit",
    "hold_still",
    "import_plan",
    "keep_file",
    "keep_mapping",
    "key_for_new",
    "publish",
    "redo",
    "seek",
    "set_rules",
    "start_draft",
    "undo",
    "withdraw_acceptance",
]
