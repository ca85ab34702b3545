"""What an exhibitor sends in: a showcase as typed and cleaned, and the mark by which a change of it is noticed."""

import hashlib
import json
from dataclasses import asdict, dataclass
from typing import Any

from booth_app.demos.models import Audience
from booth_app.demos.times import STEP
from booth_app.exhibitors.models import Category

LANGUAGES = ("ar", "en", "ar+en")
"""Languages of presentation: Arabic, English, both."""
LENGTHS = (5, 240)
"""Least and greatest minutes of a showcase."""
MOST_PRESENTERS = 5


@dataclass(frozen=True, slots=True)
class Person:
    """A presenter. The e-mail tells who it is (small letters) and is shown to staff only."""

    name_ar: str
    name_en: str
    email: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """A showcase as its organisation wants it; texts are clean already."""

    title_ar: str
    title_en: str
    abstract_ar: str
    abstract_en: str
    tool_ar: str
    tool_en: str
    category: Category
    presenters: tuple[Person, ...]
    length_minutes: int
    audience: Audience
    language: str
    declared_synthetic: bool
    declared_harmless: bool

    @property
    def content(self) -> dict[str, Any]:
        """All of it, in a form that can be compared and stored."""
        return asdict(self)

    @property
    def mark(self) -> str:
        """Changes with every word: whoever decides or edits says by it what they have read."""
        whole = json.dumps(self.content, sort_keys=True, ensure_ascii=False).encode()
        return hashlib.blake2s(whole, digest_size=8).hexdigest()

    @property
    def whole(self) -> bool:
        """Whether it is what a form of ours sends: both languages, a length on the grid, somebody presents."""
        texts = (self.title_ar, self.title_en, self.abstract_ar, self.abstract_en, self.tool_ar, self.tool_en)
        named = all(each.name_ar and each.name_en and each.email for each in self.presenters)
        emails = {each.email for each in self.presenters}
        least, most = LENGTHS
        return (
            all(texts)
            and named
            and len(emails) == len(self.presenters)
            and 1 <= len(self.presenters) <= MOST_PRESENTERS
            and least <= self.length_minutes <= most
            and self.length_minutes % STEP == 0
            and self.language in LANGUAGES
        )
