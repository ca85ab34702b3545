"""S17, S32: signed values serve one purpose, of one installation; and no path is ever made of what was sent."""

import io
import itertools

import pytest

from booth_app.accounts import links as account_links
from booth_app.exhibitors import links
from tests.kit.visiting import contents, differences
from tests.kit.whole import OURS

PLACES = {
    "confirmation": "/en/account/confirm/{}",
    "reset": "/en/account/reset/{}",
    "invitation": "/en/account/invitations/{}",
}
REFUSED = (303, 404, 410, 422)


@pytest.fixture
def tokens(forum):
    """A good token of each kind, of the exhibitor and its open invitation."""
    user_id = forum.people["exhibitor"]
    with forum.app.app_context():
        confirmation = account_links.confirmation_link(user_id).rpartition("/")[2]
        reset = account_links.reset_link(user_id).rpartition("/")[2]
        invitation = links.invitation_token(forum.ours["invitation_id"])
    return {"confirmation": confirmation, "reset": reset, "invitation": invitation}


def opened(forum, place, token):
    """Whether a link does what its kind of link does."""
    answer = forum.app.test_client().get(PLACES[place].format(token))
    assert answer.status_code == 200 or answer.status_code in REFUSED, (place, answer.status_code)
    main = answer.text.partition("<main")[2]
    return answer.status_code == 200 and ("<form" in main or OURS in main)


def test_S17_a_good_one_opens_its_own_page(forum, tokens):
    assert {place: opened(forum, place, tokens[place]) for place in ("reset", "invitation")} == {
        "reset": True,
        "invitation": True,
    }


@pytest.mark.parametrize(("kind", "place"), list(itertools.permutations(PLACES, 2)))
def test_S17_one_of_another_purpose_opens_nothing(forum, tokens, kind, place):
    assert not opened(forum, place, tokens[kind])


@pytest.mark.parametrize("place", PLACES)
def test_S17_an_altered_one_opens_nothing_and_changes_nothing(forum, tokens, place):
    before, token = contents(forum.app), tokens[place]
    altered = [token[:-1], token + "x", token[::-1], token.swapcase(), f"x{token}", "a.b.c", "%00", "٣"]

    assert [each for each in altered if opened(forum, place, each)] == []
    for each in altered:
        forum.app.test_client().post(PLACES[place].format(each), data={"password": "another-sentence-to-know"})
    assert differences(before, contents(forum.app)) == {}


def test_S17_one_of_another_installation_opens_nothing(forum, tokens, make_app, whole_url):
    other = make_app(whole_url, SECRET_KEY="another-secret-of-forty-characters-or-so")

    for place, token in tokens.items():
        answer = other.test_client().get(PLACES[place].format(token))
        assert answer.status_code in REFUSED or "<form" not in answer.text.partition("<main")[2], place


PATHS = [
    "../../etc/passwd",
    "..%2f..%2fetc%2fpasswd",
    "%2e%2e/x",
    "..\\..\\x",
    "CON",
    "nul.txt",
    "a%00b",
    "~root",
    "C:%5Cx",
]


@pytest.mark.parametrize("path", PATHS)
def test_S32_names_in_addresses_lead_to_no_file(forum, path):
    client = forum.client("administrator")

    for address in (
        f"/static/{path}",
        f"{forum.app.extensions['asset']('css/base.css').rpartition('/')[0]}/{path}",
        f"/en/forum/booths/{path}",
        f"/en/forum/exhibitors/{path}/picture.png",
        f"/en/staff/forum/layouts/{path}/plan.svg",
        f"/en/account/mail/{path}",
    ):
        answer = client.get(address)
        assert answer.status_code in (301, 302, 308, 404), address
        assert "root:" not in answer.text


@pytest.mark.parametrize("name", ["../../up.svg", "..\\up.svg", "/etc/up.svg", "up\x00.svg", "CON.svg", "\u202egvs.up"])
def test_S32_the_name_of_a_file_that_is_sent_is_a_text_and_no_path(forum, name, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 20" data-metres-per-unit="1">'
        '<rect data-kind="hall" width="20" height="20"/>'
        '<rect data-kind="booth" data-number="Z-101" x="3" y="3" width="3" height="3"/></svg>'
    )

    answer = forum.client("administrator").post(
        "/en/staff/forum/layouts/a/upload", data={"file": (io.BytesIO(svg.encode()), name)}
    )

    assert answer.status_code in (303, 409, 422)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("field", ["table", "ending"])
def test_S32_an_export_is_one_of_those_that_are_listed(forum, field):
    fields = {"table": "booths", "ending": "csv", field: "../../etc/passwd"}

    assert forum.client("administrator").post("/en/staff/forum/exports", data=fields).status_code in (400, 422)
