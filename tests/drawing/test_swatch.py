"""Legends, bars and codes."""

import re
from xml.etree import ElementTree as ET

import pytest
import segno
from hypothesis import given
from hypothesis import strategies as st

from booth_app.drawing.defs import CATEGORIES
from booth_app.drawing.qr import QUIET, qr_svg
from booth_app.drawing.swatch import Share, category_mark, occupancy_bar, scale_bar, scale_length, swatch
from booth_app.drawing.tiles import PUBLIC_STATES, STATES


@pytest.mark.parametrize("state", [*STATES, *PUBLIC_STATES])
def test_a_swatch_needs_nothing_else_in_the_page(state):
    found = ET.fromstring(swatch(state))

    assert "url(" not in swatch(state)
    assert found.get("aria-hidden") == "true"
    assert next(found.iter("g")).get("data-state") == state


def test_states_differ_by_more_than_colour():
    drawn = {state: re.sub(r'data-state="\w+"', "", swatch(state)) for state in STATES}

    assert drawn["free"] == drawn["confirmed"]  # plain, light and dark
    assert len(set(drawn.values())) == len(STATES) - 1


@pytest.mark.parametrize("state", ["held", "closed", "submitted", "reserved"])
def test_a_pattern_stays_within_its_swatch(state):
    d = "".join(each.get("d") for each in ET.fromstring(swatch(state)).iter("path") if "pattern" in each.get("class"))

    for x, y in re.findall(r"[ML](-?[\d.]+) (-?[\d.]+)", d):
        assert 1 <= float(x) <= 25
        assert 1 <= float(y) <= 17


def test_every_category_has_a_shape_of_its_own():
    shapes = {next(ET.fromstring(category_mark(name)).iter("path")).get("d") for name in CATEGORIES}

    assert len(shapes) == len(CATEGORIES) == 5
    assert category_mark("something else") == ""


@given(st.lists(st.integers(0, 500), min_size=1, max_size=6))
def test_a_bar_s_parts_are_as_long_as_their_shares(amounts):
    total = max(sum(amounts), 1)
    shares = [Share(state, amount) for state, amount in zip(STATES, amounts, strict=False)]

    found = ET.fromstring(occupancy_bar(shares, total, "said"))

    lengths = [
        float(re.search(r"h([\d.]+)", next(part.iter("path")).get("d"))[1]) for part in found if part.get("data-state")
    ]
    assert sum(lengths) == pytest.approx(240 * sum(amounts) / total, abs=0.1)
    assert len(lengths) == sum(amount > 0 for amount in amounts)
    assert found.get("aria-label") == "said"


def test_a_bar_of_nothing_is_empty():
    assert 'data-state="' not in occupancy_bar([Share("confirmed", 0)], 0, "0")


@pytest.mark.parametrize(("k", "metres"), [(75, 5), (200, 20), (20, 2), (5, 0.5), (10_000, 1000)])
def test_a_scale_bar_has_a_round_length(k, metres):
    assert scale_length(k)[0] == metres
    assert scale_length(k)[1] <= 110


def test_a_scale_bar_says_its_unit_in_the_language():
    assert "5\u00a0م" in scale_bar(75, "ar")
    assert "5\u00a0m" in scale_bar(75, "en")


@pytest.mark.parametrize("address", ["https://forum.example/en/forum/booths/A-214", "https://e.example/" + "x" * 300])
def test_a_code_is_the_code_of_its_address(address):
    found = ET.fromstring(qr_svg(address, "Booth A-214"))
    side = int(found.get("viewBox").split()[2])
    dark = set()
    for x, y, length in re.findall(r"M(\d+) (\d+)h(\d+)", list(found)[1].get("d")):
        dark |= {(int(x) + n, int(y)) for n in range(int(length))}

    expected = segno.make_qr(address, error="m").matrix
    assert dark == {(x + QUIET, y + QUIET) for y, row in enumerate(expected) for x, on in enumerate(row) if on}
    assert side == len(expected) + 2 * QUIET
    assert found.get("aria-label") == "Booth A-214"
