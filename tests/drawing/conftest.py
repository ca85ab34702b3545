"""A hall like the one of the mock pages: 66 booths, two stages, rooms, columns, doors, hydrants. 60 by 38 metres."""

import subprocess
import sys
from pathlib import Path

import pytest
from shapely import Point, Polygon, box

from booth_app.drawing.tiles import Face, Tiles
from booth_app.geometry.plan import BoothShape, Fixture, FixtureKind, Hall, Names, Plan, Side
from tests.kit.services import missing

ROOT = Path(__file__).resolve().parents[2]
TOP, RIGHT, BOTTOM, LEFT = Side.TOP, Side.RIGHT, Side.BOTTOM, Side.LEFT

STATES = {
    "free": "103 203 204 205 209 212 218 219 303 304 305 402 403 404 407 409 413 414 416 417 418 503",
    "held": "104 211 406 419",
    "submitted": "107 208 217 306 412 504",
    "reserved": "309 311 312",
    "closed": "108 410 420",
    "mine": "214",
}
NAMES = {
    "A-307": Names("الجناح المشترك: الوقاية المجتمعية", "Joint pavilion: Community Prevention"),
    "A-308": Names("مركز الأدلة الرقمية", "Digital Evidence Centre"),
    "A-310": Names("جمعية آمنة", "Safe Child Society"),
}
CATEGORIES = ("parental", "filter", "hotline", "forensics", "awareness")
WORDS = {
    "ar": {
        "free": "متاح", "mine": "حجزكم", "held": "محجوز مبدئيًا", "submitted": "قيد المراجعة",
        "reserved": "مخصص لجهة", "confirmed": "مؤكد", "closed": "مغلق",
    },
    "en": {
        "free": "available", "mine": "yours", "held": "on hold", "submitted": "submitted",
        "reserved": "reserved", "confirmed": "confirmed", "closed": "closed",
    },
}  # fmt: skip


def _rows() -> list[BoothShape]:
    """Rows as in the mocks, in metres; sides are those that an aisle passes."""
    found = []

    def add(number: int, x: float, y: float, w: float = 3, d: float = 3, *, sides: tuple[Side, ...] = ()) -> None:
        kind = {1: "inline", 2: "corner", 3: "peninsula", 4: "island"}.get(len(sides), "inline")
        found.append(BoothShape(f"k{number}", f"A-{number}", box(x, y, x + w, y + d), kind, sides, "main"))

    for n in range(10):
        add(101 + n, 14 + 3 * n, 0.4, sides=(BOTTOM, *((LEFT,) if n == 0 else (RIGHT,) if n == 9 else ())))
    for first, x, y in ((201, 14, 7), (211, 33, 7), (401, 14, 27), (411, 33, 27)):
        for row, side in ((0, TOP), (1, BOTTOM)):
            for n in range(5):
                ends = (LEFT,) if n == 0 else (RIGHT,) if n == 4 else ()
                add(first + 5 * row + n, x + 3 * n, y + 3 * row, sides=(side, *ends))
    for number, x, y, sides in (
        (301, 14, 17, (TOP, LEFT)), (302, 17, 17, (TOP,)), (303, 20, 17, (TOP,)),
        (304, 14, 20, (BOTTOM, LEFT)), (305, 17, 20, (BOTTOM,)), (306, 20, 20, (BOTTOM,)),
        (309, 42, 17, (TOP, LEFT)), (310, 45, 17, (TOP, RIGHT)),
        (311, 42, 20, (BOTTOM, LEFT)), (312, 45, 20, (BOTTOM, RIGHT)),
    ):  # fmt: skip
        add(number, x, y, sides=sides)
    add(307, 23, 17, 6, 6, sides=(TOP, RIGHT, BOTTOM))
    add(308, 33, 17, 6, 6, sides=(TOP, RIGHT, BOTTOM, LEFT))
    for n in range(4):
        add(501 + n, 56.6, 12.5 + 3 * n, sides=(LEFT, *((TOP,) if n == 0 else (BOTTOM,) if n == 3 else ())))
    return sorted(found, key=lambda booth: booth.number)


def _fixture(key: str, kind: str, shape: object, ar: str = "", en: str = "", **more: object) -> Fixture:
    return Fixture(key, FixtureKind(kind), key, shape, names=Names(ar, en), **more)  # type: ignore[arg-type]


