"""Settings from the environment, each checked once at start.

An installation that starts with a wrong setting is worse than one that does not start: every
refusal here is one line that names the setting, what is wrong and what would be right.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parent.parent
DEVELOPMENT_SECRET = "development-only-secret-never-in-production"  # noqa: S105 - the value production refuses
TEST_PREFIX = "BOOTH_TEST_"


class SettingsError(Exception):
    """A setting is missing, unknown or wrong; its text is one line for the person who starts the server."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What an installation decides. `docs/deploy.md` has a heading for each, and a test says so."""

    app_env: str
    database_url: str
    redis_url: str
    secret_key: str
    port: int
    mail_url: str
    booth_public_url: str
    booth_mail_from: str
    booth_trusted_proxies: int
    booth_processes: int
    booth_threads: int
    booth_requests_per_minute: int
    booth_metrics_token: str
    booth_log_level: str
    booth_data_dir: Path

    @property
    def fonts(self) -> Path:
        """Where `scripts/fonts.py` put the fonts of documents and pictures: part of the program, not of its data."""
        return ROOT / "var" / "fonts"

    @property
    def production(self) -> bool:
        """Whether strangers reach this installation."""
        return self.app_env == "production"

    @property
    def host(self) -> str:
        """Host and port that links carry and that requests must ask for."""
        return urlsplit(self.booth_public_url).netloc


NAMES = tuple(each.name.upper() for each in fields(Settings))


def load(environment: Mapping[str, str] | None = None) -> Settings:
    """Read the settings from `environment` (default: this process's).

    Raises:
        SettingsError: a value is unknown, wrong, or not fit for production.
    """
    given = os.environ if environment is None else environment
    for name in given:
        if name.startswith("BOOTH_") and name not in NAMES and not name.startswith(TEST_PREFIX):
            raise SettingsError(f"{name} is not a setting of booth_app; known: {', '.join(NAMES)}")

    app_env = given.get("APP_ENV", "development")
    if app_env not in ("development", "production"):
        raise SettingsError(f"APP_ENV is {app_env!r}; it must be development or production")
    port = _number(given, "PORT", 5000, 1, 65535)
    data = Path(given.get("BOOTH_DATA_DIR") or ROOT / "var")
    production = app_env == "production"
    settings = Settings(
        app_env=app_env,
        database_url=_database(given.get("DATABASE_URL") or f"sqlite:///{data / 'booth.sqlite3'}"),
        redis_url=_url(given, "REDIS_URL", ("redis", "rediss", "unix")),
        secret_key=given.get("SECRET_KEY") or DEVELOPMENT_SECRET,
        port=port,
        mail_url=_url(given, "MAIL_URL", ("smtp", "smtps")),
        booth_public_url=_url(given, "BOOTH_PUBLIC_URL", ("http", "https")).rstrip("/") or f"http://localhost:{port}",
        booth_mail_from=given.get("BOOTH_MAIL_FROM") or "booths@localhost",
        booth_trusted_proxies=_number(given, "BOOTH_TRUSTED_PROXIES", 0, 0, 8),
        booth_processes=_number(given, "BOOTH_PROCESSES", 1, 1, 64),
        booth_threads=_number(given, "BOOTH_THREADS", 8, 1, 256),
        booth_requests_per_minute=_number(given, "BOOTH_REQUESTS_PER_MINUTE", 120, 1, 100_000),
        booth_metrics_token=given.get("BOOTH_METRICS_TOKEN", ""),
        booth_log_level=given.get("BOOTH_LOG_LEVEL", "INFO").upper(),
        booth_data_dir=data,
    )
    if settings.booth_log_level not in ("DEBUG", "INFO", "WARNING", "ERROR"):
        raise SettingsError("BOOTH_LOG_LEVEL must be DEBUG, INFO, WARNING or ERROR")
    if production:
        _fit_for_production(settings, given)
    return settings


def _fit_for_production(settings: Settings, given: Mapping[str, str]) -> None:
    if settings.secret_key == DEVELOPMENT_SECRET or len(settings.secret_key) < 32:
        raise SettingsError("SECRET_KEY must be a random value of 32 characters or more in production")
    if not given.get("BOOTH_PUBLIC_URL", "").startswith("https://"):
        raise SettingsError("BOOTH_PUBLIC_URL must be the https:// address that visitors use in production")
    if not settings.mail_url:
        raise SettingsError(
            "MAIL_URL must name the mail server in production, for example smtp://user:password@host:587"
        )
    if "BOOTH_MAIL_FROM" not in given:
        raise SettingsError("BOOTH_MAIL_FROM must be the address that mail comes from in production")
    if settings.booth_processes > 1 and not settings.redis_url:
        raise SettingsError(
            "REDIS_URL is needed with BOOTH_PROCESSES above 1: limits and live news are shared through it"
        )


def _number(given: Mapping[str, str], name: str, default: int, least: int, most: int) -> int:
    text = given.get(name, "")
    if not text:
        return default
    if not text.isascii() or not text.isdigit() or not least <= int(text) <= most:
        raise SettingsError(f"{name} is {text!r}; it must be a whole number from {least} to {most}")
    return int(text)


def _url(given: Mapping[str, str], name: str, schemes: tuple[str, ...]) -> str:
    text = given.get(name, "")
    if text and urlsplit(text).scheme not in schemes:
        raise SettingsError(f"{name} must begin with {' or '.join(each + '://' for each in schemes)}")
    return text


def _database(url: str) -> str:
    if url.startswith("postgres://"):  # the spelling of many hosting services
        url = url.replace("postgres://", "postgresql://", 1)
    if url in ("sqlite://", "sqlite:///:memory:"):
        raise SettingsError(
            "DATABASE_URL must name a file for SQLite: a database in memory is another one per connection"
        )
    if not url.startswith(("sqlite:///", "postgresql://", "postgresql+psycopg://")):
        raise SettingsError("DATABASE_URL must begin with sqlite:/// or postgresql://")
    return url
