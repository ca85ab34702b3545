"""S03: a word of its own in every private field; nobody reads a word that the table does not grant them."""

import io
import zipfile
from collections import Counter

import pypdfium2
import pytest

from booth_app.exhibitions.models import Role
from booth_app.exhibitions.permissions import PERMISSIONS
from booth_app.maps.feed.channel import Channel
from booth_app.maps.feed.looking import Looker
from booth_app.maps.values import View
from tests.kit import canaries
from tests.kit.visiting import come
from tests.kit.whole import DRAFTED, UPLOADED
from tests.security.planted import Planted
from tests.security.private import COLUMNS

STAFF = [str(role) for role in Role]
READERS = ["visitor", "person", "exhibitor", *STAFF, "administrator elsewhere"]
MUST_HEAR = {
    "exhibitor": {"claim.notes", "claim.reason", "presenter.email", "invitation.email"},
    "administrator": {
        "claim.notes",
        "application.contact_email",
        "presenter.email",
        "message.recipient",
        "message.error",
        "journal_detail.words",
        "account.email",
        "organisation.name_en",
        "showcase.reason",
    },
}
"""What a walk must have come by, or it would not notice who else does."""


def test_S03_every_column_has_a_place():
    there = {(table.name, column) for table, column in canaries.columns()}
    placed = {(table, column) for table, found in COLUMNS.items() for column in found}

    assert there - placed == set()
    assert placed - there == set()


def test_S03_every_right_that_the_table_names_exists():
    named = {right for found in COLUMNS.values() for rule in found.values() for right in rule}

    assert named - {"anyone", "code", "own", "self", "member"} <= PERMISSIONS.keys()


@pytest.fixture
def planted(make_app, whole_url):
    """Everything there is, with a word in every field."""
    return Planted(make_app(whole_url))


def said_by(answer):
    """The words of an answer: its head, and its body whatever it is made of."""
    if answer.mimetype == "application/pdf":
        pages = pypdfium2.PdfDocument(answer.data)
        body = "".join(page.get_textpage().get_text_bounded() for page in pages)
    else:
        body = answer.get_data(as_text=True)
    return f"{answer.headers}\n{body}"


@pytest.mark.parametrize("role", READERS)
def test_S03_nobody_reads_a_word_that_is_not_for_them(planted, role):
    client, reader = come(planted.app, planted.people.get(role)), planted.reader(role)
    leaks, drafts, heard, statuses = [], [], set(), Counter()

    for address in planted.addresses(role):
        answer = client.get(address)
        said = said_by(answer)
        statuses[answer.status_code] += 1
        leaks += planted.leaks(address, said, reader)
        heard |= {f"{each.table}.{each.column}" for each in planted.heard(said)}
        if role not in STAFF and (DRAFTED in said or UPLOADED in said):
            drafts.append(address)

    assert leaks == []
    assert drafts == []
    assert statuses[200] > 20
    assert heard >= MUST_HEAR.get(role, {"exhibition.name_en", "profile.name_ar"})


@pytest.mark.parametrize("role", ["visitor", "exhibitor"])
def test_S03_parts_of_pages_hold_no_more_than_pages(planted, role):
    client, reader, leaks = come(planted.app, planted.people.get(role)), planted.reader(role), []

    for address in planted.addresses("exhibitor"):
        if address.startswith("/en/"):
            answer = client.get(address, headers={"HX-Request": "true"})
            leaks += planted.leaks(address, said_by(answer), reader)

    assert leaks == []


@pytest.mark.parametrize("role", STAFF)
def test_S03_tables_out_hold_what_their_reader_may_see(planted, role):
    client, reader, leaks, made = come(planted.app, planted.people[role]), planted.reader(role), [], 0

    for name in ("booths", "claims", "applications", "exhibitors", "showcases"):
        for ending in ("csv", "xlsx"):
            answer = client.post("/en/staff/forum/exports", data={"table": name, "ending": ending})
            made += answer.status_code == 200
            leaks += planted.leaks(f"{name}.{ending}", words_of_table(answer, ending), reader)

    assert leaks == []
    assert made == (0 if role in ("layout", "programme", "door") else 8 if role == "viewer" else 10)


def words_of_table(answer, ending):
    """The words of a table: those of a workbook lie packed."""
    if ending == "csv" or answer.status_code != 200:
        return answer.get_data(as_text=True)
    with zipfile.ZipFile(io.BytesIO(answer.data)) as packed:
        return "\n".join(packed.read(each).decode() for each in packed.namelist())


@pytest.mark.parametrize(("role", "view"), [("visitor", View.PUBLIC), ("exhibitor", View.BOOKING)])
def test_S03_the_live_feed_tells_each_view_its_own(planted, role, view):
    reader, leaks, heard = planted.reader("visitor"), [], []
    looker = Looker(planted.app)
    with planted.app.test_request_context("/en/forum/"):
        exhibition, picture, _ = looker.begin(1)

        for lang in ("ar", "en"):
            told = looker.tell(exhibition, picture, Channel(lang, view), frozenset(picture.booths), change=1).decode()
            leaks += [each for each in planted.leaks(role, told, reader) if "reservation.label" not in each]
            heard += planted.heard(told)

    assert leaks == []
    assert {each.column for each in heard} >= {"name_ar", "name_en"}
