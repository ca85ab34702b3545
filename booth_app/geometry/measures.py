"""How large a shape is, as people say it: one side by the other."""

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

_NEARLY_A_RECTANGLE = 0.02  # m²: corners cut by a column's thickness still leave "3.0 × 3.0"


def measures(shape: BaseGeometry) -> tuple[float, float] | None:
    """The sides of a rectangle in metres (two decimals), the one along the drawing's width first; None for the rest.

    A shape counts as a rectangle where the smallest one around it has no more than 0.02 m² beside it.
    """
    frame = shapely.minimum_rotated_rectangle(shape)
    if frame.area == 0 or frame.area - shape.area > _NEARLY_A_RECTANGLE:
        return None
    (ax, ay), (bx, by), (cx, cy) = shapely.get_coordinates(frame)[:3]
    first, second = float(np.hypot(bx - ax, by - ay)), float(np.hypot(cx - bx, cy - by))
    along_the_width = abs(bx - ax) / first >= abs(cx - bx) / second
    across, deep = (first, second) if along_the_width else (second, first)
    return round(across, 2), round(deep, 2)
