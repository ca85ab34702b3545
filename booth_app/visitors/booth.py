"""One booth as its page shows it: measures, place, who is there, what is on."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from booth_app.base.access import Who
from booth_app.base.languages import both
from booth_app.claims.queries.guests import guests
from booth_app.demos import queries as demos
from booth_app.demos.queries import ProgrammeEntry
from booth_app.drawing.elements import Svg
from booth_app.drawing.extract import extract
from booth_app.drawing.tiles import Face
from booth_app.exhibitions.queries import ExhibitionValue, HallValue
from booth_app.exhibitors import queries as exhibitors
from booth_app.exhibitors.queries import ProfileValue
from booth_app.geometry.measures import measures
from booth_app.geometry.neighbours import directions
from booth_app.layouts.queries import booth_key
from booth_app.maps.boards import Floor, Picture, board
from booth_app.maps.surroundings import neighbours
from booth_app.maps.values import MapBooth, View, own, view_of

EXTRACT_PX = (292, 116)


@dataclass(frozen=True, slots=True)
class BoothPage:
    """The values of an opened booth. `measures` in metres, None for a booth that is no rectangle.

    `own`: which of it and its neighbours are the viewer's.
    """

    booth: MapBooth
    hall: HallValue
    floor: Floor
    own: frozenset[int]
    measures: tuple[float, float] | None
    directions: tuple[str, ...]
    neighbours: tuple[MapBooth, ...]
    exhibitor: ProfileValue | None
    guests: tuple[ProfileValue, ...]
    showcases: tuple[ProgrammeEntry, ...]

    def tag(self, now: datetime) -> tuple[object, ...]:
        """What is shown of it beside what is on the map."""
        on = tuple(each.slot.id for each in self.showcases if each.slot.on(now))
        return (self.booth.id, self.exhibitor, self.guests, self.showcases, on)

    @property
    def title(self) -> str:
        """What a shared link to it says."""
        named = both(self.booth, "name") if self.booth.named else ""
        return " · ".join(each for each in (self.booth.number, named) if each)

    @property
    def mine(self) -> bool:
        """Whether it is the viewer's."""
        return self.booth.id in self.own

    def extract(self, picture: Picture, view: View, lang: str, title: str) -> Svg:
        """A small plan of the booth and what is beside it."""
        return small_plan(picture, self.floor, (self.booth.id,), view=view, lang=lang, title=title, mine=self.own)


def small_plan(
    picture: Picture,
    floor: Floor,
    booths: Sequence[int],
    *,
    view: View,
    lang: str,
    title: str,
    size: tuple[int, int] = EXTRACT_PX,
    mine: Collection[int] = (),
    first: bool = False,
) -> Svg:
    """Booths of a hall and what surrounds them. `first`: the page has no other plan whose patterns it could use."""
    faces = {
        booth_key(each.id): Face("mine" if each.id in mine else each.state, "")
        for each in picture.on(floor.hall.id, view)
    }
    return extract(
        floor.published.plan,
        [booth_key(each) for each in booths],
        faces,
        lang=lang,
        title=title,
        wide_px=size[0],
        high_px=size[1],
        view=str(view),
        with_defs=first,
    )


def booth_page(
    session: Session, exhibition: ExhibitionValue, who: Who, booth_id: int, *, now: datetime
) -> BoothPage | None:
    """A booth of a published plan, as whoever asks may see it; None where no published plan has it."""
    picture = board(exhibition.id).read(session, now=now)
    whole = picture.booths.get(booth_id)
    floor = next((each for each in picture.floors if whole and each.hall.id == whole.hall_id), None)
    shape = floor.published.plan.booth(booth_key(booth_id)) if floor else None
    if whole is None or floor is None or shape is None:
        return None
    view = view_of(who)
    seen = whole.as_seen(view)
    sharing = guests(session, exhibition.id).get(booth_id, ())
    beside = [picture.booths[each] for each in neighbours(session, floor.published, booth_id) if each in picture.booths]
    return BoothPage(
        booth=seen,
        hall=floor.hall,
        floor=floor,
        own=frozenset(each.id for each in (whole, *beside) if own(each, who.organisation_id)),
        measures=measures(shape.outline),
        directions=directions(whole.open_sides, floor.published.plan.north),
        neighbours=tuple(each.as_seen(view) for each in beside),
        exhibitor=exhibitors.profile(session, exhibition.id, seen.slug) if seen.slug else None,
        guests=tuple(each for key in sharing if (each := exhibitors.profile_by_id(session, key))),
        showcases=tuple(_showcases(session, exhibition.id, whole, now)) if seen.named else (),
    )


def _showcases(session: Session, exhibition_id: int, booth: MapBooth, now: datetime) -> list[ProgrammeEntry]:
    """What the exhibitor shows from now on, the next first."""
    return [
        each
        for each in demos.programme(session, exhibition_id)
        if each.showcase.by.organisation_id == booth.organisation_id and not each.slot.over(now)
    ]
