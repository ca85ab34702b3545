"""Draw the pictures of `docs/layout-rules.md` and write its table of figures, both from what the program does.

Each picture is a small plan with what the rule really finds in it, in red. The table is the rules' own settings with
their bounds and defaults, and every preset's figure with its mark. A test holds the files to what this script makes.

    python scripts/draw_rules.py
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from math import inf
from pathlib import Path
from typing import Any

import shapely
from shapely import Polygon, box
from shapely.geometry.base import BaseGeometry

from booth_app.drawing.elements import Svg, element, joined
from booth_app.drawing.paths import mm, path
from booth_app.geometry import BoothShape, Fixture, FixtureKind, Hall, Plan, Side, check
from booth_app.geometry.allowed import HeightField, allowed
from booth_app.geometry.presets import PRESETS, SOURCES, TOPICS, Figure
from booth_app.geometry.rules import RULES

DOCS = Path(__file__).resolve().parent.parent / "docs"
PAGE = "layout-rules.md"
TABLE = re.compile(r"(<!-- figures -->\n).*(<!-- /figures -->\n)", re.DOTALL)

_INK, _FLOOR, _BOOTH, _BUILT, _WAY_OUT, _FOUND = "#3c464a", "#fdfcfa", "#dcf3f5", "#b9bdbe", "#1b7a3d", "#b3261e"
_MARGIN = 0.7
_PX_PER_METRE = 18


@dataclass(frozen=True)
class Scene:
    """A small plan, and the settings under which the rule finds something in it."""

    plan: Plan
    settings: dict[str, Any] = field(default_factory=dict)


def _hall(outline: BaseGeometry, *things: BoothShape | Fixture) -> Plan:
    assert isinstance(outline, Polygon)
    return Plan(
        halls=(Hall("hall", outline),),
        booths=tuple(each for each in things if isinstance(each, BoothShape)),
        fixtures=tuple(each for each in things if isinstance(each, Fixture)),
    )


def _booth(number: str, *sides: float, **said: Any) -> BoothShape:
    return BoothShape(f"{number} at {sides}", number, box(*sides), **said)


def _fixture(kind: str, *sides: float, number: int = 1, **said: Any) -> Fixture:
    return Fixture(f"{kind}-{number}", FixtureKind(kind), f"{kind}-{number}", box(*sides), **said)


def _exit(*sides: float, number: int = 1, **said: Any) -> Fixture:
    return _fixture("exit", *sides, number=number, **said)


def scenes() -> dict[str, Scene]:
    """A scene for each rule by its name."""
    small = box(0, 0, 12, 8)
    left, right = _exit(-0.2, 3, 0.2, 5), _exit(11.8, 3, 12.2, 5, number=2)
    bow = BoothShape("A-101", "A-101", Polygon([(4, 2), (8, 6), (8, 2), (4, 6)]))
    block = [
        _booth(f"A-{row}0{at}", 1.5 + 3 * at, 3 * row - 1.5, 4.5 + 3 * at, 3 * row + 1.5)
        for row in (1, 2, 3)
        for at in (0, 1, 2)
    ]
    neck = [_fixture("wall", 6, 0, 6.2, 3.2), _fixture("wall", 6, 4.1, 6.2, 8, number=2)]
    pocket = [
        _booth("A-101", 8, 0, 11, 3),
        _booth("A-102", 11, 0, 14, 3),
        _booth("A-103", 14, 0, 17, 3),
        _booth("A-201", 8, 5, 11, 8),
        _booth("A-202", 11, 5, 14, 8),
        _booth("A-203", 14, 5, 17, 8),
    ]
    return {
        "overlap": Scene(_hall(small, _booth("A-101", 2, 2, 5, 5), _booth("A-102", 4.5, 2.5, 7.5, 5.5))),
        "outside-hall": Scene(_hall(small, _booth("A-101", 4, -0.5, 7, 2.5))),
        "obstacle": Scene(_hall(small, _booth("A-101", 4, 2, 7, 5), _fixture("column", 6.6, 4.6, 7.4, 5.4))),
        "duplicate-number": Scene(_hall(small, _booth("A-101", 1, 2, 4, 5), _booth("A-101", 7, 2, 10, 5))),
        "invalid-shape": Scene(_hall(small, bow)),
        "aisle-width": Scene(_hall(small, left, right, _booth("A-101", 4, 0, 8, 3), _booth("A-102", 4, 5.2, 8, 8))),
        "no-access": Scene(_hall(box(0, 0, 12, 12), _exit(-0.2, 5, 0.2, 7), *block)),
        "accessible-route": Scene(_hall(small, left, *neck, _booth("A-101", 9, 0, 12, 3))),
        "travel-distance": Scene(
            _hall(box(0, 0, 30, 8), left, _booth("A-101", 24, 0, 30, 3), _booth("A-102", 24, 5, 30, 8)), {"max": 25}
        ),
        "dead-end": Scene(_hall(box(0, 0, 17, 8), _exit(3, -0.2, 5, 0.2), _exit(3, 7.8, 5, 8.2, number=2), *pocket)),
        "exit-count": Scene(_hall(small, left)),
        "exit-capacity": Scene(_hall(small, left, right), {"mm_per_person": 60, "m2_per_person": 1.0}),
        "exit-clearance": Scene(_hall(small, left, _booth("A-101", 2, 4, 5, 7))),
        "equipment-clearance": Scene(
            _hall(small, right, _fixture("hydrant", 4, 0, 4.6, 0.3), _booth("A-101", 4, 0.8, 7, 3.8))
        ),
        "sight-line": Scene(_hall(small, _booth("A-101", 4, 0, 7, 3, type="inline", open=(Side.BOTTOM,), height=3.0))),
        "separation": Scene(
            _hall(small, left, _booth("A-101", 1, 0, 4, 3), _booth("A-102", 7, 0, 10, 3)),
            {"pairs": [["A-101", "A-102"]], "straight": 5.0},
        ),
    }


def picture(name: str) -> str:
    """The scene of a rule with what the rule finds in it."""
    scene = scenes()[name]
    found = check(scene.plan, {"*": False, name: scene.settings or True})
    x0, y0, x1, y1 = scene.plan.bounds
    x0, y0, x1, y1 = x0 - _MARGIN, y0 - _MARGIN, x1 + _MARGIN, y1 + _MARGIN
    drawing = element(
        "svg",
        element("title", found[0].message("en") if found else name),
        *(
            element("path", d=path(hall.outline), fill=_FLOOR, stroke=_INK, stroke_width=120)
            for hall in scene.plan.halls
        ),
        *(_thing(each) for each in (*scene.plan.fixtures, *scene.plan.booths)),
        *(_found(each.where) for each in found),
        *(_number(each) for each in scene.plan.booths),
        xmlns="http://www.w3.org/2000/svg",
        width=round((x1 - x0) * _PX_PER_METRE),
        height=round((y1 - y0) * _PX_PER_METRE),
        viewBox=" ".join(str(mm(each)) for each in (x0, y0, x1 - x0, y1 - y0)),
    )
    return f"{drawing}\n"


def _thing(thing: BoothShape | Fixture) -> Svg:
    fill = _BOOTH
    if isinstance(thing, Fixture):
        fill = {FixtureKind.EXIT: _WAY_OUT, FixtureKind.HYDRANT: _FOUND}.get(thing.kind, _BUILT)
    return element("path", d=path(thing.outline), fill=fill, fill_rule="evenodd", stroke=_INK, stroke_width=40)


def _found(where: BaseGeometry) -> Svg:
    areas = [part for part in shapely.get_parts(where).tolist() if part.geom_type == "Polygon"]
    rest = [part for part in shapely.get_parts(where).tolist() if part.geom_type != "Polygon"]
    return joined(
        *(element("path", d=path(a), fill=_FOUND, fill_opacity=0.35, stroke=_FOUND, stroke_width=80) for a in areas),
        *(element("path", d=path(line), fill="none", stroke=_FOUND, stroke_width=140) for line in rest),
    )


def _number(booth: BoothShape) -> Svg:
    middle = booth.outline.envelope.centroid
    return element(
        "text",
        booth.number,
        x=mm(middle.x),
        y=mm(middle.y) + 230,
        font_size=650,
        font_family="sans-serif",
        text_anchor="middle",
        fill=_INK,
    )


def table() -> str:
    """Every setting of every rule: what it may be, the default, each preset's figure with its mark."""
    others = [key for key in PRESETS if key != "forum"]
    lines = [
        f"| rule | setting | may be | default (`forum`) | {' | '.join(f'`{key}`' for key in others)} |",
        "|---" * (4 + len(others)) + "|",
    ]
    for name, rule in RULES.items():
        for each in fields(rule.settings):
            cells = [_cell(PRESETS[key].figures, name, each.name) for key in others]
            default = f"{_value(each.default)} {_marks(PRESETS['forum'].figures, name, each.name)}".strip()
            lines.append(f"| `{name}` | `{each.name}` | {allowed(each).says} | {default} | {' | '.join(cells)} |")
    lines += ["", "Figures that are known and that no rule checks:", ""]
    lines += [f"| about | {' | '.join(f'`{key}`' for key in PRESETS)} |", "|---" * (1 + len(PRESETS)) + "|"]
    for name, topic in TOPICS.items():
        unit = f" ({topic.unit})" if topic.unit else ""
        cells = [_cell(preset.figures, "", name) for preset in PRESETS.values()]
        lines.append(f"| {topic.names.en}{unit} | {' | '.join(cells)} |")
    lines += ["", "What the marks name:", ""]
    lines += [f"- {origin}: {source.en}" for origin, source in SOURCES.items()]
    return "\n".join(lines) + "\n"


