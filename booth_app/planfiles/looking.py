"""Looking at a file of any format (`look.py` says what for). Brings in every reader: for the child process only."""

from collections import Counter
from typing import Any

import numpy as np
from shapely import LineString
from shapely.geometry.base import BaseGeometry

from booth_app.planfiles import formats
from booth_app.planfiles.asked import Asked
from booth_app.planfiles.dxf import reader as dxf
from booth_app.planfiles.geojson import reader as geojson
from booth_app.planfiles.look import Group, Look
from booth_app.planfiles.read import reader
from booth_app.planfiles.reading import Reading, Scale
from booth_app.planfiles.sheet import Sheet
from booth_app.planfiles.sorting import layer_name
from booth_app.planfiles.svg import any as svg
from booth_app.planfiles.svg import bounds, words
from booth_app.planfiles.svg.references import count
from booth_app.planfiles.svg.scale import scale
from booth_app.planfiles.svg.sheet import read_sheet as svg_sheet
from booth_app.planfiles.svg.tree import parse
from booth_app.planfiles.unreadable import Unreadable

MOST_GROUPS = 40
"""Layers and colours that are offered: whoever has more of them names them in a file."""

_MOST_VERTICES = 20_000
_UNSCALED = 0.01
"""Metres per unit of a drawing that says nothing of it, so that it can be drawn at all."""


def look(form: str, data: bytes, asked: Asked) -> tuple[Look, Reading | Unreadable]:
    """The file as it is seen, and as it would be read.

    Raises:
        Unreadable: it cannot even be seen.
    """
    sheet, told = _sheet(form, data, asked)
    unit = told.metres_per_unit if told is not None else _UNSCALED
    across, down = sheet.size
    seen = Look(
        form,
        (across, down) if told is not None else (across / unit, down / unit),
        told,
        _groups((layer_name(mark.layer) for mark in sheet.marks), named=True),
        _groups(mark.fill for mark in sheet.marks if mark.rings),
        _groups(mark.stroke for mark in sheet.marks) if form != formats.GEOJSON else (),
        len(sheet.letterings),
        _lines(sheet),
    )
    try:
        return seen, reader(form)(data, asked)
    except Unreadable as refused:
        return seen, refused


def _sheet(form: str, data: bytes, asked: Asked) -> tuple[Sheet, Scale | None]:
    if form == formats.DXF:
        drawn = dxf.read_sheet(data, asked)
        return drawn.sheet, drawn.scale
    if form == formats.GEOJSON:
        held = geojson.read_sheet(data, asked)
        return held.sheet, held.scale
    tree = parse(data)
    count(tree)
    try:
        told = svg.told_scale(scale(tree.root, svg.scale_asked(asked)), asked)
    except Unreadable:
        told = None  # width and height give two scales: that is said, and it is drawn
    return svg_sheet(tree, told.metres_per_unit if told is not None else _UNSCALED), told


def _groups(names: Any, *, named: bool = False) -> tuple[Group, ...]:
    counted = Counter(name for name in names if name)
    return tuple(
        Group(name, marks, str(words.kind(name) or "") if named else "")
        for name, marks in counted.most_common(MOST_GROUPS)
    )


def _lines(sheet: Sheet) -> tuple[BaseGeometry, ...]:
    """What is drawn, as lines on the millimetre grid, the largest shapes first, until there are enough of them."""
    drawn = [line for mark in sheet.marks for line in (*mark.lines, *(np.vstack([r, r[:1]]) for r in mark.rings))]
    drawn.sort(key=lambda line: -float(np.ptp(line, axis=0).max()))
    found: list[BaseGeometry] = []
    vertices = 0
    for line in drawn:
        grid = np.round(line, 3) + 0.0
        if len(grid) < 2 or not (np.abs(grid) <= bounds.REACH).all():
            continue
        vertices += len(grid)
        if vertices > _MOST_VERTICES:
            break
        found.append(LineString(grid))
    return tuple(found)
