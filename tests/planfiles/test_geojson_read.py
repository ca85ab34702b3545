"""GeoJSON read: ours exactly, other people's as far as it can be told, and everything guessed is said."""

import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import box

from booth_app.geometry import BoothShape, Hall, Plan
from booth_app.planfiles import Unreadable, read_svg
from booth_app.planfiles.asked import Asked
from booth_app.planfiles.geojson.anchor import Anchor
from booth_app.planfiles.geojson.reader import read_geojson
from booth_app.planfiles.geojson.writer import write_geojson
from tests.kit.services import missing
from tests.planfiles.drawings import FLOORPLANS, ROOT

PLANS = ROOT.parent / "shared" / "plans"
METRES_OF_A_DEGREE = (101_182.8, 110_768.6)  # of longitude and latitude at 24.7136° north (domain.md §7)


def square(x: float, y: float, width: float, depth: float) -> dict:
    ring = [[x, y], [x + width, y], [x + width, y + depth], [x, y + depth], [x, y]]
    return {"type": "Polygon", "coordinates": [ring]}


def feature(geometry: dict | None, **properties: object) -> dict:
    return {"type": "Feature", "geometry": geometry, "properties": properties}


def collection(*features: dict, **members: object) -> bytes:
    return json.dumps({"type": "FeatureCollection", **members, "features": list(features)}).encode()


HALL = feature(square(0, 0, 60, 40), kind="hall")


@pytest.mark.parametrize("name", ["main-hall", "upper-hall"])
@pytest.mark.parametrize("anchor", [None, Anchor(46.6753, 24.7136, 37.5, (10.0, -4.0))])
def test_what_we_write_is_read_as_the_plan_it_was(name, anchor):
    plan = read_svg((FLOORPLANS / f"{name}.svg").read_bytes()).plan

    reading = read_geojson(write_geojson(plan, anchor).encode())

    assert [each.number for each in reading.plan.booths] == [each.number for each in plan.booths]
    for group in ("halls", "booths", "fixtures", "zones"):
        for before, after in zip(getattr(plan, group), getattr(reading.plan, group), strict=True):
            assert before.outline.hausdorff_distance(after.outline) < 0.001
            assert (before.names, type(before)) == (after.names, type(after))
    assert [(each.type, each.open, each.zone, each.height) for each in reading.plan.booths] == [
        (each.type, each.open, each.zone, each.height) for each in plan.booths
    ]
    assert [(each.type, each.width) for each in reading.plan.fixtures] == [
        (each.type, each.width) for each in plan.fixtures
    ]
    assert reading.plan.north == plan.north
    assert not [note for note in reading.notes if "guessed" in note.code or note.code in {"drawn-twice", "in-pieces"}]


@given(
    x=st.integers(-5000, 5000), y=st.integers(-5000, 5000), width=st.integers(1, 90_000), bearing=st.floats(0, 359.99)
)
@settings(max_examples=40, deadline=None)
def test_a_booth_anywhere_on_the_plan_comes_back_within_a_millimetre(x, y, width, bearing):
    outline = box(*(each / 1000 for each in (x, y, x + width + 20_000, y + 20_000)))
    plan = Plan(halls=(Hall("hall-1", outline),), booths=(BoothShape("A-1", "A-1", outline),))

    for anchor in (None, Anchor(46.6753, 24.7136, bearing)):
        [booth] = read_geojson(write_geojson(plan, anchor).encode()).plan.booths
        assert booth.outline.hausdorff_distance(outline) < 0.001


def test_degrees_become_metres_by_the_ellipsoid_and_that_is_said():
    lon, lat = 46.6753, 24.7136
    across, deep = 60 / METRES_OF_A_DEGREE[0], 40 / METRES_OF_A_DEGREE[1]

    reading = read_geojson(collection(feature(square(lon, lat, across, deep), type="building_outline")))

    [hall] = reading.plan.halls
    x0, y0, x1, y1 = hall.outline.bounds
    assert (x1 - x0, y1 - y0) == (pytest.approx(60, abs=0.005), pytest.approx(40, abs=0.005))
    assert reading.note("degrees-guessed").values == {"size": "60.00"}
    assert reading.note("kinds-guessed").values == {"what": "building_outline → hall"}


def test_north_is_up_whatever_the_numbers_do():
    lon, lat = 46.6753, 24.7136
    north = feature(square(lon, lat + 0.0003, 0.00003, 0.00003), kind="booth", number="N-1")
    hall = feature(square(lon, lat, 0.0004, 0.0004), kind="hall")

    plan = read_geojson(collection(hall, north)).plan

    assert plan.booths[0].outline.centroid.y < plan.halls[0].outline.centroid.y


