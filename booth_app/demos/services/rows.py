"""Rows under a lock, in the order that everyone keeps: showcase, exhibition, presenters, places, ticks.

SQLite has one writer and knows no such locks; on PostgreSQL they are `FOR NO KEY UPDATE` (who writes) and `FOR SHARE`
(who relies on what is written there), so that foreign keys do not wait for them.
"""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from booth_app.base.access import Who
from booth_app.base.errors import NotFound
from booth_app.demos.models import Place, Presenter, Showcase, ShowcasePresenter
from booth_app.demos.proposals import Person, Proposal
from booth_app.demos.services.refusals import WrongState
from booth_app.demos.states import TRANSITIONS
from booth_app.exhibitions import queries as exhibitions
from booth_app.exhibitions.models import Exhibition

_FRESH = {"populate_existing": True}


def own_showcase(session: Session, who: Who, showcase_id: int) -> Showcase:
    """A showcase of the organisation that asks, locked.

    Raises:
        NotFound: there is none, or it is another's.
    """
    row = _showcase(session, who, showcase_id)
    if row.organisation_id != who.organisation_id:
        raise NotFound
    return row


def staff_showcase(session: Session, who: Who, showcase_id: int) -> Showcase:
    """A showcase of the exhibition that the asker works in, locked.

    Raises:
        NotFound: there is none here.
    """
    return _showcase(session, who, showcase_id)


def _showcase(session: Session, who: Who, showcase_id: int) -> Showcase:
    query = select(Showcase).where(Showcase.id == showcase_id, Showcase.exhibition_id == who.exhibition_id)
    row = session.scalar(query.with_for_update(key_share=True).execution_options(**_FRESH))
    if row is None:
        raise NotFound
    return row


def exhibition(session: Session, exhibition_id: int | None, *, locked: bool = False) -> exhibitions.ExhibitionValue:
    """The exhibition at hand; `locked` lets one at a time give out addresses and presenters there."""
    if locked:
        query = select(Exhibition.id).where(Exhibition.id == exhibition_id)
        session.execute(query.with_for_update(key_share=True)).one_or_none()
    found = exhibitions.exhibition_by_id(session, exhibition_id) if exhibition_id else None
    if found is None:
        raise NotFound
    return found


def presenters(session: Session, ids: Iterable[int], *, writes: bool) -> list[Presenter]:
    """Presenters in the order of their ids, locked to write in or to rely on."""
    query = select(Presenter).where(Presenter.id.in_(list(ids))).order_by(Presenter.id)
    lock = query.with_for_update(key_share=True) if writes else query.with_for_update(read=True)
    return list(session.scalars(lock.execution_options(**_FRESH)))


def places(session: Session, who: Who, ids: Iterable[int]) -> dict[int, Place]:
    """Places whose hours and change-over must not change while a slot is put there, locked to rely on.

    Raises:
        NotFound: one of them is not in the exhibition.
    """
    wanted = set(ids)
    query = select(Place).where(Place.id.in_(wanted), Place.exhibition_id == who.exhibition_id).order_by(Place.id)
    found = {row.id: row for row in session.scalars(query.with_for_update(read=True).execution_options(**_FRESH))}
    if set(found) != wanted:
        raise NotFound
    return found


def presenters_of(session: Session, showcase_id: int) -> list[Presenter]:
    """Who presents a showcase, in its order."""
    query = (
        select(Presenter)
        .join(ShowcasePresenter, ShowcasePresenter.presenter_id == Presenter.id)
        .where(ShowcasePresenter.showcase_id == showcase_id)
        .order_by(ShowcasePresenter.position)
    )
    return list(session.scalars(query))


def proposal(row: Showcase, people: Iterable[Presenter]) -> Proposal:
    """A stored showcase as its organisation wrote it."""
    return Proposal(
        title_ar=row.title_ar,
        title_en=row.title_en,
        abstract_ar=row.abstract_ar,
        abstract_en=row.abstract_en,
        tool_ar=row.tool_ar,
        tool_en=row.tool_en,
        category=row.category,
        presenters=tuple(Person(each.name_ar, each.name_en, each.email) for each in people),
        length_minutes=row.length_minutes,
        audience=row.audience,
        language=row.language,
        declared_synthetic=row.declared_synthetic,
        declared_harmless=row.declared_harmless,
    )


def step(row: Showcase, verb: str, *, who: Who, now: datetime, reason: str = "") -> str:
    """Take a showcase through a transition; says what state it was in.

    Raises:
        WrongState: the verb does not start there.
    """
    move = TRANSITIONS[verb]
    if row.state not in move.start:
        raise WrongState(state=row.state, verb=verb)
    before = str(row.state)
    row.state = move.end
    if move.by != "member":
        row.decided_at, row.decided_by, row.reason = now, who.user_id, reason
    return before
