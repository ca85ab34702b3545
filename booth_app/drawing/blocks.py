"""Booths that stand together: what is named when a booth is too small for a number ("A-200").

A block is also how the map is written: its booths are placed from its own origin, so that blocks built alike are
written alike (5,000 booths: 58 instead of 70 kB compressed).
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from shapely import Polygon
from shapely.geometry.base import BaseGeometry

from booth_app.drawing.glyphs import width
from booth_app.drawing.labels import LABEL_PX, PAD_PX, Bands, Room, least_side, room
from booth_app.drawing.paths import Spot, spot
from booth_app.geometry.plan import BoothShape
from booth_app.text.sorting import sort_key

TOGETHER = 0.8
"""Metres between booths that still stand together: the service gap between two rows, less than any aisle."""

_MUCH_LARGER = 1.5


@dataclass(frozen=True, slots=True)
class Block:
    """Booths in natural order of their numbers, and the name of the whole with the zooms at which it shows.

    `origin` is what its tiles are placed from, `middle` where its name stands; the name is empty for a single booth.
    """

    booths: tuple[BoothShape, ...]
    origin: Spot
    middle: Spot
    side: int
    name: str
    bands: Bands


def blocks(booths: Iterable[BoothShape], least_px: int) -> tuple[Block, ...]:
    """The blocks of a plan in natural order. `least_px`: side from which booths show labels of their own.

    Blocks that would have one name between them (A-201 to A-210 here, A-211 to A-220 there) have their range instead.
    """
    everyone = sorted(booths, key=lambda booth: sort_key(booth.number, "en"))
    groups = _groups(everyone)
    numbers = [[booth.number for booth in group] for group in groups]
    names = Counter(block_name(each) for each in numbers if len(each) > 1)
    return tuple(
        _block(group, block_name(each) if names[block_name(each)] == 1 else block_range(each), least_px)
        for group, each in zip(groups, numbers, strict=True)
    )


def loose(booths: Iterable[BoothShape]) -> Block:
    """Booths that are placed from the hall's own origin, in natural order, without a name."""
    ordered = tuple(sorted(booths, key=lambda booth: sort_key(booth.number, "en")))
    return Block(ordered, (0, 0), (0, 0), 0, "", Bands(()))


def block_name(numbers: Sequence[str]) -> str:
    """What a block is called: `A-200` for A-201 to A-220, `H3-B` for H3-B1 to H3-B12, else its range.

    `numbers` in natural order.
    """
    parts = [_parts(each) for each in numbers]
    fronts = {front for front, _ in parts}
    hundreds = {digits[:-2] for _, digits in parts}
    if len(fronts) == 1:
        [front] = fronts
        if len(hundreds) == 1 and all(len(digits) > 2 for _, digits in parts):
            return f"{front}{hundreds.pop()}00"
        if front.strip("-.") and all(len(digits) < 3 for _, digits in parts):
            return front.rstrip("-.")
    return block_range(numbers)


def block_range(numbers: Sequence[str]) -> str:
    """First and last number, the second without what both begin with: `A-201–210`."""
    (front, first), (other, last) = _parts(numbers[0]), _parts(numbers[-1])
    return f"{front}{first}–{last if other == front else other + last}"


def _parts(number: str) -> tuple[str, str]:
    digits = number[len(number.rstrip("0123456789")) :]
    return number.removesuffix(digits) if digits else number, digits


def _groups(booths: list[BoothShape]) -> list[list[BoothShape]]:
    """Booths joined by a chain of neighbours, in the order of their first ones."""
    shapes = np.array([booth.outline for booth in booths], dtype=object)
    head = list(range(len(booths)))

    def first(one: int) -> int:
        while head[one] != one:
            head[one] = head[head[one]]
            one = head[one]
        return one

    pairs = shapely.STRtree(shapes).query(shapes, predicate="dwithin", distance=TOGETHER)
    for a, b in pairs.T.tolist():
        low, high = sorted((first(a), first(b)))
        head[high] = low
    groups: defaultdict[int, list[BoothShape]] = defaultdict(list)
    for place, booth in enumerate(booths):
        groups[first(place)].append(booth)
    return list(groups.values())


def _block(group: list[BoothShape], name: str, least_px: int) -> Block:
    rooms = [room(booth.outline) for booth in group]
    origin = (min(each.middle[0] for each in rooms), min(each.middle[1] for each in rooms))
    side = sorted(each.side for each in rooms)[len(rooms) // 2]
    # A booth much larger than the rest still shows its own number where the others are named together.
    small = [booth for booth, each in zip(group, rooms, strict=True) if each.side < side * _MUCH_LARGER]
    floor = _floor(small)
    if len(group) == 1 or floor is None:
        return Block(tuple(group), origin, origin, side, "", Bands(()))
    centre = floor.centroid
    middle = spot(centre) if centre.within(floor) else room(floor).middle
    least = least_side(floor, Room(middle, side), (width(name) * LABEL_PX + 2 * PAD_PX, LABEL_PX + PAD_PX))
    steps = (("block", least), ("none", least_px)) if least is not None and least < least_px else ()
    return Block(tuple(group), origin, middle, side, name, Bands(steps))


def _floor(booths: list[BoothShape]) -> Polygon | None:
    """The floor of a block, its gaps closed; the largest part, should it have several."""
    half = TOGETHER / 2 + 0.001
    grown: BaseGeometry = shapely.union_all([each.outline.buffer(half, join_style="mitre") for each in booths])
    joined = grown.buffer(-half, join_style="mitre")
    parts = [each for each in shapely.get_parts(joined).tolist() if isinstance(each, Polygon) and each.area]
    return max(parts, key=lambda each: each.area, default=None)
