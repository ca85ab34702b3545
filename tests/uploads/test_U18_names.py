import pytest

from booth_app.geometry import check
from booth_app.planfiles import read_svg, write_svg
from tests.planfiles.drawings import SHAPE_RULES, drawing, plan, read
from tests.uploads.hostile import quickly_refused


def test_U18_ids_that_occur_twice_are_said_and_numbers_that_do_are_found():
    booth = '<rect id="a-1" data-kind="booth" x="{}" width="3" height="3"/>'
    reading = read(booth.format(0), booth.format(5))

    assert reading.note("double-ids").values["what"] == "a-1"
    assert [each.rule for each in check(reading.plan, SHAPE_RULES)] == ["duplicate-number"]


@pytest.mark.parametrize(
    "name",
    ["__proto__", "constructor", "a&quot;b", "a&lt;b", "a'b", "../../etc/passwd", "a\\b", "null", "0", "-1", "a#b"],
)
def test_U18_strange_ids_are_only_names(name):
    found = plan(f'<rect id="{name}" data-kind="booth" width="3" height="3"/>', f'<g id="{name}x"/>')

    [booth] = found.booths
    assert booth.number == name.replace("&quot;", '"').replace("&lt;", "<")
    assert read_svg(write_svg(found).encode()).plan == found


@pytest.mark.parametrize("attribute", ["id", "data-number", "data-name-en", "data-zone", "data-type", "inkscape:label"])
def test_U18_a_name_of_ten_thousand_characters_names_the_element(attribute):
    problem = quickly_refused(drawing(f'<rect data-kind="booth" {attribute}="{"x" * 10_000}" width="3" height="3"/>'))

    assert problem.code == "too-long"
    assert len(problem.message("en")) < 300


def test_U18_on_what_is_no_thing_any_name_goes():
    assert plan(f'<g id="{"x" * 10_000}" inkscape:label="{"y" * 10_000}"><rect width="1" height="1"/></g>').booths == ()


def test_U60_letters_of_other_scripts_that_look_alike_are_kept_and_told():
    reading = read(
        '<rect data-kind="booth" data-number="A-101" width="3" height="3"/>',
        '<rect data-kind="booth" data-number="А-101" x="5" width="3" height="3"/>',
        '<rect data-kind="booth" data-number="Α-101" x="10" width="3" height="3"/>',
    )

    assert reading.note("odd-numbers").values["what"] == "А-101, Α-101"


@pytest.mark.parametrize("twin", ["Ａ-１０１", "A-١٠١", "A-۱۰۱", "a-101"])
def test_U61_the_same_number_in_other_digits_is_the_same_number(twin):
    booth = '<rect data-kind="booth" data-number="{}" x="{}" width="3" height="3"/>'

    found = check(plan(booth.format("A-101", 0), booth.format(twin, 5)), SHAPE_RULES)

    assert [(each.rule, each.values["a"]) for each in found] == [("duplicate-number", "A-101")]


@pytest.mark.parametrize("mark", ["\u202e", "\u2066", "\u200d", "\u200b", "\u00ad", "\ufeff", "\u0600"])
def test_U62_marks_of_direction_and_unseen_characters_are_refused_in_numbers(mark):
    problem = quickly_refused(drawing(f'<rect data-kind="booth" data-number="A-1{mark}01" width="3" height="3"/>'))

    assert problem.code == "wrong-text"
    assert mark not in problem.message("en")


def test_U62_in_names_marks_of_direction_are_dropped_and_joiners_kept():
    [stage] = plan(
        '<rect data-kind="stage" data-number="s" data-name-ar="\u202eمی\u200cروم\u2066" data-name-en="A\u202eB\u00adC"'
        ' width="3" height="3"/>'
    ).fixtures

    assert (stage.names.ar, stage.names.en) == ("می\u200cروم", "ABC")


@pytest.mark.parametrize("dash", ["\u2010", "\u2011", "\u2012", "\u2013", "\u2014", "\u2015", "\u2212"])
def test_U63_every_dash_is_one(dash):
    assert plan(f'<rect data-kind="booth" data-number="A{dash}101" width="3" height="3"/>').booths[0].number == "A-101"


def test_U64_letters_and_digits_that_look_alike_are_two_numbers_and_it_is_told():
    booth = '<rect data-kind="booth" data-number="{}" x="{}" width="3" height="3"/>'
    numbers = ["A-101", "A-1O1", "A-111", "A-1I1", "B-101"]

    reading = read(*(booth.format(number, 5 * n) for n, number in enumerate(numbers)))

    assert check(reading.plan, SHAPE_RULES) == []
    assert reading.note("alike-numbers").values["what"] == "A-101 = A-1O1, A-111 = A-1I1"


def test_U65_heaps_of_marks_are_refused():
    heap = "ا" + "\u0651\u064e" + "\u0334" * 60
    problem = quickly_refused(drawing(f'<rect data-kind="stage" data-name-ar="{heap}" width="3" height="3"/>'))

    assert problem.code == "wrong-text"
    vowelled = plan('<rect data-kind="stage" data-name-ar="مَسْرَحٌّ" width="3" height="3"/>').fixtures[0]
    assert vowelled.names.ar == "مَسْرَحٌّ"
