"""Rows ⇄ geometry: what is read is what was written, to the millimetre."""

import json

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from shapely import LineString, MultiPolygon, Polygon, box

from booth_app.geometry import BoothShape, Fixture, FixtureKind, Hall, Names, Plan, Side, Zone, snap
from booth_app.layouts import shapes

HALL = Hall("a", Polygon(), Names("القاعة أ", "Hall A"), "0")
places = st.integers(-10_000_000, 10_000_000)
sizes = st.integers(1, 40_000)


@st.composite
def polygons(draw: st.DrawFn) -> Polygon:
    """Quadrilaterals of any sort on the millimetre grid, some of them crossing themselves, some with a hole."""
    x, y = draw(places), draw(places)
    corners = [(x + draw(sizes), y + draw(sizes)) for _ in range(4)]
    if draw(st.booleans()):
        return Polygon([(each[0] / 1000, each[1] / 1000) for each in corners])
    outer = box(x / 1000, y / 1000, x / 1000 + 9, y / 1000 + 9)
    return snap(Polygon(outer.exterior, [box(x / 1000 + 1, y / 1000 + 1, x / 1000 + 2, y / 1000 + 2).exterior.coords]))


@given(polygons())
def test_a_shape_comes_back_as_it_was_stored(outline):
    stored = json.loads(json.dumps(shapes.stored(outline)))

    assert shapely.equals_exact(shapes.shape(stored), outline, 0.0001)
    assert shapes.stored(shapes.shape(stored)) == stored


@pytest.mark.parametrize(
    "outline",
    [
        MultiPolygon([box(0, 0, 1, 1), box(2, 2, 3, 3)]),
        LineString([(0, 0), (1.5, 2.25)]),
        shapely.Point(1.234, -5.678),
        shapely.GeometryCollection([box(0, 0, 1, 1), LineString([(0, 0), (1, 1)])]),
        Polygon(),
    ],
    ids=lambda each: each.geom_type,
)
def test_shapes_of_other_kinds_come_back_too(outline):
    stored = json.loads(json.dumps(shapes.stored(outline)))

    assert shapes.shape(stored) == outline


def test_a_whole_plan_comes_back_with_everything_that_was_drawn():
    plan = Plan(
        halls=(Hall("a", box(0, 0, 20, 10), HALL.names, "0"),),
        booths=(
            BoothShape("b7", "A-101", box(1, 1, 4, 4), "corner", (Side.TOP, Side.LEFT), "main", Names("أ", "a"), 2.5),
            BoothShape("new-1", "A-102", Polygon([(0, 0), (2, 2), (2, 0), (0, 2)])),
        ),
        fixtures=(Fixture("exit-1", FixtureKind.EXIT, "1", box(0, 9.8, 2, 10), width=1.8, height=2.1),),
        zones=(Zone("z", "Main", box(0, 0, 5, 5), Names("الممر", "Main"), main=True),),
        backdrop=(LineString([(0, 0), (3, 3)]),),
    )

    value = json.loads(json.dumps(shapes.whole(plan)))

    assert shapes.plan_of_whole(HALL, value) == plan
    assert shapes.plan_of_whole(HALL, value).backdrop == plan.backdrop


@pytest.mark.parametrize(("key", "known"), [("b12", 12), ("b0", 0), ("12", None), ("new-1", None), ("b١", None)])
def test_a_key_tells_whether_the_booth_exists_already(key, known):
    assert shapes.booth_id(key) == known
