"""What lies over the booths."""

from xml.etree import ElementTree as ET

import pytest
from shapely import LineString, Point, Polygon, box
from shapely.affinity import rotate

from booth_app.drawing import overlay


def root(markup: str) -> ET.Element:
    return ET.fromstring(markup)


def of_class(found: ET.Element, name: str) -> list[ET.Element]:
    return [each for each in found.iter() if name in each.get("class", "").split()]


def test_a_selection_is_a_ring_over_a_line_that_stays_inside():
    found = root(overlay.selection(box(0, 0, 3, 3)))

    [halo], [ring] = of_class(found, "plan-halo"), of_class(found, "plan-ring")
    [clip] = found.iter("clipPath")
    assert halo.get("clip-path") == f"url(#{clip.get('id')})"
    assert halo.get("d") == ring.get("d") == next(clip.iter("path")).get("d") == "M0 0h3000v3000h-3000z"
    assert list(found).index(halo) < list(found).index(ring)
    assert found.get("aria-hidden") == "true"


@pytest.mark.parametrize("severity", ["error", "warning"])
def test_a_violation_is_hatched_and_says_its_figure(severity):
    found = root(overlay.violation(box(0, 0, 3, 3), severity=severity, says="3.00 < 3.40", subject="v1"))

    assert (found.get("data-severity"), found.get("data-subject")) == (severity, "v1")
    assert next(found.iter("path")).get("fill") == f"url(#ink-{severity})"
    assert next(found.iter("text")).text == "3.00 < 3.40"


def test_a_figure_stands_on_what_it_is_about_even_where_that_is_bent(l_shape):
    found = root(overlay.violation(l_shape, says="0.12"))

    x, y = of_class(found, "plan-tag")[0].get("transform").removeprefix("translate(").removesuffix(")").split()
    assert l_shape.contains(Point(int(x) / 1000, int(y) / 1000))


@pytest.mark.parametrize("where", [LineString([(0, 0), (3, 0)]), Point(1, 1), Polygon()])
def test_a_violation_without_floor_is_still_drawn(where):
    found = root(overlay.violation(where, says="0"))

    assert found.get("class") == "plan-violation"


def test_handles_stand_on_the_frame_and_turn_with_it():
    frame = rotate(Polygon([(0, 0), (6, 0), (6, 3), (0, 3)]), 90, origin=(0, 0))
    found = root(overlay.handles(frame))

    places = {each.get("data-handle"): each.get("transform") for each in found.iter("g") if each.get("data-handle")}
    assert set(places) == {"nw", "n", "ne", "e", "se", "s", "sw", "w", "turn"}
    assert places["nw"] == "translate(0 0) rotate(90)"
    assert places["ne"] == "translate(0 6000) rotate(90)"
    assert places["s"] == places["turn"] == "translate(-3000 3000) rotate(90)"


def test_a_measure_has_two_ends_and_its_length():
    found = root(overlay.measure(Point(0, 0), Point(0, 2), "2.00"))

    assert len(list(found.iter("line"))) == 2
    assert next(found.iter("text")).text == "2.00"
    assert next(found.iter("path")).get("d") == "M0 0v2000"


def test_a_cure_is_one_outline_and_none_is_nothing():
    assert root(overlay.fix([box(0, 0, 3, 3), box(4, 0, 7, 3)])).get("d").count("M") == 2
    assert overlay.fix([]) == ""


def test_guides_are_one_path():
    assert root(overlay.guides([LineString([(0, 7), (60, 7)]), LineString([(3, 0), (3, 9)])])).get("d").count("M") == 2


def test_what_stood_elsewhere_is_drawn_as_it_was():
    found = root(overlay.former([box(0, 0, 3, 3)]))

    assert found.get("class") == "plan-former"
    assert overlay.former([]) == ""


def test_a_badge_stands_on_the_upper_edge_of_its_place():
    found = root(overlay.badge("Now", box(0, 0, 4, 2)))

    [group] = of_class(found, "plan-badge")
    assert group.get("transform") == "translate(2000 0)"
    assert "Now" in "".join(group.itertext())
