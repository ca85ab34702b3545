"""The words by which a drawing says what a thing is: the kinds in both languages, one or many, and what is near.

Source: the glossary's identifiers, Arabic words and plurals. A layer's name is compared by its search key, so that
«الأجنحة», «اجنحة» and `Booths` are one word.
"""

import re
from enum import StrEnum

from booth_app.geometry import BOOTH_TYPES, FixtureKind, Side
from booth_app.text.search import search_key


class Kind(StrEnum):
    """What a drawn thing can be besides a fixture."""

    HALL = "hall"
    BOOTH = "booth"
    ZONE = "zone"
    BACKDROP = "backdrop"


AnyKind = Kind | FixtureKind

_SPOKEN: dict[AnyKind, str] = {
    Kind.HALL: "hall, halls, قاعة, قاعات",
    Kind.BOOTH: "booth, booths, جناح, أجنحة",
    Kind.ZONE: "zone, zones, منطقة, مناطق",
    Kind.BACKDROP: "backdrop, backdrops, خلفية, خلفيات, خلفية المخطط",
    FixtureKind.COLUMN: "column, columns, عمود, أعمدة",
    FixtureKind.WALL: "wall, walls, جدار, جدران",
    FixtureKind.ENTRANCE: "entrance, entrances, مدخل, مداخل",
    FixtureKind.EXIT: "exit, exits, emergency exit, emergency exits, مخرج, مخارج, مخرج طوارئ, مخارج طوارئ",
    FixtureKind.STAIRS: "stairs, stair, درج, أدراج, سلالم",
    FixtureKind.LIFT: "lift, lifts, مصعد, مصاعد",
    FixtureKind.HYDRANT: "hydrant, hydrants, صندوق حريق, صناديق حريق, صندوق خرطوم الحريق",
    FixtureKind.PANEL: "panel, panels, electrical panel, electrical panels, لوحة كهربائية, لوحات كهربائية",
    FixtureKind.STAGE: "stage, stages, مسرح, مسارح",
    FixtureKind.DESK: "desk, desks, مكتب استقبال, مكاتب استقبال, مكتب استعلامات, مكاتب استعلامات",
    FixtureKind.FACILITY: "facility, facilities, مرفق, مرافق",
}

_ARTICLE = re.compile(r"\bال(?=\w{2})")
_ILLUSTRATOR = re.compile(r"_x([0-9A-Fa-f]{2,6})_")
_APART = re.compile(r"[\s_\-]+")

MAIN = frozenset({"main", "main-aisle"})

SIDES = {side.value: side for side in Side}


def kind(word: str) -> AnyKind | None:
    """The kind that a word or a layer's name means, or None."""
    return _KINDS.get(_key(word)) if len(word) <= 200 else None


def kind_named(name: str) -> AnyKind | None:
    """The kind with exactly this name, as mappings and programs write it."""
    return _BY_NAME.get(name)


def booth_type(word: str) -> str | None:
    """A booth's type as the product writes it, or None: `End-cap` is `end_cap`."""
    folded = _APART.sub("_", word.strip().lower())
    return folded if folded in BOOTH_TYPES else None


def is_main(word: str) -> bool:
    """Whether a zone is said to be a main aisle."""
    return _APART.sub("-", word.strip().lower()) in MAIN or _key(word) in _MAIN_KEYS


def _key(word: str) -> str:
    word = _ILLUSTRATOR.sub(lambda match: chr(int(match[1], 16)) if int(match[1], 16) < 0x110000 else "", word)
    return _ARTICLE.sub("", search_key(_APART.sub(" ", word))).strip()


_KINDS = {_key(word): each for each, words in _SPOKEN.items() for word in words.split(",")}
_BY_NAME: dict[str, AnyKind] = {str(each): each for each in _SPOKEN}
_MAIN_KEYS = {_key(word) for word in ("ممر رئيسي", "ممرات رئيسية")}
