"""The commands of whoever runs the installation."""

import pytest

from booth_app.accounts import services
from booth_app.config import SettingsError
from tests.accounts.browser import PASSWORD, person, sign_in, user


@pytest.fixture
def run(app):
    """Run a command; gives its exit code and what it said."""
    runner = app.test_cli_runner()

    def command(*arguments: str) -> tuple[int, str]:
        result = runner.invoke(args=["people", *arguments])
        return result.exit_code, result.output

    return command


def test_a_person_is_added_helped_and_closed_by_command(app, run):
    assert run("add", "Huda@Sanad.example", "--name", "Huda", "--password", PASSWORD)[0] == 0
    assert sign_in(app.test_client()).status_code == 303

    assert run("password", "huda@sanad.example", "--password", "another-sentence-now")[0] == 0
    assert sign_in(app.test_client()).status_code == 422
    assert sign_in(app.test_client(), password="another-sentence-now").status_code == 303

    assert run("close", "huda@sanad.example")[0] == 0
    assert sign_in(app.test_client(), password="another-sentence-now").status_code == 422


@pytest.mark.parametrize(
    "arguments",
    [
        ("add", "not-an-address", "--name", "Huda", "--password", PASSWORD),
        ("add", "new@sanad.example", "--name", "Huda", "--password", "short"),
        ("add", "new@sanad.example", "--name", "Huda", "--password", "password1"),
        ("add", "huda@sanad.example", "--name", "Huda", "--password", PASSWORD),
        ("password", "nobody@sanad.example", "--password", PASSWORD),
        ("close", "nobody@sanad.example"),
        ("reset-second-factor", "nobody@sanad.example"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(app, run, now, arguments):
    person(app, now)

    code, said = run(*arguments)

    assert code == 1
    assert len(said.strip().splitlines()) == 1
    assert "Traceback" not in said


def test_a_lost_second_factor_is_taken_off(app, run, now):
    person(app, now)
    with app.extensions["database"].write() as session:
        row = session.get(type(user(app)), user(app).id)
        row.tf_primary_method, row.tf_totp_secret, row.mf_recovery_codes = "authenticator", "x", ["y"]
    before = user(app).fs_uniquifier

    assert run("reset-second-factor", "huda@sanad.example")[0] == 0

    row = user(app)
    assert (row.tf_primary_method, row.tf_totp_secret, row.mf_recovery_codes) == (None, None, None)
    assert row.fs_uniquifier != before


def test_closing_the_samples_lets_production_start(app, run, now):
    person(app, now, "a@sample.example", sample=True)
    person(app, now, "b@sample.example", sample=True)
    with pytest.raises(SettingsError):
        services.refuse_sample_accounts(app.extensions["database"])

    assert run("close-samples") == (0, "2 sample accounts are closed.\n")

    services.refuse_sample_accounts(app.extensions["database"])
