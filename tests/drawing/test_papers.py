"""How a plan lies on paper."""

from dataclasses import replace
from itertools import pairwise, takewhile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely import box

from booth_app.drawing.documents.papers import LEAST_PX, PAPERS, SCALES, fit, scales, text_points
from booth_app.drawing.hall import MARGIN_PX
from booth_app.geometry.plan import BoothShape, Hall, Plan

sizes = st.integers(2_000, 900_000).map(lambda mm: mm / 1000)


def hall(wide: float, high: float) -> Plan:
    booth = BoothShape("b", "A-101", box(0, 0, min(wide, 3), min(high, 3)))
    return Plan(halls=(Hall("h", box(0, 0, wide, high)),), booths=(booth,))


@given(sizes, sizes, st.sampled_from(sorted(PAPERS)))
def test_a_plan_fits_its_sheet_at_the_largest_round_scale_there_is(wide, high, paper):
    plan = hall(wide, high)

    lies = fit(plan, paper)

    assert lies.scale in set(takewhile(lambda each: each <= lies.scale, scales()))
    assert lies.drawn[0] <= lies.field[0]
    assert lies.drawn[1] <= lies.field[1]
    assert lies.drawn[0] == pytest.approx(wide * 1000 / lies.scale + 2 * MARGIN_PX * lies.px)
    larger = list(takewhile(lambda each: each < lies.scale, scales()))[-1:]
    margin = 2 * MARGIN_PX * LEAST_PX
    for scale in larger:
        for field in (lies.field, other_way(lies)):
            across, down = wide * 1000 / scale + margin, high * 1000 / scale + margin
            assert across > field[0] - 1e-6 or down > field[1] - 1e-6


def other_way(lies) -> tuple[float, float]:
    return replace(lies, wide=lies.high, high=lies.wide).field


@given(sizes, sizes, st.sampled_from(sorted(PAPERS)))
def test_numbers_are_never_smaller_than_six_points(wide, high, paper):
    assert text_points(fit(hall(wide, high), paper)) >= 6


def test_the_sheet_lies_as_the_hall_does():
    assert fit(hall(60, 30), "A3").landscape
    assert not fit(hall(30, 60), "A3").landscape


def test_larger_paper_gives_a_larger_drawing():
    plan = hall(60, 40)

    found = [fit(plan, paper).scale for paper in ("A4", "A3", "A2", "A1", "A0")]

    assert found == sorted(found, reverse=True)
    assert found[0] > found[-1]


def test_numbers_shrink_to_stay_whole_before_they_are_cut():
    """At 1:300, 3 m are 10 mm; a long number needs a smaller pixel than the paper would have."""
    usual = fit(hall(60, 40), "A4")
    long = replace(hall(60, 40), booths=(BoothShape("b", "PAVILION-101", box(0, 0, 3, 3)),))

    assert fit(long, "A4").px < usual.px
    assert fit(long, "A4").scale == usual.scale


def test_scales_are_round_and_go_on():
    found = list(takewhile(lambda each: each <= 20_000, scales()))

    assert found[: len(SCALES)] == list(SCALES)
    assert all(before < after for before, after in pairwise(found))
    assert {1000, 1250, 2500, 5000, 10_000} <= set(found)
