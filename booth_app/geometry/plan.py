"""What a plan is: values that cannot be changed, in metres, y growing downwards.

A plan in memory is never altered: an edit makes the next one. The same values come out of a drawing
(`planfiles`) and out of the database (`layouts/shapes.py`), and go into rules, edits and pictures.
"""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeVar

import numpy as np
import shapely
from shapely import Polygon
from shapely.geometry.base import BaseGeometry

Shape = TypeVar("Shape", bound=BaseGeometry)

GRID = 0.001
"""Metres. Everything stored lies on this grid: integer millimetres."""

FORMS = frozenset(["inline", "corner", "through", "perimeter", "end_cap", "peninsula", "split_island", "island"])
SOLD_AS = frozenset(["demonstration", "raw", "shell_scheme"])
BOOTH_TYPES = FORMS | SOLD_AS
"""What a booth's type may be: a form, which follows from its open sides, or the way it is sold."""


class FixtureKind(StrEnum):
    """What in a hall is not a booth. The words are the plan file's (`design.md`, "Plan files")."""

    COLUMN = "column"
    WALL = "wall"
    ENTRANCE = "entrance"
    EXIT = "exit"
    STAIRS = "stairs"
    LIFT = "lift"
    HYDRANT = "hydrant"
    PANEL = "panel"
    STAGE = "stage"
    DESK = "desk"
    FACILITY = "facility"


class Side(StrEnum):
    """A side of a booth as it lies on the drawing, not as a person in it would say."""

    TOP = "top"
    RIGHT = "right"
    BOTTOM = "bottom"
    LEFT = "left"


@dataclass(frozen=True, slots=True)
class Names:
    """A name in both languages; either may be empty."""

    ar: str = ""
    en: str = ""


@dataclass(frozen=True, slots=True)
class Hall:
    """The floor that everything must lie on."""

    key: str
    outline: Polygon
    names: Names = Names()
    level: str = ""


@dataclass(frozen=True, slots=True)
class BoothShape:
    """A booth's outline in one plan. `key` stays the same through moves and renumbering, `number` is what people see.

    `type` and `open` are what the drawing says (empty: it says nothing); `outline` may be invalid, a rule tells.
    """

    key: str
    number: str
    outline: Polygon
    type: str = ""
    open: tuple[Side, ...] = ()
    zone: str = ""
    names: Names = Names()
    height: float | None = None


@dataclass(frozen=True, slots=True)
class Fixture:
    """A column, an exit, a stage … `label` is its number or name in the drawing; `width` an exit's clear width."""

    key: str
    kind: FixtureKind
    label: str
    outline: BaseGeometry
    type: str = ""
    names: Names = Names()
    width: float | None = None
    height: float | None = None


@dataclass(frozen=True, slots=True)
class Zone:
    """A named part of the floor; `main` marks a main aisle."""

    key: str
    label: str
    outline: BaseGeometry
    names: Names = Names()
    main: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything drawn of one hall (or, straight from a file, of several).

    `north` is where north lies: degrees clockwise from the drawing's top, 0 where the drawing does not say.
    """

    halls: tuple[Hall, ...] = ()
    booths: tuple[BoothShape, ...] = ()
    fixtures: tuple[Fixture, ...] = ()
    zones: tuple[Zone, ...] = ()
    backdrop: tuple[BaseGeometry, ...] = field(default=(), compare=False)
    north: float = 0.0

    def booth(self, key: str) -> BoothShape | None:
        """The booth with this key."""
        return next((each for each in self.booths if each.key == key), None)

    def numbered(self, number: str) -> BoothShape | None:
        """The first booth with this number."""
        return next((each for each in self.booths if each.number == number), None)

    @property
    def area(self) -> float:
        """Floor of the halls in square metres."""
        return float(sum(each.outline.area for each in self.halls))

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """Least and greatest x and y of all that is drawn: (x0, y0, x1, y1), metres."""
        drawn = [each.outline for group in (self.halls, self.booths, self.fixtures) for each in group]
        x0, y0, x1, y1 = shapely.total_bounds(np.array(drawn, dtype=object))
        return float(x0), float(y0), float(x1), float(y1)


def snap(shape: Shape) -> Shape:
    """The same shape on the millimetre grid, with no grid left on the geometry.

    A grid that stays on a geometry rounds every later intersection and buffer to it (measured: an
    intersection 9.4 mm thick vanished), hence the second call.
    """
    return shapely.set_precision(shapely.set_precision(shape, GRID, mode="pointwise"), 0, mode="pointwise")
