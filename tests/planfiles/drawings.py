"""Drawings for tests: as short as the property that is looked at."""

from pathlib import Path

import pytest

from booth_app.geometry import Plan
from booth_app.planfiles import Reading, Unreadable, read_svg

ROOT = Path(__file__).resolve().parents[2]
FLOORPLANS = ROOT / "floorplans"

SVG = 'xmlns="http://www.w3.org/2000/svg"'
XLINK = 'xmlns:xlink="http://www.w3.org/1999/xlink"'
INKSCAPE = 'xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape"'
HALL = '<rect data-kind="hall" data-number="hall-1" x="0" y="0" width="100" height="100"/>'


def drawing(*elements: str, scale: str = 'data-metres-per-unit="1"', hall: str = HALL) -> bytes:
    """A file of one hall of 100 × 100 m and these elements, one unit a metre."""
    inner = "\n".join([hall, *elements])
    return f"<svg {SVG} {XLINK} {INKSCAPE} {scale}>\n{inner}\n</svg>".encode()


def read(*elements: str, **said: str) -> Reading:
    return read_svg(drawing(*elements, **said))


def plan(*elements: str, **said: str) -> Plan:
    return read(*elements, **said).plan


def refusal(data: bytes, metres_per_unit: float | None = None) -> Unreadable:
    """The refusal that reading gives, fit to be shown; anything else is a failure of the test."""
    with pytest.raises(Unreadable) as caught:
        read_svg(data, metres_per_unit)
    for message in (caught.value.message("ar"), caught.value.message("en")):
        assert "\n" not in message
        assert len(message) < 700
    return caught.value


def refused(*elements: str, **said: str) -> Unreadable:
    return refusal(drawing(*elements, **said))


SHAPE_RULES = {"*": False} | dict.fromkeys(
    ("overlap", "outside-hall", "obstacle", "duplicate-number", "invalid-shape"), True
)
"""The rules about shapes and numbers alone: a hall drawn for these has no exits and no aisles."""
