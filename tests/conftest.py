"""Fixtures for every room. `database` runs a test twice: on SQLite and on PostgreSQL, both for real."""

import gc
import os
import shutil
import tempfile
import uuid
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from playwright.sync_api import Browser, Playwright
from sqlalchemy import create_engine, make_url, text
from sqlalchemy.engine import URL

from booth_app import config
from booth_app.app import create_app
from booth_app.base.db import Database
from booth_app.base.limits import limiter
from booth_app.sample import load as loading
from tests.kit import browser as browsing
from tests.kit import services, whole
from tests.kit.browser import Person
from tests.kit.databases import Databases
from tests.kit.quiet import Quiet
from tests.kit.templates import TEMPLATES

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
TURNS = "BOOTH_TEST_TURNS"
GIVEN = "BOOTH_TEST_DATABASE_URL"
TEMPLATE = "booth_template"

hypothesis_settings.register_profile(
    "house", deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)
hypothesis_settings.load_profile("house")


def pytest_configure(config: pytest.Config) -> None:
    """One PostgreSQL cluster a run, started by the process that hands out the work; turns for its workers."""
    if hasattr(config, "workerinput"):
        config.pluginmanager.register(Quiet(Path(os.environ[TURNS])), "quiet")
    else:
        os.environ[TURNS] = config.stash[_TURNS] = tempfile.mkdtemp(prefix="booth-turns-")
    if hasattr(config, "workerinput") or os.environ.get(GIVEN) or config.option.collectonly:
        return
    if binaries := services.postgres_binaries():
        cluster = services.Postgres(binaries)
        os.environ[GIVEN] = cluster.url("postgres")
        config.stash[_CLUSTER] = cluster


def pytest_unconfigure(config: pytest.Config) -> None:
    """And ended by it."""
    if turns := config.stash.get(_TURNS, None):
        shutil.rmtree(turns, ignore_errors=True)
    if cluster := config.stash.get(_CLUSTER, None):
        cluster.remove()


_TURNS: pytest.StashKey[str] = pytest.StashKey()
_CLUSTER: pytest.StashKey[services.Postgres] = pytest.StashKey()


def pytest_collection_finish() -> None:
    """What thousands of tests are made of stays: the collector of garbage need not look at it again and again."""
    gc.collect()
    gc.freeze()


def migrate(url: str) -> None:
    """Bring the database at `url` to the newest schema."""
    setup = Config(str(ROOT / "alembic.ini"))
    setup.attributes["url"] = url
    command.upgrade(setup, "head")


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file to copy."""
    path = tmp_path_factory.mktemp("template") / "booth.sqlite3"
    migrate(f"sqlite:///{path}")
    with create_engine(f"sqlite:///{path}").connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    return path


@pytest.fixture(scope="session")
def postgres_template(worker_id: str) -> URL:
    """A migrated PostgreSQL database to copy, one per worker."""
    given = os.environ.get(GIVEN)
    if not given:
        services.missing("PostgreSQL")
    url = make_url(given).set(drivername="postgresql+psycopg")
    name = f"{TEMPLATE}_{worker_id}_{uuid.uuid4().hex[:8]}"
    with _admin(url) as connection:
        connection.execute(text(f'CREATE DATABASE "{name}"'))
    migrate(url.set(database=name).render_as_string(hide_password=False))
    return url.set(database=name)


def _admin(url: URL):
    return create_engine(url, isolation_level="AUTOCOMMIT").connect()


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    """A fresh, migrated SQLite database."""
    path = tmp_path / "booth.sqlite3"
    shutil.copyfile(sqlite_template, path)
    return f"sqlite:///{path}"


@pytest.fixture(scope="session")
def postgres_databases(postgres_template: URL) -> Databases:
    """Lends databases like the template."""
    return Databases(postgres_template)


@pytest.fixture
def postgres_url(postgres_databases: Databases) -> Iterator[str]:
    """An empty, migrated PostgreSQL database."""
    lent = postgres_databases.lend()
    yield lent.render_as_string(hide_password=False)
    postgres_databases.take_back(lent)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.service)])
def database_url(request: pytest.FixtureRequest) -> str:
    """A fresh database of each kind."""
    return request.getfixturevalue("sqlite_url" if request.param == "sqlite" else "postgres_url")


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """Engines on a fresh database of each kind."""
    made = Database(database_url)
    yield made
    made.dispose()


@pytest.fixture(scope="session")
def redis_url() -> Iterator[str]:
    """A real Redis."""
    with services.redis_server() as url:
        yield url


@pytest.fixture
def now() -> datetime:
    """A time to judge by: an hour into the booking of the sample."""
    return datetime(2026, 12, 6, 8, 0, tzinfo=UTC)


@pytest.fixture
def make_app(tmp_path: Path) -> Iterator[Callable[..., Flask]]:
    """Makes applications: `make_app(url, SECRET_KEY=…)`. CSRF and limits are off unless asked for."""
    made: list[Flask] = []

    def make(url: str, *, csrf: bool = False, limits: bool = False, **environment: str) -> Flask:
        given = {"DATABASE_URL": url, "BOOTH_DATA_DIR": str(ROOT / "var"), "BOOTH_LOG_LEVEL": "ERROR"} | environment
        limiter.enabled = True  # else it is not installed at all
        app = create_app(config.load(given))
        limiter.enabled = limits
        app.config.update(TESTING=True, WTF_CSRF_ENABLED=csrf, PROPAGATE_EXCEPTIONS=False)
        app.jinja_env.bytecode_cache = TEMPLATES
        made.append(app)
        return app

    yield make
    limiter.enabled = True
    for app in made:
        app.extensions["database"].dispose()


@pytest.fixture
def app(make_app: Callable[..., Flask], sqlite_url: str) -> Flask:
    """The application on SQLite."""
    return make_app(sqlite_url)


@pytest.fixture
def any_app(make_app: Callable[..., Flask], database_url: str) -> Flask:
    """The application on each kind of database."""
    return make_app(database_url)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A visitor."""
    return app.test_client()


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, object]:
    """Debian's Chromium, for whoever uses pytest-playwright's own fixtures."""
    return {"executable_path": browsing.chromium(), "args": browsing.FLAGS}


