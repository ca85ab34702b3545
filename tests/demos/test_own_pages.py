"""An exhibitor at the form: nothing typed is lost, nothing is sent twice, nobody sees another's."""

import re
from html import unescape

import pytest
from sqlalchemy import select

from booth_app.demos import services
from booth_app.demos.models import Showcase, ShowcaseState
from booth_app.demos.queries import private
from booth_app.exhibitors.models import Application, ApplicationState
from tests.demos.conftest import key, proposal
from tests.demos.pages import TYPED, Stage, text, value


@pytest.fixture
def stage(any_app, now):
    return Stage(any_app, now)


NEW = "/en/my/forum/showcases/new"


def stored(stage) -> list[Showcase]:
    with stage.scene.database.read() as session:
        return list(session.scalars(select(Showcase).order_by(Showcase.id)))


def test_a_signed_out_person_is_sent_to_sign_in_and_a_stranger_is_refused(stage):
    assert stage.visitor().get("/en/my/forum/showcases").status_code == 303
    assert stage.visitor().post(NEW, data=TYPED).status_code == 303
    assert stage.staff().get("/en/my/forum/showcases").status_code == 403
    assert stored(stage) == []


def test_a_filled_form_is_a_proposal_and_the_page_says_so(stage):
    member = stage.member()

    answer = member.post(NEW, data=TYPED)
    after = text(member.get(answer.location))

    assert (answer.status_code, answer.location) == (303, "/en/my/forum/showcases")
    assert "Your showcase “Family compass” is proposed and under review." in after
    [row] = stored(stage)
    assert (row.title_ar, row.state, row.slug) == ("بوصلة الأسرة", ShowcaseState.PROPOSED, "family-compass")
    assert [each.email for each in stage.scene.presenters()] == ["noura@example.org"]


def test_the_same_form_sent_twice_is_one_showcase(stage):
    member = stage.member()

    answers = [member.post(NEW, data=TYPED).status_code for _ in range(2)]

    assert answers == [303, 303]
    assert len(stored(stage)) == 1


WRONG = {
    "title_en": "",
    "abstract_ar": "x" * 1501,
    "category": "",
    "length_minutes": "٣٢",
    "audience": "nobody",
    "presenters-0-name_en": "",
    "declared_harmless": "",
}


def test_a_wrong_form_comes_back_with_everything_typed_and_says_what_is_wrong(stage):
    answer = stage.member().post(NEW, data=TYPED | WRONG)
    shown = text(answer)

    assert answer.status_code == 422
    for sentence in (
        "Enter the title in English.",
        "Use at most 1500 characters. You have 1501.",
        "Choose the category of the tool.",
        "Write a multiple of 5.",
        "Enter the presenter's name in English.",
        "Nothing harmful may be shown; declare it.",
    ):
        assert sentence in shown
    assert value(answer, "title_ar") == "بوصلة الأسرة"
    assert value(answer, "length_minutes") == "٣٢"
    assert value(answer, "presenters-0-email") == "noura@example.org"
    assert "Practical steps for a family." in answer.text
    assert re.search(r'<input[^>]*checked[^>]*name="declared_synthetic"', answer.text)
    assert 'href="#title_en"' in answer.text
    assert re.search(r'<input[^>]*aria-invalid="true"[^>]*name="title_en"', answer.text)
    assert value(answer, "request_key") == TYPED["request_key"]
    assert stored(stage) == []


def test_errors_are_told_in_arabic_too(stage):
    shown = text(stage.member().post("/ar/my/forum/showcases/new", data=TYPED | WRONG))

    assert "أدخلوا العنوان بالإنجليزية." in shown
    assert "لا يجوز عرض محتوى ضار، ويلزم الإقرار بذلك." in shown


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"presenters-0-name_ar": "", "presenters-0-name_en": "", "presenters-0-email": ""}, "Name at least one"),
        ({"presenters-0-email": "not an address"}, "That is not an e-mail address"),
        (
            {"presenters-1-name_ar": "س", "presenters-1-name_en": "S", "presenters-1-email": "NOURA@example.org"},
            "Two presenters have the same e-mail",
        ),
        ({"title_en": "a\u0000b"}, "characters that cannot be stored"),
        ({"length_minutes": "half an hour"}, "Write a number from 5 to 240."),
        ({"length_minutes": "1000"}, "Write a number from 5 to 240."),
    ],
)
def test_what_cannot_be_is_refused_in_words(stage, typed, said):
    answer = stage.member().post(NEW, data=TYPED | typed)

    assert answer.status_code == 422
    assert said in text(answer)
    assert stored(stage) == []


