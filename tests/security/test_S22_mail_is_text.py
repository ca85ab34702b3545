"""S22: what people typed is text in a mail, wherever it stands, and never a header."""

from email import message_from_bytes, policy
from html.parser import HTMLParser

import pytest

from booth_app.notices import rendering
from booth_app.notices.mails import WRITINGS
from tests.notices.scene import NOW, Scene, taken

ATTACKS = [
    "<script>alert(1)</script>",
    '<img src=x onerror="alert(1)">',
    "جهة\r\nBcc: victim@example.org",
    "name\nX-Evil: 1\n\nbody",
    "\u202eevil\u202c",
    "http://evil.example/ click",
    "{{7*191}} %s {0.__class__} %(reason)s",
    '"; drop',
    "=?utf-8?q?=0d=0aBcc:_x@y?=",
]
HEADERS = {
    "Subject", "From", "To", "Reply-To", "Date", "Message-ID", "List-Id", "Auto-Submitted",
    "X-Auto-Response-Suppress", "Content-Language", "MIME-Version", "Content-Type",
}  # fmt: skip


class Elements(HTMLParser):
    """Names of the elements and attributes of a page."""

    def __init__(self):
        super().__init__()
        self.seen, self.links = set(), []

    def handle_starttag(self, tag, attributes):
        self.seen |= {tag, *(name for name, _ in attributes)}
        self.links += [value for name, value in attributes if name in ("href", "src")]


@pytest.mark.parametrize("attack", ATTACKS)
@pytest.mark.parametrize("kind", ["application-returned", "claim-waiting", "showcase-returned", "invitation"])
def test_typed_text_makes_no_header_no_element_and_no_link(app, kind, attack):
    with app.extensions["database"].write() as session:
        scene = Scene(session, name_ar=attack, name_en=attack)
    with app.app_context(), app.extensions["database"].read() as session:
        about = scene.about(session, kind, language="", reason=attack)
        about.change.words.update(title_ar=attack, title_en=attack)
        letter = WRITINGS[kind](about)
        mail = rendering.mail(letter, taken(kind, ""), exhibition=about.exhibition, now=NOW)

    arrived = message_from_bytes(bytes(mail), policy=policy.default)
    page = Elements()
    page.feed(arrived.get_body(("html",)).get_content())

    assert set(arrived.keys()) <= HEADERS
    assert len(arrived.keys()) == len(set(arrived.keys()))
    assert [each.addr_spec for each in arrived["To"].addresses] == ["reader@example.org"]
    assert "\n" not in str(arrived["Subject"])
    assert not page.seen & {"script", "img", "onerror", "src"}
    assert all(link.startswith("http://localhost:5000/") for link in page.links)
    assert "1337" not in arrived.get_body(("plain",)).get_content()


@pytest.mark.parametrize("address", ["a@example.org\nBcc: b@example.org", "a@example.org, b@example.org", "a b@c"])
def test_an_address_that_is_none_reaches_no_server(app, address):
    with app.extensions["database"].write() as session:
        scene = Scene(session)
    with app.app_context(), app.extensions["database"].read() as session:
        about = scene.about(session, "claim-confirmed")
        letter = WRITINGS["claim-confirmed"](about)

        with pytest.raises(ValueError):
            rendering.mail(letter, taken(recipient=address), exhibition=about.exhibition, now=NOW)


def test_a_domain_in_arabic_goes_out_under_the_name_that_servers_know(app):
    with app.extensions["database"].write() as session:
        scene = Scene(session)
    with app.app_context(), app.extensions["database"].read() as session:
        about = scene.about(session, "application-accepted")
        letter = WRITINGS["application-accepted"](about)
        mail = rendering.mail(letter, taken(recipient="a@مثال.السعودية"), exhibition=about.exhibition, now=NOW)

    assert mail["To"].addresses[0].addr_spec == "a@xn--mgbh0fb.xn--mgberp4a5d4ar"
    assert bytes(mail).isascii()
