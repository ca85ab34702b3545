import pytest

from booth_app.planfiles import read_svg
from tests.planfiles.drawings import HALL, drawing, plan
from tests.uploads.hostile import quickly_refused


def nested(depth: int) -> bytes:
    return drawing("<g>" * depth + '<rect data-kind="booth" width="3" height="3"/>' + "</g>" * depth)


@pytest.mark.parametrize("depth", [65, 66, 250, 300, 100_000])
def test_U07_deep_nesting_is_refused_and_the_limit_named(depth):
    problem = quickly_refused(nested(depth))

    assert (problem.code, problem.values["limit"]) == ("too-deep", "64")


def test_U07_sixty_four_are_read():
    assert len(read_svg(nested(64)).plan.booths) == 1


@pytest.mark.parametrize("tag", ["g", "rect", "title", "x"])
def test_U07_any_element_nests(tag):
    assert quickly_refused(f"<svg>{f'<{tag}>' * 100}{f'</{tag}>' * 100}</svg>".encode()).code == "too-deep"


def path(points: int) -> str:
    return f'<path id="p" data-kind="booth" d="M0 0{"L1 1" * points}"/>'


@pytest.mark.parametrize(
    ("points", "code"), [(1_000_000, "too-long"), (50_000, "too-long"), (20_000, "too-many-vertices")]
)
def test_U08_a_path_of_too_many_points_is_refused(points, code):
    problem = quickly_refused(drawing(path(points)))

    assert problem.code == code
    assert problem.element == "path “p”"


def test_U08_an_attribute_of_eleven_megabytes_is_refused():
    problem = quickly_refused(drawing(f'<path data-kind="booth" d="M0 0{" " * 11_000_000}"/>'))

    assert problem.code in {"not-xml", "too-long"}


def test_U08_ten_thousand_vertices_are_read():
    numbers = " ".join(f"{n * 0.01:.2f},{n % 2}" for n in range(9_997))

    assert len(plan(f'<polygon data-kind="booth" points="0,9 {numbers} 99,9"/>').booths) == 1


def test_U08_many_shapes_of_many_points_reach_the_limit_of_all():
    numbers = " ".join(f"{n}.5,{n % 2}" for n in range(9_000))
    shape = f'<polygon data-kind="column" points="{numbers}"/>'

    assert quickly_refused(drawing(*[shape] * 112)).code == "too-many-vertices"


def test_U09_too_many_elements_are_refused():
    problem = quickly_refused(drawing("<g/>" * 200_001))

    assert (problem.code, problem.values["limit"]) == ("too-many-elements", "200,000")


@pytest.mark.parametrize("element", ["<a/>", "<title/>", '<x xmlns="urn:x"/>', "<text/>"])
def test_U09_elements_that_are_left_out_count_as_well(element):
    assert quickly_refused(drawing(element * 200_001)).code == "too-many-elements"


def test_U09_a_byte_more_than_twenty_megabytes_is_refused():
    whole = b"<svg>" + HALL.encode()

    assert quickly_refused(whole + b" " * (20_000_001 - len(whole))).code == "too-large"
