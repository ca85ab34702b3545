"""The table of states, and what is shown of a booth."""

import pytest
from sqlalchemy import event

from booth_app.claims import queries, services
from booth_app.claims.models import ClaimState
from booth_app.claims.numbers import booking_number
from booth_app.claims.states import ACTIVE, FINAL, VERBS, By, sources, target, verbs


def test_nothing_leaves_a_final_state():
    ways = {(state, end) for verb in VERBS.values() for state, ends in verb.ways.items() for end in ends}

    assert {(state, end) for state, end in ways if state in FINAL} == {("expired", "expired")}
    assert {"expired", "released", "rejected", "withdrawn", "cancelled"} == FINAL


def test_the_contract_of_claims_is_in_the_table():
    ways = {
        (state, verb, end)
        for verb in ("hold", "submit", "approve", "expire", "release", "reject", "withdraw", "cancel")
        for state, ends in VERBS[verb].ways.items()
        for end in ends
    }

    assert ways == {
        (None, "hold", "held"),
        ("held", "submit", "submitted"),
        ("held", "submit", "confirmed"),
        ("held", "expire", "expired"),
        ("held", "release", "released"),
        ("submitted", "approve", "confirmed"),
        ("submitted", "reject", "rejected"),
        ("submitted", "withdraw", "withdrawn"),
        ("confirmed", "cancel", "cancelled"),
    }


def test_every_verb_is_a_service_and_every_active_state_can_end():
    assert {name for name, verb in VERBS.items() if verb.by != By.TIME} <= set(dir(services)) | {"share"}
    for state in ACTIVE:
        assert any(set(verb.ways.get(state, ())) & FINAL for verb in VERBS.values())


def test_buttons_follow_the_table():
    assert verbs(ClaimState.HELD, By.EXHIBITOR) == ("extend", "release", "submit", "fill", "share")
    assert verbs(ClaimState.SUBMITTED, By.STAFF) == ("approve", "reject", "vacate", "move")
    assert verbs(ClaimState.EXPIRED, By.EXHIBITOR) == ("fill",)
    assert verbs(ClaimState.EXPIRED, By.STAFF) == ()
    assert target("vacate", ClaimState.CONFIRMED) == "cancelled"
    assert sources("approve") == {"submitted"}


@pytest.mark.parametrize(
    ("city", "slug", "expected"),
    [
        ("Riyadh", "forum", "RYD27-00214"),
        ("", "forum", "FRM27-00214"),
        ("الرياض", "x1", "X27-00214"),
        ("Oia", "forum", "OIA27-00214"),
        ("", "2027", "X27-00214"),
    ],
)
def test_a_booking_number_names_place_year_and_claim(now, city, slug, expected):
    assert booking_number(city, slug, now.date().replace(year=2027), 214) == expected


def test_an_exhibitor_is_named_only_when_confirmed(world):
    world.hold(0)
    world.submitted(1, by=1)
    world.confirmed(2, by=2)

    with world.database.read() as session:
        found = list(queries.states(session, world.exhibition, now=world.at(5)).values())

    assert [(each.state, bool(each.name_ar), bool(each.profile_slug)) for each in found[:4]] == [
        ("held", False, False),
        ("submitted", False, False),
        ("confirmed", True, True),
        ("free", False, False),
    ]
    assert found[0].until == world.at(15)
    assert found[2].organisation_id == world.organisations[2]


def test_a_reservation_says_for_whom_and_until_when(world):
    named = services.Beneficiary(world.organisations[0])
    label = services.Beneficiary(label_ar="وزارة", label_en="A ministry")
    world.do(services.reserve, world.staff, world.booths[0], beneficiary=named, until=world.at(60))
    world.do(services.reserve, world.staff, world.booths[1], beneficiary=label, until=None)

    with world.database.read() as session:
        first, second = list(queries.states(session, world.exhibition, now=world.now).values())[:2]

    assert (first.state, first.until, first.reserved_for) == ("reserved", world.at(60), world.organisations[0])
    assert first.reserved_en.startswith("Organisation")
    assert (second.reserved_ar, second.reserved_en, second.until) == ("وزارة", "A ministry", None)


def test_some_booths_are_asked_for_alone(world):
    wanted = [world.booths[3], world.booths[1]]

    with world.database.read() as session:
        found = queries.states(session, world.exhibition, now=world.now, booths=wanted)

    assert list(found) == [world.booths[1], world.booths[3]]


@pytest.mark.parametrize("claims", [1, 3])
def test_states_are_one_statement_whatever_is_claimed(world, claims):
    for n in range(claims):
        world.confirmed(n, by=n)
    said = []

    with world.database.read() as session:
        event.listen(session.connection(), "before_cursor_execute", lambda *given: said.append(given[2]))
        queries.states(session, world.exhibition, now=world.now)

    assert len(said) == 1
