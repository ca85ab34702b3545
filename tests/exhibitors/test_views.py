"""An exhibitor's pages about itself, as a browser without scripts sees them."""

import re

import pytest
from sqlalchemy import select

from booth_app.base.access import Who
from booth_app.exhibitors import queries, services
from booth_app.exhibitors.models import Application, ApplicationState, Member, Organisation
from tests.exhibitors.conftest import made
from tests.kit import make

APPLICATION = {
    "category": "hotline",
    "about_ar": "نبذة",
    "about_en": "About us",
    "contact_name": "Huda",
    "contact_email": "huda@sanad.example",
    "contact_phone": "+966 11 000 0000",
    "declared": "y",
}
PATH = "/en/my/forum/application"


@pytest.fixture
def there(app):
    """The scene in the application's database."""
    with app.extensions["database"].write() as session:
        return made(session)


@pytest.fixture
def owner(app, there):
    """The owner's browser."""
    return browser(app, there.owner)


def browser(app, who: Who):
    """A signed-in browser of whoever acts."""
    with app.extensions["database"].read() as session:
        person = session.get(make.User, who.user_id)
        body = session.get(Organisation, who.organisation_id) if who.organisation_id else None
    return make.sign_in(app.test_client(), person, body)


def decided(app, there, verb: str, **options) -> None:
    """Staff decide on the application."""
    with app.extensions["database"].write() as session:
        found = queries.application(session, there.exhibition, there.organisation)
        getattr(services, verb)(session, there.sales, found.id, now=make.NOW, **options)


def hidden(page, name: str) -> str:
    """The value of a hidden field."""
    tag = re.search(rf'<input[^>]*name="{name}"[^>]*>', page.text).group()
    found = re.search(r'value="([^"]*)"', tag)
    return found.group(1) if found else ""


def test_from_the_form_to_the_answer(app, there, owner):
    assert "Send the application" in owner.get(PATH).text

    sent = owner.post(PATH, data=APPLICATION)
    assert (sent.status_code, sent.location) == (303, PATH)
    assert 'data-state="applied"' in owner.get(PATH).text

    decided(app, there, "return_", reason="Tell us more")
    returned = owner.get(PATH).text
    assert 'data-state="returned"' in returned
    assert "Tell us more" in returned
    assert 'value="huda@sanad.example"' in returned
    assert "About us</textarea>" in returned

    owner.post(PATH, data=APPLICATION | {"seen": hidden(owner.get(PATH), "seen")})
    decided(app, there, "accept")
    accepted = owner.get(PATH).text
    assert 'data-state="accepted"' in accepted
    assert "<textarea" not in accepted


def test_a_rejection_says_why_and_whom_to_ask(app, there, owner):
    owner.post(PATH, data=APPLICATION)
    decided(app, there, "reject", reason="Out of scope")

    page = owner.get(PATH).text

    assert 'data-state="rejected"' in page
    assert "Out of scope" in page
    assert "organiser@example.org" in page


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("category", "secret"),
        ("about_en", ""),
        ("about_ar", "x" * 601),
        ("contact_name", "  "),
        ("contact_email", "huda"),
        ("contact_phone", "call me"),
        ("declared", ""),
    ],
)
def test_a_mistake_is_said_and_what_was_typed_is_kept(app, there, owner, field, value):
    fields = {name: text for name, text in (APPLICATION | {field: value}).items() if text != "" or name == "about_en"}

    page = owner.post(PATH, data=fields)

    assert page.status_code == 422
    assert f'id="{field}-error"' in page.text
    if field != "contact_name":
        assert 'value="Huda"' in page.text
    with app.extensions["database"].read() as session:
        assert session.scalars(select(Application)).all() == []


def test_a_correction_over_a_decision_is_refused_keeps_the_text_and_can_be_sent_then(app, there, owner):
    owner.post(PATH, data=APPLICATION)
    stale = hidden(owner.get(PATH), "seen")
    decided(app, there, "return_", reason="More")

    page = owner.post(PATH, data=APPLICATION | {"about_en": "Written meanwhile", "seen": stale})

    assert page.status_code == 409
    assert 'data-refusal="stale"' in page.text
    assert "Written meanwhile</textarea>" in page.text
    again = owner.post(PATH, data=APPLICATION | {"about_en": "Written meanwhile", "seen": hidden(page, "seen")})
    assert again.status_code == 303


