"""What a DXF drawing draws: every kind of outline, where it lies, and what one thing is."""

import math

import pytest
import shapely
from ezdxf.math import Matrix44
from hypothesis import given, settings
from hypothesis import strategies as st

from booth_app.geometry import FixtureKind
from booth_app.planfiles.asked import Asked
from tests.planfiles.dxfs import box, plan, read


def bounds_of(shape):
    return tuple(round(each, 3) for each in shape.bounds)


def test_y_is_turned_down_and_nothing_else_moves():
    [booth] = plan(lambda space, _: box(space, 3, 4, 3, 2, "BOOTHS")).booths

    assert bounds_of(booth.outline) == (3, -6, 6, -4)
    assert booth.outline.is_valid


@pytest.mark.parametrize(("layer", "kind"), [("الأعمدة", "column"), ("Columns", "column"), ("xref$0$EXIT", "exit")])
def test_a_layer_is_known_by_the_words_of_the_profile(layer, kind):
    [fixture] = plan(lambda space, _: box(space, 3, 4, 1, 1, layer)).fixtures

    assert fixture.kind == kind


def test_bulges_are_arcs_and_two_of_them_a_circle():
    def draw(space, _):
        space.add_lwpolyline([(10, 10, 0, 0, 1), (14, 10, 0, 0, 1)], close=True, dxfattribs={"layer": "column"})
        quarter = math.tan(math.radians(22.5))
        space.add_lwpolyline(
            [(20, 10, 0, 0, quarter), (24, 14, 0, 0, 0), (20, 14, 0, 0, 0)], close=True, dxfattribs={"layer": "stage"}
        )

    circle, sector = (each.outline for each in plan(draw).fixtures)

    assert circle.area == pytest.approx(math.pi * 4, rel=0.005)
    # a quarter circle about (20, 14) from below to the right, and its two radii
    assert sector.area == pytest.approx(math.pi * 4, rel=0.005)


@pytest.mark.parametrize("radius", [0.25, 2.0, 14.0])
def test_curves_stay_within_five_millimetres_of_their_chords(radius):
    def draw(space, _):
        space.add_circle((30, 20), radius, dxfattribs={"layer": "column"})
        space.add_ellipse((30, 20), (radius, 0), 0.5, dxfattribs={"layer": "stage"})
        turn = [(radius * math.cos(t / 16 * math.pi), radius * math.sin(t / 16 * math.pi)) for t in range(33)]
        spline = space.add_spline(dxfattribs={"layer": "desk"})
        spline.fit_points = [(30 + x, 20 + y, 0) for x, y in turn]
        spline.closed = False

    circle, ellipse, _ = sorted(plan(draw).fixtures, key=lambda each: list(FixtureKind).index(each.kind))

    edge = shapely.boundary(circle.outline)
    true = shapely.Point(30, -20).buffer(radius, quad_segs=2000).exterior
    assert edge.hausdorff_distance(true) < 0.005
    assert ellipse.outline.area == pytest.approx(math.pi * radius**2 / 2, abs=0.005 * 2 * math.pi * radius)


def test_single_lines_that_meet_within_a_millimetre_enclose_a_booth_and_others_do_not():
    def draw(space, _):
        corners = [(10, 10), (13, 10.0004), (13, 12), (10, 12)]
        for start, end in zip(corners, [*corners[1:], (10.0006, 10)], strict=True):
            space.add_line(start, end, dxfattribs={"layer": "booth"})
        space.add_line((20, 10), (23, 10), dxfattribs={"layer": "booth"})

    reading = read(draw)

    [booth] = reading.plan.booths
    assert booth.outline.area == pytest.approx(6, abs=0.01)
    assert reading.note("open-lines").values == {"count": "1"}


def test_lines_shared_by_neighbours_enclose_each_of_them():
    def draw(space, _):
        for x in range(4):
            space.add_line((10 + 3 * x, 10), (10 + 3 * x, 13), dxfattribs={"layer": "booth"})
        for y in (10, 13):
            space.add_line((10, y), (19, y), dxfattribs={"layer": "booth"})
        for x in range(3):
            space.add_text(f"A-10{x}", height=0.5, dxfattribs={"layer": "TEXT"}).set_placement((11 + 3 * x, 11))

    booths = plan(draw).booths

    assert sorted(each.number for each in booths) == ["A-100", "A-101", "A-102"]
    assert [round(each.outline.area, 3) for each in booths] == [9, 9, 9]


