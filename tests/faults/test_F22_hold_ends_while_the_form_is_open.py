"""A hold ends while its form is open: sent then, it is taken again if nobody did, refused whole if somebody did.

(The same through the browser's eyes, typed text and all: `tests/claims/test_request_pages.py`.)
"""

import pytest

from booth_app.claims import refusals, services
from tests.claims.world import TYPED, build


@pytest.mark.parametrize("swept", [False, True])
def test_F22_nobody_took_it_so_it_is_taken_again_with_all_that_was_typed(database, now, swept):
    world = build(database, now, quota=3)
    held = world.hold(0, 1, 2)
    if swept:
        world.do(lambda session, _who, *, now: services.sweep(session, now=now), world.staff, at=15)

    sent = world.submit(held.claim_id, at=600)

    assert sent.again
    assert world.states(at=10_000)[:4] == ["submitted"] * 3 + ["free"]
    assert world.kinds() == ["booth-held", "hold-expired", "claim-submitted"]


@pytest.mark.parametrize("taken", [0, 1, 2])
def test_F23_another_took_one_of_them_so_none_is_taken_and_the_text_is_kept(database, now, taken):
    world = build(database, now, quota=3)
    held = world.hold(0, 1, 2)
    rival = world.hold(taken, by=1, at=15)

    with pytest.raises(refusals.BoothTaken) as refused:
        world.submit(held.claim_id, at=16)
    world.do(services.fill, world.who(), held.claim_id, TYPED, at=16)

    assert refused.value.values["booth_id"] == world.booths[taken]
    assert world.states(at=16).count("held") == 1
    assert rival.claim_id in world.taken().values()
    assert world.state_of(held.claim_id) == "expired"
