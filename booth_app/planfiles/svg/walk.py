"""Through the drawing as it is seen, with every `use` in its place: which shapes make which thing.

The kind of an element is its own `data-kind`, else the nearest ancestor's, else the nearest layer's name. A group
with a number (or with a kind and an id of its own, inside a layer) is one thing. What has no kind is backdrop.
"""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

import numpy as np
from shapely import LineString

from booth_app.geometry import FixtureKind
from booth_app.planfiles.svg import bounds, figures, words
from booth_app.planfiles.svg.paths import Points
from booth_app.planfiles.svg.references import target
from booth_app.planfiles.svg.shapes import rings
from booth_app.planfiles.svg.transforms import STAY, Matrix, frame, shift, transform
from booth_app.planfiles.svg.tree import GROUPS, SHAPES, Node, Tree
from booth_app.planfiles.svg.words import AnyKind, Kind
from booth_app.planfiles.unreadable import Unreadable

_STROKED = frozenset({FixtureKind.ENTRANCE, FixtureKind.EXIT, FixtureKind.WALL})
"""Kinds that a single `line` may draw; any other line is decoration."""


@dataclass(slots=True, eq=False)
class Drawn:
    """A thing as drawn: the element that names it, and for each of its shapes the rings (metres) and fill rule.

    `stroke`: its only part is an open line, not an outline whose last side is missing.
    """

    kind: AnyKind
    node: Node
    parts: list[list[Points]] = field(default_factory=list)
    rules: list[str] = field(default_factory=list)
    stroke: bool = False


@dataclass(slots=True)
class Walked:
    """All things in file order, the backdrop, and what was met on the way."""

    things: list[Drawn] = field(default_factory=list)
    backdrop: list[LineString] = field(default_factory=list)
    hidden: int = 0
    outside_links: int = 0
    broken_backdrop: int = 0
    full_backdrop: bool = False
    unknown_kinds: Counter[str] = field(default_factory=Counter)
    numbers_without_kind: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Place:
    """What an element has from those it stands in."""

    matrix: Matrix
    said: str | None = None  # the nearest data-kind
    layer: AnyKind | None = None  # the nearest layer that is named like a kind
    in_layer: bool = False
    thing: Drawn | None = None
    broken: Unreadable | None = None  # a transform that is not understood: no error for backdrop
    rule: str = "nonzero"


def walk(tree: Tree, metres_per_unit: float) -> Walked:
    """The things of a drawing whose references have been counted.

    Raises:
        Unreadable: something about a thing that cannot be read. The backdrop never does that.
    """
    return _Walk(tree).begin(np.diag([metres_per_unit, metres_per_unit, 1.0]))


