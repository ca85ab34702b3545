"""The order of names and numbers."""

from hypothesis import given
from hypothesis import strategies as st

from booth_app.text.sorting import is_current, sort_key


def in_order(lang: str, *texts: str) -> list[str]:
    shuffled = texts[::-1]
    return sorted(shuffled, key=lambda text: sort_key(text, lang))


def test_numbers_are_in_natural_order():
    expected = ["2", "10", "A-2", "A-10", "A-101", "A-101.2", "A-101.10", "B-1", "H3-B2", "H3-B12", "H12-A1"]

    assert in_order("en", *expected) == expected
    assert in_order("ar", *expected) == expected


def test_long_numbers_keep_their_order():
    expected = ["A-9", "A-99999999999", "A-100000000000"]

    assert in_order("en", *expected) == expected


def test_each_language_puts_its_own_script_first():
    assert in_order("ar", "أمان", "Aman", "3M") == ["3M", "أمان", "Aman"]
    assert in_order("en", "Aman", "أمان", "3M") == ["3M", "Aman", "أمان"]


def test_arabic_is_in_the_order_of_its_letters():
    expected = [
        "أحمد",
        "اسم",
        "بيّنة",
        "پارس",
        "تقنية",
        "جسر",
        "چاد",
        "حماية",
        "فيصل",
        "ڤيرا",
        "قمر",
        "كنز",
        "گلف",
        "لؤلؤ",
        "هدى",
        "وقاية",
        "يقظة",
    ]

    assert in_order("ar", *expected) == expected


def test_forms_of_a_letter_and_marks_make_no_difference():
    assert sort_key("الأَدِلّة", "ar") == sort_key("الادله", "ar")
    assert sort_key("Été", "en") == sort_key("ete", "en")
    assert sort_key("Shaʿban", "en") == sort_key("Sha'ban", "en") == sort_key("Shaban", "en")


def test_keys_say_which_version_made_them():
    assert is_current(sort_key("A-101", "ar"))
    assert not is_current("0.1a-03101")
    assert not is_current("")


@given(st.integers(0, 10**15), st.integers(0, 10**15))
def test_two_numbers_compare_as_their_values(first, second):
    assert (sort_key(f"A-{first}", "en") < sort_key(f"A-{second}", "en")) == (first < second)
