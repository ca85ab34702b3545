"""What the reader and the rules say: complete, in both languages, about the same values, in the house's voice."""

import re
from string import Formatter

import pytest

from booth_app.geometry.rules import RULES
from booth_app.planfiles import reading, unreadable
from booth_app.planfiles.reading import Note
from booth_app.planfiles.unreadable import Unreadable
from tests.planfiles.drawings import ROOT

FILES = sorted((ROOT / "booth_app" / "planfiles").rglob("*.py"))
SOURCES = "\n".join(path.read_text(encoding="utf-8") for path in FILES)
ELSEWHERE = "\n".join(path.read_text(encoding="utf-8") for path in FILES if path.name != "reading.py")
AVOIDED = ["عذر", "للأسف", "نأسف", "قم ب", "تم ", "من قبل", "بواسطة", "!"]
RULED = {name: rule.says for name, rule in RULES.items()} | {
    f"{name}, {case}": says for name, rule in RULES.items() for case, says in rule.also.items()
}
SAID = {**unreadable.SAYS, **reading.SAYS, **{name: (says["ar"], says["en"]) for name, says in RULED.items()}}


def places(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name}


@pytest.mark.parametrize("code", SAID)
def test_both_languages_speak_of_the_same_values(code):
    ar, en = SAID[code]

    assert places(ar) == places(en) or places(en) - places(ar) == {"reason"}  # the parser's own words are English
    assert re.search("[\u0600-\u06ff]", ar)
    assert not re.search("[\u0600-\u06ff]", en)


@pytest.mark.parametrize("code", SAID)
def test_the_arabic_neither_excuses_itself_nor_shouts(code):
    ar, _ = SAID[code]

    assert not [word for word in AVOIDED if word in ar]
    assert ar.endswith(".")


def test_every_code_that_is_used_has_a_sentence_and_every_sentence_is_used():
    used = set(re.findall(r'(?:refuse|Unreadable|__init__)\(\s*"([a-z-]+)"', SOURCES))
    noted = set(re.findall(r'[Nn]ote\(\s*"([a-z-]+)"', ELSEWHERE))

    assert used == set(unreadable.SAYS)
    assert noted <= set(reading.SAYS)
    assert not [code for code in reading.SAYS if f'"{code}"' not in ELSEWHERE]


def test_a_refusal_and_a_note_can_be_said_with_any_values():
    hostile = "\u202e\n\x00" + "x" * 500

    for code, (ar, _) in unreadable.SAYS.items():
        values = dict.fromkeys(places(ar) | {"reason"}, hostile)
        for lang in ("ar", "en"):
            said = Unreadable(code, line=7, element=f"rect “{hostile}”", **values).message(lang)
            assert "\n" not in said
            assert "\x00" not in said
            assert len(said) < 700
    for code, (ar, _) in reading.SAYS.items():
        assert Note(code, dict.fromkeys(places(ar), "A-1")).message("ar")
        assert Note(code, dict.fromkeys(places(ar), "A-1")).message("en")


def test_a_refusal_says_where_in_both_languages():
    refused = Unreadable("no-coordinates", line=12, element="rect “A-1”")

    assert refused.message("en") == "line 12, rect “A-1”: the element has no coordinates"
    assert refused.message("ar") == "السطر \u206612\u2069، \u2068rect “A-1”\u2069: العنصر دون إحداثيات."
    assert Unreadable("too-deep", line=3, limit=64).message("ar").startswith("السطر \u20663\u2069: ")
    assert Unreadable("doctype").message("en").startswith("a document type")
