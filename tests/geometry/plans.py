"""The smallest plans that have a property, and what can be done to a plan without changing what is found in it."""

from collections.abc import Callable
from dataclasses import replace

import shapely
from hypothesis import strategies as st
from shapely import Polygon, affinity, box
from shapely.geometry.base import BaseGeometry

from booth_app.geometry import BoothShape, Fixture, FixtureKind, Hall, Names, Plan, snap

ANGLES = st.one_of(st.sampled_from([0.0, 45.0, 90.0, 17.3, 180.0]), st.floats(0, 360))
SHIFTS = st.one_of(st.just(0.0), st.floats(-150, 150))


def booth(number: str, outline: Polygon, **values: object) -> BoothShape:
    return BoothShape(values.pop("key", number), number, outline, **values)  # type: ignore[arg-type]


def column(label: str, outline: BaseGeometry, kind: FixtureKind = FixtureKind.COLUMN, name: str = "") -> Fixture:
    return Fixture(label, kind, label, outline, names=Names("", name))


def pair(shared: float, width: float = 3.0, depth: float = 3.0) -> Plan:
    """Two booths side by side that share `shared` metres of width (below zero: the gap between them)."""
    return Plan(
        halls=(Hall("hall-1", box(-50, -50, 50, 50)),),
        booths=(
            booth("A-101", box(0, 0, width, depth)),
            booth("A-102", box(width - shared, 0, 2 * width - shared, depth)),
        ),
    )


def changed(plan: Plan, change: Callable[[BaseGeometry], BaseGeometry]) -> Plan:
    """The plan with every shape changed the same way and snapped, as any stored plan is."""

    def all_of(things: tuple) -> tuple:
        return tuple(replace(each, outline=snap(change(each.outline))) for each in things)

    return replace(plan, halls=all_of(plan.halls), booths=all_of(plan.booths), fixtures=all_of(plan.fixtures))


def moved(plan: Plan, angle: float, dx: float, dy: float) -> Plan:
    """The plan turned about the origin and shifted."""
    return changed(plan, lambda shape: affinity.translate(affinity.rotate(shape, angle, origin=(0, 0)), dx, dy))


def mirrored(plan: Plan) -> Plan:
    """The plan as a mirror shows it: rings run the other way round."""
    return changed(plan, lambda shape: affinity.scale(shape, -1, 1, origin=(0, 0)))


def turned_back(plan: Plan) -> Plan:
    """The plan with its things listed in the opposite order and its rings begun and run otherwise."""
    booths = tuple(replace(each, outline=shapely.reverse(each.outline)) for each in plan.booths[::-1])
    return replace(plan, booths=booths, fixtures=plan.fixtures[::-1], halls=plan.halls[::-1])
