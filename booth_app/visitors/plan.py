"""What the page with map and list shows: one hall, filtered, as whoever looks may see it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from flask import current_app
from flask_babel import gettext
from markupsafe import Markup
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from booth_app.base.access import Who
from booth_app.drawing.elements import Svg
from booth_app.drawing.overlay import selection
from booth_app.exhibitions.queries import ExhibitionValue, HallValue
from booth_app.layouts.queries import booth_key
from booth_app.maps.boards import Floor, Picture, board
from booth_app.maps.counts import Counts, counts
from booth_app.maps.filters import Filter, matching, wanted
from booth_app.maps.finding import Finder
from booth_app.maps.renderings import rendering
from booth_app.maps.values import MapBooth, View, own, view_of
from booth_app.visitors.live import Live, programmes

MOST_ROWS = 600
"""Rows of the list that a page brings at once; the rest on request."""


@dataclass(frozen=True, slots=True)
class Tab:
    """A hall to go to. `matches`: how many of its booths a filter asks for; None without a filter."""

    hall: HallValue
    here: bool
    matches: int | None


@dataclass(frozen=True, slots=True)
class ZoneChoice:
    """A zone, by the name that addresses have and those that people read."""

    key: str
    name_ar: str
    name_en: str


@dataclass(frozen=True, slots=True)
class Choices:
    """What there is to choose from: values that booths of the exhibition really have, in a settled order."""

    types: tuple[str, ...]
    sides: tuple[int, ...]
    zones: tuple[ZoneChoice, ...]
    categories: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Scene:
    """What there is to show at a moment, before anything is chosen of it."""

    view: View
    picture: Picture
    live: Live
    now: datetime

    @property
    def tag(self) -> tuple[object, ...]:
        """All that the page of somebody who is not signed in is made of."""
        halls = tuple(each.hall for each in self.picture.floors)
        return (self.view, self.picture.prints[self.view], self.picture.revisions, halls, self.live.tag)


@dataclass(frozen=True, slots=True)
class PlanPage:
    """The page's values. `booths` are those of the hall that the filter asks for, as the viewer sees them."""

    view: View
    picture: Picture
    floor: Floor | None
    tabs: tuple[Tab, ...]
    asked: Filter
    choices: Choices
    counts: Counts
    booths: tuple[MapBooth, ...]
    mine: tuple[MapBooth, ...]
    live: Live
    now: datetime
    whole: bool
    opened: int | None = None

    @property
    def shown(self) -> tuple[MapBooth, ...]:
        """Those of the booths whose rows the page brings."""
        return self.booths if self.whole else self.booths[:MOST_ROWS]

    @property
    def query(self) -> dict[str, list[str]]:
        """The filter as arguments of an address."""
        return MultiDict(self.asked.query()).to_dict(flat=False)

    @property
    def mine_here(self) -> int:
        """How many of the viewer's own booths are in this hall."""
        return sum(self.floor is not None and each.hall_id == self.floor.hall.id for each in self.mine)

    def rows(self, exhibition: ExhibitionValue, lang: str) -> Iterable[Markup]:
        """The rows of the list."""
        mine = {each.id for each in self.mine}
        return rendering(exhibition, lang, self.view).rows(self.shown, mine=mine).values()

    def map(self, exhibition: ExhibitionValue, lang: str) -> Markup:
        """The map of the hall."""
        if self.floor is None:
            return Markup()
        matched = {each.id for each in self.booths}
        here = self.picture.on(self.floor.hall.id, self.view)
        unmatched = {each.id for each in here if each.id not in matched} if self.asked else set()
        mine = {each.id for each in self.mine if each.hall_id == self.floor.hall.id}
        shape = self.floor.published.plan.booth(booth_key(self.opened)) if self.opened is not None else None
        return rendering(exhibition, lang, self.view).map(
            self.picture,
            self.floor,
            unmatched=unmatched,
            mine=mine,
            overlay=(selection(shape.outline) if shape else "") + self.badges(),
        )

    def badges(self, *, oob: bool = False) -> Svg:
        """What is on now, marked on the map."""
        return self.live.badges(self.floor, gettext("Now"), oob=oob) if self.floor is not None else Svg()


def scene(session: Session, exhibition: ExhibitionValue, who: Who, *, now: datetime) -> Scene:
    """The booths and stages as whoever asks may see them now."""
    picture = board(exhibition.id).read(session, now=now)
    return Scene(view_of(who), picture, programmes().live(session, exhibition, picture, now), now)


def plan_page(
    scene: Scene,
    exhibition: ExhibitionValue,
    who: Who,
    args: "MultiDict[str, str]",
    *,
    hall: str,
    opened: int | None = None,
) -> PlanPage:
    """Put the page together for the hall with this key (the first one where it has no plan), one booth opened."""
    view, picture = scene.view, scene.picture
    floor = picture.floor(hall) or (picture.floors[0] if picture.floors else None)
    asked = wanted(args, view)
    seen = list(picture.seen[view].values())
    here = picture.on(floor.hall.id, view) if floor is not None else []
    matched = seen
    if asked:
        found = _finder(exhibition.id).find(picture, view, asked.text) if asked.text else None
        matched = matching(seen, asked, found=found, organisation_id=who.organisation_id)
    return PlanPage(
        view=view,
        picture=picture,
        floor=floor,
        tabs=tuple(_tabs(picture, floor, matched if asked else None)),
        asked=asked,
        choices=_choices(seen),
        counts=counts(here, view),
        booths=tuple(_ordered((each for each in matched if floor and each.hall_id == floor.hall.id), view)),
        mine=tuple(each for each in picture.booths.values() if own(each, who.organisation_id)),
        live=scene.live,
        now=scene.now,
        whole=bool(args.get("all")),
        opened=opened,
    )


def _ordered(booths: Iterable[MapBooth], view: View) -> list[MapBooth]:
    """By number; visitors find first the booths where somebody is."""
    return sorted(booths, key=lambda each: view is View.PUBLIC and not each.named)


def _tabs(picture: Picture, floor: Floor | None, matched: list[MapBooth] | None) -> Iterable[Tab]:
    for each in picture.floors:
        matches = None if matched is None else sum(booth.hall_id == each.hall.id for booth in matched)
        yield Tab(each.hall, each is floor, matches)


def _choices(booths: Iterable[MapBooth]) -> Choices:
    found = list(booths)
    zones = {each.zone: ZoneChoice(each.zone, each.zone_ar, each.zone_en) for each in found if each.zone}
    return Choices(
        types=tuple(sorted({each.type for each in found if each.type})),
        sides=tuple(sorted({len(each.open_sides) for each in found if each.open_sides})),
        zones=tuple(zones.values()),
        categories=tuple(sorted({each.category for each in found if each.category})),
    )


def _finder(exhibition_id: int) -> Finder:
    kept: dict[int, Finder] = current_app.extensions.setdefault("finders", {})
    return kept.setdefault(exhibition_id, Finder())
