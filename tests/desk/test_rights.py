"""Who may see and do what: the server decides, and buttons are shown only where it would let them work."""

import re

import pytest

from tests.desk import scene as scenes

DESK = "/en/staff/forum"
CHANGES = [
    ("requests", "claims.decide"),
    ("applications", "applications.decide"),
    ("applications/1/accept", "applications.decide"),
    ("claims/1/approve", "claims.decide"),
    ("claims/1/reject", "claims.decide"),
    ("claims/1/move", "claims.decide"),
    ("booths/A-105/close", "booths.manage"),
    ("booths/A-105/reopen", "booths.manage"),
    ("booths/A-105/reserve", "booths.manage"),
    ("booths/A-105/unreserve", "booths.manage"),
    ("booths/A-105/assign", "booths.manage"),
    ("settings", "settings.edit"),
    ("terms", "settings.edit"),
    ("roles", "settings.edit"),
    ("roles/1/revoke", "settings.edit"),
    ("halls", "settings.edit"),
    ("halls/1", "settings.edit"),
    ("mail/1/again", "mail.read"),
]
SALES = {"claims.decide", "applications.decide", "booths.manage"}


@pytest.fixture
def scene(app):
    return scenes.fill(app.extensions["database"])


@pytest.mark.parametrize("role", ["viewer", "layout", "programme", "sales"])
def test_a_role_changes_only_what_is_its_own(app, scene, role):
    browser = scenes.staff(app, scene, role)
    before = scenes.states(app.extensions["database"])

    for path, permission in CHANGES:
        if role == "sales" and permission in SALES:
            continue
        assert browser.post(f"{DESK}/{path}").status_code == 403, path
    assert scenes.states(app.extensions["database"]) == before


@pytest.mark.parametrize(
    "path", ["", "claims", "claims/1", "booths", "booths/A-101", "booths/A-105", "organisations/1"]
)
def test_a_viewer_looks_and_finds_no_button_that_changes_anything(app, scene, path):
    page = scenes.staff(app, scene, "viewer").get(f"{DESK}/{path}")

    forms = re.findall(r'<form[^>]*method="post"[^>]*action="([^"]*)"', page.text)
    assert page.status_code == 200
    assert [each for each in forms if "/account/" not in each] == []


@pytest.mark.parametrize("role", ["layout", "programme"])
def test_those_whose_work_it_is_not_read_no_organisations_papers(app, scene, role):
    browser = scenes.staff(app, scene, role)

    dashboard = browser.get(f"{DESK}/")
    booth = browser.get(f"{DESK}/booths/A-101")

    assert (dashboard.status_code, booth.status_code) == (200, 200)
    for page in (dashboard.text, booth.text):
        assert not re.search(r"Organisation \d", page)
        assert "stand@example.org" not in page
    for path in ("claims", "claims/1", "organisations", "organisations/1", "applications", "exports", "settings"):
        assert browser.get(f"{DESK}/{path}").status_code == 403, path


def test_staff_of_one_exhibition_are_strangers_in_another(app, scene):
    other = scenes.fill(app.extensions["database"], slug="other")
    browser = scenes.staff(app, other)

    for path in ("", "claims", "journal", "settings", "booths/A-101"):
        assert browser.get(f"{DESK}/{path}").status_code == 403


def test_whoever_is_signed_out_is_sent_to_sign_in(app, scene):
    answer = app.test_client().get(f"{DESK}/journal?kind=booth-held")

    assert answer.status_code == 303
    assert "/en/account/sign-in?next=" in answer.location


def test_private_pages_are_kept_by_no_cache(app, scene):
    answer = scenes.staff(app, scene).get(f"{DESK}/claims/1")

    assert answer.headers["Cache-Control"] == "no-store"
    assert "HX-Request" in answer.headers["Vary"]
