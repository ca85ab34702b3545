"""F62: a sender killed at any step loses nothing; between "250" and commit it sends twice, under one Message-ID."""

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from booth_app.notices.sending import Outcome, send_next
from booth_app.notices.transport import Server
from tests.kit import owed, smtp

ROOT = Path(__file__).resolve().parents[2]

SENDER = """
import os, signal, sys
from datetime import timedelta
from booth_app.base.db import Database
from booth_app.notices import outbox
from booth_app.notices.sending import Outcome, send_next
from booth_app.notices.transport import Server
from tests.kit import owed

url, mail, how = sys.argv[1:]
outbox.LEASE = timedelta(seconds=1)
server = Server.at(mail, "example.org")

class Killed:
    def deliver(self, mail):
        if how == "before":
            os.kill(os.getpid(), signal.SIGKILL)
        server.deliver(mail)
        if how == "after":
            os.kill(os.getpid(), signal.SIGKILL)

import booth_app.notices.sending as sending
sending.CONVERSATION_SECONDS = sending._MARGIN_SECONDS = 0
database = Database(url)
while how != "loop" and send_next(database, Killed(), owed.plain) != Outcome.NOTHING:
    pass
while how == "loop":
    send_next(database, Killed(), owed.plain)
"""


def sender(url: str, mail: str, how: str) -> subprocess.Popen[bytes]:
    """A process that sends, and dies as told."""
    return subprocess.Popen(
        [sys.executable, "-c", SENDER, url, mail, how], cwd=ROOT, env=dict(os.environ, PYTHONPATH=str(ROOT))
    )


@pytest.mark.parametrize(("how", "arrivals"), [("before", 1), ("after", 2)])
def test_a_killed_senders_message_is_sent_again_under_the_same_id(database, database_url, how, arrivals):
    owed.owe(database, "a@example.org")
    with smtp.inbox() as inbox:
        killed = sender(database_url, inbox.url, how).wait(30)
        left_behind = owed.states(database)
        owed.end_leases(database)
        again = send_next(database, Server.at(inbox.url, "example.org"), owed.plain)

    assert killed == -signal.SIGKILL
    assert left_behind == {"a@example.org": "sending"}
    assert again == Outcome.DONE
    assert len(inbox.ids) == arrivals
    assert len(set(inbox.ids)) == 1
    assert owed.states(database) == {"a@example.org": "sent"}


def test_of_many_senders_killed_at_random_nothing_is_lost(database, database_url):
    people = [f"person{n}@example.org" for n in range(60)]
    owed.owe(database, *people)
    chance = random.Random(62)
    with smtp.inbox() as inbox:
        senders = [sender(database_url, inbox.url, "loop") for _ in range(3)]
        deadline, kills = time.monotonic() + 60, 0
        while owed.counted(database)["sent"] < len(people) and time.monotonic() < deadline:
            time.sleep(chance.uniform(0.3, 0.9))
            if kills < 6:
                n = chance.randrange(3)
                senders[n].kill()
                senders[n].wait()
                senders[n], kills = sender(database_url, inbox.url, "loop"), kills + 1
        for each in senders:
            each.kill()
            each.wait()

    arrived = Counter(mail["To"] for mail in inbox.mails)
    assert owed.counted(database) == {"sent": len(people)}
    assert set(arrived) == set(people)
    assert len(set(inbox.ids)) == len(people)
    assert sum(arrived.values()) - len(people) <= kills
