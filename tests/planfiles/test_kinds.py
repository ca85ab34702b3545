import pytest

from booth_app.geometry import FixtureKind, Names, Side
from tests.planfiles.drawings import plan, read, refused

WORDS = {
    "booth": ["booth", "booths", "Booths", "BOOTH", "جناح", "أجنحة", "اجنحة", "الأجنحة", "الجناح"],
    "column": ["column", "Columns", "عمود", "أعمدة", "الأعمدة"],
    "wall": ["wall", "walls", "جدار", "جدران", "الجدران"],
    "entrance": ["entrance", "entrances", "مدخل", "مداخل", "المداخل"],
    "exit": ["exit", "exits", "emergency exit", "emergency-exits", "مخرج", "مخارج", "مخارج طوارئ", "مخارج الطوارئ"],
    "stairs": ["stairs", "درج", "أدراج", "سلالم"],
    "lift": ["lift", "lifts", "مصعد", "مصاعد"],
    "hydrant": ["hydrant", "hydrants", "صندوق حريق", "صناديق حريق", "صناديق الحريق", "صناديق_حريق"],
    "panel": ["panel", "panels", "لوحة كهربائية", "لوحات كهربائية", "اللوحات الكهربائية"],
    "stage": ["stage", "stages", "مسرح", "مسارح"],
    "desk": ["desk", "desks", "مكتب استقبال", "مكاتب استقبال", "مكاتب الاستقبال"],
    "facility": ["facility", "facilities", "مرفق", "مرافق"],
    "zone": ["zone", "zones", "منطقة", "مناطق", "المناطق"],
}
SPOKEN = [(kind, word) for kind, spoken in WORDS.items() for word in spoken]
SQUARE = '<rect x="1" y="1" width="3" height="3"/>'


def kinds(*elements: str) -> list[str]:
    found = plan(*elements)
    return ["booth"] * len(found.booths) + [each.kind.value for each in found.fixtures] + ["zone"] * len(found.zones)


@pytest.mark.parametrize(("kind", "word"), SPOKEN)
def test_a_kind_is_known_by_its_words_in_both_languages(kind, word):
    assert kinds(f'<rect data-kind="{word}" x="1" y="1" width="3" height="3"/>') == [kind]


@pytest.mark.parametrize(("kind", "word"), SPOKEN)
@pytest.mark.parametrize("attribute", ["id", "inkscape:label"])
def test_a_layers_name_tells_the_kind_of_what_is_in_it(attribute, kind, word):
    assert kinds(f'<g {attribute}="{word}"><g><rect x="1" y="1" width="3" height="3"/></g></g>') == [kind]


def test_every_kind_of_fixture_has_words():
    assert {kind.value for kind in FixtureKind} <= set(WORDS)


def test_a_layer_named_by_a_drawing_program_is_read():
    # Illustrator writes a space in an id as _x0020_.
    assert kinds(f'<g id="emergency_x0020_exits">{SQUARE}</g>') == ["exit"]


def test_the_label_goes_before_the_id():
    assert kinds(f'<g inkscape:label="Columns" id="booths">{SQUARE}</g>') == ["column"]
    assert kinds(f'<g inkscape:label="Level 2" id="booths">{SQUARE}</g>') == []


def test_own_kind_goes_before_the_ancestors_and_these_before_the_layers():
    own = '<rect data-kind="column" x="1" y="1" width="3" height="3"/>'

    assert kinds(f'<g data-kind="stage">{own}</g>') == ["column"]
    assert kinds(f'<g data-kind="stage"><g id="booths">{SQUARE}</g></g>') == ["stage"]
    assert kinds(f'<g id="booths"><g data-kind="stage"><g>{SQUARE}</g></g></g>') == ["stage"]
    assert kinds(f'<g id="booths"><g id="columns">{SQUARE}</g></g>') == ["column"]
    assert kinds(f'<g id="booths"><g id="north side" inkscape:groupmode="layer">{SQUARE}</g></g>') == ["booth"]


def test_what_has_no_kind_is_backdrop_and_said_so_when_it_looks_meant():
    found = read(
        SQUARE,
        '<rect data-number="A-1" x="1" y="1" width="3" height="3"/>',
        '<rect data-kind="shrub" x="5" y="1" width="3" height="3"/>',
        '<text x="3" y="3">A-1</text>',
    )

    assert (found.plan.booths, found.plan.fixtures) == ((), ())
    assert len(found.plan.backdrop) == 3
    assert {note.code: note.values["what"] for note in found.notes} == {
        "number-without-kind": "A-1",
        "unknown-kinds": "shrub",
        "left-out": "text × 1",
    }


@pytest.mark.parametrize(
    "broken", ['x="NaN"', 'width="-1"', 'x="1e400"', 'transform="scale(0)"', 'transform="spin(3)"']
)
def test_the_backdrop_is_never_an_error(broken):
    found = read(f'<rect {broken} y="1" height="3"/>', f"<g {broken}>{SQUARE}</g>", '<path d="M0 0 L x"/>')

    assert found.note("broken-backdrop") is not None


