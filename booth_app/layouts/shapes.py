"""Rows ⇄ geometry, here and nowhere else. Integer millimetres there, metres here; shapes as `geometry.stored` has them.

A revision's `ground` is the plan without booths and fixtures, which have rows of their own. A draft from a file has
the whole plan there: rows need booths, and those of a draft do not exist yet.
"""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from booth_app.exhibitions.models import Hall as HallRow
from booth_app.geometry import BoothShape, Fixture, Names, Plan, Side, stored
from booth_app.layouts.models import BoothShapeRow, FixtureShapeRow

MM = 1000
_PREFIX = "b"

Json = dict[str, Any]


def booth_key(booth_id: int) -> str:
    """The key of a booth in every plan it is part of."""
    return f"{_PREFIX}{booth_id}"


def booth_id(key: str) -> int | None:
    """The booth that a key stands for; None for one that exists in a draft only."""
    digits = key.removeprefix(_PREFIX)
    return int(digits) if key != digits and digits.isascii() and digits.isdigit() else None


def booth(row: BoothShapeRow, *, as_drawn: bool = False) -> BoothShape:
    """A booth of a revision with type and open sides; `as_drawn` only as far as the drawing itself says them."""
    drawn = row.drawn
    names = drawn.get("names", {})
    height = drawn.get("height")
    return BoothShape(
        key=booth_key(row.booth_id),
        number=row.number,
        outline=stored.polygon(row.rings),
        type=drawn.get("type", "") if as_drawn else row.type,
        open=sides(drawn.get("open", "") if as_drawn else row.open_sides),
        zone=row.zone,
        names=Names(names.get("ar", ""), names.get("en", "")),
        height=None if height is None else height / MM,
    )


def booth_row(revision_id: int, booth_id: int, booth: BoothShape, *, drawn: BoothShape) -> Json:
    """The columns of a booth's row: `booth` with type and open sides filled in, `drawn` as the drawing says them."""
    value = stored.booth_to_json(drawn)
    said = {"type": drawn.type, "open": spelled(drawn.open), "names": value["names"], "height": value["height"]}
    return {
        "revision_id": revision_id,
        "booth_id": booth_id,
        "number": booth.number,
        "rings": value["rings"],
        "area_mm2": round(booth.outline.area * MM * MM),
        "type": booth.type,
        "open_sides": spelled(booth.open),
        "drawn": said,
        "zone": booth.zone,
    }


def fixture(row: FixtureShapeRow) -> Fixture:
    """A fixture of a revision."""
    return stored.fixture_from_json({"key": row.key, "kind": row.kind, **row.values})


def fixture_row(revision_id: int, fixture: Fixture) -> Json:
    """The columns of a fixture's row."""
    values = stored.fixture_to_json(fixture)
    key, kind = values.pop("key"), values.pop("kind")
    return {"revision_id": revision_id, "key": key, "kind": kind, "values": values}


def whole(plan: Plan, report: Json) -> Json:
    """The ground of a draft from a file: the whole plan, and what there was to say about the file."""
    return {"plan": stored.to_json(plan), "report": report}


def ground(plan: Plan) -> Json:
    """The ground of a revision whose booths and fixtures have rows."""
    return stored.to_json(replace(plan, booths=(), fixtures=()))


def plan(ground: Json, hall: HallRow, booths: Iterable[BoothShape] = (), fixtures: Iterable[Fixture] = ()) -> Plan:
    """The plan of a hall: what its ground holds, and what has rows. Key and names are the hall's, not the file's."""
    made = stored.from_json(ground.get("plan", ground))
    [floor] = made.halls
    floor = replace(floor, key=hall.key, names=Names(hall.name_ar, hall.name_en), level=str(hall.level))
    return replace(made, halls=(floor,), booths=(*made.booths, *booths), fixtures=(*made.fixtures, *fixtures))


def sides(text: str) -> tuple[Side, ...]:
    """Sides as they are stored: `top right`."""
    return tuple(Side(each) for each in text.split())


def spelled(sides: Iterable[Side]) -> str:
    """Sides as they are stored, in the order of the contract."""
    given = set(sides)
    return " ".join(each for each in Side if each in given)
