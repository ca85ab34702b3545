"""Staff's pages, one module per subject; `bp` has them all."""

from booth_app.desk.views import (
    applications,
    booths,
    claims,
    exports,
    journal,
    organisations,
    roles,
    settings,
    terms,
    today,
)
from booth_app.desk.views.blueprint import bp

__all__ = [
    "applications",
    "booths",
    "bp",
    "claims",
    "exports",
    "journal",
    "organisations",
    "roles",
    "settings",
    "terms",
    "today",
]
