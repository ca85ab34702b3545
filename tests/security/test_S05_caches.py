"""S05: what one person was shown is never kept for another: not by a browser, not by what stands between, not by us."""

import re

import pytest

from tests.kit import routes, whole
from tests.kit.visiting import come
from tests.kit.whole import OTHERS, OURS

PART = {"HX-Request": "true"}


@pytest.fixture
def house(make_app, whole_url):
    """Everything there is, who is who, and values for addresses."""
    app = make_app(whole_url)
    with app.extensions["database"].read() as session:
        return app, whole.people(session), routes.values(session, routes.body(session, OURS))


def pages(app, given):
    """Every page's route and address."""
    walked = (each for each in routes.routes(app, "GET") if each.endpoint != routes.FEED)
    return [(each, routes.address(app, each, given)) for each in walked]


@pytest.mark.parametrize("role", ["exhibitor", "administrator"])
def test_S05_no_answer_to_somebody_who_is_signed_in_is_kept(house, role):
    app, people, given = house
    client, wrong = come(app, people[role]), []

    for route, address in pages(app, given):
        for headers in ({}, PART):
            answer = client.get(address, headers=headers)
            kept = answer.headers["Cache-Control"]
            if kept != "no-store" and not (kept == "no-cache" and same_for_all(route)):
                wrong.append(f"{address} {headers}: {kept}")

    assert wrong == []


def same_for_all(route):
    """What has nobody's name in it, whoever asks."""
    return (
        route.endpoint.endswith("picture")
        or route.endpoint
        in (
            "entry",
            "maps.tiles",
            "visitors.booths",
            "visitors.robots",
            "visitors.sitemap",
        )
        or route.endpoint.startswith("health.")
    )


def test_S05_a_visitors_pages_may_be_kept_only_to_be_asked_about(house):
    app, _, given = house
    client, wrong = app.test_client(), []

    for route, address in pages(app, given):
        answer = client.get(address)
        kept = answer.headers["Cache-Control"]
        if kept not in ("no-cache", "no-store"):
            wrong.append(f"{address}: {kept}")
        if route.permission != "public" and kept != "no-store" and "ETag" in answer.headers:
            wrong.append(f"{address}: a refusal that can be kept")

    assert wrong == []


def test_S05_a_page_says_on_what_it_depends(house):
    app, people, given = house
    wrong = []

    for role in ("visitor", "exhibitor"):
        client = come(app, people.get(role))
        for _route, address in pages(app, given):
            page, part = client.get(address), client.get(address, headers=PART)
            needed = {"cookie"} if page.mimetype == "text/html" and page.status_code < 400 else set()
            if page.status_code != part.status_code or page.data != part.data:
                needed.add("hx-request")
            if not needed <= {each.lower() for each in page.vary} & {each.lower() for each in part.vary}:
                wrong.append(f"{role} {address}: {page.headers.get('Vary')}, {part.headers.get('Vary')}")

    assert wrong == []


def test_S05_a_part_is_never_an_answer_to_who_asks_for_the_page(house):
    app, _, given = house
    client, wrong, compared = app.test_client(), [], 0

    for _, address in pages(app, given):
        page, part = client.get(address), client.get(address, headers=PART)
        if page.status_code != 200 or page.mimetype != "text/html" or part.data == page.data:
            continue
        compared += 1
        mark = page.headers.get("ETag")
        again = client.get(address, headers={**PART, "If-None-Match": mark} if mark else PART)
        if again.status_code != 200 or (mark and part.headers.get("ETag") == mark):
            wrong.append(address)

    assert compared > 4
    assert wrong == []


PUBLIC = ("", "booths/{number}", "exhibitors", "exhibitors/{slug}", "programme", "booths.json", "search?q=a")


@pytest.mark.parametrize("path", PUBLIC)
def test_S05_one_address_as_a_visitor_as_one_as_another_and_as_a_visitor_again(house, path):
    app, people, given = house
    address = "/en/forum/" + path.format(number=given["number"], slug=given["slug"])
    visitor, first, second = app.test_client(), come(app, people["exhibitor"]), come(app, people["other exhibitor"])
    shared = path == "booths.json"

    seen = visitor.get(address)
    mark = {"If-None-Match": seen.headers["ETag"]} if "ETag" in seen.headers else {}
    ours, others = first.get(address, headers=mark), second.get(address, headers=mark)
    again, asked = app.test_client().get(address), visitor.get(address, headers=mark)

    if not shared:
        assert (ours.status_code, others.status_code) == (200, 200)
        assert OURS in ours.text
        assert OTHERS in header_of(others)
        assert OTHERS not in header_of(ours)
    assert without_news(again.text) == without_news(seen.text)
    if mark:
        assert asked.status_code == 304
        assert asked.data == b""
        assert asked.headers.get("Vary") == seen.headers.get("Vary")
        assert asked.headers["Cache-Control"] == seen.headers["Cache-Control"] == "no-cache"


def header_of(answer):
    """The top of a page, where it says who is signed in."""
    found = re.search(r"<header.*?</header>", answer.text, re.DOTALL)
    assert found
    return found.group()


def without_news(text):
    """A page without what is new in each answer."""
    return re.sub(r'value="[^"]*"', "", text)


def test_S05_a_mark_of_before_is_no_answer_after_a_change(house):
    app, people, given = house
    visitor, staff = app.test_client(), come(app, people["administrator"])
    address = f"/en/forum/exhibitors/{given['slug']}"
    before = visitor.get(address)

    member = come(app, people["exhibitor"])
    fields = {"category": "filter", "about_ar": "نبذة أخرى", "about_en": "Said anew", "website": ""}
    assert member.post("/en/my/forum/profile", data=fields).status_code == 303
    after = visitor.get(address, headers={"If-None-Match": before.headers["ETag"]})

    assert after.status_code == 200
    assert "Said anew" in after.text
    assert staff.get(address).headers["Cache-Control"] == "no-store"


def test_S05_files_are_kept_for_ever_and_by_everyone(app):
    answer = app.test_client().get(app.extensions["asset"]("css/base.css"))

    assert "immutable" in answer.headers["Cache-Control"]
    assert "Set-Cookie" not in answer.headers
