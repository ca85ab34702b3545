"""An SVG drawing to a sheet: every shape with its layer and colours, every text with its place."""

import re
from dataclasses import dataclass, replace

import numpy as np

from booth_app.planfiles.sheet import Lettering, Mark, Sheet
from booth_app.planfiles.svg import bounds, figures
from booth_app.planfiles.svg.look import PLAIN, Look, classes, hidden, look
from booth_app.planfiles.svg.paths import Points
from booth_app.planfiles.svg.references import target
from booth_app.planfiles.svg.shapes import rings
from booth_app.planfiles.svg.transforms import Matrix, transform
from booth_app.planfiles.svg.tree import GROUPS, SHAPES, Node, Tree
from booth_app.planfiles.svg.walk import shown_at
from booth_app.planfiles.unreadable import Unreadable

_LETTER = 0.55  # widths of a letter in sizes of type, on the average
_RISE = 0.35  # how far a letter's middle lies above its line
_LEAST_FLOOR = 1e-6  # square metres: a stroke there and back
_FIRST = re.compile(rf"\s*({figures.NUMBER})", re.ASCII)


@dataclass(frozen=True, slots=True)
class _Place:
    """What an element has from those it stands in."""

    matrix: Matrix
    seen: Look
    layer: str = ""
    said: str | None = None
    part_of: int | None = None
    broken: Unreadable | None = None


def read_sheet(tree: Tree, metres_per_unit: float) -> Sheet:
    """All that is seen in a drawing whose references have been counted."""
    return _Reader(tree).of(np.diag([metres_per_unit, metres_per_unit, 1.0]))


class _Reader:
    def __init__(self, tree: Tree) -> None:
        self._tree = tree
        self._sheet = Sheet()
        nodes = list(tree.root.within())
        self._classes = classes(node.text for node in nodes if node.tag == "style")
        self._marked = any(node.values.get("groupmode") == "layer" for node in nodes)
        self._parts = 0

    def of(self, matrix: Matrix) -> Sheet:
        root = self._tree.root
        place = _Place(matrix, look(root, PLAIN, self._classes), said=root.values.get("data-kind"))
        for child in root.children:
            self._visit(child, place)
        return self._sheet

    def _visit(self, node: Node, place: _Place) -> None:
        seen = look(node, place.seen, self._classes)
        if hidden(seen):
            self._sheet.hidden += node.tag in SHAPES or node.tag in GROUPS
            return
        place = self._moved(node, replace(place, seen=seen, said=node.values.get("data-kind", place.said)))
        if node.tag in SHAPES:
            self._shape(node, place)
        elif node.tag == "text":
            self._text(node, place)
        elif node.tag == "use":
            self._use(node, place)
        elif node.tag in GROUPS or node.tag == "symbol":
            for child in node.children:
                self._visit(child, self._inside(node, place))

    def _moved(self, node: Node, place: _Place) -> _Place:
        try:
            return replace(place, matrix=place.matrix @ transform(node))
        except Unreadable as problem:
            return replace(place, broken=place.broken or problem)

    def _inside(self, group: Node, place: _Place) -> _Place:
        name = group.values.get("label") or group.values.get("id") or ""
        is_layer = group.values.get("groupmode") == "layer" if self._marked else bool(name)
        if "data-number" in group.values:
            self._parts += 1
            place = replace(place, part_of=self._parts)
        return replace(place, layer=name) if is_layer and group.tag == "g" else place

    def _use(self, node: Node, place: _Place) -> None:
        try:
            shown = target(self._tree, node)
            matrix = None if shown is None else shown_at(node, shown, place.matrix)
        except Unreadable:
            shown = matrix = None
        if shown is None or matrix is None:
            self._sheet.left_out["use"] += 1
            return
        self._visit(shown, replace(place, matrix=matrix))

    def _shape(self, node: Node, place: _Place) -> None:
        fill, stroke = place.seen["fill"], place.seen["stroke"]
        values = {name: value for name, value in node.values.items() if name.startswith("data-")}
        values |= {name: node.values[name] for name in ("label", "id") if name in node.values}
        if place.said is not None:
            values["data-kind"] = place.said
        mark = Mark(Node(node.tag, values, node.line), place.layer, fill=fill, stroke=stroke, part_of=place.part_of)
        self._sheet.marks.append(mark)
        try:
            if place.broken is not None:
                raise place.broken
            drawn = rings(node, place.matrix)
        except Unreadable as problem:
            mark.broken = problem
            return
        for points in drawn:
            (mark.rings if _has_floor(node, points, fill) else mark.lines).append(points)

    def _text(self, node: Node, place: _Place) -> None:
        text = " ".join(node.text.split())[: bounds.TEXT_CHARACTERS]
        size = _FIRST.match(place.seen["font-size"])
        spot = [_FIRST.match(node.values.get(name, "0")) for name in ("x", "y")]
        if not text or place.broken is not None or None in (size, *spot):
            return
        height = float(size[1]) if size else 0.0
        x, y = (float(each[1]) for each in spot if each)
        width = len(text) * height * _LETTER
        sideways = {"middle": 0.0, "end": -width / 2}.get(place.seen["text-anchor"], width / 2)
        points = np.array([(x, y, 1.0), (x + sideways, y - height * _RISE, 1.0)])
        with np.errstate(all="ignore"):
            start, middle = (points @ place.matrix.T)[:, :2]
        if (np.abs([*start, *middle]) <= bounds.REACH).all():
            there = (float(start[0]), float(start[1])), (float(middle[0]), float(middle[1]))
            self._sheet.letterings.append(Lettering(text, *there, place.layer))


def _has_floor(node: Node, points: Points, fill: str) -> bool:
    """Whether an outline is one: its ends meet, or it is filled and not only a line. A bare stroke is none."""
    if node.tag == "line":
        return False
    if node.tag in {"rect", "circle", "ellipse", "polygon"}:
        return True
    ends_meet = bool((points[0] == points[-1]).all()) or node.values.get("d", "").rstrip()[-1:] in {"z", "Z"}
    x, y = points.T
    floor = abs(float(x @ np.roll(y, -1) - y @ np.roll(x, -1))) / 2
    return floor > _LEAST_FLOOR and (ends_meet or bool(fill))
