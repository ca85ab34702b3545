"""What others may ask of plans."""

from booth_app.layouts.accepted import Acceptance
from booth_app.layouts.queries.drafts import DraftValue, Step, draft
from booth_app.layouts.queries.files import PlanFileValue, plan_file, plan_mapping
from booth_app.layouts.queries.findings import Findings, check_of, findings, sides
from booth_app.layouts.queries.published import (
    BoothFacts,
    PublishedPlan,
    drawn,
    facts,
    published,
    published_halls,
    revision,
)
from booth_app.layouts.queries.revisions import RevisionValue, revisions
from booth_app.layouts.queries.rules import RuleSettings, rule_settings, rules
from booth_app.layouts.shapes import booth_id, booth_key

__all__ = [
    "Acceptance",
    "BoothFacts",
    "DraftValue",
    "Findings",
    "PlanFileValue",
    "PublishedPlan",
    "RevisionValue",
    "RuleSettings",
    "Step",
    "booth_id",
    "booth_key",
    "check_of",
    "draft",
    "drawn",
    "facts",
    "findings",
    "plan_file",
    "plan_mapping",
    "published",
    "published_halls",
    "revision",
    "revisions",
    "rule_settings",
    "rules",
    "sides",
]
