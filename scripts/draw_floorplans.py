"""Draw the sample's halls into `floorplans/`. What breaks them is in `break_floorplans.py`.

The drawings are ordinary plan files: one unit is a metre, a layer a kind, every name in both languages. They are
committed and may as well be edited by hand; this script is how they came to be so regular. Measures are those of
the exhibition's preset: aisles of 3.0 m and more, 4.0 m in the main aisle, 3.0 m clear at each exit, 1.0 m at
hydrants and panels, columns only in the service gap between rows.

    python scripts/draw_floorplans.py
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from xml.sax.saxutils import quoteattr

FOLDER = Path(__file__).resolve().parent.parent / "floorplans"


@dataclass(frozen=True)
class Shape:
    """A rectangle (metres), or a polygon when it has points; `data` are its data attributes without the prefix."""

    kind: str
    number: str
    x: float = 0
    y: float = 0
    width: float = 0
    height: float = 0
    ar: str = ""
    en: str = ""
    data: dict[str, str] = field(default_factory=dict)
    points: tuple[tuple[float, float], ...] = ()

    def svg(self) -> str:
        values = {"data-number": self.number}
        if self.ar:
            values |= {"data-name-ar": self.ar, "data-name-en": self.en}
        values |= {f"data-{name}": value for name, value in self.data.items()}
        if self.points:
            place = {"points": " ".join(f"{x:g},{y:g}" for x, y in self.points)}
        else:
            place = {name: f"{getattr(self, name):g}" for name in ("x", "y", "width", "height")}
        said = " ".join(f"{name}={quoteattr(value)}" for name, value in (place | values).items())
        return f"<{'polygon' if self.points else 'rect'} {said}/>"

    @property
    def middle(self) -> tuple[float, float]:
        return self.x + self.width / 2, self.y + self.height / 2


@dataclass(frozen=True)
class Drawing:
    """A hall's plan file."""

    ar: str
    en: str
    size: tuple[float, float]
    shapes: tuple[Shape, ...]
    seats: tuple[tuple[float, float, int, int, float, float], ...]

    def changed(self, number: str, /, **values: object) -> "Drawing":
        """The drawing with one thing drawn otherwise."""
        assert sum(each.number == number for each in self.shapes) == 1
        return replace(
            self,
            shapes=tuple(replace(each, **values) if each.number == number else each for each in self.shapes),
        )

    def said(self, number: str, /, **data: str) -> "Drawing":
        """The drawing with other data attributes on one thing."""
        [thing] = [each for each in self.shapes if each.number == number]
        return self.changed(number, data=thing.data | data)

    def with_(self, *more: Shape) -> "Drawing":
        """The drawing with more things in it."""
        return replace(self, shapes=self.shapes + more)


LAYERS = {
    "hall": ("القاعة", "fill:#fdfcfa;stroke:#3c464a;stroke-width:0.3"),
    "zone": ("المناطق", "fill:#0b6674;fill-opacity:0.05"),
    "facility": ("المرافق", "fill:#eceae5;stroke:#6b7478;stroke-width:0.08"),
    "stairs": ("الدرج", "fill:#eceae5;stroke:#6b7478;stroke-width:0.08"),
    "lift": ("المصاعد", "fill:#eceae5;stroke:#6b7478;stroke-width:0.08"),
    "stage": ("المسارح", "fill:#efe7d6;stroke:#7d6b45;stroke-width:0.08"),
    "desk": ("مكاتب الاستقبال", "fill:#efe7d6;stroke:#7d6b45;stroke-width:0.08"),
    "booth": ("الأجنحة", "fill:#dcf3f5;stroke:#0b6674;stroke-width:0.08"),
    "wall": ("الجدران", "fill:#3c464a"),
    "column": ("الأعمدة", "fill:#3c464a"),
    "entrance": ("المداخل", "fill:#fdfcfa;stroke:#3c464a;stroke-width:0.05"),
    "exit": ("المخارج", "fill:#1b7a3d"),
    "hydrant": ("صناديق الحريق", "fill:#b3261e"),
    "panel": ("اللوحات الكهربائية", "fill:#a66900"),
}


