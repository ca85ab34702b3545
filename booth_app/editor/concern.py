"""What the publishing page shows of the bookings that a draft concerns."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from booth_app.claims import queries as claims
from booth_app.claims.queries import Alternative
from booth_app.demos import queries as demos
from booth_app.demos.queries import PlaceValue
from booth_app.editor.affected import Affected, affected
from booth_app.exhibitors import queries as exhibitors
from booth_app.exhibitors.queries import Participant
from booth_app.layouts import queries as layouts
from booth_app.layouts.queries import DraftValue

_OFFERED = 3


@dataclass(frozen=True, slots=True)
class Concern:
    """Whom it concerns; who they are; where each booth's booking could go, by booth; every free number.

    `places`: stages and rooms of the timetable that the plan would no longer hold.
    """

    affected: Affected
    organisations: Mapping[int, Participant]
    near: Mapping[int, tuple[str, ...]]
    free: tuple[str, ...]
    places: tuple[PlaceValue, ...]


def concern(session: Session, draft: DraftValue, *, now: datetime) -> Concern:
    """The bookings that publishing a draft would touch. Offered are only booths that the draft keeps.

    For staff: every member of it may see which organisations take part.
    """
    states = claims.states(session, draft.exhibition_id, now=now)
    found = affected(draft.difference, states)
    kept = {booth.key for booth in draft.plan.booths}
    free = [
        (booth, facts.number)
        for booth, facts in layouts.facts(session, draft.exhibition_id).items()
        if (state := states.get(booth)) and state.state == "free"
        if facts.hall_id != draft.hall_id or layouts.booth_key(booth) in kept
    ]
    numbers = {booth.key: booth.number for booth in draft.plan.booths}
    stays = {booth: numbers.get(layouts.booth_key(booth), number) for booth, number in free}
    added = [booth.number for booth in draft.plan.booths if layouts.booth_id(booth.key) is None]
    near = {
        each.booth_id: _likely(
            claims.alternatives(
                session,
                draft.exhibition_id,
                [each.booth_id],
                now=now,
                limit=2 * _OFFERED,
                organisation_id=booking.organisation_id,
            ),
            stays,
        )
        for booking in found.to_decide
        for each in booking.booths
    }
    everyone = {each.id: each for each in exhibitors.organisations(session, draft.exhibition_id)}
    return Concern(found, everyone, near, (*stays.values(), *added), _lost(session, draft))


def _lost(session: Session, draft: DraftValue) -> tuple[PlaceValue, ...]:
    before, after = ({each.key for each in plan.fixtures} for plan in (draft.base, draft.plan))
    known = demos.places(session, draft.exhibition_id)
    return tuple(each for each in known if each.hall_id == draft.hall_id and each.fixture_key in before - after)


def _likely(alternatives: Iterable[Alternative], stays: Mapping[int, str]) -> tuple[str, ...]:
    """The numbers, as they will be, of the first few that the draft keeps."""
    found = [stays[booth.booth_id] for each in alternatives for booth in each.booths if booth.booth_id in stays]
    return tuple(found[:_OFFERED])
