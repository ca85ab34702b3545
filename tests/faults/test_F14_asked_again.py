"""The database asks for a transaction to be run again (deadlock, serialisation): it is, whole; in the end we say so."""

import pytest
from sqlalchemy import create_engine, make_url, select, text

from booth_app.base.db import TRIES
from booth_app.claims.models import Claim, TakenBooth
from tests.faults.scenes import crowded
from tests.faults.test_F13_lock_held import press

pytestmark = pytest.mark.service

REFUSING = """
CREATE SEQUENCE refused;
CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  -- A sequence is not rolled back with the transaction that it counts.
  IF nextval('refused') <= {times} THEN
    RAISE EXCEPTION 'refused by the test' USING ERRCODE = '{state}';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER refuse BEFORE INSERT ON taken_booth FOR EACH ROW EXECUTE FUNCTION refuse();
"""


def refuse(url: str, state: str, times: int) -> None:
    """Have the database refuse so many transactions that take a booth."""
    engine = create_engine(make_url(url).set(drivername="postgresql+psycopg"))
    with engine.begin() as connection:
        connection.execute(text(REFUSING.format(state=state, times=times)))
    engine.dispose()


@pytest.mark.parametrize("state", ["40P01", "40001"])
def test_F14_it_is_run_again_whole_and_taken_once(make_app, postgres_url, state):
    refuse(postgres_url, state, TRIES - 1)
    with crowded(postgres_url, booths=1, organisations=1) as world:
        answer, _ = press(make_app(postgres_url), world, 0, "A-101", "first-key-of-a-form")
        with world.database.read() as session:
            claims = list(session.scalars(select(Claim.id)))
            taken = list(session.scalars(select(TakenBooth.claim_id)))

    assert answer.status_code == 303
    assert taken == claims
    assert len(claims) == 1


@pytest.mark.parametrize("state", ["40P01", "40001"])
def test_F14_after_five_tries_it_is_said_cleanly_and_nothing_is_left(make_app, postgres_url, state):
    refuse(postgres_url, state, TRIES)
    app = make_app(postgres_url)
    with crowded(postgres_url, booths=1, organisations=1) as world:
        answer, _ = press(app, world, 0, "A-101", "first-key-of-a-form")
        with world.database.read() as session:
            left = [*session.scalars(select(Claim.id)), *session.scalars(select(TakenBooth.claim_id))]
        again, _ = press(app, world, 0, "A-101", "first-key-of-a-form")

    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    assert left == []
    assert again.status_code == 303
