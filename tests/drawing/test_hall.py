"""The hall's ground and the whole map."""

from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest
from shapely import Point, Polygon, box
from shapely.affinity import rotate

from booth_app.drawing.defs import PATTERNS
from booth_app.drawing.glyphs import width
from booth_app.drawing.hall import hall_ground, map_svg, scale_for, view_box
from booth_app.drawing.labels import NAME_EM
from booth_app.drawing.openings import hall_sides, nearest_side, openings, walls
from booth_app.geometry.plan import BoothShape, Fixture, FixtureKind, Hall, Names, Plan

HALL = Hall("hall", box(0, 0, 60, 38))
EXIT_2 = Fixture("exit-2", FixtureKind.EXIT, "exit-2", box(59.9, 26, 60.1, 30))


def door(kind: str, shape: object, **more: object) -> Fixture:
    return Fixture("d", FixtureKind(kind), "exit-3", shape, **more)  # type: ignore[arg-type]


def of_class(root: ET.Element, name: str) -> list[ET.Element]:
    return [each for each in root.iter() if name in each.get("class", "").split()]


def whole(plan: Plan, tiles: str = "", lang: str = "en", k: float = 75, **more: object) -> ET.Element:
    return ET.fromstring(map_svg(plan, tiles, lang=lang, k=k, title="Hall A: 66 booths", **more))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("shape", "out", "turn", "ends"),
    [
        (box(46, -0.1, 49, 0.1), (0, -1), -90, ((46, 0), (49, 0))),
        (box(59.9, 26.5, 60.1, 30.5), (1, 0), 0, ((60, 26.5), (60, 30.5))),
        (box(6.4, 37.9, 9.4, 38.1), (0, 1), 90, ((6.4, 38), (9.4, 38))),
        (box(-0.1, 26.5, 0.1, 30.5), (-1, 0), 180, ((0, 26.5), (0, 30.5))),
        (box(46, 0.2, 49, 0.4), (0, -1), -90, ((46, 0), (49, 0))),  # drawn inside
        (box(57, -0.1, 60, 0.1), (0, -1), -90, ((57, 0), (60, 0))),  # in a corner: the wall it lies along
    ],
)
def test_a_door_opens_its_stretch_of_wall_outwards(shape, out, turn, ends):
    [found] = openings([door("exit", shape)], hall_sides([HALL]))

    assert found.out == pytest.approx(out)
    assert found.turn == turn
    assert sorted(found.stretch.coords) == [pytest.approx(each) for each in ends]


@pytest.mark.parametrize("reverse", [False, True])
def test_the_way_out_does_not_depend_on_how_the_hall_was_drawn(reverse):
    ring = list(box(0, 0, 60, 38).exterior.coords)
    hall = Hall("h", Polygon(ring[::-1] if reverse else ring))

    [found] = openings([door("exit", box(46, -0.1, 49, 0.1))], hall_sides([hall]))

    assert found.out == pytest.approx((0, -1))


def test_a_door_drawn_as_a_point_is_as_wide_as_it_says():
    [found] = openings([door("exit", Point(30, 0), width=2.4)], hall_sides([HALL]))

    assert found.stretch.length == pytest.approx(2.4)
    assert found.middle.equals_exact(Point(30, 0), 1e-6)


def test_a_door_in_a_slanting_wall_opens_along_it():
    hall = Hall("h", rotate(box(0, 0, 40, 20), 30, origin=(0, 0)))
    shape = rotate(box(10, -0.1, 13, 0.1), 30, origin=(0, 0))

    [found] = openings([door("exit", shape)], hall_sides([hall]))

    assert found.stretch.length == pytest.approx(3.0, abs=0.2)
    assert found.turn == -60


def test_a_door_away_from_every_wall_and_a_hall_without_walls_open_nothing():
    assert openings([door("exit", box(20, 20, 22, 21))], hall_sides([HALL])) == ()
    assert openings([door("exit", box(20, 0, 22, 1))], []) == ()
    assert nearest_side(Point(), hall_sides([HALL])) is None