def _cell(figures: tuple[Figure, ...], rule: str, setting: str) -> str:
    mine = [each for each in figures if (each.rule, each.setting) == (rule, setting)]
    return "; ".join(f"{_value(each.value)} {_mark(each)}" for each in mine) or "–"


def _marks(figures: tuple[Figure, ...], rule: str, setting: str) -> str:
    return " ".join(dict.fromkeys(_mark(each) for each in figures if (each.rule, each.setting) == (rule, setting)))


def _mark(figure: Figure) -> str:
    note = f" ({figure.note.en})" if figure.note.en else ""
    return f"[{figure.origin or figure.mark.value}]{note}"


def _value(value: Any) -> str:
    match value:
        case None | ():
            return "off"
        case bool():
            return "yes" if value else "no"
        case float() | int():
            return "any" if value == inf else f"{value:g}"
        case [(str(), HeightField()), *_]:
            return "; ".join(f"{form} {_heights(limits)}" for form, limits in value)
        case [[_, _], *_]:
            return ", ".join(f"{count} up to {_value(inf if load is None else load)}" for load, count in value)
        case tuple():
            return ", ".join(_value(each) for each in value)
        case _:
            return str(value.en)


def _heights(limits: HeightField) -> str:
    back = _value(limits.back)
    return back if limits.front is None else f"{back}, {limits.front:g} within {limits.front_depth:g}"


def files() -> Iterator[tuple[Path, str]]:
    """All that this script writes."""
    for name in scenes():
        yield DOCS / "pictures" / "rules" / f"{name}.svg", picture(name)
    page = DOCS / PAGE
    yield page, TABLE.sub(lambda found: found[1] + table() + found[2], page.read_text(encoding="utf-8"))


if __name__ == "__main__":
    (DOCS / "pictures" / "rules").mkdir(parents=True, exist_ok=True)
    for file, text in files():
        file.write_text(text, encoding="utf-8")
