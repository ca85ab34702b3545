"""The people of an organisation come and go: invited, joined, made owners, removed."""

from collections.abc import Callable
from datetime import datetime, timedelta
from hashlib import sha256
from hmac import compare_digest
from secrets import token_hex

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from booth_app.accounts import queries as accounts
from booth_app.accounts.addresses import normal
from booth_app.base.access import Who
from booth_app.base.errors import Forbidden, NotFound
from booth_app.exhibitors.models import Invitation, Member, MemberRole, Organisation
from booth_app.exhibitors.services.organisations import tell
from booth_app.exhibitors.services.refusals import AlreadyMember, InvitationOver, LastOwner, NotForYou

INVITATION_LASTS = timedelta(days=14)
SENT_AGAIN_AFTER = timedelta(minutes=10)
"""A second invitation of the same address within this time is a double click, not a wish for another mail."""


def invite(
    session: Session, who: Who, organisation_id: int, email: str, *, sign: Callable[[int], str], now: datetime
) -> int:
    """Invite the owner of an address to act for an organisation, as a member.

    Its link is made when the mail is sent, from the invitation's number; kept is the hash of it. Inviting an
    address again sends the link again and lets it last from now.

    Args:
        sign: the link's token for an invitation's number (`links.invitation_token`).

    Returns:
        The invitation's id.

    Raises:
        NotFound, Forbidden: whoever asks is no member, or no owner, of the organisation.
        AlreadyMember: the address is a member's.
        Unreadable: it is no address.
    """
    _owner(session, who, organisation_id)
    address = normal(email)
    known = accounts.by_email(session, address)
    if known is not None and session.get(Member, (organisation_id, known.id)):
        raise AlreadyMember
    row = session.scalar(
        select(Invitation)
        .where(
            Invitation.organisation_id == organisation_id,
            Invitation.email == address,
            Invitation.accepted_at.is_(None),
            Invitation.expires_at > now,
        )
        .with_for_update()
    )
    if row is not None and row.expires_at - INVITATION_LASTS > now - SENT_AGAIN_AFTER:
        return row.id
    if row is None:
        row = Invitation(
            organisation_id=organisation_id,
            email=address,
            token_hash=token_hex(32),  # in the place of the real one, which needs the number that comes next
            invited_by=who.user_id,
            expires_at=now,
        )
        session.add(row)
        session.flush()
    row.token_hash = _hash(sign(row.id))
    row.expires_at = now + INVITATION_LASTS
    session.flush()
    after = {"invitation": row.id}
    tell(session, who, "member-invited", organisation_id, now, after=after, subject=f"invitation:{row.id}")
    return row.id


def take_back(session: Session, who: Who, organisation_id: int, invitation_id: int, *, now: datetime) -> None:
    """End an invitation that nobody has accepted; its link opens nothing any more.

    Raises:
        NotFound, Forbidden: whoever asks is no member, or no owner, of the organisation.
    """
    _owner(session, who, organisation_id)
    row = session.get(Invitation, invitation_id, with_for_update=True)
    if row is None or row.organisation_id != organisation_id:
        raise NotFound
    if row.accepted_at is None and row.expires_at > now:
        row.expires_at = now
        subject = f"invitation:{row.id}"
        tell(session, who, "invitation-taken-back", organisation_id, now, after={}, subject=subject)


def join(session: Session, who: Who, invitation_id: int, token: str, *, now: datetime) -> int:
    """Accept an invitation with the address it was sent to.

    Returns:
        The organisation's id.

    Raises:
        InvitationOver: it was used, taken back, is too old, or the link is none of ours.
        NotForYou: another address is signed in.
    """
    row = session.get(Invitation, invitation_id, with_for_update=True, populate_existing=True)
    if row is None or not compare_digest(row.token_hash, _hash(token)):
        raise InvitationOver
    person = accounts.person(session, who.user_id or 0)
    if person is None or not person.confirmed or person.email != row.email:
        raise NotForYou
    if session.get(Member, (row.organisation_id, person.id)):
        return row.organisation_id  # the second press of the button, or a member already
    if row.accepted_at is not None or row.expires_at <= now:
        raise InvitationOver
    row.accepted_at = now
    session.add(Member(organisation_id=row.organisation_id, user_id=person.id, role=MemberRole.MEMBER, since=now))
    session.flush()
    after = {"user": person.id, "invitation": row.id}
    tell(session, who, "member-joined", row.organisation_id, now, after=after)
    return row.organisation_id


def change_role(
    session: Session, who: Who, organisation_id: int, user_id: int, role: MemberRole, *, now: datetime
) -> None:
    """Make a member an owner or an owner a member; only owners may.

    Raises:
        NotFound: whoever asks, or the one who is meant, is no member.
        Forbidden: whoever asks is no owner.
        LastOwner: nobody else would own the organisation.
    """
    _owner(session, who, organisation_id)
    row = session.get(Member, (organisation_id, user_id))
    if row is None:
        raise NotFound
    if row.role is role:
        return
    if row.role is MemberRole.OWNER:
        _keep_one(session, organisation_id)
    before = {"role": row.role}
    row.role = role
    after = {"user": user_id, "role": role}
    tell(session, who, "member-role-changed", organisation_id, now, after=after, before=before)


def remove_member(session: Session, who: Who, organisation_id: int, user_id: int, *, now: datetime) -> None:
    """End a membership: an owner anybody's, everyone their own. One that has ended already has ended.

    Raises:
        NotFound: whoever asks is no member.
        Forbidden: a member asks for another one's end.
        LastOwner: nobody else would own the organisation.
    """
    _locked(session, organisation_id)
    mine = session.get(Member, (organisation_id, who.user_id or 0), populate_existing=True)
    row = session.get(Member, (organisation_id, user_id), populate_existing=True)
    if mine is None:
        raise NotFound
    if mine.role is not MemberRole.OWNER and user_id != who.user_id:
        raise Forbidden
    if row is None:
        return
    if row.role is MemberRole.OWNER:
        _keep_one(session, organisation_id)
    before = {"user": user_id, "role": row.role}
    session.delete(row)
    session.flush()
    tell(session, who, "member-removed", organisation_id, now, after={"user": user_id}, before=before)


def _owner(session: Session, who: Who, organisation_id: int) -> None:
    """Lock the organisation and make sure that whoever asks owns it."""
    _locked(session, organisation_id)
    mine = session.get(Member, (organisation_id, who.user_id or 0), populate_existing=True)
    if mine is None:
        raise NotFound  # that an organisation exists is none of a stranger's business
    if mine.role is not MemberRole.OWNER:
        raise Forbidden


def _locked(session: Session, organisation_id: int) -> None:
    # Owners are counted under this lock: two owners who leave at the same moment would else both be let go.
    if session.get(Organisation, organisation_id, with_for_update=True) is None:
        raise NotFound


def _keep_one(session: Session, organisation_id: int) -> None:
    owners = select(func.count()).where(Member.organisation_id == organisation_id, Member.role == MemberRole.OWNER)
    if (session.scalar(owners) or 0) <= 1:
        raise LastOwner


def _hash(token: str) -> str:
    return sha256(token.encode()).hexdigest()