def test_another_row_for_a_presenter_keeps_what_was_typed_and_judges_nothing(stage):
    answer = stage.member().post(NEW, data=TYPED | {"more": "1", "title_en": ""})

    assert answer.status_code == 200
    assert 'name="presenters-2-email"' in answer.text
    assert value(answer, "title_ar") == "بوصلة الأسرة"
    assert "Enter the title" not in answer.text


def test_whoever_is_not_accepted_is_told_and_keeps_what_was_typed(stage):
    with stage.scene.write() as session:
        application = select(Application).filter_by(organisation_id=stage.scene.ours.organisation_id)
        session.scalar(application).state = ApplicationState.APPLIED
    member = stage.member()

    listed, answer = member.get("/en/my/forum/showcases"), member.post(NEW, data=TYPED)

    sentence = "You can propose showcases once your application to exhibit is accepted."
    assert sentence in text(listed)
    assert "/showcases/new" not in listed.text
    assert answer.status_code == 403
    assert sentence in text(answer)
    assert value(answer, "title_en") == "Family compass"
    assert stored(stage) == []


def test_fields_that_no_form_of_ours_has_change_nothing(stage):
    hostile = {
        "state": "accepted",
        "organisation_id": str(stage.scene.theirs.organisation_id),
        "slug": "mine",
        "id": "9",
    }

    stage.member().post(NEW, data=TYPED | hostile)

    [row] = stored(stage)
    assert (row.state, row.organisation_id, row.slug) == (
        ShowcaseState.PROPOSED,
        stage.scene.ours.organisation_id,
        "family-compass",
    )


def test_another_organisations_showcase_does_not_exist(stage):
    made = stage.scene.propose()
    stranger = stage.member(stage.scene.theirs)

    answers = [
        stranger.get(f"/en/my/forum/showcases/{made}"),
        stranger.post(f"/en/my/forum/showcases/{made}", data=TYPED),
        stranger.post(f"/en/my/forum/showcases/{made}/withdraw"),
    ]

    assert [each.status_code for each in answers] == [404, 404, 404]
    assert "Triage" not in stranger.get("/en/my/forum/showcases").text
    assert stage.scene.showcase(made).state == ShowcaseState.PROPOSED


def filled(answer):
    """A page's form as a browser would send it."""
    fields = {}
    for tag in re.findall(r"<input[^>]*>", answer.text[answer.text.index('id="propose"') :]):
        name, kind = re.search(r'name="([^"]*)"', tag), re.search(r'type="([^"]*)"', tag)
        if name and not (kind and kind[1] in ("radio", "checkbox") and "checked" not in tag):
            given = re.search(r'value="([^"]*)"', tag)
            fields.setdefault(name[1], unescape(given[1]) if given else "")
    for name, content in re.findall(r'<textarea[^>]*name="([^"]*)"[^>]*>\s*(.*?)</textarea>', answer.text, re.DOTALL):
        fields[name] = unescape(content)
    return fields


def test_an_open_showcase_opens_in_its_form_and_an_edit_is_kept(stage):
    made, member = stage.scene.propose(), stage.member()
    address = f"/en/my/forum/showcases/{made}"

    form = filled(member.get(address))
    answer = member.post(address, data=form | {"title_en": "Changed", "length_minutes": "45"})

    assert answer.status_code == 303
    [row] = stored(stage)
    assert (row.title_en, row.length_minutes, row.abstract_ar) == ("Changed", 45, proposal().abstract_ar)


