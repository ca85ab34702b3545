"""Small plans of a stand and what surrounds it, with the states as they are now."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

import shapely
from sqlalchemy.orm import Session

from booth_app.base.languages import lang
from booth_app.claims.ground import ground
from booth_app.claims.queries import Alternative, BoothState, Stand, states
from booth_app.drawing.elements import Svg
from booth_app.drawing.extract import extract, frame
from booth_app.drawing.paths import MM
from booth_app.drawing.tiles import Face
from booth_app.geometry import Plan
from booth_app.layouts.queries import PublishedPlan, booth_key

STAND_PX = (300, 190)
CARD_PX = (292, 104)


def of_stand(
    session: Session, stand: Stand, title: str, *, exhibition_id: int, organisation_id: int, now: datetime
) -> Svg:
    """The plan extract of one's own stand."""
    booths = [each.booth_id for each in stand.booths]
    seen = booths_in(session, stand.published, booths, STAND_PX)
    known = states(session, exhibition_id, now=now, booths=seen)
    wide, high = STAND_PX
    return extract(
        only(stand.published.plan, seen),
        stand.keys,
        {**_faces(known, seen, organisation_id), **{key: Face("mine", "") for key in stand.keys}},
        lang=lang(),
        title=title,
        wide_px=wide,
        high_px=high,
        with_north=True,
        with_defs=True,
    )


def of_alternatives(
    session: Session,
    found: Sequence[Alternative],
    titles: Sequence[str],
    *,
    exhibition_id: int,
    organisation_id: int | None,
    now: datetime,
    with_defs: bool,
) -> list[Svg]:
    """The plan extracts of booths to choose from. The patterns are the first one's where the page has no map."""
    seen = [booths_in(session, each.published, [booth.booth_id for booth in each.booths], CARD_PX) for each in found]
    known = states(session, exhibition_id, now=now, booths={booth for booths in seen for booth in booths})
    wide, high = CARD_PX
    return [
        extract(
            only(each.published.plan, booths),
            each.keys,
            _faces(known, booths, organisation_id),
            lang=lang(),
            title=title,
            wide_px=wide,
            high_px=high,
            with_defs=with_defs and at == 0,
        )
        for at, (each, booths, title) in enumerate(zip(found, seen, titles, strict=True))
    ]


def booths_in(session: Session, published: PublishedPlan, booths: Sequence[int], size_px: tuple[int, int]) -> set[int]:
    """Ids of the booths that are in the picture of a stand: of a hall of 5,000, these alone are asked about."""
    floor = ground(session, published)
    (left, top, wide, high), _ = frame(published.plan, floor.whole(booths), *size_px)
    return floor.within(shapely.box(left / MM, top / MM, (left + wide) / MM, (top + high) / MM))


def only(plan: Plan, seen: set[int]) -> Plan:
    """The plan with these booths alone."""
    keys = {booth_key(each) for each in seen}  # many booths are looked through: their keys are not taken apart
    return replace(plan, booths=tuple(each for each in plan.booths if each.key in keys))


def _faces(known: Mapping[int, BoothState], seen: set[int], organisation_id: int | None) -> dict[str, Face]:
    faces = {}
    for booth in seen & known.keys():
        state = known[booth]
        taken = state.state in ("held", "submitted", "confirmed")
        mine = taken and organisation_id is not None and state.organisation_id == organisation_id
        faces[booth_key(booth)] = Face("mine" if mine else state.state, "")
    return faces
