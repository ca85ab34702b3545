"""Break the sample's hall A in one way for each rule, into `floorplans/broken/`, with what must be found in each.

`expected.json` is the findings by file, in the report's words; `<name>.rules.json` the rules that a file is checked
with, where the defaults would ask nothing.

    python scripts/break_floorplans.py
"""

import json
from collections.abc import Iterator
from dataclasses import replace

from draw_floorplans import FOLDER, Drawing, Shape, document, main_hall

RULES: dict[str, dict[str, object]] = {"separation": {"separation": {"pairs": [["A-303", "A-401"]]}}}
"""Rules for the files that need some of their own."""


def finding(
    rule: str,
    things: list[str],
    measured: float,
    required: float = 0.0,
    *,
    unit: str | None = "m",
    severity: str = "error",
) -> dict[str, object]:
    """What a report must say of a fault, without its place and words."""
    return {
        "rule": rule,
        "severity": severity,
        "things": things,
        "measured": measured,
        "required": required,
        "unit": unit,
    }


def wall(x: float, y: float, width: float, height: float) -> Shape:
    """A wall more than the hall has."""
    return Shape("wall", "wall-2", x, y, width, height, "جدار مؤقت", "Temporary wall")


Broken = tuple[str, Drawing, list[dict[str, object]]]


def broken() -> Iterator[Broken]:
    """Hall A with one fault each, and what must be found in it."""
    yield from broken_shapes(main_hall())
    yield from broken_ways(main_hall())
    yield from broken_exits(main_hall())


def broken_shapes(hall: Drawing) -> Iterator[Broken]:
    """Faults of booths."""
    yield "overlap", hall.changed("A-204", x=22.12), [finding("overlap", ["A-204", "A-205"], 0.12)]
    yield "outside-hall", hall.changed("A-105", y=-0.25), [finding("outside-hall", ["A-105"], 0.25)]
    yield "obstacle", hall.changed("column-1", y=9.9), [finding("obstacle", ["A-206", "column-1"], 0.2)]
    yield (
        "duplicate-number",
        hall.changed("A-302", number="A-301"),
        [finding("duplicate-number", ["A-301", "A-301"], 2, 1, unit=None)],
    )
    crossed = ((35, 26.7), (38, 29.7), (38, 26.7), (35, 29.7))
    yield (
        "invalid-shape",
        hall.changed("A-412", points=crossed),
        [finding("invalid-shape", ["A-412"], 1, 0, unit=None)],
    )
    yield "sight-line", hall.said("A-105", height="3.2"), [finding("sight-line", ["A-105"], 3.2, 2.44)]


def broken_ways(hall: Drawing) -> Iterator[Broken]:
    """Faults of aisles and of what must be reached."""
    yield (
        "aisle-width",
        hall.changed("A-701", x=49.5),
        [finding("aisle-width", ["A-414", "A-418", "A-701"], 2.5, 3.0)],
    )
    # Who cannot get there at all cannot get there in a wheelchair either.
    yield (
        "no-access",
        hall.with_(wall(19, 6.5, 3, 0.2)),
        [finding("accessible-route", ["A-203"], 0.0, 1.2), finding("no-access", ["A-203"], 0.0, 1.2)],
    )
    yield (
        "accessible-route",
        hall.with_(wall(0, 4.4, 5.4, 0.1)),
        [finding("accessible-route", ["prayer-men"], 0.0, 1.2)],
    )
    # The aisle before the first row, closed at its end to the main aisle.
    row = [*(f"A-10{n}" for n in range(1, 7)), *(f"A-20{n}" for n in range(1, 6))]
    yield "dead-end", hall.with_(wall(27.8, 3, 0.2, 3.7)), [finding("dead-end", row, 15.34, 6.0)]
    # Nothing is moved: two competitors stand across an aisle from each other.
    yield "separation", hall, [finding("separation", ["A-303", "A-401"], 3.7, 9.0)]
    yield (
        "equipment-clearance",
        hall.changed("hydrant-2", y=11.3),
        [finding("equipment-clearance", ["A-501", "hydrant-2"], 0.1, 1.0)],
    )


def broken_exits(hall: Drawing) -> Iterator[Broken]:
    """Faults of the ways out."""
    exits = [each.number for each in hall.shapes if each.kind == "exit"]
    yield (
        "exit-clearance",
        hall.changed("information", x=12.6),
        [finding("exit-clearance", ["exit-4", "information"], 0.0, 3.0)],
    )
    wider = hall.said("exit-2", width="2.7")  # or it would be the nearest for more people than it takes
    yield (
        "exit-count",
        replace(wider, shapes=tuple(each for each in wider.shapes if each.number not in {"exit-1", "exit-3"})),
        [finding("exit-count", ["exit-2", "exit-4", "exit-5"], 3, 4, unit=None)],
    )
    narrow = hall
    for number in exits:
        narrow = narrow.said(number, width="1.2")
    yield "exit-capacity", narrow, [finding("exit-capacity", exits, 1000, 1012, unit=None)]
    # Two doors that nobody gets through, and one that is wide enough for those who must go round.
    far = hall.said("exit-2", width="0.5").said("exit-3", width="0.5").said("exit-5", width="3")
    yield "travel-distance", far, [finding("travel-distance", ["A-501"], 61.39, 60.0)]


def files() -> dict[str, str]:
    """All files that this script writes: name below `floorplans/broken/` → text."""
    texts, expected = {}, {}
    for name, drawing, findings in broken():
        texts[f"{name}.svg"] = document(drawing)
        expected[f"{name}.svg"] = findings
    for name, rules in RULES.items():
        texts[f"{name}.rules.json"] = json.dumps(rules, indent=2) + "\n"
    texts["expected.json"] = json.dumps(expected, indent=2, ensure_ascii=False) + "\n"
    return texts


if __name__ == "__main__":
    (FOLDER / "broken").mkdir(parents=True, exist_ok=True)
    for name, text in files().items():
        (FOLDER / "broken" / name).write_text(text, encoding="utf-8")
