"""Practice in Saudi Arabia, Germany and Britain."""

from booth_app.geometry.plan import Names
from booth_app.geometry.presets.figure import Preset, read, unverified

_ACCESS_KEPT = Names("يبقى الوصول إليها ممكنًا", "access kept")

SBC201 = Preset(
    "sbc201",
    Names("الممارسة السعودية", "Saudi practice"),
    (
        unverified("aisle-width", "min", 3.0, Names("من 2.0 إلى 3.0 م بحسب الموقع", "2.0 to 3.0 m by venue")),
        read("travel-distance", "max", 60.0, "R23"),
        read("", "travel-sprinklered", 75.0, "R23"),
        unverified("travel-distance", "count_inside", True),
        unverified("dead-end", "common_path_max", 23.0),
        unverified("dead-end", "max", 6.0),
        unverified("exit-count", "m2_per_person", 2.8),
        unverified("exit-capacity", "m2_per_person", 2.8),
        unverified("", "m2-standing", 0.46),
        unverified("exit-count", "m2_per_seat", 0.65),
        unverified("exit-capacity", "m2_per_seat", 0.65),
        unverified("exit-count", "m2_per_table_seat", 1.4),
        unverified("exit-capacity", "m2_per_table_seat", 1.4),
        unverified("exit-count", "min", [[500, 2], [1000, 3], [None, 4]]),
        unverified("exit-capacity", "mm_per_person", 5.1),
        unverified("", "mm-stairs", 7.6),
        unverified("", "least-exit", 0.81),
        unverified("exit-capacity", "largest_lost", True),
        unverified("exit-count", "apart", 0.5),
        unverified("", "apart-sprinklered", 0.33),
        unverified("", "equipment", _ACCESS_KEPT),
        unverified("equipment-clearance", "panel_depth", 0.91),
        unverified("accessible-route", "width", 0.915),
        unverified("accessible-route", "turning", 1.5),
        read("", "between-tables", 1.5, "R63"),
    ),
)

DE_VSTAETT = Preset(
    "de_vstaett",
    Names("الممارسة الألمانية", "German practice"),
    (
        read("aisle-width", "min", 3.0, "R21"),
        read("aisle-width", "main_min", 3.0, "R21"),
        unverified("aisle-width", "split_min", 3.0),
        read("", "stand-depth", 30.0, "R21"),
        read(
            "", "stand-to-aisle", 20.0, "R21", Names("لا تُحسب في مسافة الانتقال", "not counted in the travel distance")
        ),
        read("travel-distance", "max", 30.0, "R21"),
        read(
            "",
            "travel-high-hall",
            60.0,
            "R21",
            Names("تُزاد 5 م لكل 2.5 م من الارتفاع فوق 5 م", "5 m more for each 2.5 m of height above 5 m"),
        ),
        read("travel-distance", "count_inside", False, "R21"),
        unverified("exit-count", "m2_per_person", 1.0),
        unverified("exit-capacity", "m2_per_person", 1.0),
        read("", "m2-standing", 0.5, "R26"),
        read("exit-count", "min", 2, "R21", Names("في طرفين متقابلين", "at opposite ends")),
        read("exit-capacity", "mm_per_person", 6.0, "R21", Names("1.20 م لكل 200 شخص", "1.20 m per 200 persons")),
        unverified("", "mm-stairs", 6.0),
        read("", "least-exit", 1.2, "R21", Names("و0.90 م حتى 200 شخص", "0.90 m up to 200 persons")),
        read("", "least-aisle-exit", 3.0, "R21"),
        read("", "exit-front", Names("يؤدي الممر إليه مباشرة", "the aisle leads straight to it"), "R21"),
        read("", "equipment", Names("خالية وظاهرة", "free and visible"), "R29"),
        unverified("", "panel-access", _ACCESS_KEPT),
        unverified("accessible-route", "turning", 1.5),
    ),
)

UK = Preset(
    "uk",
    Names("الممارسة البريطانية", "British practice"),
    (
        unverified("aisle-width", "min", 2.0, Names("والمعتاد 3.0 م", "3.0 m is usual")),
        unverified("aisle-width", "main_min", 3.0),
        unverified("travel-distance", "max", 45.0),
        unverified("", "travel-one-way", 18.0),
        unverified("dead-end", "common_path_max", 18.0),
        unverified("dead-end", "max", 4.5, Names("وتصل إلى 18 م", "up to 18 m")),
        unverified("exit-count", "m2_per_person", 1.5),
        unverified("exit-capacity", "m2_per_person", 1.5),
        unverified("", "m2-standing", (0.3, 0.5)),
        unverified("exit-count", "m2_per_seat", 0.5),
        unverified("exit-capacity", "m2_per_seat", 0.5),
        unverified("exit-count", "m2_per_table_seat", 1.0),
        unverified("exit-capacity", "m2_per_table_seat", 1.0),
        unverified("exit-count", "min", [[60, 1], [600, 2], [None, 3]]),
        unverified("exit-capacity", "mm_per_person", 5.0, Names("فوق 220 شخصًا", "above 220 persons")),
        unverified("", "mm-stairs", 7.6),
        unverified(
            "", "least-exit", (0.75, 0.85, 1.05), Names("حتى 60 و110 و220 شخصًا", "up to 60, 110 and 220 persons")
        ),
        unverified(
            "exit-capacity",
            "largest_lost",
            True,
            Names("يُستبعد أوسع مخرج كله", "the widest exit is discounted altogether"),
        ),
        unverified("", "apart-angle", 45.0),
        unverified("", "equipment", Names("خالية", "clear")),
        unverified("accessible-route", "width", 1.2),
        unverified("accessible-route", "turning", 1.5),
    ),
)
