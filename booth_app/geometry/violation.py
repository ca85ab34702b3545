"""What a rule finds. Values only: the sentence is made when somebody asks for it, in the language asked for."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from shapely.geometry.base import BaseGeometry

from booth_app.geometry.plan import Names
from booth_app.text import bidi

Word = str | Names
"""A value in a sentence: a number or code as it is, or a name that each language has its own of."""

NOTHING: Mapping[str, Word] = MappingProxyType({})
SILENCE: Mapping[str, str] = MappingProxyType({})


class Severity(StrEnum):
    """An error stops publishing, a warning does not."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a rule found, before it is known how severe the exhibition takes it.

    `things` are the numbers of booths and labels of fixtures, `where` the floor it is about (metres, y down).
    `unit` is None where `measured` and `required` are counts. `values` are further words of the rule's sentence.
    `case` names another of the rule's sentences (`Rule.also`). A `warning` is one, however severe the rule is.
    """

    things: tuple[str, ...]
    measured: float
    required: float
    where: BaseGeometry
    unit: str | None = "m"
    values: Mapping[str, Word] = field(default_factory=lambda: NOTHING)
    case: str = ""
    warning: bool = False


@dataclass(frozen=True, slots=True)
class Violation:
    """A finding with the rule's name and its severity; `says` are the rule's sentences by language."""

    rule: str
    severity: Severity
    things: tuple[str, ...]
    measured: float
    required: float
    where: BaseGeometry
    unit: str | None = "m"
    values: Mapping[str, Word] = field(default_factory=lambda: NOTHING)
    says: Mapping[str, str] = field(default_factory=lambda: SILENCE, compare=False, repr=False)

    def message(self, lang: str) -> str:
        """The rule's sentence in "ar" or "en", numbers and names isolated so that they keep their direction."""
        words = {name: _word(value, lang) for name, value in self.values.items()}
        for name, thing in zip("ab", self.things, strict=False):
            words.setdefault(name, _code(thing, lang))
        words["measured"] = _code(self._figure(self.measured), lang)
        words["required"] = _code(self._figure(self.required), lang)
        return self.says[lang].format(**words)

    def _figure(self, value: float) -> str:
        if self.unit is None:
            return f"{value:g}"
        # Two decimals as everywhere, but a depth of 5 mm must not read as none.
        return f"{value:.3f}" if 0 < abs(value) < 0.01 else f"{value:.2f}"


def _word(value: Word, lang: str) -> str:
    if isinstance(value, str):
        return _code(value, lang)
    name = (value.ar or value.en) if lang == "ar" else (value.en or value.ar)
    return bidi.isolate(name) if lang == "ar" or bidi.has_arabic(name) else name


def _code(text: str, lang: str) -> str:
    if bidi.has_arabic(text):
        return bidi.isolate(text)
    return bidi.ltr(text) if lang == "ar" else text
