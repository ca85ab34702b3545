"""S45: the log says who came in and who was refused, in lines that no text can break, and holds nothing secret."""

import json

from tests.accounts.browser import REGISTRATION

HOSTILE = 'x\n{"event": "sign-in", "outcome": "in"}\r\x1b[31m@example.org'


def lines(capsys):
    """What was logged since, line by line."""
    return [json.loads(line) for line in capsys.readouterr().err.splitlines() if line.strip()]


def test_S45_signing_in_and_being_refused_are_noted_with_when_and_from_where(make_app, sqlite_url, capsys):
    client = make_app(sqlite_url, BOOTH_LOG_LEVEL="INFO").test_client()
    client.post("/en/account/register", data=REGISTRATION)
    capsys.readouterr()

    for password in ("not-the-right-one", REGISTRATION["password"]):
        client.post("/en/account/sign-in", data={"email": REGISTRATION["email"], "password": password})

    found = [each for each in lines(capsys) if each["event"] == "sign-in"]
    assert found[0]["outcome"] == "refused"
    assert len(found) == 2
    for each in found:
        assert each["timestamp"].endswith("Z")
        assert "127.0.0.1" in each["address"]
        assert each["reference"]


def test_S45_nothing_that_is_typed_makes_a_line_or_stands_in_one(make_app, sqlite_url, capsys):
    client = make_app(sqlite_url, BOOTH_LOG_LEVEL="DEBUG").test_client()
    capsys.readouterr()

    client.post("/en/account/register", data=REGISTRATION)
    for email in (HOSTILE, REGISTRATION["email"]):
        client.post("/en/account/sign-in", data={"email": email, "password": "a-secret-guess"})
        client.post("/en/account/reset", data={"email": email})
    client.get("/en/account/reset/a-token-of-a-link?next=%0a%1b[31mx")

    said = capsys.readouterr().err
    assert [line for line in said.splitlines() if line.strip() and not line.startswith("{")] == []
    assert "\x1b" not in said
    secrets = ("a-secret-guess", REGISTRATION["password"], "a-token-of-a-link", "csrf", "session=")
    assert [each for each in secrets if each in said] == []


def test_S45_an_error_is_noted_with_the_number_that_its_reader_sees(make_app, sqlite_url, capsys, monkeypatch):
    app = make_app(sqlite_url)

    def broken():
        raise RuntimeError("line one\nline two\x1b[0m")

    broken.permission = "public"
    monkeypatch.setitem(app.view_functions, "visitors.index", broken)
    capsys.readouterr()
    answer = app.test_client().get("/en/")

    [line] = lines(capsys)
    assert line["reference"] == answer.headers["X-Request-Id"]
    assert line["path"] == "/en/"
    assert line["reference"] in answer.text
