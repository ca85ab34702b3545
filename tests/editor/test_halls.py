"""The halls with their plans: beginning drafts, files in, files out."""

import io

import pytest
from sqlalchemy import func, select

from booth_app.layouts.models import Revision
from tests.conftest import ROOT
from tests.editor.conftest import text
from tests.kit import make

HALL = '<rect data-kind="hall" id="floor" width="30" height="20"/>'
TWO = (
    '<svg xmlns="http://www.w3.org/2000/svg" data-metres-per-unit="1"><g data-kind="hall">'
    '<rect data-number="east" width="20" height="20"/><rect data-number="west" x="30" width="20" height="20"/></g>'
    '<g data-kind="booth"><rect data-number="W-1" x="32" y="2" width="3" height="3"/></g></svg>'
)


def svg(inside: str = HALL, attributes: str = 'data-metres-per-unit="1"') -> bytes:
    return f'<svg xmlns="http://www.w3.org/2000/svg" {attributes}>{inside}</svg>'.encode()


def upload(desk, data: bytes, *, name="plan.svg", hall="a", lang="en", **fields):
    """Upload a file, look at it, and make it a draft where it can be read: the last answer."""
    answer = sent(desk, data, name=name, hall=hall, lang=lang, **fields)
    if answer.status_code != 303:
        return answer
    seen = desk.client.get(answer.location)
    if "data-refused" in seen.text:
        return seen
    return desk.client.post(f"{answer.location}/draft", data=fields)


def sent(desk, data: bytes, *, name="plan.svg", hall="a", lang="en", **fields):
    """Upload a file to be looked at."""
    file = (io.BytesIO(data), name)
    return desk.client.post(f"/{lang}/staff/forum/layouts/{hall}/upload", data={"file": file, **fields})


_CURABLE = {
    *("No shape is marked as the hall", "لا شكل معلّم بأنه القاعة"),
    *("Write below how many metres one unit", "اكتبوا أدناه عدد الأمتار"),
}
"""What is said on the page on which a layer can be said to be the hall, or a unit to be so long."""


def drafts(desk) -> int:
    with desk.database.read() as session:
        return session.scalar(select(func.count()).select_from(Revision)) or 0


def test_the_page_lists_halls_drafts_and_what_is_published(desk):
    desk.draft()
    with desk.database.write() as session:
        make.hall(session, session.get_one(make.Exhibition, desk.exhibition_id), "b", name_en="Upper hall")

    page = text(desk.client.get("/en/staff/forum/layouts"))

    assert "Hall A Published: revision 1 4 booths" in page
    assert "Upper hall Nothing is published yet No drafts." in page


def test_a_draft_of_the_published_plan_is_one_press(desk):
    answer = desk.client.post("/en/staff/forum/layouts/a/drafts")

    assert (answer.status_code, answer.location) == (303, desk.url(2))
    assert desk.client.get(answer.location).status_code == 200


def test_a_file_becomes_a_draft_with_a_report(desk):
    answer = upload(desk, (ROOT / "floorplans/main-hall.svg").read_bytes(), name="plans/القاعة <أ>.svg")
    page = desk.client.get(answer.location)

    assert answer.status_code == 303
    value = desk.value(2)
    assert value.plan.numbered("A-102").key == desk.key("A-102"), "found again by its number"
    assert value.plan.numbered("A-701").key.startswith("new-")
    assert "Read from the file القاعة &lt;أ&gt;.svg" in text(page)
    assert "Scale: 1 m per unit of the drawing" in text(page)
    assert "66 booths" in text(page)
    assert "left out because they are no shapes: text × 73" in text(page)


@pytest.mark.parametrize(
    ("data", "says_en", "says_ar"),
    [
        (b"", "Choose a plan file.", "اختاروا ملف المخطط."),
        (b"PK\x03\x04zip", "This is ZIP", "صيغة الملف"),
        (b"AC1032 and so on", "save it as DXF", "احفظوه بصيغة DXF"),
        (b"<svg", "not well-formed", "بنية الملف غير سليمة"),
        (svg(""), "No shape is marked as the hall", "لا شكل معلّم بأنه القاعة"),
        (svg(attributes=""), "Write below how many metres one unit", "اكتبوا أدناه عدد الأمتار"),
        (b"<!DOCTYPE svg>" + svg(), "DOCTYPE", "DOCTYPE"),
        (svg(HALL + "<!--" + "x" * 20_000_001 + "-->"), "over the limit of 20 MB", "أكبر من الحد"),
    ],
    ids=["empty", "zip", "dwg", "cut off", "no hall", "no scale", "doctype", "20 MB and a byte"],
)
def test_a_file_that_is_no_plan_is_refused_in_both_languages_and_nothing_is_stored(desk, data, says_en, says_ar):
    before = drafts(desk)

    for lang, says in (("en", says_en), ("ar", says_ar)):
        answer = upload(desk, data, lang=lang, name="" if not data else "plan.svg")
        assert answer.status_code == (200 if says in _CURABLE else 422)
        assert says in text(answer)
        assert 'role="alert"' in answer.text
        assert "--metres-per-unit" not in answer.text  # an option of the command, not of the form

    assert drafts(desk) == before


