"""Names as typed: what is put right, what is refused, and what is left alone (reliability U62-U66)."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booth_app.text.bidi import CONTROLS
from booth_app.text.names import LONGEST_SLUG, RESERVED_SLUGS, clean_name, clean_text, slug
from booth_app.text.problems import Unreadable

ZWNJ, ZWJ = "\u200c", "\u200d"


def code_of(text: str, **limits: int) -> str:
    with pytest.raises(Unreadable) as refused:
        clean_name(text, **limits)
    return refused.value.code


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        "{{7*7}}",
        "%s",
        "{0.__class__}",
        "'; --",
        "null",
        "admin",
        "😀 emoji",
        "مركز Sanad الرقمي",
        "الأَدِلَّةُ الرَّقْمِيَّةُ",
        "=1+1",
    ],
)
def test_U66_what_a_name_says_is_not_judged(hostile):
    assert clean_name(hostile) == hostile


def test_space_and_line_breaks_become_one_space():
    assert clean_name("  مركز\r\nالأدلة\t\u00a0 الرقمية \u2028") == "مركز الأدلة الرقمية"
    assert clean_name("a\r\nBcc: b") == "a Bcc: b"


def test_marks_of_direction_and_invisible_characters_are_removed():
    assert clean_name(f"{CONTROLS[3]}مركز{CONTROLS} \ufeffسند\u00ad\u200b\u2060\u3164") == "مركز سند"


def test_joiners_stay_inside_arabic_words_only():
    inside = f"می{ZWNJ}خواهم ه{ZWJ}ـ"

    assert clean_name(inside) == inside
    assert clean_name(f"{ZWNJ}a{ZWJ}b مركز{ZWNJ} x{ZWJ}") == "ab مركز x"


def test_names_are_composed():
    assert clean_name("Cafe\u0301") == "Café"
    assert clean_name("ا\u0654حمد") == "أحمد"


@pytest.mark.parametrize("broken", ["a\0b", "a\x07", "a\x9b", "\ud800", "a\ufffe", "\U0001ffff", "\ufdd0", "a\x1b[31m"])
def test_what_is_no_text_is_refused(broken):
    assert code_of(broken) == "control-characters"


@pytest.mark.parametrize("nothing", ["", "   ", "\u200f\u200e", "\n\n", "\u0301", "\u064e\u064f", "\u3164", "\u2800"])
def test_a_name_needs_something_to_see(nothing):
    assert code_of(nothing) == "empty"


def test_heaps_of_marks_are_refused_and_vowelled_arabic_is_not():
    assert code_of("Z" + "\u0335" * 60) == "too-many-marks"
    assert clean_name("اللَّهُ") == unicodedata.normalize("NFC", "اللَّهُ")


def test_the_limit_is_told_and_counted_after_cleaning():
    assert clean_name(f"{'ن' * 120}   ") == "ن" * 120

    with pytest.raises(Unreadable) as refused:
        clean_name("ن" * 25, longest=24)

    assert (refused.value.code, refused.value.limit) == ("too-long", 24)


def test_longer_texts_keep_their_paragraphs():
    assert clean_text(" one  two \r\n three\r\n\r\n\r\n\r\nfour\u202e ") == "one two\nthree\n\nfour"


@given(st.text(max_size=40))
def test_cleaning_twice_changes_nothing(text):
    try:
        once = clean_name(text)
    except Unreadable:
        return

    assert clean_name(once) == once
    assert not set(once) & set(CONTROLS)


@pytest.mark.parametrize(
    ("ar", "en", "expected"),
    [
        ("مركز سند الرقمي", "Sanad Digital Centre", "sanad-digital-centre"),
        ("مركز الأدلة الرقمية", "", "mrkz-aladla-alrqmya"),
        ("", "Société d’Été & Co.", "societe-dete-co"),
        ("", "  --  A   B --", "a-b"),
        ("الجناح ٢٠٤", "", "aljnah"),
    ],
)
def test_slugs_are_readable_ascii(ar, en, expected):
    assert slug(ar, en).startswith(expected)


def test_other_scripts_get_a_sign_of_their_own_that_stays():
    assert slug("", "中文") == slug("", "中文") != slug("", "日本")
    assert slug("", "中文").startswith("n-")


@pytest.mark.parametrize("name", sorted(RESERVED_SLUGS))
def test_no_slug_is_an_address_of_the_site(name):
    assert slug("", name.upper()) == f"{name}-2"


def test_a_taken_slug_gets_the_next_number():
    long = "x" * 80

    assert slug("", "Forum", {"forum", "forum-2"}) == "forum-3"
    assert slug("", long, {slug("", long)}) == f"{'x' * (LONGEST_SLUG - 2)}-2"


def test_a_long_name_is_cut_between_words():
    assert slug("", "National Forum for the Prevention of Online Child Sexual Exploitation and Abuse") == (
        "national-forum-for-the-prevention-of-online-child-sexual"
    )


@given(st.text(max_size=200), st.text(max_size=200))
def test_every_pair_of_names_has_a_proper_slug(ar, en):
    made = slug(ar, en)

    assert set(made) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert made.strip("-") == made
    assert 0 < len(made) <= LONGEST_SLUG
    assert made not in RESERVED_SLUGS
