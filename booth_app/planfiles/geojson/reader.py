"""GeoJSON to a sheet, in metres with y down, and to a plan.

Ours says in the member `booth_app` what its coordinates are (`writer.py`). In others' they are longitude and latitude
where they lie as close together as a building does in degrees, else metres with y up; which of them is told.
"""

from collections import Counter
from collections.abc import Mapping as Values
from dataclasses import dataclass
from typing import Any

import numpy as np

from booth_app.planfiles.asked import NOTHING, Asked
from booth_app.planfiles.geojson import properties
from booth_app.planfiles.geojson.anchor import MOST_LATITUDE, Anchor, NoAnchor
from booth_app.planfiles.geojson.document import Feature, parse
from booth_app.planfiles.geojson.writer import ANCHORED, LOCAL, MEMBER
from booth_app.planfiles.making import make
from booth_app.planfiles.mapping import Mapping
from booth_app.planfiles.reading import Note, Reading, Scale, several
from booth_app.planfiles.sheet import Lettering, Mark, Sheet
from booth_app.planfiles.svg import bounds, words
from booth_app.planfiles.svg.paths import Points
from booth_app.planfiles.svg.tree import Node
from booth_app.planfiles.units import DEGREES, METRES
from booth_app.planfiles.unreadable import Unreadable

_DEGREES_MOST = 0.2
"""Degrees across: 20 km, more than any venue; and 20 cm, were it metres."""


@dataclass(frozen=True, slots=True)
class _Ground:
    """What coordinates are: on the earth by an anchor, or a number of metres each, with y up or down."""

    anchor: Anchor | None = None
    metres: float = 1.0
    down: bool = False

    def placed(self, points: Points) -> Points:
        if self.anchor is not None:
            there: Points = self.anchor.metres(points)
            return there
        return points * (self.metres, self.metres if self.down else -self.metres)


@dataclass(frozen=True, slots=True)
class GeojsonSheet:
    """The sheet, its scale, what was found out on the way, and whether the file is one of ours."""

    sheet: Sheet
    scale: Scale
    notes: tuple[Note, ...]
    ours: bool


def read_geojson(data: bytes, asked: Asked = NOTHING) -> Reading:
    """The plan that a GeoJSON file holds (`docs/plan-files.md`), with notes of what was guessed or left out.

    Raises:
        Unreadable: the file is no plan, or is over a limit. Nothing else is raised, whatever the bytes.
    """
    drawn = read_sheet(data, asked)
    # Features are objects and not ink: none is drawn twice, and rooms of two levels may lie on one another.
    return make(drawn.sheet, asked.mapping, drawn.scale, drawn.notes, exact=True)


def read_sheet(data: bytes, asked: Asked = NOTHING) -> GeojsonSheet:
    """All features of a file.

    Raises:
        Unreadable: no GeoJSON, or over a limit.
    """
    document = parse(data)
    said = document.members.get(MEMBER)
    member: Values[str, Any] = said if isinstance(said, dict) else {}
    ours = member.get("crs") in (LOCAL, ANCHORED)
    features, notes = _of_level(document.features, asked.mapping)
    ground, scale, found = _ground(features, member, asked)
    sheet = Sheet(north=_north(member))
    guessed: Counter[str] = Counter()
    for feature in features:
        _add(sheet, feature, ground, guessed=None if ours else guessed, mapping=asked.mapping)
    if guessed:
        notes.append(Note("kinds-guessed", {"what": several(guessed, 12)}))
    return GeojsonSheet(sheet, scale, (*found, *notes), ours)


def _of_level(features: list[Feature], mapping: Mapping) -> tuple[list[Feature], list[Note]]:
    """The features of the level that is asked for, and those of none; where none is asked for, all are told."""
    by_place = {feature.place: properties.levels(feature.properties) for feature in features}
    every = sorted({level for levels in by_place.values() for level in levels})
    if mapping.level is not None:
        kept = [each for each in features if not by_place[each.place] or mapping.level in by_place[each.place]]
        return kept, []
    return features, [Note("several-levels", {"what": several(every)})] if len(every) > 1 else []


