"""Drawings that know nothing of the profile, read by what a person says about their layers and colours."""

import json

import pytest

from booth_app.planfiles import Unreadable, check_file
from booth_app.planfiles.asked import Asked
from booth_app.planfiles.mapping import Mapping, colour
from booth_app.planfiles.read import read_plan
from tests.kit.services import missing
from tests.planfiles.drawings import ROOT, SVG

PLANS = ROOT.parent / "shared" / "plans"


def published(name: str) -> bytes:
    path = PLANS / name
    if not path.exists():
        missing("the folder of published plans")
    return path.read_bytes()


def kinds(**by_fill: str) -> list[dict]:
    return [{"kind": kind, "fill": f"#{fill}"} for fill, kind in by_fill.items()]


def svg(*elements: str, style: str = "") -> bytes:
    inner = "\n".join([f"<style>{style}</style>", '<rect class="hall" width="60" height="40"/>', *elements])
    return f"<svg {SVG} data-metres-per-unit='1'>{inner}</svg>".encode()


STYLE = ".hall{fill:#eee;stroke:#000} .st1, .st2 { fill: rgb(213, 231, 208) } .st2{display:none} .deep{fill:none}"
MAPPING = {"kinds": [{"kind": "hall", "fill": "#eee"}, {"kind": "booth", "fill": "#D5E7D0"}]}


def read(*elements: str, **mapping: object):
    return read_plan(svg(*elements, style=STYLE), Asked.of(mapping={**MAPPING, **mapping}))


def test_colours_come_from_classes_styles_attributes_and_what_they_stand_in():
    plan = read(
        '<rect class="st1" x="5" y="5" width="3" height="3"/>',
        '<rect style="fill:#d5e7d0" class="deep" x="10" y="5" width="3" height="3"/>',
        '<rect fill="#d5e7d0" x="15" y="5" width="3" height="3"/>',
        '<g fill="#d5e7d0"><rect x="20" y="5" width="3" height="3"/>'
        '<rect fill="red" x="30" y="5" width="3" height="3"/></g>',
        '<rect class="st2" x="35" y="5" width="3" height="3"/>',
        '<rect fill="#d5e7d0" class="deep" x="40" y="5" width="3" height="3"/>',
    ).plan

    assert [each.outline.bounds[0] for each in plan.booths] == [5, 10, 15, 20]
    assert plan.area == 2400


def test_a_text_inside_is_the_number_by_its_middle_and_the_legend_is_not():
    reading = read(
        *(f'<rect class="st1" x="{5 + 3 * at}" y="5" width="3" height="3"/>' for at in range(3)),
        '<text transform="matrix(1 0 0 1 5.4 7)" font-size="1">A-1</text>',
        '<text x="9.5" y="7" font-size="1" text-anchor="middle"><tspan>A-</tspan><tspan>2</tspan></text>',
        '<text font-size="0.4"><tspan x="11.2" y="6">Acme</tspan></text>',
        '<text x="5" y="30">A-9</text>',
    )

    assert [each.number for each in reading.plan.booths] == ["A-1", "A-2", "booth-1"]
    assert reading.note("texts-inside").values == {"what": "Acme"}


def test_a_fill_and_its_outline_are_one_booth_and_so_are_two_pieces_of_one():
    reading = read(
        '<rect class="st1" x="5" y="5" width="3" height="3"/>',
        '<rect class="st1" x="5" y="5" width="3" height="3"/>',
        '<rect class="st1" x="20" y="5" width="3" height="3"/>',
        '<rect class="st1" x="22.5" y="5" width="3" height="3"/>',
        '<text x="20.5" y="7" font-size="1">B1</text>',
    )

    assert [(each.number, each.outline.area) for each in reading.plan.booths] == [("booth-1", 9), ("B1", 16.5)]
    assert reading.note("drawn-twice").values == {"count": "1"}
    assert reading.note("in-pieces").values == {"what": "B1"}


def test_two_numbers_in_overlapping_outlines_are_two_booths_for_a_rule_to_find():
    reading = read(
        '<rect class="st1" x="20" y="5" width="3" height="3"/>',
        '<rect class="st1" x="22.5" y="5" width="3" height="3"/>',
        '<text x="20.2" y="7" font-size="1">B1</text>',
        '<text x="23.5" y="7" font-size="1">B2</text>',
    )

    assert [each.number for each in reading.plan.booths] == ["B1", "B2"]


