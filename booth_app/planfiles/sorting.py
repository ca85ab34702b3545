"""Marks of a sheet to things: which mark is of which kind, and which marks are one thing.

The kind is what the file says of the element itself, else what the first fitting rule of the mapping says, else what
the layer is called (by the words of the profile). All else is backdrop.
"""

import re
from collections import defaultdict
from dataclasses import dataclass, field

import numpy as np
from shapely import LineString

from booth_app.geometry import FixtureKind
from booth_app.planfiles import chains
from booth_app.planfiles.mapping import Mapping
from booth_app.planfiles.sheet import Mark, Sheet
from booth_app.planfiles.svg import bounds, outlines, words
from booth_app.planfiles.svg.paths import Points
from booth_app.planfiles.svg.tree import Node
from booth_app.planfiles.svg.walk import Drawn, Walked
from booth_app.planfiles.svg.words import AnyKind, Kind

_OPENINGS = frozenset({FixtureKind.ENTRANCE, FixtureKind.EXIT})
_BOUND = re.compile(r"\$\d+\$|\|")  # what binding an external reference puts before a layer's name


@dataclass(slots=True)
class Sorted:
    """Things and backdrop, the marks each thing came of, and how many open lines enclosed nothing."""

    walked: Walked
    marks: dict[int, list[Mark]] = field(default_factory=dict)  # by the id() of a Drawn
    open_lines: int = 0


def layer_name(layer: str) -> str:
    """A layer's own name: `A-WALL` of `xref-house$0$A-WALL`."""
    return _BOUND.split(layer)[-1]


def kind_of(mark: Mark, mapping: Mapping) -> AnyKind | None:
    """What a mark is, or None."""
    said = mark.node.values.get("data-kind")
    if said is not None:
        return words.kind(said)
    name = layer_name(mark.layer)
    floor = mark.floor
    found = mapping.kind(mark.layer, mark.fill, mark.stroke, floor)
    if found is None and name != mark.layer:
        found = mapping.kind(name, mark.fill, mark.stroke, floor)
    return found if found is not None else words.kind(name)


def sort(sheet: Sheet, mapping: Mapping) -> Sorted:
    """The things of a sheet, in its order.

    Raises:
        Unreadable: a thing that cannot be read. The backdrop never does that.
    """
    return _Sort(mapping).of(sheet)


class _Sort:
    def __init__(self, mapping: Mapping) -> None:
        self._mapping = mapping
        self._out = Sorted(Walked())
        self._vertices = 0
        self._behind = 0
        self._parts: dict[tuple[int, AnyKind], Drawn] = {}
        self._lines: defaultdict[tuple[AnyKind, str], list[tuple[Mark, Points]]] = defaultdict(list)

    def of(self, sheet: Sheet) -> Sorted:
        self._out.walked.hidden = sheet.hidden
        kinds = [kind_of(mark, self._mapping) for mark in sheet.marks]
        if self._mapping.largest_is_hall and Kind.HALL not in kinds:
            largest = max(range(len(kinds)), key=lambda at: 0.0 if kinds[at] else sheet.marks[at].floor, default=None)
            if largest is not None and kinds[largest] is None and sheet.marks[largest].floor:
                kinds[largest] = Kind.HALL
        for mark, kind in zip(sheet.marks, kinds, strict=True):
            if kind is None or kind is Kind.BACKDROP:
                if kind is None and "data-kind" in mark.node.values:
                    self._out.walked.unknown_kinds[mark.node.values["data-kind"]] += 1
                self._backdrop(mark)
            else:
                self._thing(mark, kind)
        for (kind, _), lines in self._lines.items():
            self._join(kind, lines)
        self._split()
        return self._out

    def _split(self) -> None:
        """A block that holds many booths, and says nothing of its own, is many things and not one in pieces."""
        things: list[Drawn] = []
        for drawn in self._out.walked.things:
            marks = self._out.marks[id(drawn)]
            if len(drawn.parts) < 2 or len(marks) != len(drawn.parts) or any(mark.attributes for mark in marks):
                things.append(drawn)
                continue
            for together in outlines.touching(drawn.parts, drawn.rules):
                part = Drawn(drawn.kind, marks[together[0]].node)
                part.parts = [drawn.parts[at] for at in together]
                part.rules = [drawn.rules[at] for at in together]
                self._out.marks[id(part)] = [marks[at] for at in together]
                things.append(part)
        self._out.walked.things = things

    def _thing(self, mark: Mark, kind: AnyKind) -> None:
        if mark.broken is not None:
            raise mark.broken
        self._vertices += sum(map(len, (*mark.rings, *mark.lines)))
        if self._vertices > bounds.VERTICES:
            raise mark.node.refuse("too-many-vertices", limit=f"{bounds.VERTICES:,}")
        said = bool(mark.attributes) or "data-number" in mark.node.values
        if mark.lines and not mark.rings and not said:
            self._lines[kind, mark.layer].extend((mark, line) for line in mark.lines)
            return
        drawn = None if mark.part_of is None else self._parts.get((mark.part_of, kind))
        if drawn is None:
            drawn = self._new(kind, mark.node, mark)
            if mark.part_of is not None:
                self._parts[mark.part_of, kind] = drawn
        else:
            self._out.marks[id(drawn)].append(mark)
        rings = [*mark.rings, *mark.lines]
        drawn.stroke = not mark.rings and not drawn.parts
        if mark.together and drawn.parts:
            drawn.parts[0] += rings
        else:
            drawn.parts.append(rings)
            drawn.rules.append("evenodd")

    def _new(self, kind: AnyKind, node: Node, mark: Mark) -> Drawn:
        drawn = Drawn(kind, node)
        self._out.walked.things.append(drawn)
        self._out.marks[id(drawn)] = [mark]
        return drawn

    def _join(self, kind: AnyKind, lines: list[tuple[Mark, Points]]) -> None:
        """Single lines of one layer: strokes where a stroke is a thing, else what they enclose."""
        first = lines[0][0]
        drawn = [line for _, line in lines]
        if kind is FixtureKind.WALL or kind in _OPENINGS:
            for stroke in chains.strokes(drawn):
                closed = len(stroke) > 3 and bool((stroke[0] == stroke[-1]).all()) and kind in _OPENINGS
                self._add(kind, first, [stroke], stroke=not closed)
            return
        found, loose = chains.faces(drawn)
        self._out.open_lines += loose
        if kind is Kind.HALL and found:
            whole = chains.shells(found)
            for shell in whole:
                self._add(kind, first, [shell])
            return
        for face in found:
            rings = [np.asarray(ring.coords)[:, :2] for ring in (face.exterior, *face.interiors)]
            self._add(kind, first, rings)

    def _add(self, kind: AnyKind, mark: Mark, rings: list[Points], *, stroke: bool = False) -> None:
        drawn = self._new(kind, Node(mark.node.tag, {}, mark.node.line), mark)
        drawn.parts.append(rings)
        drawn.rules.append("evenodd")
        drawn.stroke = stroke

    def _backdrop(self, mark: Mark) -> None:
        walked = self._out.walked
        if mark.broken is not None:
            walked.broken_backdrop += 1
            return
        for ring in (*(_round(ring) for ring in mark.rings), *mark.lines):
            if self._behind >= bounds.BACKDROP_VERTICES:
                walked.full_backdrop = True
                return
            grid = np.round(ring, 3) + 0.0
            if len(grid) > 1:
                self._behind += len(grid)
                walked.backdrop.append(LineString(grid))


def _round(ring: Points) -> Points:
    return ring if (ring[0] == ring[-1]).all() else np.vstack([ring, ring[:1]])
