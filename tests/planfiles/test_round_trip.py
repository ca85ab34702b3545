from dataclasses import replace

import numpy as np
import pytest
import shapely
from hypothesis import given, reject
from hypothesis import strategies as st
from shapely import LineString, MultiPolygon, Polygon, affinity, box

from booth_app.geometry import BoothShape, Fixture, FixtureKind, Hall, Names, Plan, Side, Zone, snap
from booth_app.geometry.stored import from_json, to_json
from booth_app.planfiles import read_svg, write_svg
from booth_app.text.names import clean_name
from booth_app.text.problems import Unreadable
from tests.planfiles.drawings import FLOORPLANS

metres = st.integers(-400_000, 400_000).map(lambda mm: mm / 1000)
sizes = st.integers(20, 20_000).map(lambda mm: mm / 1000)
words = st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "S"]), min_size=1, max_size=20).map(
    lambda text: " ".join(text.split())
)
names = st.builds(
    Names, ar=st.sampled_from(["", "القاعة «أ»", "مخرج 1"]), en=st.sampled_from(["", 'A & <B> "C"', "Exit 1"])
)


@st.composite
def polygons(draw: st.DrawFn) -> Polygon:
    """A rectangle at any angle, an L, or a frame; on the grid."""
    x, y, width, depth = draw(metres), draw(metres), draw(sizes), draw(sizes)
    whole = box(x, y, x + width, y + depth)
    kind = draw(st.sampled_from(["straight", "turned", "bent", "frame"]))
    if kind == "turned":
        whole = affinity.rotate(whole, draw(st.floats(0, 360)))
    if kind in {"bent", "frame"}:
        cut = 0.5 if kind == "bent" else 0.25
        whole = whole.difference(box(x + width * cut, y + depth * cut, x + width * 1.75 * (cut or 1), y + depth * 0.75))
    shape = snap(whole)
    return shape if isinstance(shape, Polygon) and shape.is_valid else box(x, y, x + 1, y + 1)


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    booths = [
        BoothShape(
            "",
            f"A-{n}",
            draw(polygons()),
            draw(st.sampled_from(["", "corner", "raw"])),
            tuple(side for side in Side if draw(st.booleans())),
            draw(st.sampled_from(["", "north", "شمال"])),
            draw(names),
            draw(st.none() | sizes),
        )
        for n in range(draw(st.integers(0, 5)))
    ]
    kinds = sorted(draw(st.lists(st.sampled_from(FixtureKind), max_size=5)), key=list(FixtureKind).index)
    fixtures = [
        Fixture(
            "",
            kind,
            f"{kind}-{n}",
            draw(polygons()),
            draw(st.sampled_from(["", "first-aid"])),
            draw(names),
            draw(st.none() | sizes),
            draw(st.none() | sizes),
        )
        for n, kind in enumerate(kinds)
    ]
    zones = [
        Zone("", f"z{n}", draw(polygons()), draw(names), draw(st.booleans())) for n in range(draw(st.integers(0, 2)))
    ]
    hall = Hall("", box(-500, -500, 500, 500), draw(names), draw(st.sampled_from(["", "0", "الأرضي"])))
    plan = Plan(
        (replace(hall, key="h"),), tuple(booths), tuple(fixtures), tuple(zones), north=draw(st.integers(0, 359))
    )
    return replace(
        plan,
        booths=tuple(replace(each, key=each.number) for each in plan.booths),
        fixtures=tuple(replace(each, key=each.label) for each in plan.fixtures),
        zones=tuple(replace(each, key=each.label) for each in plan.zones),
    )


def normal(plan: Plan) -> Plan:
    """The plan with every ring begun at the same corner: which one is first does not matter."""

    def tidy(things: tuple) -> tuple:
        return tuple(replace(each, outline=shapely.normalize(each.outline)) for each in things)

    return replace(
        plan, halls=tidy(plan.halls), booths=tidy(plan.booths), fixtures=tidy(plan.fixtures), zones=tidy(plan.zones)
    )