@pytest.fixture(scope="session")
def chromium(playwright: Playwright, browser_type_launch_args: dict[str, object]) -> Iterator[Browser]:
    """One Chromium for all browser tests of a worker."""
    browser = playwright.chromium.launch(**browser_type_launch_args)
    yield browser
    browser.close()


@pytest.fixture
def person(chromium: Browser) -> Iterator[Callable[..., Person]]:
    """People at the site: `person(address, locale='en-GB', …)`; each leaves at the end with a silent console."""
    here: list[Person] = []

    def come(address: str, **options: object) -> Person:
        here.append(Person(chromium, address, **options))
        return here[-1]

    yield come
    for each in here:
        each.close()


@pytest.fixture(scope="session")
def sample_template(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file that holds the whole sample."""

    def load(app: Flask) -> None:
        with app.app_context(), app.extensions["database"].write() as session:
            loading.load(session, now=datetime.now(UTC))

    return _filled(sqlite_template, tmp_path_factory.mktemp("sample") / "booth.sqlite3", load)


def _filled(template: Path, path: Path, fill: Callable[[Flask], None]) -> Path:
    """A copy of a SQLite file that something more was put into, whole in the one file."""
    shutil.copyfile(template, path)
    app = create_app(config.load({"DATABASE_URL": f"sqlite:///{path}", "BOOTH_DATA_DIR": str(ROOT / "var")}))
    fill(app)
    app.extensions["database"].dispose()
    with create_engine(f"sqlite:///{path}").connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    return path


@pytest.fixture
def sample_url(sample_template: Path, tmp_path: Path) -> str:
    """A database of its own that holds the whole sample."""
    path = tmp_path / "sample.sqlite3"
    shutil.copyfile(sample_template, path)
    return f"sqlite:///{path}"


@pytest.fixture(scope="session")
def whole_template(sample_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file that holds the sample and everything it lacks (`tests/kit/whole.py`)."""
    return _filled(sample_template, tmp_path_factory.mktemp("whole") / "booth.sqlite3", whole.fill)


@pytest.fixture
def whole_url(whole_template: Path, tmp_path: Path) -> str:
    """A database of its own that holds everything a route can be about."""
    path = tmp_path / "whole.sqlite3"
    shutil.copyfile(whole_template, path)
    return f"sqlite:///{path}"
