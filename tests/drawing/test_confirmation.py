"""The confirmation of a booking as PDF."""

import re
import unicodedata
from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np
import pypdfium2
import pytest
import zxingcpp

from booth_app.drawing.documents import ConfirmationData, confirmation_pdf
from booth_app.drawing.stylesheet import read_styles
from booth_app.geometry.plan import Names

STYLES = read_styles(Path(__file__).resolve().parents[2] / "static" / "css")


@pytest.fixture
def data(plan) -> ConfirmationData:
    return ConfirmationData(
        number="RYD27-00214",
        organisation=Names("مركز سند الرقمي", "Sanad Digital Centre"),
        exhibition=Names("المعرض المصاحب للملتقى الوطني", "National Forum Exhibition"),
        venue=Names("مركز المعارض، الرياض", "Exhibition centre, Riyadh"),
        hall=Names("القاعة أ", "Hall A"),
        level=Names("الطابق الأرضي", "Ground floor"),
        first_day=date(2027, 1, 18),
        last_day=date(2027, 1, 20),
        confirmed_at=datetime(2026, 11, 29, 21, 30, tzinfo=UTC),
        zone=ZoneInfo("Asia/Riyadh"),
        plan=plan,
        keys=["k214", "k215"],
        area_m2=Decimal("18.00"),
        size=(Decimal("6.0"), Decimal("3.0")),
        address=Names("https://forum.example/ar/forum/booths/A-214", "https://forum.example/en/forum/booths/A-214"),
        styles=STYLES,
        co_exhibitors=(Names("جمعية آمنة للطفولة", "Safe Child Society"),),
        kind=Names("جناح زاوية", "Corner"),
        notes=(Names("التركيب يومي 16 و17 يناير.", "Build-up on 16 and 17 January."),),
    )


def pages(made: bytes) -> list[str]:
    """The text of each page. The reader turns lines round after its own fashion: words can be relied on."""
    texts = (page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(made))
    return [unicodedata.normalize("NFKC", text).replace("\u200f", "") for text in texts]


def words(text: str) -> set[str]:
    return set(re.findall(r"[^\W_]+", text))


def test_it_has_an_arabic_page_and_then_an_english_one(data, fonts):
    arabic, english = pages(confirmation_pdf(data, fonts))

    assert {"مركز", "سند", "شعبان", "يناير", "رقم", "الحجز"} <= words(arabic)
    assert {"Sanad", "Digital", "Centre", "Booking", "number"} <= words(english)
    assert "Sanad" not in words(arabic)


def test_it_says_what_where_when_and_for_whom(data, fonts):
    _, english = pages(confirmation_pdf(data, fonts))

    for said in (
        "00214", "214", "215", "Hall", "Ground", "Corner", "18", "January", "2027", "10", "12", "Shaʿban", "1448",
        "Safe", "Child", "Society", "north", "east", "Build",
    ):  # fmt: skip
        assert said in english, said


def test_its_day_is_the_exhibition_s(data, fonts):
    """21:30 in London is the next day in Riyadh."""
    _, english = pages(confirmation_pdf(data, fonts))

    assert {"30", "November", "2026", "Jumada"} <= words(english)


def test_the_same_booking_gives_the_same_file(data, fonts):
    assert confirmation_pdf(data, fonts) == confirmation_pdf(data, fonts)


def test_it_is_tagged_titled_and_dated(data, fonts):
    made = confirmation_pdf(data, fonts)

    read = pypdfium2.PdfDocument(made)
    assert read.get_metadata_dict()["Title"] == "تأكيد حجز جناح · Confirmation of a booth"
    assert read.get_metadata_dict()["CreationDate"].startswith("D:20261129213000")
    assert read.is_tagged()


HOSTILE = [
    '#panic("x")',
    "$x$ *bold* _it_",
    "\\u{41} @ref <label>",
    '"}]}',
    "[#set page(width: 1pt)]",
    "<script>",
    "= T",
]


@pytest.mark.parametrize("hostile", HOSTILE)
def test_a_name_is_never_read_as_markup(data, fonts, hostile):
    nothing = replace(data, organisation=Names("", ""), notes=())
    named = replace(nothing, organisation=Names("", hostile))

    before, after = (Counter(unmirrored(pages(confirmation_pdf(each, fonts))[1])) for each in (nothing, named))

    assert after - before == Counter(unmirrored(hostile))
    assert before - after == Counter()


def unmirrored(text: str) -> str:
    """Visible characters, with brackets that all open: the reader mirrors some."""
    return "".join(text.split()).translate(str.maketrans(">)]}", "<([{"))


def test_the_plan_hides_the_neighbours_states_and_the_rest_of_the_hall(data, fonts):
    """Paper outlives a state, and another's hold is nobody's business: only the stand's own booths are told apart."""
    _, english = pages(confirmation_pdf(data, fonts))

    assert "213" in english
    assert "Exit" not in english
    assert "501" not in english


def test_little_is_enough(data, fonts):
    least = replace(
        data,
        keys=["k308"],
        co_exhibitors=(),
        size=None,
        kind=Names(),
        level=Names(),
        notes=(),
        organisation=Names("", "Bayyina"),
    )

    arabic, english = pages(confirmation_pdf(least, fonts))

    assert "Bayyina" in arabic
    assert {"north", "east", "south", "west"} <= words(english)
    assert "Level" not in english


def test_open_sides_are_told_by_where_north_lies(data, fonts):
    """The drawing's top is west where north lies to its right."""
    turned = replace(data, plan=replace(data.plan, north=90.0), keys=["k213"])

    _, english = pages(confirmation_pdf(turned, fonts))

    assert "west" in words(english)
    assert not {"north", "east", "south"} & words(english)


@pytest.mark.parametrize(
    ("north", "looks"),
    [(30.0, "north-west"), (44.0, "north-west"), (50.0, "north-west"), (20.0, "north"), (200.0, "south")],
)
def test_between_two_quarters_a_side_looks_between_them(data, fonts, north, looks):
    """The drawing's top lies 360° - north from north: told to an eighth of a turn, never rounded to a quarter."""
    turned = replace(data, plan=replace(data.plan, north=north), keys=["k213"])

    _, english = pages(confirmation_pdf(turned, fonts))

    assert words(english) & {"north", "east", "south", "west"} == set(looks.split("-"))


def test_its_code_leads_to_the_booth_s_page_in_the_page_s_language(data, fonts):
    made = pypdfium2.PdfDocument(confirmation_pdf(data, fonts))

    for page, address in zip(made, (data.address.ar, data.address.en), strict=True):
        picture = page.render(scale=200 / 72).to_numpy()
        [code] = zxingcpp.read_barcodes(np.ascontiguousarray(picture))
        assert code.format == zxingcpp.BarcodeFormat.QRCode
        assert code.text == address


def test_long_lists_go_on_to_further_pages_and_lose_nothing(data, fonts):
    many = tuple(Names(f"جهة رقم {n}", f"Organisation number {n} of the pavilion") for n in range(60))

    made = pages(confirmation_pdf(replace(data, co_exhibitors=many), fonts))

    english = " ".join(page for page in made if "Organisation" in page)
    assert {str(n) for n in range(60)} <= words(english)


def test_without_fonts_nothing_is_made(data, tmp_path):
    with pytest.raises(FileNotFoundError, match="fonts"):
        confirmation_pdf(data, tmp_path)
