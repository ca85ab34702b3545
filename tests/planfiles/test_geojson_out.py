"""Plans written as GeoJSON."""

import json
from dataclasses import replace

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from shapely import MultiPolygon, Polygon, box
from shapely.geometry import shape

from booth_app.geometry import BoothShape, Fixture, FixtureKind, Hall, Names, Plan, Side
from booth_app.planfiles import read_svg
from booth_app.planfiles.geojson.anchor import Anchor
from booth_app.planfiles.geojson.writer import write_geojson
from tests.planfiles.drawings import FLOORPLANS
from tests.planfiles.test_anchor import anchors

RIYADH = Anchor(46.6753, 24.7136, 30.0, at=(10.0, 20.0))


@pytest.fixture(scope="module")
def plan() -> Plan:
    return read_svg((FLOORPLANS / "main-hall.svg").read_bytes()).plan


def outlines(plan: Plan) -> list:
    return [each.outline for group in (plan.halls, plan.zones, plan.booths, plan.fixtures) for each in group]


def test_local_metres_are_the_plan_s_and_say_that_they_are_no_degrees(plan):
    made = json.loads(write_geojson(plan, title=Names("القاعة أ", "Hall A")))

    assert made["booth_app"] == {
        "crs": "local-metres",
        "north": plan.north,
        "y": "down",
        "title": {"ar": "القاعة أ", "en": "Hall A"},
    }
    for feature, outline in zip(made["features"], outlines(plan), strict=False):
        assert shape(feature["geometry"]).equals(outline)


def test_every_thing_is_a_feature_with_what_is_said_of_it(plan):
    made = json.loads(write_geojson(plan))

    kinds = [feature["properties"]["kind"] for feature in made["features"]]
    assert len(kinds) == len(outlines(plan)) + len(plan.backdrop)
    [booth] = [each for each in made["features"] if each["properties"].get("number") == "A-101"]
    known = plan.numbered("A-101")
    assert booth["properties"] == {
        "kind": "booth",
        "number": "A-101",
        "type": known.type,
        "open": [str(side) for side in known.open],
        "zone": known.zone,
    }


def test_nothing_is_said_that_the_plan_does_not_say():
    plan = Plan(halls=(Hall("h", box(0, 0, 50, 50)),), booths=(BoothShape("A", "A-1", box(0, 0, 3, 3)),))

    _, booth = json.loads(write_geojson(plan))["features"]

    assert booth["properties"] == {"kind": "booth", "number": "A-1"}


def test_measures_sides_and_names_are_written():
    plan = Plan(
        halls=(Hall("h", box(0, 0, 50, 50), Names("القاعة", "Hall"), "1"),),
        booths=(BoothShape("A", "A-1", box(0, 0, 3, 3), "corner", (Side.TOP, Side.LEFT), "main", height=2.5),),
        fixtures=(Fixture("e", FixtureKind.EXIT, "exit-1", box(0, 0, 2, 0.2), width=1.8),),
    )

    hall, booth, door = (each["properties"] for each in json.loads(write_geojson(plan))["features"])

    assert hall == {"kind": "hall", "number": "h", "name-ar": "القاعة", "name-en": "Hall", "level": "1"}
    assert booth["open"] == ["top", "left"]
    assert booth["height"] == 2.5
    assert door == {"kind": "exit", "number": "exit-1", "width": 1.8}


@given(anchors)
@settings(max_examples=25)
def test_on_the_earth_every_outline_comes_back_within_a_millimetre(anchor):
    plan = read_svg((FLOORPLANS / "upper-hall.svg").read_bytes()).plan

    made = json.loads(write_geojson(plan, anchor))

    back = Anchor(**{**made["booth_app"]["anchor"], "at": tuple(made["booth_app"]["anchor"]["at"])})
    for feature, outline in zip(made["features"], outlines(plan), strict=False):
        again = shapely.transform(shape(feature["geometry"]), back.metres)
        assert shapely.hausdorff_distance(again, outline) < 0.001


def test_outer_rings_run_anticlockwise_and_holes_clockwise(plan):
    ring = box(10, 10, 20, 20).difference(box(12, 12, 14, 14))
    parts = MultiPolygon([ring, box(30, 30, 31, 31)])
    plan = replace(plan, fixtures=(Fixture("f", FixtureKind.FACILITY, "f", parts),))

    for anchor in (None, RIYADH):
        for feature in json.loads(write_geojson(plan, anchor))["features"]:
            for polygon in shapely.get_parts(shape(feature["geometry"])):
                if isinstance(polygon, Polygon):
                    assert polygon.exterior.is_ccw
                    assert not any(hole.is_ccw for hole in polygon.interiors)


def test_the_anchor_s_point_lies_where_the_anchor_says(plan):
    corner = replace(plan, halls=(Hall("h", box(10, 20, 40, 50)),))

    hall = json.loads(write_geojson(corner, RIYADH))["features"][0]

    assert np.isclose(hall["geometry"]["coordinates"], [RIYADH.lon, RIYADH.lat], atol=1e-9).all(axis=-1).any()


def test_a_broken_outline_stays_as_it_is():
    crossed = Polygon([(0, 0), (3, 3), (3, 0), (0, 3)])
    plan = Plan(halls=(Hall("h", box(0, 0, 50, 50)),), booths=(BoothShape("A", "A", crossed),))

    _, booth = json.loads(write_geojson(plan))["features"]

    assert not shape(booth["geometry"]).is_valid
    assert shapely.equals(shape(booth["geometry"]).exterior, crossed.exterior)
