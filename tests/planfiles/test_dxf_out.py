"""Plans written as DXF, read back here by the library alone."""

import io
from collections import Counter

import ezdxf
import pytest
import shapely
from ezdxf import units
from shapely import LineString, MultiPolygon, Polygon, box

from booth_app.geometry import BoothShape, Fixture, FixtureKind, Hall, Names, Plan, Side, Zone
from booth_app.planfiles import read_svg
from booth_app.planfiles.dxf.writer import LAYERS, write_dxf
from booth_app.planfiles.svg import words
from tests.planfiles.drawings import FLOORPLANS


@pytest.fixture(scope="module")
def plan() -> Plan:
    return read_svg((FLOORPLANS / "main-hall.svg").read_bytes()).plan


def opened(made: bytes):
    return ezdxf.read(io.StringIO(made.decode("utf-8")))


def small(*fixtures: Fixture, booths: tuple = (), zones: tuple = ()) -> Plan:
    return Plan(halls=(Hall("h", box(0, 0, 50, 50)),), booths=booths, fixtures=fixtures, zones=zones)


def attributes(reference) -> dict[str, str]:
    return {each.dxf.tag: each.dxf.text for each in reference.attribs}


def rings(reference) -> list[Polygon]:
    """The closed outlines of a reference, back in the drawing's metres, y down."""
    return [
        Polygon([(x, -y) for x, y in each.get_points("xy")])
        for each in reference.virtual_entities()
        if each.dxftype() == "LWPOLYLINE" and each.closed
    ]


@pytest.mark.parametrize("name", ["main-hall.svg", "upper-hall.svg"])
def test_it_opens_without_an_error_or_a_repair(name):
    plan = read_svg((FLOORPLANS / name).read_bytes()).plan

    audit = opened(write_dxf(plan, Names("القاعة أ", "Hall A"))).audit()

    assert audit.errors == []
    assert audit.fixes == []


def test_its_unit_is_the_metre_and_says_so(plan):
    drawing = opened(write_dxf(plan))

    assert drawing.units == units.M
    assert drawing.header["$MEASUREMENT"] == 1
    assert {block.units for block in drawing.blocks if block.name.startswith("BOOTHS")} == {units.M}


def test_every_layer_is_called_by_a_kind_that_our_own_reader_knows():
    assert {name: str(words.kind(name)) for name, *_ in LAYERS.values()} == {
        name: str(kind) for kind, (name, *_) in LAYERS.items()
    }


def test_every_thing_is_a_reference_on_its_layer(plan):
    space = opened(write_dxf(plan)).modelspace()

    found = Counter(each.dxf.layer for each in space.query("INSERT"))
    kinds = Counter(LAYERS[fixture.kind][0] for fixture in plan.fixtures)
    assert found == kinds + Counter(HALL=len(plan.halls), ZONES=len(plan.zones), BOOTHS=len(plan.booths))
    assert {each.dxf.layer for each in space.query("LWPOLYLINE")} == {"BACKDROP"}


def test_booths_lie_where_the_plan_has_them_with_y_up(plan):
    space = opened(write_dxf(plan)).modelspace()

    drawn = {attributes(each)["NUMBER"]: each for each in space.query("INSERT[layer=='BOOTHS']")}
    assert drawn.keys() == {booth.number for booth in plan.booths}
    for booth in plan.booths:
        [ring] = rings(drawn[booth.number])
        assert shapely.hausdorff_distance(ring, booth.outline) < 1e-6
        assert drawn[booth.number].dxf.insert.y == pytest.approx(-booth.outline.bounds[3], abs=1e-6)


def test_booths_of_one_form_share_a_block(plan):
    drawing = opened(write_dxf(plan))

    used = {each.dxf.name for each in drawing.modelspace().query("INSERT[layer=='BOOTHS']")}
    assert len(used) == len({shapely.normalize(shapely.transform(b.outline, lambda p: (p - p.min(0)).round(3))).wkt
                             for b in plan.booths})  # fmt: skip
    assert len(used) < len(plan.booths)


def test_a_number_is_seen_and_stands_inside_its_booth(plan):
    space = opened(write_dxf(plan)).modelspace()

    for reference in space.query("INSERT[layer=='BOOTHS']"):
        [number] = [each for each in reference.attribs if not each.is_invisible]
        assert number.dxf.tag == "NUMBER"
        at = number.dxf.align_point
        # As broad as the widest usual letters would make it.
        half = 0.75 * number.dxf.height * len(number.dxf.text) / 2
        label = box(at.x - half, -at.y - number.dxf.height / 2, at.x + half, -at.y + number.dxf.height / 2)
        assert rings(reference)[0].covers(label)


