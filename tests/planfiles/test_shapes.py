import math
import re
from itertools import pairwise

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from shapely import LineString, Point, Polygon, affinity, box

from booth_app.geometry import check
from booth_app.geometry.validity import faults
from booth_app.planfiles.svg.shapes import rings
from booth_app.planfiles.svg.tree import Node
from tests.planfiles.drawings import plan, read, refused

small = st.floats(0.05, 40)
place = st.floats(-30, 30)


def outline(element: str, wrap: str = "{}") -> Polygon:
    """The outline of one booth drawn so, possibly inside other elements."""
    [booth] = plan('<g data-kind="booth">' + wrap.format(element) + "</g>").booths
    return booth.outline


def assert_flat(drawn: Polygon, exact: np.ndarray) -> None:
    """Every exact point of a curve is within 5 mm of the outline, and every corner within 1 mm of the curve."""
    assert shapely.distance(drawn.exterior, shapely.points(exact)).max() <= 0.005
    curve = LineString(exact)
    assert shapely.distance(curve, shapely.points(shapely.get_coordinates(drawn))).max() <= 0.002


@given(cx=place, cy=place, rx=small, ry=small)
def test_an_ellipse_keeps_within_five_millimetres(cx, cy, rx, ry):
    angles = np.linspace(0, 2 * np.pi, 2_001)

    drawn = outline(f'<ellipse cx="{cx!r}" cy="{cy!r}" rx="{rx!r}" ry="{ry!r}"/>')

    assert_flat(drawn, np.column_stack([cx + rx * np.cos(angles), cy + ry * np.sin(angles)]))


def test_a_circle_and_a_rounded_rectangle_have_the_area_they_should():
    assert outline('<circle cx="5" cy="5" r="2"/>').area == pytest.approx(math.pi * 4, rel=0.005)
    rounded = outline('<rect x="0" y="0" width="6" height="4" rx="1"/>')
    assert rounded.area == pytest.approx(24 - (4 - math.pi), rel=0.005)
    assert rounded.bounds == (0, 0, 6, 4)
    pill = outline('<rect x="0" y="0" width="6" height="4" rx="90" ry="2"/>')
    assert pill.area == pytest.approx(math.pi * 3 * 2, rel=0.005)


points = st.tuples(place, place)


def bezier(corners: list[tuple[float, float]]) -> np.ndarray:
    """Dense points by repeated halfway division, which shares nothing with the reader."""
    t = np.linspace(0, 1, 2_001)[:, None]
    layer = [np.array(corner)[None, :] * np.ones_like(t) for corner in corners]
    while len(layer) > 1:
        layer = [a * (1 - t) + b * t for a, b in pairwise(layer)]
    return layer[0]


@given(corners=st.lists(points, min_size=3, max_size=4, unique=True), metres=st.sampled_from([1, 0.5, 0.01]))
def test_bezier_curves_keep_within_five_millimetres_at_any_scale(corners, metres):
    letter = {3: "Q", 4: "C"}[len(corners)]
    start, *rest = [f"{x / metres!r} {y / metres!r}" for x, y in corners]
    node = Node("path", {"d": f"M{start}{letter}{' '.join(rest)}"}, line=1)

    [drawn] = rings(node, np.diag([metres, metres, 1.0]))

    assert shapely.distance(LineString(drawn), shapely.points(bezier(corners))).max() <= 0.0041


@given(rx=small, ry=small, start=st.floats(0, 6.28), sweep=st.floats(0.1, 6.1), turn=st.floats(0, 180))
def test_arcs_keep_within_five_millimetres(rx, ry, start, sweep, turn):
    angles = np.linspace(start, start + sweep, 2_001)
    local = np.column_stack([rx * np.cos(angles), ry * np.sin(angles)])
    cos, sin = math.cos(math.radians(turn)), math.sin(math.radians(turn))
    exact = local @ np.array([[cos, sin], [-sin, cos]])
    (x0, y0), (x1, y1) = exact[0].tolist(), exact[-1].tolist()

    drawn = outline(f'<path d="M{x0!r} {y0!r}A{rx!r} {ry!r} {turn!r} {int(sweep > math.pi)} 1 {x1!r} {y1!r}L0 0Z"/>')

    # The arc's ends are given in decimals, and where they lie close together they fix the arc badly.
    slack = 1e-6 * max(rx, ry) / max(math.hypot(x1 - x0, y1 - y0), 1e-9)
    assert shapely.distance(drawn.exterior, shapely.points(exact)).max() <= 0.005 + slack


