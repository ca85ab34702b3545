"""Floor told apart by looks: bands of a measure, catchments, kinds. Each look is a colour and a pattern of its own.

The order of looks goes from what is as it should be (1, plain) to what is not (6, hatched): it reads without colour.
"""

from collections.abc import Iterable

from shapely.geometry.base import BaseGeometry

from booth_app.drawing.defs import PREFIX
from booth_app.drawing.elements import Svg, element, joined
from booth_app.drawing.overlay import tag
from booth_app.drawing.paths import path

PATTERN = {2: "reserved", 3: "held", 4: "submitted", 5: "closed", 6: "error"}
"""The pattern of each look; the first is plain."""

LOOKS = 6


def bands(shapes: Iterable[tuple[int, BaseGeometry]]) -> Svg:
    """Areas (metres) with their looks, 1 to 6; empty ones are left out."""
    return joined(*(_band(look, path(shape)) for look, shape in shapes if not shape.is_empty))


def lines(shape: BaseGeometry, *, partly: bool = False) -> Svg:
    """Edges that are shown to be open, or partly so."""
    d = path(shape)
    return element("path", class_="plan-open-side", d=d, data_partly=partly, aria_hidden="true") if d else Svg()


def labels(words: Iterable[tuple[str, BaseGeometry]]) -> Svg:
    """Figures on plates, each within its area."""
    plates = [tag(says, where.representative_point()) for says, where in words if not where.is_empty]
    return element("g", *plates, class_="plan-band-labels", aria_hidden="true")


def _band(look: int, d: str) -> Svg:
    pattern = PATTERN.get(look)
    return element(
        "g",
        element("path", class_="band-fill", d=d),
        element("path", d=d, fill=f"url(#{PREFIX}{pattern})") if pattern else None,
        class_="plan-band",
        data_band=look,
        aria_hidden="true",
    )
