"""What is written on a plan on paper: every number in its booth, nothing over something else, nothing off the sheet."""

from collections.abc import Iterator
from dataclasses import replace

import pypdfium2
import pytest
from shapely import Polygon, STRtree, box
from shapely.affinity import affine_transform

from booth_app.drawing.documents import PlanSheetData, plan_sheet_pdf
from booth_app.drawing.documents.papers import Fit, fit
from booth_app.drawing.hall import MARGIN_PX
from booth_app.drawing.tiles import Face
from booth_app.geometry.plan import Names, Plan
from booth_app.planfiles import read_svg
from tests.drawing.test_plan_sheet import data  # noqa: F401 - a fixture
from tests.planfiles.drawings import FLOORPLANS

POINTS = 72 / 25.4
NAMES = (
    Names("مركز الأدلة الرقمية", "Digital Evidence Centre"),
    Names("جمعية آمنة للطفولة والأسرة", "Safe Child and Family Society"),
)


@pytest.fixture(params=["main-hall.svg", "upper-hall.svg"])
def sheet(request, data) -> PlanSheetData:  # noqa: F811
    """A sample hall with every booth confirmed, for names of some length."""
    plan = read_svg((FLOORPLANS / request.param).read_bytes()).plan

    def faces(lang: str) -> dict[str, Face]:
        names = [each.ar if lang == "ar" else each.en for each in NAMES]
        return {booth.key: Face("confirmed", "", name=names[n % 2]) for n, booth in enumerate(plan.booths)}

    return replace(data, plan=plan, faces=faces, hall=plan.halls[0].names)


def written(page: pypdfium2.PdfPage) -> Iterator[tuple[Polygon, str]]:
    """The texts of a page with the rectangles that they fill, in points from the lower left."""
    text = page.get_textpage()
    for n in range(text.count_rects()):
        left, bottom, right, top = text.get_rect(n)
        if right - left > 0.1:
            yield box(left, bottom, right, top), text.get_text_bounded(left, bottom, right, top)


@pytest.mark.parametrize(("paper", "view"), [("A4", "booking"), ("A3", "public"), ("A1", "layout")])
def test_nothing_is_written_over_something_else_or_off_the_sheet(sheet, fonts, paper, view):
    for page in pypdfium2.PdfDocument(plan_sheet_pdf(replace(sheet, paper=paper, view=view), fonts)):
        texts = list(written(page))
        wide, high = page.get_size()

        assert len(texts) > 20
        assert all(box(0, 0, wide, high).contains(where) for where, _ in texts)
        meeting = STRtree([where for where, _ in texts]).query([where for where, _ in texts], predicate="intersects").T
        assert [(texts[a], texts[b]) for a, b in meeting if a < b and over(texts[a], texts[b])] == []


def over(one: tuple[Polygon, str], other: tuple[Polygon, str]) -> bool:
    """Whether two texts lie on each other. Two parts of one Arabic word do, as its letters reach under one another."""
    shared = one[0].intersection(other[0]).area
    parts_of_a_word = one[1].strip() in other[1] or set(one[1].strip()) & set(other[1].strip()) - {" "}
    return shared > 0.15 * min(one[0].area, other[0].area) and not (parts_of_a_word and not one[1].isascii())


@pytest.mark.parametrize("paper", ["A4", "A0"])
def test_every_number_stands_whole_in_its_booth(sheet, fonts, paper):
    plain = replace(sheet, paper=paper, view="layout")
    [page] = pypdfium2.PdfDocument(plan_sheet_pdf(plain, fonts, ["en"]))

    lies = fit(plain.plan, paper)
    text = page.get_textpage()
    for booth in plain.plan.booths:
        found = text.search(booth.number).get_next()
        assert found is not None, booth.number
        corners = [text.get_charbox(at) for at in range(found[0], found[0] + found[1])]
        label = box(
            min(each[0] for each in corners), min(each[1] for each in corners),
            max(each[2] for each in corners), max(each[3] for each in corners),
        )  # fmt: skip
        assert on_page(booth.outline, plain.plan, lies).buffer(0.3).covers(label), booth.number


def on_page(outline: Polygon, plan: Plan, lies: Fit) -> Polygon:
    """An outline of the plan in points of the page, from the lower left."""
    per_metre = 1000 / lies.scale
    x0, y0, _, _ = plan.bounds
    left = (lies.wide - lies.drawn[0]) / 2 + MARGIN_PX * lies.px
    field = lies.high - 2 * lies.margin - lies.legend - lies.title
    top = lies.margin + (field - lies.drawn[1]) / 2 + MARGIN_PX * lies.px
    scaled = [per_metre * POINTS, 0, 0, -per_metre * POINTS]
    moved = [(left - x0 * per_metre) * POINTS, (lies.high - top + y0 * per_metre) * POINTS]
    return affine_transform(outline, [*scaled, *moved])
