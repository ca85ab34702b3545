"""Who hears of what: a journal entry in, mailboxes out. One mail a mailbox, however many reasons there are for it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from sqlalchemy.orm import Session

from booth_app.accounts import queries as accounts
from booth_app.claims import queries as claims
from booth_app.demos.seats import queries as seats
from booth_app.exhibitions import queries as exhibitions
from booth_app.exhibitions.models import Role
from booth_app.exhibitors import queries as exhibitors
from booth_app.journal.queries import Change


@dataclass(frozen=True, slots=True)
class Mailbox:
    """Where a mail goes. `language` is empty where nobody told us which one is read there."""

    address: str
    user_id: int | None
    language: str


_VISITOR = "visitor:"
"""Before a visitor's number; no address begins so."""

Audience = Callable[[Session, Change], list[Mailbox]]


def person(session: Session, change: Change) -> list[Mailbox]:
    """Whom an entry about an account is about, confirmed or not: the mail may be the one that confirms."""
    found = accounts.person(session, _id(change.subject))
    return [Mailbox(found.email, found.id, found.language)] if found and found.active else []


def named_person(session: Session, change: Change) -> list[Mailbox]:
    """Whom an entry names as `user`: who was given a role."""
    return _people(session, [int(change.after["user"])])


def invited(session: Session, change: Change) -> list[Mailbox]:
    """Whom an invitation names; who has an account reads it in their own language."""
    invitation = exhibitors.invitation(session, _id(change.subject))
    return _addresses(session, [invitation.email]) if invitation else []


def organisation(session: Session, change: Change) -> list[Mailbox]:
    """The people of the organisation that the entry concerns."""
    return _people(session, exhibitors.member_ids(session, change.organisation_id)) if change.organisation_id else []


def applicant(session: Session, change: Change) -> list[Mailbox]:
    """The people of the organisation, and the contact person that its application names."""
    contact = exhibitors.contact(session, _id(change.subject))
    return _once(organisation(session, change), _addresses(session, [contact[1]] if contact else []))


def claimant(session: Session, change: Change) -> list[Mailbox]:
    """The people of the organisation, and the contact person that its claim names."""
    contact = claims.contact_email(session, _id(change.subject))
    return _once(organisation(session, change), _addresses(session, [contact] if contact else []))


def booking_staff(session: Session, change: Change) -> list[Mailbox]:
    """Those whose work bookings are; administrators where nobody has that role."""
    return _staff(session, change, Role.SALES)


def programme_staff(session: Session, change: Change) -> list[Mailbox]:
    """Those whose work the programme is; administrators where nobody has that role."""
    return _staff(session, change, Role.PROGRAMME)


def visitor(session: Session, change: Change) -> list[Mailbox]:
    """The visitor whom an entry about seats is about, by number: the outbox never holds a visitor's address, which is
    looked up when the mail is written and is gone once the visitor was erased."""
    visitor_id: int | None = _id(change.subject)
    if change.subject.startswith("seats:"):
        found = seats.reservation(session, _id(change.subject))
        visitor_id = found[0] if found else None
    if visitor_id is None or change.exhibition_id is None:
        return []
    known = seats.person(session, change.exhibition_id, visitor_id)
    return [Mailbox(f"{_VISITOR}{visitor_id}", None, known.language)] if known else []


def visitor_of(recipient: str) -> int | None:
    """The visitor whom a recipient of the outbox stands for; None: it is an address."""
    kind, _, number = recipient.partition(":")
    return int(number) if f"{kind}:" == _VISITOR and number.isdigit() else None


def _staff(session: Session, change: Change, role: Role) -> list[Mailbox]:
    if change.exhibition_id is None:
        return []
    ids = exhibitions.staff(session, change.exhibition_id, role)
    return _people(session, ids or exhibitions.staff(session, change.exhibition_id, Role.ADMINISTRATOR))


def _people(session: Session, ids: Iterable[int]) -> list[Mailbox]:
    """Mail goes only to addresses that their owners have confirmed, and to nobody whose account is closed."""
    found = accounts.people(session, ids).values()
    return [Mailbox(each.email, each.id, each.language) for each in found if each.confirmed and each.active]


def _addresses(session: Session, addresses: Iterable[str]) -> list[Mailbox]:
    mailboxes = []
    for address in addresses:
        known = accounts.by_email(session, address)
        if known is not None and known.confirmed:
            mailboxes.append(Mailbox(known.email, known.id, known.language))
        elif address:
            mailboxes.append(Mailbox(address, None, ""))
    return mailboxes


def _once(*groups: list[Mailbox]) -> list[Mailbox]:
    found: dict[str, Mailbox] = {}
    for each in (mailbox for group in groups for mailbox in group):
        found.setdefault(each.address.lower(), each)
    return list(found.values())


def _id(subject: str) -> int:
    return int(subject.rpartition(":")[2])