def test_a_broken_transform_of_a_group_counts_only_for_the_things_in_it():
    assert refused(f'<g transform="scale(0)"><g data-kind="booth">{SQUARE}</g></g>').code == "singular"


def test_a_group_with_a_number_is_one_thing():
    found = plan(
        '<g data-kind="booth"><g data-number="A-1">'
        '<rect x="0" y="0" width="3" height="3"/><rect x="3" y="0" width="3" height="3"/></g></g>'
    )

    assert [(each.number, each.outline.area) for each in found.booths] == [("A-1", 18)]


def test_a_group_with_its_own_kind_and_an_id_is_one_thing_inside_a_layer_and_a_layer_outside():
    two = '<rect x="0" y="0" width="3" height="3"/><rect x="3" y="0" width="3" height="3"/>'

    inside = plan(f'<g id="booths"><g data-kind="booth" id="A-7">{two}</g></g>')
    outside = plan(f'<g data-kind="booth" id="A-7">{two}</g>')

    assert [each.number for each in inside.booths] == ["A-7"]
    assert [each.number for each in outside.booths] == ["booth-1", "booth-2"]


def test_a_layer_inside_a_layer_is_no_thing():
    two = '<rect x="0" y="0" width="3" height="3"/><rect x="3" y="0" width="3" height="3"/>'
    sub = f'<g inkscape:groupmode="layer" data-kind="booth" id="booths">{two}</g>'

    assert len(plan(f'<g inkscape:groupmode="layer" inkscape:label="Plan">{sub}</g>').booths) == 2
    assert len(plan(f'<g id="plan">{sub}</g>').booths) == 2


def test_a_thing_of_another_kind_or_number_inside_a_thing_is_its_own():
    found = plan(
        '<g data-kind="booth" data-number="A-1"><rect x="0" y="0" width="6" height="3"/>'
        '<circle data-kind="column" cx="1" cy="1" r="0.3"/>'
        '<rect data-number="A-2" x="9" y="0" width="3" height="3"/></g>'
    )

    assert [(each.number, each.outline.area) for each in found.booths] == [("A-1", 18), ("A-2", 9)]
    assert [each.kind for each in found.fixtures] == [FixtureKind.COLUMN]


def test_number_is_the_attribute_else_the_label_else_the_id():
    found = plan(
        '<g data-kind="booth">'
        '<rect data-number="A-1" inkscape:label="A-2" id="A-3" x="0" y="0" width="3" height="3"/>'
        '<rect inkscape:label="A-4" id="A-5" x="3" y="0" width="3" height="3"/>'
        '<rect id="A-6" x="6" y="0" width="3" height="3"/>'
        '<rect x="9" y="0" width="3" height="3"/></g>'
    )

    assert [each.number for each in found.booths] == ["A-1", "A-4", "A-6", "booth-1"]


def test_things_without_a_number_are_called_by_kind_in_file_order_and_never_like_another():
    nameless = '<rect data-kind="{}" x="0" y="0" width="1" height="1"/>'
    found = read(
        *[nameless.format(kind) for kind in ("booth", "column", "booth", "column", "column")],
        '<rect data-kind="booth" id="booth-2" x="0" y="0" width="1" height="1"/>',
    )

    assert [each.number for each in found.plan.booths] == ["booth-1", "booth-3", "booth-2"]
    assert [each.label for each in found.plan.fixtures] == ["column-1", "column-2", "column-3"]
    assert found.note("named-here").values["what"] == "booth-1, booth-3"


def test_keys_differ_where_numbers_do_not():
    square = '<rect data-kind="{}" data-number="7" x="0" y="0" width="1" height="1"/>'
    found = plan(*[square.format(kind) for kind in ("booth", "booth", "booth", "column", "exit")])

    assert [each.key for each in found.booths] == ["7", "7~2", "7~3"]
    assert [each.key for each in found.fixtures] == ["7", "7~2"]
    assert [each.number for each in found.booths] == ["7", "7", "7"]


def test_what_a_drawing_says_of_a_thing_is_kept():
    found = plan(
        '<rect data-kind="booth" data-number="A-1" data-type="End-cap" data-open="left TOP" data-zone="north"'
        ' data-name-ar="جناح" data-name-en="Corner" data-height="2.5" x="0" y="0" width="3" height="3"/>',
        '<rect data-kind="exit" data-number="e" data-width="1.2" data-type="fire" x="0" y="9" width="3" height="1"/>',
        '<rect data-kind="zone" data-number="z" data-type="main" x="0" y="0" width="4" height="9"/>',
        hall='<rect data-kind="hall" data-number="h" data-level="1" data-name-ar="القاعة" width="90" height="50"/>',
    )

    [booth], [exit_], [zone], [hall] = found.booths, found.fixtures, found.zones, found.halls
    assert (booth.type, booth.open, booth.zone, booth.height) == ("end_cap", (Side.TOP, Side.LEFT), "north", 2.5)
    assert booth.names == Names("جناح", "Corner")
    assert (exit_.width, exit_.type, exit_.label) == (1.2, "fire", "e")
    assert zone.main
    assert (hall.key, hall.level, hall.names.ar) == ("h", "1", "القاعة")