def test_what_is_said_of_a_thing_is_in_its_attributes():
    booth = BoothShape(
        "A", "A-1", box(0, 0, 3, 3), "corner", (Side.TOP, Side.LEFT), "main", Names("ركن", "Nook"), height=2.5
    )
    door = Fixture("e", FixtureKind.EXIT, "exit-1", box(0, 0, 2, 0.2), names=Names("مخرج ١", "Exit 1"), width=1.8)
    zone = Zone("m", "main", box(0, 0, 9, 9), Names("الممر الرئيسي", "Main aisle"), main=True)

    space = opened(write_dxf(small(door, booths=(booth,), zones=(zone,)))).modelspace()

    said = {each.dxf.layer: attributes(each) for each in space.query("INSERT")}
    assert said["BOOTHS"] == {
        "NUMBER": "A-1",
        "NAME_AR": "ركن",
        "NAME_EN": "Nook",
        "TYPE": "corner",
        "OPEN": "top left",
        "ZONE": "main",
        "HEIGHT": "2.5",
    }
    assert said["EXITS"] == {"NUMBER": "exit-1", "NAME_AR": "مخرج ١", "NAME_EN": "Exit 1", "WIDTH": "1.8"}
    assert said["ZONES"] == {
        "NUMBER": "main", "NAME_AR": "الممر الرئيسي", "NAME_EN": "Main aisle", "TYPE": "main"
    }  # fmt: skip


def test_names_of_rooms_are_seen_in_both_languages():
    stage = Fixture("s", FixtureKind.STAGE, "stage-1", box(0, 0, 8, 5), names=Names("المسرح", "Stage"))

    [reference] = opened(write_dxf(small(stage))).modelspace().query("INSERT[layer=='STAGES']")

    assert [each.dxf.text for each in reference.attribs if not each.is_invisible] == ["المسرح", "Stage"]


def test_holes_lines_and_several_parts_are_drawn():
    frame = box(10, 10, 20, 20).difference(box(12, 12, 14, 14))
    room = Fixture("f", FixtureKind.FACILITY, "f", MultiPolygon([frame, box(30, 30, 31, 31)]))
    wall = Fixture("w", FixtureKind.WALL, "w", LineString([(0, 0), (3, 1.5)]))

    space = opened(write_dxf(small(room, wall))).modelspace()

    [drawn] = space.query("INSERT[layer=='FACILITIES']")
    outer, hole, other = rings(drawn)
    assert shapely.union_all([outer.difference(hole), other]).equals(room.outline)
    [line] = [*space.query("INSERT[layer=='WALLS']")[0].virtual_entities()]
    assert not line.closed
    assert line.get_points("xy") == [(0.0, 0.0), (3.0, -1.5)]


def test_north_and_the_hall_s_names_are_properties_of_the_drawing(plan):
    custom = opened(write_dxf(plan, Names("القاعة أ", "Hall A"))).header.custom_vars

    assert dict(custom.properties) == {"north": f"{plan.north:g}", "title-ar": "القاعة أ", "title-en": "Hall A"}


def test_a_broken_outline_is_written_as_it_is():
    crossed = Polygon([(0, 0), (3, 3), (3, 0), (0, 3)])

    drawing = opened(write_dxf(small(booths=(BoothShape("A", "A-1", crossed),))))

    [reference] = drawing.modelspace().query("INSERT[layer=='BOOTHS']")
    assert shapely.equals(rings(reference)[0].exterior, crossed.exterior)
    assert drawing.audit().errors == []


def test_an_empty_plan_is_a_drawing_as_well():
    assert opened(write_dxf(Plan())).audit().errors == []


@pytest.mark.parametrize(
    ("text", "written"),
    [("50% ^ 20%", "50% ^  20%"), ("100%%d", "100%%%%%%d"), (r"\U+0041", r"\U+005CU+0041"), (r"a\P", r"a\P")],
)
def test_commands_in_names_are_written_as_signs(text, written):
    made = write_dxf(Plan(halls=(Hall("h", box(0, 0, 50, 50), Names(en=text)),))).decode()

    assert f"\n{written}\n" in made.replace("\r\n", "\n")
