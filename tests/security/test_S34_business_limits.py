"""S34: what the exhibition allows holds for whoever sends requests by hand: its window, quota, order of steps."""

import secrets

import pytest
from sqlalchemy import select, text

from booth_app.claims.models import Claim, ClaimState
from booth_app.claims.queries import states
from booth_app.exhibitions.models import Exhibition
from tests.security.filled import DETAILS


def rows(forum):
    """The claims as they stand, and who has which booth."""
    with forum.app.extensions["database"].read() as session:
        claims = session.execute(text("SELECT id, state, extensions, held_until FROM claim ORDER BY id")).all()
        return claims, session.execute(text("SELECT booth_id, claim_id, held_until FROM taken_booth ORDER BY 1")).all()


def send(forum, path, role="exhibitor", **fields):
    """Send a form as a program would: with a new key each time."""
    key = {"request_key": secrets.token_urlsafe(16)}
    return forum.client(role).post(f"/en/{path}", data={**fields, **key})


def ours(forum, *wanted):
    """Our claims in some state."""
    with forum.app.extensions["database"].read() as session:
        own = select(Claim.id).where(Claim.organisation_id == forum.ours["organisation_id"], Claim.state.in_(wanted))
        return list(session.scalars(own.order_by(Claim.id)))


def free(forum):
    """A booth that anyone may take."""
    with forum.app.extensions["database"].read() as session:
        now = session.scalars(select(Claim.made_at).order_by(Claim.made_at.desc()).limit(1)).one()
        known = states(session, 1, now=now).values()
        numbers = dict(session.execute(text("SELECT id, number FROM booth")).all())
        return next(numbers[each.booth_id] for each in known if each.state == "free")


@pytest.fixture
def settings(forum):
    """Change the exhibition for one test."""
    database = forum.app.extensions["database"]
    with database.read() as session:
        exhibition = session.get_one(Exhibition, 1)
        was = {name: getattr(exhibition, name) for name in ("booking_opens_at", "booking_closes_at", "quota")}

    def change(**values):
        with database.write() as session:
            for name, value in values.items():
                setattr(session.get_one(Exhibition, 1), name, value)
        return was

    yield change
    change(**was)


def test_S34_nobody_holds_after_the_window_or_before_it(forum, settings):
    number, was = free(forum), settings()
    before = rows(forum)

    settings(booking_closes_at=was["booking_opens_at"], booking_opens_at=was["booking_opens_at"].replace(year=2020))
    late = send(forum, f"forum/booths/{number}/hold")
    settings(booking_opens_at=was["booking_closes_at"].replace(year=2090), booking_closes_at=None)
    early = send(forum, f"forum/booths/{number}/hold")

    assert (late.status_code, early.status_code) == (409, 409)
    assert rows(forum) == before


def test_S34_nobody_holds_more_than_the_quota_whatever_the_way(forum, settings):
    number, before = free(forum), rows(forum)
    settings(quota=1)

    one = send(forum, f"forum/booths/{number}/hold")
    several = send(forum, f"forum/booths/{number}/hold", **{"with": number})

    assert (one.status_code, several.status_code) == (409, 409)
    assert rows(forum) == before


def test_S34_a_hold_is_lengthened_once(forum):
    [held] = ours(forum, ClaimState.HELD)
    first = send(forum, f"my/forum/claims/{held}/extend")
    before = rows(forum)

    again = send(forum, f"my/forum/claims/{held}/extend")

    assert first.status_code == 303
    assert again.status_code in (303, 409)
    assert rows(forum) == before


@pytest.mark.parametrize("step", ["extend", "release", "withdraw", "cancel", ""])
@pytest.mark.parametrize("state", [ClaimState.REJECTED, ClaimState.CONFIRMED])
def test_S34_a_step_that_is_not_the_next_one_is_none(forum, step, state):
    if (state, step) == (ClaimState.CONFIRMED, "cancel"):
        return  # that one is the next
    claim = ours(forum, state)[0]
    before = rows(forum)

    answer = send(forum, f"my/forum/claims/{claim}{'/' if step else ''}{step}", accepted="y", **DETAILS)

    assert answer.status_code < 500
    assert rows(forum) == before


@pytest.mark.parametrize("verb", ["approve", "reject", "vacate"])
def test_S34_staff_decide_once(forum, verb):
    rejected = ours(forum, ClaimState.REJECTED)[0]
    before = rows(forum)

    answer = send(forum, f"staff/forum/claims/{rejected}/{verb}", role="administrator", reason="Again", seen="1")

    assert answer.status_code in (303, 409, 422)
    assert rows(forum) == before
