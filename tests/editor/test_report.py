"""The printed report of a check: both languages, every finding, every rule with its figures and their sources."""

import re

import pytest
from shapely import box

from booth_app.drawing.documents import check_report as document
from booth_app.drawing.documents.check_report import MOST_PICTURES, CheckPage, FoundLine, check_report_pdf
from booth_app.drawing.stylesheet import read_styles
from booth_app.geometry.presets import PRESETS
from booth_app.geometry.rules import RULES
from booth_app.layouts import services
from tests.conftest import ROOT
from tests.drawing.test_confirmation import pages, words
from tests.kit import make
from tests.layouts.conftest import drawing

TWO_OVERLAPS = (("A-101", 5, 5), ("A-102", 7.5, 5), ("A-103", 20, 5), ("A-104", 22.8, 5))


@pytest.fixture
def report(desk):
    """A report of a draft with two overlaps that are warnings, one of them accepted, under all rules."""
    with desk.database.write() as session:
        rules = {"overlap": {"severity": "warning"}}
        services.set_rules(session, desk.who, desk.exhibition_id, rules, version=1, now=make.NOW, preset="forum")
    draft = desk.draft(drawing(*TWO_OVERLAPS))
    key = next(
        each for each in re.findall(r'id="finding-(overlap-[^"]+)"', desk.client.get(desk.url(draft)).text) if each
    )
    desk.post(draft, "accept", finding=key, reason="Movable screen")
    return desk.client.get(desk.url(draft, "check.pdf"))


def english(pages_):
    """The pages of the English part: those without an Arabic letter."""
    return [page for page in pages_ if not re.search("[\u0621-\u064a]", page)]


def test_the_report_tells_findings_load_and_every_rule_with_its_sources(report):
    said = pages(report.data)
    text = " ".join(english(said))

    assert (report.status_code, report.mimetype) == (200, "application/pdf")
    assert report.headers["Content-Disposition"] == 'attachment; filename="check-a-2.pdf"'
    assert {"Booths", "overlap", "50", "20"} <= words(text)
    assert {"Accepted", "Movable", "Occupant", "certificate", "compliance"} <= words(text)
    assert words("Aisle width Travel distance Exit capacity Sight line Separation Stops publishing") <= words(text)
    assert words("Saudi Building Code 201 table 1017 extract") <= words(text)
    rows = {(each.rule, each.setting) for each in PRESETS["forum"].figures if each.rule in RULES and not each.verified}
    assert text.count("customary") >= len(rows) - 1, "heights of several sources stand in one row"


def test_the_arabic_part_comes_first_and_says_the_same(report):
    said = pages(report.data)
    arabic = said[: len(said) - len(english(said))]

    assert len(arabic) > 1
    assert said[len(arabic) :] == english(said)
    assert {"50", "20"} <= words(" ".join(arabic))
    assert {"Occupant", "Stops", "Unverified", "Checked", "Set"} & words(" ".join(arabic)) == set()


def test_who_may_read_plans_may_have_the_report_and_nobody_else(desk, report):
    with desk.database.write() as session:
        outsider = make.user(session)
    stranger = make.sign_in(desk.app.test_client(), outsider)

    assert stranger.get(desk.url(2, "check.pdf")).status_code in (403, 404)


def test_a_hostile_name_is_text_and_many_findings_have_pictures_up_to_a_number(desk, monkeypatch):
    plan = drawing(("A-101", 5, 5))
    drawn = []
    monkeypatch.setattr(document, "_near", lambda *_: drawn.append(1) or "<svg xmlns='http://www.w3.org/2000/svg'/>")
    found = tuple(
        FoundLine("#eval(sys) $x$", "error", f"*finding* {n}", "", "0.50", box(5, 5, 6, 6))
        for n in range(MOST_PICTURES + 5)
    )
    page = CheckPage(
        "en", "Exhibition #set page()", "Hall", "Draft 1", "today", "health", "set", "notice", "load", (), (), found
    )

    made = check_report_pdf(
        plan, [page], read_styles(ROOT / "static" / "css"), desk.app.config["SETTINGS"].fonts, made_at=make.NOW
    )

    text = " ".join(pages(made))
    assert len(drawn) == MOST_PICTURES
    assert "#set" in text
    assert text.count("*finding*") == MOST_PICTURES + 5
