"""S06: nobody gives a right that is not theirs to give, and somebody always keeps the last one."""

import pytest
from sqlalchemy import select, text

from booth_app.exhibitions.models import Role, StaffRole
from booth_app.exhibitors.models import Member, MemberRole
from tests.kit import make, routes
from tests.kit.visiting import come, contents, differences


@pytest.fixture
def member(forum):
    """A colleague of the exhibitor's who is no owner."""
    with forum.app.app_context(), forum.app.extensions["database"].write() as session:
        person = make.user(session)
        ours = {"organisation_id": forum.ours["organisation_id"], "role": MemberRole.MEMBER}
        session.add(Member(user_id=person.id, since=make.NOW, **ours))
        session.flush()
        return person.id


def role_of(forum, user_id):
    """What a person is in our organisation."""
    with forum.app.extensions["database"].read() as session:
        return session.scalar(
            select(Member.role).where(
                Member.user_id == user_id, Member.organisation_id == forum.ours["organisation_id"]
            )
        )


def people(forum, path):
    """The address of something about our organisation's people."""
    return f"/en/my/organisations/{forum.ours['organisation_id']}{path}"


@pytest.mark.parametrize("path", ["/members/{me}/owner", "/members/{owner}/member", "/members/{owner}/end", ""])
def test_S06_a_member_makes_nobody_an_owner_and_puts_no_owner_out(forum, member, path):
    before = contents(forum.app)
    address = people(forum, path.format(me=member, owner=forum.people["exhibitor"]))

    answer = come(forum.app, member).post(
        address, data={"email": "friend@whole.example", "name_ar": "اسم", "name_en": "Name", "country": "SA"}
    )

    assert answer.status_code == 403
    assert differences(before, contents(forum.app)) == {}


def test_S06_an_invitation_makes_a_member_whatever_it_names(forum):
    client = forum.client("exhibitor")

    client.post(
        people(forum, ""), data={"email": "chief@whole.example", "role": "owner"}, query_string={"role": "owner"}
    )

    with forum.app.extensions["database"].read() as session:
        columns = session.execute(text("SELECT * FROM invitation WHERE email = 'chief@whole.example'")).mappings().one()
    assert "owner" not in [str(each) for each in columns.values()]


def test_S06_the_last_owner_stays(forum):
    own = forum.people["exhibitor"]

    lowered = forum.client("exhibitor").post(people(forum, f"/members/{own}/member"))
    gone = forum.client("exhibitor").post(people(forum, f"/members/{own}/end"))

    assert {lowered.status_code, gone.status_code} <= {303, 409}  # refused, or back to the page that says so
    assert role_of(forum, own) is MemberRole.OWNER


def test_S06_the_last_administrator_keeps_the_role(forum):
    own = forum.people["administrator"]

    answer = forum.client("administrator").post(f"/en/staff/forum/roles/{own}/revoke", data={"role": "administrator"})

    assert answer.status_code == 409
    with forum.app.extensions["database"].read() as session:
        assert session.get(StaffRole, (1, own, Role.ADMINISTRATOR))


@pytest.mark.parametrize("role", ["viewer", "sales", "layout", "programme", "exhibitor", "administrator elsewhere"])
def test_S06_only_an_administrator_of_this_exhibition_gives_roles(forum, role):
    before = contents(forum.app)
    with forum.app.extensions["database"].read() as session:
        email = routes.user(session, forum.people[role]).email

    answer = forum.client(role).post("/en/staff/forum/roles", data={"email": email, "role": "administrator"})

    assert answer.status_code == 403
    assert differences(before, contents(forum.app)) == {}


def test_S06_a_role_that_is_taken_ends_at_once(forum):
    with forum.app.app_context(), forum.app.extensions["database"].write() as session:
        person = make.user(session)
        session.add(StaffRole(exhibition_id=1, user_id=person.id, role=Role.VIEWER))
        session.flush()
        user_id = person.id
    client = come(forum.app, user_id)
    assert client.get("/en/staff/forum/").status_code == 200

    forum.client("administrator").post(f"/en/staff/forum/roles/{user_id}/revoke", data={"role": "viewer"})

    assert client.get("/en/staff/forum/").status_code == 403