def test_a_body_far_over_the_limit_is_not_even_read(desk):
    answer = upload(desk, b"x" * 22_000_000)

    assert (answer.status_code, drafts(desk)) == (413, 1)


def test_the_scale_is_given_by_hand_where_the_file_has_none(desk):
    answer = upload(desk, svg(attributes=""), metres_per_unit="٠٫٥")

    assert answer.status_code == 303
    assert desk.value(2).plan.area == 15 * 10


@pytest.mark.parametrize("scale", ["0", "-1", "abc", "1e9"])
def test_a_scale_that_is_none_is_said_beside_its_field(desk, scale):
    answer = upload(desk, svg(attributes=""), metres_per_unit=scale)

    assert (answer.status_code, drafts(desk)) == (422, 1)
    assert f'value="{scale}"' in answer.text


def test_of_several_halls_in_a_file_one_is_chosen(desk):
    asked = upload(desk, TWO.encode())
    chosen = upload(desk, TWO.encode(), floor="west")

    assert (asked.status_code, "The file draws several halls. Choose one." in text(asked)) == (422, True)
    assert '<option value="east">' in asked.text
    assert (chosen.status_code, [each.number for each in desk.value(2).plan.booths]) == (303, ["W-1"])


def test_a_hostile_file_is_drawn_anew_and_nothing_of_it_is_served(desk):
    hostile = HALL + (
        '<script>alert(1)</script><g data-kind="booth" onload="alert(2)">'
        '<rect data-number="A-201" data-zone="&lt;script&gt;" data-name-en="\'&gt;&lt;img src=x&gt;" x="2" y="2" '
        'width="3" height="3" style="fill:url(http://evil.example/x)"/></g>'
        '<image href="http://evil.example/y.png"/>'
    )

    answer = upload(desk, svg(hostile))
    page = desk.client.get(answer.location, query_string={"booth": "A-201"}).text
    file = desk.client.get(f"{answer.location}/plan.svg")

    assert answer.status_code == 303
    for each in (page, file.text):
        assert "evil.example" not in each
        assert "alert(" not in each
        assert "<img" not in each
    assert "<script>" not in page.split('id="editor"')[1]
    assert file.headers["Content-Disposition"] == 'attachment; filename="plan-a-2.svg"'
    assert "sandbox" in file.headers["Content-Security-Policy"]


def test_the_published_plan_downloads_and_reads_back_as_itself(desk):
    file = desk.client.get("/en/staff/forum/layouts/a/plan.svg")
    answer = upload(desk, file.data)

    assert file.mimetype == "image/svg+xml"
    assert answer.status_code == 303
    assert desk.value(2).difference == ()


def test_a_hall_without_a_plan_has_nothing_to_download(desk):
    with desk.database.write() as session:
        make.hall(session, session.get_one(make.Exhibition, desk.exhibition_id), "b")

    assert desk.client.get("/en/staff/forum/layouts/b/plan.svg").status_code == 409
    assert desk.client.post("/en/staff/forum/layouts/b/drafts").status_code == 409


@pytest.mark.parametrize("role", ["viewer", "sales", "programme"])
def test_other_staff_read_and_upload_nothing(desk, role):
    with desk.database.write() as session:
        person = make.staff(session, session.get_one(make.Exhibition, desk.exhibition_id), role)
    desk.client = make.sign_in(desk.app.test_client(), person)

    assert desk.client.get("/en/staff/forum/layouts").status_code == 200
    assert upload(desk, svg()).status_code == 403
    assert desk.client.post("/en/staff/forum/layouts/a/drafts").status_code == 403


def test_strangers_and_exhibitors_see_no_drafts(desk):
    with desk.database.write() as session:
        organisation = make.organisation(session, session.get_one(make.Exhibition, desk.exhibition_id))
        owner = make.owner_of(session, organisation)
    exhibitor = make.sign_in(desk.app.test_client(), owner, organisation)
    draft = desk.draft()

    for address in (
        "/en/staff/forum/layouts",
        desk.url(draft),
        desk.url(draft, "publish"),
        desk.url(draft, "plan.svg"),
    ):
        assert exhibitor.get(address).status_code == 403
        assert desk.app.test_client().get(address).status_code == 303