def test_metres_of_others_have_y_up_and_ours_say_down():
    booth = feature(square(3, 4, 3, 2), kind="booth", number="A-1")

    foreign = read_geojson(collection(HALL, booth))
    ours = read_geojson(collection(HALL, booth, booth_app={"crs": "local-metres", "y": "down"}))

    assert foreign.plan.booths[0].outline.bounds == (3, -6, 6, -4)
    assert foreign.note("metres-guessed").values == {"size": "60.00"}
    assert ours.plan.booths[0].outline.bounds == (3, 4, 6, 6)
    assert ours.notes == ()


def test_what_is_said_by_hand_decides():
    data = collection(feature(square(0, 0, 0.1, 0.1), kind="hall"))

    assert read_geojson(data).plan.area > 1e8
    assert read_geojson(data, Asked.of(600.0)).plan.area == 3600
    assert read_geojson(data, Asked.of(unit="degrees")).note("degrees-guessed") is None
    feet = read_geojson(collection(HALL), Asked.of(unit="ft"))
    assert feet.plan.area == pytest.approx(2400 * 0.3048**2, rel=1e-3)


def test_a_layer_property_a_number_and_a_name_are_found_under_the_usual_words():
    stand = feature(square(5, 5, 3, 3), feature_type="kiosk", ref="b-12", name={"ar": "أبجد", "en": "Abjad"})
    shop = feature(square(15, 5, 3, 3), shop="books", name="مكتبة", id="way/7", user="someone")

    reading = read_geojson(collection(HALL, stand, shop))

    assert [(each.number, each.names.ar, each.names.en) for each in reading.plan.booths] == [
        ("b-12", "أبجد", "Abjad"),
        ("booth-1", "مكتبة", ""),
    ]
    assert "someone" not in repr(reading)


def test_a_mapping_says_what_a_property_means_and_which_level_is_meant():
    mapping = {"kinds": [{"kind": "booth", "layer": "room"}], "level": "0", "numbers": ["attribute:room_no"]}
    rooms = [
        feature(square(5 + 5 * at, 5, 3, 3), indoor="room", level=level, room_no=at)
        for at, level in enumerate(["0", "-1;0", "1", "0;1"])
    ]

    reading = read_geojson(collection(HALL, *rooms), Asked.of(mapping=mapping))

    assert [each.number for each in reading.plan.booths] == ["0", "1", "3"]
    assert read_geojson(collection(HALL, *rooms)).note("several-levels").values == {"what": "-1, 0, 1"}


def test_holes_several_areas_lines_and_points():
    ring = square(10, 10, 9, 9)["coordinates"][0]
    hole = square(12, 12, 2, 2)["coordinates"][0]
    data = collection(
        HALL,
        feature({"type": "Polygon", "coordinates": [ring, hole]}, kind="booth", number="A-1"),
        feature({"type": "MultiPolygon", "coordinates": [[ring]]}, kind="stage"),
        feature({"type": "LineString", "coordinates": [[0, 5], [0, 8]]}, kind="exit"),
        feature({"type": "Point", "coordinates": [1, 1]}, kind="hydrant"),
        feature({"type": "GeometryCollection", "geometries": [square(40, 1, 2, 2)]}, kind="column"),
        feature(None, kind="booth"),
    )

    reading = read_geojson(data)

    assert reading.plan.booths[0].outline.area == 77
    assert [str(each.kind) for each in reading.plan.fixtures] == ["column", "exit", "stage"]
    assert reading.note("left-out").values == {"what": "Point × 1, null × 1"}


@pytest.mark.parametrize(
    ("floor", "area", "counts"),
    [
        ("gf", 2464.0, (39, 36, 6, 6)),
        ("1", 2488.7, (44, 11, 6, 5)),
        ("2", 2381.1, (43, 25, 4, 1)),
        ("3", 1594.1, (41, 122, 3, 2)),
        ("4", 1423.7, (41, 114, 4, 2)),
        ("5", 328.4, (10, 15, 3, 1)),
        ("6", 237.3, (7, 10, 2, 1)),
    ],
)
def test_each_floor_of_westport_house_is_what_its_source_measures(floor, area, counts):
    path = PLANS / "geojson-westport-house" / f"floor-{floor}.geojson"
    if not path.exists():
        missing("the folder of published plans")

    reading = read_geojson(path.read_bytes())

    [hall] = reading.plan.halls
    assert hall.outline.area == pytest.approx(area, rel=0.005)
    kinds = [str(each.kind) for each in reading.plan.fixtures]
    assert [kinds.count(kind) for kind in ("wall", "entrance", "stairs", "lift")] == list(counts)
    assert reading.plan.booths == ()


