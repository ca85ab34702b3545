"""What a file draws, before anything is said about what it means: marks, letterings, layers. In metres, y down."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from booth_app.planfiles.svg.paths import Points
from booth_app.planfiles.svg.tree import Node
from booth_app.planfiles.unreadable import Unreadable


@dataclass(slots=True, eq=False)
class Mark:
    """One drawn element. `rings` are closed and have floor inside, `lines` are open.

    `node` carries what the file says of it (as the SVG profile's attributes, and `label` and `id`); `attributes` are
    the file's own words (a block's attributes, a feature's properties). `part_of` is shared by the marks of one block
    reference; `together`: all their rings are one outline, in which a ring inside another is a hole. `broken` is why
    it cannot be read; that is no error unless it turns out to be a thing.
    """

    node: Node
    layer: str
    rings: list[Points] = field(default_factory=list)
    lines: list[Points] = field(default_factory=list)
    fill: str = ""
    stroke: str = ""
    attributes: Mapping[str, str] = field(default_factory=dict)
    part_of: int | None = None
    together: bool = False
    broken: Unreadable | None = None

    @property
    def floor(self) -> float:
        """Square metres inside its largest ring."""
        return max((_enclosed(ring) for ring in self.rings), default=0.0)


@dataclass(frozen=True, slots=True)
class Lettering:
    """A text: where it begins and where its middle is, as far as that can be told without its font."""

    text: str
    start: tuple[float, float]
    middle: tuple[float, float]
    layer: str = ""


@dataclass(slots=True)
class Sheet:
    """All that a file draws, in its order."""

    marks: list[Mark] = field(default_factory=list)
    letterings: list[Lettering] = field(default_factory=list)
    north: float = 0.0
    hidden: int = 0
    left_out: Counter[str] = field(default_factory=Counter)

    @property
    def layers(self) -> dict[str, int]:
        """How many marks each layer has, the fullest first."""
        return dict(Counter(mark.layer for mark in self.marks).most_common())

    @property
    def size(self) -> tuple[float, float]:
        """Metres across and down."""
        points = [ring for mark in self.marks for ring in (*mark.rings, *mark.lines) if len(ring)]
        if not points:
            return 0.0, 0.0
        every = np.concatenate(points)
        across, down = every.max(axis=0) - every.min(axis=0)
        return float(across), float(down)


def _enclosed(ring: Points) -> float:
    x, y = (ring - ring[0]).T
    return abs(float(x @ np.roll(y, -1) - y @ np.roll(x, -1))) / 2
