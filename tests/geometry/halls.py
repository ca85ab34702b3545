"""A hall with doors and equipment, and what may stand in it, for the rules about ways out."""

from dataclasses import replace

from shapely import LineString, box
from shapely.geometry.base import BaseGeometry

from booth_app.geometry import Fixture, FixtureKind, Hall, Names, Plan
from tests.geometry.plans import booth

HALL = box(0, 0, 30, 20)


def fixture(label: str, kind: str, outline: BaseGeometry, **values: object) -> Fixture:
    return Fixture(label, FixtureKind(kind), label, outline, **values)  # type: ignore[arg-type]


def exit_at(label: str, x: float, width: float = 2.0) -> Fixture:
    """An exit in the upper wall, drawn as thick as a wall, about the wall's line."""
    return fixture(label, "exit", box(x, -0.2, x + width, 0.2))


def hall(*fixtures: Fixture, booths: tuple = (), outline: BaseGeometry = HALL) -> Plan:
    return Plan(halls=(Hall("hall-1", outline),), booths=booths, fixtures=fixtures)


def named(thing: Fixture, ar: str, en: str) -> Fixture:
    return replace(thing, names=Names(ar, en))


def line(*points: tuple[float, float]) -> LineString:
    return LineString(points)


__all__ = ["HALL", "booth", "exit_at", "fixture", "hall", "line", "named"]
