"""U20 to U23: DXF files that ask for too much, lie about their figures, are damaged, or point elsewhere."""

import socket
import threading
import time

import pytest

from booth_app.planfiles import Reading, Unreadable, check_file, read_limited
from booth_app.planfiles.dxf.reader import read_dxf
from tests.planfiles.dxfs import box, document, dxf, read, refusal, written


def outcome(data: bytes) -> Reading | str:
    """The reading, or the code of the refusal, which is said in one line."""
    try:
        return read_dxf(data)
    except Unreadable as refused:
        return refused.code if "\n" not in refused.message("en") else "two lines"


def insert(layout, name, **said):
    return layout.add_blockref(name, (0, 0), dxfattribs={"layer": "BOOTHS", **said})


@pytest.mark.parametrize("length", [1, 2, 50])
def test_U20_blocks_that_insert_one_another_are_refused_by_name(length):
    def draw(space, drawing):
        blocks = [drawing.blocks.new(f"B{at}") for at in range(length)]
        for at, block in enumerate(blocks):
            insert(block, f"B{(at + 1) % length}")
        insert(space, "B0")

    problem = refusal(dxf(draw))

    assert problem.code == "block-cycle"
    assert "b0 →" in problem.message("en")


def test_U21_an_array_of_900_million_is_refused_before_it_is_made():
    def draw(space, drawing):
        drawing.blocks.new("A").add_line((0, 0), (1, 0))
        insert(space, "A", row_count=30_000, column_count=30_000, row_spacing=1, column_spacing=1)

    data = dxf(draw)
    started = time.process_time()

    assert refusal(data).code == "too-many-inserts"
    assert time.process_time() - started < 2


def test_U21_a_ladder_of_a_thousand_million_is_refused_before_it_is_climbed():
    def draw(space, drawing):
        drawing.blocks.new("L0").add_line((0, 0), (1, 0))
        for at in range(1, 10):
            for _ in range(10):
                insert(drawing.blocks.get(f"L{at}") or drawing.blocks.new(f"L{at}"), f"L{at - 1}")
        insert(space, "L9")

    data = dxf(draw)
    started = time.process_time()

    assert refusal(data).code == "too-many-inserts"
    assert time.process_time() - started < 2


def test_U20_blocks_nested_beyond_the_limit_are_refused():
    def draw(space, drawing):
        drawing.blocks.new("N0").add_line((0, 0), (1, 0))
        for at in range(1, 80):
            insert(drawing.blocks.new(f"N{at}"), f"N{at - 1}")
        insert(space, "N79")

    assert refusal(dxf(draw)).code == "too-deep"


def replaced(before: str, after: str) -> bytes:
    """A drawing with a booth at 12.345, 23.456 in which a figure is written otherwise."""
    data = dxf(lambda space, _: box(space, 12.345, 23.456, 3, 3, "BOOTHS"))
    assert before.encode() in data
    return data.replace(before.encode(), after.encode())


@pytest.mark.parametrize("figure", ["NaN", "inf", "-inf", "1e400", "1e308", "-1e300", "99999999"])
def test_U22_a_booth_with_a_coordinate_that_is_none_is_an_error_that_names_it(figure):
    problem = refusal(replaced("12.345", figure))

    assert problem.code in {"no-shape", "out-of-range"}
    assert "LWPOLYLINE" in problem.message("en")


@pytest.mark.parametrize("figure", ["NaN", "1e308"])
def test_U22_such_a_shape_of_the_backdrop_is_left_out_and_counted(figure):
    def draw(space, _):
        box(space, 12.345, 5, 3, 3, "furniture")
        box(space, 20, 5, 3, 3, "BOOTHS")

    reading = read_dxf(dxf(draw).replace(b"12.345", figure.encode()))

    assert len(reading.plan.booths) == 1
    assert reading.note("broken-backdrop").values == {"count": "1"}


@pytest.mark.parametrize("bulge", [1e12, -1e12, 1e300, float("nan"), 1e-12])
def test_U22_a_bulge_beyond_reason_is_an_error_or_a_straight_side(bulge):
    def draw(space, _):
        space.add_lwpolyline([(5, 5, 0, 0, bulge), (8, 5), (8, 8), (5, 8)], close=True, dxfattribs={"layer": "BOOTHS"})

    data = dxf(draw)

    said = outcome(data)

    if isinstance(said, str):
        assert said in {"no-shape", "out-of-range", "too-many-vertices"}
    else:
        [booth] = said.plan.booths
        assert booth.outline.area == pytest.approx(9, abs=0.05)


def test_U22_a_curve_of_endless_height_is_its_plan_view():
    def draw(space, _):
        space.add_circle((5, 5, 1e300), 2, dxfattribs={"layer": "STAGE"})
        space.add_spline([(1, 1, 1e12), (2, 3, -1e12), (5, 1, 0)], dxfattribs={"layer": "furniture"})

    started = time.process_time()

    [stage] = read(draw).plan.fixtures

    assert stage.outline.area == pytest.approx(12.566, rel=0.01)
    assert time.process_time() - started < 5


def test_U22_shapes_of_no_size_are_left_out():
    def draw(space, _):
        space.add_circle((5, 5), 0, dxfattribs={"layer": "COLUMNS"})
        space.add_arc((5, 5), 0, 0, 90, dxfattribs={"layer": "furniture"})
        space.add_lwpolyline([(1, 1)], dxfattribs={"layer": "furniture"})

    said = outcome(dxf(draw))

    assert said == "no-shape" or said.plan.fixtures == ()


