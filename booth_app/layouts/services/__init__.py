"""What others may call."""

from booth_app.layouts.services.drafting import discard, import_plan, start_draft
from booth_app.layouts.services.publishing import Published, publish

__all__ = ["Published", "discard", "import_plan", "publish", "start_draft"]
