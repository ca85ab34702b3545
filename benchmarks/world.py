"""Exhibitions of any size to measure on, on both databases, and the real server in front of them."""

import contextlib
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine, text

from booth_app.base import schema
from booth_app.base.db import Database
from tests.kit import make, services
from tests.kit.passes import Pass, issue
from tests.kit.server import SECRET


@dataclass(frozen=True, slots=True)
class World:
    """One exhibition: its database, booth ids and numbers, and a pass for each organisation."""

    url: str
    booths: list[int]
    numbers: list[str]
    organisations: list[int]
    passes: list[Pass]


@contextlib.contextmanager
def databases() -> Iterator[dict[str, Any]]:
    """Makers of fresh, migrated, durable databases by kind; PostgreSQL only where it is on the machine."""
    with tempfile.TemporaryDirectory(dir=Path.cwd() / "var") as folder:
        made = 0

        def sqlite() -> str:
            nonlocal made
            made += 1
            return _migrated(f"sqlite:///{folder}/bench{made}.sqlite3")

        makers: dict[str, Any] = {"SQLite": sqlite}
        binaries = services.postgres_binaries()
        if binaries is None:
            yield makers
            return
        cluster = services.Postgres(binaries, durable=True)

        def postgresql() -> str:
            nonlocal made
            made += 1
            admin = create_engine(
                cluster.url("postgres").replace("postgresql://", "postgresql+psycopg://"), isolation_level="AUTOCOMMIT"
            )
            with admin.connect() as connection:
                connection.execute(text(f"CREATE DATABASE bench{made}"))
            return _migrated(cluster.url(f"bench{made}"))

        makers["PostgreSQL"] = postgresql
        try:
            yield makers
        finally:
            cluster.remove()


def build(url: str, *, booths: int, organisations: int) -> World:
    """An exhibition of `booths` free booths and as many accepted organisations as asked, without a quota."""
    database = Database(url)
    with database.write() as session:
        exhibition = make.exhibition(
            session,
            quota=None,
            booking_opens_at=None,
            booking_closes_at=None,
            hold_minutes=15,
        )
        hall = make.hall(session, exhibition)
        rows = make.plan(session, hall, booths, row=50)
        bodies = [make.organisation(session, exhibition) for _ in range(organisations)]
        people = [make.owner_of(session, each) for each in bodies]
        world = World(
            url,
            [each.id for each in rows],
            [each.number for each in rows],
            [each.id for each in bodies],
            [issue(SECRET, who.fs_uniquifier, body.id) for who, body in zip(people, bodies, strict=True)],
        )
    database.dispose()
    return world


def _migrated(url: str) -> str:
    database = Database(url)
    schema.upgrade(database)
    database.dispose()
    return url
