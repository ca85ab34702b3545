"""Small plans of a stand and what surrounds it, with the states as they are now."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from booth_app.base.languages import lang
from booth_app.claims.queries import Alternative, BoothState, Stand, states
from booth_app.drawing.elements import Svg
from booth_app.drawing.extract import extract
from booth_app.drawing.tiles import Face
from booth_app.layouts.queries import PublishedPlan, booth_key

STAND_PX = (300, 190)
CARD_PX = (292, 104)


def of_stand(stand: Stand, title: str, *, organisation_id: int) -> Svg:
    """The plan extract of one's own stand."""
    drawn = _drawn(stand.published, stand.keys, stand.states, organisation_id)
    wide, high = STAND_PX
    return extract(
        stand.published.plan,
        stand.keys,
        drawn,
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
    known = states(session, exhibition_id, now=now)
    wide, high = CARD_PX
    return [
        extract(
            each.published.plan,
            each.keys,
            _drawn(each.published, (), known, organisation_id),
            lang=lang(),
            title=title,
            wide_px=wide,
            high_px=high,
            with_defs=with_defs and at == 0,
        )
        for at, (each, title) in enumerate(zip(found, titles, strict=True))
    ]


def _drawn(
    published: PublishedPlan, own: Sequence[str], known: Mapping[int, BoothState], organisation_id: int | None
) -> dict[str, Face]:
    faces = {}
    for booth in published.facts:
        key = booth_key(booth)
        state = known.get(booth)
        if state is None:
            continue
        taken = state.state in ("held", "submitted", "confirmed")
        mine = key in own or (taken and organisation_id is not None and state.organisation_id == organisation_id)
        faces[key] = Face("mine" if mine else state.state, "")
    return faces
