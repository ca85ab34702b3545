"""The filter: read from an address, applied, written back."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from booth_app.geometry import Side
from booth_app.maps.filters import Filter, matching, wanted
from booth_app.maps.values import STATES, MapBooth, View

BOOTH = MapBooth(
    id=1, number="A-101", hall_id=1, hall="a", type="inline", open_sides=(Side.TOP,), zone="tools",
    zone_ar="الأدوات", zone_en="Tools", area_m2=Decimal(9), price=None, price_class="", state="free",
)  # fmt: skip
TAKEN = replace(BOOTH, id=2, number="A-102", state="held", organisation_id=7)
LARGE = replace(
    BOOTH, id=3, number="A-103", type="island", open_sides=tuple(Side), area_m2=Decimal(36), zone="", state="confirmed",
    organisation_id=8, name_ar="جهة", name_en="Body", slug="body", category="filter",
)  # fmt: skip
ALL = (BOOTH, TAKEN, LARGE)


def found(asked: Filter, **more: object) -> list[str]:
    return [each.number for each in matching(ALL, asked, **more)]  # type: ignore[arg-type]


def test_an_empty_filter_asks_for_nothing_and_gives_all_in_their_order() -> None:
    assert not Filter()
    assert found(Filter()) == ["A-101", "A-102", "A-103"]


@pytest.mark.parametrize(
    ("asked", "numbers"),
    [
        (Filter(states=frozenset({"free"})), ["A-101"]),
        (Filter(states=frozenset({"free", "held"})), ["A-101", "A-102"]),
        (Filter(types=frozenset({"island"})), ["A-103"]),
        (Filter(sides=frozenset({1})), ["A-101", "A-102"]),
        (Filter(zones=frozenset({"tools"})), ["A-101", "A-102"]),
        (Filter(categories=frozenset({"filter"})), ["A-103"]),
        (Filter(least=Decimal(9), most=Decimal(9)), ["A-101", "A-102"]),
        (Filter(least=Decimal(10)), ["A-103"]),
        (Filter(types=frozenset({"inline"}), states=frozenset({"confirmed"})), []),
    ],
)
def test_fields_narrow_and_values_of_one_field_are_alternatives(asked: Filter, numbers: list[str]) -> None:
    assert asked
    assert found(asked) == numbers


def test_mine_are_the_booths_of_ones_own_organisation_whatever_their_state() -> None:
    mine = Filter(states=frozenset({"mine"}))

    assert found(mine, organisation_id=7) == ["A-102"]
    assert found(mine, organisation_id=8) == ["A-103"]
    assert found(mine, organisation_id=None) == []


def test_a_text_leaves_only_what_it_leads_to() -> None:
    assert found(Filter(text="x"), found={3}) == ["A-103"]
    assert found(Filter(text="x"), found=set()) == []


def test_an_address_is_read_as_people_write_it() -> None:
    args = MultiDict([("q", "  سند   للفرز "), ("from", "٩"), ("to", "36.5"), ("sides", "2"), ("state", "free")])

    asked = wanted(args, View.BOOKING)

    assert asked == Filter(
        text="سند للفرز", least=Decimal(9), most=Decimal("36.5"), sides=frozenset({2}), states=frozenset({"free"})
    )


def test_what_cannot_be_read_or_means_nothing_is_left_out() -> None:
    args = MultiDict([("from", "nine"), ("to", ""), ("sides", "many"), ("sides", "9"), ("state", "sold"), ("q", "  ")])

    assert wanted(args, View.BOOKING) == Filter()


def test_a_visitor_cannot_ask_for_a_state_that_visitors_do_not_see() -> None:
    args = MultiDict([("state", "held"), ("state", "mine"), ("free", "1"), ("state", "empty")])

    assert wanted(args, View.PUBLIC) == Filter(states=frozenset({"empty"}))


words = st.sets(st.sampled_from(["inline", "corner", "ا", "a b", "&=?"]), max_size=3).map(frozenset)


@given(
    st.builds(
        Filter,
        text=st.sampled_from(["", "A-101", "خط أمل", "a&b=c"]),
        states=st.sets(st.sampled_from([*STATES, "mine"])).map(frozenset),
        types=words,
        zones=words,
        categories=words,
        sides=st.sets(st.integers(0, 4)).map(frozenset),
        least=st.none() | st.decimals(0, 500, places=2),
        most=st.none() | st.decimals(0, 500, places=2),
    )
)
def test_a_filter_survives_its_address(asked: Filter) -> None:
    assert wanted(MultiDict(asked.query()), View.BOOKING) == asked
