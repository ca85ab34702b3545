"""Figures that are known of a preset and that no rule checks: what they are about, and their unit."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from booth_app.geometry.plan import Names


@dataclass(frozen=True, slots=True)
class Topic:
    """What a figure is about, in both languages; `unit` is None for words, shares and counts."""

    names: Names
    unit: str | None = "m"


TOPICS: Mapping[str, Topic] = MappingProxyType(
    {
        "shop-aisle": Topic(Names("عرض الممر العام في المتاجر والمكاتب", "Public aisle in shops and offices")),
        "stand-depth": Topic(Names("أقصى عمق لمجموعة أجنحة بين ممرين", "Greatest depth of stands between aisles")),
        "stand-to-aisle": Topic(Names("المسافة من أي نقطة في الجناح إلى ممر", "From any point of a stand to an aisle")),
        "travel-sprinklered": Topic(Names("مسافة الانتقال مع مرشات الحريق", "Travel distance with sprinklers")),
        "travel-stricter": Topic(Names("مسافة الانتقال في صياغة أشد", "Travel distance in a stricter wording")),
        "travel-high-hall": Topic(Names("مسافة الانتقال في قاعة عالية", "Travel distance in a high hall")),
        "travel-one-way": Topic(
            Names("مسافة الانتقال في اتجاه واحد", "Travel distance where there is one direction only")
        ),
        "common-path-rows": Topic(Names("مسار الخروج المشترك بين صفوف المقاعد", "Common path between rows of seats")),
        "dead-end-sprinklered": Topic(Names("الممر المسدود مع مرشات الحريق", "Dead end with sprinklers")),
        "m2-standing": Topic(Names("المساحة المخصصة للشخص وقوفًا", "Area per person standing"), "m²"),
        "m2-crowded": Topic(Names("المساحة المخصصة للشخص عند الازدحام", "Area per person where crowded"), "m²"),
        "mm-alarmed": Topic(
            Names("عرض المخرج للشخص مع مرشات وإنذار صوتي", "Exit width per person with sprinklers and voice alarm"),
            "mm",
        ),
        "mm-stairs": Topic(Names("عرض الدرج للشخص", "Width of stairs per person"), "mm"),
        "mm-stairs-alarmed": Topic(
            Names("عرض الدرج للشخص مع مرشات وإنذار صوتي", "Width of stairs per person with sprinklers and voice alarm"),
            "mm",
        ),
        "least-exit": Topic(Names("أقل عرض للمخرج", "Least width of an exit")),
        "least-aisle-exit": Topic(Names("أقل عرض لمخرج ممرات القاعة", "Least width of an exit of a hall's aisles")),
        "main-entrance": Topic(Names("حصة المدخل الرئيسي من حمل الإشغال", "Main entrance's share of the load"), None),
        "apart-sprinklered": Topic(Names("تباعد المخارج مع مرشات الحريق", "Exits apart with sprinklers"), None),
        "apart-angle": Topic(Names("الزاوية بين اتجاهي الخروج", "Angle between two ways out"), "°"),
        "exit-front": Topic(Names("أمام المخرج", "Before an exit"), None),
        "equipment": Topic(Names("معدات السلامة", "Safety equipment"), None),
        "panel-access": Topic(Names("اللوحات الكهربائية", "Electrical panels"), None),
        "passing-place": Topic(Names("موضع التجاوز وتكراره", "Passing place, and how often")),
        "between-tables": Topic(Names("المسافة بين الطاولات", "Between tables")),
    }
)
