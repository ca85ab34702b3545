"""A plan as plain values for another process or the database. They live in `geometry`, where edits find them too."""

from booth_app.geometry.stored import (
    NotAPlan,
    booth_from_json,
    booth_to_json,
    fixture_from_json,
    fixture_to_json,
    from_json,
    polygon,
    rings,
    shape_from_json,
    shape_to_json,
    to_json,
)

__all__ = [
    "NotAPlan",
    "booth_from_json",
    "booth_to_json",
    "fixture_from_json",
    "fixture_to_json",
    "from_json",
    "polygon",
    "rings",
    "shape_from_json",
    "shape_to_json",
    "to_json",
]
