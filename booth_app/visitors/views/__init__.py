"""Public pages: one module per kind of page, all in one blueprint."""

from booth_app.visitors.views import exhibitors, index, machine, paper, plan, previews, search
from booth_app.visitors.views.blueprint import bp

__all__ = ["bp", "exhibitors", "index", "machine", "paper", "plan", "previews", "search"]
