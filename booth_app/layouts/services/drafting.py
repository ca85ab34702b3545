"""Beginning and ending drafts."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from types import MappingProxyType
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from booth_app.base.access import Who
from booth_app.base.errors import NotFound
from booth_app.exhibitions.models import Hall
from booth_app.exhibitions.services import booths
from booth_app.geometry import Plan
from booth_app.journal import services as journal
from booth_app.layouts import shapes
from booth_app.layouts.kept import changed
from booth_app.layouts.models import Revision, RevisionState
from booth_app.layouts.picking import one_hall
from booth_app.layouts.refusals import NoHallInPlan, NothingPublished, SeveralHalls
from booth_app.layouts.services.accepting import carry
from booth_app.layouts.services.opening import open_draft
from booth_app.text.numbers import fold_number

NOTHING: Mapping[str, Any] = MappingProxyType({})


def import_plan(
    session: Session,
    who: Who,
    hall_id: int,
    plan: Plan,
    *,
    now: datetime,
    floor: str = "",
    report: Mapping[str, Any] = NOTHING,
) -> int:
    """Make a plan from a file a draft of a hall, and give the draft's id.

    Booths are found again by their numbers, so that what is claimed stays claimed; the others will be new.

    Args:
        floor: chooses by its key among several halls of one drawing.
        report: what there is to say about the file, as JSON; the draft keeps it.

    Raises:
        NotFound: no such hall in the exhibition.
        NoHallInPlan, SeveralHalls: it is not clear which floor the hall's is.
    """
    hall = _locked_hall(session, who, hall_id)
    keys = [each.key for each in plan.halls]
    if not keys or (floor and floor not in keys):
        raise NoHallInPlan(halls=keys)
    if len(keys) > 1 and not floor:
        raise SeveralHalls(halls=keys)
    chosen = identified(one_hall(plan, floor or keys[0]), booths.known(session, hall_id))
    return _begin(session, who, hall, ground=shapes.whole(chosen, dict(report)), now=now)


def start_draft(session: Session, who: Who, hall_id: int, *, now: datetime) -> int:
    """Begin a draft that is the published plan to start with, and give its id.

    Raises:
        NotFound: no such hall in the exhibition.
        NothingPublished: the hall has no plan yet.
    """
    hall = _locked_hall(session, who, hall_id)
    if published_id(session, hall_id) is None:
        raise NothingPublished(hall_id=hall_id)
    return _begin(session, who, hall, ground={}, now=now)


def discard(session: Session, who: Who, revision_id: int, *, now: datetime) -> None:
    """Give a draft up. It stays in the table, and so does what was done to it.

    Raises:
        NotFound, NotADraft: there is no such draft (any more).
    """
    draft, hall = open_draft(session, who, revision_id)
    draft.state = RevisionState.DISCARDED
    draft.version += 1
    changed(session, revision_id)
    journal.record(
        session,
        "layout-discarded",
        actor=who.actor,
        subject=f"layout:{revision_id}",
        at=now,
        exhibition_id=hall.exhibition_id,
        after={"hall": hall.id, "number": draft.number},
    )


def identified(plan: Plan, known: dict[str, int]) -> Plan:
    """The plan with each booth under the key of the booth that has its number, the others as new ones.

    Numbers get the spelling that they are stored and compared in: a drawing may say `a-101`. Of several with one
    number the first is the one that exists: a rule tells of the double number.
    """
    free = dict(known)
    made, new = [], 0
    for booth in plan.booths:
        number = fold_number(booth.number)
        booth_id = free.pop(number, None)
        new += booth_id is None
        key = f"new-{new}" if booth_id is None else shapes.booth_key(booth_id)
        made.append(replace(booth, key=key, number=number))
    return replace(plan, booths=tuple(made))


def _begin(session: Session, who: Who, hall: Hall, *, ground: shapes.Json, now: datetime) -> int:
    published = published_id(session, hall.id)
    last = session.scalar(select(func.max(Revision.number)).where(Revision.hall_id == hall.id))
    draft = Revision(
        hall_id=hall.id,
        number=(last or 0) + 1,
        state=RevisionState.DRAFT,
        base_id=published,
        ground=ground,
        made_by=who.user_id,
        made_at=now,
    )
    session.add(draft)
    session.flush()
    changed(session, draft.id)
    carry(session, draft.id, published)
    journal.record(
        session,
        "layout-drafted",
        actor=who.actor,
        subject=f"layout:{draft.id}",
        at=now,
        exhibition_id=hall.exhibition_id,
        after={"hall": hall.id, "number": draft.number, "base": published, "file": bool(ground)},
    )
    return draft.id


def _locked_hall(session: Session, who: Who, hall_id: int) -> Hall:
    """The hall, kept from other drafts and publishings of it until this transaction ends."""
    hall = session.scalar(select(Hall).where(Hall.id == hall_id).with_for_update())
    if hall is None or (who.exhibition_id is not None and hall.exhibition_id != who.exhibition_id):
        raise NotFound(hall_id=hall_id)
    return hall


def published_id(session: Session, hall_id: int) -> int | None:
    """The hall's published revision."""
    query = select(Revision.id).where(Revision.hall_id == hall_id, Revision.state == RevisionState.PUBLISHED)
    return session.scalar(query)