@pytest.fixture(scope="session")
def plan() -> Plan:
    columns = [(x, y) for y in (4.5, 14.4, 24.4) for x in (11.9, 30.4, 49.9)]
    return Plan(
        halls=(Hall("hall", box(0, 0, 60, 38), Names("القاعة أ", "Hall A"), "0"),),
        booths=tuple(_rows()),
        fixtures=(
            _fixture("prayer-1", "facility", box(0, 0, 5.6, 4.4), "مصلى الرجال", "Prayer, men", type="prayer-room"),
            _fixture(
                "prayer-2", "facility", box(5.6, 0, 11.4, 4.4), "مصلى النساء", "Prayer, women", type="prayer-room"
            ),
            _fixture("aid", "facility", box(0, 33.5, 6, 38), "إسعافات أولية", "First aid", type="first-aid"),
            _fixture("stairs", "stairs", box(54, 33, 60, 38), "درج ومصعد", "Stairs, lift"),
            _fixture("stage-1", "stage", box(0.8, 12, 4.2, 25), "المسرح 1", "Stage 1"),
            _fixture("stage-2", "stage", box(51.6, 1, 59.2, 3.6), "المسرح 2", "Stage 2"),
            _fixture("desk", "desk", box(35.2, 34.5, 41.2, 36.1), "الاستعلامات", "Information"),
            *(_fixture(f"column-{n}", "column", box(x, y, x + 0.6, y + 0.6)) for n, (x, y) in enumerate(columns, 1)),
            _fixture("exit-1", "exit", box(-0.1, 26.5, 0.1, 30.5), width=4.0),
            _fixture("exit-2", "exit", box(59.9, 26.5, 60.1, 30.5), width=4.0),
            _fixture("exit-3", "exit", box(46, -0.1, 49, 0.1), width=3.0),
            _fixture("exit-4", "exit", box(6.4, 37.9, 9.4, 38.1), width=3.0),
            _fixture("entrance-1", "entrance", box(26.5, 37.9, 34.5, 38.1), "المدخل الرئيسي", "Main entrance"),
            _fixture("entrance-2", "entrance", box(48, 37.9, 51, 38.1), "مدخل المواقف", "Parking entrance"),
            _fixture("hydrant-1", "hydrant", Point(24.7, 37.9)),
            _fixture("hydrant-2", "hydrant", Point(59.9, 10.1)),
            _fixture("hydrant-3", "hydrant", Point(0.1, 9.1)),
            _fixture("panel-1", "panel", Point(0.1, 31.6)),
        ),
    )


@pytest.fixture(scope="session")
def states(plan) -> dict[str, str]:
    """State by key, as in the mock: 22 free, 4 on hold, 6 submitted, 3 reserved, 3 closed, 1 mine, 27 confirmed."""
    said = {f"A-{number}": state for state, numbers in STATES.items() for number in numbers.split()}
    return {booth.key: said.get(booth.number, "confirmed") for booth in plan.booths}


@pytest.fixture(scope="session")
def faces(plan, states):
    """Faces of all booths, in a language."""

    def made(lang: str, *, marked: bool = False) -> dict[str, Face]:
        found = {}
        for place, booth in enumerate(plan.booths):
            state = states[booth.key]
            names = NAMES.get(booth.number, Names())
            found[booth.key] = Face(
                state,
                f"{booth.number}{'،' if lang == 'ar' else ','} {WORDS[lang][state]}",
                name=names.ar if lang == "ar" else names.en,
                category=CATEGORIES[place % 5] if marked and state == "confirmed" else "",
            )
        return found

    return made


@pytest.fixture(scope="session")
def tiles_of(plan):
    """Tiles of the plan in a language."""

    def made(lang: str = "en", k: float = 75, **more: object) -> Tiles:
        return Tiles(plan.booths, lang=lang, k=k, address=lambda booth: f"/{lang}/forum/booths/{booth.number}", **more)  # type: ignore[arg-type]

    return made


@pytest.fixture
def l_shape() -> Polygon:
    return Polygon([(0, 0), (6, 0), (6, 3), (3, 3), (3, 6), (0, 6)])


@pytest.fixture(scope="session")
def fonts() -> Path:
    """The fonts of `scripts/fonts.py`, made if they are missing."""
    script = ROOT / "scripts" / "fonts.py"
    made = subprocess.run([sys.executable, script], capture_output=True, text=True, check=False)
    if made.returncode:
        missing(f"a font ({made.stderr.strip()})")
    return ROOT / "var" / "fonts"
