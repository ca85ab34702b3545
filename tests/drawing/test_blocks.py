"""Booths that stand together and what they are called."""

import pytest
from shapely import Polygon, box

from booth_app.drawing.blocks import block_name, block_range, blocks, loose
from booth_app.geometry.plan import BoothShape


def booth(number: str, x: float, y: float, wide: float = 3, deep: float = 3) -> BoothShape:
    return BoothShape(number, number, box(x, y, x + wide, y + deep))


@pytest.mark.parametrize(
    ("numbers", "name"),
    [
        (["A-201", "A-205", "A-220"], "A-200"),
        (["A-1201", "A-1210"], "A-1200"),
        (["H3-B1", "H3-B12"], "H3-B"),
        (["A-1", "A-9"], "A"),
        (["101", "110"], "100"),
        (["1", "9"], "1–9"),
        (["A-201", "A-310"], "A-201–310"),
        (["A-201", "B-210"], "A-201–B-210"),
        (["A", "B"], "A–B"),
    ],
)
def test_a_block_is_called_by_what_its_numbers_share(numbers, name):
    assert block_name(numbers) == name


def test_a_range_says_once_what_both_ends_begin_with():
    assert block_range(["A-201", "A-210"]) == "A-201–210"


def test_touching_booths_are_one_block_in_natural_order():
    row = [
        booth("A-110", 27, 0),
        booth("A-102", 3.04, 0),
        booth("A-101", 0, 0),
        booth("A-9", 50, 0),
        booth("A-111", 30, 0),
    ]

    found = [[each.number for each in block.booths] for block in blocks(row, 26)]

    assert found == [["A-9"], ["A-101", "A-102"], ["A-110", "A-111"]]


def test_two_rows_with_a_service_gap_are_one_block_and_two_sides_of_an_aisle_are_not():
    rows = [booth("A-201", 0, 0), booth("A-206", 0, 3.6), booth("A-301", 0, 8)]

    found = [[each.number for each in block.booths] for block in blocks(rows, 26)]

    assert found == [["A-201", "A-206"], ["A-301"]]


def test_blocks_of_one_hundred_are_told_apart_by_their_ranges(plan):
    names = {block.name for block in blocks(plan.booths, 26) if block.name}

    assert names == {
        "A-100", "A-201–210", "A-211–220", "A-301–307", "A-309–312", "A-401–410", "A-411–420", "A-500",
    }  # fmt: skip


def test_a_much_larger_booth_is_left_out_of_the_block_name_s_floor():
    group = [booth("A-301", 0, 0), booth("A-302", 3, 0), booth("A-303", 6, 0), booth("A-307", 9, 0, 6, 6)]

    [block] = blocks(group, 26)

    assert block.middle == (4500, 1500)


def test_a_block_names_itself_only_where_its_booths_cannot():
    [block] = blocks([booth(f"A-{101 + n}", 3 * n, 0) for n in range(10)], 26)

    assert [block.bands.at(px) for px in (5, 15, 25, 26, 60)] == ["none", "block", "block", "none", "none"]


def test_a_booth_alone_is_no_block():
    [block] = blocks([booth("A-308", 0, 0, 6, 6)], 26)

    assert (block.name, block.bands.steps) == ("", ())


def test_broken_and_missing_booths_do_not_matter():
    bad = BoothShape("x", "A-1", Polygon([(0, 0), (3, 3), (3, 0), (0, 3)]))
    empty = BoothShape("y", "A-2", Polygon())

    assert {each.number for block in blocks([bad, empty, booth("A-3", 3, 0)], 26) for each in block.booths} == {
        "A-1", "A-2", "A-3",
    }  # fmt: skip
    assert blocks([], 26) == ()
    assert loose([]).booths == ()
