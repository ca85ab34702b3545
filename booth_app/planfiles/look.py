"""What a file holds, before it is decided what it means: for the page on which a person says so.

Layers and colours with how many marks each has, the size, the scale as far as it is known, what would be read as
things stand, or why nothing would, and the lines to draw it by.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from booth_app.geometry.stored import shape_from_json, shape_to_json
from booth_app.planfiles.reading import Scale


@dataclass(frozen=True, slots=True)
class Group:
    """A layer or a colour: how many marks are of it, and what the layer's name means by itself ("" for nothing)."""

    name: str
    marks: int
    means: str = ""


@dataclass(frozen=True, slots=True)
class Look:
    """A file as it is seen. `size` is in metres, in units where `scale` is None."""

    form: str
    size: tuple[float, float]
    scale: Scale | None
    layers: tuple[Group, ...]
    fills: tuple[Group, ...]
    strokes: tuple[Group, ...]
    texts: int
    lines: tuple[BaseGeometry, ...]


def to_json(seen: Look) -> dict[str, Any]:
    """Plain values, for another process."""
    return {
        "form": seen.form,
        "size": list(seen.size),
        "scale": None if seen.scale is None else [seen.scale.metres_per_unit, seen.scale.source],
        **{
            name: [[group.name, group.marks, group.means] for group in getattr(seen, name)]
            for name in ("layers", "fills", "strokes")
        },
        "texts": seen.texts,
        "lines": [shape_to_json(line) for line in seen.lines],
    }


def from_json(value: Mapping[str, Any]) -> Look:
    """What `to_json` wrote."""
    groups = {
        name: tuple(Group(str(group[0]), int(group[1]), str(group[2])) for group in value[name])
        for name in ("layers", "fills", "strokes")
    }
    told = value["scale"]
    return Look(
        str(value["form"]),
        (float(value["size"][0]), float(value["size"][1])),
        None if told is None else Scale(float(told[0]), str(told[1])),
        texts=int(value["texts"]),
        lines=tuple(shape_from_json(line) for line in value["lines"]),
        **groups,
    )


def shown(seen: Look) -> tuple[float, float, float, float]:
    """Least and greatest x and y of the lines."""
    if not seen.lines:
        return 0.0, 0.0, 1.0, 1.0
    x0, y0, x1, y1 = shapely.total_bounds(np.array(seen.lines, dtype=object)).tolist()
    return x0, y0, x1, y1