PATHS = {
    "M0 0H3V3H0Z": 9,
    "M0,0 3,0 3,3 0,3": 9,
    "m1 1 h3 v3 h-3 z": 9,
    "M0 0L3 0L3 3L0 3ZM1 1L1 2L2 2L2 1Z": 8,
    "m0 0h3v3h-3zm1 1v1h1v-1z": 8,
    "M0 0h3v3h-3zv-3h3v3z": 18,
    "M0 0A1.5 1.5 0 0 1 3 0V3H0Z": 9 + math.pi * 1.5**2 / 2,
    "M0 0a1.5 1.5 0 013 0v3h-3z": 9 + math.pi * 1.5**2 / 2,
    "M0 0Q1.5 3 3 0T6 0V9H0Z": 54,
    "M0 0C0 1 3 1 3 0S6-1 6 0V9H0Z": 54,
    "M.5.5h3v3h-3z": 9,
    "M0 0 3e0 0 3 3 0 3": 9,
    "M+0-0L3-0,3+3L0 3": 9,
}


@pytest.mark.parametrize("path", PATHS)
def test_every_command_of_a_path_is_understood(path):
    assert outline(f'<path d="{path}"/>').area == pytest.approx(PATHS[path], rel=0.005)


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("L0 0", "path"),
        ("M0 0L3", "path"),
        ("M0 0H", "path"),
        ("M0 0 3 3 3", "path"),
        ("M0 0Z3", "path"),
        ("M0 0X3 3", "path"),
        ("M0 0L3;3", "path"),
        ("M0 0LNaN 3", "path"),
        ("M0 0Linf 3", "path"),
        ("M0 0L1_0 3", "path"),
        ("M0 0L٣ 3", "path"),
        ("M0 0A1 1 0 2 0 3 3", "path"),
        ("M0 0A1 1 0 0 3 3", "path"),
        ("M0 0C1 1 2 2", "path"),
        ("M0 0L1e400 3", "not-a-number"),
        ("", "no-coordinates"),
        ("  ", "no-coordinates"),
        ("none", "no-coordinates"),
        ("M0 0L1e300 3L3 1e300", "out-of-range"),
    ],
)
def test_a_path_that_is_none_names_the_place(path, code):
    problem = refused(f'<path id="p" data-kind="booth" d="{path}"/>')

    assert (problem.code, problem.element) == (code, "path “p”")


def test_a_path_of_two_rings_keeps_to_its_fill_rule():
    frame = "M0 0H9V9H0ZM3 3H6V6H3Z"  # both rings run the same way

    assert outline(f'<path d="{frame}"/>').area == 81
    assert outline(f'<path fill-rule="evenodd" d="{frame}"/>').area == 72
    assert outline(f'<path style="fill:red; fill-rule: evenodd" d="{frame}"/>').area == 72
    assert outline(f'<path d="{frame}"/>', '<g fill-rule="evenodd">{}</g>').area == 72


def test_a_ring_that_only_touches_itself_is_the_floor_that_it_encloses():
    waist = outline('<polygon points="0,0 3,0 3,3 6,3 6,6 3,6 3,3 0,3"/>')
    spike = outline('<polygon points="0,0 3,0 3,3 3,5 3,3 0,3"/>')

    assert faults(np.array([spike], dtype=object)) == {}
    assert spike.area == 9
    assert not waist.is_valid  # two floors that meet in a point are not one