def test_a_door_to_the_stairs_leads_out_through_them():
    stairs = Fixture("s", FixtureKind.STAIRS, "stairs-1", box(0, 20, 6, 26))
    entrance = Fixture("e", FixtureKind.ENTRANCE, "entrance-1", box(5.8, 21, 6.2, 25))

    root = whole(Plan(halls=(HALL,), fixtures=(stairs, entrance)))

    [door] = of_class(root, "plan-entrance")
    turns = [each.get("transform") for each in door.iter("g") if each.get("transform", "").startswith("rotate")]
    assert [int(turn[7:-1]) % 360 for turn in turns] == [0]  # in: away from the stairs, to the right
    assert len(of_class(root, "plan-gap")) == 1


def test_a_door_that_stands_free_is_outlined():
    assert len(of_class(whole(Plan(halls=(HALL,), fixtures=(door("exit", box(20, 20, 22, 21)),))), "plan-door")) == 1


def test_walls_have_gaps_where_doors_are(plan):
    doors = openings(plan.fixtures, hall_sides(plan.halls))

    line = walls(plan.halls, doors)

    opened = sum(each.stretch.length for each in doors)
    assert len(doors) == 6
    assert line.length == pytest.approx(2 * (60 + 38) - opened, abs=0.1)
    assert all(line.distance(each.middle) > 1 for each in doors)


def test_everything_in_the_hall_is_drawn_once(plan):
    root = whole(plan)

    counts = {name: len(of_class(root, f"plan-{name}")) for name in (
        "floor", "wall", "room", "stage", "desk", "column", "exit", "entrance", "hydrant", "panel", "bar",
    )}  # fmt: skip
    assert counts == {
        "floor": 1, "wall": 1, "room": 4, "stage": 2, "desk": 1, "column": 9, "exit": 4, "entrance": 2,
        "hydrant": 3, "panel": 1, "bar": 4,
    }  # fmt: skip


@pytest.mark.parametrize(("lang", "exit_3", "stage"), [("ar", "مخرج 3", "المسرح 1"), ("en", "Exit 3", "Stage 1")])
def test_names_are_in_the_page_s_language(plan, lang, exit_3, stage):
    said = {"".join(each.itertext()) for each in whole(plan, lang=lang).iter("text")}

    assert {exit_3, stage} <= said


def test_a_thing_without_a_name_is_called_by_its_kind():
    room = Fixture("r", FixtureKind.FACILITY, "facility-1", box(0, 0, 9, 9), type="first-aid")
    named = replace(room, names=Names("نقطة إسعاف", ""))
    floor = Plan(halls=(HALL,), fixtures=(room,))

    assert "First aid" in hall_ground(floor, "en", 50)
    assert "الإسعافات الأولية" in hall_ground(floor, "ar", 50)
    assert "نقطة إسعاف" in hall_ground(replace(floor, fixtures=(named,)), "en", 50)


def test_the_map_does_not_mirror(plan, faces, tiles_of):
    """Every shape, in both languages, is in the same place; only words differ."""
    drawn = [whole(plan, tiles_of(lang).draw(faces(lang)), lang=lang) for lang in ("ar", "en")]

    shapes = [[(each.get("d"), each.get("transform")) for each in root.iter("path")] for root in drawn]
    places = [[each.get("transform") for each in of_class(root, "booth")] for root in drawn]
    assert shapes[0] == shapes[1]
    assert places[0] == places[1]


def test_names_of_doors_run_away_from_their_arrows(plan):
    """Physically: an Arabic name right of its arrow ends there, an English one starts there."""
    anchors = {}
    for lang in ("ar", "en"):
        for each in of_class(whole(plan, lang=lang), "plan-exit"):
            anchors[lang, each.get("data-key")] = {text.get("text-anchor") for text in each.iter("text")}

    assert (anchors["en", "exit-3"], anchors["ar", "exit-3"]) == ({"start"}, {"end"})
    assert (anchors["en", "exit-2"], anchors["ar", "exit-2"]) == ({"end"}, {"start"})


def test_a_door_s_name_has_free_floor_or_gives_way_to_its_number():
    hall = Plan(halls=(HALL,), booths=(BoothShape("b", "A-1", box(54, 26, 57, 29)),), fixtures=(EXIT_2,))

    labels = {}
    for k in (20, 60, 100, 300):
        [label] = of_class(whole(hall, k=k), "plan-door-label")
        labels[k] = label.get("data-label")

    assert labels == {20: "name", 60: "name", 100: "number", 300: "none"}
    assert label.get("data-side") == "3000"


