"""A start with a wrong setting is refused in one line."""

import re
import subprocess
import sys

import pytest

from booth_app import config
from tests.conftest import ROOT

FIT = {
    "APP_ENV": "production",
    "SECRET_KEY": "x" * 40,
    "BOOTH_PUBLIC_URL": "https://booths.example.org",
    "MAIL_URL": "smtp://mail.example.org:587",
    "BOOTH_MAIL_FROM": "booths@example.org",
}


def test_nothing_set_is_a_development_installation_on_sqlite():
    settings = config.load({})

    assert (settings.app_env, settings.port) == ("development", 5000)
    assert settings.database_url.startswith("sqlite:///")
    assert not settings.production


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        ({"BOOTH_HOLD_MINUTE": "5"}, "BOOTH_HOLD_MINUTE"),
        ({"APP_ENV": "staging"}, "APP_ENV"),
        ({"PORT": "http"}, "PORT"),
        ({"PORT": "٥٠٠٠"}, "PORT"),
        ({"DATABASE_URL": "mysql://x/y"}, "DATABASE_URL"),
        ({"DATABASE_URL": "sqlite://"}, "DATABASE_URL"),
        ({"REDIS_URL": "http://x"}, "REDIS_URL"),
        ({"MAIL_URL": "mail.example.org"}, "MAIL_URL"),
        ({"BOOTH_LOG_LEVEL": "LOUD"}, "BOOTH_LOG_LEVEL"),
        ({**FIT, "SECRET_KEY": ""}, "SECRET_KEY"),
        ({**FIT, "SECRET_KEY": config.DEVELOPMENT_SECRET}, "SECRET_KEY"),
        ({**FIT, "SECRET_KEY": "short"}, "SECRET_KEY"),
        ({**FIT, "BOOTH_PUBLIC_URL": "http://booths.example.org"}, "BOOTH_PUBLIC_URL"),
        ({**FIT, "MAIL_URL": ""}, "MAIL_URL"),
        ({**FIT, "BOOTH_PROCESSES": "4"}, "REDIS_URL"),
    ],
)
def test_a_wrong_setting_is_named_in_one_line(changed, named):
    with pytest.raises(config.SettingsError) as refused:
        config.load(changed)

    assert named in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_fit_production_installation_starts():
    assert config.load(FIT).production


def test_names_of_the_tests_are_not_settings():
    assert config.load({"BOOTH_TEST_DATABASE_URL": "x"}).app_env == "development"


@pytest.mark.parametrize("changed", [{"BOOTH_NONE": "1"}, {"APP_ENV": "production"}])
def test_the_process_ends_with_one_line_and_no_traceback(changed, tmp_path):
    environment = {"PATH": "/usr/bin:/bin", "BOOTH_DATA_DIR": str(tmp_path)} | changed

    run = subprocess.run(
        [sys.executable, "-c", "import wsgi"], check=False, cwd=ROOT, env=environment, capture_output=True, text=True
    )

    assert run.returncode == 1
    assert re.fullmatch(r"booth_app does not start: [^\n]+\n", run.stderr)


def test_every_setting_is_documented():
    headings = set(re.findall(r"^### ([A-Z_]+)$", (ROOT / "docs/deploy.md").read_text(), re.MULTILINE))

    assert headings == set(config.NAMES)


def test_F32_a_weak_database_is_refused_in_production(postgres_url):
    # The cluster of the tests runs with fsync off: exactly what production must not accept.
    environment = {"PATH": "/usr/bin:/bin", "DATABASE_URL": postgres_url} | FIT

    run = subprocess.run(
        [sys.executable, "-c", "import wsgi"], check=False, cwd=ROOT, env=environment, capture_output=True, text=True
    )

    assert run.returncode == 1
    assert "fsync=off" in run.stderr


def test_F32_an_old_schema_is_refused_in_production(tmp_path):
    environment = {"PATH": "/usr/bin:/bin", "DATABASE_URL": f"sqlite:///{tmp_path}/new.sqlite3"} | FIT

    run = subprocess.run(
        [sys.executable, "-c", "import wsgi"], check=False, cwd=ROOT, env=environment, capture_output=True, text=True
    )

    assert run.returncode == 1
    assert "flask --app wsgi prepare" in run.stderr


def test_fonts_are_found_wherever_the_data_lies(tmp_path):
    """In an image the data folder is a volume of its own, which may begin empty."""
    settings = config.load({"BOOTH_DATA_DIR": str(tmp_path)})

    assert sorted(settings.fonts.glob("*.ttf"))
