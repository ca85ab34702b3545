"""What we write as DXF or GeoJSON reads back as the same plan: nothing is lost, nothing moves by a millimetre."""

from dataclasses import replace

import numpy as np
import pytest
import shapely
from hypothesis import given, reject, settings
from shapely import LineString, MultiPolygon, Polygon, box

from booth_app.geometry import BoothShape, Fixture, FixtureKind, Hall, Names, Plan
from booth_app.planfiles import read_svg
from booth_app.planfiles.dxf.reader import read_dxf
from booth_app.planfiles.dxf.writer import write_dxf
from booth_app.planfiles.geojson.anchor import Anchor
from booth_app.planfiles.geojson.reader import read_geojson
from booth_app.planfiles.geojson.writer import write_geojson
from booth_app.text.names import clean_name
from booth_app.text.problems import Unreadable
from tests.planfiles.drawings import FLOORPLANS
from tests.planfiles.test_anchor import anchors
from tests.planfiles.test_round_trip import normal, plans, words

RIYADH = Anchor(46.6753, 24.7136, 30.0)


def by_dxf(plan: Plan) -> Plan:
    return read_dxf(write_dxf(plan)).plan


def by_geojson(plan: Plan) -> Plan:
    return read_geojson(write_geojson(plan).encode()).plan


def on_earth(plan: Plan, anchor: Anchor = RIYADH) -> Plan:
    return read_geojson(write_geojson(plan, anchor).encode()).plan


EVERY_WAY = pytest.mark.parametrize("way", [by_dxf, by_geojson, on_earth])


@given(plans())
@settings(max_examples=40)
def test_dxf_reads_back_as_the_same_plan(plan):
    assert normal(by_dxf(plan)) == normal(plan)


@given(plans())
@settings(max_examples=60)
def test_geojson_reads_back_as_the_same_plan(plan):
    assert normal(by_geojson(plan)) == normal(plan)


@given(plans(), anchors)
@settings(max_examples=60)
def test_on_the_earth_nothing_moves_by_a_millimetre(plan, anchor):
    again = on_earth(plan, anchor)

    for before, after in zip(things(plan), things(again), strict=True):
        assert shapely.hausdorff_distance(before.outline, after.outline) < 0.001
        assert replace(after, outline=before.outline) == before
    assert again.north == plan.north


def things(plan: Plan) -> list:
    return [*plan.halls, *plan.booths, *plan.fixtures, *plan.zones]


@EVERY_WAY
@pytest.mark.parametrize("name", ["main-hall.svg", "upper-hall.svg"])
def test_the_sample_s_halls_survive(way, name):
    plan = read_svg((FLOORPLANS / name).read_bytes()).plan

    again = way(plan)

    assert normal(again) == normal(plan)
    assert len(again.backdrop) == len(plan.backdrop)


@EVERY_WAY
def test_shapes_of_every_kind_survive(way):
    parts = MultiPolygon([box(0, 0, 1, 1), box(4, 4, 6, 6).difference(box(4.5, 4.5, 5, 5))])
    plan = Plan(
        halls=(Hall("h", box(0, 0, 50, 50).difference(box(20, 20, 30, 30))),),
        fixtures=(
            Fixture("w", FixtureKind.WALL, "w", LineString([(0, 0), (3, 1.5)])),
            Fixture("w2", FixtureKind.WALL, "w2", LineString([(0, 0), (3, 1.5), (4, 0)])),
            Fixture("f", FixtureKind.FACILITY, "f", parts),
        ),
    )

    again = way(plan)

    assert [each.outline.equals(known.outline) for each, known in zip(things(again), things(plan), strict=True)] == [
        True
    ] * 4


@EVERY_WAY
def test_a_crossed_booth_stays_as_crossed_as_it_was(way):
    crossed = Polygon([(0, 0), (3, 3), (3, 0), (0, 3)])
    plan = Plan(halls=(Hall("h", box(0, 0, 50, 50)),), booths=(BoothShape("A", "A", crossed),))

    [booth] = way(plan).booths

    assert not booth.outline.is_valid
    assert shapely.equals(np.array([booth.outline.exterior]), np.array([crossed.exterior])).all()


@given(words)
@settings(max_examples=60)
def test_any_name_that_may_be_stored_survives(word):
    try:
        name = clean_name(f"x{word}x")
    except Unreadable:
        reject()
    plan = Plan(halls=(Hall("h", box(0, 0, 50, 50), Names(en=name)),))

    for way in (by_dxf, by_geojson, on_earth):
        assert way(plan).halls[0].names.en == name, way


@pytest.mark.parametrize("name", ["100%%d", "a^J b", "50% ^ 20%", r"\P \U+0041 {x}", "%%%", "a\\~b", "%%c"])
def test_signs_that_dxf_takes_for_commands_stay_signs(name):
    plan = Plan(halls=(Hall("h", box(0, 0, 50, 50), Names(ar=name, en=name)),))

    assert by_dxf(plan).halls[0].names == Names(name, name)
