"""What a check says, as JSON for programs and as text for people."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from booth_app.geometry import Violation, check
from booth_app.planfiles.reading import Reading

_DECIMALS = 3


def report(reading: Reading, rules: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """The contract's report on a plan: what it holds, and every violation with its place and both sentences.

    `notes` are an addition: what the reader guessed or left out. Raises WrongSettings for rules that are none.
    """
    plan = reading.plan
    return {
        "plan": {"halls": len(plan.halls), "booths": len(plan.booths), "area_m2": round(plan.area, _DECIMALS)},
        "violations": [_violation(each) for each in check(plan, rules)],
        "notes": [
            {"code": note.code, "message": {"ar": note.message("ar"), "en": note.message("en")}}
            for note in reading.notes
        ],
    }


def text(said: Mapping[str, Any]) -> str:
    """The report for a terminal: a line per violation, errors first, and a last one that counts."""
    plan, violations = said["plan"], said["violations"]
    lines = [f"note: {note['message']['en']}" for note in said["notes"]]
    for severity in ("error", "warning"):
        found = [each for each in violations if each["severity"] == severity]
        lines += [f"{severity}: {each['rule']}: {each['message']['en']}{_at(each['where'])}" for each in found]
    held = f"halls: {plan['halls']}, booths: {plan['booths']}, floor: {plan['area_m2']:g} m²"
    return "\n".join([*lines, f"{held}, violations: {len(violations)}"])


def _violation(violation: Violation) -> dict[str, Any]:
    return {
        "rule": violation.rule,
        "severity": violation.severity.value,
        "things": list(violation.things),
        "measured": violation.measured,
        "required": violation.required,
        "unit": violation.unit,
        "where": geojson(violation.where),
        "message": {"ar": violation.message("ar"), "en": violation.message("en")},
    }


def geojson(shape: BaseGeometry) -> dict[str, Any]:
    """The shape as a GeoJSON geometry in the plan's metres (y down), to the millimetre."""
    rounded = shapely.transform(shape, lambda points: np.round(points, _DECIMALS) + 0.0)
    made: dict[str, Any] = dict(rounded.__geo_interface__)
    return made


def _at(where: dict[str, Any]) -> str:
    middle = shapely.centroid(shapely.geometry.shape(where))
    return "" if middle.is_empty else f" [at {middle.x:.2f}, {middle.y:.2f}]"
