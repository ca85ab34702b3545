"""Pages of claims, and their parts of other pages: parse, call, render."""

from booth_app.claims.views import holding, request, stand
from booth_app.claims.views.blueprint import bp

__all__ = ["bp", "holding", "request", "stand"]