def test_S04_a_form_cannot_accept_itself(app, there, owner):
    extra = {"state": "accepted", "organisation_id": "999", "exhibition_id": "999", "decided_by": "1", "version": "77"}

    owner.post(PATH, data=APPLICATION | extra)

    with app.extensions["database"].read() as session:
        row = session.scalars(select(Application)).one()
    assert (row.state, row.organisation_id, row.decided_by, row.version) == (
        ApplicationState.APPLIED,
        there.organisation,
        None,
        1,
    )


def test_whoever_acts_for_nobody_is_sent_to_register_first(app, there):
    with app.extensions["database"].write() as session:
        lonely = make.user(session)
    client = make.sign_in(app.test_client(), lonely)

    assert client.get(PATH).location == "/en/my/organisations"
    assert client.post(PATH, data=APPLICATION).status_code == 403
    assert client.get("/en/my/forum/profile").status_code == 403


def test_one_person_acts_for_several_organisations_one_at_a_time(app, there, owner):
    page = owner.get("/en/my/organisations")
    fields = {"name_ar": "مركز", "name_en": "Centre", "kind": "tool_maker", "country": "AE"}
    key = hidden(page, "request_key")

    for _ in range(2):
        answer = owner.post("/en/my/organisations", data=fields | {"request_key": key})
        assert answer.status_code == 303
    owner.post(PATH, data=APPLICATION)
    owner.post("/en/my/organisations/act", data={"organisation": there.organisation, "on": PATH})
    owner.post(PATH, data=APPLICATION)

    with app.extensions["database"].read() as session:
        assert len(session.scalars(select(Organisation)).all()) == 2
        assert len({row.organisation_id for row in session.scalars(select(Application))}) == 2


@pytest.mark.parametrize("on", ["//evil.example", "https://evil.example/en/", "javascript:x", ""])
def test_choosing_an_organisation_leads_to_pages_of_ours_only(there, owner, on):
    answer = owner.post("/en/my/organisations/act", data={"organisation": there.organisation, "on": on})

    assert answer.location == "/en/my/organisations"


def test_nobody_acts_for_an_organisation_that_is_not_theirs(app, there):
    with app.extensions["database"].write() as session:
        stranger = make.organisation(session)
        who = Who(make.owner_of(session, stranger).id, stranger.id)
    client = browser(app, who)

    client.post("/en/my/organisations/act", data={"organisation": there.organisation})
    client.post(PATH, data=APPLICATION)

    with app.extensions["database"].read() as session:
        assert session.scalars(select(Application.organisation_id)).all() == [stranger.id]


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("get", ""),
        ("post", ""),
        ("post", "/members/{owner}/end"),
        ("post", "/members/{owner}/member"),
        ("post", "/members/{stranger}/owner"),
        ("post", "/invitations/1/end"),
    ],
)
def test_S02_an_organisation_of_others_is_not_found_at_any_address(app, there, method, path):
    with app.extensions["database"].write() as session:
        stranger = make.user(session)
    client = make.sign_in(app.test_client(), stranger)
    path = path.format(owner=there.owner.user_id, stranger=stranger.id)

    for organisation in (there.organisation, 4711):
        answer = getattr(client, method)(f"/en/my/organisations/{organisation}{path}", data={"email": "x@example.org"})

        assert answer.status_code == 404
    with app.extensions["database"].read() as session:
        assert [row.user_id for row in session.scalars(select(Member))] == [there.owner.user_id]


def test_people_are_invited_made_owners_and_removed(app, there, owner):
    path = f"/en/my/organisations/{there.organisation}"
    with app.extensions["database"].write() as session:
        guest = make.user(session, "guest@example.org")
    owner.post(path, data={"email": "Guest@example.org"})
    page = owner.get(path).text
    assert "guest@example.org" in page

    client = make.sign_in(app.test_client(), guest)
    link = re.search(r'href="(/en/account/invitations/[^"]+)"', client.get("/en/my/organisations").text).group(1)
    assert "Accept the invitation" in client.get(link).text
    assert client.post(link).status_code == 303
    owner.post(f"{path}/members/{guest.id}/owner")
    left = owner.post(f"{path}/members/{there.owner.user_id}/end")

    assert left.location == "/en/my/organisations"
    with app.extensions["database"].read() as session:
        [row] = session.scalars(select(Member)).all()
    assert (row.user_id, str(row.role)) == (guest.id, "owner")


def test_the_last_owner_is_told_why_they_stay(there, owner):
    path = f"/en/my/organisations/{there.organisation}"

    owner.post(f"{path}/members/{there.owner.user_id}/end")

    assert "An organisation keeps one owner at least." in owner.get(path).text


