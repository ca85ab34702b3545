"""What is answered about claims: to whom, how much, in how many statements."""

from decimal import Decimal

import pytest
from sqlalchemy import event, update

from booth_app.base.access import Who
from booth_app.claims import queries, services
from booth_app.claims.models import ClaimState
from booth_app.exhibitors import queries as exhibitors
from booth_app.exhibitors.models import Category, Organisation, Profile
from tests.claims.world import build
from tests.kit import make


def statements(world, query):
    """What a query gives, and in how many statements."""
    said = []
    with world.database.read() as session:
        event.listen(session.connection(), "before_cursor_execute", lambda *given: said.append(given[2]))
        return query(session), len(said)


def ask(world, asked, *args, at=0, **named):
    with world.database.read() as session:
        return asked(session, *args, now=world.at(at), **named)


def test_a_claim_is_read_by_its_organisation_and_by_staff_and_by_nobody_else(world):
    claim = world.confirmed(0)
    viewer, layout = (Who(world.admin, None, world.exhibition, frozenset({role})) for role in ("viewer", "layout"))
    elsewhere = Who(world.admin, None, world.exhibition + 1, frozenset({"administrator"}))

    seen = [
        ask(world, queries.claim, who, claim) is not None
        for who in (world.who(0), world.staff, viewer, world.who(1), layout, elsewhere, Who())
    ]

    assert seen == [True, True, True, False, False, False, False]


def test_a_claim_tells_all_that_is_on_it(world):
    claim = world.confirmed(1, 0)

    found = ask(world, queries.claim, world.who(), claim, at=5)

    assert (found.state, found.number, found.numbers) == ("confirmed", f"RYD27-{claim:05}", ("A-101", "A-102"))
    assert (found.terms_version, found.details.contact_name) == (1, "هدى السالم")
    assert found.active


def test_a_hold_past_its_time_counts_as_expired_before_anyone_wrote_it(world):
    held = world.hold(0)

    assert ask(world, queries.claim, world.who(), held.claim_id, at=14).state == "held"
    assert ask(world, queries.claim, world.who(), held.claim_id, at=15).state == "expired"
    assert ask(world, queries.counts, world.exhibition, at=15)[ClaimState.EXPIRED] == 1
    assert ask(world, queries.counts, world.exhibition, at=14)[ClaimState.HELD] == 1


def test_ones_own_claims_come_active_first_then_the_newest(world):
    first = world.confirmed(0)
    gone = world.hold(1)
    world.do(services.release, world.who(), gone.claim_id, at=1)
    last = world.hold(2, at=2)

    found = ask(world, queries.mine, world.who(), at=3)

    assert [each.id for each in found] == [last.claim_id, first, gone.claim_id]
    assert ask(world, queries.mine, Who(), at=3) == []


def test_the_queue_is_the_longest_waiting_first_and_found_by_number_and_name(world):
    late, early = world.submitted(0, at=5), world.submitted(1, by=1)
    world.hold(2, by=2)
    with world.database.write() as session:  # no number in it that could be a booth's
        for table, key in ((Organisation, Organisation.id), (Profile, Profile.organisation_id)):
            session.execute(update(table).where(key == world.organisations[1]).values(name_en="Rafeeq"))

    assert [each.id for each in ask(world, queries.queue, world.staff, at=6)] == [early, late]
    assert [each.id for each in ask(world, queries.queue, world.staff, at=6, query="a101")] == [late]
    assert [each.id for each in ask(world, queries.queue, world.staff, at=6, query="rafeeq")] == [early]
    assert [each.id for each in ask(world, queries.queue, world.staff, at=6, states=(ClaimState.HELD,))] != []
    assert ask(world, queries.queue, world.staff, at=60, states=(ClaimState.HELD,)) == []
    assert len(ask(world, queries.queue, world.staff, at=60, states=(ClaimState.EXPIRED,))) == 1
    assert len(ask(world, queries.queue, world.staff, at=6, states=())) == 3
    assert ask(world, queries.queue, world.who(), at=6) == []


def test_the_queue_of_one_hall(world):
    world.submitted(0)
    with world.database.read() as session:
        hall = session.get_one(make.Booth, world.booths[0]).hall_id

    assert len(ask(world, queries.queue, world.staff, hall_id=hall)) == 1
    assert ask(world, queries.queue, world.staff, hall_id=hall + 1) == []


