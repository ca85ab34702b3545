"""Sixty-four organisations, twenty booths, server processes killed in between: one owner per booth, nothing lost that
was acknowledged, every refusal a clean 409. And a twin without the guard, in which the same judge finds two owners."""

import json
import math
import os
import random
import subprocess
import sys
import time

import pytest
from sqlalchemy import select, text

from booth_app.base.db import Database
from booth_app.claims.models import Claim, TakenBooth
from booth_app.exhibitions.models import Booth
from booth_app.journal.models import Entry
from tests.conftest import ROOT
from tests.kit import make
from tests.kit.history import Seen, faults
from tests.kit.passes import issue
from tests.kit.server import SECRET, serve

CLIENTS, BOOTHS, CLIENT_PROCESSES, SERVERS = 64, 20, 4, 3
ATTEMPTS = int(os.environ.get("BOOTH_TEST_RUSH", "60"))
"""Requests per client."""


def prepare(url):
    """An exhibition without a quota, and a pass for every client."""
    database = Database(url)
    with database.write() as session:
        exhibition = make.exhibition(
            session, quota=None, booking_opens_at=None, booking_closes_at=None, hold_minutes=30
        )
        numbers = [booth.number for booth in make.plan(session, make.hall(session, exhibition), BOOTHS)]
        clients = []
        for n in range(CLIENTS):
            body = make.organisation(session, exhibition)
            given = issue(SECRET, make.owner_of(session, body).fs_uniquifier, body.id)
            clients.append({"name": f"c{n:02}", "cookie": given.cookie, "csrf": given.csrf, "organisation": body.id})
    database.dispose()
    return numbers, clients


def rush(server, folder, numbers, clients, attempts, *, kill=True):
    """Let the clients loose on the server, killing one of its processes now and then; gives what they saw."""
    running, dice, kills = [], random.Random(3), 0
    for n in range(CLIENT_PROCESSES):
        path = folder / f"clients{n}.json"
        mine = clients[n::CLIENT_PROCESSES]
        path.write_text(json.dumps({"ports": server.ports, "numbers": numbers, "attempts": attempts, "clients": mine}))
        running.append(subprocess.Popen([sys.executable, "-m", "tests.kit.rush", str(path)], cwd=ROOT))
    while any(each.poll() is None for each in running):
        time.sleep(dice.uniform(0.05, 0.5))
        if kill and kills < 8:
            port = dice.choice(server.ports)
            server.kill(port)
            server.start(port)
            server.wait(port)
            kills += 1
            time.sleep(1)
    saw = [json.loads((folder / f"clients{n}.saw").read_text()) for n in range(CLIENT_PROCESSES)]
    return {
        key: sum((each[key] for each in saw), [] if key != "asked" else 0) for key in ("seen", "wrong", "asked")
    } | {"kills": kills}


def judged(seen):
    """The history as the judge reads it."""
    return [
        Seen(s["booth"], s["kind"], s["owner"], s["start"], math.inf if s["end"] is None else s["end"], s["answer"])
        for s in seen
    ]


@pytest.mark.timeout(400)
@pytest.mark.xdist_group("rush")
def test_F01_one_owner_per_booth_whatever_is_killed(database_url, tmp_path):
    numbers, clients = prepare(database_url)

    with serve(database_url, processes=SERVERS) as server:
        saw = rush(server, tmp_path, numbers, clients, ATTEMPTS)

    assert saw["wrong"] == []
    assert saw["kills"] >= 3
    assert saw["asked"] >= CLIENTS * ATTEMPTS * 0.9
    assert faults(judged(saw["seen"])) == []
    held = still_held(saw["seen"])
    database = Database(database_url)
    with database.read() as session:
        rows = session.execute(
            select(Booth.number, TakenBooth.claim_id).join(TakenBooth, TakenBooth.booth_id == Booth.id)
        ).all()
        claims = {claim.id: claim.state for claim in session.scalars(select(Claim))}
        told = {entry.subject for entry in session.scalars(select(Entry).where(Entry.kind == "booth-held"))}
        if database.dialect == "sqlite":
            assert session.execute(text("PRAGMA integrity_check")).scalar() == "ok"
    database.dispose()
    assert dict(rows) == held
    assert {claim for claim in held.values() if claims[claim] != "held"} == set()
    acknowledged = {each["claim"] for each in saw["seen"] if each["kind"] == "take" and each["answer"] == "ok"}
    assert acknowledged <= claims.keys()
    assert {f"claim:{claim}" for claim in claims} == told


def still_held(seen):
    """Booth → claim of every hold that was acknowledged and not given back."""
    held = {}
    for each in sorted(seen, key=lambda each: each["end"] or math.inf):
        if each["answer"] != "ok":
            continue
        if each["kind"] == "take":
            held[each["booth"]] = each["claim"]
        elif held.get(each["booth"]) == each["claim"]:
            del held[each["booth"]]
    return held


@pytest.mark.timeout(300)
@pytest.mark.xdist_group("rush")
def test_F00_without_the_guard_the_same_judge_finds_two_owners(database_url, tmp_path):
    numbers, clients = prepare(database_url)

    with serve(database_url, processes=2, target="tests.faults.unguarded:app") as server:
        saw = rush(server, tmp_path, numbers[:4], clients[:16], 12, kill=False)

    assert faults(judged(saw["seen"])) != []
