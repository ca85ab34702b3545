"""The journal in words: every kind, both languages, filtered, paged."""

import ast
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import g
from sqlalchemy import select

from booth_app.accounts import mail as account_mail
from booth_app.claims.states import VERBS
from booth_app.demos.states import TRANSITIONS
from booth_app.desk.lines import lines
from booth_app.desk.sentences import KINDS, SENTENCES
from booth_app.exhibitors.services.decide import _KINDS as DECISIONS
from booth_app.journal import queries as journal
from booth_app.journal import services as journaling
from tests.desk import scene as scenes
from tests.kit import make

ROOT = Path(__file__).resolve().parents[2] / "booth_app"
KIND = re.compile(r"[a-z]+(-[a-z]+)+")
WRITERS = {"record", "tell", "note", "changed"}


def written() -> set[str]:
    """Every kind that code hands to the journal: read from the calls, and from the tables they are looked up in."""
    found = {verb.kind for verb in VERBS.values()} | {move.kind for move in TRANSITIONS.values()}
    found |= set(DECISIONS.values()) | {kind for kinds in account_mail.KINDS.values() for kind in kinds}
    found |= {account_mail.UNKNOWN, account_mail.CONTESTED}
    for path in ROOT.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if name.strip("_") not in WRITERS:
                continue
            given = [*node.args, *[each.value for each in node.keywords if each.arg == "kind"]]
            found |= {
                each.value
                for argument in given
                for each in ast.walk(argument)
                if isinstance(each, ast.Constant) and isinstance(each.value, str) and KIND.fullmatch(each.value)
            }
    return found


def test_every_kind_that_is_written_has_its_sentence():
    kinds = written()

    assert len(kinds) > 50
    assert kinds - set(SENTENCES) == set()


def test_every_kind_of_an_exhibitions_journal_can_be_filtered():
    about_accounts = {
        "account", "address", "confirmation", "password", "person", "recovery", "reset", "second", "session", "sessions"
    }  # fmt: skip

    assert set(KINDS) <= set(SENTENCES)
    assert {kind.split("-")[0] for kind in set(SENTENCES) - set(KINDS)} <= about_accounts


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_every_kind_has_a_name_in_both_languages_and_no_two_share_one(app, lang):
    with app.app_context():
        g.lang = lang
        names = {kind: str(name) for kind, name in KINDS.items()}

    assert {kind for kind, name in names.items() if bool(re.search("[\u0600-\u06ff]", name)) != (lang == "ar")} == set()
    assert len(set(names.values())) == len(names)


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_every_sentence_is_said_in_both_languages_with_nothing_left_open(app, lang):
    with app.app_context():
        g.lang = lang
        for kind, sentence in SENTENCES.items():
            text = str(sentence)
            assert bool(re.search("[\u0600-\u06ff]", text)) == (lang == "ar"), kind
            assert set(re.findall(r"%\((\w+)\)s", text)) <= {
                "booth", "old", "new", "organisation", "person", "title", "place", "hall",
                "number", "role", "version", "table",
            }  # fmt: skip


@pytest.fixture
def scene(any_app):
    found = scenes.fill(any_app.extensions["database"])
    scenes.number(any_app.extensions["database"])
    return found


def test_an_entry_says_who_what_before_after_and_when(any_app, scene):
    database = any_app.extensions["database"]
    with any_app.app_context(), database.read() as session:
        g.lang = "en"
        told = lines(session, journal.page(session, scene.exhibition, kind="claim-submitted", limit=1))

    [line] = told
    assert line.sentence == (
        'The request of <bdi>Organisation {}</bdi> for booth <bdi dir="ltr">A-103</bdi> was sent.'.format(
            re.search(r"Organisation (\d+)", line.sentence)[1]
        )
    )
    assert [(each.label, each.before, each.after) for each in line.details] == [("State", "On hold", "Under review")]
    assert line.by == "The system"


