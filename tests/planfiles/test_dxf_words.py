"""What a DXF drawing says in words: numbers in attributes and texts, in every encoding, and its unit."""

import io

import pytest
from ezdxf.enums import TextEntityAlignment

from booth_app.planfiles.asked import Asked
from booth_app.planfiles.dxf.reader import read_dxf
from tests.planfiles.dxfs import box, document, plan, read, refusal, written


def stand(drawing, tags=("NO",)):
    block = drawing.blocks.new("STAND")
    block.add_lwpolyline([(0, 0), (3, 0), (3, 3), (0, 3)], close=True, dxfattribs={"layer": "0"})
    for tag in tags:
        block.add_attdef(tag, (1, 1), dxfattribs={"height": 0.3})
    return block


def test_a_blocks_attribute_is_its_booths_number():
    def draw(space, drawing):
        stand(drawing, ("PRICE", "NO"))
        for at, number in enumerate(("A-101", "أ-١٠٢")):
            put = space.add_blockref("STAND", (10 + 4 * at, 10), dxfattribs={"layer": "BOOTHS"})
            put.add_auto_attribs({"PRICE": "900", "NO": number})

    booths = plan(draw).booths

    assert [each.number for each in booths] == ["A-101", "أ-102"]


def test_the_mapping_names_another_attribute():
    def draw(space, drawing):
        stand(drawing, ("NO", "PLATZ"))
        put = space.add_blockref("STAND", (10, 10), dxfattribs={"layer": "BOOTHS"})
        put.add_auto_attribs({"NO": "7", "PLATZ": "B-12"})

    [booth] = plan(draw, Asked.of(mapping={"numbers": ["attribute:platz"]})).booths

    assert booth.number == "B-12"


def test_an_array_with_one_attribute_is_booths_with_one_number():
    def draw(space, drawing):
        stand(drawing)
        put = space.add_blockref(
            "STAND", (10, 10), dxfattribs={"layer": "BOOTHS", "column_count": 3, "column_spacing": 5}
        )
        put.add_auto_attribs({"NO": "A-1"})

    assert [each.number for each in plan(draw).booths] == ["A-1"] * 3


@pytest.mark.parametrize("version", ["R12", "R2000", "R2004", "R2007", "R2018"])
def test_a_text_inside_the_outline_is_the_number_and_arabic_is_arabic_in_every_age(version):
    def draw(space, drawing):
        drawing.encoding = "cp1256"
        box(space, 10, 10, 3, 3, "BOOTHS")
        space.add_text("A-101", height=0.4).set_placement((10.2, 11))
        space.add_text("شركة", height=0.4).set_placement((10.2, 10.2))
        box(space, 20, 10, 3, 3, "الأجنحة")

    reading = read(draw, version=version)

    assert [each.number for each in reading.plan.booths] == ["A-101", "booth-1"]
    assert reading.note("texts-inside").values == {"what": "شركة"}


@pytest.mark.parametrize("align", list(TextEntityAlignment))
def test_a_text_is_found_by_its_middle_however_it_is_aligned(align):
    def draw(space, _):
        for at in range(3):
            box(space, 10 + 3 * at, 10, 3, 3, "BOOTHS")
        text = space.add_text("A-102", height=0.4)
        if align in {TextEntityAlignment.ALIGNED, TextEntityAlignment.FIT}:
            text.set_placement((13.4, 11.5), (15.6, 11.5), align=align)
        else:
            text.set_placement((14.5, 11.5), align=align)

    assert [each.number for each in plan(draw).booths] == ["booth-1", "A-102", "booth-2"]


def test_a_paragraph_gives_its_line_that_is_a_number_and_the_smallest_outline_gets_it():
    def draw(space, _):
        box(space, 10, 10, 9, 9, "BOOTHS")
        box(space, 12, 12, 3, 3, "BOOTHS")
        text = space.add_mtext("{\\fArial;Acme}\\PB-7\\P9 m", dxfattribs={"char_height": 0.3, "attachment_point": 5})
        text.set_location((13.5, 13.5))

    booths = plan(draw).booths

    assert [(each.number, round(each.outline.area)) for each in booths] == [("booth-1", 81), ("B-7", 9)]


@pytest.mark.parametrize(("units", "factor"), [(1, 39.3700787), (4, 1000), (5, 100), (6, 1), (14, 10), (2, 3.2808399)])
def test_the_headers_unit_is_believed_where_it_makes_a_hall(units, factor):
    def draw(space, _):
        for each in list(space):
            space.delete_entity(each)
        box(space, 0, 0, 60 * factor, 40 * factor, "HALL")

    reading = read(draw, units=units)

    assert reading.plan.area == pytest.approx(2400, rel=1e-5)
    assert reading.scale.source == "header"
    assert not [note for note in reading.notes if note.code.startswith("unit")]


@pytest.mark.parametrize(("units", "code"), [(0, "unit-guessed"), (4, "unit-doubted")])
def test_a_unit_that_is_missing_or_lies_is_guessed_and_asked_about(units, code):
    reading = read(lambda space, _: box(space, 5, 5, 3, 3, "BOOTHS"), units=units)

    assert reading.scale == type(reading.scale)(1.0, "guessed")
    assert reading.note(code).values["unit"] == "m"
    assert reading.note(code).values["size"] == "60.00"


def test_doors_give_a_header_away_that_the_size_would_not():
    def draw(space, _):
        for each in list(space):
            space.delete_entity(each)
        box(space, 0, 0, 9000, 7000, "HALL")
        space.add_arc((100, 100), 900, 0, 90)

    reading = read(draw, units=1)  # inches: 228 m, a hall by its size alone

    assert reading.note("unit-doubted").values["unit"] == "mm"
    assert reading.plan.area == pytest.approx(63)


def test_what_is_said_by_hand_goes_before_the_header_and_the_survey_foot_is_its_own():
    def draw(space, _):
        box(space, 5, 5, 3, 3, "BOOTHS")

    feet, survey = (read(draw, Asked.of(unit=unit)) for unit in ("ft", "us-ft"))

    assert feet.plan.area == pytest.approx(2400 * 0.3048**2, rel=1e-4)
    assert read(draw, units=21).scale.metres_per_unit == survey.scale.metres_per_unit == 1200 / 3937
    assert read(draw, Asked.of(0.5)).plan.area == 600
    assert read(draw, Asked.of(mapping={"unit": "ft"})).scale.metres_per_unit == 0.3048


def test_a_size_that_suits_no_unit_is_asked_for():
    def draw(space, _):
        for each in list(space):
            space.delete_entity(each)
        box(space, 0, 0, 2e7, 2e7, "HALL")

    assert refusal(written(document(draw, units=0))).code == "no-unit"


def test_a_file_without_a_hall_names_its_layers():
    drawing = document(lambda space, _: box(space, 5, 5, 3, 3, "xref-a$0$A-STANDS"))
    for each in list(drawing.modelspace()):
        if each.dxf.layer == "HALL":
            drawing.modelspace().delete_entity(each)

    problem = refusal(written(drawing), Asked.of(unit="m"))

    assert problem.code == "no-hall"
    assert problem.values["layers"] == "A-STANDS"


def test_binary_dxf_says_the_same():

    drawing = document(lambda space, _: box(space, 5, 5, 3, 3, "الأجنحة"))
    out = io.BytesIO()
    drawing.write(out, fmt="bin")

    assert read_dxf(out.getvalue()).plan == read_dxf(written(drawing)).plan
