"""`flask plan …` as people and scripts run it."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from booth_app.base.access import SYSTEM
from booth_app.base.db import Database
from booth_app.layouts import queries, services
from tests.conftest import ROOT
from tests.kit import make

PLANS = ROOT / "floorplans"
TWO_HALLS = (
    '<svg xmlns="http://www.w3.org/2000/svg" data-metres-per-unit="1"><g data-kind="hall">'
    '<rect data-number="east" width="20" height="20"/><rect data-number="west" x="30" width="20" height="20"/></g>'
    '<g data-kind="booth"><rect data-number="E-1" x="2" y="2" width="3" height="3"/>'
    '<rect data-number="W-1" x="32" y="2" width="3" height="3"/></g></svg>'
)


def flask(*arguments: object, url: str, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """Run a command in a process of its own."""
    environment = {"PATH": os.environ["PATH"], "DATABASE_URL": url, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "flask", "--app", str(ROOT / "wsgi"), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, cwd=cwd, env=environment, check=False, timeout=60)


@pytest.fixture
def forum(sqlite_url):
    """An exhibition with a hall `a`, and a hall `b` without a plan."""
    database = Database(sqlite_url)
    with database.write() as session:
        exhibition = make.exhibition(session)
        hall = make.hall(session, exhibition, "a")
        make.hall(session, exhibition, "b")
    yield database, hall.id, sqlite_url
    database.dispose()


@pytest.mark.parametrize(("file", "code"), [("main-hall.svg", 0), ("broken/overlap.svg", 1), ("../README.md", 2)])
def test_check_opens_no_database(tmp_path, file, code):
    (tmp_path / "README.md").write_text("# No plan\n")
    shutil.copytree(PLANS, tmp_path / "floorplans")
    before = sorted(tmp_path.iterdir())

    done = flask("plan", "check", tmp_path / "floorplans" / file, url=f"sqlite:///{tmp_path}/none.sqlite3")

    assert done.returncode == code, done.stderr
    assert sorted(tmp_path.iterdir()) == before
    assert "Traceback" not in done.stderr
    assert len(done.stderr.splitlines()) == (1 if code == 2 else 0)
    assert bool(done.stdout) == (code != 2)


def test_check_leaves_a_database_that_is_there_alone(forum):
    _, _, url = forum
    path = Path(url.removeprefix("sqlite:///"))
    seen = path.stat().st_mtime_ns, path.read_bytes()

    flask("plan", "check", PLANS / "main-hall.svg", url=url)

    assert (path.stat().st_mtime_ns, path.read_bytes()) == seen


def test_check_answers_a_server_that_is_away():
    done = flask("plan", "check", PLANS / "main-hall.svg", url="postgresql://nobody@127.0.0.1:1/none")

    assert done.returncode == 0


def test_check_as_json_is_the_contract(tmp_path):
    url = f"sqlite:///{tmp_path}/none.sqlite3"
    rules = tmp_path / "rules.json"
    rules.write_text('{"*": false, "overlap": {"severity": "warning"}}')

    done = flask(
        "plan", "check", PLANS / "broken/overlap.svg", "--rules", rules, "--metres-per-unit", 2, "--format", "json",
        url=url,
    )  # fmt: skip

    report = json.loads(done.stdout)
    assert done.returncode == 1
    assert report["plan"] == {"halls": 1, "booths": 66, "area_m2": 9600.0}
    [violation] = report["violations"]
    assert (violation["rule"], violation["severity"], violation["measured"]) == ("overlap", "warning", 0.24)
    assert set(violation["message"]) == {"ar", "en"}


@pytest.mark.parametrize("rules", ['{"no-such-rule": true}', "[", '{"overlap": {"depth": 3}}'])
def test_rules_that_make_no_sense_are_one_line(tmp_path, rules):
    (tmp_path / "rules.json").write_text(rules)

    done = flask(
        "plan", "check", PLANS / "main-hall.svg", "--rules", tmp_path / "rules.json", url=f"sqlite:///{tmp_path}/none"
    )

    assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (2, "", 1)
    assert done.stderr.startswith("rules.json: ")


def test_import_makes_a_draft_and_tells_what_it_read(forum):
    database, hall, url = forum

    done = flask("plan", "import", PLANS / "main-hall.svg", "--exhibition", "forum", "--hall", "a", url=url)

    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[:3] == [
        "Draft 1 of hall a (Hall A) is made.",
        "Scale: 1 m per unit (attribute).",
        "Booths: 66 (0 known by number, 66 new).",
    ]
    assert "left out" in done.stdout
    with database.read() as session:
        assert queries.published(session, hall) is None
        draft = queries.draft(session, 1)
    assert draft is not None
    assert len(draft.plan.booths) == 66


def test_export_reads_back_as_what_is_published(forum, tmp_path):
    database, _, url = forum
    flask("plan", "import", PLANS / "main-hall.svg", "--exhibition", "forum", "--hall", "a", url=url)
    with database.write() as session:
        services.publish(session, SYSTEM, 1, version=0, now=make.NOW)

    written = flask("plan", "export", "--exhibition", "forum", "--hall", "Hall A", "--format", "svg", url=url)
    (tmp_path / "out.svg").write_text(written.stdout)
    again = flask("plan", "import", tmp_path / "out.svg", "--exhibition", "forum", "--hall", "القاعة a", url=url)

    assert (written.returncode, written.stderr) == (0, "")
    assert "Booths: 66 (66 known by number, 0 new)." in again.stdout
    with database.read() as session:
        draft = queries.draft(session, 2)
    assert draft is not None
    assert {each.key: each for each in draft.plan.booths} == {each.key: each for each in draft.base.booths}
    assert {each.key: each for each in draft.plan.fixtures} == {each.key: each for each in draft.base.fixtures}
    assert draft.plan.zones == draft.base.zones


def test_a_file_of_two_halls_asks_for_one(forum, tmp_path):
    database, _, url = forum
    (tmp_path / "two.svg").write_text(TWO_HALLS)
    command = ("plan", "import", tmp_path / "two.svg", "--exhibition", "forum", "--hall", "a")

    asked = flask(*command, url=url)
    wrong = flask(*command, "--floor", "north", url=url)
    chosen = flask(*command, "--floor", "west", url=url)

    assert (asked.returncode, wrong.returncode, chosen.returncode) == (2, 2, 0)
    assert "--floor: east, west" in asked.stderr
    with database.read() as session:
        draft = queries.draft(session, 1)
    assert draft is not None
    assert [each.number for each in draft.plan.booths] == ["W-1"]


@pytest.mark.parametrize(
    "arguments",
    [
        ("import", PLANS / "main-hall.svg", "--exhibition", "nowhere", "--hall", "a"),
        ("import", PLANS / "main-hall.svg", "--exhibition", "forum", "--hall", "z"),
        ("import", PLANS / "missing.svg", "--exhibition", "forum", "--hall", "a"),
        ("import", ROOT / "pyproject.toml", "--exhibition", "forum", "--hall", "a"),
        ("export", "--exhibition", "forum", "--hall", "b"),
        ("export", "--exhibition", "forum", "--hall", "z"),
    ],
    ids=["no exhibition", "no hall", "no file", "no plan", "nothing published", "export of no hall"],
)
def test_what_is_not_there_is_one_line_and_leaves_nothing_behind(forum, arguments):
    database, _, url = forum

    done = flask("plan", *arguments, url=url)

    assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (2, "", 1), done.stderr
    with database.read() as session:
        assert queries.draft(session, 1) is None