@pytest.mark.parametrize("claims", [1, 3])
def test_lists_are_three_statements_whatever_they_hold(world, claims):
    world.settings(quota=None)
    for n in range(claims):
        claim = world.submitted(n)
        body = services.Body("جهة", f"Body {n}", "SA", Category.HOTLINE)
        world.do(services.share, world.who(), claim, body)

    found, said = statements(world, lambda session: queries.queue(session, world.staff, now=world.at(2)))
    assert (len(found), said) == (claims, 3)
    found, said = statements(world, lambda session: queries.mine(session, world.who(), now=world.at(2)))
    assert (len(found), said) == (claims, 3)
    found, said = statements(
        world, lambda session: queries.queue(session, world.staff, now=world.at(2), query="organisation")
    )
    assert (len(found), said) == (claims, 3)


def test_a_booths_history_is_for_staff(world):
    first = world.hold(0)
    second = world.confirmed(0, by=1, at=20)

    found = ask(world, queries.history, world.staff, world.booths[0], at=30)

    assert [(each.id, each.state) for each in found] == [(second, "confirmed"), (first.claim_id, "expired")]
    assert ask(world, queries.history, world.who(), world.booths[0], at=30) == []


def test_the_next_form_begins_with_what_was_written_last(world):
    assert ask_details(world) is None

    world.submitted(0)

    assert ask_details(world).contact_email == "huda@example.org"


def ask_details(world):
    with world.database.read() as session:
        return queries.last_details(session, world.who())


def test_running_holds_say_how_long_they_last_and_whether_they_can_be_extended(world):
    held = world.hold(1, 0)

    [running] = ask(world, queries.running_holds, world.who(), at=3)
    world.do(services.extend, world.who(), held.claim_id, at=4)
    [extended] = ask(world, queries.running_holds, world.who(), at=5)

    assert (running.numbers, running.seconds_left, running.seconds_whole) == (("A-101", "A-102"), 12 * 60, 15 * 60)
    assert (running.may_extend, running.extension_minutes) == (True, 15)
    assert (extended.may_extend, extended.seconds_left) == (False, 25 * 60)
    assert ask(world, queries.running_holds, world.who(), at=30) == []
    assert ask(world, queries.running_holds, world.who(1), at=5) == []


def test_an_extension_is_offered_as_long_as_the_cap_lets_it_be(world):
    world.settings(hold_cap_minutes=20)
    world.hold(0)

    [running] = ask(world, queries.running_holds, world.who(), at=1)

    assert (running.may_extend, running.extension_minutes) == (True, 5)


def test_occupancy_counts_halls_and_zones(world):
    world.hold(0)
    world.confirmed(1, by=1)
    world.do(services.close, world.staff, world.booths[7])

    [whole, zone] = ask(world, queries.occupancy, world.exhibition, at=5)

    assert (whole.whole, whole.booths, whole.taken) == (True, 8, 2)
    assert dict(whole.by_state) == {"free": 5, "held": 1, "confirmed": 1, "closed": 1}
    assert (whole.area_m2, whole.taken_area_m2) == (Decimal(72), Decimal(18))
    assert (zone.whole, zone.zone, zone.booths) == (False, "", 8)


def test_an_offer_says_what_one_may_do_and_why_not(world):
    world.hold(0)
    world.submitted(1, by=1)
    world.do(services.close, world.staff, world.booths[2])

    def offered(n, who, at=2):
        found = ask(world, queries.offer, who, world.booths[n], at=at)
        return found.may_hold, found.why, found.verbs

    assert offered(0, world.who()) == (False, "already-yours", ("extend", "release", "submit", "fill", "share"))
    assert offered(0, world.who(1)) == (False, "booth-taken", ())
    assert offered(1, world.who(1)) == (False, "already-yours", ("withdraw", "fill", "share"))
    assert offered(2, world.who()) == (False, "booth-closed", ())
    assert offered(3, world.who()) == (True, "", ())
    assert offered(0, world.who(1), at=15) == (True, "", ())
    assert offered(3, Who(exhibition_id=world.exhibition)) == (False, "signed-out", ())
    assert offered(3, Who(world.admin, None, world.exhibition)) == (False, "no-organisation", ())


