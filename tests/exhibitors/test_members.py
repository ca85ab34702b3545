"""People of an organisation: invited, joined, made owners, removed. S06: nobody rises by themselves."""

import threading
from datetime import timedelta

import pytest
from sqlalchemy import select

from booth_app.base.access import Who
from booth_app.base.errors import Forbidden, NotFound
from booth_app.exhibitors import queries, services
from booth_app.exhibitors.models import Invitation, Member, MemberRole, Organisation, OrganisationKind
from booth_app.journal.models import Entry
from booth_app.text.problems import Unreadable
from tests.kit import make

NAMES = {"name_ar": "مركز", "name_en": "Centre", "country": "SA", "kind": OrganisationKind.PUBLIC_BODY}


def sign(number: int) -> str:
    return f"token-{number}"


def person(database, email="guest@example.org") -> Who:
    with database.write() as session:
        return Who(make.user(session, email).id)


def do(database, verb, *arguments, **options):
    with database.write() as session:
        return getattr(services, verb)(session, *arguments, **options)


def invited(database, scene, now, email="guest@example.org") -> int:
    return do(database, "invite", scene.owner, scene.organisation, email, sign=sign, now=now)


def roles(database, scene) -> dict[int, str]:
    with database.read() as session:
        rows = session.scalars(select(Member).where(Member.organisation_id == scene.organisation))
        return {row.user_id: str(row.role) for row in rows}


def kinds(database) -> list[str]:
    with database.read() as session:
        return list(session.scalars(select(Entry.kind).order_by(Entry.id)))


def test_whoever_registers_an_organisation_owns_it(database, now):
    who = person(database)

    made = do(database, "register_organisation", who, **NAMES, now=now)

    with database.read() as session:
        [mine] = queries.organisations_of(session, who.user_id)
    assert (mine.id, mine.name_ar, mine.role) == (made, "مركز", MemberRole.OWNER)


def test_a_form_sent_twice_makes_one_organisation(database, now):
    who = person(database)

    made = {do(database, "register_organisation", who, **NAMES, request_key="k" * 16, now=now) for _ in range(2)}

    assert len(made) == 1
    with database.read() as session:
        assert len(session.scalars(select(Organisation)).all()) == 1


def test_an_organisation_needs_a_name_in_one_language_at_least(database, now):
    who = person(database)

    with pytest.raises(services.NameMissing):
        do(database, "register_organisation", who, **(NAMES | {"name_ar": " ", "name_en": ""}), now=now)
    with pytest.raises(Unreadable):
        do(database, "register_organisation", who, **(NAMES | {"name_en": "x\x00y"}), now=now)


def test_an_invitation_keeps_no_token_and_opens_with_it_once(database, scene, now):
    guest = person(database)
    made = invited(database, scene, now)
    with database.read() as session:
        assert sign(made) not in repr(vars(session.get_one(Invitation, made)))

    do(database, "join", guest, made, sign(made), now=now)
    do(database, "remove_member", guest, scene.organisation, guest.user_id, now=now)

    with pytest.raises(services.InvitationOver):
        do(database, "join", guest, made, sign(made), now=now)
    assert roles(database, scene) == {scene.owner.user_id: "owner"}


def test_pressing_accept_twice_joins_once(database, scene, now):
    guest = person(database)
    made = invited(database, scene, now)

    for _ in range(2):
        do(database, "join", guest, made, sign(made), now=now)

    assert roles(database, scene)[guest.user_id] == "member"
    assert kinds(database).count("member-joined") == 1


@pytest.mark.parametrize(
    ("token", "later"), [("token-other", timedelta()), (None, timedelta(days=14)), (None, timedelta(days=400))]
)
def test_a_wrong_or_old_link_opens_nothing(database, scene, now, token, later):
    guest = person(database)
    made = invited(database, scene, now)

    with pytest.raises(services.InvitationOver):
        do(database, "join", guest, made, token or sign(made), now=now + later)

    assert guest.user_id not in roles(database, scene)


def test_an_invitation_that_was_taken_back_opens_nothing(database, scene, now):
    guest = person(database)
    made = invited(database, scene, now)
    for _ in range(2):
        do(database, "take_back", scene.owner, scene.organisation, made, now=now)

    with pytest.raises(services.InvitationOver):
        do(database, "join", guest, made, sign(made), now=now)
    assert kinds(database).count("invitation-taken-back") == 1


def test_another_address_than_the_invited_one_is_refused(database, scene, now):
    stranger = person(database, "stranger@example.org")
    made = invited(database, scene, now)

    with pytest.raises(services.NotForYou):
        do(database, "join", stranger, made, sign(made), now=now)


