"""Bodies that share a stand."""

import pytest
from sqlalchemy import select

from booth_app.base.errors import NotFound
from booth_app.claims import queries, refusals, services
from booth_app.claims.models import CoExhibitor
from booth_app.exhibitors.models import Category, Profile

BODY = services.Body("جمعية أمان", "Aman Society", "SA", Category.HOTLINE)


def bodies(world, claim):
    with world.database.read() as session:
        return [each.slug for each in queries.claim(session, world.staff, claim, now=world.now).sharing]


def test_each_body_has_its_own_page_under_the_same_number(world):
    claim = world.confirmed(0)

    first = world.do(services.share, world.who(), claim, BODY, at=5)
    world.do(services.share, world.who(), claim, services.Body("", "Second", "AE", Category.FILTER), at=6)

    assert bodies(world, claim) == ["aman-society", "second"]
    with world.database.read() as session:
        assert queries.guests(session, world.exhibition)[world.booths[0]][0] == first.profile_id
    entry = world.entries("claim-shared")[0]
    assert (entry.public, entry.after["booths"], entry.after["profiles"]) == (
        True,
        [world.booths[0]],
        [first.profile_id],
    )


def test_a_double_click_adds_one_body(world):
    claim = world.confirmed(0)

    first = world.do(services.share, world.who(), claim, BODY, request_key="one-and-the-same")
    second = world.do(services.share, world.who(), claim, BODY, request_key="one-and-the-same", at=1)

    assert (second.profile_id, second.replayed) == (first.profile_id, True)
    assert bodies(world, claim) == ["aman-society"]


def test_a_body_is_removed_and_the_next_one_stands_last(world):
    claim = world.hold(0).claim_id
    profiles = [
        world.do(services.share, world.who(), claim, services.Body("", name, "SA", Category.FILTER)).profile_id
        for name in ("One", "Two", "Three")
    ]

    world.do(services.unshare, world.who(), claim, profiles[0], at=1)
    world.do(services.unshare, world.who(), claim, profiles[0], at=2)
    world.do(services.share, world.who(), claim, services.Body("", "Four", "SA", Category.FILTER), at=3)

    assert bodies(world, claim) == ["two", "three", "four"]
    assert world.kinds().count("claim-shared") == 5


def test_only_the_lead_body_and_staff_share_a_claim(world):
    claim = world.hold(0).claim_id

    with pytest.raises(NotFound):
        world.do(services.share, world.who(1), claim, BODY)
    world.do(services.share, world.staff, claim, BODY)

    assert bodies(world, claim) == ["aman-society"]


def test_a_registered_organisation_is_added_by_staff_alone(world):
    claim = world.hold(0).claim_id

    with pytest.raises(NotFound):
        world.do(services.share, world.who(), claim, world.organisations[1])
    with pytest.raises(NotFound):
        world.do(services.share, world.staff, claim, world.organisations[0])
    world.do(services.share, world.staff, claim, world.organisations[1])
    world.do(services.share, world.staff, claim, world.organisations[1], at=1)

    with world.database.read() as session:
        page = session.scalar(select(Profile.id).where(Profile.organisation_id == world.organisations[1]))
        assert session.scalars(select(CoExhibitor.profile_id)).all() == [page]


def test_a_claim_that_ended_is_shared_by_nobody(world):
    held = world.hold(0)
    with pytest.raises(refusals.HoldOver):
        world.do(services.share, world.who(), held.claim_id, BODY, at=15)

    world.do(services.release, world.who(), held.claim_id, at=1)
    with pytest.raises(refusals.WrongState):
        world.do(services.share, world.who(), held.claim_id, BODY, at=2)


def test_a_stand_has_room_for_so_many_bodies(world):
    claim = world.hold(0).claim_id
    with world.database.write() as session:
        for n in range(services.MOST_BODIES):
            names = {"name_ar": f"جهة {n}", "name_en": f"Body {n}"}
            page = Profile(
                exhibition_id=world.exhibition, slug=f"b{n}", country="SA", category=Category.FILTER, **names
            )
            session.add(page)
            session.flush()
            session.add(CoExhibitor(claim_id=claim, profile_id=page.id, position=n))

    with pytest.raises(refusals.TooManyBodies):
        world.do(services.share, world.who(), claim, BODY)
