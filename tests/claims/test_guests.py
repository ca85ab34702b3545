"""The page of a body that shares a stand, written by whoever leads it, and by nobody else."""

import pytest
from sqlalchemy import select

from booth_app.base.errors import Forbidden, NotFound
from booth_app.claims import services
from booth_app.exhibitors import queries as exhibitors
from booth_app.exhibitors import services as pages
from booth_app.exhibitors.models import Category
from booth_app.journal.models import Detail, Entry
from tests.claims.world import build
from tests.exhibitors.test_views import browser, hidden

BODY = services.Body("جمعية أمان", "Aman Society", "SA", Category.HOTLINE)
TEXTS = {"about_ar": "نبذة", "about_en": "About them", "website": "https://aman.example", "category": "forensics"}
NAMES = {"name_ar": "جمعية الأمان", "name_en": "Al-Aman Society", "country": "AE"}
TOOL = {"category": "hotline", "name_ar": "خط", "name_en": "A line", "request_key": "key-of-the-first-tool"}


def shared(world, claim) -> int:
    return world.do(services.share, world.who(), claim, BODY, at=5).profile_id


def asked(world, who, claim, profile, *, at=6) -> int:
    with world.database.read() as session:
        return services.guest(session, who, claim, profile, now=world.at(at))


def test_the_lead_of_a_stand_may_write_the_page_of_a_guest(world):
    claim = world.confirmed(0)
    profile = shared(world, claim)

    assert asked(world, world.who(), claim, profile) == profile


def test_nobody_else_may(world):
    claim, other = world.confirmed(0), world.confirmed(2, by=1)
    profile = shared(world, claim)

    for who, which in ((world.who(1), claim), (world.who(1), other), (world.staff, claim), (world.who(), other)):
        with pytest.raises(NotFound):
            asked(world, who, which, profile)


def test_a_page_that_does_not_share_the_stand_is_not_the_leads_to_write(world):
    claim = world.confirmed(0)
    with world.database.read() as session:
        strangers = exhibitors.profile_of(session, world.exhibition, world.organisations[1]).id

    with pytest.raises(NotFound):
        asked(world, world.who(), claim, strangers)


def test_a_guest_that_left_is_not_the_leads_any_more(world):
    claim = world.confirmed(0)
    profile = shared(world, claim)
    world.do(services.unshare, world.who(), claim, profile, at=6)

    with pytest.raises(NotFound):
        asked(world, world.who(), claim, profile, at=7)


def test_a_stand_that_is_given_up_has_no_guests(world):
    claim = world.confirmed(0)
    profile = shared(world, claim)
    world.do(services.cancel, world.who(), claim, at=6)

    with pytest.raises(NotFound):
        asked(world, world.who(), claim, profile, at=7)


def test_a_hold_whose_time_is_over_has_no_guests(world):
    claim = world.hold(0).claim_id
    profile = shared(world, claim)

    with pytest.raises(NotFound):
        asked(world, world.who(), claim, profile, at=10_000)


def test_a_renamed_guest_is_written_down_with_both_names_and_its_own(world):
    profile = shared(world, world.confirmed(0))
    called = pages.Called(**NAMES)

    world.do(pages.edit_profile, world.who(), **TEXTS, called=called, page=profile, at=6)

    with world.database.read() as session:
        page = exhibitors.profile_by_id(session, profile)
        entry, words = session.execute(
            select(Entry, Detail.words).join(Detail).where(Entry.kind == "profile-changed")
        ).one()
    assert (page.name_ar, page.country, page.about_en) == ("جمعية الأمان", "AE", "About them")
    assert (entry.organisation_id, entry.before["country"], entry.after["country"]) == (None, "SA", "AE")
    assert words["name_en"] == ["Aman Society", "Al-Aman Society"]
    assert words["label_en"] == "Al-Aman Society"


def test_a_registered_guest_is_called_what_it_says_itself(world):
    claim = world.confirmed(0)
    profile = world.do(services.share, world.staff, claim, world.organisations[1], at=5).profile_id

    with pytest.raises(Forbidden):
        world.do(pages.edit_profile, world.who(), **TEXTS, called=pages.Called(**NAMES), page=profile, at=6)


@pytest.fixture
def stand(app, now):
    """A world in the application's database, a confirmed stand with a guest: world, claim, guest's page, its path."""
    made = build(app.extensions["database"], now)
    claim = made.confirmed(0)
    profile = shared(made, claim)
    return made, claim, profile, f"/en/my/forum/claims/{claim}/bodies/{profile}"


