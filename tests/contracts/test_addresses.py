"""The addresses that other teams rely on, asked from outside through the real server with the sample in it."""

import json
import os
import re
import shutil
import subprocess
import sys
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.contracts.outsider import Answer, Outsider
from tests.kit.server import ROOT, serve

STATES = {"free", "held", "submitted", "confirmed", "reserved", "closed"}


@pytest.fixture(scope="module")
def database(sample_template: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("outside") / "booth.sqlite3"
    shutil.copyfile(sample_template, path)
    return f"sqlite:///{path}"


@pytest.fixture(scope="module")
def address(database: str) -> Iterator[str]:
    with serve(database, BOOTH_REQUESTS_PER_MINUTE="25") as server:
        yield server.address


@pytest.fixture
def visitor(address: str) -> Outsider:
    return Outsider(address)


@pytest.fixture(scope="module")
def accounts(database: str) -> list[dict[str, Any]]:
    command = [sys.executable, "-m", "flask", "--app", "wsgi", "sample", "accounts", "--format", "json"]
    done = subprocess.run(
        command, cwd=ROOT, env=os.environ | {"DATABASE_URL": database}, capture_output=True, check=True
    )
    return json.loads(done.stdout)


@pytest.fixture
def exhibitor(address: str, accounts: list[dict[str, Any]]) -> Callable[[int], Outsider]:
    theirs = [each for each in accounts if each["role"] == "exhibitor"]

    def come(at: int) -> Outsider:
        outsider = Outsider(address)
        assert outsider.sign_in(theirs[at]["email"], theirs[at]["password"]).status in {302, 303}
        return outsider

    return come


def free(outsider: Outsider, at: int) -> str:
    """The number of a booth that nobody has."""
    booths = json.loads(outsider.ask("/en/forum/booths.json").text)["booths"]
    return [each["number"] for each in booths if each["state"] == "free"][at]


def hold(outsider: Outsider, number: str) -> Answer:
    sent = outsider.fields(f"/en/forum/booths/{number}", f"/booths/{number}/hold$")
    return outsider.ask(f"/en/forum/booths/{number}/hold", sent)


def test_the_sample_has_an_account_of_every_role_and_three_exhibitors(accounts):
    roles = [each["role"] for each in accounts]
    organisations = [each["organisation"] for each in accounts if each["role"] == "exhibitor"]

    assert set(roles) == {"administrator", "sales", "layout", "programme", "viewer", "door", "exhibitor"}
    assert len(organisations) == len(set(organisations)) >= 3
    assert all(set(each) == {"email", "password", "role", "organisation"} for each in accounts)
    assert all((each["organisation"] is None) == (each["role"] != "exhibitor") for each in accounts)


@pytest.mark.parametrize(
    ("wanted", "headers", "lang"),
    [
        ("nothing said", {}, "ar"),
        ("the browser's language", {"Accept_Language": "en-GB,en;q=0.9"}, "en"),
        ("a language we lack", {"Accept_Language": "fr"}, "ar"),
    ],
)
def test_the_bare_address_chooses_a_language(visitor, wanted, headers, lang):
    assert visitor.ask("/", **headers).location == f"/{lang}/"


def test_the_cookie_comes_before_the_browsers_language(visitor):
    visitor.cookies["lang"] = "en"

    assert visitor.ask("/", Accept_Language="ar").location == "/en/"


@pytest.mark.parametrize("lang", ["ar", "en"])
@pytest.mark.parametrize(
    "path",
    ["", "forum/", "forum/booths/A-101", "forum/programme", "forum/exhibitors", "account/sign-in", "account/register"],
)
def test_every_public_page_is_there_in_both_languages(visitor, lang, path):
    answer = visitor.ask(f"/{lang}/{path}")

    assert answer.status == 200
    assert f'<html lang="{lang}" dir="{"rtl" if lang == "ar" else "ltr"}"' in answer.text


@pytest.mark.parametrize("kind", ["exhibitors", "showcases"])
def test_what_is_listed_has_a_page_of_its_own(visitor, kind):
    listed = visitor.ask(f"/en/forum/{'exhibitors' if kind == 'exhibitors' else 'programme'}").text
    paths = set(re.findall(rf'href="(/en/forum/{kind}/[a-z0-9-]+)"', listed))

    assert len(paths) >= 5
    assert all(visitor.ask(path).status == 200 for path in paths)


def test_booths_json_is_what_was_agreed(visitor):
    answer = visitor.ask("/en/forum/booths.json")
    told = json.loads(answer.text)
    again = visitor.ask("/en/forum/booths.json", If_None_Match=answer.headers["etag"])

    assert isinstance(told["change"], int)
    assert len(told["booths"]) >= 60
    assert {each["state"] for each in told["booths"]} <= STATES
    assert all(bool(each["exhibitor"]) == (each["state"] == "confirmed") for each in told["booths"])
    assert (again.status, again.text) == (304, "")


def test_the_probes_answer_and_figures_are_not_for_strangers(visitor):
    assert visitor.ask("/healthz").status == 200
    assert visitor.ask("/readyz").status == 200
    assert visitor.ask("/metrics").status in {401, 403, 404}


@pytest.mark.parametrize("path", ["/en/my/", "/ar/my/forum/", "/en/staff/forum/", "/ar/staff/forum/journal"])
def test_who_is_signed_out_is_led_to_sign_in(visitor, path):
    answer = visitor.ask(path)

    assert (answer.status, answer.location) == (303, f"/{path[1:3]}/account/sign-in?next={path}")


def test_a_hold_leads_to_the_claim_and_the_booth_is_held(exhibitor):
    someone = exhibitor(0)
    number = free(someone, 0)

    answer = hold(someone, number)

    booths = {each["number"]: each for each in json.loads(someone.ask("/en/forum/booths.json").text)["booths"]}
    assert answer.status == 303
    assert someone.ask(answer.location).status == 200
    assert booths[number]["state"] == "held"
    assert booths[number]["exhibitor"] is None


def test_the_same_request_again_has_the_same_answer(exhibitor):
    someone = exhibitor(0)
    number, key = free(someone, 3), str(uuid.uuid4())
    sent = someone.fields(f"/en/forum/booths/{number}", f"/booths/{number}/hold$") | {"request_key": key}

    answers = [someone.ask(f"/en/forum/booths/{number}/hold", sent) for _ in range(2)]

    assert [each.status for each in answers] == [303, 303]
    assert answers[0].location == answers[1].location


def test_a_taken_booth_is_a_409_and_a_bad_key_a_422_or_400(exhibitor):
    first, second = exhibitor(1), exhibitor(2)
    number = free(first, 5)
    late = second.fields(f"/en/forum/booths/{number}", f"/booths/{number}/hold$")
    assert hold(first, number).status == 303

    refused = second.ask(f"/en/forum/booths/{number}/hold", late)
    part = second.ask(f"/en/forum/booths/{number}/hold", late | {"request_key": str(uuid.uuid4())}, HX_Request="true")
    wrong = second.ask(f"/en/forum/booths/{number}/hold", late | {"request_key": ""})

    assert (refused.status, part.status) == (409, 409)
    assert "<html" in refused.text
    assert "<html" not in part.text
    assert wrong.status in {400, 422}


def test_without_the_forms_token_nothing_is_done(exhibitor):
    someone = exhibitor(1)
    number = free(someone, 6)

    answer = someone.ask(f"/en/forum/booths/{number}/hold", {"request_key": str(uuid.uuid4())})

    assert answer.status in {400, 403}
    assert number in {
        each["number"]
        for each in json.loads(someone.ask("/en/forum/booths.json").text)["booths"]
        if each["state"] == "free"
    }


def test_a_hold_of_somebody_signed_out_leads_to_sign_in(visitor):
    number = free(visitor, 7)
    token = visitor.fields("/en/account/sign-in", "sign-in")["csrf_token"]
    sent = {"csrf_token": token, "request_key": str(uuid.uuid4())}

    plain = visitor.ask(f"/en/forum/booths/{number}/hold", sent)
    part = visitor.ask(f"/en/forum/booths/{number}/hold", sent, HX_Request="true")

    assert (plain.status, plain.location.split("?")[0]) == (303, "/en/account/sign-in")
    assert part.headers["hx-redirect"].split("?")[0].endswith("/en/account/sign-in")


def test_too_many_holds_are_a_429_with_a_time_to_wait(exhibitor):
    someone = exhibitor(2)
    number = free(someone, 8)

    sent = someone.fields(f"/en/forum/booths/{number}", f"/booths/{number}/hold$")

    answers = [
        someone.ask(f"/en/forum/booths/{number}/hold", sent | {"request_key": str(uuid.uuid4())}) for _ in range(26)
    ]

    assert answers[-1].status == 429
    assert int(answers[-1].headers["retry-after"]) > 0
