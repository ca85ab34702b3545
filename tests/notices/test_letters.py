"""Every letter, in both languages: whole, addressed, leading somewhere, and readable in its direction."""

import re
import unicodedata

import pytest

from booth_app.notices import rendering
from booth_app.notices.mails import WRITINGS
from tests.notices.scene import NOW, Scene, taken

URL = re.compile(r"http://localhost:5000/(ar|en)/\S+")
ISOLATED = re.compile("[\u2066-\u2068][^\u2069]*\u2069")


@pytest.fixture
def scene(app):
    with app.extensions["database"].write() as session:
        return Scene(session)


def written(app, scene, mail, language="ar", **change):
    """A mail, rendered."""
    with app.app_context(), app.extensions["database"].read() as session:
        about = scene.about(session, mail, language=language, **change)
        letter = WRITINGS[mail](about)
        return rendering.mail(letter, taken(mail, language), exhibition=about.exhibition, now=NOW)


def text_of(mail):
    return mail.get_body(("plain",)).get_content().replace("\r\n", "\n")


def html_of(mail):
    return mail.get_body(("html",)).get_content()


def first_strong(line):
    """Direction of a paragraph by its first strong letter; what is isolated does not count (UAX #9, P2)."""
    for each in ISOLATED.sub("", line):
        if unicodedata.bidirectional(each) in ("L", "R", "AL"):
            return unicodedata.bidirectional(each)
    return None


@pytest.mark.parametrize("kind", WRITINGS)
@pytest.mark.parametrize("language", ["ar", "en"])
def test_every_letter_is_whole_in_both_languages(app, scene, kind, language):
    mail = written(app, scene, kind, language)

    text, html = text_of(mail), html_of(mail)
    for each in (mail["Subject"], text, html):
        assert each.strip()
        assert "%(" not in each
        assert "None" not in each
    assert f'lang="{language}"' in html
    assert re.search("[\u0600-\u06ff]", mail["Subject"] + text.replace("رقم", "")) if language == "ar" else True
    if language == "en":
        assert not re.search("[\u0600-\u06ff]", re.sub("الوثيقة ناقصة|أضيفوا الخطاب", "", mail["Subject"] + text))
    assert text.count("http") <= 1


@pytest.mark.parametrize("kind", WRITINGS)
def test_every_arabic_paragraph_of_plain_text_reads_from_the_right(app, scene, kind):
    text = text_of(written(app, scene, kind, "ar"))

    for line in filter(None, text.splitlines()):
        assert first_strong(line) == "AL" or URL.fullmatch(line), line


@pytest.mark.parametrize("kind", WRITINGS)
def test_links_are_the_installations_own_and_in_the_readers_language(app, scene, kind):
    mail = written(app, scene, kind, "en")

    links = re.findall(r"https?://\S+", text_of(mail))
    pages = re.findall(r'href="([^"]*)"', html_of(mail))
    assert links == pages
    for link in links:
        assert URL.fullmatch(link)[1] == "en"


def test_a_reader_of_unknown_language_has_both_arabic_first(app, scene):
    mail = written(app, scene, "claim-confirmed", "")

    text, html = text_of(mail), html_of(mail)
    assert mail["Subject"] == "تأكّد حجز الجناح A-101"
    assert text.index("تأكّد حجز الجناح") < text.index("Booth \u2066A-101\u2069 is confirmed")
    assert html.index('lang="ar" dir="rtl" align="right"') < html.index('lang="en" dir="ltr" align="left"')
    assert mail["Content-Language"] == "ar, en"


def test_a_subject_has_the_number_and_no_marks_of_direction(app, scene):
    mail = written(app, scene, "claim-moved", "ar")

    assert "A-102" in mail["Subject"]
    assert not ISOLATED.search(mail["Subject"])


def test_numbers_are_isolated_in_text_and_page(app, scene):
    mail = written(app, scene, "claim-confirmed", "ar")

    assert "الجناح \u2066A-101\u2069. رقم الحجز: \u2066RYD27-00214\u2069." in text_of(mail)
    code = '<span class="code" dir="ltr">{}</span>'
    assert f"الجناح {code.format('A-101')}. رقم الحجز: {code.format('RYD27-00214')}." in html_of(mail)


def test_days_are_in_both_calendars(app, scene):
    for language, expected in (
        ("ar", "الاثنين 10 شعبان 1448هـ الموافق 18 يناير 2027م"),
        ("en", "Monday 18 January 2027 (10 Shaʿban 1448)"),
    ):
        assert expected in text_of(written(app, scene, "claim-confirmed", language))


def test_an_organisation_is_addressed_and_a_person_greeted(app, scene):
    to_body = text_of(written(app, scene, "claim-confirmed", "ar"))
    to_person = text_of(written(app, scene, "confirm-address", "ar"))

    assert to_body.startswith("السلام عليكم ورحمة الله وبركاته،\nالسادة في \u2068مركز بيّنة للأدلة\u2069 المحترمين،\n\n")
    assert to_body.rstrip().endswith("مع التحية والتقدير،\nمعرض الملتقى")
    assert to_person.startswith("السلام عليكم ورحمة الله وبركاته،\n\n")
    assert "السادة" not in to_person
    assert text_of(written(app, scene, "claim-confirmed", "en")).startswith(
        "Dear \u2068Bayyina Evidence Centre\u2069,\n\n"
    )


def test_a_reason_ends_with_one_full_stop(app, scene):
    text = text_of(written(app, scene, "application-returned", "ar"))

    assert "السبب: \u2068الوثيقة ناقصة. أضيفوا الخطاب\u2069. بياناتكم محفوظة" in text


@pytest.mark.parametrize("kind", ["claim-moved", "claim-vacated"])
def test_without_a_reason_none_is_mentioned(app, scene, kind):
    assert "السبب" not in text_of(written(app, scene, kind, "ar", reason=""))


def test_every_table_and_cell_of_a_page_says_its_direction(app, scene):
    html = html_of(written(app, scene, "claim-confirmed", ""))

    for tag in re.findall(r"<(?:table|td)\b[^>]*>", html):
        assert "dir=" in tag or 'width="16"' in tag
    assert "style=" not in html
    assert not re.search(r"(inline|block)-(start|end|size)", html)


def test_headers_say_what_a_machine_wants_to_know(app, scene):
    mail = written(app, scene, "claim-confirmed", "ar")

    assert mail["Message-ID"] == "<1.1@example.org>"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["List-Id"] == "<forum.localhost>"
    assert mail["Reply-To"].addresses[0].addr_spec == "organiser@example.org"
    assert (mail["From"].addresses[0].display_name, mail["From"].addresses[0].addr_spec) == (
        "معرض الملتقى",
        "booths@localhost",
    )
    assert mail["Date"].datetime == NOW