def test_the_lead_writes_texts_names_and_tools_and_visitors_read_them(app, stand):
    world, claim, _, path = stand
    lead = browser(app, world.who())

    listed = lead.get(f"/en/my/forum/?claim={claim}")
    seen = hidden(lead.get(path), "seen")
    saved = lead.post(path, data=TEXTS | NAMES | {"seen": seen})
    tool = lead.post(f"{path}/tools/new", data=TOOL)

    assert f'href="{path}"' in listed.text
    assert (saved.status_code, saved.location) == (303, path)
    assert (tool.status_code, tool.location) == (303, path)
    public = app.test_client().get("/en/forum/exhibitors/aman-society").text
    assert all(text in public for text in ("Al-Aman Society", "About them", "https://aman.example", "A line"))


def test_the_lead_changes_moves_and_removes_tools(app, stand):
    world, _, profile, path = stand
    lead = browser(app, world.who())
    for n in ("one", "two"):
        lead.post(f"{path}/tools/new", data=TOOL | {"name_en": n, "request_key": f"key-of-the-tool-{n}"})

    def tools():
        with app.extensions["database"].read() as session:
            return {each.name_en: each.id for each in exhibitors.profile_by_id(session, profile).tools}

    two = tools()["two"]
    lead.post(f"{path}/tools/{two}/up")
    lead.post(f"{path}/tools/{two}", data=TOOL | {"name_en": "second"})

    assert [*tools()] == ["second", "one"]
    lead.post(f"{path}/tools/{two}/remove")
    assert [*tools()] == ["one"]


def test_others_find_nothing_at_any_of_its_addresses(app, stand):
    world, _, profile, path = stand
    lead = browser(app, world.who())
    lead.post(f"{path}/tools/new", data=TOOL)
    with app.extensions["database"].read() as session:
        before = exhibitors.profile_by_id(session, profile)
    tool = f"{path}/tools/{before.tools[0].id}"
    other = browser(app, world.who(1))

    answers = [
        other.get(path),
        other.post(path, data=TEXTS | NAMES),
        other.get(f"{path}/tools/new"),
        other.post(f"{path}/tools/new", data=TOOL | {"request_key": "key-of-another-tool"}),
        other.get(tool),
        other.post(tool, data=TOOL | {"name_en": "Mine"}),
        other.post(f"{tool}/remove"),
        other.post(f"{tool}/up"),
    ]

    assert [answer.status_code for answer in answers] == [404] * 8
    with app.extensions["database"].read() as session:
        assert exhibitors.profile_by_id(session, profile) == before


def test_a_registered_guest_keeps_its_names_and_writes_its_own_page(app, stand):
    world, claim, _, _ = stand
    profile = world.do(services.share, world.staff, claim, world.organisations[1], at=6).profile_id
    path = f"/en/my/forum/claims/{claim}/bodies/{profile}"
    lead, guest = browser(app, world.who()), browser(app, world.who(1))

    form = lead.get(path)
    lead.post(path, data=TEXTS | NAMES | {"seen": hidden(form, "seen")})
    own = guest.get("/en/my/forum/profile")

    assert 'name="name_ar"' not in form.text
    assert "About them" in own.text
    with app.extensions["database"].read() as session:
        assert exhibitors.profile_by_id(session, profile).name_en != NAMES["name_en"]


def test_a_guest_needs_a_name(app, stand):
    world, _, _, path = stand

    answer = browser(app, world.who()).post(path, data=TEXTS | {"name_ar": "", "name_en": " ", "country": "SA"})

    assert answer.status_code == 422
    assert "Enter a name in one language at least." in answer.text


def test_what_was_typed_over_another_ones_change_is_kept_and_not_saved(app, stand):
    world, _, profile, path = stand
    lead = browser(app, world.who())
    seen = hidden(lead.get(path), "seen")
    lead.post(path, data=TEXTS | NAMES | {"seen": seen})

    answer = lead.post(path, data=TEXTS | NAMES | {"about_en": "Second", "seen": seen})

    assert (answer.status_code, 'data-refusal="stale"' in answer.text, "Second" in answer.text) == (409, True, True)
    with app.extensions["database"].read() as session:
        assert exhibitors.profile_by_id(session, profile).about_en == "About them"
