"""The small plan round a stand."""

from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest
from shapely import box
from shapely.affinity import rotate

from booth_app.drawing.extract import LEAST_HIGH, LEAST_WIDE, extract, frame, open_sides
from booth_app.geometry.plan import BoothShape, Side


def of_class(root: ET.Element, name: str) -> list[ET.Element]:
    return [each for each in root.iter() if name in each.get("class", "").split()]


def around(plan, faces, *numbers: str, **more: object) -> ET.Element:
    keys = [plan.numbered(number).key for number in numbers]
    return ET.fromstring(extract(plan, keys, faces("en"), lang="en", title="A-214", **more))


def test_the_stand_is_ringed_and_its_neighbours_are_shown(plan, faces):
    root = around(plan, faces, "A-214")

    assert len(of_class(root, "plan-ring")) == 1
    shown = {"".join(each.itertext()) for each in of_class(root, "tile-number")}
    assert {"A-213", "A-214", "A-215", "A-219"} <= shown
    assert "A-501" not in shown


def test_it_is_a_picture_and_nothing_in_it_acts(plan, faces):
    root = around(plan, faces, "A-214")

    assert (root.get("role"), root.get("aria-label")) == ("img", "A-214")
    assert not list(root.iter("a"))
    assert [each.get("id") for each in root.iter() if each.get("id")] == ["plan-stand-b-k214"]


def test_two_extracts_of_a_page_have_different_ids(plan, faces):
    ids = [
        next(each.get("id") for each in around(plan, faces, "A-214", name=name).iter("clipPath"))
        for name in ("panel", "stand")
    ]

    assert ids == ["plan-stand-panel", "plan-stand-stand"]


@pytest.mark.parametrize(("wide", "high"), [(300, 190), (290, 116), (150, 300)])
def test_it_has_the_form_that_is_asked_for(plan, faces, wide, high):
    root = around(plan, faces, "A-214", wide_px=wide, high_px=high)

    _, _, w, h = (int(each) for each in root.get("viewBox").split())
    assert w / h == pytest.approx(wide / high, rel=0.01)
    assert w >= LEAST_WIDE * 1000 - 5
    assert h >= LEAST_HIGH * 1000 - 5


@pytest.mark.parametrize("number", ["A-101", "A-110", "A-214", "A-307", "A-504"])
def test_the_whole_stand_is_seen(plan, number):
    outline = plan.numbered(number).outline

    (x, y, wide, high), _ = frame(plan, outline, 300, 190)

    assert box(x / 1000, y / 1000, (x + wide) / 1000, (y + high) / 1000).contains(outline)


def test_at_the_wall_it_shows_the_hall_rather_than_the_outside(plan):
    (_, y, _, _), k = frame(plan, plan.numbered("A-105").outline, 300, 190)

    assert y == round(-30 * k)


def test_open_sides_are_dashed_outside_their_edges(plan):
    found = open_sides([plan.numbered("A-205")], 0.3)

    assert {tuple(map(tuple, each.coords)) for each in found.geoms} in (
        {((26, 6.7), (29, 6.7)), ((29.3, 7), (29.3, 10))},
        {((29, 6.7), (26, 6.7)), ((29.3, 10), (29.3, 7))},
    )


def test_where_two_booths_of_a_stand_meet_there_is_no_open_side():
    left = BoothShape("a", "A-1", box(0, 0, 3, 3), open=(Side.TOP, Side.RIGHT))
    right = BoothShape("b", "A-2", box(3, 0, 6, 3), open=(Side.TOP, Side.RIGHT))

    together = open_sides([left, right], 0.0)

    assert together.length == pytest.approx(3 + 3 + 3, abs=0.1)


def test_a_turned_booth_has_its_open_side_where_it_points():
    turned = BoothShape("a", "A-1", rotate(box(0, 0, 3, 3), 20), open=(Side.TOP,))

    [edge] = open_sides([turned], 0.0).geoms

    assert edge.length == pytest.approx(3)
    assert edge.centroid.y < 1


def test_a_stand_without_known_sides_has_none(plan, faces):
    booths = tuple(replace(each, open=()) for each in plan.booths)

    assert of_class(around(replace(plan, booths=booths), faces, "A-214"), "plan-open-side") == []


@pytest.mark.parametrize(("lang", "letter"), [("ar", "ش"), ("en", "N")])
def test_north_is_shown_when_asked_for(plan, faces, lang, letter):
    turned = replace(plan, north=30)
    drawn = extract(turned, ["k214"], faces(lang), lang=lang, title="x", with_north=True)
    [north] = of_class(ET.fromstring(drawn), "plan-north")

    assert "rotate(30)" in {each.get("transform") for each in north.iter()}
    assert "".join(north.itertext()) == letter
    assert not of_class(around(plan, faces, "A-214"), "plan-north")


def test_an_unknown_booth_is_an_error(plan, faces):
    with pytest.raises(LookupError, match="nowhere"):
        extract(plan, ["nowhere"], faces("en"), lang="en", title="x")
