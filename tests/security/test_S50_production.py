"""S50: a production start that would put people at risk is refused, each time with one clear line."""

import pytest
from sqlalchemy import create_engine, text

from booth_app import config
from booth_app.app import create_app
from tests.conftest import ROOT
from tests.security.conftest import PRODUCTION

REFUSED = {
    "no secret": ({"SECRET_KEY": ""}, "SECRET_KEY"),
    "the development's secret": ({"SECRET_KEY": config.DEVELOPMENT_SECRET}, "SECRET_KEY"),
    "a short secret": ({"SECRET_KEY": "x" * 31}, "SECRET_KEY"),
    "an address without https": ({"BOOTH_PUBLIC_URL": "http://booths.example"}, "BOOTH_PUBLIC_URL"),
    "no address": ({"BOOTH_PUBLIC_URL": ""}, "BOOTH_PUBLIC_URL"),
    "no mail": ({"MAIL_URL": ""}, "MAIL_URL"),
    "no sender": ({"BOOTH_MAIL_FROM": None}, "BOOTH_MAIL_FROM"),
    "several processes and nothing shared": ({"BOOTH_PROCESSES": "2"}, "REDIS_URL"),
    "an unknown setting": ({"BOOTH_DEBUG": "1"}, "BOOTH_DEBUG"),
    "a database in memory": ({"DATABASE_URL": "sqlite://"}, "DATABASE_URL"),
}


def start(url, **changed):
    """Start as an installation does, and give what it says instead of starting."""
    given = {"DATABASE_URL": url, "BOOTH_DATA_DIR": str(ROOT / "var"), **PRODUCTION, **changed}
    environment = {name: value for name, value in given.items() if value is not None}
    with pytest.raises((SystemExit, config.SettingsError)) as refused:
        create_app(config.load(environment))
    return str(refused.value)


@pytest.mark.parametrize("why", REFUSED)
def test_S50_a_start_that_is_not_fit_is_refused(sqlite_url, why):
    changed, named = REFUSED[why]

    line = start(sqlite_url, **changed)

    assert named in line
    assert "\n" not in line
    assert config.DEVELOPMENT_SECRET not in line
    assert "x" * 31 not in line


def test_S50_sample_accounts_are_refused_until_they_are_closed(sample_url):
    line = start(sample_url)

    assert "sample accounts" in line
    assert "close-samples" in line
    assert "\n" not in line
    with create_engine(sample_url).begin() as connection:
        connection.execute(text("UPDATE account SET active = false WHERE sample"))
    app = create_app(config.load({"DATABASE_URL": sample_url, "BOOTH_DATA_DIR": str(ROOT / "var"), **PRODUCTION}))
    app.extensions["database"].dispose()
    assert app.config["SECURE"]


def test_S50_an_old_schema_is_refused(tmp_path):
    line = start(f"sqlite:///{tmp_path}/empty.sqlite3")

    assert "prepare" in line
    assert "\n" not in line


def test_S50_what_is_for_development_is_not_there_in_production(fortress):
    client = fortress.client("visitor")

    assert client.get("/en/account/mail").status_code == 404
    assert client.get("/metrics").status_code == 404
    assert not fortress.app.debug