@pytest.mark.parametrize("mark", ['data-type="main"', 'data-number="main"', 'data-type="Main aisle"', 'id="ممر رئيسي"'])
def test_a_main_aisle_is_known_by_its_type_or_its_name(mark):
    assert plan(f'<rect data-kind="zone" {mark} width="4" height="9"/>').zones[0].main
    assert not plan('<rect data-kind="zone" data-number="domain" width="4" height="9"/>').zones[0].main


@pytest.mark.parametrize(
    ("attribute", "code"),
    [
        ('data-open="front"', "wrong-value"),
        ('data-width="-1"', "wrong-value"),
        ('data-width="1,2"', "not-a-number"),
        ('data-height="inf"', "not-a-number"),
        ('data-height="0"', "wrong-value"),
        (f'data-name-en="{"x" * 201}"', "too-long"),
        (f'data-number="{"9" * 65}"', "too-long"),
        (f'data-zone="{"z" * 65}"', "too-long"),
    ],
)
def test_a_wrong_word_about_a_thing_names_the_element(attribute, code):
    kind = "exit" if "data-width" in attribute else "booth"

    problem = refused(f'<rect id="x1" data-kind="{kind}" {attribute} width="3" height="3"/>')

    assert problem.code == code
    assert problem.line == 3
    assert problem.element.startswith("rect “")


def test_an_unknown_booth_type_is_left_out_and_said():
    found = read('<rect data-kind="booth" data-type="castle" width="3" height="3"/>')

    assert found.plan.booths[0].type == ""
    assert found.note("unknown-types").values["what"] == "castle"


def test_a_number_that_breaks_the_pattern_is_kept_and_said():
    found = read('<rect data-kind="booth" id="rect3365-x-y-z" width="3" height="3"/>')

    assert found.plan.booths[0].number == "rect3365-x-y-z"
    assert found.note("odd-numbers").values["what"] == "rect3365-x-y-z"


@pytest.mark.parametrize("spelling", ["A-101", "Ａ-１０１", "A‑101", "A−١٠١", " A-101 ", "A-۱۰۱"])
def test_a_number_is_written_one_way_whatever_digits_and_dashes_it_was_drawn_with(spelling):
    assert plan(f'<rect data-kind="booth" data-number="{spelling}" width="3" height="3"/>').booths[0].number == "A-101"


def test_letters_of_a_number_stay_as_drawn():
    found = read('<rect data-kind="booth" id="b1" width="3" height="3"/>')

    assert found.plan.booths[0].number == "b1"
    assert found.note("odd-numbers") is None


def test_hidden_things_are_skipped_and_counted():
    found = read(
        f'<g id="booths" style="display:none">{SQUARE}</g>',
        '<rect data-kind="booth" visibility="hidden" width="3" height="3"/>',
        '<rect data-kind="booth" display="none" style="display: inline" width="3" height="3"/>',
        '<g data-kind="booth" data-number="A-9"><rect display="none" width="3" height="3"/></g>',
    )

    assert [each.number for each in found.plan.booths] == ["booth-1"]
    assert found.note("hidden").values["count"] == "3"


def test_a_thing_without_a_shape_is_an_error_that_names_it():
    problem = refused('<g data-kind="booth" data-number="A-9"><text>A-9</text></g>')

    assert (problem.code, problem.element) == ("no-coordinates", "g “A-9”")


def test_lines_draw_walls_exits_and_entrances_only():
    line = '<line data-kind="{}" x1="0" y1="5" x2="4" y2="5"/>'
    found = plan(*[line.format(kind) for kind in ("wall", "exit", "entrance", "booth", "column")])

    assert [(each.kind.value, each.outline.length) for each in found.fixtures] == [
        ("wall", 4),
        ("entrance", 4),
        ("exit", 4),
    ]
    assert found.booths == ()


def test_a_fixture_without_floor_is_left_out_and_said():
    found = read('<path data-kind="column" data-number="c" d="M0 0H3"/>', '<path data-kind="exit" d="M0 0H3"/>')

    assert [each.kind.value for each in found.plan.fixtures] == ["exit"]
    assert found.note("no-floor").values["what"] == "c"


def test_the_place_of_north_is_read_from_the_root():
    assert plan(scale='data-metres-per-unit="1" data-north="-90"').north == 270
    assert plan().north == 0
