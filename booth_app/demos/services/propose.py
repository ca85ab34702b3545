"""An exhibitor proposes a showcase, and writes in it until staff have accepted it."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from booth_app.base import idempotency
from booth_app.base.access import Who
from booth_app.base.errors import Invalid, Stale
from booth_app.demos.models import Showcase, ShowcasePresenter, ShowcaseState
from booth_app.demos.proposals import Proposal
from booth_app.demos.services import people, rows
from booth_app.demos.services.refusals import NotAccepted
from booth_app.demos.states import TRANSITIONS
from booth_app.exhibitors import queries as exhibitors
from booth_app.exhibitors.models import ApplicationState
from booth_app.journal import services as journal
from booth_app.text.names import slug


def propose(session: Session, who: Who, proposal: Proposal, *, request_key: str, now: datetime) -> int:
    """Send in a new showcase. The same `request_key` again gives the showcase that it made the first time.

    Returns:
        Its id.

    Raises:
        NotAccepted: the organisation does not exhibit here (yet).
        Invalid: something that our form would not send, a declaration missing among them.
        PresenterFixed: a presenter is known by another name in an accepted showcase.
        idempotency.KeyReused: the key belongs to another showcase.
    """
    first = idempotency.once(
        session,
        f"organisation:{who.organisation_id}:propose:{who.exhibition_id}",
        request_key,
        proposal.content,
        now=now,
    )
    if first.outcome is not None:
        return first.outcome["showcase"]
    exhibition = rows.exhibition(session, who.exhibition_id, locked=True)
    if exhibition.vetting:
        _accepted(session, who)
    _sound(proposal)
    taken = session.scalars(select(Showcase.slug).where(Showcase.exhibition_id == exhibition.id))
    row = Showcase(
        exhibition_id=exhibition.id,
        organisation_id=who.organisation_id,
        slug=slug(proposal.title_ar, proposal.title_en, set(taken)),
        state=ShowcaseState.PROPOSED,
        submitted_at=now,
        declared_by=who.user_id,
        **_columns(proposal),
    )
    session.add(row)
    session.flush()
    _present(session, who, row, proposal)
    _record(session, who, row, "showcase-proposed", before=None, now=now)
    idempotency.made(session, first, {"showcase": row.id})
    return row.id


def edit(session: Session, who: Who, showcase_id: int, proposal: Proposal, *, seen: str, now: datetime) -> None:
    """Write in a showcase that is not accepted; one that was returned goes in again. Its address stays.

    Args:
        seen: the mark of the proposal that the form was filled from. The same content again changes nothing.

    Raises:
        NotFound: no such showcase of this organisation.
        WrongState: it is accepted, rejected or withdrawn.
        Stale: somebody has written in it since.
        Invalid, PresenterFixed: as in `propose`.
    """
    row = rows.own_showcase(session, who, showcase_id)
    verb = "resubmit" if row.state == ShowcaseState.CHANGES_REQUESTED else "edit"
    old = rows.proposal(row, rows.presenters_of(session, row.id))
    if old == proposal and row.state == ShowcaseState.PROPOSED:
        return
    before = rows.step(row, verb, who=who, now=now)
    if old.mark != seen:
        raise Stale(showcase_id=row.id)
    _sound(proposal)
    rows.exhibition(session, who.exhibition_id, locked=True)
    for name, value in _columns(proposal).items():
        setattr(row, name, value)
    row.submitted_at, row.declared_by = now, who.user_id
    _present(session, who, row, proposal)
    _record(session, who, row, TRANSITIONS[verb].kind, before=before, now=now)


def _accepted(session: Session, who: Who) -> None:
    application = (
        exhibitors.application(session, who.exhibition_id, who.organisation_id)
        if who.exhibition_id and who.organisation_id
        else None
    )
    if application is None or application.state != ApplicationState.ACCEPTED:
        raise NotAccepted(state=application.state if application else None)


def _sound(proposal: Proposal) -> None:
    if not (proposal.declared_synthetic and proposal.declared_harmless and proposal.whole):
        raise Invalid


def _columns(proposal: Proposal) -> dict[str, Any]:
    return {name: value for name, value in asdict(proposal).items() if name != "presenters"}


def _present(session: Session, who: Who, row: Showcase, proposal: Proposal) -> None:
    ids = people.known(session, who, row.id, proposal.presenters)
    session.execute(delete(ShowcasePresenter).where(ShowcasePresenter.showcase_id == row.id))
    links = [ShowcasePresenter(showcase_id=row.id, presenter_id=each, position=n) for n, each in enumerate(ids)]
    session.add_all(links)
    session.flush()


def _record(session: Session, who: Who, row: Showcase, kind: str, *, before: str | None, now: datetime) -> None:
    journal.record(
        session,
        kind,
        actor=who.actor,
        subject=f"showcase:{row.id}",
        at=now,
        exhibition_id=row.exhibition_id,
        organisation_id=row.organisation_id,
        before={"state": before} if before else None,
        after={"state": str(row.state), "showcase": row.id},
        words={"title_ar": row.title_ar, "title_en": row.title_en},
    )