def test_an_offer_tells_when_it_would_be_another(world):
    world.settings(booking_opens_at=world.at(60))

    found = ask(world, queries.offer, world.who(), world.booths[0])

    assert (found.why, found.values["opens_at"], found.quota, found.used) == ("booking-closed", world.at(60), 2, 0)


def test_an_offer_never_shows_whose_hold_it_is(world):
    world.hold(0)

    found = ask(world, queries.offer, world.who(1), world.booths[0], at=1)

    assert (found.own, found.state.name_en, found.values) == (
        None,
        "",
        {"booth_id": world.booths[0], "number": "A-101", "until": world.at(15)},
    )


@pytest.fixture
def hall(database, now):
    """Three rows of ten booths, 3 m between them, all open to the bottom."""
    return build(database, now, booths=30, quota=None)


def numbers(found):
    return [each.numbers for each in found]


def test_the_nearest_free_booths_come_first(hall):
    world = hall
    world.hold(4)
    world.hold(3, by=1)

    found = ask(world, queries.alternatives, world.exhibition, [world.booths[4]], at=1)

    assert numbers(found) == [("A-106",), ("A-103",), ("A-107",)]
    assert [each.distance_m for each in found] == [3, 6, 6]
    assert [each.place for each in found] == ["beside", "same-aisle", "same-aisle"]


def test_a_stand_is_answered_with_stands_of_as_many_adjoining_booths(hall):
    world = hall
    world.hold(4, 5)

    found = ask(world, queries.alternatives, world.exhibition, world.booths[4:6], at=1)

    assert all(len(each.booths) == 2 for each in found)
    assert {each.numbers for each in found} >= {("A-103", "A-104"), ("A-107", "A-108")}
    assert found[0].area_m2 == 18


def test_neither_taken_nor_closed_nor_reserved_booths_are_offered_but_ones_own(hall):
    world = hall
    world.hold(4)
    world.do(services.close, world.staff, world.booths[5])
    for n, body in ((3, services.Beneficiary(label_ar="وزارة")), (2, services.Beneficiary(world.organisations[1]))):
        world.do(services.reserve, world.staff, world.booths[n], beneficiary=body, until=None)

    anyone = ask(world, queries.alternatives, world.exhibition, [world.booths[4]], at=1)
    owner = ask(
        world, queries.alternatives, world.exhibition, [world.booths[4]], at=1, organisation_id=world.organisations[1]
    )

    assert numbers(anyone)[0] == ("A-107",)
    assert numbers(owner)[0] == ("A-103",)


def test_another_hall_is_offered_when_this_one_is_full(database, now):
    world = build(database, now, booths=2, quota=None)
    with database.write() as session:
        exhibition = session.get_one(make.Exhibition, world.exhibition)
        make.plan(session, make.hall(session, exhibition, "b", position=1), 2)
    world.hold(0, 1)

    found = ask(world, queries.alternatives, world.exhibition, [world.booths[0]], at=1)

    assert numbers(found) == [("B-101",), ("B-102",)]
    assert [(each.distance_m, each.place) for each in found] == [(None, "other-hall")] * 2


def test_nothing_free_is_an_empty_answer(database, now):
    world = build(database, now, booths=1)
    world.hold(0)

    assert ask(world, queries.alternatives, world.exhibition, [world.booths[0]], at=1) == []


def test_a_stand_knows_its_measures_and_its_neighbours(world):
    claim = world.confirmed(1, 2)
    world.confirmed(3, by=1)

    found = ask(world, queries.claim, world.who(), claim, at=5)
    stand = ask(world, queries.stand, found, at=5)

    assert (stand.area_m2, stand.size, stand.open) == (Decimal(18), (Decimal("6.00"), Decimal("3.00")), ("south",))
    assert [(each.number, each.state.state, each.behind) for each in stand.beside] == [
        ("A-101", "free", False),
        ("A-104", "confirmed", False),
    ]


def test_progress_counts_what_is_done(world):
    claim = world.confirmed(0)
    found = ask(world, queries.claim, world.who(), claim, at=5)
    with world.database.read() as session:
        page = exhibitors.profile_of(session, world.exhibition, world.organisations[0])

    steps = {each.key: each.done for each in queries.progress(found, page)}

    assert steps == {
        "request": True,
        "terms": True,
        "approval": True,
        "fascia": False,
        "services": True,
        "page": False,
    }
