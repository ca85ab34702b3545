import codecs

import pytest

from booth_app.planfiles import read_svg
from tests.planfiles.drawings import drawing
from tests.uploads.hostile import quickly_refused

NAMED = drawing('<rect data-kind="stage" data-name-ar="المسرح" width="3" height="3"/>').decode()
DECLARED = '<?xml version="1.0" encoding="{}"?>'


def name(data: bytes) -> str:
    return read_svg(data).plan.fixtures[0].names.ar


@pytest.mark.parametrize(
    "data",
    [
        NAMED.encode(),
        codecs.BOM_UTF8 + NAMED.encode(),
        DECLARED.format("UTF-8").encode() + NAMED.encode(),
        DECLARED.format("utf8").replace('"', "'").encode() + NAMED.encode(),
        codecs.BOM_UTF16_LE + NAMED.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + NAMED.encode("utf-16-be"),
        NAMED.encode("utf-16-le"),
        codecs.BOM_UTF16_LE + (DECLARED.format("UTF-16") + NAMED).encode("utf-16-le"),
        (DECLARED.format("UTF-16BE") + NAMED).encode("utf-16-be"),
    ],
)
def test_U15_utf_8_and_utf_16_are_read_however_they_are_announced(data):
    assert name(data) == "المسرح"


@pytest.mark.parametrize(
    ("data", "code", "position"),
    [
        (NAMED.encode("windows-1256"), "encoding", "291"),
        (DECLARED.format("windows-1256").encode() + NAMED.encode("windows-1256"), "encoding", None),
        (DECLARED.format("windows-1256").encode() + NAMED.encode(), "declared-encoding", None),
        (DECLARED.format("UTF-7").encode() + b"<svg>+ADw-rect/+AD4-</svg>", "declared-encoding", None),
        (DECLARED.format("UTF-16").encode() + NAMED.encode(), "declared-encoding", None),
        (codecs.BOM_UTF16_LE + (DECLARED.format("UTF-8") + NAMED).encode("utf-16-le"), "declared-encoding", None),
        (codecs.BOM_UTF32_LE + NAMED.encode("utf-32-le"), "encoding", "0"),
        (NAMED.encode()[:100] + b"\xff" + NAMED.encode()[100:], "encoding", "100"),
        (NAMED.encode()[:100] + b"\xc3\x28" + NAMED.encode()[100:], "encoding", "100"),
        (NAMED.encode()[:100] + b"\xed\xa0\x80" + NAMED.encode()[100:], "encoding", "100"),
        (NAMED.encode()[:100] + b"\x00" + NAMED.encode()[100:], "encoding", "100"),
        (codecs.BOM_UTF16_LE + NAMED.encode("utf-16-le") + b"\x00", "encoding", None),
        (b"", "not-xml", None),
        (codecs.BOM_UTF8, "not-xml", None),
        (b"\x00" * 1000, "encoding", None),
    ],
)
def test_U15_other_bytes_are_refused_with_their_place(data, code, position):
    problem = quickly_refused(data)

    assert problem.code == code
    assert position is None or problem.values["position"] == position


def test_U15_a_mark_in_the_middle_of_a_number_is_no_number():
    data = drawing('<rect data-kind="booth" x="1\ufeff" width="3" height="3"/>')

    assert quickly_refused(data).code == "not-a-number"


def test_U15_a_mark_before_the_root_is_no_xml():
    assert quickly_refused(b"<!-- x -->" + codecs.BOM_UTF8 + NAMED.encode()).code == "not-xml"


@pytest.mark.parametrize("char", ["\x01", "\x0b", "\ufffe", "\uffff", "&#1;", "&#xFFFE;", "&#xD800;", "&#0;"])
def test_U15_characters_that_xml_does_not_have_are_refused(char):
    assert quickly_refused(drawing(f"<text>{char}</text>")).code == "not-xml"


@pytest.mark.parametrize("char", ["&#x80;", "&#x9f;", "&#x7f;", "&#xFDD0;", "&#x1FFFE;", "&#xE000;"])
def test_U15_controls_and_noncharacters_are_no_part_of_a_number(char):
    assert quickly_refused(drawing(f'<rect data-kind="booth" data-number="A{char}1" width="3" height="3"/>')).code == (
        "wrong-text"
    )


def test_U15_lines_are_counted_behind_a_declaration_of_several_lines():
    declared = '<?xml\n version="1.0"\n encoding="UTF-8"\n?>\n'
    data = declared.encode() + drawing('<rect data-kind="booth" x="NaN" width="3" height="3"/>')

    assert quickly_refused(data).line == 4 + 3
