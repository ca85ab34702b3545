"""Booth numbers and quantities as people type them (reliability U60-U65)."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booth_app.text.numbers import (
    fold_number,
    last_part,
    parse_decimal,
    skeleton,
    to_western_digits,
    valid_number,
)
from booth_app.text.problems import Unreadable

numbers = st.from_regex(r"[A-Z0-9]{1,4}([-.][A-Z0-9]{1,5}){0,2}", fullmatch=True)


@pytest.mark.parametrize(
    "typed",
    ["A-101", " a-101 ", "Ａ-１０１", "A‑١٠١", "A–۱۰۱", "A−101", "ａ－１０１", "A—101", "A‐101", "A‒101", "A―101"],
)
def test_every_spelling_of_a_number_folds_to_one(typed):
    assert fold_number(typed) == "A-101"


@pytest.mark.parametrize(
    "typed",
    [
        "А-101",  # Cyrillic
        "Α-101",  # Greek
        "A-101\u202e",
        "\u2066A-101\u2069",
        "A\u200d-101",
        "A\u00ad-101",
        "\ufeffA-101",
        "A- 101",
        "ß-1",
        "ı-1",
        "A-१",
        "",
        "-",
        "A-",
        "A--1",
        "A-1-2-3",
        "ABCDE-1",
        "A-123456",
        "جناح-1",
    ],
)
def test_what_only_looks_like_a_number_is_refused(typed):
    assert not valid_number(fold_number(typed))


@pytest.mark.parametrize("number", ["A-101", "H3-B12", "3.1", "101", "A", "A.1-2", "ABCD-12345"])
def test_numbers_of_the_trade_are_valid(number):
    assert valid_number(number)


@given(numbers)
def test_folding_leaves_a_valid_number_as_it_is(number):
    assert fold_number(number) == number
    assert valid_number(number)


@given(st.text(max_size=20))
def test_folding_twice_changes_nothing(text):
    assert fold_number(fold_number(text)) == fold_number(text)


@pytest.mark.parametrize("twin", ["A-1O1", "A-I01", "A-10I", "А-101", "Α-101", "A-lO1"])
def test_numbers_that_look_alike_have_one_skeleton(twin):
    assert skeleton(twin) == skeleton("A-101")


@pytest.mark.parametrize("other", ["A-102", "B-101", "A.101", "A-1001"])
def test_numbers_that_look_different_have_different_skeletons(other):
    assert skeleton(other) != skeleton("A-101")


@given(st.text(max_size=20))
def test_a_skeleton_is_its_own_skeleton(text):
    once = skeleton(text)

    assert skeleton(skeleton(once)) == skeleton(once)


def test_the_last_part_is_what_tells_neighbours_apart():
    assert [last_part(number) for number in ("A-101", "H3-B12", "3.1", "101")] == ["101", "B12", "1", "101"]


def test_only_digits_change_when_digits_are_made_western():
    assert to_western_digits("الجناح A-٢٠٤، ۹ م²") == "الجناح A-204، 9 م²"


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("3.25", "3.25"),
        ("٣٫٢٥", "3.25"),
        ("۳٫۲۵", "3.25"),
        ("１２.５", "12.5"),
        ("1,250.5", "1250.5"),
        ("١٬٢٥٠", "1250"),
        ("1\u00a0250", "1250"),
        ("-0.5", "-0.5"),
        ("−0.5", "-0.5"),
        ("\u200e-٠٫٥", "-0.5"),
        (".5", "0.5"),
        ("5.", "5"),
        (" 7 ", "7"),
        ("+7", "7"),
    ],
)
def test_a_quantity_is_read_in_either_language(typed, value):
    assert parse_decimal(typed) == Decimal(value)


@pytest.mark.parametrize(
    "typed",
    ["", " ", "-", ".", "3,40", "1,2500", "3 40", "3²", "½", "1e5", "NaN", "Infinity", "0x10", "3..2", "1" * 33, "٣،٥"],
)
def test_a_quantity_that_could_mean_two_things_is_refused(typed):
    with pytest.raises(Unreadable) as refused:
        parse_decimal(typed)

    assert refused.value.code == "not-a-number"


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=3))
def test_every_decimal_is_read_back_from_both_digit_sets(value):
    eastern = f"{value:,}".translate(str.maketrans("0123456789.,", "٠١٢٣٤٥٦٧٨٩٫٬"))

    assert parse_decimal(f"{value:,}") == parse_decimal(eastern) == value
