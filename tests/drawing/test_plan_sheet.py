"""A hall's plan as PDF, measured and read in the file."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime
from math import cos, radians, sin
from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np
import pypdfium2
import pytest
import zxingcpp
from shapely import box
from shapely.affinity import rotate

from booth_app.drawing.documents import PAPERS, PlanSheetData, plan_sheet_pdf
from booth_app.drawing.documents.papers import fit
from booth_app.drawing.legend import legend, north_arrow
from booth_app.drawing.picture import render_png
from booth_app.drawing.stylesheet import read_styles
from booth_app.drawing.tiles import STATES, Face
from booth_app.geometry.plan import BoothShape, Hall, Names, Plan
from tests.drawing.test_confirmation import HOSTILE, pages, words
from tests.drawing.test_picture import Picture

STYLES = read_styles(Path(__file__).resolve().parents[2] / "static" / "css")
DPI = 150


@pytest.fixture
def data(plan, faces) -> PlanSheetData:
    return PlanSheetData(
        exhibition=Names("المعرض المصاحب للملتقى الوطني", "National Forum Exhibition"),
        venue=Names("مركز المعارض، الرياض", "Exhibition centre, Riyadh"),
        hall=Names("القاعة أ", "Hall A"),
        level=Names("الطابق الأرضي", "Ground floor"),
        first_day=date(2027, 1, 18),
        last_day=date(2027, 1, 20),
        plan=plan,
        revision=37,
        published_at=datetime(2026, 11, 24, 21, 30, tzinfo=UTC),
        made_at=datetime(2026, 11, 29, 9, 30, tzinfo=UTC),
        zone=ZoneInfo("Asia/Riyadh"),
        paper="A3",
        styles=STYLES,
        view="booking",
        faces=faces,
        published_by="سارة العتيبي",
        address=Names("https://forum.example/ar/forum/?hall=a", "https://forum.example/en/forum/?hall=a"),
    )


def drawn(made: bytes, page: int = 0, dpi: int = DPI) -> np.ndarray:
    """A page as pixels, red, green and blue."""
    return pypdfium2.PdfDocument(made)[page].render(scale=dpi / 72, rev_byteorder=True).to_numpy()[:, :, :3].astype(int)


def coloured(picture: np.ndarray, colour: str) -> np.ndarray:
    """Where a page has a colour."""
    wanted = [int(colour[at : at + 2], 16) for at in (1, 3, 5)]
    return np.abs(picture - wanted).max(axis=2) <= 6


def millimetres(pixels: float) -> float:
    return pixels / DPI * 25.4


def turned(plan: Plan, angle: float) -> Plan:
    def all_of(things: tuple) -> tuple:
        return tuple(replace(each, outline=rotate(each.outline, angle, origin=(0, 0))) for each in things)

    return replace(plan, halls=all_of(plan.halls), booths=all_of(plan.booths), fixtures=all_of(plan.fixtures), zones=())


@pytest.mark.parametrize(("paper", "angle"), [("A4", 0), ("A4", 90), ("A3", 0), ("A2", 90)])
def test_the_scale_is_true_on_paper(data, fonts, paper, angle):
    """Two dark booths whose middles are 50 and 30 metres apart, measured in the picture of the page."""
    marks = tuple(
        BoothShape(f"m{n}", "", box(x - 0.5, y - 0.5, x + 0.5, y + 0.5)) for n, (x, y) in enumerate([(5, 4), (55, 34)])
    )
    plain = Plan(halls=(Hall("h", box(0, 0, 60, 38)),), booths=marks)
    plan = turned(plain, angle)

    made = plan_sheet_pdf(replace(data, plan=plan, paper=paper, view="booking", faces=all_mine), fonts, ["en"])

    lies = fit(plan, paper)
    scale = lies.scale
    assert f"1:{scale}" in "".join(pages(made)[0].split())
    field = drawn(made)[: -round((lies.title + lies.legend + lies.margin) / 25.4 * DPI)]
    found = coloured(field, STYLES.colour("--st-mine-fill"))
    across, down = (50, 30) if angle == 0 else (30, 50)
    assert millimetres(apart(found.any(axis=0))) == pytest.approx(across * 1000 / scale, abs=0.17)  # a pixel
    assert millimetres(apart(found.any(axis=1))) == pytest.approx(down * 1000 / scale, abs=0.17)


def apart(line: np.ndarray) -> float:
    """How far the middles of the first and the last mark on a line lie apart, in pixels."""
    at = np.flatnonzero(line)
    second = int(np.argmax(np.diff(at))) + 1
    return (at[second] + at[-1]) / 2 - (at[0] + at[second - 1]) / 2


def all_mine(_lang: str) -> dict[str, Face]:
    return {f"m{n}": Face("mine", "") for n in range(2)}


@pytest.mark.parametrize("paper", sorted(PAPERS))
def test_the_page_has_the_paper_s_size(data, fonts, paper):
    made = plan_sheet_pdf(replace(data, paper=paper), fonts)

    for page in pypdfium2.PdfDocument(made):
        assert sorted(each / 72 * 25.4 for each in page.get_size()) == pytest.approx(PAPERS[paper], abs=0.05)


def test_the_scale_bar_is_as_long_as_it_says(data, fonts):
    made = plan_sheet_pdf(data, fonts, ["en"])

    lies = fit(data.plan, data.paper)
    picture = drawn(made, dpi=300)
    strip = picture[-round((lies.title + lies.margin - 1) / 25.4 * 300) : -round((lies.margin + 2) / 25.4 * 300)]
    # Of its four parts the first is filled: the only run of ink of the length of a quarter of so many metres.
    runs = {run(row) for row in coloured(strip, STYLES.colour("--ink"))}
    lengths = [metres for metres in (5, 10, 20, 50) if any(
        abs(each / 300 * 25.4 - metres * 1000 / lies.scale / 4) < 0.15 for each in runs
    )]  # fmt: skip
    said = [metres for metres in lengths if {"0", str(metres)} <= words(pages(made)[0])]
    assert said == [10]


def run(row: np.ndarray) -> int:
    """The longest run of true pixels in a row."""
    edges = np.flatnonzero(np.diff(np.concatenate([[0], row.astype(int), [0]])))
    return int((edges[1::2] - edges[::2]).max()) if len(edges) else 0


def test_it_has_an_arabic_sheet_and_then_an_english_one(data, fonts):
    arabic, english = pages(plan_sheet_pdf(data, fonts))

    # Words without the letters that the reader turns round in a ligature.
    assert {"القاعة", "مخطط", "تاريخ", "سارة", "مخرج", "حريق"} <= words(arabic)
    assert {"Hall", "Published", "Exit", "Revision", "37", "Riyadh"} <= words(english)
    assert "Hall" not in words(arabic)


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_one_language_is_one_sheet(data, fonts, lang):
    assert len(pages(plan_sheet_pdf(data, fonts, [lang]))) == 1


def test_it_is_dated_in_both_calendars_by_the_exhibition_s_day(data, fonts):
    """21:30 in London is the next day in Riyadh."""
    arabic, english = pages(plan_sheet_pdf(data, fonts))

    assert {"25", "November", "2026", "15", "Jumada", "1448"} <= words(english)
    assert {"25", "الموافق", "15", "جمادى"} <= words(arabic)


def test_every_number_is_on_the_sheet_whole(data, fonts):
    for paper in ("A4", "A3", "A1"):
        [english] = pages(plan_sheet_pdf(replace(data, paper=paper), fonts, ["en"]))

        found = set(re.findall(r"\d{3}", english))
        assert {booth.number.removeprefix("A-") for booth in data.plan.booths} <= found


def test_the_layout_tells_neither_names_nor_states(data, fonts):
    [english] = pages(plan_sheet_pdf(replace(data, view="layout"), fonts, ["en"]))

    assert not {"Digital", "Safe", "hold", "Available", "Reserved"} & words(english)
    assert {"Inline", "Corner", "Island"} <= words(english)


def test_visitors_sheet_tells_nothing_but_who_is_there(data, fonts):
    [english] = pages(plan_sheet_pdf(replace(data, view="public", published_by=""), fonts, ["en"]))

    assert {"Occupied", "exhibitor", "Digital", "Evidence"} <= words(english)
    assert not {"hold", "review", "Reserved", "Available", "by"} & words(english)


def test_states_are_told_with_their_moment_and_only_those_that_there_are(data, fonts, faces):
    some = {key: face for key, face in faces("en").items() if face.state in ("free", "held")}

    [english] = pages(plan_sheet_pdf(replace(data, faces=lambda _: some), fonts, ["en"]))

    assert {"Available", "hold", "12", "30"} <= words(english)  # 09:30 in London
    assert not {"review", "Reserved", "Confirmed"} & words(english)


def test_numbers_that_do_not_fit_are_counted_on_the_sheet(data, fonts):
    small = BoothShape("s", "PAVILION-2027", box(1, 30, 2, 31))
    crowded = replace(data, paper="A4", plan=replace(data.plan, booths=(*data.plan.booths, small)))

    [without], [usual] = (pages(plan_sheet_pdf(each, fonts, ["en"])) for each in (crowded, replace(data, paper="A4")))

    assert {"small", "whole"} <= words(without)
    assert "small" not in words(usual)


def test_a_draft_says_that_it_is_one(data, fonts):
    [english] = pages(plan_sheet_pdf(replace(data, draft=True, published_at=None, published_by=""), fonts, ["en"]))

    assert {"Draft", "not", "published", "draft"} <= words(english)


def test_its_code_leads_to_the_plan(data, fonts):
    for at, address in enumerate((data.address.ar, data.address.en)):
        [code] = zxingcpp.read_barcodes(np.ascontiguousarray(drawn(plan_sheet_pdf(data, fonts), at).astype("uint8")))

        assert code.text == address


def test_without_an_address_there_is_no_code(data, fonts):
    made = plan_sheet_pdf(replace(data, address=Names()), fonts, ["en"])

    assert zxingcpp.read_barcodes(np.ascontiguousarray(drawn(made).astype("uint8"))) == []


@pytest.mark.parametrize("hostile", HOSTILE)
def test_a_name_is_never_read_as_markup(data, fonts, hostile):
    [english] = pages(plan_sheet_pdf(replace(data, hall=Names("", hostile), published_by=hostile), fonts, ["en"]))

    assert words(hostile) <= words(english)


def test_long_names_stay_on_the_sheet(data, fonts):
    long = Names(" ".join(["المعرض المصاحب للملتقى"] * 8), " ".join(["National Forum Exhibition"] * 7))

    made = plan_sheet_pdf(replace(data, exhibition=long, hall=long, venue=long, level=long), fonts)

    assert len(pypdfium2.PdfDocument(made)) == 2
    assert pages(made)[1].count("National") >= 28


def test_the_same_plan_gives_the_same_file(data, fonts):
    assert plan_sheet_pdf(data, fonts) == plan_sheet_pdf(data, fonts)


def test_it_is_tagged_titled_and_dated(data, fonts):
    read = pypdfium2.PdfDocument(plan_sheet_pdf(data, fonts))

    assert read.get_metadata_dict()["Title"] == "مخطط قاعة · Plan of a hall"
    assert read.get_metadata_dict()["CreationDate"].startswith("D:20261129093000")
    assert read.is_tagged()


def test_an_empty_hall_is_a_sheet_as_well(data, fonts):
    assert len(pages(plan_sheet_pdf(replace(data, plan=Plan(halls=data.plan.halls)), fonts))) == 2


def test_the_legend_explains_what_the_plan_has(plan):
    explained = [name for name, _ in legend(plan, STATES[:2], STYLES)]

    assert explained == ["free", "mine", "exit", "entrance", "hydrant", "panel", "column"]
    assert [name for name, _ in legend(Plan(halls=plan.halls), (), STYLES)] == []


@pytest.mark.parametrize("turn", [37.5, 90, 211.25])
def test_the_arrow_points_north_exactly(fonts, turn):
    upright, there = tip(fonts, 0), tip(fonts, turn)

    assert abs(upright) < 4  # one half of the arrow is outlined, the other filled
    assert there - upright == pytest.approx(turn, abs=0.5)


def tip(fonts: Path, turn: float) -> float:
    """Where the arrow's tip is: the middle of the ink on a circle through it, in degrees."""
    picture = Picture(render_png(north_arrow(turn, STYLES), fonts, wide_px=800))
    ink = STYLES.colour("--ink-2")

    def there(angle: float) -> bool:
        x, y = 400 + 220 * sin(radians(angle)), 400 - 220 * cos(radians(angle))
        return picture.at(round(x), round(y)) == ink

    return float(np.mean([angle for angle in np.arange(turn - 20, turn + 20, 0.25) if there(angle)]))
