"""What rules and their settings are called."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from flask_babel import lazy_gettext

RULES: Mapping[str, Any] = MappingProxyType(
    {
        "overlap": lazy_gettext("Overlap"),
        "outside-hall": lazy_gettext("Outside the hall"),
        "obstacle": lazy_gettext("On an obstacle"),
        "duplicate-number": lazy_gettext("Duplicate number"),
        "invalid-shape": lazy_gettext("Invalid shape"),
        "aisle-width": lazy_gettext("Aisle width"),
        "no-access": lazy_gettext("No access"),
        "accessible-route": lazy_gettext("Accessible route"),
        "travel-distance": lazy_gettext("Travel distance"),
        "dead-end": lazy_gettext("Dead end"),
        "exit-count": lazy_gettext("Number of exits"),
        "exit-capacity": lazy_gettext("Exit capacity"),
        "exit-clearance": lazy_gettext("Exit clearance"),
        "equipment-clearance": lazy_gettext("Equipment clearance"),
        "sight-line": lazy_gettext("Sight line"),
        "separation": lazy_gettext("Separation"),
    }
)
"""In the order in which staff read them: what lies wrong, how people move, how they get out, what stands in the way."""

ABOUT: Mapping[str, Any] = MappingProxyType(
    {
        "overlap": lazy_gettext("No two booths share floor."),
        "outside-hall": lazy_gettext("Every booth lies on the floor of the hall."),
        "obstacle": lazy_gettext("No booth stands on a column, a wall or another fixture."),
        "duplicate-number": lazy_gettext("No number is used twice."),
        "invalid-shape": lazy_gettext("The outline of every booth is a sound polygon."),
        "aisle-width": lazy_gettext(
            "Every passage is wide enough, between booths, walls and columns, however they are turned."
        ),
        "no-access": lazy_gettext("An open side of every booth can be reached from an entrance by an aisle."),
        "accessible-route": lazy_gettext(
            "Every booth, stage and facility can be reached by wheelchair, with room to turn."
        ),
        "travel-distance": lazy_gettext(
            "From everywhere the way to the nearest exit is short enough, around all things."
        ),
        "dead-end": lazy_gettext("No aisle ends too long after the last place where one can choose a way."),
        "exit-count": lazy_gettext("The hall has enough exits for the people in it, far enough apart."),
        "exit-capacity": lazy_gettext("The exits are wide enough for the people in the hall."),
        "exit-clearance": lazy_gettext("Nothing stands in front of an exit."),
        "equipment-clearance": lazy_gettext("Nothing stands close to a fire cabinet or an electrical panel."),
        "sight-line": lazy_gettext("No booth is built higher than its form allows."),
        "separation": lazy_gettext("Booths that must be kept apart are far enough from each other."),
    }
)
"""One sentence a rule: what holds where nothing is found."""

SETTINGS: Mapping[tuple[str, str], Any] = MappingProxyType(
    {
        ("aisle-width", "min"): lazy_gettext("Least width of an aisle"),
        ("aisle-width", "main_min"): lazy_gettext("Least width of a main aisle"),
        ("aisle-width", "service_gap_max"): lazy_gettext("A gap behind booths is no aisle up to"),
        ("aisle-width", "split_min"): lazy_gettext("Beside a column, each side at least"),
        ("no-access", "width"): lazy_gettext("Width of the aisle that must reach a booth"),
        ("accessible-route", "width"): lazy_gettext("Clear width of the route"),
        ("accessible-route", "turning"): lazy_gettext("Diameter of the turning circle"),
        ("accessible-route", "narrow_width"): lazy_gettext("Clear width at a short narrow point"),
        ("accessible-route", "narrow_length"): lazy_gettext("Length of a narrow point, at most"),
        ("travel-distance", "max"): lazy_gettext("Way to the nearest exit, at most"),
        ("travel-distance", "count_inside"): lazy_gettext("Count the way inside the booth"),
        ("travel-distance", "body"): lazy_gettext("Radius of a person"),
        ("dead-end", "max"): lazy_gettext("Length of a dead end, at most"),
        ("dead-end", "common_path_max"): lazy_gettext("Common path before there are two ways, at most"),
        ("exit-count", "min"): lazy_gettext("Least number of exits"),
        ("exit-count", "m2_per_person"): lazy_gettext("Floor area per person"),
        ("exit-count", "m2_per_seat"): lazy_gettext("Floor area per seat"),
        ("exit-count", "m2_per_table_seat"): lazy_gettext("Floor area per seat at a table"),
        ("exit-count", "joined"): lazy_gettext("Two exits closer than this count as one"),
        ("exit-count", "apart"): lazy_gettext("Distance between two exits, as a share of the hall's diagonal"),
        ("exit-capacity", "mm_per_person"): lazy_gettext("Width of exits per person"),
        ("exit-capacity", "m2_per_person"): lazy_gettext("Floor area per person"),
        ("exit-capacity", "m2_per_seat"): lazy_gettext("Floor area per seat"),
        ("exit-capacity", "m2_per_table_seat"): lazy_gettext("Floor area per seat at a table"),
        ("exit-capacity", "largest_lost"): lazy_gettext("Also with the widest exit lost"),
        ("exit-clearance", "depth"): lazy_gettext("Clear depth in front of an exit"),
        ("exit-clearance", "side"): lazy_gettext("Clear beside an exit, on each side"),
        ("equipment-clearance", "radius"): lazy_gettext("Clear around a fire cabinet"),
        ("equipment-clearance", "panel_depth"): lazy_gettext("Clear in front of an electrical panel"),
        ("sight-line", "heights"): lazy_gettext("Heights by form"),
        ("separation", "pairs"): lazy_gettext("Pairs of booths to keep apart"),
        ("separation", "straight"): lazy_gettext("Least distance in a straight line"),
        ("separation", "walking"): lazy_gettext("Least walking distance"),
    }
)
"""By rule and setting. A test holds them to the settings that there are."""

SEVERITY = lazy_gettext("Severity")
"""What every rule has besides its own settings."""

UNITS: Mapping[str | None, Any] = MappingProxyType(
    {"m": lazy_gettext("m"), "m²": lazy_gettext("m²"), "mm": lazy_gettext("mm"), None: ""}
)
"""Of what is set; counts and shares have none."""

LIMITS: Mapping[str, Any] = MappingProxyType(
    {
        "back": lazy_gettext("At the back"),
        "front": lazy_gettext("At the front"),
        "front_depth": lazy_gettext("Depth of the front"),
    }
)
"""What a table of heights says of each form of booth."""


def rule_name(rule: str) -> str:
    """What a rule is called; its own name where no word is known."""
    return str(RULES.get(rule, rule))


def setting_name(rule: str, setting: str) -> str:
    """What a setting is called; its own name where no word is known."""
    return str(SEVERITY if setting == "severity" else SETTINGS.get((rule, setting), setting))


def in_order(rules: Mapping[str, Any]) -> list[str]:
    """The rules' names in the order in which they are read; ones without a word last."""
    order = list(RULES)
    return sorted(rules, key=lambda name: (order.index(name) if name in order else len(order), name))
