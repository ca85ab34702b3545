import gzip
import io
import zipfile

import pytest

from booth_app.planfiles import Reading, Unreadable
from tests.planfiles.drawings import drawing
from tests.uploads.hostile import quickly_refused, read_or_refused

BOOTH = '<rect data-kind="booth" data-number="A-1" width="3" height="3"/>'
SVG = drawing(BOOTH)


def zipped(data: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("plan.svg", data)
    return made.getvalue()


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"<!DOCTYPE html><html><body>" + SVG + b"</body></html>", "doctype"),
        (b"<html>" + SVG + b"</html>", "not-svg"),
        (b"%PDF-1.7\n" + SVG, "other-format"),
        (zipped(SVG), "other-format"),
        (b"GIF89a" + SVG, "other-format"),
        (b"\x89PNG\r\n\x1a\n" + SVG, "other-format"),
        (b"\xff\xd8\xff\xe0" + SVG, "other-format"),
        (b"AC1032" + SVG, "other-format"),
        (b"alert(1);/*" + SVG + b"*/", "not-xml"),
        (SVG + b"%PDF-1.7", "not-xml"),
        (SVG + SVG, "not-xml"),
        (SVG + zipped(b"x"), "encoding"),
        (b'{"type": "FeatureCollection"}', "not-xml"),
        (b"0\nSECTION\n2\nHEADER\n", "not-xml"),
        (b'<svg xmlns="urn:other"/>', "not-svg"),
        (b'<x:svg xmlns:x="urn:other"/>', "not-svg"),
        (b"<SVG/>", "not-svg"),
    ],
)
def test_U16_what_is_also_or_really_something_else_is_refused(data, code):
    assert quickly_refused(data).code == code


def test_U16_a_drawing_with_another_language_inside_is_a_drawing():
    data = drawing(BOOTH, "<!-- %PDF-1.7 <html><script>alert(1)</script></html> GIF89a -->")

    assert [each.number for each in read_or_refused(data).plan.booths] == ["A-1"]


@pytest.mark.parametrize("prefix", ["", "svg:", "x:"])
def test_U16_a_drawing_may_write_its_namespace_as_it_likes(prefix):
    declared = f'xmlns{":" + prefix[:-1] if prefix else ""}="http://www.w3.org/2000/svg"'
    data = (
        f'<{prefix}svg {declared} data-metres-per-unit="1">'
        f'<{prefix}rect data-kind="hall" width="9" height="9"/></{prefix}svg>'
    )

    assert isinstance(read_or_refused(data.encode()), Reading)


def test_U16_a_drawing_without_a_namespace_is_read_too():
    outcome = read_or_refused(b'<svg data-metres-per-unit="1"><rect data-kind="hall" width="9" height="9"/></svg>')

    assert isinstance(outcome, Reading)


def test_U17_compressed_drawings_are_refused_by_name_and_not_unpacked():
    for bomb in (gzip.compress(SVG), gzip.compress(b" " * 30_000_000)):
        problem = quickly_refused(bomb)

        assert isinstance(problem, Unreadable)
        assert problem.code == "other-format"
        assert "gzip" in problem.message("ar")
