"""The pages of exhibitors: all of them, and one."""

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from booth_app.base.languages import lang
from booth_app.demos.queries import ProgrammeEntry
from booth_app.drawing.elements import Svg
from booth_app.exhibitions.queries import ExhibitionValue, HallValue
from booth_app.exhibitors import queries as exhibitors
from booth_app.maps.boards import Picture, board
from booth_app.maps.values import View
from booth_app.visitors.booth import small_plan
from booth_app.visitors.directory import Named, named
from booth_app.visitors.search import LONGEST, Kind, searches

MAP_PX = (300, 200)


@dataclass(frozen=True, slots=True)
class ExhibitorsPage:
    """Those who are shown, and how many there are without the filter."""

    found: tuple[Named, ...]
    total: int
    text: str
    category: str
    categories: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ExhibitorPage:
    """One exhibitor, its halls by key, where it stands, and when it shows something, the next time first."""

    one: Named
    picture: Picture = field(repr=False)
    halls: dict[str, HallValue]
    coming: tuple[ProgrammeEntry, ...]
    past: tuple[ProgrammeEntry, ...]
    now: datetime

    def map(self, title: str) -> Svg:
        """A small plan of its booths in the hall of the first of them; empty without any."""
        here = [each for each in self.one.booths if each.hall == self.one.booths[0].hall]
        floor = self.picture.floor(here[0].hall) if here else None
        if floor is None:
            return Svg()
        ids = [each.id for each in here]
        return small_plan(self.picture, floor, ids, view=View.PUBLIC, lang=lang(), title=title, size=MAP_PX, first=True)


def exhibitors_page(
    session: Session, exhibition: ExhibitionValue, args: "MultiDict[str, str]", *, now: datetime
) -> ExhibitorsPage:
    """Everyone who is named, as asked for by text (`q`) and `category`."""
    picture = board(exhibition.id).read(session, now=now)
    everyone = named(session, exhibition, picture, lang())
    text, category = " ".join(args.get("q", "")[:LONGEST].split()), args.get("category", "")
    shown = everyone
    if text:
        hits = searches().find(session, exhibition, picture, text, limit=max(1, len(everyone) * 4))
        order = {each.key: place for place, each in enumerate(hits) if each.kind is Kind.EXHIBITOR}
        shown = sorted(
            (each for each in shown if each.profile.slug in order), key=lambda each: order[each.profile.slug]
        )
    if category:
        shown = [each for each in shown if each.profile.category == category]
    return ExhibitorsPage(
        found=tuple(shown),
        total=len(everyone),
        text=text,
        category=category,
        categories=tuple(sorted({str(each.profile.category) for each in everyone})),
    )


def exhibitor_page(session: Session, exhibition: ExhibitionValue, slug: str, *, now: datetime) -> ExhibitorPage | None:
    """The exhibitor at an address; None while it may not be named."""
    if exhibitors.profile(session, exhibition.id, slug) is None:
        return None
    picture = board(exhibition.id).read(session, now=now)
    one = next((each for each in named(session, exhibition, picture, lang()) if each.profile.slug == slug), None)
    if one is None:
        return None
    slots = sorted(
        (ProgrammeEntry(slot, each) for each in one.showcases for slot in each.slots),
        key=lambda entry: entry.slot.starts_at,
    )
    return ExhibitorPage(
        one=one,
        picture=picture,
        halls={each.hall.key: each.hall for each in picture.floors},
        coming=tuple(each for each in slots if not each.slot.over(now)),
        past=tuple(each for each in slots if each.slot.over(now)),
        now=now,
    )