class _Walk:
    def __init__(self, tree: Tree) -> None:
        self._tree = tree
        self._out = Walked()
        self._vertices = 0
        self._backdrop_vertices = 0

    def begin(self, matrix: Matrix) -> Walked:
        root = self._tree.root
        place = _Place(matrix, said=root.values.get("data-kind"))
        for child in root.children:
            self._visit(child, place)
        return self._out

    def _visit(self, node: Node, place: _Place) -> None:
        if _hidden(node):
            self._out.hidden += 1
            return
        place = _moved(node, place)
        if node.tag in SHAPES:
            self._shape(node, place)
        elif node.tag == "use":
            self._use(node, place)
        elif node.tag in GROUPS:
            self._group(node, place)

    def _group(self, node: Node, place: _Place) -> None:
        own = node.values.get("data-kind")
        name = node.values.get("label") or node.values.get("id") or ""
        named = words.kind(name) if node.tag == "g" else None
        kind = self._kind(own, place)
        numbered = "data-number" in node.values
        marked = node.values.get("groupmode") == "layer"
        of_its_own = own is not None and "id" in node.values and place.in_layer and not marked
        is_thing = node.tag == "g" and (numbered or of_its_own)
        inner = replace(place, said=own if own is not None else place.said)
        if is_thing and kind is not None:
            with self._thing(kind, node, inner) as within:
                self._children(node, within)
            return
        if numbered:
            self._out.numbers_without_kind.append(node.values["data-number"])
        is_layer = own is not None or named is not None or marked
        self._children(node, replace(inner, layer=named or place.layer, in_layer=place.in_layer or is_layer))

    def _children(self, node: Node, place: _Place) -> None:
        if node.tag == "svg":
            try:
                size = [figures.extent(node, name) if name in node.values else None for name in ("width", "height")]
                corner = [figures.length(node, name, 0.0) for name in ("x", "y")]
                place = replace(place, matrix=place.matrix @ frame(node, *corner, *size))
            except Unreadable as problem:
                place = replace(place, broken=place.broken or problem)
        for child in node.children:
            self._visit(child, place)

    def _use(self, node: Node, place: _Place) -> None:
        own = node.values.get("data-kind")
        kind = self._kind(own, place)
        try:
            shown = target(self._tree, node)
            inside = None if shown is None else replace(place, matrix=shown_at(node, shown, place.matrix))
        except Unreadable:
            if kind is not None:
                raise
            self._out.broken_backdrop += 1
            return
        if shown is None or inside is None:
            self._out.outside_links += bool(node.values.get("href"))
            return
        inside = replace(inside, said=own if own is not None else place.said)
        joins = place.thing is not None and own is None and "data-number" not in node.values
        if kind is None and own is None and place.said is None and "data-kind" in shown.values:
            kind = self._kind(shown.values["data-kind"], place)
        if joins or kind is None:
            self._shown(shown, inside)
            return
        with self._thing(kind, node, replace(inside, said=kind.value)) as within:
            self._shown(shown, within)

    def _shown(self, shown: Node, place: _Place) -> None:
        """What a `use` shows. Inside a thing it is part of it, whatever it is called where it is kept."""
        if _hidden(shown):
            self._out.hidden += 1
            return
        place = _moved(shown, place)
        if shown.tag in SHAPES:
            if place.thing is not None:
                self._add(shown, place, place.thing)
            else:
                self._shape(shown, place)
        elif shown.tag == "use":
            self._use(shown, place)
        elif place.thing is not None or shown.tag != "g":
            for child in shown.children:
                self._visit(child, place)
        else:
            self._group(shown, place)

    def _shape(self, node: Node, place: _Place) -> None:
        kind = self._kind(node.values.get("data-kind"), place)
        if kind is None or kind is Kind.BACKDROP or (node.tag == "line" and kind not in _STROKED):
            if kind is None and "data-number" in node.values:
                self._out.numbers_without_kind.append(node.values["data-number"])
            self._behind(node, place)
        elif place.thing is not None and place.thing.kind == kind and "data-number" not in node.values:
            self._add(node, place, place.thing)
        else:
            with self._thing(kind, node, place) as within:
                assert within.thing is not None
                self._add(node, within, within.thing)

    @contextmanager
    def _thing(self, kind: AnyKind, node: Node, place: _Place) -> Iterator[_Place]:
        """A new thing, in its place in file order; gone again if all that it holds turned out to be other things."""
        if kind is Kind.BACKDROP:
            yield replace(place, thing=None)
            return
        drawn, hidden = Drawn(kind, node), self._out.hidden
        self._out.things.append(drawn)
        yield replace(place, thing=drawn)
        if not drawn.parts:
            if self._out.things[-1] is drawn and hidden == self._out.hidden:
                raise node.refuse("no-coordinates")
            self._out.things.remove(drawn)

    def _add(self, node: Node, place: _Place, thing: Drawn) -> None:
        if place.broken is not None:
            raise place.broken
        if node.tag == "line" and thing.kind not in _STROKED:
            return
        part = rings(node, place.matrix)
        self._vertices += sum(len(points) for points in part)
        if self._vertices > bounds.VERTICES:
            raise node.refuse("too-many-vertices", limit=f"{bounds.VERTICES:,}")
        thing.parts.append(part)
        thing.rules.append(_look(node).get("fill-rule", place.rule))

    def _behind(self, node: Node, place: _Place) -> None:
        if self._backdrop_vertices >= bounds.BACKDROP_VERTICES:
            self._out.full_backdrop = True
            return
        try:
            if place.broken is not None:
                raise place.broken
            drawn = rings(node, place.matrix)
        except Unreadable:
            self._out.broken_backdrop += 1
            return
        for points in drawn:
            closed = points if node.tag in {"line", "polyline", "path"} else np.vstack([points, points[:1]])
            grid = np.round(closed, 3) + 0.0
            if len(grid) > 1:
                self._backdrop_vertices += len(grid)
                self._out.backdrop.append(LineString(grid))

    def _kind(self, own: str | None, place: _Place) -> AnyKind | None:
        said = own if own is not None else place.said
        if said is None:
            return place.layer
        kind = words.kind(said)
        if kind is None:
            self._out.unknown_kinds[said] += 1
        return kind


def _moved(node: Node, place: _Place) -> _Place:
    rule = _look(node).get("fill-rule", place.rule)
    try:
        matrix = transform(node)
    except Unreadable as problem:
        return replace(place, broken=place.broken or problem, rule=rule)
    if matrix is STAY and rule == place.rule:
        return place
    return replace(place, matrix=place.matrix @ matrix, rule=rule)


def shown_at(node: Node, shown: Node, matrix: Matrix) -> Matrix:
    """The place of what a `use` shows; it stands in the layer of the `use`, not where it is kept."""
    matrix = matrix @ shift(figures.length(node, "x", 0.0), figures.length(node, "y", 0.0))
    if shown.tag in {"symbol", "svg"}:
        size = [
            figures.extent(holder, name)
            if (holder := node if name in node.values else shown) and name in holder.values
            else None
            for name in ("width", "height")
        ]
        matrix = matrix @ frame(shown, 0.0, 0.0, *size)
    return matrix


def _hidden(node: Node) -> bool:
    look = _look(node)
    return look.get("display") == "none" or look.get("visibility") in {"hidden", "collapse"}


def _look(node: Node) -> dict[str, str]:
    """Whether it is shown and how it is filled; the style attribute beats the others, as a browser has it."""
    look = {name: node.values[name].strip() for name in ("display", "visibility", "fill-rule") if name in node.values}
    for declaration in node.values.get("style", "").split(";"):
        name, _, value = declaration.partition(":")
        if name.strip() in {"display", "visibility", "fill-rule"}:
            look[name.strip()] = value.removesuffix("!important").strip()
    return look
