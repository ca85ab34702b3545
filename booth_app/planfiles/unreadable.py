"""The one way in which a file is refused: why, where in it, and what can be done, in both languages."""

import unicodedata
from collections.abc import Mapping
from typing import Any, Self

from booth_app.text import bidi

# ruff: noqa: ISC004  # two long sentences stand on two lines each; a missing comma would not pass the tests

SAYS: Mapping[str, tuple[str, str]] = {
    # the file as such
    "no-file": ("تعذّر فتح الملف.", "the file cannot be opened"),
    "too-large": ("الملف أكبر من الحد ({limit} ميغابايت).", "the file is over the limit of {limit} MB"),
    "other-format": (
        "صيغة الملف {format}، ولا تُقرأ. صدّروا المخطط بصيغة SVG أو DXF أو GeoJSON ثم أعيدوا الرفع.",
        "this is {format}; export the plan as plain SVG, DXF or GeoJSON",
    ),
    "dwg": (
        "الملف بصيغة DWG (AutoCAD {version}). افتحوه في برنامج الرسم واحفظوه بصيغة DXF (في AutoCAD: حفظ باسم، ثم"
        " AutoCAD 2018 DXF)، ثم أعيدوا الرفع.",
        "this is DWG (AutoCAD {version}); open it in a CAD program and save it as DXF (in AutoCAD: Save As, AutoCAD"
        " 2018 DXF)",
    ),
    "not-dxf": ("تعذّرت قراءة ملف DXF.", "the DXF file cannot be read: {reason}"),
    "not-geojson": (
        "الملف بصيغة JSON وليس GeoJSON سليمًا ({where}).",
        "this is JSON but no sound GeoJSON ({where})",
    ),
    "not-svg": ("العنصر الأول {root} وليس svg.", "the outermost element is “{root}”, not “svg”"),
    "not-xml": ("بنية الملف غير سليمة.", "the file is not well-formed: {reason}"),
    "not-json": ("الملف ليس بصيغة JSON سليمة.", "this is not JSON: {reason}"),
    "encoding": (
        "ترميز الملف ليس UTF-8 ولا UTF-16 (البايت {position}). احفظوه بترميز UTF-8.",
        "the text is neither UTF-8 nor UTF-16 (byte {position}); save it as UTF-8",
    ),
    "declared-encoding": (
        "الترميز المعلن {declared} غير مدعوم أو يخالف محتوى الملف. احفظوه بترميز UTF-8.",
        "the declared encoding “{declared}” is not supported or not the real one; save it as UTF-8",
    ),
    "doctype": (
        "لا يُقبل إعلان نوع المستند (DOCTYPE). احذفوا السطر الذي يبدأ به ثم أعيدوا الرفع.",
        "a document type (DOCTYPE) is not allowed; delete that declaration",
    ),
    # limits
    "too-deep": ("تداخل العناصر يتجاوز {limit} مستوى.", "elements are nested more than {limit} deep"),
    "too-many-elements": ("عدد العناصر يتجاوز {limit}.", "there are more than {limit} elements"),
    "too-many-vertices": ("عدد الرؤوس يتجاوز {limit}.", "there are more than {limit} vertices"),
    "too-long": ("الخاصية {attribute} أطول من {limit} حرف.", "“{attribute}” is longer than {limit} characters"),
    "limits": ("تعذّرت قراءة الملف ضمن حدود الوقت والذاكرة.", "the file could not be read within the limits"),
    "failed": ("تعذّرت قراءة الملف.", "the file could not be read"),
    # values
    "not-a-number": ("قيمة {attribute} هي {value}، وليست عددًا.", "{attribute} is “{value}”, which is not a number"),
    "unit": (
        "وحدة القياس في {attribute} غير مدعومة: {value}.",
        "{attribute} is “{value}”, a unit that has no fixed size",
    ),
    "negative": ("قيمة {attribute} سالبة: {value}.", "{attribute} is {value}, below zero"),
    "out-of-range": (
        "الإحداثيات خارج النطاق المسموح ({limit} كم). تحقّقوا من مقياس الرسم.",
        "coordinates reach beyond ±{limit} km; is the scale right?",
    ),
    "wrong-value": ("القيمة {value} غير معروفة في {attribute}.", "{attribute} does not know the value “{value}”"),
    "wrong-text": (
        "تحتوي {attribute} على محارف لا تُقبل في رقم أو اسم.",
        "{attribute} holds characters that no number or name may have",
    ),
    "transform": ("تعذّر فهم التحويل {value}.", "the transform “{value}” is not understood"),
    "singular": ("التحويل {value} يلغي مساحة العنصر.", "the transform “{value}” leaves nothing of the element"),
    "path": ("تعذّر فهم المسار عند الموضع {position}.", "the path is not understood at character {position}"),
    "no-shape": ("تعذّر رسم العنصر.", "the element cannot be drawn"),
    "no-coordinates": ("العنصر دون إحداثيات.", "the element has no coordinates"),
    "no-viewport": (
        "svg أو symbol داخلي دون عرض وارتفاع؛ حدّدوا مقاسه.",
        "a nested svg or symbol with a viewBox needs a width and a height",
    ),
    # references
    "use-cycle": ("العناصر المستدعاة بـ use تدور في حلقة: {ids}.", "elements use one another in a circle: {ids}"),
    "use-missing": ("العنصر المستدعى {id} غير موجود في الملف.", "it uses “{id}”, which is not in the file"),
    "use-double": ("المعرّف {id} مكرر، فلا يُعرف أي عنصر مقصود.", "it uses “{id}”, an id that several elements have"),
    "block-cycle": ("كتل الرسم تدور في حلقة: {blocks}.", "blocks insert one another in a circle: {blocks}"),
    "too-many-inserts": (
        "إدراجات الكتل تنتج أكثر من {limit} عنصر.",
        "block references would draw more than {limit} elements",
    ),
    "too-many-uses": (
        "استدعاءات use تنتج أكثر من {limit} عنصر.",
        "“use” would draw more than {limit} elements",
    ),
    # the plan
    "wrong-mapping": ("خطأ في تعريف المخطط عند {place}.", "the mapping is not understood at {place}"),
    "no-unit": (
        "لا تُعرف وحدة الرسم: عرضه {size} وحدة. حدّدوا --unit (مثل mm أو m).",
        "the drawing's unit is not known: it is {size} units across; give --unit (such as mm or m)",
    ),
    "scale": ("قيمة مقياس الرسم {value} غير مقبولة.", "“{value}” is no scale"),
    "stretched": (
        "مقياس العرض يخالف مقياس الارتفاع. حدّدوا data-metres-per-unit.",
        "width and height give two different scales; set data-metres-per-unit",
    ),
    "no-scale": (
        "لا يذكر الملف مقياس الرسم. أضيفوا data-metres-per-unit إلى العنصر svg أو حدّدوا --metres-per-unit.",
        "the drawing has no scale; add data-metres-per-unit to the svg element or give --metres-per-unit",
    ),
    "no-hall": (
        "لا شكل معلّم بأنه القاعة. سمّوا طبقتها «قاعة» أو hall، أو أضيفوا data-kind. في الملف أشكال: {shapes}،"
        " ونصوص: {texts}، وطبقات: {layers}.",
        "no shape is marked as the hall; name its layer “hall” or set its data-kind"
        " (seen: {shapes} shapes, {texts} texts, layers {layers})",
    ),
    "no-scale-no-hall": (
        "لا مقياس رسم في الملف (أضيفوا data-metres-per-unit أو حدّدوا --metres-per-unit)، ولا شكل معلّم بأنه القاعة (سمّوا"
        " طبقتها «قاعة» أو hall). في الملف أشكال: {shapes}، ونصوص: {texts}، وطبقات: {layers}.",
        "the drawing has no scale (add data-metres-per-unit to the svg element or give --metres-per-unit) and no shape"
        " is marked as the hall (name its layer “hall” or set its data-kind); seen: {shapes} shapes, {texts} texts,"
        " layers {layers}",
    ),
    "hall-shape": (
        "حدود القاعة غير صالحة (حدود متقاطعة أو أجزاء منفصلة أو مساحة معدومة).",
        "the hall's outline is not one valid piece of floor",
    ),
}
"""Code → sentence in Arabic and English. The English one goes after the place, on one line of a terminal."""

