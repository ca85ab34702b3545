"""Layers to look at: what is measured, how it is drawn and said, each at its own address."""

import re

import pytest
import shapely

from booth_app.drawing.bands import LOOKS, PATTERN, bands
from booth_app.drawing.swatch import band_swatch
from booth_app.editor.layers import LAYERS
from booth_app.geometry import BoothShape, Fixture, FixtureKind, Hall, Plan
from booth_app.geometry.checking import checked
from booth_app.geometry.sides import sides
from tests.editor.conftest import text


def box(x, y, width, depth):
    return shapely.box(x, y, x + width, y + depth)


def hall(*booths, exits=((0, 9, 0.2, 2),), size=(40, 20)):
    """A hall of this size with booths (number, x, y, width, depth) and exits in its walls."""
    return Plan(
        halls=(Hall("h", box(0, 0, *size)),),
        booths=tuple(BoothShape(number, number, box(*rest)) for number, *rest in booths),
        fixtures=tuple(Fixture(f"x{n}", FixtureKind.EXIT, f"exit-{n}", box(*each)) for n, each in enumerate(exits, 1)),
    )


def layer(name, plan, rules=None):
    known = checked(plan, rules or {"*": False})
    return LAYERS[name](known, sides(known.sound.plan))


def rows(found):
    return {(each.kind, each.low, each.high): each for each in found.rows}


def test_an_aisle_is_told_from_a_narrow_passage_and_both_from_a_service_gap():
    plan = hall(("A-1", 0, 0, 18, 16), ("A-2", 20, 0, 10, 16), ("A-3", 30.5, 0, 4, 16))

    found = layer("aisles", plan, {"*": False, "aisle-width": {"min": 3, "main_min": None}})

    by = rows(found)
    assert by["narrow", None, 3.0].amount == pytest.approx(2 * 16, abs=1.0)  # a disc reaches a little into a mouth
    assert by["wide", 3.0, None].amount == pytest.approx(5.5 * 16 + 40 * 4, abs=1.0)
    assert by["gap", None, 0.6].amount == pytest.approx(0.5 * 16, abs=0.2)
    assert sum(each.amount for each in found.rows) == pytest.approx(40 * 20 - 32 * 16, abs=0.5)


def test_floor_is_told_apart_by_how_far_it_is_to_an_exit():
    found = layer("ways", hall(size=(90, 20)))

    by = rows(found)
    assert by["upto", 0.0, 15.0].amount == pytest.approx(15 * 20, rel=0.1)
    assert by["over", 60.0, None].amount == pytest.approx(30 * 20, rel=0.1)
    assert sum(each.amount for each in found.rows) == pytest.approx(90 * 20, rel=0.01)


def test_floor_without_a_way_to_an_exit_is_shown_as_such():
    walled_in = hall(("A-1", 20, 0, 1, 20))

    found = layer("ways", walled_in)

    assert {each.kind for each in found.rows} >= {"shut"}
    assert next(each for each in found.rows if each.kind == "shut").amount == pytest.approx(19 * 20, rel=0.05)


def test_each_exit_has_the_people_who_are_nearest_to_it():
    plan = hall(exits=((0, 9, 0.2, 2), (39.8, 9, 0.2, 1)))

    found = layer("catchments", plan)

    first, second = found.rows
    assert (first.name, second.name) == ("exit-1", "exit-2")
    assert first.people + second.people == pytest.approx(found.load, abs=2)
    assert first.people == pytest.approx(second.people, rel=0.1)
    assert (first.capacity, second.capacity) == (333, 166)
    assert [says for says, _ in found.labels] == [
        f"{each.name}: {each.people} / {each.capacity}" for each in found.rows
    ]


def test_open_sides_and_types_are_those_that_the_editor_finds():
    plan = hall(("A-1", 10, 10, 3, 3), ("A-2", 13, 10, 3, 3), ("A-3", 25, 10, 3, 3))

    edges, forms = layer("sides", plan), layer("types", plan)

    assert edges.rows[0].amount == 3 + 3 + 4
    assert {each.name: each.amount for each in forms.rows} == {"peninsula": 2, "island": 1}


@pytest.mark.parametrize("name", LAYERS)
def test_a_layer_of_an_empty_plan_is_empty_and_no_error(name):
    found = layer(name, Plan(halls=(Hall("h", box(0, 0, 10, 10)),)))

    assert found.name == name


def test_every_look_but_the_first_has_a_pattern_of_its_own():
    drawn = bands((look, box(look, 0, 1, 1)) for look in range(1, LOOKS + 1))

    assert len(set(PATTERN.values())) == LOOKS - 1
    assert re.findall(r'data-band="(\d)"', drawn) == ["1", "2", "3", "4", "5", "6"]
    assert drawn.count("url(#ink-") == LOOKS - 1


def test_every_look_in_a_legend_has_its_pattern_drawn_out():
    drawn = [band_swatch(look) for look in range(1, LOOKS + 1)]

    patterns = [re.findall(r"pattern-(\w+)", each) for each in drawn]
    assert patterns == [[], *([PATTERN[look]] for look in range(2, LOOKS + 1))]
    assert not any("url(" in each for each in drawn)


def test_floor_of_one_band_is_drawn_without_seams():
    found = layer("ways", hall(size=(12.3, 9.7), exits=((0, 4, 0.2, 2),)))

    [(look, shape)] = [each for each in found.areas if not each[1].is_empty]

    assert (look, len(shapely.get_parts(shape))) == (1, 1)
    assert len(shape.interiors) == 0


@pytest.mark.parametrize("lang", ["ar", "en"])
@pytest.mark.parametrize("name", LAYERS)
def test_each_layer_has_its_address_with_a_legend(desk, lang, name):
    draft = desk.draft()

    page = desk.client.get(desk.url(draft, lang=lang), query_string={"layer": name})

    assert page.status_code == 200
    assert f'data-legend="{name}"' in page.text
    assert re.search(rf'href="{desk.url(draft, lang=lang)}"[^>]* aria-current="true" data-layer="{name}"', page.text)


def test_the_layer_stays_while_booths_and_findings_are_looked_at(desk):
    draft = desk.draft()
    desk.edit(draft, "move", "A-104", dx="-6.5", dy="0")

    page = desk.client.get(desk.url(draft), query_string={"layer": "aisles", "booth": "A-101"}).text

    assert "?booth=A-102&amp;layer=aisles" in page
    assert re.search(r"\?finding=overlap-[^\"&]+&amp;layer=aisles", page)


def test_the_layer_stays_while_booths_are_edited(desk):
    draft = desk.draft()
    page = desk.client.get(desk.url(draft), query_string={"layer": "aisles", "booth": "A-104"}).text
    [action] = {each for each in re.findall(r'hx-post="([^"]+)"', page) if "/edit" in each}

    fields = {"do": "move", "key": desk.key("A-104"), "version": "0", "dx": "1", "dy": "0"}
    answer = desk.client.post(action, data=fields, headers={"HX-Request": "true"})

    assert action == desk.url(draft, "edit") + "?layer=aisles"
    assert 'data-legend="aisles"' in answer.text
    assert answer.headers["HX-Replace-Url"].endswith("?booth=A-104&layer=aisles")


def test_a_layer_that_there_is_not_is_no_layer(desk):
    page = desk.client.get(desk.url(desk.draft()), query_string={"layer": "weather"})

    assert (page.status_code, "data-legend" in page.text) == (200, False)
    assert "Aisle clearance" in text(page)
