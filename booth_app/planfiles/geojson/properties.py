"""What a feature's properties say of it: ours exactly, other people's as far as their habits are known."""

from collections.abc import Mapping
from typing import Any

from booth_app.geometry import FixtureKind
from booth_app.planfiles.svg.words import AnyKind, Kind
from booth_app.text.bidi import strip_controls
from booth_app.text.names import clean_name
from booth_app.text.problems import Unreadable as NoName

_OURS = frozenset(["kind", "number", "name-ar", "name-en", "type", "zone", "level", "width", "height"])

_LAYERS = ("kind", "feature_type", "layer", "type", "class")
_SIGNS = ("shop", "indoor", "amenity", "building", "building:part", "door", "entrance", "highway")
"""What may say the layer: by its value; by being there at all (OpenStreetMap's tags, for which see its wiki)."""

_ABOUT_PEOPLE = frozenset(["user", "uid", "timestamp", "changeset", "version"])
"""Who drew it is nobody's business here."""

_LONGEST = 200

GUESSES: Mapping[str, AnyKind] = {
    "building_outline": Kind.HALL,
    "building": Kind.HALL,
    "footprint": Kind.HALL,
    "level": Kind.HALL,
    "outline": Kind.HALL,
    "kiosk": Kind.BOOTH,
    "stand": Kind.BOOTH,
    "stall": Kind.BOOTH,
    "shop": Kind.BOOTH,
    "elevator": FixtureKind.LIFT,
    "steps": FixtureKind.STAIRS,
    "escalator": FixtureKind.STAIRS,
    "door": FixtureKind.ENTRANCE,
    "opening": FixtureKind.ENTRANCE,
    "emergencyexit": FixtureKind.EXIT,
    "emergency_exit": FixtureKind.EXIT,
    "pillar": FixtureKind.COLUMN,
    "bathroom": FixtureKind.FACILITY,
    "restroom": FixtureKind.FACILITY,
    "toilets": FixtureKind.FACILITY,
}
"""How widespread formats of indoor maps (IMDF, WRLD, OpenStreetMap) call what we have; each use is told."""


def ours(properties: Mapping[str, Any]) -> dict[str, str]:
    """The profile's attributes from the properties of a file of ours."""
    said = {f"data-{name}": _text(properties[name]) for name in _OURS if properties.get(name) not in (None, "")}
    sides = properties.get("open")
    if isinstance(sides, list):
        said["data-open"] = " ".join(_text(side) for side in sides)
    return said


def layer(properties: Mapping[str, Any]) -> str:
    """What stands for a layer: the feature's type, by whatever name."""
    for name in _LAYERS:
        if isinstance(properties.get(name), str) and properties[name].strip():
            return str(properties[name]).strip()[:_LONGEST]
    for name in _SIGNS:
        if properties.get(name) not in (None, "", "no"):
            return str(properties[name])[:_LONGEST] if name in {"indoor", "amenity"} else name
    return ""


def levels(properties: Mapping[str, Any]) -> frozenset[str]:
    """The levels that a feature stands on; OpenStreetMap writes several as `-1;0`."""
    said = properties.get("level")
    if said is None or isinstance(said, bool | list | dict):
        return frozenset()
    return frozenset(part.strip() for part in str(said)[:_LONGEST].split(";") if part.strip())


def names(properties: Mapping[str, Any]) -> dict[str, str]:
    """The names of a feature of other people's: by language where it says so, else by its letters."""
    found: dict[str, str] = {}
    plain = properties.get("name")
    said = dict(plain) if isinstance(plain, dict) else {lang: properties.get(f"name:{lang}") for lang in ("ar", "en")}
    if isinstance(plain, str):
        arabic = any("\u0600" <= char <= "\u06ff" for char in plain)
        said["ar" if arabic else "en"] = said.get("ar" if arabic else "en") or plain
    for lang in ("ar", "en"):
        name = said.get(lang)
        if isinstance(name, str) and name.strip():
            try:
                found[f"data-name-{lang}"] = clean_name(strip_controls(name), longest=_LONGEST)
            except NoName:
                continue
    return found


def attributes(properties: Mapping[str, Any]) -> dict[str, str]:
    """The properties that are words or figures, as words."""
    return {
        name: _text(value)
        for name, value in properties.items()
        if name not in _ABOUT_PEOPLE and isinstance(value, str | int | float) and not isinstance(value, bool)
    }


def _text(value: Any) -> str:
    if isinstance(value, float):
        return f"{value:.3f}".rstrip("0").rstrip(".")
    return str(value)[:1000]