def test_an_unconfirmed_address_does_not_join(database, scene, now):
    with database.write() as session:
        guest = Who(make.user(session, "guest@example.org", confirmed_at=None).id)
    made = invited(database, scene, now)

    with pytest.raises(services.NotForYou):
        do(database, "join", guest, made, sign(made), now=now)


def test_inviting_again_at_once_sends_nothing_and_later_sends_again(database, scene, now):
    made = {invited(database, scene, now + timedelta(minutes=n)) for n in (0, 1, 30)}

    assert len(made) == 1
    assert kinds(database) == ["member-invited", "member-invited"]


def test_a_member_is_not_invited_again(database, scene, now):
    with database.read() as session:
        [owner] = queries.members(session, scene.owner, scene.organisation)

    with pytest.raises(services.AlreadyMember):
        invited(database, scene, now, owner.email.upper())


def member(database, scene, now) -> Who:
    guest = person(database)
    made = invited(database, scene, now)
    do(database, "join", guest, made, sign(made), now=now)
    return Who(guest.user_id, scene.organisation, scene.exhibition)


def test_S06_a_member_cannot_rise_invite_or_remove(database, scene, now):
    guest = member(database, scene, now)
    before = roles(database, scene)
    tries = (
        ("change_role", guest.user_id, MemberRole.OWNER),
        ("remove_member", scene.owner.user_id),
        ("invite", "friend@example.org"),
        ("take_back", 1),
    )

    for verb, *rest in tries:
        extra = {"sign": sign} if verb == "invite" else {}
        with pytest.raises(Forbidden):
            do(database, verb, guest, scene.organisation, *rest, now=now, **extra)

    assert roles(database, scene) == before


def test_S06_a_stranger_learns_nothing_of_an_organisation(database, scene, now):
    stranger = person(database, "stranger@example.org")

    for organisation in (scene.organisation, 4711):
        with pytest.raises(NotFound):
            do(database, "invite", stranger, organisation, "x@example.org", sign=sign, now=now)
        with pytest.raises(NotFound):
            do(database, "remove_member", stranger, organisation, scene.owner.user_id, now=now)
        with pytest.raises(NotFound):
            do(database, "change_role", stranger, organisation, stranger.user_id, MemberRole.OWNER, now=now)
    with database.read() as session, pytest.raises(Forbidden):
        queries.members(session, stranger, scene.organisation)
    with database.read() as session, pytest.raises(Forbidden):
        queries.invitations(session, Who(), scene.organisation, now=now)


def test_S06_the_last_owner_cannot_leave_or_step_down(database, scene, now):
    member(database, scene, now)
    mine = scene.owner.user_id

    with pytest.raises(services.LastOwner):
        do(database, "remove_member", scene.owner, scene.organisation, mine, now=now)
    with pytest.raises(services.LastOwner):
        do(database, "change_role", scene.owner, scene.organisation, mine, MemberRole.MEMBER, now=now)


def test_an_owner_makes_another_one_and_may_leave_then(database, scene, now):
    guest = member(database, scene, now)

    do(database, "change_role", scene.owner, scene.organisation, guest.user_id, MemberRole.OWNER, now=now)
    do(database, "remove_member", scene.owner, scene.organisation, scene.owner.user_id, now=now)

    assert roles(database, scene) == {guest.user_id: "owner"}


def test_two_owners_who_leave_at_once_leave_one(database, scene, now):
    guest = member(database, scene, now)
    do(database, "change_role", scene.owner, scene.organisation, guest.user_id, MemberRole.OWNER, now=now)
    refused, start = [], threading.Barrier(2)

    def leave(who):
        start.wait()
        try:
            do(database, "remove_member", who, scene.organisation, who.user_id, now=now)
        except services.LastOwner:
            refused.append(who.user_id)

    workers = [threading.Thread(target=leave, args=(who,)) for who in (scene.owner, guest)]
    for each in workers:
        each.start()
    for each in workers:
        each.join()

    assert len(refused) == 1
    assert list(roles(database, scene)) == refused


def test_removing_someone_twice_is_one_entry(database, scene, now):
    guest = member(database, scene, now)

    for _ in range(2):
        do(database, "remove_member", scene.owner, scene.organisation, guest.user_id, now=now)

    assert kinds(database).count("member-removed") == 1


def test_open_invitations_are_those_that_can_still_be_accepted(database, scene, now):
    invited(database, scene, now - timedelta(days=20), "old@example.org")
    made = invited(database, scene, now)

    with database.read() as session:
        found = queries.invitations(session, scene.owner, scene.organisation, now=now)

    assert [(each.id, each.email, each.open(now)) for each in found] == [(made, "guest@example.org", True)]