def document(drawing: Drawing) -> str:
    """The SVG file: a layer per kind, then what is only for the eye."""
    width, height = drawing.size
    return "\n".join(
        [
            '<?xml version="1.0" encoding="UTF-8"?>',
            "<!-- 1 unit = 1 metre, y downwards, north is up. A layer is a kind; data-number is a thing's number. -->",
            '<svg xmlns="http://www.w3.org/2000/svg"',
            '     xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape"',
            f'     width="{(width + 4) * 10:g}mm" height="{(height + 4) * 10:g}mm"',
            f'     viewBox="-2 -2 {width + 4:g} {height + 4:g}"',
            '     data-metres-per-unit="1" data-scale="1:100">',
            f"  <title>{drawing.ar} · {drawing.en}</title>",
            *_layers(drawing.shapes),
            *_eye(drawing),
            "</svg>",
            "",
        ]
    )


def _layers(shapes: Iterable[Shape]) -> Iterator[str]:
    for kind, (label, style) in LAYERS.items():
        here = [each for each in shapes if each.kind == kind]
        if here:
            yield ""
            yield (
                f'  <g id="layer-{kind}" data-kind="{kind}" inkscape:groupmode="layer" inkscape:label="{label}"'
                f' style="{style}">'
            )
            yield from (f"    {each.svg()}" for each in here)
            yield "  </g>"


def _eye(drawing: Drawing) -> Iterator[str]:
    yield ""
    yield '  <g id="layer-backdrop" data-kind="backdrop" inkscape:groupmode="layer" inkscape:label="الخلفية">'
    for x, y, across, down, step_x, step_y in drawing.seats:
        for n in range(across * down):
            left, top = x + n % across * step_x, y + n // across * step_y
            yield f'    <rect x="{left:g}" y="{top:g}" width="0.5" height="0.5" fill="#d9d4c6"/>'
    for each in drawing.shapes:
        if each.kind in {"booth", "stage", "facility"}:
            x, y = each.middle
            text = each.number if each.kind == "booth" else each.ar
            yield f'    <text x="{x:g}" y="{y + 0.3:g}" font-size="0.8" text-anchor="middle">{text}</text>'
    yield "  </g>"


Pair = tuple[float, float]


def booth(number: str, at: Pair, size: Pair, open_: str, zone: str) -> Shape:
    """A booth; its type follows from its open sides, as the trade counts them."""
    sides = open_.split()
    opposite = set(sides) in ({"top", "bottom"}, {"left", "right"})
    form = {1: "inline", 2: "through" if opposite else "corner", 3: "peninsula", 4: "island"}[len(sides)]
    return Shape("booth", number, *at, *size, data={"type": form, "open": open_, "zone": zone})


def row(first: str, at: Pair, widths: Iterable[float], *, front: str, ends: str, zone: str) -> Iterator[Shape]:
    """Booths 3 m deep side by side from the left; `front` is the side to the aisle, `ends` those that are free."""
    letter, _, number = first.partition("-")
    widths = list(widths)
    x, y = at
    for n, width in enumerate(widths):
        sides = [front]
        if n == 0 and "left" in ends:
            sides.append("left")
        if n == len(widths) - 1 and "right" in ends:
            sides.append("right")
        yield booth(f"{letter}-{int(number) + n}", (x, y), (width, 3), " ".join(sides), zone)
        x += width


def stack(first: str, at: Pair, count: int, *, front: str, zone: str) -> Iterator[Shape]:
    """Booths of 3 × 3 m below one another, free at both ends."""
    letter, _, number = first.partition("-")
    for n in range(count):
        sides = (["top"] if n == 0 else []) + front.split() + (["bottom"] if n == count - 1 else [])
        yield booth(f"{letter}-{int(number) + n}", (at[0], at[1] + 3 * n), (3, 3), " ".join(sides), zone)


def numbered(kind: str, ar: str, en: str, places: Iterable[tuple[float, ...]], **data: str) -> Iterator[Shape]:
    """Like things, counted from 1: `exit-1` is called مخرج 1 and Exit 1."""
    for n, (x, y, width, height) in enumerate(places, 1):
        wide = {"width": f"{max(width, height):g}"} if kind in {"exit", "entrance"} else {}
        yield Shape(kind, f"{kind}-{n}", x, y, width, height, f"{ar} {n}", f"{en} {n}", wide | data)