def test_a_slot_that_changed_its_stage_says_from_where_to_where(any_app, scene):
    database = any_app.extensions["database"]
    with database.write() as session:
        exhibition = session.get_one(make.Exhibition, scene.exhibition)
        hall = session.scalars(select(make.Hall).where(make.Hall.exhibition_id == scene.exhibition)).first()
        here = make.place(session, exhibition, hall).id
        there = make.place(session, exhibition, hall, "stage-2", name_en="Stage 2", position=1).id
        at = {"starts_at": "2027-01-18T07:00:00+00:00", "ends_at": "2027-01-18T07:30:00+00:00"}
        entry = {"actor": "system", "at": datetime(2026, 12, 1, tzinfo=UTC), "exhibition_id": scene.exhibition}
        words = {"title_ar": "فرز", "title_en": "Triage"}
        journaling.record(
            session, "slot-moved", subject="slot:1", before={"place": here} | at, after={"place": there} | at,
            words=words, **entry,
        )  # fmt: skip
        before = {"capacity": 90, "change_over": 10, "opens": "09:00:00", "closes": "18:00:00"}
        after = {"place": there, "capacity": 90, "change_over": 15, "opens": "08:30:00", "closes": "00:00:00"}
        words = {"name_ar": "المسرح 2", "name_en": "Stage 2"}
        journaling.record(
            session, "place-changed", subject=f"place:{there}", before=before, after=after, words=words, **entry
        )
    scenes.number(database)

    with any_app.app_context(), database.read() as session:
        g.lang = "en"
        changed, moved = lines(session, journal.page(session, scene.exhibition, limit=2))

    said = [(each.label, re.sub("<.*?>", "", each.before), re.sub("<.*?>", "", each.after)) for each in moved.details]
    assert said == [("Place", "Stage 1", "Stage 2")]
    assert "Stage 2" in changed.sentence
    assert [(each.label, re.sub("<.*?>", "", each.after)) for each in changed.details] == [
        ("Opens", "08:30"),
        ("Closes", "00:00"),
        ("Minutes of the change-over", "15"),
    ]


def test_filters_narrow_by_kind_organisation_booth_person_and_days(any_app, scene):
    browser = scenes.staff(any_app, scene)

    def count(query):
        return browser.get(f"/en/staff/forum/journal?{query}").text.count("<li data-kind=")

    assert count("") == 6
    assert count("kind=booth-held") == 3
    assert count(f"organisation={scene.bodies[0]}") == 2
    assert count("booth=a 101") == 2
    assert count("booth=A%E2%80%93%D9%A1%D9%A0%D9%A1") == 2
    assert count("booth=%D8%A3-%D9%A1%D9%A0%D9%A1") == 0  # a letter of another script is another number
    assert count("actor=system") == 6
    assert count("actor=user:999") == 0
    assert count("from=2020-01-01&to=2020-01-02") == 0
    assert count("from=2020-01-01") == 6
    assert browser.get("/en/staff/forum/journal?from=yesterday").status_code == 400
    assert browser.get("/en/staff/forum/journal?from=9999-12-31&to=9999-12-31").status_code == 400


def test_a_booths_history_follows_it_through_moves(any_app, scene):
    database = any_app.extensions["database"]
    browser = scenes.staff(any_app, scene)
    browser.post(
        f"/en/staff/forum/claims/{scene.claims[0]}/move", data={f"to-{scene.booths[0]}": "A-105", "move-reason": ""}
    )
    scenes.number(database)

    for booth in ("A-101", "A-105"):
        page = browser.get(f"/en/staff/forum/journal?booth={booth}").text
        assert 'data-kind="claim-moved"' in page


def test_pages_go_on_by_number_without_gap_or_repeat(any_app, scene):
    database = any_app.extensions["database"]
    with database.write() as session:
        now = journal.page(session, scene.exhibition, limit=1)[0].at
        for n in range(120):
            journaling.record(
                session,
                "export-made",
                actor="system",
                subject="exhibition:1",
                at=now,
                exhibition_id=scene.exhibition,
                after={"table": "booths", "rows": n},
            )
    scenes.number(database)
    browser = scenes.staff(any_app, scene)

    seen, address = [], "/en/staff/forum/journal?kind=export-made"
    while address:
        page = browser.get(address).text
        seen += re.findall(r"Rows:</dt><dd><ins><bdi dir=\"ltr\">(\d+)", page)
        older = re.search(r'class="btn outline" href="([^"]*before=[^"]*)"', page)
        address = older[1].replace("&amp;", "&") if older else ""

    assert seen == [str(n) for n in range(119, -1, -1)]