def test_neighbouring_doors_do_not_write_over_each_other():
    pair = [
        replace(door("entrance", box(x, 37.9, x + 3, 38.1), names=Names("", name)), key=name)
        for x, name in ((40, "Main entrance"), (48, "Parking entrance"))
    ]

    for k in (30, 100, 200):
        signs = of_class(whole(Plan(halls=(HALL,), fixtures=tuple(pair)), k=k), "plan-entrance")
        [first, second] = [(extent(each, k)) for each in signs]
        assert min(first[1], second[1]) <= max(first[0], second[0]), k


def extent(sign: ET.Element, k: float) -> tuple[float, float]:
    """Left and right of what is written at a door, millimetres."""
    [moved] = [each for each in sign if each.get("transform", "").startswith("translate")]
    middle = int(moved.get("transform").removeprefix("translate(").split()[0])
    [label] = of_class(sign, "plan-door-label")
    if label.get("data-label") != "name":
        return middle, middle
    [text] = of_class(label, "door-name")[0].iter("text")
    start = middle + float(text.get("x").removesuffix("em")) * 11 * k
    reach = width(text.text) * NAME_EM * 11 * k
    return (start, start + reach) if text.get("text-anchor") == "start" else (start - reach, start)


def test_a_door_s_name_is_not_cut_by_the_drawing_s_edge():
    late = door("entrance", box(56, 37.9, 59, 38.1), names=Names("مدخل المواقف", "Parking entrance"))

    [sign] = of_class(whole(Plan(halls=(HALL,), fixtures=(late,)), k=100), "plan-entrance")
    assert len(list(sign.iter("text"))) == 1  # its name has no number to be called by

    assert next(sign.iter("text")).get("text-anchor") == "end"
    assert next(sign.iter("text")).get("x").startswith("-")


def test_pictures_are_told_direction_by_isolates_and_physical_anchors(plan):
    root = whole(plan, lang="ar", flat=True)

    tag = "{http://www.w3.org/2000/svg}text"
    exits = {each.get("data-key"): of_class(each, "door-name")[0] for each in of_class(root, "plan-exit")}
    [text] = exits["exit-3"].iter(tag)
    assert text.text == "\u2067مخرج 3\u2069"
    assert text.get("text-anchor") == "start"


def test_the_view_holds_the_hall_and_its_margin(plan):
    assert view_box(plan, 1000) == (-1100, -1100, 62200, 40200)
    assert scale_for(plan, 860, 600) == pytest.approx(60200 / 800, abs=0.01)


def test_the_scale_is_one_number(plan):
    root = whole(plan, k=80)

    assert root.get("data-k") == "80"
    assert of_class(root, "plan-scene")[0].get("font-size") == "880"
    scales = {each.get("patternTransform").split(")")[0] for each in root.iter("pattern")}
    assert scales == {"scale(80"}


def test_a_second_plan_in_a_page_repeats_no_id(plan, faces, tiles_of):
    first = whole(plan, tiles_of().draw(faces("en")))
    second = whole(plan, tiles_of(linked=False).draw(faces("en")), with_defs=False)

    ids = [each.get("id") for root in (first, second) for each in root.iter() if each.get("id")]
    assert len(ids) == len(set(ids)) > len(plan.booths)
    assert {f"ink-{name}" for name in PATTERNS} <= set(ids)


def test_the_map_is_a_group_with_a_name(plan):
    root = whole(plan, describedby="map-hint")

    assert (root.get("role"), root.get("aria-label"), root.get("aria-describedby")) == (
        "group", "Hall A: 66 booths", "map-hint",
    )  # fmt: skip


def test_nothing_the_policy_forbids_is_written(plan, faces, tiles_of):
    root = whole(plan, tiles_of().draw(faces("en")))

    assert not any(each.get("style") or any(name.startswith("on") for name in each.attrib) for each in root.iter())


def test_an_empty_plan_and_a_plan_without_a_hall_are_drawn():
    assert of_class(whole(Plan()), "plan-booths")
    loose = whole(Plan(fixtures=(door("exit", box(0, 0, 1, 1)), door("hydrant", Point(3, 3)))))
    assert len(of_class(loose, "plan-door")) == len(of_class(loose, "plan-hydrant")) == 1