def test_the_caserne_is_its_shops_on_the_level_that_is_asked_for():
    path = PLANS / "geojson-caserne" / "caserne.geojson"
    if not path.exists():
        missing("the folder of published plans")
    mapping = {"kinds": [{"kind": "backdrop", "layer": "building"}, {"kind": "booth", "layer": "room"}]}
    hall = feature(square(5.7235, 45.1825, 0.0045, 0.0025), kind="hall")
    document = json.loads(path.read_bytes())
    document["features"].insert(0, hall)  # the file has no outline of its own

    every = read_geojson(json.dumps(document).encode(), Asked.of(mapping=mapping))
    ground = read_geojson(json.dumps(document).encode(), Asked.of(mapping=mapping | {"level": "0"}))

    assert every.note("several-levels").values == {"what": "-1, 0, 1"}
    assert len(ground.plan.booths) < len(every.plan.booths)
    assert "barnes38" not in repr(every)
    assert len(every.plan.booths) == 33 + 26  # shops drawn as polygons, and rooms that are none

    shops = read_geojson(
        json.dumps(document).encode(), Asked.of(mapping={"kinds": [{"kind": "backdrop", "layer": "building"}]})
    )
    assert len(shops.plan.booths) == 33


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"{", "not-json"),
        (b"[" * 100_000, "not-json"),
        (b'{"type":"FeatureCollection","features":' + b"[" * 100_000, "not-json"),
        (b'{"type":"FeatureCollection"}', "not-geojson"),
        (b'{"type":"FeatureCollection","features":{}}', "not-geojson"),
        (b'{"type":"FeatureCollection","features":[7]}', "not-geojson"),
        (b'{"a":1}', "not-geojson"),
        (b"[]", "not-geojson"),
        (b'{"type":"Point","coordinates":[NaN,1]}', "not-json"),
        (b'{"type":"Point","coordinates":[Infinity,1]}', "not-json"),
        (b'{"type":"Point","coordinates":[1e999,1]}', "not-a-number"),
        (b'{"type":"Point","coordinates":[' + b"9" * 5000 + b",1]}", "not-json"),
        (b'{"type":"Point","coordinates":["1",1]}', "not-a-number"),
        (b'{"type":"Point","coordinates":[true,1]}', "not-a-number"),
        (b'{"type":"Point","coordinates":[1]}', "not-geojson"),
        (b'{"type":"Polygon","coordinates":[[1,2]]}', "not-geojson"),
        (b'{"type":"Polygon","coordinates":[[]]}', "not-geojson"),
        (b'{"type":"Curve","coordinates":[]}', "not-geojson"),
        (b'{"type":"Feature","properties":[],"geometry":null}', "not-geojson"),
        (b'{"type":"FeatureCollection","features":[]}', "no-hall"),
        (b'{"type":"FeatureCollection","features":[],"x":"\xff"}', "encoding"),
        (collection(HALL, booth_app={"crs": "anchored"}), "not-geojson"),
        (collection(booth_app={"crs": []}), "no-hall"),
        (collection(HALL, booth_app={"crs": "anchored", "anchor": {"lon": 1, "lat": 95}}), "not-geojson"),
        (collection(feature(square(0, 0, 30_000, 4), kind="hall")), "out-of-range"),
    ],
)
def test_what_is_none_is_refused_in_one_line(data, code):
    with pytest.raises(Unreadable) as caught:
        read_geojson(data)

    assert caught.value.code == code
    assert "\n" not in caught.value.message("en") + caught.value.message("ar")


def test_more_features_than_the_limit_are_refused():
    one = b'{"type":"Feature","geometry":null,"properties":{}}'

    with pytest.raises(Unreadable, match="elements"):
        read_geojson(b'{"type":"FeatureCollection","features":[' + b",".join([one] * 200_001) + b"]}")


def test_winding_does_not_matter():
    ring = np.array(square(5, 5, 3, 3)["coordinates"][0])
    both = [
        read_geojson(
            collection(HALL, feature({"type": "Polygon", "coordinates": [each.tolist()]}, kind="booth"))
        ).plan.booths[0]
        for each in (ring, ring[::-1])
    ]

    assert both[0].outline.equals(both[1].outline)
