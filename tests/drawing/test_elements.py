"""Nothing that anyone typed becomes markup, and nothing a strict policy forbids is written."""

from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booth_app.drawing.elements import Svg, element, escape, joined, number

HOSTILE = [
    "<script>alert(1)</script>", "\"'><img src=x onerror=alert(1)>", "]]>", "&lt;", "{{7*7}}", "%s", "{0.__class__}",
    "'; --", "\r\nBcc:", "=1+1", "\u202eA-101", "😀", "مركز الأدلة",
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE)
def test_text_comes_back_as_it_was_typed(text):
    written = element("text", text, aria_label=text)

    read = ET.fromstring(written)

    assert len(read) == 0
    assert read.text == text.replace("\r\n", "\n")  # XML's own line ends
    assert written.count("<") == 2


@given(st.text())
def test_any_text_gives_readable_xml(text):
    read = ET.fromstring(element("text", text, title=text))

    assert len(read) == 0


def test_what_xml_cannot_hold_is_replaced():
    assert escape("a\0b\x1bc\ud800\ufffe") == "a\ufffdb\ufffdc\ufffd\ufffd"


@pytest.mark.parametrize(
    "attributes",
    [
        {"style": "fill:red"},
        {"onclick": "x()"},
        {"onload": "x()"},
        {"href": "javascript:alert(1)"},
        {"href": "//elsewhere.example/"},
        {"href": " javascript:alert(1)"},
        {"href": "data:text/html;base64,AAAA"},
        {'x" onload="y': "1"},
    ],
)
def test_what_the_policy_forbids_is_never_written(attributes):
    with pytest.raises(ValueError):
        element("a", **attributes)


@pytest.mark.parametrize("tag", ["script", "foreignObject", "animate", "set", "a b", "g/"])
def test_active_elements_are_never_written(tag):
    with pytest.raises(ValueError):
        element(tag)


def test_attributes_are_named_and_left_out_as_said():
    written = element("g", class_="x", data_state="held", viewBox="0 0 1 1", hidden=None, focusable=False, open=True)

    assert written == '<g class="x" data-state="held" viewBox="0 0 1 1" open=""/>'


def test_finished_markup_goes_in_as_it_is_and_templates_trust_it():
    inside = joined(element("path", d="M0 0"), element("text", "a < b"))

    assert element("g", inside, None, "c < d") == '<g><path d="M0 0"/><text>a &lt; b</text>c &lt; d</g>'
    assert inside.__html__() == inside
    assert isinstance(inside, Svg)


@pytest.mark.parametrize(
    ("value", "written"), [(12, "12"), (12.0, "12"), (0.5, "0.5"), (-3.254, "-3.25"), (-0.001, "0"), (1e-9, "0")]
)
def test_numbers_are_as_short_as_can_be(value, written):
    assert number(value) == written
