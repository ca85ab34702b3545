"""The sample's own plans, drawn."""

from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from booth_app.drawing.hall import map_svg, scale_for
from booth_app.drawing.tiles import Face, Tiles
from booth_app.geometry.plan import FixtureKind, Plan
from booth_app.planfiles import read_svg

FLOORPLANS = sorted((Path(__file__).resolve().parents[2] / "floorplans").glob("*.svg"))


def drawn(plan: Plan, lang: str, wide: float, high: float) -> ET.Element:
    k = scale_for(plan, wide, high)
    tiles = Tiles(plan.booths, lang=lang, k=k).draw({each.key: Face("free", each.number) for each in plan.booths})
    return ET.fromstring(map_svg(plan, tiles, lang=lang, k=k, title="x"))


def of_class(root: ET.Element, name: str) -> list[ET.Element]:
    return [each for each in root.iter() if name in each.get("class", "").split()]


def test_the_sample_has_two_halls():
    assert len(FLOORPLANS) == 2


@pytest.mark.parametrize("file", FLOORPLANS, ids=lambda file: file.stem)
@pytest.mark.parametrize("lang", ["ar", "en"])
def test_every_booth_of_the_sample_shows_its_number_on_a_desk_s_screen(file, lang):
    plan = read_svg(file.read_bytes()).plan

    root = drawn(plan, lang, 860, 640)

    shown = {each.get("data-number"): each.get("data-label") for each in of_class(root, "booth")}
    assert set(shown) == {booth.number for booth in plan.booths}
    assert set(shown.values()) <= {"last", "full", "name"}


@pytest.mark.parametrize("file", FLOORPLANS, ids=lambda file: file.stem)
def test_on_a_phone_blocks_are_named_and_exits_stay(file):
    plan = read_svg(file.read_bytes()).plan

    root = drawn(plan, "ar", 390, 420)

    named = {each.get("data-label") for each in of_class(root, "plan-block-name")}
    small = {each.get("data-label") for each in of_class(root, "booth")} & {"none", "pattern"}
    assert not small or "block" in named
    exits = sum(each.kind is FixtureKind.EXIT for each in plan.fixtures)
    assert len(of_class(root, "plan-exit")) == exits > 0
    assert len(of_class(root, "plan-bar")) == exits


@pytest.mark.parametrize("file", FLOORPLANS, ids=lambda file: file.stem)
def test_every_door_of_the_sample_is_in_a_wall(file):
    root = drawn(read_svg(file.read_bytes()).plan, "en", 860, 640)

    assert of_class(root, "plan-door") == []
