"""Answers about claims, as values that cannot be changed. Private things take who asks first."""

from booth_app.claims.queries.states import BoothState, states

__all__ = ["BoothState", "states"]
