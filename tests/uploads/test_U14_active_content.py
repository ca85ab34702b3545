import pytest
from lxml import etree

from booth_app.planfiles import Reading, read_limited, read_svg, write_svg
from tests.planfiles.drawings import HALL, drawing
from tests.uploads.hostile import canary, read_or_refused

XHTML = "http://www.w3.org/1999/xhtml"
BOOTH = '<rect data-kind="booth" data-number="A-1" width="3" height="3"/>'


def nasties(address: str) -> list[str]:
    return [
        "<script>alert(1)</script>",
        f'<script href="{address}/x.js"/>',
        '<x:script xmlns:x="http://www.w3.org/2000/svg">alert(1)</x:script>',
        "<SCRIPT>alert(1)</SCRIPT>",
        "<script><![CDATA[alert(1)]]></script>",
        f'<rect width="3" height="3" onclick="alert(1)" ONLOAD="alert(1)" style="fill:url({address}/f#x)"/>',
        f'<foreignObject width="9" height="9"><iframe xmlns="{XHTML}" src="{address}"/></foreignObject>',
        f'<a href="javascript:alert(1)"><rect width="1" height="1"/></a><a xlink:href="{address}"><circle r="1"/></a>',
        f'<rect width="1" height="1"><set attributeName="href" to="{address}"/></rect>',
        '<rect width="1" height="1"><animate attributeName="x" values="0;9" onbegin="alert(1)"/></rect>',
        f'<style>@import "{address}/x.css"; rect {{ fill: url({address}/y) }}</style>',
        f'<image href="{address}/i.png" width="9" height="9"/><image xlink:href="data:image/svg+xml;base64,AAAA"/>',
        f'<filter id="f"><feImage href="{address}/f.png"/></filter><rect filter="url({address}#f)" width="1"/>',
        f'<use href="{address}/u.svg#x"/><use href="data:image/svg+xml,&lt;svg/&gt;#x"/>',
        f'<link xmlns="{XHTML}" rel="stylesheet" href="{address}/l.css"/>',
        f'<svg:svg xmlns:svg="http://www.w3.org/2000/svg" onload="alert(1)"><svg:image href="{address}"/></svg:svg>',
        '<text onclick="alert(1)">&lt;script&gt;alert(1)&lt;/script&gt;</text>',
        '<g data-kind="stage" data-number="s"><rect width="2" height="2"/><handler type="x">alert(1)</handler></g>',
    ]


ALLOWED = {
    "svg": {"width", "height", "viewBox", "data-metres-per-unit", "data-scale"},
    "g": {"id", "data-kind", "groupmode", "label", "style"},
    "rect": {"x", "y", "width", "height"},
    "line": {"x1", "y1", "x2", "y2"},
    "polygon": {"points"},
    "path": {"d", "fill-rule"},
    "title": set(),
}


def assert_only_ours(text: str) -> None:
    root = etree.fromstring(text.encode())
    for element in root.iter():
        name = etree.QName(element).localname
        assert name in ALLOWED
        for attribute in element.attrib:
            local = etree.QName(attribute).localname
            assert local in ALLOWED[name] or local.startswith("data-"), (name, attribute)
        assert "url(" not in (element.get("style") or "")
    for word in ("script", "alert", "http://127", "javascript", "@import", "onclick", "onload"):
        assert word not in text


def test_U14_active_content_is_dropped_and_nothing_is_fetched():
    with canary() as (address, calls):
        for nasty in nasties(address):
            outcome = read_or_refused(drawing(nasty, BOOTH))
            assert isinstance(outcome, Reading), nasty
            assert [each.number for each in outcome.plan.booths] == ["A-1"], nasty
            assert_only_ours(write_svg(outcome.plan))
        together = drawing(*nasties(address), BOOTH)
        assert_only_ours(write_svg(read_limited(together).plan))

        assert calls() == 0


def test_U14_a_style_sheet_beside_the_drawing_is_not_fetched():
    with canary() as (address, calls):
        data = f'<?xml-stylesheet href="{address}/x.css"?>'.encode() + drawing(BOOTH)

        assert len(read_svg(data).plan.booths) == 1

        assert calls() == 0


@pytest.mark.parametrize("name", ["<script>alert(1)</script>", "\"><svg onload='x'>", "{{7*7}}", "%s", "'; --", "]]>"])
def test_U14_text_that_looks_like_code_is_text(name):
    escaped = name.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
    data = drawing(f'<rect data-kind="stage" data-number="{escaped}" data-name-en="{escaped}" width="3" height="3"/>')

    plan = read_svg(data).plan

    assert (plan.fixtures[0].label, plan.fixtures[0].names.en) == (name, name)
    again = read_svg(write_svg(plan).encode()).plan
    assert again == plan
    assert len(etree.fromstring(write_svg(plan).encode()).findall(".//{*}rect")) == 2  # the hall's and the stage's
    assert HALL.encode() in data
