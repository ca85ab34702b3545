"""Keys are kept seven days. A request repeated after that, or with a key that is none, does no harm."""

from datetime import timedelta

import pytest

from booth_app.base import idempotency
from booth_app.base.models import RequestKey
from booth_app.claims import refusals, services
from booth_app.claims.models import Claim
from tests.claims.world import build

KEY = "one-and-the-same"
EIGHT_DAYS = 8 * 24 * 60


@pytest.fixture
def world(database, now):
    return build(database, now)


def forget(world, at):
    with world.database.write() as session:
        idempotency.forget(session, now=world.at(at))


def test_F43_a_key_is_bound_to_who_asks_to_the_action_and_to_the_content(world):
    held = world.hold(0, key=KEY)

    with pytest.raises(idempotency.KeyReused):
        world.hold(1, key=KEY)
    assert world.hold(2, by=1, key=KEY).replayed is False
    assert world.do(services.extend, world.who(), held.claim_id, at=1, request_key=KEY).replayed is False
    assert world.submit(held.claim_id, key=KEY).replayed is False


def test_F44_a_hold_repeated_after_its_key_was_forgotten_is_still_one(world):
    claim = world.hold(0, key=KEY).claim_id
    world.submit(claim)
    forget(world, EIGHT_DAYS)

    again = world.hold(0, key=KEY, at=EIGHT_DAYS)

    assert (again.claim_id, again.already, again.replayed) == (claim, True, False)
    assert world.count(Claim) == 1


def test_F44_a_request_repeated_after_its_key_was_forgotten_says_where_it_stands(world):
    claim = world.submitted(0)
    forget(world, EIGHT_DAYS)

    with pytest.raises(refusals.WrongState) as refused:
        world.submit(claim, key=KEY, at=EIGHT_DAYS)

    assert refused.value.values["state"] == "submitted"


def test_keys_are_kept_for_as_long_as_a_form_lives(world):
    world.hold(0, key=KEY)

    forget(world, 7 * 24 * 60 - 1)
    assert world.count(RequestKey) == 1
    forget(world, 7 * 24 * 60 + 1)
    assert world.count(RequestKey) == 0
    assert timedelta(days=7) == idempotency.KEPT


@pytest.mark.parametrize(
    "key", ["k" * 10_240, "k" * 65, "short", "", "nul\0nul\0nul\0", "ключ-запроса-тут", "a b c d e f"]
)
def test_F45_what_is_no_key_is_refused_by_every_service(world, key):
    held = world.hold(0)

    for use in (
        lambda: world.hold(1, key=key) if key else world.do(services.hold, world.who(), [1], request_key=key),
        lambda: world.do(services.glance, world.who(), world.booths, request_key=key),
        lambda: world.do(services.extend, world.who(), held.claim_id, at=1, request_key=key),
        lambda: world.submit(held.claim_id, request_key=key),
    ):
        with pytest.raises(idempotency.BadKey) as refused:
            use()
        assert refused.value.status == 400
    assert world.kinds() == ["booth-held"]
