"""No two booths share floor."""

from collections.abc import Iterator

import numpy as np
import shapely
from numpy.typing import NDArray

from booth_app.geometry.depth import LIMIT, depths, floor
from booth_app.geometry.plan import Plan
from booth_app.geometry.rule import NoSettings, Rule
from booth_app.geometry.violation import Finding

_CORNERS = 4


def check(plan: Plan, _: NoSettings) -> Iterator[Finding]:
    """Yield a finding for each pair of booths that go into each other deeper than 4 mm.

    Boxes first, then the shadows of four-cornered booths along their own edges: an intersection is made only for
    pairs that neither can tell apart (2 in 100 of a usual hall's touching pairs). Cost: one tree query.
    """
    outlines = np.array([booth.outline for booth in plan.booths], dtype=object)
    first, second = shapely.STRtree(outlines).query(outlines)
    once = first < second  # not itself, and not the same pair again
    first, second = first[once], second[once]
    for apart in (_boxes_apart, _shadows_apart):
        near = ~apart(outlines, first, second)
        first, second = first[near], second[near]
    shared = shapely.intersection(outlines[first], outlines[second])
    deep = depths(shared)
    for at in np.flatnonzero(deep > LIMIT):
        things = sorted((plan.booths[first[at]].number, plan.booths[second[at]].number))
        yield Finding(tuple(things), measured=round(float(deep[at]), 3), required=0.0, where=floor(shared[at]))


def _boxes_apart(outlines: NDArray[np.object_], first: NDArray[np.intp], second: NDArray[np.intp]) -> NDArray[np.bool_]:
    """Pairs whose boxes share too little for the least circle: all that only touch along the axes."""
    box = shapely.bounds(outlines)
    across = np.minimum(box[first, 2:], box[second, 2:]) - np.maximum(box[first, :2], box[second, :2])
    return across.min(axis=1) <= LIMIT


def _shadows_apart(
    outlines: NDArray[np.object_], first: NDArray[np.intp], second: NDArray[np.intp]
) -> NDArray[np.bool_]:
    """Pairs of four-cornered booths whose shadows along an edge's normal share too little: what touches when turned.

    Whatever the shapes, their common floor is not wider in a direction than their shadows' common part.
    """
    apart = np.zeros(len(first), dtype=bool)
    square = (shapely.get_num_coordinates(outlines) == _CORNERS + 1) & (shapely.get_num_interior_rings(outlines) == 0)
    both = np.flatnonzero(square[first] & square[second])
    if not len(both):
        return apart
    corners = np.zeros((len(outlines), _CORNERS, 2))
    corners[square] = shapely.get_coordinates(outlines[square]).reshape(-1, _CORNERS + 1, 2)[:, :_CORNERS]
    edges = np.roll(corners, -1, axis=1) - corners
    normals = np.stack([-edges[..., 1], edges[..., 0]], axis=-1)
    normals /= np.maximum(np.linalg.norm(normals, axis=-1, keepdims=True), 1e-12)
    a, b = corners[first[both]], corners[second[both]]
    directions = np.concatenate([normals[first[both]], normals[second[both]]], axis=1)
    on_a, on_b = a @ directions.transpose(0, 2, 1), b @ directions.transpose(0, 2, 1)
    across = np.minimum(on_a.max(axis=1), on_b.max(axis=1)) - np.maximum(on_a.min(axis=1), on_b.min(axis=1))
    apart[both] = across.min(axis=1) <= LIMIT
    return apart


RULE = Rule(
    name="overlap",
    check=check,
    says={
        "ar": "الجناحان {a} و{b} متداخلان بعمق {measured}\u00a0م.",
        "en": "Booths {a} and {b} overlap by {measured} m.",
    },
)
