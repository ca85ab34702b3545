"""What things in a hall are called when the plan gives them no name. Terms of `glossary.md` §3."""

import re

from booth_app.geometry.plan import Fixture, FixtureKind, Names

_KINDS = {
    FixtureKind.COLUMN: Names("عمود", "Column"),
    FixtureKind.WALL: Names("جدار", "Wall"),
    FixtureKind.ENTRANCE: Names("مدخل", "Entrance"),
    FixtureKind.EXIT: Names("مخرج", "Exit"),
    FixtureKind.STAIRS: Names("درج", "Stairs"),
    FixtureKind.LIFT: Names("مصعد", "Lift"),
    FixtureKind.HYDRANT: Names("صندوق حريق", "Hydrant"),
    FixtureKind.PANEL: Names("لوحة كهربائية", "Electrical panel"),
    FixtureKind.STAGE: Names("المسرح", "Stage"),
    FixtureKind.DESK: Names("مكتب الاستعلامات", "Information"),
    FixtureKind.FACILITY: Names("مرفق", "Facility"),
}
_FACILITIES = {
    "meeting-room": Names("غرفة اجتماعات", "Meeting room"),
    "prayer-room": Names("مصلى", "Prayer room"),
    "first-aid": Names("الإسعافات الأولية", "First aid"),
    "restroom": Names("دورة مياه", "Restroom"),
    "ablution": Names("مكان الوضوء", "Ablution"),
    "cloakroom": Names("أمانات", "Cloakroom"),
    "food-area": Names("منطقة المطاعم", "Food area"),
    "lost-children": Names("نقطة الأطفال المفقودين", "Lost children"),
}
# Whole words with a place for the number, per language: an exit is "Exit 3" on the wall above it, too.
_NUMBERED = (FixtureKind.EXIT, FixtureKind.STAGE, FixtureKind.ENTRANCE)
_NUMBER_AT_END = re.compile(r"([0-9]{1,3})$")


def in_language(names: Names, lang: str) -> str:
    """The name in the language, else in the other one; may be empty."""
    return (names.ar or names.en) if lang == "ar" else (names.en or names.ar)


def fixture_name(fixture: Fixture, lang: str) -> str:
    """What a fixture is called in the language: its own name, else its kind, with the number that ends its label."""
    own = in_language(fixture.names, lang)
    if own:
        return own
    kind = in_language(_FACILITIES.get(fixture.type, _KINDS[fixture.kind]), lang)
    number = fixture_number(fixture)
    return f"{kind} {number}" if number and fixture.kind in _NUMBERED else kind


def fixture_number(fixture: Fixture) -> str:
    """The number that ends a fixture's label: `3` of `exit-3`; may be empty."""
    found = _NUMBER_AT_END.search(fixture.label)
    return found[1] if found else ""
