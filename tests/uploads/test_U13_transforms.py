import pytest

from booth_app.geometry import check
from tests.planfiles.drawings import SHAPE_RULES, drawing, plan
from tests.uploads.hostile import quickly_refused

MATRIX = "matrix(1 0.5 -0.5 1 3 4)"


@pytest.mark.parametrize(
    "transform",
    [
        "scale(0)",
        "scale(1e300)",
        "scale(1e300) scale(1e300)",
        "skewX(90)",
        "skewY(270)",
        "rotate(NaN)",
        "matrix(0 0 0 0 0 0)",
        "matrix(NaN 0 0 1 0 0)",
        "matrix(1 0 0 1 1e400 0)",
        "translate(1e308) scale(1e308)",
    ],
)
def test_U13_a_transform_that_leaves_nothing_or_everything_is_an_error(transform):
    problem = quickly_refused(drawing(f'<rect id="r" data-kind="booth" transform="{transform}" width="3" height="3"/>'))

    assert problem.code in {"singular", "transform", "not-a-number", "out-of-range"}
    assert problem.element == "rect “r”"


@pytest.mark.parametrize("transform", ["scale(1e-300)", "scale(1e200) scale(1e-210)"])
def test_U13_a_booth_too_small_to_be_seen_has_no_valid_shape(transform):
    found = plan(f'<rect data-kind="booth" data-number="A-1" transform="{transform}" width="3" height="3"/>')

    assert [each.rule for each in check(found, SHAPE_RULES)] == ["invalid-shape"]


def test_U13_sixty_four_matrices_in_one_another_reach_out_of_range():
    wrapped = f'<g transform="{MATRIX} scale(2)">' * 60 + '<rect width="3" height="3"/>' + "</g>" * 60

    assert quickly_refused(drawing(f'<g data-kind="booth">{wrapped}</g>')).code == "out-of-range"


def test_U13_sixty_four_that_shrink_leave_a_booth_without_area():
    wrapped = '<g transform="scale(0.1)">' * 60 + '<rect width="3" height="3"/>' + "</g>" * 60

    problem = quickly_refused(drawing(f'<g data-kind="hall">{wrapped}</g>', hall=""))

    assert problem.code == "hall-shape"
