"""Who may keep what: public pages are asked for again and mostly unchanged, private ones nobody keeps (S05)."""

import re

import brotli
import pytest

from tests.visitors.conftest import Visits

PUBLIC = ("/ar/forum/", "/en/forum/?state=occupied", "/ar/forum/booths/A-101", "/ar/forum/exhibitors")


@pytest.mark.parametrize("path", PUBLIC)
def test_a_public_page_that_has_not_changed_is_304(visits: Visits, path: str) -> None:
    first = visits.visitor.get(path)
    again = visits.visitor.get(path, headers={"If-None-Match": first.headers["ETag"]})

    assert first.status_code == 200
    assert first.headers["Cache-Control"] == "no-cache"
    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["Cache-Control"] == "no-cache"
    assert {"HX-Request", "Cookie", "Accept-Encoding"} <= set(again.vary)
    assert "default-src 'none'" in again.headers["Content-Security-Policy"]


def test_a_page_changes_with_what_visitors_see_and_not_with_what_they_do_not(visits: Visits) -> None:
    def tag() -> str:
        return visits.visitor.get("/en/forum/").headers["ETag"]

    first = tag()
    visits.fair.hold("A-101")
    assert tag() == first
    visits.fair.assign("A-102")
    assert tag() != first


def test_two_languages_filters_and_encodings_are_different_pages(visits: Visits) -> None:
    asked = [("/ar/forum/", {}), ("/en/forum/", {}), ("/en/forum/?q=x", {}), ("/en/forum/", {"Accept-Encoding": "br"})]

    tags = [visits.visitor.get(path, headers=headers).headers["ETag"] for path, headers in asked]

    assert len(set(tags)) == len(asked)


def test_a_kept_page_is_the_page(visits: Visits) -> None:
    first = visits.visitor.get("/en/forum/").data

    assert visits.visitor.get("/en/forum/").data == first


@pytest.mark.parametrize("path", PUBLIC)
def test_nobody_keeps_the_page_of_somebody_signed_in(visits: Visits, path: str) -> None:
    public = visits.visitor.get(path)

    private = visits.client("first").get(path, headers={"If-None-Match": public.headers["ETag"]})

    assert private.status_code == 200
    assert private.headers["Cache-Control"] == "no-store"
    assert "ETag" not in private.headers


def test_the_same_address_as_one_then_another_then_a_visitor_shows_each_their_own(visits: Visits) -> None:
    visits.fair.hold("A-101")
    first, second = visits.client("first"), visits.client("second")

    for _ in range(2):
        assert 'data-own="A-101"' in first.get("/en/forum/").text
        assert 'data-own=""' in second.get("/en/forum/").text
        seen = visits.visitor.get("/en/forum/").text
        assert 'data-state="held"' not in seen
        assert "A-101" in seen


def test_a_part_is_never_taken_for_the_page(visits: Visits) -> None:
    page = visits.visitor.get("/en/forum/")
    part = visits.visitor.get("/en/forum/", headers={"HX-Request": "true"})
    again = visits.visitor.get("/en/forum/")

    assert "<html" in page.text
    assert "<html" not in part.text
    assert again.data == page.data
    assert "ETag" not in part.headers
    assert {"HX-Request", "HX-Boosted", "HX-History-Restore-Request"} <= set(part.vary)


def untimed(page: bytes) -> bytes:
    return re.sub(rb'data-now="[^"]*"', b"", page)


def test_a_compressed_page_is_the_same_page(visits: Visits) -> None:
    plain = visits.visitor.get("/en/forum/")
    packed = visits.visitor.get("/en/forum/", headers={"Accept-Encoding": "gzip, br"})

    assert packed.headers["Content-Encoding"] == "br"
    assert untimed(brotli.decompress(packed.data)) == untimed(plain.data)
    assert len(packed.data) < len(plain.data) / 5