@pytest.mark.parametrize(("degree", "points"), [(100, 200), (3, 50_000)])
def test_U22_a_spline_beyond_reason_is_not_drawn(degree, points):
    def draw(space, _):
        spline = space.add_spline(degree=3, dxfattribs={"layer": "furniture"})
        spline.control_points = [(at % 50, at % 7, 0) for at in range(points)]
        spline.knots = list(range(points + 4))
        spline.dxf.degree = degree

    started = time.process_time()

    reading = read(draw)

    assert reading.note("broken-backdrop") or reading.note("mended-file")  # the repair may have thrown it out
    assert len(reading.plan.backdrop) == 0
    assert time.process_time() - started < 10


def test_U22_a_hatch_whose_pattern_is_endless_is_its_border_and_no_more():
    def draw(space, _):
        hatch = space.add_hatch(dxfattribs={"layer": "BOOTHS"})
        hatch.set_pattern_fill("ANSI31", scale=1e-9)
        hatch.paths.add_polyline_path([(5, 5), (8, 5), (8, 8), (5, 8)], is_closed=True)

    [booth] = read(draw).plan.booths

    assert booth.outline.area == pytest.approx(9)


WHOLE = dxf(lambda space, _: box(space, 5, 5, 3, 3, "BOOTHS"))


@pytest.mark.parametrize(
    "data",
    [
        b"  0\nSECTION\n",
        b"0\nSECTION\n2\nENTITIES\n",
        b"0\nSECTION\nx\nENTITIES\n0\nENDSEC\n0\nEOF\n",
        b"0\nEOF\n",
        b"999\nnothing\n0\nSECTION\n2\nHEADER\n0\nENDSEC\n0\nEOF\n",
        b"AutoCAD Binary DXF\r\n\x1a\x00",
        b"AutoCAD Binary DXF\r\n\x1a\x00\x00\x00\x00SECTION",
        *(WHOLE[: len(WHOLE) * part // 7] for part in range(1, 7)),
        WHOLE.replace(b"\nSECTION", b"\nSECT", 3),
        WHOLE[:-9] + b"\n5\n",
    ],
)
def test_U23_a_damaged_file_is_read_or_refused_in_one_line(data):
    said = outcome(data)

    assert isinstance(said, str) or len(said.plan.halls) == 1


def test_U23_an_attribute_that_the_repair_throws_out_leaves_its_booth_without_a_number():
    def draw(space, drawing):
        box(drawing.blocks.new("STAND"), 0, 0, 3, 3, "0")
        insert(space, "STAND").add_attrib("NO", "A-1", (1, 1))

    data = dxf(draw, version="R12")
    begins = data.index(b"  0\nATTRIB\n")
    alone = data[begins : data.index(b"  0\nSEQEND\n", begins)]

    [booth] = read_dxf(data.replace(b"  2\nENTITIES\n", b"  2\nENTITIES\n" + alone, 1)).plan.booths

    assert booth.number == "booth-1"


def test_U23_a_code_page_that_lies_and_letters_that_turn_the_text_do_no_harm():
    def draw(space, drawing):
        block = drawing.blocks.new("STAND")
        block.add_lwpolyline([(0, 0), (3, 0), (3, 3), (0, 3)], close=True)
        block.add_attdef("NO", (1, 1))
        space.add_blockref("STAND", (5, 5), dxfattribs={"layer": "BOOTHS"}).add_auto_attribs({"NO": "A-1\\U+202EB"})

    problem = refusal(dxf(draw))

    assert problem.code == "wrong-text"
    assert "\u202e" not in problem.message("en")


def test_ten_thousand_layers_are_no_trouble():
    def draw(space, drawing):
        for at in range(10_000):
            drawing.layers.add(f"L{at}")
        box(space, 5, 5, 3, 3, "BOOTHS")

    assert len(read_limited(dxf(draw)).plan.booths) == 1


def test_U23_references_to_other_files_open_nothing(tmp_path):
    secret = tmp_path / "secret.dxf"
    secret.write_bytes(dxf(lambda space, _: box(space, 1, 1, 1, 1, "CANARY")))
    listener = socket.create_server(("127.0.0.1", 0))
    listener.settimeout(0.2)
    port = listener.getsockname()[1]
    reached = []
    watch = threading.Thread(target=lambda: reached.append(_accepted(listener)))
    watch.start()

    def draw(space, drawing):
        drawing.add_xref_def(str(secret), "XREF")
        insert(space, "XREF")
        image = drawing.add_image_def(f"\\\\127.0.0.1@{port}\\share\\x.png", (10, 10))
        space.add_image(image, (0, 0), (10, 10))
        box(space, 5, 5, 3, 3, "BOOTHS")

    reading = read_limited(dxf(draw))

    watch.join()
    assert reached == [False]
    assert "CANARY" not in repr(reading)
    assert len(reading.plan.booths) == 1


def _accepted(listener):
    try:
        listener.accept()
    except TimeoutError:
        return False
    return True


@pytest.mark.parametrize("version", ["AC1015", "AC1032"])
def test_a_dwg_is_known_by_its_signature_and_told_how_to_become_a_dxf(version, tmp_path):
    path = tmp_path / "plan.dxf"  # whatever it is called
    path.write_bytes(version.encode() + bytes(500))

    outcome = check_file(path)

    assert outcome.exit_code == 2
    assert "DWG" in outcome.problem
    assert "save it as DXF" in outcome.problem


def test_a_sound_file_in_the_child_says_the_same():
    data = written(document(lambda space, _: box(space, 5, 5, 3, 3, "BOOTHS")))

    assert read_limited(data) == read_dxf(data)
