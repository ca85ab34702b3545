"""DXF drawings for tests, made with ezdxf: as short as the property that is looked at."""

import io
from collections.abc import Callable
from typing import Any

import ezdxf
import pytest
from ezdxf.document import Drawing

from booth_app.geometry import Plan
from booth_app.planfiles import Reading, Unreadable
from booth_app.planfiles.asked import Asked
from booth_app.planfiles.dxf.reader import read_dxf

METRES = 6


def document(draw: Callable[[Any, Drawing], object], *, units: int = METRES, version: str = "R2010") -> Drawing:
    """A drawing of one hall of 60 × 40 units in its first quadrant, and what `draw` adds to its model space."""
    drawing = ezdxf.new(version, units=units)
    space = drawing.modelspace()
    box(space, 0, 0, 60, 40, "HALL")
    draw(space, drawing)
    return drawing


def written(drawing: Drawing) -> bytes:
    out = io.StringIO()
    drawing.write(out)
    return out.getvalue().encode(drawing.output_encoding, "surrogateescape")


def dxf(draw: Callable[[Any, Drawing], object] = lambda *_: None, **said: Any) -> bytes:
    return written(document(draw, **said))


def read(draw: Callable[[Any, Drawing], object], asked: Asked | None = None, **said: Any) -> Reading:
    return read_dxf(dxf(draw, **said), asked or Asked())


def plan(draw: Callable[[Any, Drawing], object], asked: Asked | None = None, **said: Any) -> Plan:
    return read(draw, asked, **said).plan


def refusal(data: bytes, asked: Asked | None = None) -> Unreadable:
    with pytest.raises(Unreadable) as caught:
        read_dxf(data, asked or Asked())
    for message in (caught.value.message("ar"), caught.value.message("en")):
        assert "\n" not in message
        assert len(message) < 700
    return caught.value


def box(space: Any, x: float, y: float, width: float, depth: float, layer: str) -> Any:  # noqa: PLR0917
    """A closed polyline, as CAD programs draw a rectangle."""
    corners = [(x, y), (x + width, y), (x + width, y + depth), (x, y + depth)]
    if space.dxfversion == "AC1009":
        return space.add_polyline2d(corners, close=True, dxfattribs={"layer": layer})
    return space.add_lwpolyline(corners, close=True, dxfattribs={"layer": layer})
