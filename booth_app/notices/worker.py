"""What happens by itself: numbers for the journal, holds that lapsed, mail. Several workers at once share the work.

Nothing that a person relies on waits for it: a hold ends by the clock, a number is given after each commit. One step
that fails is logged and does not keep the others from running.
"""

import random
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, field

import structlog
from flask import Flask

from booth_app.base import clock, idempotency
from booth_app.base.db import Database
from booth_app.base.errors import NotFound
from booth_app.claims import services as claims
from booth_app.config import Settings
from booth_app.demos.seats import services as seats
from booth_app.notices import outbox, rendering, routing
from booth_app.notices.kept import Shelf
from booth_app.notices.sending import Outcome, Transport, send_next
from booth_app.notices.transport import Server
from booth_app.notices.writing import writer

LOOK_SECONDS = 1.0
"""How often to look for work when there was none."""
FORGET_SECONDS = 3600.0
_FIRST_WAIT, _LONGEST_WAIT = 5.0, 60.0
log = structlog.get_logger(__name__)


@dataclass(slots=True)
class Worker:
    """One worker. `stop` ends it after the step it is in."""

    app: Flask
    stop: threading.Event = field(default_factory=threading.Event)
    _begun: bool = False
    _away: int = 0
    _mail_after: float = 0.0
    _forget_after: float = 0.0

    def run(self) -> None:
        """Work until stopped."""
        log.info("worker-started")
        while not self.stop.is_set():
            self.turn()
            self.stop.wait(LOOK_SECONDS)
        log.info("worker-stopped")

    def turn(self) -> None:
        """Do what there is to do now."""
        for step in (self._sweep, self._settle, self._number, self._route, self._send, self._forget):
            if self.stop.is_set():
                return
            try:
                step()
            except Exception:
                log.exception("worker-step-failed", step=step.__name__.strip("_"))

    @property
    def _database(self) -> Database:
        return self.app.extensions["database"]

    def _number(self) -> None:
        self.app.extensions["news"].number()

    def _sweep(self) -> None:
        with self._database.write() as session:
            claims.sweep(session, now=clock.now(session))

    def _settle(self) -> None:
        """Offers of seats that ended pass on, so that whoever is next has a mail. Each slot by itself."""
        with self._database.read() as reading:
            ended = seats.ended(reading, now=clock.now(reading))
        for exhibition_id, slot_id in ended:
            with suppress(NotFound), self._database.write() as session:
                seats.settle(session, exhibition_id, slot_id, now=clock.now(session))

    def _route(self) -> None:
        with self.app.app_context():
            host = rendering.own_host()
        if not self._begun:
            with self._database.write() as session:
                routing.begin(session)
            self._begun = True
        while not self.stop.is_set():
            with self._database.read() as session:
                if not routing.behind(session):
                    return
            with self._database.write() as session:
                if routing.route(session, host=host, now=clock.now(session)) < routing.AT_ONCE:
                    return

    def _send(self) -> None:
        if time.monotonic() < self._mail_after:
            return
        hand_over, write = transport(self.app), writer(self.app)
        while not self.stop.is_set() and self._due():
            if send_next(self._database, hand_over, write) == Outcome.AWAY:
                self._away += 1
                wait = min(_FIRST_WAIT * 2 ** (self._away - 1), _LONGEST_WAIT) * random.uniform(0.5, 1.5)  # noqa: S311
                self._mail_after = time.monotonic() + wait
                return
            self._away = 0

    def _due(self) -> bool:
        # Looked up on the reading engine, so that an idle worker never stands in a writer's way.
        with self._database.read() as session:
            return outbox.waiting(session, now=clock.now(session))

    def _forget(self) -> None:
        if time.monotonic() < self._forget_after:
            return
        with self._database.write() as session:
            now = clock.now(session)
            idempotency.forget(session, now=now)
            outbox.forget(session, now=now)
            seats.forget(session, now=now)
        self._forget_after = time.monotonic() + FORGET_SECONDS


def transport(app: Flask) -> Transport:
    """Where an application hands its mail over: the server that `MAIL_URL` names, else the shelf."""
    settings: Settings = app.config["SETTINGS"]
    if not settings.mail_url:
        return Shelf(app.extensions["database"])
    with app.app_context():
        return Server.at(settings.mail_url, rendering.own_host())
