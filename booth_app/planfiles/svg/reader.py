"""A drawing to a plan."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import numpy as np
from shapely.geometry.base import BaseGeometry

from booth_app.geometry import BoothShape, Fixture, FixtureKind, Hall, Plan, Side, Zone
from booth_app.geometry.validity import faults
from booth_app.planfiles.reading import Note, Reading, several
from booth_app.planfiles.svg import figures, naming, outlines, words
from booth_app.planfiles.svg.references import count
from booth_app.planfiles.svg.scale import scale
from booth_app.planfiles.svg.tree import SHAPES, Node, Tree, parse
from booth_app.planfiles.svg.walk import Drawn, Walked, walk
from booth_app.planfiles.svg.words import Kind
from booth_app.planfiles.unreadable import Unreadable
from booth_app.text.numbers import fold_number, valid_number

_ODD_HALL = (20.0, 500_000.0)
"""Square metres. A hall that is smaller or larger was probably drawn to another scale."""


def read_svg(data: bytes, metres_per_unit: float | None = None) -> Reading:
    """The plan that an SVG file draws (`docs/plan-files.md`), with notes of what was guessed or left out.

    `metres_per_unit` is the scale given by hand; it goes before what the file says. Lengths come out in metres on
    the millimetre grid, in the file's own axes, not shifted.

    Raises:
        Unreadable: the file is no plan, or is over a limit. Nothing else is raised, whatever the bytes.
    """
    tree = parse(data)
    told = scale(tree.root, metres_per_unit)
    if told is None:
        has_hall = any(_names_a_hall(node) for node in tree.root.within())
        raise Unreadable("no-scale") if has_hall else Unreadable("no-scale-no-hall", **_seen(tree))
    count(tree)
    walked = walk(tree, told.metres_per_unit)
    reader = _Plan(walked)
    halls = reader.halls()
    if not halls:
        raise Unreadable("no-hall", **_seen(tree))
    plan = Plan(
        halls=halls,
        booths=reader.booths(),
        fixtures=reader.fixtures(),
        zones=reader.zones(),
        backdrop=tuple(walked.backdrop),
        north=_north(tree.root),
    )
    return Reading(plan, told, (*reader.notes(plan), *_met(tree, walked)))


class _Plan:
    """Things as drawn to things of a plan, by kind; collects what there is to say about them."""

    def __init__(self, walked: Walked) -> None:
        self._by_kind: defaultdict[words.AnyKind, list[Drawn]] = defaultdict(list)
        for thing in walked.things:
            self._by_kind[thing.kind].append(thing)
        self._said: defaultdict[str, list[str]] = defaultdict(list)

    def halls(self) -> tuple[Hall, ...]:
        halls = []
        for drawn, _, key in self._named(Kind.HALL):
            outline = outlines.outline(drawn.parts, drawn.rules)
            if faults(np.array([outline], dtype=object)):
                raise drawn.node.refuse("hall-shape")
            level = naming.short(drawn.node, "data-level")
            halls.append(Hall(key, outline, naming.names(drawn.node), level))
        return tuple(halls)

    def booths(self) -> tuple[BoothShape, ...]:
        return tuple(
            BoothShape(
                key,
                number,
                outlines.outline(drawn.parts, drawn.rules),
                type=self._type(drawn.node),
                open=_open(drawn.node),
                zone=naming.short(drawn.node, "data-zone"),
                names=naming.names(drawn.node),
                height=figures.metres(drawn.node, "data-height"),
            )
            for drawn, number, key in self._named(Kind.BOOTH)
        )

    def fixtures(self) -> tuple[Fixture, ...]:
        named = [(kind, drawn, label) for kind in FixtureKind for drawn, label, _ in self._named(kind)]
        keys = naming.keys(label for _, _, label in named)  # unique over all kinds: a column and an exit may both be 1
        found = []
        for (kind, drawn, label), key in zip(named, keys, strict=True):
            outline = self._body(drawn, label) or self._stroke(drawn, label)
            if outline is not None:
                found.append(
                    Fixture(
                        key,
                        kind,
                        label,
                        outline,
                        type=naming.short(drawn.node, "data-type"),
                        names=naming.names(drawn.node),
                        width=figures.metres(drawn.node, "data-width"),
                        height=figures.metres(drawn.node, "data-height"),
                    )
                )
        return tuple(found)

    def zones(self) -> tuple[Zone, ...]:
        found = []
        for drawn, label, key in self._named(Kind.ZONE):
            outline = self._body(drawn, label)
            if outline is None:
                self._said["no-floor"].append(label)
                continue
            marks = (
                drawn.node.values.get(name, "") for name in ("data-type", "data-zone", "data-number", "label", "id")
            )
            main = any(words.is_main(mark) for mark in marks)
            found.append(Zone(key, label, outline, naming.names(drawn.node), main))
        return tuple(found)

    def notes(self, plan: Plan) -> Iterator[Note]:
        """What there is to say about the plan's things."""
        odd = [booth.number for booth in plan.booths if not valid_number(fold_number(booth.number))]
        self._said["odd-numbers"] = [number for number in odd if number not in self._said["named-here"]]
        yield from (Note(code, {"what": several(values)}) for code, values in self._said.items() if values)
        small, large = _ODD_HALL
        for hall in plan.halls:
            if not small <= hall.outline.area <= large:
                yield Note("odd-size", {"area": f"{hall.outline.area:.2f}"})

    def _named(self, kind: words.AnyKind) -> list[tuple[Drawn, str, str]]:
        """The things of a kind with their numbers and keys."""
        things = self._by_kind[kind]
        given = [naming.number(drawn.node, of_booth=kind is Kind.BOOTH) for drawn in things]
        called = naming.filled_in(given, kind.value)
        if kind is Kind.BOOTH:
            self._said["named-here"] += [name for name, number in zip(called, given, strict=True) if not number]
        return list(zip(things, called, naming.keys(called), strict=True))

    def _body(self, drawn: Drawn, label: str) -> BaseGeometry | None:
        outline, mended = outlines.body(drawn.parts, drawn.rules)
        if mended:
            self._said["repaired"].append(label)
        return outline

    def _stroke(self, drawn: Drawn, label: str) -> BaseGeometry | None:
        if drawn.kind in {FixtureKind.ENTRANCE, FixtureKind.EXIT, FixtureKind.WALL}:
            line = outlines.opening(drawn.parts)
            if line is not None:
                return line
        self._said["no-floor"].append(label)
        return None

    def _type(self, node: Node) -> str:
        said = naming.short(node, "data-type")
        known = words.booth_type(said)
        if said and known is None:
            self._said["unknown-types"].append(said)
        return known or ""


