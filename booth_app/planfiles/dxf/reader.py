"""A DXF drawing to a sheet, in metres with y down, and to a plan."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from ezdxf.document import Drawing

from booth_app.planfiles.asked import NOTHING, Asked
from booth_app.planfiles.dxf import shapes
from booth_app.planfiles.dxf.blocks import count
from booth_app.planfiles.dxf.lettering import TEXTS, lettering
from booth_app.planfiles.dxf.loading import load
from booth_app.planfiles.dxf.unfold import Shown, Unfolding
from booth_app.planfiles.dxf.unit import scale_of
from booth_app.planfiles.making import make
from booth_app.planfiles.reading import Note, Reading, Scale
from booth_app.planfiles.sheet import Lettering, Mark, Sheet
from booth_app.planfiles.sorting import kind_of
from booth_app.planfiles.svg import bounds
from booth_app.planfiles.svg.paths import Points
from booth_app.planfiles.svg.tree import Node
from booth_app.planfiles.svg.words import Kind

_SAID = {
    "NAME_AR": "data-name-ar",
    "NAME_EN": "data-name-en",
    "TYPE": "data-type",
    "ZONE": "data-zone",
    "LEVEL": "data-level",
}
_SAID_BY_US = _SAID | {
    "NUMBER": "data-number",
    "OPEN": "data-open",
    "WIDTH": "data-width",
    "HEIGHT": "data-height",
}
"""Attributes of a block reference → what the profile calls them. Others' `WIDTH` may be anything."""

_QUIET = frozenset(["ATTDEF", "POINT", "VIEWPORT", "SEQEND", "DIMENSION"])
"""Elements that nobody would miss in a plan."""


def read_dxf(data: bytes, asked: Asked = NOTHING) -> Reading:
    """The plan that a DXF file draws (`docs/plan-files.md`), with notes of what was guessed or left out.

    Raises:
        Unreadable: the file is no plan, or is over a limit. Nothing else is raised, whatever the bytes.
    """
    drawn = read_sheet(data, asked)
    return make(drawn.sheet, asked.mapping, drawn.scale, drawn.notes, exact=drawn.ours)


@dataclass(frozen=True, slots=True)
class DxfSheet:
    """The sheet, its scale, what was found out on the way, and whether the file is one of ours."""

    sheet: Sheet
    scale: Scale
    notes: tuple[Note, ...]
    ours: bool


@dataclass(slots=True)
class _Drawn:
    """A shape before its unit is known."""

    shown: Shown
    mark: Mark
    paths: list[Any] = field(default_factory=list)
    corners: Points = field(default_factory=lambda: np.empty((0, 2)))


def read_sheet(data: bytes, asked: Asked = NOTHING) -> DxfSheet:
    """All that the model space shows.

    Raises:
        Unreadable: no DXF, or over a limit.
    """
    drawing, fixes = load(data)
    count(drawing)
    custom = _custom(drawing)
    ours = "north" in custom
    unfolding = Unfolding(drawing)
    drawn, texts = _look(unfolding, ours=ours)
    halls = [each for each in drawn if len(each.corners) and kind_of(each.mark, asked.mapping) is Kind.HALL]
    size = _size(halls or drawn)
    leaves = [] if ours else shapes.leaves(each.shown.element for each in drawn)
    scale, notes = scale_of(drawing, asked, 0.0 if ours else size, leaves)  # ours does not lie about its unit
    moved = _shift(drawn, scale.metres_per_unit)
    sheet = Sheet(north=_north(custom), hidden=unfolding.hidden, left_out=unfolding.left_out)
    for each in drawn:
        _place(each, scale.metres_per_unit, moved)
        sheet.marks.append(each.mark)
    sheet.letterings = [_there(each, scale.metres_per_unit, moved) for each in texts]
    found = [*notes]
    if fixes:
        found.append(Note("mended-file", {"count": str(fixes)}))
    if moved.any():
        found.append(Note("moved", {"x": f"{moved[0]:g}", "y": f"{-moved[1]:g}"}))
    return DxfSheet(sheet, scale, tuple(found), ours)