def _ground(features: list[Feature], member: Values[str, Any], asked: Asked) -> tuple[_Ground, Scale, list[Note]]:
    every = [points for feature in features for points in feature.coordinates]
    spot = np.concatenate(every) if every else np.zeros((1, 2))
    low, high = spot.min(axis=0), spot.max(axis=0)
    down = member.get("y") == "down"
    by_hand = asked.metres_per_unit or (asked.mapping.scale.metres_per_unit if asked.mapping.scale else None)
    if by_hand is not None:
        return _Ground(metres=_sane(by_hand), down=down), Scale(by_hand, "given"), []
    if asked.said_unit is not None and asked.said_unit in METRES:
        return _Ground(metres=METRES[asked.said_unit], down=down), Scale(METRES[asked.said_unit], "given"), []
    if asked.said_unit == DEGREES:
        return _Ground(_middle(low, high)), Scale(1.0, "degrees"), []
    if member.get("crs") == LOCAL:
        return _Ground(down=down), Scale(1.0, "attribute"), []
    if member.get("crs") == ANCHORED:
        return _Ground(_anchor(member.get("anchor"))), Scale(1.0, "degrees"), []
    with np.errstate(over="ignore"):
        size = float((high - low).max())
    on_earth = bool((np.abs(low) <= (180, MOST_LATITUDE)).all() and (np.abs(high) <= (180, MOST_LATITUDE)).all())
    if on_earth and size <= _DEGREES_MOST:
        anchor = _middle(low, high)
        across, deep = np.ptp(anchor.metres(np.array([low, high])), axis=0)
        note = Note("degrees-guessed", {"size": f"{max(across, deep):.2f}"})
        return _Ground(anchor), Scale(1.0, "degrees"), [note]
    return _Ground(down=down), Scale(1.0, "guessed"), [Note("metres-guessed", {"size": f"{size:.2f}"})]


def _middle(low: Points, high: Points) -> Anchor:
    lon, lat = (low / 2 + high / 2).tolist()
    return _checked(lon, lat)


def _anchor(said: Any) -> Anchor:
    try:
        at = tuple(float(each) for each in said.get("at", (0.0, 0.0)))
        x, y = at
        return _checked(float(said["lon"]), float(said["lat"]), float(said.get("bearing", 0.0)), (x, y))
    except (TypeError, ValueError, KeyError, AttributeError, OverflowError):
        raise Unreadable("not-geojson", where=f"{MEMBER}: anchor") from None


def _checked(lon: float, lat: float, bearing: float = 0.0, at: tuple[float, float] = (0.0, 0.0)) -> Anchor:
    try:
        return Anchor(lon, lat, bearing, at)
    except NoAnchor as wrong:
        raise Unreadable("not-geojson", where=str(wrong)) from None


def _add(sheet: Sheet, feature: Feature, ground: _Ground, *, guessed: Counter[str] | None, mapping: Mapping) -> None:
    """The feature as a mark. `guessed` (None: the file is ours) counts layers whose meaning had to be guessed."""
    layer = properties.layer(feature.properties)
    if guessed is None:
        values = properties.ours(feature.properties)
    else:
        values = properties.names(feature.properties)
        kind = properties.GUESSES.get(layer.lower())
        if kind is not None and feature.rings and mapping.kind(layer) is None and words.kind(layer) is None:
            values["data-kind"] = str(kind)
            guessed[f"{layer} → {kind}"] += 1
    said = properties.attributes(feature.properties)
    node = Node(f"feature {feature.place}", values, 0)
    mark = Mark(node, layer, attributes={} if guessed is None else said)
    rings, lines, points = (
        [_there(ground, each) for each in part] for part in (feature.rings, feature.lines, feature.points)
    )
    every = [*rings, *lines, *points]
    if not all((np.abs(each) <= bounds.REACH).all() for each in every):  # NaN is not within either
        mark.broken = node.refuse("out-of-range", limit=f"{bounds.REACH / 1000:g}")
    elif any(len(each) > bounds.VERTICES_OF_ONE for each in every):
        mark.broken = node.refuse("too-many-vertices", limit=f"{bounds.VERTICES_OF_ONE:,}")
    else:
        mark.rings, mark.lines = rings, lines
        if not rings and not lines:
            if points and said.get("name"):
                x, y = points[0][0].tolist()
                sheet.letterings.append(Lettering(said["name"][: bounds.TEXT_CHARACTERS], (x, y), (x, y), layer))
            sheet.left_out["Point" if points else "null"] += 1
            return
    sheet.marks.append(mark)


def _there(ground: _Ground, points: Points) -> Points:
    with np.errstate(all="ignore"):
        return ground.placed(points)


def _north(member: Values[str, Any]) -> float:
    north = member.get("north", 0)
    if not isinstance(north, int | float) or isinstance(north, bool) or not abs(north) < 1e6:
        return 0.0
    return round(float(north) % 360, 2) % 360


def _sane(value: float) -> float:
    if not 1e-6 <= value <= 1000:
        raise Unreadable("scale", value=f"{value:g}")
    return value