@given(plans())
def test_a_plan_that_was_written_reads_back_equal(plan):
    again = read_svg(write_svg(plan).encode()).plan

    assert normal(again) == normal(plan)


@given(plans(), st.floats(0.0001, 50))
def test_another_scale_moves_nothing_by_a_millimetre(plan, scale):
    by = 1 / scale
    scaled = replace(
        plan,
        halls=tuple(replace(each, outline=affinity.scale(each.outline, by, by, origin=(0, 0))) for each in plan.halls),
        booths=tuple(
            replace(each, outline=affinity.scale(each.outline, by, by, origin=(0, 0))) for each in plan.booths
        ),
    )
    points = " ".join
    shapes = [
        f'<polygon data-kind="{kind}" data-number="{number}" points="'
        + points(f"{x!r},{y!r}" for x, y in shapely.get_coordinates(outline.exterior).tolist())
        + '"/>'
        for kind, number, outline in [
            *(("hall", each.key, each.outline) for each in scaled.halls),
            *(("booth", each.number, each.outline) for each in scaled.booths),
        ]
    ]

    text = f'<svg xmlns="http://www.w3.org/2000/svg" data-metres-per-unit="{scale!r}">{"".join(shapes)}</svg>'
    again = read_svg(text.encode()).plan

    for before, after in zip(plan.booths, again.booths, strict=True):
        assert shapely.hausdorff_distance(Polygon(before.outline.exterior), after.outline) < 0.001


@given(plans())
def test_a_plan_that_was_stored_comes_back_equal(plan):
    assert from_json(to_json(plan)) == plan


def test_shapes_of_every_kind_are_written():
    parts = MultiPolygon([box(0, 0, 1, 1), box(4, 4, 6, 6).difference(box(4.5, 4.5, 5, 5))])
    plan = Plan(
        halls=(Hall("h", box(0, 0, 50, 50)),),
        fixtures=(
            Fixture("w", FixtureKind.WALL, "w", LineString([(0, 0), (3, 1.5)])),
            Fixture("w2", FixtureKind.WALL, "w2", LineString([(0, 0), (3, 1.5), (4, 0)])),
            Fixture("f", FixtureKind.FACILITY, "f", parts),
        ),
        backdrop=(LineString([(0, 0), (1, 1)]), LineString([(0, 0), (1, 1), (2, 0)])),
    )

    again = read_svg(write_svg(plan).encode()).plan

    assert again.fixtures[2].outline.equals(parts)
    assert again.fixtures[0] == plan.fixtures[0]
    assert again.backdrop == plan.backdrop


@pytest.mark.parametrize(
    "outline",
    [
        Polygon([(0, 0), (3, 3), (3, 0), (0, 3)]),
        Polygon([(0, 0), (3, 0), (3, 3), (0, 3)], [[(5, 0), (6, 0), (6, 1), (5, 1)]]),
    ],
)
def test_an_invalid_booth_stays_as_invalid_as_it_was(outline):
    plan = Plan(halls=(Hall("h", box(0, 0, 50, 50)),), booths=(BoothShape("A", "A", outline),))

    again = read_svg(write_svg(plan).encode()).plan

    assert shapely.equals(np.array([again.booths[0].outline.exterior]), np.array([outline.exterior])).all()
    assert not again.booths[0].outline.is_valid


@pytest.mark.parametrize("name", ["main-hall.svg", "upper-hall.svg"])
def test_the_samples_halls_survive_being_exported(name):
    plan = read_svg((FLOORPLANS / name).read_bytes()).plan

    again = read_svg(write_svg(plan, Names("القاعة", "Hall")).encode()).plan

    assert again == plan
    assert again.backdrop == plan.backdrop


@given(words)
def test_any_name_that_may_be_stored_survives(word):
    try:
        name = clean_name(f"x{word}x")
    except Unreadable:
        reject()
    plan = Plan(halls=(Hall("h", box(0, 0, 50, 50), Names(en=name)),))

    assert read_svg(write_svg(plan).encode()).plan.halls[0].names.en == name
