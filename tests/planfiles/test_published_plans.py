"""Drawings that others published: none follows our profile, and each gets a clear word on what is missing."""

import time

import pytest

from booth_app.planfiles import check_file, read_svg
from tests.kit.services import missing
from tests.planfiles.drawings import ROOT, refusal

PLANS = ROOT.parent / "shared" / "plans"
HALL = b'<rect data-kind="hall" x="0" y="0" width="3000" height="3000"/>'

FILES = {
    # file → shapes and texts seen, a layer that is named, a scale that suits
    "svg-coscup2023-booths/booths-3f-4f.svg": (160, 42, "建築", 0.044),
    "svg-coscup2024-booths/booths-3f.svg": (488, 0, "攤位", 0.044),
    "svg-concordia-hall-9f/hall-9th-floor.svg": (108, 105, "Floor 9", 0.1),
    "svg-jackson-room/jackson-room.svg": (70, 0, "real-world", 0.0254),
    "svg-hobby-shop-n51/hobby-shop-n51.svg": (3311, 1, "Floor Plan", 0.01297),
    "svg-ha-home/home.svg": (0, 0, "Page-1", 0.05),
}


@pytest.fixture
def published(request) -> bytes:
    path = PLANS / request.param
    if not path.exists():
        missing("the folder of published plans")
    return path.read_bytes()


@pytest.mark.parametrize("published", FILES, indirect=True)
def test_without_a_scale_and_a_hall_both_are_named_as_missing(published, request):
    shapes, texts, layer, _ = FILES[request.node.callspec.params["published"]]

    problem = refusal(published)

    assert problem.code == "no-scale-no-hall"
    for lang in ("ar", "en"):
        assert "--metres-per-unit" in problem.message(lang)
        assert "hall" in problem.message(lang)
    assert layer in problem.values["layers"] or layer == "Page-1"
    if shapes:
        assert (problem.values["shapes"], problem.values["texts"]) == (str(shapes), str(texts))


@pytest.mark.parametrize("published", FILES, indirect=True)
def test_with_a_scale_given_the_hall_is_named_as_missing_and_quickly(published, request):
    scale = FILES[request.node.callspec.params["published"]][3]
    started = time.process_time()

    problem = refusal(published, scale)

    assert problem.code == "no-hall"
    assert time.process_time() - started < 5


@pytest.mark.parametrize("published", FILES, indirect=True)
def test_with_a_hall_drawn_over_it_the_rest_is_backdrop_and_no_booths_are_invented(published, request):
    scale = FILES[request.node.callspec.params["published"]][3]
    before, _, _ = published.rpartition(b"</svg>")

    reading = read_svg(before + HALL + b"</svg>", scale)

    assert reading.plan.booths == reading.plan.fixtures == reading.plan.zones == ()
    assert len(reading.plan.halls) == 1
    assert len(reading.plan.backdrop) > 20


@pytest.mark.parametrize("published", FILES, indirect=True)
def test_the_command_says_it_in_one_line(published, request):
    outcome = check_file(PLANS / request.node.callspec.params["published"])

    assert outcome.exit_code == 2
    assert "\n" not in outcome.problem
    assert "scale" in outcome.problem


@pytest.mark.parametrize("published", ["svg-coscup2024-booths/booths-3f.svg"], indirect=True)
def test_a_layer_that_is_given_its_kind_makes_booths(published):
    """The person says what a layer is; then its 18 booths are found, each of the size that was measured."""
    marked = published.replace('<g id="攤位">'.encode(), '<g id="攤位" data-kind="booth">'.encode())
    assert marked != published
    before, _, _ = marked.rpartition(b"</svg>")

    plan = read_svg(before + HALL + b"</svg>", 1.0).plan

    x_by_y = (sorted((x1 - x0, y1 - y0)) for x0, y0, x1, y1 in (each.outline.bounds for each in plan.booths))
    sizes = [(round(a, 1), round(b, 1)) for a, b in x_by_y]
    assert sizes.count((13.6, 40.9)) + sizes.count((13.6, 48.4)) >= 18
    assert all(each.number.startswith("booth-") for each in plan.booths)


@pytest.mark.parametrize("published", ["svg-jackson-room/jackson-room.svg"], indirect=True)
def test_lengths_and_the_axis_that_runs_upwards_are_read_as_measured(published):
    """Inches with y upwards: the three brick columns come out where the survey has them, in metres."""
    marked = published.replace(b'class="brick_column"', b'class="brick_column" data-kind="column"')
    assert marked != published
    before, _, _ = marked.rpartition(b"</svg>")

    plan = read_svg(before + HALL + b"</svg>", 0.0254).plan

    found = sorted(each.outline.bounds for each in plan.fixtures)
    widths = [round((x1 - x0) / 0.0254) for x0, _, x1, _ in found]
    assert widths == [42, 42, 64]
    assert [round(x0 / 0.0254) for x0, _, _, _ in found] == [380, 509, 638]
    # y = 0 of the drawing is 1056 inches from the top: 582 upwards is 474 (or 20 less) downwards.
    assert {round(y0 / 0.0254) for _, y0, _, _ in found} <= {454, 474}