_LONGEST = 60


class Unreadable(ValueError):
    """A file that cannot be taken as a plan.

    `code` is a key of `SAYS`, `values` go into its sentence; `line` (from 1) and `element` (such as `rect “A-101”`)
    say where in the file, as far as that is known.
    """

    def __init__(self, code: str, *, line: int | None = None, element: str = "", **values: object) -> None:
        self.code = code
        self.line = line
        self.element = plain(element)
        self.values = {name: plain(str(value)) for name, value in values.items()}
        super().__init__(self.message("en"))

    def at(self, line: int, element: str) -> Self:
        """The same refusal with its place, unless it knows one."""
        if self.line is None:
            self.line, self.element = line, plain(element)
            self.args = (self.message("en"),)
        return self

    def message(self, lang: str) -> str:
        """Place and reason in "ar" or "en", on one line."""
        ar, en = SAYS[self.code]
        if lang == "en":
            place = [f"line {self.line}"] if self.line else []
            place += [self.element] if self.element else []
            return ": ".join([*([", ".join(place)] if place else []), en.format(**self.values)])
        told = ar.format(**{name: bidi.isolate(value) for name, value in self.values.items()})
        if self.line and self.element:
            return f"السطر {bidi.ltr(self.line)}، {bidi.isolate(self.element)}: {told}"
        return f"السطر {bidi.ltr(self.line)}: {told}" if self.line else told

    def to_json(self) -> dict[str, Any]:
        """Plain values, for another process or an answer to a browser."""
        return {"code": self.code, "line": self.line, "element": self.element, "values": self.values}

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Self:
        """The refusal that `to_json` wrote."""
        return cls(value["code"], line=value["line"], element=value["element"], **value["values"])


def plain(text: str, longest: int = _LONGEST) -> str:
    """Text from a hostile file made fit for one line of a message: no control characters, not too long."""
    cut = text if len(text) <= longest else text[: longest - 1] + "…"
    return "".join(char if unicodedata.category(char)[0] != "C" else "\N{REPLACEMENT CHARACTER}" for char in cut)