@pytest.mark.parametrize(
    ("element", "fault"),
    [
        ('<polygon points="0,0 3,3 3,0 0,3"/>', "edges-cross"),
        ('<path d="M0 0L3 3L3 0L0 3Z"/>', "edges-cross"),
        ('<polygon points="0,0 3,0"/>', "fewer-than-three-vertices"),
        ('<polygon points="0,0 3,0 3,0 0,0"/>', "fewer-than-three-vertices"),
        ('<polygon points="1,1"/>', "fewer-than-three-vertices"),
        ('<rect width="0" height="3"/>', "fewer-than-three-vertices"),
        ('<rect width="3" height="0.001"/>', "no-area"),
        ('<polygon points="0,0 1,0 2,0 3,0"/>', "no-area"),
        ('<path d="M0 0H3V3H0ZM9 9H12V12H9Z"/>', "separate-parts"),
        ('<g data-number="A-1"><rect width="3" height="3"/><rect x="9" width="3" height="3"/></g>', "separate-parts"),
        ('<g data-number="A-1"><rect width="3" height="3"/><polygon points="0,0 3,3 3,0 0,3"/></g>', "edges-cross"),
    ],
)
def test_a_booth_of_no_valid_shape_is_read_and_told_by_the_rule(element, fault):
    found = plan(f'<g data-kind="booth">{element}</g>')

    [violation] = check(found, {"*": False, "invalid-shape": True})

    assert violation.values["fault"] == fault


def test_parts_of_a_thing_that_were_meant_to_meet_do():
    gap = '<rect x="0" y="0" width="2.9985" height="3"/><rect x="3.0005" y="0" width="3" height="3"/>'

    assert outline(f'<g data-number="A-1">{gap}</g>').area == pytest.approx(18, abs=0.02)


def test_a_thing_of_parts_is_their_union():
    corner = '<rect x="0" y="0" width="6" height="3"/><rect x="0" y="1" width="3" height="5"/>'

    found = outline(f'<g data-number="A-1">{corner}<line x1="0" y1="0" x2="9" y2="9"/><text>A-1</text></g>')

    assert found.equals(box(0, 0, 6, 3).union(box(0, 1, 3, 6)))


@pytest.mark.parametrize("element", ['<rect width="0" height="9"/>', '<polygon points="0,0 9,9 9,0 0,9"/>'])
def test_a_hall_of_no_valid_shape_is_refused(element):
    assert refused(hall=element.replace("/>", ' data-kind="hall"/>')).code == "hall-shape"


def test_a_fixture_that_crosses_itself_is_put_right():
    reading = read('<polygon data-kind="column" data-number="c" points="0,0 3,3 3,0 0,3"/>')

    found = reading.plan.fixtures[0].outline
    assert found.is_valid
    assert found.area == pytest.approx(4.5)
    assert reading.note("repaired").values["what"] == "c"


TRANSFORMS = [
    ("translate(3)", lambda x, y: (x + 3, y)),
    ("translate(3, -4)", lambda x, y: (x + 3, y - 4)),
    ("scale(2)", lambda x, y: (2 * x, 2 * y)),
    ("scale(-1 .5)", lambda x, y: (-x, y / 2)),
    ("rotate(90)", lambda x, y: (-y, x)),
    ("rotate(-90 5,5)", lambda x, y: (y, 10 - x)),
    ("rotate(30)", lambda x, y: (x * math.sqrt(3) / 2 - y / 2, x / 2 + y * math.sqrt(3) / 2)),
    ("skewX(45)", lambda x, y: (x + y, y)),
    ("skewY(-45)", lambda x, y: (x, y - x)),
    ("matrix(1 2 3 4 5 6)", lambda x, y: (x + 3 * y + 5, 2 * x + 4 * y + 6)),
    ("matrix(1e0,0,-0.5,+1,.5,5.)", lambda x, y: (x - 0.5 * y + 0.5, y + 5)),
    (" translate ( 1 2 ) , scale( 2 )", lambda x, y: (2 * x + 1, 2 * y + 2)),
    ("translate(1-2)", lambda x, y: (x + 1, y - 2)),
    ("none", lambda x, y: (x, y)),
    ("", lambda x, y: (x, y)),
]


