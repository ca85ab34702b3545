"""The halls that come with the product, and the broken ones beside them."""

import importlib.util
import json

import pytest

from booth_app.geometry import FixtureKind, check
from booth_app.planfiles import check_file, read_svg
from tests.planfiles.drawings import FLOORPLANS, ROOT

HALLS = ["main-hall.svg", "upper-hall.svg"]
EXPECTED = json.loads((FLOORPLANS / "broken" / "expected.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", HALLS)
def test_the_samples_halls_keep_every_rule(name):
    reading = read_svg((FLOORPLANS / name).read_bytes())

    assert check(reading.plan) == []
    assert {note.code for note in reading.notes} == {"left-out"}  # the numbers written for the eye


def test_the_main_hall_has_what_the_sample_needs():
    plan = read_svg((FLOORPLANS / "main-hall.svg").read_bytes()).plan

    sizes = {tuple(sorted((x1 - x0, y1 - y0))) for x0, y0, x1, y1 in (each.outline.bounds for each in plan.booths)}
    assert {(3, 3), (3, 6), (6, 6), (6, 9)} <= {(round(a), round(b)) for a, b in sizes}
    assert {each.type for each in plan.booths} == {"inline", "corner", "through", "peninsula", "island"}
    assert len(plan.booths) == 66
    assert plan.area == 2400
    kinds = [each.kind for each in plan.fixtures]
    assert {kind: kinds.count(kind) for kind in set(kinds)} == {
        FixtureKind.COLUMN: 8,
        FixtureKind.WALL: 1,
        FixtureKind.ENTRANCE: 2,
        FixtureKind.EXIT: 5,
        FixtureKind.STAIRS: 1,
        FixtureKind.LIFT: 1,
        FixtureKind.HYDRANT: 3,
        FixtureKind.PANEL: 2,
        FixtureKind.STAGE: 2,
        FixtureKind.DESK: 1,
        FixtureKind.FACILITY: 5,
    }
    assert {each.type for each in plan.fixtures if each.kind is FixtureKind.FACILITY} == {
        "prayer-room",
        "meeting-room",
        "restroom",
        "first-aid",
    }
    assert [zone.label for zone in plan.zones if zone.main] == ["main"]


def test_the_two_halls_are_two_levels_with_numbers_of_their_own():
    main, upper = (read_svg((FLOORPLANS / name).read_bytes()).plan for name in HALLS)

    assert [hall.level for plan in (main, upper) for hall in plan.halls] == ["0", "1"]
    assert len(upper.booths) == 28
    assert {each.number[0] for each in main.booths} == {"A"}
    assert {each.number[0] for each in upper.booths} == {"B"}


@pytest.mark.parametrize("name", HALLS)
def test_everything_that_is_shown_to_people_has_both_names(name):
    plan = read_svg((FLOORPLANS / name).read_bytes()).plan

    for each in (*plan.halls, *plan.fixtures, *plan.zones):
        assert each.names.ar, each
        assert each.names.en, each
    assert {booth.zone for booth in plan.booths} <= {zone.label for zone in plan.zones}


@pytest.mark.parametrize("name", EXPECTED)
def test_a_broken_hall_is_found_out_and_nothing_else_is(name):
    outcome = check_file(FLOORPLANS / "broken" / name)

    assert outcome.exit_code == 1
    found = outcome.report["violations"]
    assert [{key: each[key] for key in EXPECTED[name][0]} for each in found] == EXPECTED[name]


def test_there_is_a_broken_hall_for_every_rule():
    assert {finding["rule"] for findings in EXPECTED.values() for finding in findings} == {
        "overlap",
        "outside-hall",
        "obstacle",
        "duplicate-number",
        "invalid-shape",
    }
    assert {path.name for path in (FLOORPLANS / "broken").glob("*.svg")} == set(EXPECTED)


def test_the_files_are_what_the_script_draws():
    spec = importlib.util.spec_from_file_location("draw_floorplans", ROOT / "scripts" / "draw_floorplans.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)

    for name, text in module.files().items():
        assert (FLOORPLANS / name).read_text(encoding="utf-8") == text, name
