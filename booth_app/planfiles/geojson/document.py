"""Bytes of a GeoJSON file to features whose coordinates are numbers, counted while they are read."""

import json
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from booth_app.planfiles.svg import bounds
from booth_app.planfiles.svg.paths import Points
from booth_app.planfiles.unreadable import Unreadable

_LINES = frozenset(["LineString", "MultiLineString"])
_AREAS = frozenset(["Polygon", "MultiPolygon"])
_DEEPEST = 8  # collections of collections


@dataclass(frozen=True, slots=True)
class Feature:
    """A feature's rings or lines, in its coordinates, and what its properties say. `place` is its number, from 1."""

    place: int
    properties: Mapping[str, Any]
    rings: list[Points]
    lines: list[Points]
    points: list[Points]

    @property
    def coordinates(self) -> list[Points]:
        """All of them."""
        return [*self.rings, *self.lines, *self.points]


@dataclass(frozen=True, slots=True)
class Document:
    """The features in file order, and the members of the collection itself."""

    features: list[Feature]
    members: Mapping[str, Any]


def parse(data: bytes) -> Document:
    """The features of a file.

    Raises:
        Unreadable: not JSON, not GeoJSON, figures that are none, or over a limit.
    """
    root = _json(data)
    if not isinstance(root, dict):
        raise Unreadable("not-geojson", where="the outermost value")
    kind = root.get("type")
    if kind == "FeatureCollection":
        found = root.get("features")
        if not isinstance(found, list):
            raise Unreadable("not-geojson", where="features")
    else:
        found = [root if kind == "Feature" else {"type": "Feature", "geometry": root, "properties": {}}]
    if len(found) > bounds.ELEMENTS:
        raise Unreadable("too-many-elements", limit=f"{bounds.ELEMENTS:,}")
    reader = _Features()
    features = [reader.feature(each, at) for at, each in enumerate(found, start=1)]
    return Document(features, {name: value for name, value in root.items() if name != "features"})


def _json(data: bytes) -> Any:
    if len(data) > bounds.BYTES:
        raise Unreadable("too-large", limit=bounds.BYTES // 1_000_000)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unreadable("encoding", position=error.start) from None
    try:
        return json.loads(text, parse_constant=_no_constant)
    except RecursionError:
        raise Unreadable("not-json", reason="nested too deep") from None
    except ValueError as error:  # also an integer of 5,000 digits
        raise Unreadable("not-json", reason=str(error)) from None


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is no JSON")


class _Features:
    def __init__(self) -> None:
        self._vertices = 0

    def feature(self, value: Any, place: int) -> Feature:
        if not isinstance(value, dict) or value.get("type") != "Feature":
            raise Unreadable("not-geojson", where=f"feature {place}")
        properties = value.get("properties")
        if properties is not None and not isinstance(properties, dict):
            raise Unreadable("not-geojson", where=f"feature {place}: properties")
        said = dict(properties or {})
        made = Feature(place, said, [], [], [])
        if value.get("geometry") is not None:
            self._geometry(value["geometry"], made, 0)
        return made

    def _geometry(self, value: Any, feature: Feature, depth: int) -> None:
        where = f"feature {feature.place}: geometry"
        if not isinstance(value, dict) or depth > _DEEPEST:
            raise Unreadable("not-geojson", where=where)
        kind = value.get("type")
        if kind == "GeometryCollection":
            parts = value.get("geometries")
            if not isinstance(parts, list):
                raise Unreadable("not-geojson", where=where)
            for part in parts:
                self._geometry(part, feature, depth + 1)
            return
        coordinates = value.get("coordinates")
        many = isinstance(kind, str) and kind.startswith("Multi")
        wanted = {"Point": 0, "LineString": 1, "Polygon": 2}.get(str(kind).removeprefix("Multi"))
        if wanted is None:
            raise Unreadable("not-geojson", where=where)
        kept = feature.rings if kind in _AREAS else feature.lines if kind in _LINES else feature.points
        kept.extend(self._arrays(coordinates, wanted + many, where))

    def _arrays(self, value: Any, depth: int, where: str) -> Iterator[Points]:
        """The positions below so many levels of lists; a single position is one of one."""
        if depth <= 1:
            positions = [value] if depth == 0 else value
            if not isinstance(positions, list) or not positions:
                raise Unreadable("not-geojson", where=where)
            self._vertices += len(positions)
            if self._vertices > bounds.VERTICES:
                raise Unreadable("too-many-vertices", limit=f"{bounds.VERTICES:,}")
            yield np.array([_position(each, where) for each in positions], dtype=float)
            return
        if not isinstance(value, list):
            raise Unreadable("not-geojson", where=where)
        for each in value:
            yield from self._arrays(each, depth - 1, where)


def _position(value: Any, where: str) -> tuple[float, float]:
    if not isinstance(value, list) or not 2 <= len(value) <= 4:
        raise Unreadable("not-geojson", where=where)
    for each in value[:2]:
        number = isinstance(each, int | float) and not isinstance(each, bool)
        if not number or abs(each) > 1e300 or not math.isfinite(each):
            raise Unreadable("not-a-number", attribute=where, value=str(each)[:40])
    return float(value[0]), float(value[1])
