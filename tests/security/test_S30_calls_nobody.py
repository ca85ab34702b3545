"""S30: whatever people type or upload, our server calls nobody: no address is fetched, no file is read."""

import re

import pypdfium2
import pytest
from pypdfium2 import raw
from sqlalchemy import text

from booth_app.desk.exports import EXPORTS
from tests.editor.conftest import desk_on
from tests.editor.test_halls import HALL, svg, upload
from tests.security.conftest import open_world
from tests.security.hostile import spoil
from tests.uploads.hostile import canary

BOOTH = '<g data-kind="booth"><rect data-number="A-201" x="2" y="2" width="3" height="3"{}/></g>'


@pytest.fixture
def called():
    """An address that should never be called, and how often it was."""
    with canary() as (address, calls):
        yield address, calls


def luring(address: str) -> str:
    """Text that some renderer somewhere would have fetched."""
    return (
        f'#image("{address}/a.png") #import "@preview/b:0.1.0" #read("/etc/hostname") <img src="{address}/c.png">'
        f'<link rel=stylesheet href={address}/d><image href="{address}/e.svg"/> @import url({address}/f); '
        f'![g]({address}/g.png) \\input{{{address}/h}} <?xml-stylesheet href="{address}/i"?> '
    )


def test_S30_no_page_document_table_or_preview_fetches_what_people_typed(whole_template, tmp_path, called):
    address, calls = called
    world = open_world(whole_template, tmp_path / "whole.sqlite3")
    spoil(world.app.extensions["database"], luring(address), f"{address}/site")
    documents, shown = [], 0

    for role in ("visitor", "exhibitor", "administrator"):
        client = world.client(role)
        for _, page in world.pages():
            answer = client.get(page)
            assert answer.status_code < 500, page
            if answer.mimetype == "application/pdf":
                documents.append(answer.data)
            elif answer.mimetype == "text/html":
                shown += f"{address}/site" in answer.text
    for table in EXPORTS:
        for ending in ("xlsx", "csv"):
            form = {"table": table, "ending": ending}
            assert world.client("administrator").post("/en/staff/forum/exports", data=form).status_code == 200
    world.app.extensions["database"].dispose()

    assert calls() == 0
    assert shown > 0
    assert documents
    for document in documents:
        assert_passive(document)
    # The confirmation says what its exhibitor typed.
    assert any(says_what_was_typed(document, address) for document in documents)


def says_what_was_typed(document: bytes, address: str) -> bool:
    """Whether the PDF says what was typed; it holds nothing that a reader of it would open, run or load."""
    assert_passive(document)
    said = " ".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(document))
    # In words: the reader turns lines round after its own fashion.
    typed = {"image", "import", "preview", "read", "stylesheet", "png"} <= set(re.findall(r"[a-z]+", said))
    return typed and address.partition("//")[2] in said


def assert_passive(document: bytes) -> None:
    """The PDF holds nothing that a reader of it would open, run or load."""
    read = pypdfium2.PdfDocument(document)
    assert raw.FPDFDoc_GetAttachmentCount(read) == 0
    assert raw.FPDFDoc_GetJavaScriptActionCount(read) == 0
    assert [raw.FPDFPage_GetAnnotCount(page) for page in read] == [0] * len(read)


@pytest.mark.parametrize(
    "reference",
    [
        HALL + BOOTH.format("") + '<image href="{0}/a.png" width="9" height="9"/>',
        HALL + BOOTH.format("") + '<image xlink:href="{0}/a.png" width="9" height="9"/>',
        HALL + BOOTH.format("") + '<use href="{0}/b.svg#booth"/>',
        HALL + BOOTH.format("") + "<style>@import url({0}/c.css); rect {{ fill: url({0}/d.svg#e) }}</style>",
        HALL + BOOTH.format(' style="fill:url({0}/f)" filter="url({0}/g#h)" mask="url({0}/i#j)"'),
        HALL + BOOTH.format("") + '<foreignObject><iframe src="{0}/k"/><img src="{0}/l"/></foreignObject>',
        HALL + BOOTH.format("") + '<a href="{0}/m"><text>A</text></a><script href="{0}/n"/>',
        HALL + BOOTH.format("") + '<animate attributeName="href" to="{0}/o"/><feImage href="{0}/p"/>',
    ],
    ids=["image", "old image", "use", "styles", "attributes", "foreign object", "link and script", "animation, filter"],
)
def test_S30_a_plan_that_refers_elsewhere_is_read_drawn_and_given_out_without_a_call(app, called, reference):
    address, calls = called
    desk = desk_on(app)
    file = svg(reference.format(address), 'data-metres-per-unit="1" xmlns:xlink="http://www.w3.org/1999/xlink"')

    answer = upload(desk, file)
    draft = answer.location
    seen = [desk.client.get(draft), desk.client.get(f"{draft}/plan.svg"), desk.client.get(f"{draft}/compare")]

    assert (answer.status_code, [each.status_code for each in seen]) == (303, [200] * 3)
    assert "A-201" in seen[1].text
    assert [address in each.text for each in seen] == [False] * 3
    assert calls() == 0


@pytest.mark.parametrize(
    "before",
    [
        '<?xml-stylesheet href="{0}/a.css"?>',
        '<!DOCTYPE svg SYSTEM "{0}/b.dtd">',
        '<!DOCTYPE svg [<!ENTITY % c SYSTEM "{0}/c">%c;]>',
    ],
)
def test_S30_what_stands_before_a_plan_is_not_fetched_either(app, called, before):
    address, calls = called
    desk = desk_on(app)

    answer = upload(desk, before.format(address).encode() + svg(HALL + BOOTH.format("")))

    assert answer.status_code in (303, 422)
    assert address not in answer.text
    assert calls() == 0


def test_S30_the_site_of_an_organisation_is_a_link_and_never_looked_at(forum, called):
    address, calls = called
    site = address.replace("http://127.0.0.1", "https://canary.localhost")  # a name, and it is this machine
    fields = {"category": "filter", "about_ar": "نبذة", "about_en": "About", "website": site, "seen": ""}
    client = forum.client("exhibitor")

    for refused in (address, address.replace("http:", "https:"), "https://[::1]:80/", "https://2130706433/"):
        assert client.post("/en/my/forum/profile", data=fields | {"website": refused}).status_code == 422
    saved = client.post("/en/my/forum/profile", data=fields)
    with forum.app.extensions["database"].read() as session:
        slug = session.execute(text("SELECT slug FROM profile WHERE website = :site"), {"site": site}).scalar_one()
    page = forum.client("visitor").get(f"/en/forum/exhibitors/{slug}")

    assert saved.status_code == 303
    assert f'href="{site}"' in page.text
    assert calls() == 0