def main_hall() -> Drawing:
    """Hall A: 60 × 40 m, ground floor, 66 booths."""
    three = [3.0] * 5
    aware, tools, partners = "awareness", "tools", "partners"
    booths = (
        *row("A-101", (11, 0), [3.0] * 11, front="bottom", ends="right", zone=aware),
        *row("A-201", (13, 6.7), three, front="top", ends="left right", zone=aware),
        *row("A-206", (13, 10.3), three, front="bottom", ends="left right", zone=aware),
        *row("A-211", (32, 6.7), three, front="top", ends="left right", zone=aware),
        *row("A-216", (32, 10.3), three, front="bottom", ends="left right", zone=aware),
        *row("A-301", (13, 17), [3.0, 3.0], front="top", ends="left", zone=tools),
        *row("A-303", (13, 20), [3.0, 3.0], front="bottom", ends="left", zone=tools),
        booth("A-305", (19, 17), (9, 6), "top right bottom", tools),
        booth("A-306", (32, 17), (6, 6), "top right bottom left", tools),
        *row("A-307", (41, 17), [3.0, 3.0], front="top", ends="left right", zone=tools),
        *row("A-309", (41, 20), [3.0, 3.0], front="bottom", ends="left right", zone=tools),
        *row("A-401", (13, 26.7), [6.0, 3.0, 3.0, 3.0], front="top", ends="left right", zone=tools),
        *row("A-405", (13, 30.3), [3.0, 3.0, 3.0, 6.0], front="bottom", ends="left right", zone=tools),
        *row("A-411", (32, 26.7), [3.0, 3.0, 3.0, 6.0], front="top", ends="left right", zone=tools),
        *row("A-415", (32, 30.3), [6.0, 3.0, 3.0, 3.0], front="bottom", ends="left right", zone=tools),
        *stack("A-501", (57, 12), 4, front="left", zone=partners),
        *stack("A-601", (50.5, 12), 4, front="left right", zone=partners),
        booth("A-701", (50, 27), (6, 6), "top right bottom left", partners),
    )
    rooms = (
        Shape("facility", "prayer-men", 0, 0, 5.4, 4.4, "مصلى الرجال", "Men's prayer room", {"type": "prayer-room"}),
        Shape(
            "facility", "prayer-women", 5.6, 0, 5.4, 4.4, "مصلى النساء", "Women's prayer room", {"type": "prayer-room"}
        ),
        Shape("facility", "meeting-1", 0, 34, 8, 6, "غرفة الاجتماعات 1", "Meeting room 1", {"type": "meeting-room"}),
        Shape("facility", "restrooms", 14, 37, 6, 3, "دورات المياه", "Restrooms", {"type": "restroom"}),
        Shape("facility", "first-aid", 43.5, 37, 4, 3, "الإسعافات الأولية", "First aid", {"type": "first-aid"}),
        Shape("wall", "wall-1", 5.4, 0, 0.2, 4.4, "جدار المصلى", "Prayer rooms' wall"),
        Shape("stairs", "stairs-1", 54, 36, 3.5, 4, "الدرج", "Stairs"),
        Shape("lift", "lift-1", 57.5, 36, 2.5, 4, "المصعد", "Lift"),
        Shape("desk", "information", 34.5, 38.8, 6, 1.2, "مكتب الاستعلامات", "Information desk"),
        Shape("stage", "stage-1", 0, 10, 9, 13, "المسرح 1", "Stage 1", {"type": "demonstration"}),
        Shape("stage", "stage-2", 51, 0, 9, 8, "المسرح 2", "Stage 2", {"type": "demonstration"}),
    )
    ways = (
        Shape("entrance", "entrance-1", 27, 39.8, 6, 0.4, "المدخل الرئيسي", "Main entrance", {"width": "6"}),
        Shape("entrance", "entrance-2", 48.5, 39.8, 3, 0.4, "مدخل المواقف", "Parking entrance", {"width": "3"}),
        *numbered(
            "exit",
            "مخرج",
            "Exit",
            [
                (-0.2, 27, 0.4, 2.4),
                (59.8, 28, 0.4, 2.4),
                (45.8, -0.2, 2.4, 0.4),
                (10, 39.8, 2.4, 0.4),
                (-0.2, 6, 0.4, 2.4),
            ],
        ),
    )
    equipment = (
        *numbered(
            "column", "عمود", "Column", [(x - 0.3, y - 0.3, 0.6, 0.6) for y in (10, 30) for x in (15, 25, 35, 45)]
        ),
        *numbered(
            "hydrant", "صندوق حريق", "Hydrant", [(0, 24.8, 0.3, 0.6), (59.7, 9.7, 0.3, 0.6), (22.7, 39.7, 0.6, 0.3)]
        ),
        *numbered("panel", "لوحة كهربائية", "Electrical panel", [(0, 31.6, 0.3, 0.8), (59.7, 25.2, 0.3, 0.8)]),
    )
    zones = (
        Shape("zone", "main", 28, 3, 4, 37, "الممر الرئيسي", "Main aisle", {"type": "main"}),
        Shape("zone", aware, 11, 0, 36, 13.3, "التوعية والوقاية", "Awareness and prevention"),
        Shape("zone", tools, 13, 17, 34, 16.3, "التقنيات والأدوات", "Technology and tools"),
        Shape("zone", partners, 50, 12, 10, 21, "الشركاء الدوليون", "International partners"),
    )
    hall = Shape("hall", "hall-a", 0, 0, 60, 40, "القاعة أ", "Hall A", {"level": "0"})
    seats = ((3.4, 11.4, 6, 9, 0.9, 1.2), (52.2, 3.6, 8, 4, 0.9, 1.0))
    return Drawing("القاعة أ", "Hall A", (60, 40), (hall, *zones, *rooms, *booths, *ways, *equipment), seats)