def _open(node: Node) -> tuple[Side, ...]:
    said = node.values.get("data-open", "").replace(",", " ").lower().split()
    for word in said:
        if word not in words.SIDES:
            raise node.refuse("wrong-value", attribute="data-open", value=word)
    return tuple(side for side in Side if side.value in said)


def _north(root: Node) -> float:
    """Where north is: degrees clockwise from the drawing's top, in hundredths; 0 where nothing is said."""
    text = root.values.get("data-north")
    return 0.0 if text is None else round(figures.length(root, "data-north") % 360, 2) % 360


def _names_a_hall(node: Node) -> bool:
    said = node.values.get("data-kind")
    if said is not None:
        return words.kind(said) is Kind.HALL
    return node.tag == "g" and words.kind(node.values.get("label") or node.values.get("id") or "") is Kind.HALL


def _seen(tree: Tree) -> dict[str, Any]:
    """What there is in a drawing that says too little: shapes, texts, and its layers, so that one can be renamed.

    Layers are groups that are marked as such, else all groups with a name.
    """
    nodes = list(tree.root.within())
    groups = [node for node in nodes if node.tag == "g"]
    marked = [node for node in groups if node.values.get("groupmode") == "layer"]
    names = [node.values.get("label") or node.values.get("id") or "" for node in marked or groups]
    return {
        "shapes": sum(node.tag in SHAPES for node in nodes),
        "texts": tree.left_out["text"],
        "layers": several([name for name in names if name], 6) or "—",
    }


def _met(tree: Tree, walked: Walked) -> Iterator[Note]:
    """What there is to say about the file."""
    counted = {
        "hidden": walked.hidden,
        "outside-links": walked.outside_links,
        "broken-backdrop": walked.broken_backdrop,
    }
    yield from (Note(code, {"count": str(number)}) for code, number in counted.items() if number)
    if walked.full_backdrop:
        yield Note("full-backdrop")
    listed = {
        "left-out": [f"{tag} × {number}" for tag, number in sorted(tree.left_out.items())],
        "unknown-kinds": list(walked.unknown_kinds),
        "number-without-kind": walked.numbers_without_kind,
        "double-ids": list(tree.double_ids),
    }
    yield from (Note(code, {"what": several(values)}) for code, values in listed.items() if values)