def test_an_arc_and_lines_enclose_a_hall_and_its_columns_stay_in_it():
    def draw(space, drawing):
        for each in list(space):
            space.delete_entity(each)
        for start, end in (((0, 0), (60, 0)), ((60, 0), (60, 40)), ((0, 40), (0, 0))):
            space.add_line(start, end, dxfattribs={"layer": "HALL"})
        space.add_arc((30, 40), 30, 0, 180, dxfattribs={"layer": "HALL"})
        box(space, 10, 10, 1, 1, "COLUMNS")

    drawn = plan(draw)

    [hall] = drawn.halls
    assert hall.outline.area == pytest.approx(2400 + math.pi * 450, rel=0.001)
    assert len(drawn.fixtures) == 1


def test_walls_and_exits_drawn_as_lines_stay_lines_in_one_piece():
    def draw(space, _):
        space.add_line((10, 10), (20, 10), dxfattribs={"layer": "WALLS"})
        space.add_line((20, 10), (20, 15), dxfattribs={"layer": "WALLS"})
        space.add_line((0, 5), (0, 8), dxfattribs={"layer": "EXITS"})

    wall, exit_ = plan(draw).fixtures

    assert (wall.kind, wall.outline.geom_type, wall.outline.length) == ("wall", "LineString", 15)
    assert (exit_.kind, exit_.outline.length) == ("exit", 3)


def test_a_hatch_with_a_hole_is_a_floor_with_a_hole_and_once_with_its_border():
    def draw(space, _):
        hatch = space.add_hatch(dxfattribs={"layer": "BOOTHS"})
        hatch.paths.add_polyline_path([(10, 10), (20, 10), (20, 20), (10, 20)], is_closed=True, flags=1)
        hatch.paths.add_polyline_path([(14, 14), (16, 14), (16, 16), (14, 16)], is_closed=True, flags=16)
        hatch = space.add_hatch(dxfattribs={"layer": "BOOTHS"})
        hatch.paths.add_polyline_path([(30, 10), (33, 10), (33, 13), (30, 13)], is_closed=True)
        box(space, 30, 10, 3, 3, "BOOTHS")

    reading = read(draw)

    assert [round(each.outline.area, 3) for each in reading.plan.booths] == [96, 9]
    assert reading.note("drawn-twice").values == {"count": "1"}


def test_an_extrusion_downwards_mirrors_x():
    def draw(space, _):
        box(space, -13, 10, 3, 2, "BOOTHS").dxf.extrusion = (0, 0, -1)

    [booth] = plan(draw).booths

    assert bounds_of(booth.outline) == (10, -12, 13, -10)


@given(
    angle=st.floats(0, 360),
    across=st.sampled_from([1, -1, 1.5]),
    up=st.sampled_from([1, -1, 0.5]),
    x=st.floats(10, 40),
    y=st.floats(10, 30),
)
@settings(max_examples=25, deadline=None)
def test_a_block_turned_mirrored_and_stretched_lies_where_the_transform_puts_it(angle, across, up, x, y):
    ring = [(0, 0), (3, 0), (3, 2), (1, 2), (0, 1)]

    def draw(space, drawing):
        block = drawing.blocks.new("STAND")
        block.add_lwpolyline(ring, close=True, dxfattribs={"layer": "0"})
        space.add_blockref(
            "STAND", (x, y), dxfattribs={"layer": "BOOTHS", "xscale": across, "yscale": up, "rotation": angle}
        )

    [booth] = plan(draw).booths

    put = Matrix44.scale(across, up, 1) @ Matrix44.z_rotate(math.radians(angle)) @ Matrix44.translate(x, y, 0)
    meant = shapely.Polygon([(point.x, -point.y) for point in put.transform_vertices([(*each, 0) for each in ring])])
    assert booth.outline.hausdorff_distance(meant) < 0.001
    assert booth.outline.area > 0


