"""What comes out of reading a file: the plan, at what scale, and what was guessed or left out."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from booth_app.geometry import Plan
from booth_app.text import bidi

SAYS: Mapping[str, tuple[str, str]] = {
    "hidden": ("عناصر مخفية لم تُقرأ: {count}.", "Hidden elements not read: {count}."),
    "left-out": ("عناصر تُركت لأنها ليست أشكالًا: {what}.", "Elements left out because they are no shapes: {what}."),
    "broken-backdrop": (
        "أشكال في الخلفية تعذّر رسمها: {count}.",
        "Shapes of the backdrop that cannot be drawn: {count}.",
    ),
    "full-backdrop": ("الخلفية مفصّلة جدًا، ورُسم جزء منها.", "The backdrop is too detailed; only a part is drawn."),
    "unknown-kinds": ("أنواع غير معروفة عوملت كخلفية: {what}.", "Unknown kinds taken as backdrop: {what}."),
    "number-without-kind": (
        "أشكال لها رقم دون نوع عوملت كخلفية: {what}.",
        "Shapes with a number but no kind, taken as backdrop: {what}.",
    ),
    "named-here": ("أجنحة دون رقم في الملف سُمّيت: {what}.", "Booths without a number in the file were called: {what}."),
    "odd-numbers": (
        "أرقام لا توافق صيغة أرقام الأجنحة: {what}.",
        "Numbers that are not of the form of booth numbers: {what}.",
    ),
    "alike-numbers": (
        "أرقام مختلفة تتشابه في الشكل: {what}.",
        "Numbers that are not the same and look alike: {what}.",
    ),
    "unknown-types": ("أنواع أجنحة غير معروفة تُركت: {what}.", "Unknown booth types left out: {what}."),
    "no-floor": ("عناصر دون مساحة تُركت: {what}.", "Things without floor left out: {what}."),
    "repaired": ("أشكال أُصلحت حدودها: {what}.", "Shapes whose outline was put right: {what}."),
    "double-ids": ("معرّفات مكررة: {what}.", "Ids used more than once: {what}."),
    "outside-links": ("إشارات إلى ملفات خارجية تُركت: {count}.", "References to other files left out: {count}."),
    "mended-file": ("أخطاء في بنية الملف أُصلحت: {count}.", "Slips in the file's structure put right: {count}."),
    "moved": (
        "الرسم بعيد عن نقطة الأصل، وقُرئ بعد إزاحته ({x}، {y}) م.",
        "The drawing lies far from its origin; it was brought nearer by {x}, {y} m.",
    ),
    "unit-guessed": (
        "لا يذكر الملف وحدة الرسم. قُرئ بوحدة {unit} وعرضه {size} م. إن كانت غير صحيحة فحدّدوا الوحدة.",
        "The file does not name its unit. Read in {unit}, {size} m across; if that is wrong, give the unit.",
    ),
    "unit-doubted": (
        "يذكر الملف الوحدة {said}، ولا تناسب قاعة. قُرئ بوحدة {unit} وعرضه {size} م. إن كانت غير صحيحة فحدّدوا الوحدة.",
        "The file says {said}, which suits no hall. Read in {unit}, {size} m across; if wrong, give the unit.",
    ),
    "unit-odd": (
        "قُرئ الرسم بوحدة الملف {unit} وعرضه {size} م، وهذا غير معتاد لقاعة. إن كانت غير صحيحة فحدّدوا الوحدة.",
        "Read in the file's unit {unit}, {size} m across, which is unusual for a hall; if wrong, give the unit.",
    ),
    "degrees-guessed": (
        "قُرئت الإحداثيات خطوط طول وعرض، ويمتد الرسم {size} م. إن كانت غير صحيحة فحدّدوا الوحدة.",
        "Coordinates read as longitude and latitude, {size} m across; if wrong, give the unit.",
    ),
    "metres-guessed": (
        "قُرئت الإحداثيات أمتارًا تتجه صاداتها إلى أعلى، ويمتد الرسم {size} م. إن كانت غير صحيحة فحدّدوا الوحدة.",
        "Coordinates read as metres with y up, {size} m across; if wrong, give the unit.",
    ),
    "kinds-guessed": ("أنواع خُمّنت: {what}.", "Kinds guessed: {what}."),
    "several-levels": (
        "في الملف عدة طوابق وقُرئت كلها معًا: {what}.",
        "The file holds several levels, all read together: {what}.",
    ),
    "open-lines": (
        "خطوط لا تحيط بمساحة تُركت: {count}.",
        "Lines that enclose nothing left out: {count}.",
    ),
    "drawn-twice": ("عناصر مرسومة مرتين قُرئت مرة واحدة: {count}.", "Things drawn twice and read once: {count}."),
    "in-pieces": ("أجنحة مرسومة في أجزاء متداخلة ضُمّت: {what}.", "Booths drawn in overlapping pieces, joined: {what}."),
    "texts-inside": (
        "نصوص داخل الأجنحة لم تُؤخذ أرقامًا: {what}.",
        "Texts inside booths that were not taken as numbers: {what}.",
    ),
    "odd-size": (
        "مساحة القاعة {area} م². تحقّقوا من مقياس الرسم.",
        "The hall measures {area} m². Is the scale right?",
    ),
}
"""Code → sentence in Arabic and English."""


@dataclass(frozen=True, slots=True)
class Note:
    """Something the reader decided by itself. `values` go into the sentence of its code."""

    code: str
    values: Mapping[str, str] = field(default_factory=dict)

    def message(self, lang: str) -> str:
        """The sentence in "ar" or "en"."""
        ar, en = SAYS[self.code]
        if lang == "en":
            return en.format(**self.values)
        return ar.format(**{name: bidi.isolate(value) for name, value in self.values.items()})


@dataclass(frozen=True, slots=True)
class Scale:
    """Metres per unit of the drawing, and its source.

    `attribute`, `physical` (the size on paper), `header` (of a DXF), `given` (by hand), `mapping`, `guessed`, or
    `degrees` (of longitude and latitude; the scale is then 1: lengths come out in metres).
    """

    metres_per_unit: float
    source: str


@dataclass(frozen=True, slots=True)
class Reading:
    """A plan read from a file."""

    plan: Plan
    scale: Scale
    notes: tuple[Note, ...] = ()

    def note(self, code: str) -> Note | None:
        """The note with this code."""
        return next((each for each in self.notes if each.code == code), None)


def several(values: Any, most: int = 8) -> str:
    """A short list for a note: the first few, and how many more."""
    listed = list(dict.fromkeys(values))
    return ", ".join(listed[:most]) + (f" … (+{len(listed) - most})" if len(listed) > most else "")
