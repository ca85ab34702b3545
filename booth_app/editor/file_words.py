"""What the page of an uploaded file says: kinds, units, formats, where numbers stand."""

from typing import Any

from flask_babel import gettext, lazy_gettext

from booth_app.planfiles import Reading
from booth_app.planfiles.units import DEGREES

KINDS: dict[str, Any] = {
    "hall": lazy_gettext("Hall"),
    "booth": lazy_gettext("Booths"),
    "zone": lazy_gettext("Zone"),
    "column": lazy_gettext("Columns"),
    "wall": lazy_gettext("Walls"),
    "entrance": lazy_gettext("Entrances"),
    "exit": lazy_gettext("Exits"),
    "stairs": lazy_gettext("Stairs"),
    "lift": lazy_gettext("Lifts"),
    "hydrant": lazy_gettext("Fire hydrants"),
    "panel": lazy_gettext("Electrical panels"),
    "stage": lazy_gettext("Stages"),
    "desk": lazy_gettext("Information desks"),
    "facility": lazy_gettext("Facilities"),
    "backdrop": lazy_gettext("Backdrop only"),
}
UNITS: dict[str, Any] = {
    "mm": lazy_gettext("Millimetres"),
    "cm": lazy_gettext("Centimetres"),
    "dm": lazy_gettext("Decimetres"),
    "m": lazy_gettext("Metres"),
    "in": lazy_gettext("Inches"),
    "ft": lazy_gettext("Feet"),
    "us-ft": lazy_gettext("US survey feet"),
    "yd": lazy_gettext("Yards"),
    DEGREES: lazy_gettext("Degrees (longitude and latitude)"),
}
NUMBERS: dict[str, Any] = {
    "": lazy_gettext("Where they are found"),
    "text": lazy_gettext("A text inside the booth"),
    "attribute": lazy_gettext("An attribute of the block or feature"),
    "label": lazy_gettext("The label of the element"),
    "id": lazy_gettext("The id of the element"),
}
FORMATS = {"svg": "SVG", "dxf": "DXF", "geojson": "GeoJSON"}
GROUPS: dict[str, Any] = {
    "layer": lazy_gettext("Layers"),
    "fill": lazy_gettext("Fill colours"),
    "stroke": lazy_gettext("Line colours"),
}


def units(form: str) -> dict[str, Any]:
    """The units that a format may have."""
    return {name: word for name, word in UNITS.items() if name != DEGREES or form == "geojson"}


def counts(reading: Reading) -> list[tuple[str, int]]:
    """How many things of each kind would be read."""
    plan = reading.plan
    found = {"hall": len(plan.halls), "booth": len(plan.booths), "zone": len(plan.zones)}
    for fixture in plan.fixtures:
        found[str(fixture.kind)] = found.get(str(fixture.kind), 0) + 1
    return [(str(word), found[kind]) for kind, word in KINDS.items() if found.get(kind)]


def means(kind: str) -> str:
    """What stands first in a choice of kinds: what happens if nothing is said."""
    if kind:
        return gettext("As the layer is called: %(kind)s", kind=KINDS[kind])
    return gettext("Nothing is said")
