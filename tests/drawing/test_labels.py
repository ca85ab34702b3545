"""Which label stands on a booth at which zoom (look §4)."""

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from shapely import Polygon, box
from shapely.affinity import rotate

from booth_app.drawing.glyphs import width, wrap
from booth_app.drawing.labels import LABEL_PX, bands, block_px, fit_name, label_band, room
from booth_app.text.numbers import last_part

NAME = "مركز الأدلة الرقمية"
LONG = "Joint pavilion of the national societies for the prevention of harm"
sides = st.integers(1000, 12000)
scales = st.floats(5, 400)


@pytest.mark.parametrize(
    ("px", "label"),
    [
        (13.9, "none"),
        (14, "pattern"),
        (25, "pattern"),
        (26, "last"),
        (37.9, "last"),
        (38, "full"),
        (65.9, "full"),
        (400, "full"),
    ],
)
def test_numbers_follow_the_shorter_side_on_the_screen(px, label):
    assert label_band(3000, 3000 / px, "A-101") == label


@pytest.mark.parametrize(("px", "label"), [(65.9, "full"), (66, "name"), (139.9, "name"), (140, "logo")])
def test_names_and_logos_come_with_room(px, label):
    assert label_band(3000, 3000 / px, "A-308", NAME) == label


def test_a_short_last_part_shows_as_soon_as_it_has_three_pixels_each_side():
    assert label_band(3000, 3000 / 20, "A-07") == "last"
    assert label_band(3000, 3000 / 19, "A-07") == "pattern"


def test_a_long_number_waits_for_its_room():
    assert label_band(3000, 3000 / 60, "H3-B12345") == "last"
    assert label_band(3000, 3000 / 80, "H3-B12345") == "full"


@given(sides, scales, st.from_regex(r"[A-Z0-9]{1,4}([-.][A-Z0-9]{1,5}){0,2}", fullmatch=True))
def test_a_number_that_shows_has_three_pixels_at_each_side(side, k, number):
    label = label_band(side, k, number)

    shown = {"none": "", "pattern": "", "last": last_part(number), "full": number}[label]
    assert width(shown) * LABEL_PX + 6 <= side / k or not shown


@given(sides, st.lists(scales, min_size=2, max_size=6), st.sampled_from(["", NAME, LONG]))
def test_zooming_in_never_takes_a_label_away(side, ks, name):
    order = ["none", "pattern", "last", "full", "name", "logo"]

    labels = [order.index(label_band(side, k, "A-101", name)) for k in sorted(ks, reverse=True)]

    assert labels == sorted(labels)


@given(st.floats(2, 8), st.floats(2, 8), st.floats(0, 90), st.sampled_from([NAME, LONG, "Safe Child", "جمعية"]))
def test_a_name_that_shows_lies_within_its_booth(wide, deep, angle, name):
    outline = rotate(box(0, 0, wide, deep), angle)
    where = room(outline)

    side, lines = fit_name(outline, where, name, above="A-101")

    assert " ".join(lines) == name
    assert len(lines) <= 3
    mm_per_px = where.side / side
    across, down = (each * mm_per_px / 1000 for each in block_px(lines, "A-101"))
    x, y = where.middle[0] / 1000, where.middle[1] / 1000
    block = box(x - across / 2, y - down / 2, x + across / 2, y + down / 2)
    assert block.difference(outline.buffer(0.003)).is_empty


def test_the_place_for_a_label_is_inside_an_angled_booth(l_shape):
    where = room(l_shape)
    circle = shapely.maximum_inscribed_circle(l_shape)

    assert l_shape.contains(shapely.Point(where.middle[0] / 1000, where.middle[1] / 1000))
    assert where.side == pytest.approx(2000 * circle.length, abs=2)


def test_a_rectangle_has_its_label_in_the_middle():
    assert room(box(14, 0.4, 17, 3.4)).middle == (15500, 1900)
    assert room(box(0, 0, 9, 3)) == room(box(0, 0, 9, 3))
    assert room(box(0, 0, 9, 3)).side == 3000


@pytest.mark.parametrize(
    "broken",
    [
        Polygon(),
        Polygon([(0, 0), (1, 0), (2, 0)]),
        Polygon([(0, 0), (3, 3), (3, 0), (0, 3)]),
        Polygon([(0, 0), (0, 0), (0, 0)]),
    ],
)
def test_a_broken_outline_still_has_a_place(broken):
    where = room(broken)

    assert where.side >= 0
    assert bands(broken, where, "A-1", NAME).at(10) in {"none", "pattern"}


@given(st.lists(st.text("abcdefgh ابتثج", min_size=1, max_size=8), min_size=1, max_size=9), st.integers(1, 3))
def test_wrapping_keeps_every_word(words, count):
    text = " ".join(words)

    lines = wrap(text, count)

    assert (lines is None) == (len(text.split()) < count)
    assert lines is None or (" ".join(lines).split() == text.split() and len(lines) == count)


def test_arabic_letters_are_as_wide_as_they_stand_in_the_word():
    assert width("بببب") == pytest.approx(3 * 0.32 + 0.94)
    assert width("دار") == pytest.approx(0.56 + 0.28 + 0.33)
    assert width("سَنَدٌ") == width("سند")
