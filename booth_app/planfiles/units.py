"""Units of length that a drawing may be in, and which of them suits its size."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

METRES: Mapping[str, float] = MappingProxyType(
    {
        "mm": 0.001,
        "cm": 0.01,
        "dm": 0.1,
        "m": 1.0,
        "in": 0.0254,
        "ft": 0.3048,
        "us-ft": 1200 / 3937,
        "yd": 0.9144,
    }
)
"""Metres in a unit. The US survey foot is 0.6 mm in 300 m longer than the foot."""

DEGREES = "degrees"
"""Of a GeoJSON file: longitude and latitude, where it could be metres as well."""

UNITS = (*METRES, DEGREES)
"""What may be said by hand."""

HALL_LEAST, HALL_MOST = 10.0, 500.0
"""Metres across. A hall that is smaller or larger is probably drawn in another unit than its file says."""

_LIKELY = ("mm", "m", "cm", "in", "ft", "dm", "yd")
"""In the order in which drawings of halls use them."""

_LEAF = (0.55, 1.4)
"""Metres. Doors' leaves: a quarter circle of another radius is no door."""


def fits(size: float, unit: str) -> bool:
    """Whether a drawing so many units across could be a hall."""
    return HALL_LEAST <= size * METRES[unit] <= HALL_MOST


def doors_fit(leaves: Sequence[float], unit: str) -> bool:
    """Whether most of the quarter circles in a drawing, by their radius in units, could be doors."""
    least, most = _LEAF
    return 2 * sum(least <= leaf * METRES[unit] <= most for leaf in leaves) > len(leaves)


def guess(size: float, leaves: Sequence[float] = ()) -> str | None:
    """The unit in which a drawing so many units across is a hall, and its doors are doors; None where there is none.

    Doors say more than the size: a sheet of details is smaller than any hall, and its doors are still doors.
    """
    if leaves:
        by_doors = [unit for unit in _LIKELY if doors_fit(leaves, unit) and size * METRES[unit] <= HALL_MOST]
        if by_doors:
            return next((unit for unit in by_doors if fits(size, unit)), by_doors[0])
    return next((unit for unit in _LIKELY if fits(size, unit)), None)
