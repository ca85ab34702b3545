"""Shapes of a plan and the rules they must keep. Metres, y down. Knows no Flask and no SQLAlchemy."""

from booth_app.geometry.checking import check
from booth_app.geometry.plan import (
    BOOTH_TYPES,
    BoothShape,
    Fixture,
    FixtureKind,
    Hall,
    Names,
    Plan,
    Side,
    Zone,
    snap,
)
from booth_app.geometry.settings import WrongSettings
from booth_app.geometry.violation import Severity, Violation

__all__ = [
    "BOOTH_TYPES",
    "BoothShape",
    "Fixture",
    "FixtureKind",
    "Hall",
    "Names",
    "Plan",
    "Severity",
    "Side",
    "Violation",
    "WrongSettings",
    "Zone",
    "check",
    "snap",
]
