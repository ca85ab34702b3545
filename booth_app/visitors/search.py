"""Search over what visitors look for: exhibitors, their tools, showcases, booths, stages. In both languages at once."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from flask import current_app
from flask_babel import force_locale
from sqlalchemy.orm import Session

from booth_app.base.languages import LANGS
from booth_app.demos import queries as demos
from booth_app.exhibitions.queries import ExhibitionValue
from booth_app.exhibitors.words import CATEGORIES
from booth_app.maps.boards import Picture
from booth_app.maps.values import View
from booth_app.text.search import Entry, Index
from booth_app.visitors.directory import named

LONGEST = 100
MOST = 50


class Kind(StrEnum):
    """What was found."""

    EXHIBITOR = "exhibitor"
    SHOWCASE = "showcase"
    BOOTH = "booth"
    PLACE = "place"


@dataclass(frozen=True, slots=True)
class Found:
    """Something to go to. `key` is the last part of its address (a slug, a number, a hall); `booths` where it is."""

    kind: Kind
    key: str
    title_ar: str
    title_en: str
    category: str = ""
    booths: tuple[str, ...] = ()
    by_ar: str = ""
    by_en: str = ""


class Searches:
    """The indexes of a process, one per exhibition, made anew after each change of the exhibition."""

    def __init__(self) -> None:
        self._kept: dict[int, tuple[tuple[int, int], Index[Found]]] = {}
        self._lock = threading.Lock()

    def find(
        self, session: Session, exhibition: ExhibitionValue, picture: Picture, query: str, limit: int = MOST
    ) -> list[Found]:
        """The best answers to a query, best first."""
        state = (picture.change, picture.prints[View.PUBLIC])
        with self._lock:
            kept = self._kept.get(exhibition.id)
            if kept is None or kept[0] != state:
                kept = self._kept[exhibition.id] = (state, Index(_entries(session, exhibition, picture)))
        return kept[1].find(query[:LONGEST], limit)


def searches() -> Searches:
    """The indexes of the current application."""
    return current_app.extensions.setdefault("searches", Searches())


def _entries(session: Session, exhibition: ExhibitionValue, picture: Picture) -> Iterator[Entry[Found]]:
    categories = _categories()
    for each in named(session, exhibition, picture, "ar"):
        profile, numbers = each.profile, tuple(booth.number for booth in each.booths)
        found = Found(
            Kind.EXHIBITOR, profile.slug, profile.name_ar, profile.name_en, str(profile.category), booths=numbers
        )
        tools = [name for tool in profile.tools for name in (tool.name_ar, tool.name_en)]
        kinds = dict.fromkeys((profile.category, *(tool.category for tool in profile.tools)))
        about = [word for kind in kinds for word in categories[kind]]
        yield Entry(found, (profile.name_ar, profile.name_en, *tools, *numbers, *about))
    for each in demos.showcases(session, exhibition.id):
        found = Found(
            Kind.SHOWCASE,
            each.slug,
            each.title_ar,
            each.title_en,
            str(each.category),
            by_ar=each.by.name_ar,
            by_en=each.by.name_en,
        )
        names = (each.title_ar, each.title_en, each.tool_ar, each.tool_en, each.by.name_ar, each.by.name_en)
        yield Entry(found, (*names, *categories[each.category]))
    for place in demos.places(session, exhibition.id):
        found = Found(
            Kind.PLACE, place.hall_key, place.name_ar, place.name_en, by_ar=place.hall_ar, by_en=place.hall_en
        )
        yield Entry(found, (place.name_ar, place.name_en))
    for booth in picture.booths.values():
        yield Entry(Found(Kind.BOOTH, booth.number, booth.number, booth.number), (booth.number,))


def _categories() -> dict[str, tuple[str, ...]]:
    """What each category is called, in both languages: whoever looks for a kind of tool may know no name."""
    said: dict[str, tuple[str, ...]] = {}
    for lang in LANGS:
        with force_locale(lang):
            for key, word in CATEGORIES.items():
                said[key] = (*said.get(key, ()), str(word))
    return said
