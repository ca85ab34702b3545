"""`booths.json`: the contract of the addresses."""

from tests.visitors.conftest import Visits

ADDRESS = "/ar/forum/booths.json"


def test_every_booth_is_there_with_exactly_what_the_contract_names(visits: Visits) -> None:
    visits.fair.hold("A-101")
    visits.fair.close("A-102")

    answer = visits.visitor.get(ADDRESS)

    assert answer.mimetype == "application/json"
    assert set(answer.json) == {"change", "booths"}
    assert [each["number"] for each in answer.json["booths"]] == sorted(visits.fair.booths)
    assert answer.json["booths"][0] == {
        "number": "A-101", "hall": "a", "state": "held", "type": "inline", "zone": "", "area_m2": 9,
        "open_sides": ["bottom"], "exhibitor": None,
    }  # fmt: skip
    assert answer.json["booths"][1]["state"] == "closed"


def test_an_exhibitor_is_named_only_when_confirmed(visits: Visits) -> None:
    visits.describe("second", name_ar="جهة مؤكدة", name_en="Confirmed body")
    visits.fair.hold("A-101", visits.fair.second)
    visits.fair.assign("A-102")

    held, confirmed = visits.visitor.get(ADDRESS).json["booths"][:2]

    assert held["exhibitor"] is None
    assert confirmed["exhibitor"] == {"ar": "جهة مؤكدة", "en": "Confirmed body"}


def test_the_same_state_is_not_sent_twice_and_a_change_is(visits: Visits) -> None:
    first = visits.visitor.get(ADDRESS)
    tag = {"If-None-Match": first.headers["ETag"]}

    assert visits.visitor.get(ADDRESS, headers=tag).status_code == 304
    visits.fair.hold("A-101")
    again = visits.visitor.get(ADDRESS, headers=tag)

    assert again.status_code == 200
    assert again.json["change"] > first.json["change"]


def test_anyone_may_read_it_from_anywhere_without_credentials(visits: Visits) -> None:
    for headers in ({}, {"Origin": "https://elsewhere.example"}):
        answer = visits.visitor.get(ADDRESS, headers=headers)

        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        assert "Access-Control-Allow-Credentials" not in answer.headers
        assert "Set-Cookie" not in answer.headers


def test_only_the_json_is_open_to_other_sites(visits: Visits) -> None:
    for path in ("/ar/forum/", "/ar/forum/booths/A-101", "/ar/forum/exhibitors", "/ar/forum/tiles?numbers=A-101"):
        answer = visits.visitor.get(path, headers={"Origin": "https://elsewhere.example"})

        assert "Access-Control-Allow-Origin" not in answer.headers


def test_it_is_the_same_for_everyone(visits: Visits) -> None:
    visits.fair.hold("A-101")

    assert visits.client("first").get(ADDRESS).json == visits.visitor.get(ADDRESS).json