def upper_hall() -> Drawing:
    """Hall B: 42 × 28 m with its north-east corner cut off, first floor, 28 booths."""
    four = [3.0] * 4
    young, law = "families", "regulation"
    booths = (
        *row("B-101", (9, 0), [3.0] * 6, front="bottom", ends="left right", zone=young),
        *row("B-201", (9, 6.2), four, front="top", ends="left right", zone=young),
        *row("B-205", (9, 9.8), four, front="bottom", ends="left right", zone=young),
        *row("B-209", (24, 6.2), [3.0, 3.0], front="top", ends="left right", zone=young),
        *row("B-211", (24, 9.8), [3.0, 3.0], front="bottom", ends="left right", zone=young),
        *row("B-301", (9, 16.8), four, front="top", ends="left right", zone=law),
        *row("B-305", (9, 20.4), four, front="bottom", ends="left right", zone=law),
        booth("B-309", (24, 17), (6, 6), "top right bottom left", law),
        booth("B-310", (33, 17), (6, 6), "top right bottom left", law),
    )
    corners = ((0, 0), (36, 0), (42, 6), (42, 28), (0, 28))
    shapes = (
        Shape("hall", "hall-b", ar="القاعة ب", en="Hall B", data={"level": "1"}, points=corners),
        Shape("zone", "main", 6, 12.8, 36, 4, "الممر الرئيسي", "Main aisle", {"type": "main"}),
        Shape("zone", young, 9, 0, 21, 12.8, "الأسرة والنشء", "Families and the young"),
        Shape("zone", law, 9, 16.8, 30, 6.6, "التشريع والتنظيم", "Law and regulation"),
        Shape("facility", "meeting-2", 0, 0, 6, 8, "غرفة الاجتماعات 2", "Meeting room 2", {"type": "meeting-room"}),
        Shape("facility", "restrooms", 0, 13, 6, 5, "دورات المياه", "Restrooms", {"type": "restroom"}),
        Shape("facility", "food", 36, 6, 6, 6.8, "منطقة المطاعم", "Food area", {"type": "food-area"}),
        Shape("stairs", "stairs-1", 0, 18, 6, 6, "الدرج", "Stairs"),
        Shape("lift", "lift-1", 0, 24, 6, 4, "المصعد", "Lift"),
        *booths,
        Shape("entrance", "entrance-1", 5.8, 19, 0.4, 4, "المدخل من الدرج", "Entrance from the stairs", {"width": "4"}),
        *numbered("exit", "مخرج", "Exit", [(-0.2, 9.3, 0.4, 2.4), (30, 27.8, 2.4, 0.4), (41.8, 24, 0.4, 2.4)]),
        *numbered(
            "column",
            "عمود",
            "Column",
            [(x - 0.3, y - 0.3, 0.6, 0.6) for x, y in ((12, 9.5), (19.5, 9.5), (27, 9.5), (12, 20.1), (19.5, 20.1))],
        ),
        *numbered("hydrant", "صندوق حريق", "Hydrant", [(32.7, 0, 0.6, 0.3), (14.7, 27.7, 0.6, 0.3)]),
        *numbered("panel", "لوحة كهربائية", "Electrical panel", [(7.1, 0, 0.8, 0.3)]),
    )
    return Drawing("القاعة ب", "Hall B", (42, 28), shapes, ())


def files() -> dict[str, str]:
    """All files that this script writes: name below `floorplans/` → text."""
    return {"main-hall.svg": document(main_hall()), "upper-hall.svg": document(upper_hall())}


if __name__ == "__main__":
    for name, text in files().items():
        (FOLDER / name).write_text(text, encoding="utf-8")