@pytest.mark.parametrize(("text", "expected"), TRANSFORMS)
def test_every_transform_moves_points_as_it_should(text, expected):
    moved = outline(f'<polygon transform="{text}" points="1,2 7,3 4,8"/>')

    wanted = [expected(x, y) for x, y in ((1, 2), (7, 3), (4, 8))]
    assert np.allclose(shapely.get_coordinates(moved)[:3], wanted, atol=6e-4)


@given(st.lists(st.sampled_from(TRANSFORMS), max_size=4))
def test_transforms_nest_from_the_inside_out(chain):
    wrap = "{}"
    for text, _ in chain:
        wrap = f'<g transform="{text}">' + wrap + "</g>"
    wanted = np.array([(1, 2), (7, 3), (4, 8)], dtype=float)
    for _, expected in chain:
        wanted = np.array([expected(x, y) for x, y in wanted])

    found = outline('<polygon points="1,2 7,3 4,8"/>', wrap)

    assert np.allclose(shapely.get_coordinates(found)[:3], wanted, atol=6e-4)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("scale(0)", "singular"),
        ("scale(1 0)", "singular"),
        ("skewX(90)", "singular"),
        ("skewY(-90)", "singular"),
        ("matrix(1 1 1 1 0 0)", "singular"),
        ("scale(1e300) scale(1e300)", "singular"),
        ("scale(1e300)", "out-of-range"),
        ("translate(NaN)", "transform"),
        ("translate(1e400)", "not-a-number"),
        ("translate(1,5,2)", "transform"),
        ("translate()", "transform"),
        ("rotate(1 2)", "transform"),
        ("rotate(٤٥)", "transform"),
        ("rotate(45deg)", "transform"),
        ("spin(45)", "transform"),
        ("translate(1) x", "transform"),
        ("translate(1", "transform"),
        ("translate(1,,2)", "transform"),
        ("translate(1 2" + " " * 6000 + ")", "too-long"),
    ],
)
def test_a_transform_that_is_none_or_leaves_nothing_is_an_error(text, code):
    problem = refused(f'<rect id="r" transform="{text}" data-kind="booth" width="3" height="3"/>')

    assert (problem.code, problem.element) == (code, "rect “r”")


def test_lengths_in_units_of_print_are_pixels_of_the_drawing():
    inch = outline('<rect width="1in" height="96px"/>')

    assert inch.bounds == (0, 0, 96, 96)
    assert outline('<rect width="25.4mm" height="72pt"/>').bounds == pytest.approx((0, 0, 96, 96))


def test_shapes_lie_on_the_millimetre_grid():
    found = outline('<polygon points="0.00049,0.1 3.0004999,0.1 3,3.14159265 0,2.9996"/>')

    coordinates = shapely.get_coordinates(found)
    assert (coordinates == np.round(coordinates, 3)).all()
    assert not re.search("-0\\.?0*[, )]", found.wkt)


def test_a_rotated_square_keeps_its_sides_to_the_millimetre():
    found = outline('<rect transform="rotate(17.3 50 50)" x="40" y="40" width="3" height="3"/>')

    exact = affinity.rotate(box(40, 40, 43, 43), 17.3, origin=(50, 50))
    assert found.hausdorff_distance(exact) < 0.001


def test_a_thin_arc_of_a_huge_circle_is_cut_into_few_chords():
    found = outline('<path d="M0 0A9000 9000 0 0 1 50 0V9H0Z"/>')

    assert len(found.exterior.coords) < 30
    assert Point(25, 0).distance(found.exterior) < 0.05


@pytest.mark.parametrize("radius", ["1e15", "1e17", "1e300", "1.7e308"])
def test_a_circle_too_large_for_its_chords_is_refused(radius):
    assert refused(f'<circle data-kind="booth" r="{radius}"/>').code in {"too-many-vertices", "out-of-range"}


def test_a_clear_width_is_whole_millimetres():
    [exit_] = plan('<rect data-kind="exit" data-width="1.2004" width="3" height="1"/>').fixtures

    assert exit_.width == 1.2
    assert refused('<rect data-kind="exit" data-width="0.0004" width="3" height="1"/>').code == "wrong-value"