def test_a_layer_a_stroke_and_a_size_say_what_something_is_and_the_first_rule_decides():
    plan = read_plan(
        svg(
            '<g id="Bl_x00f6_cke"><rect x="5" y="5" width="3" height="3" fill="none" stroke="#0a0"/>'
            '<rect x="15" y="5" width="3" height="3" fill="none" stroke="blue"/></g>',
            '<path d="M30 30h1v1h-1" fill="none" stroke="blue"/>',
            style=STYLE,
        ),
        Asked.of(
            mapping={
                "kinds": [
                    {"kind": "hall", "least_m2": 1000},
                    {"kind": "column", "layer": "Bl_x00f6_cke", "stroke": "#00f"},
                    {"kind": "booth", "layer": "bl_X00F6_cke", "fill": "none"},
                ]
            }
        ),
    ).plan

    assert [each.outline.bounds[0] for each in plan.booths] == [5]
    assert [str(each.kind) for each in plan.fixtures] == ["column"]


def test_the_scale_is_two_points_and_how_far_they_are_apart():
    data = svg('<rect class="st1" x="5" y="5" width="3" height="3"/>', style=STYLE)

    reading = read_plan(data, Asked.of(mapping={**MAPPING, "scale": {"from": [0, 0], "to": [30, 40], "metres": 25}}))

    assert reading.scale == type(reading.scale)(0.5, "mapping")
    assert reading.plan.area == 600


def test_where_numbers_stand_is_said():
    element = '<rect class="st1" id="K7" x="5" y="5" width="3" height="3"/><text x="5.5" y="7" font-size="1">A-1</text>'

    assert [read(element, numbers=[source]).plan.booths[0].number for source in ("id", "text")] == ["K7", "A-1"]


def test_the_largest_outline_is_the_hall_where_that_is_said():
    reading = read_plan(
        svg('<rect class="st1" x="5" y="5" width="3" height="3"/>', style=STYLE),
        Asked.of(mapping={"kinds": kinds(d5e7d0="booth"), "largest_is_hall": True}),
    )

    assert (reading.plan.area, len(reading.plan.booths)) == (2400, 1)


def test_coscup_2023_has_two_rooms_and_twelve_booths_and_none_of_the_legends_numbers():
    mapping = {
        "kinds": [
            *kinds(d5e7d0="booth", d9ead3="booth", f2ea32="booth", **{"8fcfc9": "booth"}),
            {"kind": "hall", "fill": "none", "least_m2": 80},
        ]
    }

    reading = read_plan(published("svg-coscup2023-booths/booths-3f-4f.svg"), Asked.of(0.044, mapping=mapping))

    assert [each.outline.area / 0.044**2 for each in reading.plan.halls] == [
        pytest.approx(207.3 * 224.2, rel=0.005),
        pytest.approx(378.0 * 224.4, rel=0.005),
    ]
    assert sorted(each.number for each in reading.plan.booths) == [
        "A1", "B1", "B2", "B3", "C1", "C1", "C2", "C2", "C3", "C3", "C4", "C4",
    ]  # fmt: skip
    [a1] = [each for each in reading.plan.booths if each.number == "A1"]
    x0, y0, x1, y1 = a1.outline.bounds
    assert ((x1 - x0) / 0.044, (y1 - y0) / 0.044) == (pytest.approx(13.6, abs=0.05), pytest.approx(81.9, abs=0.05))
    assert reading.note("in-pieces").values == {"what": "A1"}


def test_coscup_2024_has_eighteen_booths_without_a_number_and_no_glyph_among_them():
    mapping = {
        "kinds": [*kinds(d5e7d0="booth", ede840="booth"), {"kind": "hall", "fill": "none", "least_m2": 100}],
    }

    reading = read_plan(published("svg-coscup2024-booths/booths-3f.svg"), Asked.of(0.044, mapping=mapping))

    assert len(reading.plan.booths) == 18
    assert all(each.number.startswith("booth-") for each in reading.plan.booths)
    assert [round(each.outline.area / 0.044**2, -2) for each in reading.plan.halls] == [84_800, 84_800]
    assert reading.note("named-here") is not None


def test_concordia_is_101_rooms_with_the_numbers_that_stand_in_them():
    mapping = {"kinds": kinds(f7d6d6="hall", da3636="booth")}

    reading = read_plan(published("svg-concordia-hall-9f/hall-9th-floor.svg"), Asked.of(0.1, mapping=mapping))

    numbers = [each.number for each in reading.plan.booths if not each.number.startswith("booth-")]
    assert reading.plan.area / 0.01 == pytest.approx(1002.96 * 920, rel=0.005)
    # SOURCE.md counts 101: 75 rects and 26 closed paths. The file has 30 closed paths with floor, small triangles
    # among them, and two shapes that overlap in part, one of them without a number, are one room.
    assert len(reading.plan.booths) == 75 + 30 - 1
    assert reading.note("in-pieces") is not None
    assert len(numbers) >= 80
    assert {"H967", "H963", "H961-1"} <= {each for each in numbers if numbers.count(each) > 1}
    assert "STAIRS" not in numbers


