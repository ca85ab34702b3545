"""Who presents. An e-mail address is a person: for the organisation that names them, and for the timetable of the
whole exhibition, where two organisations may name the same one."""

from collections.abc import Iterable

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from booth_app.base.access import Who
from booth_app.demos.models import Presenter, Showcase, ShowcasePresenter, ShowcaseState
from booth_app.demos.proposals import Person
from booth_app.demos.services import rows
from booth_app.demos.services.refusals import PresenterFixed


def known(session: Session, who: Who, showcase_id: int, wanted: Iterable[Person]) -> list[int]:
    """The ids of these presenters of the organisation, made or renamed where needed, in the given order.

    The caller holds the exhibition's row: ids of presenters ascend in the order in which they become visible.

    Raises:
        PresenterFixed: a name differs from the one that an accepted showcase shows to the public.
    """
    people = list(wanted)
    emails = [each.email for each in people]
    query = select(Presenter.id).where(
        Presenter.exhibition_id == who.exhibition_id,
        Presenter.organisation_id == who.organisation_id,
        Presenter.email.in_(emails),
    )
    there = {row.email: row for row in rows.presenters(session, session.scalars(query).all(), writes=True)}
    for each in people:
        row = there.get(each.email)
        if row is None:
            there[each.email] = row = Presenter(
                exhibition_id=who.exhibition_id, organisation_id=who.organisation_id, email=each.email
            )
            session.add(row)
        elif (row.name_ar, row.name_en) == (each.name_ar, each.name_en):
            continue
        elif _public(session, row.id, showcase_id):
            raise PresenterFixed(email=row.email, name_ar=row.name_ar, name_en=row.name_en)
        row.name_ar, row.name_en = each.name_ar, each.name_en
    session.flush()
    return [there[email].id for email in emails]


def persons(session: Session, exhibition_id: int, presenter_ids: Iterable[int]) -> dict[int, int]:
    """Under which id each presenter's time is kept: the first that was made in the exhibition with the same e-mail."""
    same = (
        select(Presenter.email, func.min(Presenter.id).label("first"))
        .where(Presenter.exhibition_id == exhibition_id, Presenter.email != "")
        .group_by(Presenter.email)
        .subquery()
    )
    query = (
        select(Presenter.id, func.coalesce(same.c.first, Presenter.id))
        .outerjoin(same, same.c.email == Presenter.email)
        .where(Presenter.id.in_(list(presenter_ids)))
    )
    return {row[0]: row[1] for row in session.execute(query)}


def _public(session: Session, presenter_id: int, but: int) -> bool:
    query = (
        select(Showcase.id)
        .join(ShowcasePresenter, ShowcasePresenter.showcase_id == Showcase.id)
        .where(
            ShowcasePresenter.presenter_id == presenter_id,
            Showcase.state == ShowcaseState.ACCEPTED,
            Showcase.id != but,
        )
    )
    return session.scalar(query.limit(1)) is not None
