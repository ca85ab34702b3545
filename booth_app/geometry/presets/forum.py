"""Our own default, which is no code: figures that were read where there are any, else customary ones."""

from booth_app.geometry.plan import Names
from booth_app.geometry.presets.figure import Preset, read, stated, unverified

_ROUNDED = Names("مقرّبة إلى الأعلى من قيمة مقروءة", "rounded up from a figure that was read")
_ROW = {"back": 2.44, "front": 1.22, "front_depth": 1.52}
_OPEN = {"back": 4.88, "front": None, "front_depth": None}

PRESET = Preset(
    "forum",
    Names("القيم الافتراضية للمعرض", "The exhibition's default"),
    (
        read("aisle-width", "min", 3.0, "R21"),
        unverified("aisle-width", "main_min", 4.0),
        unverified("aisle-width", "service_gap_max", 0.6),
        unverified("aisle-width", "split_min", 1.2),
        unverified("no-access", "width", 1.2, _ROUNDED),
        unverified("accessible-route", "width", 1.2, _ROUNDED),
        unverified("accessible-route", "turning", 1.5),
        read("travel-distance", "max", 60.0, "R23"),
        read("travel-distance", "count_inside", True, "R38"),
        unverified("travel-distance", "body", 0.3),
        unverified("dead-end", "max", 6.0),
        unverified("dead-end", "common_path_max", 23.0),
        stated("exit-count", "min", [[500, 2], [1000, 3], [None, 4]], "C1"),
        unverified("exit-count", "m2_per_person", 2.8),
        read("exit-count", "m2_per_seat", 0.65, "R25"),
        unverified("exit-count", "m2_per_table_seat", 1.4),
        read("exit-count", "apart", 0.5, "R27"),
        unverified("exit-count", "joined", 1.0),
        read("exit-capacity", "mm_per_person", 6.0, "R21"),
        unverified("exit-capacity", "m2_per_person", 2.8),
        read("exit-capacity", "m2_per_seat", 0.65, "R25"),
        unverified("exit-capacity", "m2_per_table_seat", 1.4),
        read("exit-capacity", "largest_lost", True, "R27"),
        unverified("exit-clearance", "depth", 3.0),
        unverified("exit-clearance", "side", 0.5),
        unverified("equipment-clearance", "radius", 1.0, _ROUNDED),
        unverified("equipment-clearance", "panel_depth", 1.0, _ROUNDED),
        unverified("separation", "straight", 9.0),
        read("sight-line", "heights", {"inline": _ROW, "corner": _ROW}, "R1"),
        read("sight-line", "heights", {"perimeter": _ROW | {"back": 3.66}}, "R1"),
        read("sight-line", "heights", {"peninsula": _OPEN, "split_island": _OPEN, "island": _OPEN}, "R1"),
        unverified("sight-line", "heights", {"end_cap": _ROW}),
        read("", "stand-depth", 30.0, "R21"),
        unverified("", "stand-to-aisle", 15.0),
        unverified("", "m2-standing", 0.5),
        read("", "mm-stairs", 7.6, "R24"),
        read("", "least-exit", 1.2, "R21"),
        unverified("", "passing-place", (1.8, 30.0)),
        read("", "between-tables", 1.5, "R63"),
    ),
)
