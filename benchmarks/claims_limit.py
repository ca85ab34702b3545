"""The limit for claims: one durable transaction by the bare driver, statement by statement, nothing around it.

What a hold must do whatever is built on top: take the booth's row (or find it another's), write claim, booth of the
claim, request key and journal entry with its number, commit with fsync. Processes with one connection each.
"""

import json
import multiprocessing
import sqlite3
import time
from typing import Any

import psycopg

SECONDS = 2.0
_VALUES = (
    "exhibition_id, organisation_id, state, assigned, made_at, extensions, reason, fascia_ar, fascia_en, "
    "contact_name, contact_email, contact_phone, notes"
)
_BLANKS = "'held', {false}, {at}, 0, '', '', '', '', '', '', ''"


def rate(url: str, booths: list[int], organisations: list[int], *, processes: int = 2) -> float:
    """Holds a second, each on a fresh booth."""
    with multiprocessing.get_context("spawn").Pool(processes) as pool:
        parts = [(url, booths[n::processes], organisations, n) for n in range(processes)]
        return sum(pool.starmap(_work, parts))


def _work(url: str, booths: list[int], organisations: list[int], turn: int) -> float:
    connect = _sqlite if url.startswith("sqlite") else _postgresql
    hold, close = connect(url)
    began, done = time.perf_counter(), 0
    for booth in booths:
        if time.perf_counter() - began > SECONDS:
            break
        hold(booth, organisations[done % len(organisations)], f"limit-{turn}-{booth}-{began}")
        done += 1
    spent = time.perf_counter() - began
    close()
    return done / spent


def _sqlite(url: str) -> tuple[Any, Any]:
    connection = sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None)
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=0"):
        connection.execute(f"PRAGMA {pragma}")
    claim = f"INSERT INTO claim ({_VALUES}) VALUES (1, ?, {_BLANKS.format(false=0, at='?')})"

    def hold(booth: int, organisation: int, key: str) -> None:
        while True:
            try:
                connection.execute("BEGIN IMMEDIATE")
            except sqlite3.OperationalError:
                time.sleep(0.001)
            else:
                break
        at = "2026-12-06 08:00:00.000000"
        connection.execute("INSERT INTO request_key VALUES (?, ?, ?, ?, ?)", ("limit", key, "0" * 64, "{}", at))
        number = connection.execute(claim, (organisation, at)).lastrowid
        connection.execute("INSERT INTO claim_booth VALUES (?, ?)", (number, booth))
        connection.execute(
            "INSERT INTO taken_booth VALUES (?, ?, ?) ON CONFLICT (booth_id) DO UPDATE SET "
            "claim_id = excluded.claim_id, held_until = excluded.held_until "
            "WHERE taken_booth.held_until <= ? RETURNING booth_id",
            (booth, number, "2026-12-06 08:15:00.000000", at),
        ).fetchall()
        entry = connection.execute(
            "INSERT INTO journal_entry (exhibition_id, kind, actor, subject, before, after, public, at) "
            "VALUES (1, 'booth-held', 'user:1', ?, '{}', ?, 0, ?)",
            (f"claim:{number}", json.dumps({"booths": [booth]}), at),
        ).lastrowid
        connection.execute("INSERT INTO journal_number VALUES (?, ?)", (entry, entry))
        connection.execute("COMMIT")

    return hold, connection.close


def _postgresql(url: str) -> tuple[Any, Any]:
    connection = psycopg.connect(url.replace("postgresql+psycopg://", "postgresql://"))
    connection.prepare_threshold = 1
    claim = f"INSERT INTO claim ({_VALUES}) VALUES (1, %s, {_BLANKS.format(false='false', at='now()')}) RETURNING id"

    def hold(booth: int, organisation: int, key: str) -> None:
        run = connection.execute
        run("INSERT INTO request_key VALUES ('limit', %s, %s, '{}', now())", (key, "0" * 64))
        number = run(claim, (organisation,)).fetchone()[0]  # type: ignore[index]
        run("INSERT INTO claim_booth VALUES (%s, %s)", (number, booth))
        run(
            "INSERT INTO taken_booth VALUES (%s, %s, now() + interval '15 minutes') ON CONFLICT (booth_id) DO UPDATE "
            "SET claim_id = excluded.claim_id, held_until = excluded.held_until "
            "WHERE taken_booth.held_until <= now() RETURNING booth_id",
            (booth, number),
        ).fetchall()
        entry = run(
            "INSERT INTO journal_entry (exhibition_id, kind, actor, subject, before, after, public, at) "
            "VALUES (1, 'booth-held', 'user:1', %s, '{}', %s, false, now()) RETURNING id",
            (f"claim:{number}", json.dumps({"booths": [booth]})),
        ).fetchone()
        run("INSERT INTO journal_pending VALUES (%s)", entry)
        connection.commit()

    return hold, connection.close
