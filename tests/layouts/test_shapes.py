"""Rows ⇄ geometry: what is read is what was written, to the millimetre."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely import LineString, MultiPolygon, Polygon, box

from booth_app.exhibitions.models import Hall as HallRow
from booth_app.geometry import BoothShape, Fixture, FixtureKind, Hall, Names, Plan, Side, Zone
from booth_app.layouts import shapes
from booth_app.layouts.models import BoothShapeRow, FixtureShapeRow

HALL = HallRow(key="a", name_ar="القاعة أ", name_en="Hall A", level=0)
places = st.integers(-9_000_000, 9_000_000)
sizes = st.integers(1, 40_000)


@st.composite
def booths(draw: st.DrawFn) -> BoothShape:
    """Four-cornered booths of any sort on the millimetre grid, some of them crossing themselves."""
    x, y = draw(places), draw(places)
    corners = [((x + draw(sizes)) / 1000, (y + draw(sizes)) / 1000) for _ in range(4)]
    return BoothShape(
        key="b7",
        number=draw(st.sampled_from(["A-101", "H3-B12"])),
        outline=Polygon(corners),
        type=draw(st.sampled_from(["", "corner"])),
        open=draw(st.sampled_from([(), (Side.TOP, Side.LEFT)])),
        zone=draw(st.sampled_from(["", "الأدوات"])),
        names=Names("", draw(st.sampled_from(["", "Pavilion"]))),
        height=draw(st.sampled_from([None, 2.5])),
    )


@given(booths())
def test_a_booth_comes_back_as_it_was_drawn_and_as_it_was_filled_in(drawn):
    filled = BoothShape(drawn.key, drawn.number, drawn.outline, "island", tuple(Side), drawn.zone, drawn.names, 2.5)

    row = BoothShapeRow(**json.loads(json.dumps(shapes.booth_row(3, 7, filled, drawn=drawn))))

    assert shapes.booth(row, as_drawn=True) == drawn
    assert (shapes.booth(row).type, shapes.booth(row).open) == ("island", tuple(Side))


@pytest.mark.parametrize(
    "outline", [box(0, 0, 1, 1), MultiPolygon([box(0, 0, 1, 1), box(2, 2, 3, 3)]), LineString([(0, 0), (1.5, 2.25)])]
)
def test_a_fixture_of_any_shape_comes_back(outline):
    fixture = Fixture("exit-1", FixtureKind.EXIT, "1", outline, names=Names("مخرج", "Exit"), width=1.8)

    row = FixtureShapeRow(**json.loads(json.dumps(shapes.fixture_row(3, fixture))))

    assert shapes.fixture(row) == fixture


def test_a_whole_plan_comes_back_under_the_halls_own_name():
    plan = Plan(
        halls=(Hall("layer1", box(0, 0, 20, 10), Names("", "Drawing 4"), "3"),),
        booths=(BoothShape("new-1", "A-102", Polygon([(0, 0), (2, 2), (2, 0), (0, 2)])),),
        fixtures=(Fixture("exit-1", FixtureKind.EXIT, "1", box(0, 9.8, 2, 10), width=1.8, height=2.1),),
        zones=(Zone("z", "Main", box(0, 0, 5, 5), Names("الممر", "Main"), main=True),),
        backdrop=(LineString([(0, 0), (3, 3)]),),
        north=90.0,
    )

    read = shapes.plan(json.loads(json.dumps(shapes.whole(plan, {}))), HALL)

    assert read.halls == (Hall("a", box(0, 0, 20, 10), Names("القاعة أ", "Hall A"), "0"),)
    assert (read.booths, read.fixtures, read.zones) == (plan.booths, plan.fixtures, plan.zones)
    assert (read.backdrop, read.north) == (plan.backdrop, 90.0)


@pytest.mark.parametrize(("key", "known"), [("b12", 12), ("b0", 0), ("12", None), ("new-1", None), ("b١", None)])
def test_a_key_tells_whether_the_booth_exists_already(key, known):
    assert shapes.booth_id(key) == known