def test_the_jackson_rooms_columns_are_where_the_survey_has_them():
    data = published("svg-jackson-room/jackson-room.svg")
    hall = b'<rect data-kind="hall" x="0" y="0" width="800" height="1100"/></svg>'
    mapping = {"kinds": [*kinds(ff0000="column"), {"kind": "column", "fill": "brown"}]}

    plan = read_plan(data.replace(b"</svg>", hall), Asked.of(unit="in", mapping=mapping)).plan

    widths = sorted(round((each.outline.bounds[2] - each.outline.bounds[0]) / 0.0254) for each in plan.fixtures)
    assert widths == [9, 9, 9, 42, 42, 64]  # wood and brick, and no construction mark


@pytest.mark.parametrize("name", ["svg-hobby-shop-n51/hobby-shop-n51.svg", "svg-ha-home/home.svg"])
def test_a_drawing_without_booths_is_backdrop_and_its_largest_outline_a_hall(name):
    reading = read_plan(published(name), Asked.of(0.01297, mapping={"largest_is_hall": True}))

    assert reading.plan.booths == ()
    assert len(reading.plan.halls) == 1
    assert len(reading.plan.backdrop) > 200


WRONG = [
    ([], "{}"),
    ({"kind": []}, "kind"),
    ({"kinds": {}}, "kinds"),
    ({"kinds": [{"layer": "x"}]}, "kinds[0].kind"),
    ({"kinds": [{"kind": "booth"}]}, "kinds[0]"),
    ({"kinds": [{"kind": "Booths", "layer": "x"}]}, "kinds[0].kind"),
    ({"kinds": [{"kind": "booth", "layer": 7}]}, "kinds[0].layer"),
    ({"kinds": [{"kind": "booth", "least_m2": "7"}]}, "kinds[0].least_m2"),
    ({"kinds": [{"kind": "booth", "colour": "red"}]}, "kinds[0].colour"),
    ({"numbers": ["name"]}, "numbers"),
    ({"numbers": ["text:x"]}, "numbers"),
    ({"unit": "furlong"}, "unit"),
    ({"level": 0}, "level"),
    ({"largest_is_hall": "yes"}, "largest_is_hall"),
    ({"scale": {"from": [0, 0], "to": [0, 0], "metres": 5}}, "scale"),
    ({"scale": {"from": [0, 0], "to": [1, 0], "metres": float("nan")}}, "scale.metres"),
    ({"scale": {"from": [0], "to": [1, 0], "metres": 1}}, "scale.from"),
]


@pytest.mark.parametrize(("value", "place"), WRONG)
def test_a_mapping_that_is_none_is_refused_with_its_place(value, place):
    with pytest.raises(Unreadable) as caught:
        Mapping.from_json(value)

    assert (caught.value.code, caught.value.values) == ("wrong-mapping", {"place": place})


def test_a_mapping_comes_back_from_its_json():
    value = {
        "kinds": [{"kind": "booth", "layer": "x", "fill": "#00ff00"}, {"kind": "hall", "stroke": "", "least_m2": 9.0}],
        "numbers": ["attribute:NO", "text"],
        "scale": {"from": [0.0, 0.0], "to": [10.0, 0.0], "metres": 2.5},
        "unit": "mm",
        "level": "0",
        "largest_is_hall": True,
    }

    assert Mapping.from_json(value).to_json() == value
    assert Mapping.from_json({}) == Mapping()


@pytest.mark.parametrize(
    ("said", "plain"),
    [("#ABC", "#aabbcc"), ("rgb(1, 2,3)", "#010203"), ("Lime", "#00ff00"), ("none", ""), ("brown", "brown")],
)
def test_a_colour_is_one_word_however_it_is_written(said, plain):
    assert colour(said) == plain


def test_the_command_takes_a_mapping_and_a_unit_and_names_what_is_wrong_with_them(tmp_path):
    plan, mapping = tmp_path / "plan.svg", tmp_path / "mapping.json"
    plan.write_bytes(svg('<rect class="st1" x="5" y="5" width="3" height="3"/>', style=STYLE))
    mapping.write_text(json.dumps(MAPPING))

    outcome = check_file(plan, mapping_path=mapping)
    mapping.write_text(json.dumps({"kinds": [{"kind": "stall", "fill": "red"}]}))
    wrong = check_file(plan, mapping_path=mapping)

    assert outcome.report["plan"] == {"halls": 1, "booths": 1, "area_m2": 2400.0}
    assert wrong.exit_code == 2
    assert wrong.problem == "mapping.json: the mapping is not understood at kinds[0].kind"