def test_an_invitation_looked_at_by_a_machine_or_by_others_is_not_spent(app, there, owner):
    owner.post(f"/en/my/organisations/{there.organisation}", data={"email": "guest@example.org"})
    with app.extensions["database"].write() as session:
        guest, other = make.user(session, "guest@example.org"), make.user(session)
    client = make.sign_in(app.test_client(), guest)
    link = re.search(r'href="(/en/account/invitations/[^"]+)"', client.get("/en/my/organisations").text).group(1)

    assert app.test_client().get(link).status_code == 200
    assert make.sign_in(app.test_client(), other).post(link).status_code == 403
    assert app.test_client().post(link).location.startswith("/en/account/sign-in")
    assert app.test_client().get(link[:-2]).status_code == 404
    assert client.post(link).status_code == 303
    assert "was used or has ended" in app.test_client().get(link).text


def test_the_public_page_is_written_and_its_tools_ordered(app, there, owner):
    owner.post(PATH, data=APPLICATION)
    assert owner.get("/en/my/forum/profile").location == PATH
    decided(app, there, "accept")
    texts = {"category": "filter", "about_ar": "أهلًا", "about_en": "Welcome", "website": "sanad.example"}

    saved = owner.post("/en/my/forum/profile", data=texts | {"seen": hidden(owner.get("/en/my/forum/profile"), "seen")})
    for name in ("First", "Second"):
        new = owner.get("/en/my/forum/profile/tools/new")
        tool = {"name_ar": name, "name_en": name, "category": "filter", "request_key": hidden(new, "request_key")}
        for _ in range(2):
            assert owner.post("/en/my/forum/profile/tools/new", data=tool).status_code == 303
    with app.extensions["database"].read() as session:
        second = queries.profile_of(session, there.exhibition, there.organisation).tools[1].id
    owner.post(f"/en/my/forum/profile/tools/{second}/up")

    assert saved.status_code == 303
    with app.extensions["database"].read() as session:
        page = queries.profile_of(session, there.exhibition, there.organisation)
    assert (page.website, page.about_en) == ("https://sanad.example", "Welcome")
    assert [tool.name_en for tool in page.tools] == ["Second", "First"]


def test_a_colleagues_page_is_not_written_over(app, there, owner):
    owner.post(PATH, data=APPLICATION)
    decided(app, there, "accept")
    path = "/en/my/forum/profile"
    seen = hidden(owner.get(path), "seen")
    texts = {"category": "filter", "about_ar": "أهلًا", "about_en": "Welcome", "website": ""}
    owner.post(path, data=texts | {"seen": seen})

    page = owner.post(path, data=texts | {"seen": seen, "about_en": "Mine"})

    assert page.status_code == 409
    assert "Mine</textarea>" in page.text
    assert owner.post(path, data=texts | {"seen": hidden(page, "seen"), "about_en": "Mine"}).status_code == 303


def test_S03_what_one_organisation_typed_reaches_no_other(app, there, owner):
    canary = {"about_en": "canary-about", "contact_name": "canary-name", "contact_email": "canary@example.org"}
    owner.post(PATH, data=APPLICATION | canary | {"contact_phone": "+966 77 777 7777"})
    owner.post(f"/en/my/organisations/{there.organisation}", data={"email": "canary-guest@example.org"})
    decided(app, there, "return_", reason="canary-reason")
    with app.extensions["database"].write() as session:
        exhibition = session.get_one(make.Exhibition, there.exhibition)
        stranger = make.organisation(session, exhibition)
        who = Who(make.owner_of(session, stranger).id, stranger.id, exhibition.id)
    visitors = [browser(app, who), app.test_client()]

    for client in visitors:
        for path in (
            "/en/my/organisations",
            f"/en/my/organisations/{there.organisation}",
            f"/en/my/organisations/{stranger.id}",
            PATH,
            "/en/my/forum/profile",
            "/en/account/",
            "/en/forum/",
        ):
            page = client.get(path, follow_redirects=True).text
            assert not re.search("canary|777 7777", page), path


def test_private_pages_are_kept_by_no_cache(there, owner):
    for path in ("/en/my/organisations", PATH, "/en/account/", f"/en/my/organisations/{there.organisation}"):
        assert owner.get(path).headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_every_country_is_named_in_the_readers_language_the_host_first(app, lang):
    page = app.test_client().get(f"/{lang}/account/register").text
    select_ = re.search(r'<select[^>]*name="country".*?</select>', page, re.DOTALL).group()
    codes = re.findall(r'value="([A-Z]{2})"', select_)

    assert codes[0] == "SA"
    assert len(codes) == len(set(codes)) > 190
    assert not set(codes) & {"EU", "UN", "ZZ", "XA"}
