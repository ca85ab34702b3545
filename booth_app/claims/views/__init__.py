"""Pages of claims, and their parts of other pages: parse, call, render."""

from booth_app.claims.views import guests, holding, request, stand
from booth_app.claims.views.blueprint import bp

__all__ = ["bp", "guests", "holding", "request", "stand"]
