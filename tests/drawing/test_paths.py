"""Path data: whole millimetres, and the same shape when read again."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely import GeometryCollection, LineString, MultiPolygon, Point, Polygon, box
from shapely.affinity import translate

from booth_app.drawing.paths import path, polyline


def read(d: str) -> list[list[tuple[int, int]]]:
    """The subpaths of path data, absolute."""
    found, x, y = [], 0, 0
    for command, arguments in re.findall(r"([Mlhvz])([^Mlhvz]*)", d):
        values = [int(each) for each in re.findall(r"-?\d+", arguments)]
        if command == "M":
            x, y = values
            found.append([(x, y)])
        elif command == "z":
            x, y = found[-1][0]
        else:
            dx, dy = {"l": values, "h": [*values, 0], "v": [0, *values]}[command]
            x, y = x + dx, y + dy
            found[-1].append((x, y))
    return found


def test_a_booth_is_a_few_relative_integers():
    assert path(box(14, 0.4, 17, 3.4)) == "M14000 400h3000v3000h-3000z"
    assert path(box(14, 0.4, 17, 3.4), (15500, 1900)) == path(box(40, 30, 43, 33), (41500, 31500))


def test_a_rectangle_is_the_same_whichever_corner_its_drawing_began_with():
    ring = [(0, 0), (3, 0), (3, 3), (0, 3)]

    drawn = {path(Polygon(ring[n:] + ring[:n])) for n in range(4)}

    assert drawn == {"M0 0h3000v3000h-3000z"}


def test_holes_collections_and_lines_are_written_and_points_are_not():
    ring = Polygon(box(0, 0, 9, 9).exterior.coords, [box(3, 3, 6, 6).exterior.coords])

    assert len(read(path(ring))) == 2
    assert len(read(path(MultiPolygon([box(0, 0, 1, 1), box(2, 0, 3, 1)])))) == 2
    assert path(LineString([(0, 0), (1, 0), (1, 2)])) == "M0 0h1000v2000"
    assert len(read(path(GeometryCollection([box(0, 0, 1, 1), Point(5, 5), LineString([(0, 0), (1, 1)])])))) == 2
    assert path(Point(1, 1)) == path(Polygon()) == ""


def test_a_minus_sign_saves_a_space():
    assert polyline([(-5, -7), (1, -9)]) == "M-5-7l6-2"


@given(
    st.lists(st.tuples(st.integers(-99999, 99999), st.integers(-99999, 99999)), min_size=3, max_size=12, unique=True),
    st.tuples(st.integers(-5000, 5000), st.integers(-5000, 5000)),
)
def test_a_shape_is_read_back_to_the_millimetre(corners, about):
    outline = Polygon([(x / 1000, y / 1000) for x, y in corners])

    [ring] = read(path(outline, about))

    expected = [(x - about[0], y - about[1]) for x, y in corners]
    at = expected.index(ring[0])
    assert ring == expected[at:] + expected[:at]


@pytest.mark.parametrize("dx", [0, 1, 57.3, -200])
def test_moving_a_shape_changes_only_its_start(dx):
    shape = Polygon([(0, 0), (4, 1), (3, 5), (-1, 3)])

    assert path(translate(shape, dx, 0)).partition("l")[2] == path(shape).partition("l")[2]
