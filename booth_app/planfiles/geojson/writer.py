"""A plan as GeoJSON, in one of two kinds; a foreign member, `booth_app`, says which.

`{"crs": "local-metres", "y": "down", "north": 0}`: coordinates are the plan's own metres. RFC 7946 knows no such
thing; this kind is for exchange between copies of this software and for whoever reads the member.
`{"crs": "anchored", "anchor": {"lon", "lat", "bearing", "at": [x, y]}, "north": 0}`: longitude and latitude, as the
RFC has it, and with them what leads back to the metres. `north` is the plan's own, degrees clockwise from its top.

One feature a thing, in the plan's order. Properties are the plan file's attributes (`docs/plan-files.md`) without
`data-`: `kind`, `number`, `name-ar`, `name-en`, `type`, `open` (a list), `zone`, `level`, `width`, `height` (numbers,
metres). What a thing does not have is left out. What has no kind is `backdrop`.
"""

import json
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import shapely
from shapely.geometry import mapping
from shapely.geometry.base import BaseGeometry

from booth_app.geometry import Names, Plan
from booth_app.planfiles.geojson.anchor import Anchor

MEMBER = "booth_app"
"""The foreign member that says which kind a file is."""

LOCAL, ANCHORED = "local-metres", "anchored"

_DECIMALS = {LOCAL: 3, ANCHORED: 9}
"""Millimetres, and billionths of a degree: a tenth of a millimetre on the ground."""


def write_geojson(plan: Plan, anchor: Anchor | None = None, title: Names | None = None) -> str:
    """The plan as GeoJSON text: on the earth where there is an anchor, else in its own metres.

    Outer rings run anticlockwise and holes clockwise by their own coordinates, as the RFC asks. Keys are not written.
    Invalid outlines are written as they are.
    """
    crs = LOCAL if anchor is None else ANCHORED
    says: dict[str, Any] = {"crs": crs, "north": plan.north}
    if anchor is None:
        says["y"] = "down"
    else:
        says["anchor"] = {"lon": anchor.lon, "lat": anchor.lat, "bearing": anchor.bearing, "at": list(anchor.at)}
    if title is not None:
        says["title"] = {"ar": title.ar, "en": title.en}

    def placed(points: Any) -> Any:
        return np.round(points if anchor is None else anchor.degrees(points), _DECIMALS[crs])

    lines = [json.dumps(_feature(shape, values, placed), ensure_ascii=False) for shape, values in _things(plan)]
    # A line a feature: a change of one booth is then a change of one line, for whoever keeps plans under a history.
    head = f'{{"type": "FeatureCollection", "{MEMBER}": {json.dumps(says, ensure_ascii=False)}, "features": ['
    return head + "\n" + ",\n".join(lines) + "\n]}\n"


def _feature(shape: BaseGeometry, values: dict[str, Any], placed: Callable[[Any], Any]) -> dict[str, Any]:
    there = shapely.orient_polygons(shapely.transform(shape, placed), exterior_cw=False)
    said = {name: value for name, value in values.items() if value not in ("", None, [])}
    return {"type": "Feature", "properties": said, "geometry": mapping(there)}


def _things(plan: Plan) -> Iterator[tuple[BaseGeometry, dict[str, Any]]]:
    for hall in plan.halls:
        yield hall.outline, {"kind": "hall", "number": hall.key, **_names(hall.names), "level": hall.level}
    for zone in plan.zones:
        main = {"type": "main"} if zone.main else {}
        yield zone.outline, {"kind": "zone", "number": zone.label, **_names(zone.names), **main}
    for booth in plan.booths:
        yield (
            booth.outline,
            {
                "kind": "booth",
                "number": booth.number,
                **_names(booth.names),
                "type": booth.type,
                "open": [str(side) for side in booth.open],
                "zone": booth.zone,
                "height": booth.height,
            },
        )
    for fixture in plan.fixtures:
        yield (
            fixture.outline,
            {
                "kind": str(fixture.kind),
                "number": fixture.label,
                **_names(fixture.names),
                "type": fixture.type,
                "width": fixture.width,
                "height": fixture.height,
            },
        )
    for shape in plan.backdrop:
        yield shape, {"kind": "backdrop"}


def _names(names: Names) -> dict[str, str]:
    return {"name-ar": names.ar, "name-en": names.en}