def test_an_array_of_blocks_is_as_many_booths_along_its_turned_axes():
    def draw(space, drawing):
        block = drawing.blocks.new("STAND")
        block.add_lwpolyline([(0, 0), (2, 0), (2, 2), (0, 2)], close=True, dxfattribs={"layer": "0"})
        space.add_blockref(
            "STAND",
            (10, 5),
            dxfattribs={
                "layer": "BOOTHS",
                "rotation": 15,
                "row_count": 2,
                "column_count": 3,
                "row_spacing": 4,
                "column_spacing": 5,
            },
        )

    booths = plan(draw).booths

    assert len(booths) == 6
    first, second, *_ = (shapely.centroid(each.outline) for each in booths)
    assert first.distance(second) == pytest.approx(5, abs=0.001)
    assert (second.y - first.y) / (second.x - first.x) == pytest.approx(-math.tan(math.radians(15)), abs=0.001)


def test_a_nested_block_takes_the_layer_of_the_reference_it_is_on():
    def draw(space, drawing):
        inner = drawing.blocks.new("PANEL")
        inner.add_lwpolyline([(0, 0), (3, 0), (3, 3), (0, 3)], close=True, dxfattribs={"layer": "0"})
        inner.add_circle((1, 1), 0.3, dxfattribs={"layer": "COLUMNS"})
        outer = drawing.blocks.new("STAND")
        outer.add_blockref("PANEL", (0, 0), dxfattribs={"layer": "0"})
        space.add_blockref("STAND", (10, 10), dxfattribs={"layer": "BOOTHS"})

    drawn = plan(draw)

    assert [bounds_of(each.outline) for each in drawn.booths] == [(10, -13, 13, -10)]
    assert [each.kind for each in drawn.fixtures] == ["column"]


def test_a_block_of_many_booths_is_many_booths_and_one_in_touching_pieces_one():
    def draw(space, drawing):
        row = drawing.blocks.new("ROW")
        for at in range(4):
            row.add_lwpolyline(
                [(5 * at, 0), (5 * at + 3, 0), (5 * at + 3, 2), (5 * at, 2)], close=True, dxfattribs={"layer": "0"}
            )
        corner = drawing.blocks.new("CORNER")
        box(corner, 0, 0, 3, 3, "0")
        box(corner, 3, 0, 2, 2, "0")
        space.add_blockref("ROW", (10, 10), dxfattribs={"layer": "BOOTHS"})
        space.add_blockref("CORNER", (10, 20), dxfattribs={"layer": "BOOTHS"})

    booths = plan(draw).booths

    assert [round(each.outline.area, 3) for each in booths] == [6, 6, 6, 6, 13]


@pytest.mark.parametrize("how", ["off", "frozen", "invisible"])
def test_what_is_hidden_is_not_read_and_that_is_said(how):
    def draw(space, drawing):
        layer = drawing.layers.add("OLD BOOTHS")
        drawing.layers.add("BOOTHS")
        if how == "off":
            layer.off()
        elif how == "frozen":
            layer.freeze()
        old = box(space, 10, 10, 3, 3, "OLD BOOTHS")
        if how == "invisible":
            old.dxf.invisible = 1
        box(space, 20, 10, 3, 3, "BOOTHS")

    reading = read(draw, Asked.of(mapping={"kinds": [{"kind": "booth", "layer": "OLD BOOTHS"}]}))

    assert len(reading.plan.booths) == 1
    assert reading.note("hidden").values == {"count": "1"}


def test_a_drawing_far_from_its_origin_is_brought_near_and_that_is_said():
    def draw(space, _):
        box(space, 10, 10, 3, 3, "BOOTHS")
        for each in space:
            each.translate(672_000, 2_735_000, 0)

    reading = read(draw)

    x0, y0, x1, y1 = reading.plan.bounds
    assert (round(x1 - x0, 3), round(y1 - y0, 3)) == (60, 40)
    assert max(map(abs, (x0, y0, x1, y1))) < 100
    assert reading.note("moved") is not None
    assert reading.plan.booths[0].outline.area == pytest.approx(9)