def _look(unfolding: Unfolding, *, ours: bool) -> tuple[list[_Drawn], list[Lettering]]:
    drawn, texts = [], []
    for shown in unfolding.shown():
        kind = shown.element.dxftype()
        if kind in TEXTS:
            text = lettering(shown.element, shown.layer)
            if text is not None:
                texts.append(text)
        elif kind in shapes.SHAPES:
            drawn.append(_shape(shown, kind, ours=ours))
        elif kind not in _QUIET:
            unfolding.left_out[kind] += 1
    return drawn, texts


def _shape(shown: Shown, kind: str, *, ours: bool) -> _Drawn:
    handle = shown.element.dxf.get("handle")
    known = _SAID_BY_US if ours else _SAID
    values = {known[tag]: text for tag, text in shown.attributes.items() if tag in known}
    node = Node(f"{kind} #{handle}" if handle else kind, values, 0)
    mark = Mark(
        node,
        shown.layer,
        fill=shown.colour if kind in shapes.FILLED else "",
        stroke=shown.colour,
        attributes=shown.attributes,
        part_of=shown.part_of,
        together=ours,
    )
    each = _Drawn(shown, mark)
    try:
        each.paths = shapes.outlines(shown.element)
        each.corners = np.concatenate([shapes.control_points(path) for path in each.paths])
    except shapes.NoShape:
        mark.broken, each.paths, each.corners = node.refuse("no-shape"), [], np.empty((0, 2))
    return each


def _size(drawn: list[_Drawn]) -> float:
    """The longer side of what is drawn, in units."""
    corners = [each.corners for each in drawn if len(each.corners)]
    if not corners:
        return 0.0
    every = np.concatenate(corners)
    return float((every.max(axis=0) - every.min(axis=0)).max())


def _shift(drawn: list[_Drawn], metres_per_unit: float) -> Points:
    """How far the drawing has to come nearer to its origin: surveyed drawings lie thousands of kilometres away."""
    corners = [each.corners for each in drawn if len(each.corners)]
    if not corners:
        return np.zeros(2)
    middle = np.median(np.concatenate(corners), axis=0) * metres_per_unit
    return np.round(middle) if np.isfinite(middle).all() and np.abs(middle).max() > bounds.REACH / 2 else np.zeros(2)


def _place(each: _Drawn, metres_per_unit: float, moved: Points) -> None:
    """The shape's points in metres, y down."""
    mark = each.mark
    if not each.paths:
        return
    with np.errstate(all="ignore"):
        there = np.abs(each.corners * metres_per_unit - moved)
    if not (there <= bounds.REACH).all():
        mark.broken = mark.node.refuse("out-of-range", limit=f"{bounds.REACH / 1000:g}")
        return
    try:
        for path in each.paths:
            flat = shapes.points(path, bounds.FLATNESS / metres_per_unit) * metres_per_unit - moved
            flat = flat * (1, -1)
            (mark.rings if shapes.is_closed(each.shown.element, path) else mark.lines).append(flat)
    except shapes.NoShape:
        mark.broken = mark.node.refuse("too-many-vertices", limit=f"{bounds.VERTICES_OF_ONE:,}")
        mark.rings, mark.lines = [], []


def _there(text: Lettering, metres_per_unit: float, moved: Points) -> Lettering:
    def placed(point: tuple[float, float]) -> tuple[float, float]:
        return point[0] * metres_per_unit - float(moved[0]), -(point[1] * metres_per_unit - float(moved[1]))

    return Lettering(text.text, placed(text.start), placed(text.middle), text.layer)


def _custom(drawing: Drawing) -> dict[str, str]:
    return {str(name): str(value) for name, value in drawing.header.custom_vars.properties}


def _north(custom: dict[str, str]) -> float:
    try:
        north = float(custom.get("north", "0"))
    except ValueError:
        return 0.0
    return round(north % 360, 2) % 360 if abs(north) < 1e6 else 0.0
