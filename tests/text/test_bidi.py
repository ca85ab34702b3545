"""Isolation of numbers and names in plain text."""

from hypothesis import given
from hypothesis import strategies as st

from booth_app.text.bidi import CONTROLS, has_arabic, isolate, ltr, rtl, strip_controls


def test_a_number_is_wrapped_left_to_right_and_a_name_by_its_own_letters():
    assert ltr("A-205") == "\u2066A-205\u2069"
    assert ltr(58) == "\u206658\u2069"
    assert rtl("جناح") == "\u2067جناح\u2069"
    assert isolate("سند") == "\u2068سند\u2069"


@given(st.text(alphabet=CONTROLS + "aب1", max_size=10))
def test_an_isolate_cannot_be_broken_from_inside(text):
    assert ltr(text)[1:-1] == strip_controls(text)
    assert not set(strip_controls(text)) & set(CONTROLS)


def test_arabic_is_known_in_all_its_forms():
    assert all(has_arabic(text) for text in ("ا", "٣", "ﻻ", "پ", "A ب"))
    assert not any(has_arabic(text) for text in ("", "A-101", "é", "א"))
