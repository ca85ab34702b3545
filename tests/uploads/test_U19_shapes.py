import time

import pytest

from booth_app.geometry import check
from booth_app.planfiles import read_svg
from tests.planfiles.drawings import SHAPE_RULES, drawing, refusal


def points(pairs) -> str:
    return " ".join(f"{x!r},{y!r}" for x, y in pairs)


def comb(teeth: int) -> str:
    return points([(n * 0.01, n % 2) for n in range(teeth)] + [(teeth * 0.01, 5), (0, 5)])


def star(count: int) -> str:
    """A ring that crosses itself as often as it can: each corner lies opposite to the one before."""
    return points([((n * 7919 % count) * 0.01, (n * 104729 % count) * 0.01) for n in range(count)])


HAIRS = [(1 + n * 1e-12, n % 2) for n in range(2_000)]
SHAPES = {
    "a bow": '<polygon points="0,0 3,3 3,0 0,3"/>',
    "no area": '<polygon points="0,0 3,0 6,0"/>',
    "nine thousand points on one line": f'<polygon points="{points((n * 0.005, 0) for n in range(9_000))}"/>',
    "a million millionths of a millimetre": f'<polygon points="{points(HAIRS)}"/>',
    "corners 1e-12 apart": '<polygon points="1,1 1.000000000001,1 1,1.000000000001"/>',
    "a hole outside": '<path d="M0 0H3V3H0ZM9 9H10V10H9Z"/>',
    "a hole across the edge": '<path fill-rule="evenodd" d="M0 0H3V3H0ZM2 1H5V2H2Z"/>',
    "a figure of eight": '<path d="M0 0C15 9 -6 9 9 0Z"/>',
    "nine hundred crossings": f'<polygon points="{star(900)}"/>',
}


@pytest.mark.parametrize("name", SHAPES)
def test_U19_a_shape_that_is_none_is_a_finding_and_quickly(name):
    started = time.process_time()

    plan = read_svg(drawing(f'<g data-kind="booth" data-number="A-1">{SHAPES[name]}</g>')).plan
    found = [each for each in check(plan, SHAPE_RULES) if each.rule == "invalid-shape"]

    assert time.process_time() - started < 10
    assert [each.things for each in found] == [("A-1",)]


def test_U19_a_hundred_thousand_points_on_one_line_are_too_many():
    line = points((n * 0.001, 0) for n in range(100_000))

    assert refusal(drawing(f'<polygon data-kind="booth" points="{line}"/>')).code == "too-many-vertices"


def test_U19_shapes_of_many_corners_over_one_another_take_no_minutes():
    started = time.process_time()
    teeth = comb(9_000)

    data = drawing(*(f'<polygon data-kind="booth" data-number="A-{n}" points="{teeth}"/>' for n in range(4)))
    found = check(read_svg(data).plan)

    assert time.process_time() - started < 30
    assert sum(each.rule == "overlap" for each in found) == 6


def test_U19_many_rings_in_one_path_take_no_minutes():
    started = time.process_time()
    squares = "".join(f"M{n % 60} {n // 60}h0.5v0.5h-0.5z" for n in range(1_500))

    plan = read_svg(drawing(f'<path data-kind="booth" data-number="A-1" d="{squares}"/>')).plan

    assert [each.values.get("fault") for each in check(plan, SHAPE_RULES)] == ["separate-parts"]
    assert time.process_time() - started < 20
