"""DXF drawings that others published: each with the reading that its SOURCE.md states."""

from collections import Counter

import pytest
import shapely

from booth_app.planfiles import check_file
from booth_app.planfiles.asked import Asked
from booth_app.planfiles.dxf.reader import read_dxf, read_sheet
from booth_app.planfiles.sheet import Mark
from tests.kit.services import missing
from tests.planfiles.drawings import ROOT
from tests.planfiles.dxfs import refusal

PLANS = ROOT.parent / "shared" / "plans"
FILES = {
    "dxf-bishop-house/bishop-house.dxf": ("in", "unit-doubted"),
    "dxf-door-wipeout/door-wipeout.dxf": ("mm", "unit-doubted"),
    "dxf-array-of-blocks/array-of-blocks.dxf": (None, None),
    "dxf-array-of-blocks/mirrored-inserts.dxf": (None, None),
    "dxf-bulges-inches/bulged-shapes.dxf": ("m", "unit-doubted"),
    "dxf-bulges-inches/polylines-r12.dxf": ("m", "unit-guessed"),
    "dxf-damaged/elevation-damaged-r12.dxf": ("cm", "unit-guessed"),
}


def published(name: str) -> bytes:
    path = PLANS / name
    if not path.exists():
        missing("the folder of published plans")
    return path.read_bytes()


def area(mark: Mark) -> float:
    return sum(shapely.Polygon(ring).area for ring in mark.rings if len(ring) > 2)


def mapped(kind: str, layer: str, unit: str | None = None) -> Asked:
    return Asked.of(unit=unit, mapping={"kinds": [{"kind": kind, "layer": layer}]})


@pytest.mark.parametrize("name", FILES)
def test_each_is_seen_with_the_unit_that_suits_it_and_what_has_to_be_asked(name):
    unit, code = FILES[name]

    read = read_sheet(published(name))

    asked = {note.code: note.values for note in read.notes if note.code.startswith("unit")}
    assert list(asked) == ([code] if code else [])
    if code is not None:
        assert asked[code]["unit"] == unit
    assert not [mark for mark in read.sheet.marks if mark.broken]


@pytest.mark.parametrize("name", FILES)
def test_the_command_misses_the_hall_in_one_line_that_names_a_layer(name):
    published(name)

    outcome = check_file(PLANS / name)

    assert outcome.exit_code == 2
    assert "\n" not in outcome.problem
    assert "no shape is marked as the hall" in outcome.problem


def test_the_bishop_house_measures_what_its_footprint_does_in_inches_though_its_header_says_millimetres():
    reading = read_dxf(published("dxf-bishop-house/bishop-house.dxf"), mapped("hall", "A-FOOTPRINT"))

    assert reading.note("unit-doubted").values["said"] == "mm"
    areas = sorted((each.outline.area for each in reading.plan.halls), reverse=True)
    square_inches = [235_856, 68_096, 17_200, 4_472]
    assert areas == pytest.approx([each * 0.0254**2 for each in square_inches], rel=0.0005)
    assert reading.plan.booths == reading.plan.fixtures == ()  # no door's arc becomes a thing
    assert len(reading.plan.backdrop) > 700


def test_the_door_drawing_is_in_millimetres_though_its_header_says_inches():
    reading = read_sheet(published("dxf-door-wipeout/door-wipeout.dxf"))

    walls = [mark for mark in reading.sheet.marks if mark.layer == "A.Wall_Internal" and mark.rings]
    assert [round(area(mark), 3) for mark in walls] == [0.358, 0.358]
    assert {round(float(mark.rings[0][:, 0].max() - mark.rings[0][:, 0].min()), 3) for mark in walls} == {3.583}
    arcs = [mark for mark in reading.sheet.marks if mark.node.tag.startswith("ARC")]
    assert len(arcs) == 4  # two as a block, two exploded
    assert reading.sheet.left_out["WIPEOUT"] == 3


def test_the_array_is_25_copies_along_turned_axes_and_all_bear_one_number():
    data = published("dxf-array-of-blocks/array-of-blocks.dxf")

    sheet = read_sheet(data).sheet

    circles = [mark for mark in sheet.marks if mark.node.tag.startswith("CIRCLE")]
    assert len(circles) == 25
    assert {mark.attributes["NAME"] for mark in circles} == {"Flag"}
    first, second = (mark.rings[0].mean(axis=0) for mark in circles[:2])
    assert tuple(second - first) == pytest.approx((9.659, -2.588), abs=0.01)


def test_mirrored_frames_keep_a_positive_area():
    sheet = read_sheet(published("dxf-array-of-blocks/mirrored-inserts.dxf")).sheet

    frames = [mark for mark in sheet.marks if mark.node.tag.startswith("LWPOLYLINE")]
    assert [area(mark) for mark in frames] == pytest.approx([24.062] * 6, rel=0.005)
    lines = [mark for mark in sheet.marks if mark.node.tag == "LINE"]
    assert len(lines) == 324  # 6 copies of a block of blocks


def test_bulges_are_read_to_their_full_floor_and_circles_of_two_corners_are_there():
    data = published("dxf-bulges-inches/bulged-shapes.dxf")

    sheet = read_sheet(data, Asked.of(unit="in")).sheet

    closed = [mark for mark in sheet.marks if mark.rings]
    square_inches = [area(mark) / 0.0254**2 for mark in closed if mark.layer == "Pocket"]
    assert sum(abs(each - 0.2443) < 0.01 for each in square_inches) == 10
    assert len(closed) == 15  # 14, and one in the block


def test_the_old_polylines_are_closed_where_they_say_so():
    sheet = read_sheet(published("dxf-bulges-inches/polylines-r12.dxf")).sheet

    kinds = Counter((mark.node.tag.split()[0], bool(mark.rings)) for mark in sheet.marks)
    assert kinds == {("POLYLINE", True): 14, ("POLYLINE", False): 16, ("3DFACE", True): 1}


def test_the_damaged_drawing_is_read_as_backdrop_and_told_to_be_damaged():
    data = published("dxf-damaged/elevation-damaged-r12.dxf")

    read = read_sheet(data)

    assert Counter(mark.node.tag.split()[0] for mark in read.sheet.marks) == {"LINE": 1441}
    assert not any(mark.rings for mark in read.sheet.marks)
    assert {note.code for note in read.notes} == {"mended-file", "unit-guessed"}
    assert refusal(data).code == "no-hall"
