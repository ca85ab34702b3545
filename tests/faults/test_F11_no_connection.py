"""The database takes no connection, or has given all it has: whoever asks is told so quickly, no thread is kept, and
the application goes on by itself."""

import time
from contextlib import ExitStack

import pytest
from sqlalchemy import create_engine, make_url, text

from booth_app.accounts.models import User
from booth_app.claims.models import Claim
from tests.faults.driver import together
from tests.faults.scenes import crowded
from tests.kit import make

pytestmark = [pytest.mark.service, pytest.mark.quiet]
SHORTLY = 4.5
"""Seconds until somebody is told so: connecting, and waiting for a connection, are given up after three."""
BACK = 5.0


@pytest.fixture
def admin(postgres_url):
    """A connection to the cluster that is not to the database."""
    url = make_url(postgres_url).set(drivername="postgresql+psycopg", database="postgres")
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        yield connection
    engine.dispose()


def refusing(admin, name, refuses):
    """Let a database take connections, or refuse them and end those that are there."""
    admin.execute(text(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS {"false" if refuses else "true"}'))
    if refuses:
        admin.execute(text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = :n"), {"n": name})


def signed_in(app, world, n):
    """A client of the n-th organisation's."""
    with world.database.read() as session:
        user = session.get_one(User, world.people[n])
        return make.sign_in(app.test_client(), user, session.get_one(make.Organisation, world.organisations[n]))


def hold(person, number):
    """Press the button of a booth."""
    return person.post(f"/en/forum/booths/{number}/hold", data={"request_key": f"key-of-the-form-{number}"})


def told_to_come_again(*answers):
    """Whether each of them says that, and when."""
    return [(each.status_code, each.headers.get("Retry-After")) for each in answers] == [(503, "5")] * len(answers)


def test_F11_while_no_connection_is_taken_everybody_is_told_so_at_once(make_app, postgres_url, admin):
    app = make_app(postgres_url)
    with crowded(postgres_url, booths=2, organisations=4) as world:
        app.test_client().get("/en/forum/")
        name = make_url(postgres_url).database
        people = [signed_in(app, world, n) for n in range(4)]
        refusing(admin, name, refuses=True)
        try:
            began = time.monotonic()
            asked = together(*[lambda each=each: hold(each, "A-101") for each in people])
            read = app.test_client().get("/en/forum/")
            took = time.monotonic() - began
        finally:
            refusing(admin, name, refuses=False)

        back, again = time.monotonic(), hold(people[0], "A-101")
        while again.status_code == 503 and time.monotonic() < back + BACK:
            time.sleep(0.1)
            again = hold(people[0], "A-101")

        assert told_to_come_again(*asked, read)
        assert took < SHORTLY
        assert again.status_code == 303
        assert world.count(Claim) == 1


def test_F11_where_others_have_all_connections_it_is_said_and_over_with_them(make_app, postgres_url, admin):
    with crowded(postgres_url, booths=2, organisations=2) as world:
        role = f"few_{world.database.url.database}"
        admin.execute(text(f"CREATE ROLE {role} LOGIN CONNECTION LIMIT 2"))
        with world.database.writer.begin() as connection:
            connection.execute(text(f"GRANT USAGE ON SCHEMA public TO {role}"))
            for what in ("TABLES", "SEQUENCES"):
                connection.execute(text(f"GRANT ALL ON ALL {what} IN SCHEMA public TO {role}"))
        url = make_url(postgres_url).set(username=role)
        app = make_app(url.render_as_string(hide_password=False))
        person, other = signed_in(app, world, 0), create_engine(url)

        with other.connect(), other.connect():
            began = time.monotonic()
            refused = hold(person, "A-101")
            took = time.monotonic() - began
        other.dispose()
        again = hold(person, "A-101")

        assert told_to_come_again(refused)
        assert took < SHORTLY
        assert (again.status_code, world.count(Claim)) == (303, 1)
        app.extensions["database"].dispose()
        with world.database.writer.begin() as connection:
            connection.execute(text(f"DROP OWNED BY {role}"))
            connection.execute(text(f"DROP ROLE {role}"))


def test_F11_where_our_own_are_all_in_use_nobody_waits_for_long(make_app, postgres_url):
    app = make_app(postgres_url)
    with crowded(postgres_url, booths=2, organisations=3) as world, ExitStack() as used:
        people = [signed_in(app, world, n) for n in range(3)]
        ours = app.extensions["database"].writer
        for _ in range(ours.pool.size() + 8):
            used.enter_context(ours.connect())

        began = time.monotonic()
        asked = together(*[lambda each=each: hold(each, "A-101") for each in people])
        took = time.monotonic() - began
        used.close()
        again = hold(people[0], "A-101")

        assert told_to_come_again(*asked)
        assert took < SHORTLY
        assert (again.status_code, world.count(Claim)) == (303, 1)