def test_two_people_at_one_form_lose_nothing_of_each_other(stage):
    made, member = stage.scene.propose(), stage.member()
    address = f"/en/my/forum/showcases/{made}"
    first, second = filled(member.get(address)), filled(member.get(address))
    member.post(address, data=first | {"title_en": "From the first"})

    answer = member.post(address, data=second | {"title_en": "From the second"})

    assert answer.status_code == 409
    assert "What you entered is kept; compare and save." in text(answer)
    assert "From the first" in text(answer)
    assert value(answer, "title_en") == "From the second"
    assert stored(stage)[0].title_en == "From the first"

    again = member.post(address, data=filled(answer))

    assert again.status_code == 303
    assert stored(stage)[0].title_en == "From the second"


def test_an_edit_of_what_was_decided_meanwhile_is_refused_and_keeps_the_text(stage):
    made, member = stage.scene.propose(), stage.member()
    address = f"/en/my/forum/showcases/{made}"
    form = filled(member.get(address))
    stage.scene.accept(made)

    answer = member.post(address, data=form | {"title_en": "Too late"})

    assert answer.status_code == 409
    assert "decided while you were editing" in text(answer)
    assert value(answer, "title_en") == "Too late"
    assert stored(stage)[0].title_en == "Triage of reports"


def test_a_presenter_with_another_name_than_the_public_reads_is_explained(stage):
    stage.scene.accepted(presenters=(services.Person("نورة", "Noura", "noura@example.org"),))

    answer = stage.member().post(NEW, data=TYPED)

    assert answer.status_code == 422
    assert "In an accepted showcase this person is called Noura." in text(answer)
    assert value(answer, "presenters-0-name_en") == "Noura Al-Qahtani"


def test_a_returned_showcase_shows_what_to_change_and_goes_in_again(stage):
    made, member = stage.scene.propose(), stage.member()
    with stage.scene.write() as session:
        services.return_(
            session, stage.scene.staff, made, reason="اذكروا مصدر البيانات", request_key=key(), now=stage.scene.now
        )

    form_page = member.get(f"/ar/my/forum/showcases/{made}")
    answer = member.post(f"/ar/my/forum/showcases/{made}", data=filled(form_page) | {"abstract_ar": "نص جديد"})

    assert "يحتاج العرض التوضيحي « فرز البلاغات » إلى تعديل: اذكروا مصدر البيانات ." in text(form_page)
    assert answer.status_code == 303
    assert stored(stage)[0].state == ShowcaseState.PROPOSED


def test_what_is_taken_back_is_gone_from_the_public_and_said(stage):
    made, member = stage.scene.accepted(), stage.member()
    stage.scene.place(made, "10:00")

    answer = member.post(f"/en/my/forum/showcases/{made}/withdraw")
    again = member.post(f"/en/my/forum/showcases/{made}/withdraw")

    assert (answer.status_code, again.status_code) == (303, 303)
    assert "The showcase “Triage of reports” is withdrawn." in text(member.get(answer.location))
    assert stage.visitor().get("/en/forum/showcases/triage-of-reports").status_code == 404
    assert stage.scene.slots() == set()


def test_an_accepted_showcase_is_shown_to_its_organisation_with_its_time(stage):
    made, member = stage.scene.accepted(), stage.member()
    stage.scene.place(made, "10:00")

    page, listed = member.get(f"/en/my/forum/showcases/{made}"), member.get("/en/my/forum/showcases")

    for shown in (text(page), text(listed)):
        assert "Accepted" in shown
        assert "10:00 to 10:30" in shown
    assert 'name="title_en"' not in page.text
    with stage.scene.database.read() as session:
        assert len(private.mine(session, stage.scene.ours)) == 1


def test_private_pages_are_never_kept(stage):
    stage.scene.propose()

    for address in ("/en/my/forum/showcases", "/en/my/forum/showcases/1", NEW):
        assert stage.member().get(address).headers["Cache-Control"] == "no-store"
