import copy
import json
import math

import pytest
from shapely import GeometryCollection, LineString, Polygon, box

from booth_app.geometry import BoothShape, Fixture, FixtureKind, Hall, Plan, Side, Zone
from booth_app.geometry.stored import NotAPlan, from_json, polygon, rings, shape_from_json, shape_to_json, to_json

PLAN = Plan(
    halls=(Hall("h", box(0, 0, 60, 40)),),
    booths=(
        BoothShape("1", "A-101", box(0.1, 0.2, 3.3, 2.3), "corner", (Side.TOP, Side.LEFT), "north", height=2.5),
        BoothShape("2", "A-102", Polygon([(0, 0), (3, 3), (3, 0), (0, 3)])),
        BoothShape("3", "A-103", Polygon([(0, 0), (3, 0), (0, 0), (0, 0)])),
    ),
    fixtures=(Fixture("c", FixtureKind.WALL, "c", LineString([(0, 0), (1, 1)])),),
    zones=(Zone("z", "z", box(0, 0, 9, 9), main=True),),
    backdrop=(LineString([(0, 0), (2, 1)]),),
    north=12.5,
)


def test_lengths_are_whole_millimetres_and_come_back_as_the_same_numbers():
    said = to_json(PLAN)

    assert said["booths"][0]["rings"] == [[[3300, 200], [3300, 2300], [100, 2300], [100, 200]]]
    assert said["booths"][0]["height"] == 2500
    back = from_json(json.loads(json.dumps(said)))
    assert back == PLAN
    assert back.backdrop == PLAN.backdrop


def test_the_backdrop_may_be_left_out():
    assert from_json(to_json(PLAN, backdrop=False)).backdrop == ()


@pytest.mark.parametrize("value", [1, 2, 3, 7, 29, 57, 115, 2_300, 9_999_999, -1, -4_503])
def test_a_millimetre_is_the_nearest_number_there_is(value):
    shape = polygon([[[value, 0], [value, 1], [0, 1]]])

    assert shape.exterior.coords[0][0] == float(f"{value / 1000:.3f}")
    assert rings(shape) == [[[value, 0], [value, 1], [0, 1]]]


def wrong() -> list:
    """Every value of a stored plan replaced by ones of the wrong kind, one at a time."""
    said = to_json(PLAN)
    found = []

    def walk(value: object, path: tuple) -> None:
        items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
        for key, inner in items:
            found.extend((*path, key, bad) for bad in (None, {}, "\x00", 1.5, math.nan, 10**9, True, [[]]))
            walk(inner, (*path, key))

    walk(said, ())
    return found


@pytest.mark.parametrize("case", wrong()[::7], ids=str)
def test_a_value_of_the_wrong_kind_is_refused_or_means_the_same(case):
    *path, key, bad = case
    said = copy.deepcopy(to_json(PLAN))
    inner = said
    for step in path:
        inner = inner[step]
    inner[key] = bad

    try:
        plan = from_json(said)
    except NotAPlan:
        return
    assert from_json(json.loads(json.dumps(to_json(plan), allow_nan=False))) == plan  # it is a plan after all


@pytest.mark.parametrize(
    "change",
    [
        lambda said: said.pop("north"),
        lambda said: said.update(more=1),
        lambda said: said.update(north=360),
        lambda said: said.update(north=math.nan),
        lambda said: said.update(halls={}),
        lambda said: said["booths"][0].update(key=""),
        lambda said: said["booths"][1].update(key="1"),
        lambda said: said["booths"][0].update(number="x" * 201),
        lambda said: said["booths"][0].update(open=["front"]),
        lambda said: said["booths"][0].update(height=-1),
        lambda said: said["booths"][0].update(rings=[]),
        lambda said: said["booths"][0].update(rings=[[[0, 0], [1, 1]]]),
        lambda said: said["booths"][0].update(rings=[[[0, 0], [1, 1], [0.5, 1]]]),
        lambda said: said["booths"][0].update(rings=[[[0, 0], [1, 1], [True, 1]]]),
        lambda said: said["booths"][0].update(rings=[[[0, 0], [1, 1], [10**8, 1]]]),
        lambda said: said["booths"][0].update(rings=[[[0, 0, 0], [1, 1], [1, 0]]]),
        lambda said: said["booths"][0].update(rings=[[[0, 0], [1, 1], [1, 0]]] * 10_001),
        lambda said: said["fixtures"][0].update(kind="tree"),
        lambda said: said["fixtures"][0].update(shape={"circle": 1}),
        lambda said: said["fixtures"][0].update(shape={"line": [[0, 0]]}),
        lambda said: said["fixtures"][0].update(shape={"polygons": []}),
        lambda said: said["fixtures"][0].update(shape={}),
        lambda said: said["zones"][0].update(main=1),
        lambda said: said["zones"][0].update(names={"ar": ""}),
    ],
)
def test_what_is_no_plan_is_refused(change):
    said = to_json(PLAN)
    change(said)

    with pytest.raises(NotAPlan):
        from_json(said)


@pytest.mark.parametrize("value", [None, [], "plan", 5])
def test_what_is_no_object_is_refused(value):
    for read in (from_json, shape_from_json, polygon):
        with pytest.raises(NotAPlan):
            read(value)


def test_other_shapes_are_not_stored():
    with pytest.raises(NotAPlan):
        shape_to_json(GeometryCollection())
