"""Clients in a hurry: each an organisation that holds and releases booths through the real server as fast as it can.

Run as a process of its own (`python -m tests.kit.rush PARAMETERS.json`); writes what each client saw, one line an
operation. An answer that does not come is asked for again with the same key, on whichever server lives, until one does.
"""

import http.client
import json
import random
import re
import sys
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

FINAL = {303, 409}
PATIENCE = 40.0
CLAIM = re.compile(r"/claims/(\d+)")


@dataclass
class Client:
    """One organisation."""

    name: str
    cookie: str
    csrf: str
    ports: list[int]
    numbers: list[str]
    attempts: int
    dice: random.Random
    seen: list[dict[str, Any]] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    asked: int = 0

    def work(self) -> None:
        """Take and release until the attempts are used up; what is held at the end stays held."""
        mine: tuple[str, str] | None = None
        while self.asked < self.attempts:
            if mine is None or self.dice.random() < 0.25:
                number = self.dice.choice(self.numbers)
                if mine is not None and number == mine[0]:
                    continue
                status, location = self.ask(f"/en/forum/booths/{number}/hold", "take", number)
                if status == 303:
                    found = CLAIM.search(location)
                    if found is None:
                        self.wrong.append(f"303 to {location}")
                        return
                    if mine is not None:
                        self.give_back(mine)
                    mine = (number, found[1])
            else:
                self.give_back(mine)
                mine = None

    def give_back(self, held: tuple[str, str]) -> None:
        """Release a hold of this client's."""
        self.ask(f"/en/my/forum/claims/{held[1]}/release", "free", held[0])

    def ask(self, path: str, kind: str, number: str) -> tuple[int, str]:
        """One request, asked for until it is answered."""
        key = f"{self.name}-{len(self.seen):06}-{self.dice.getrandbits(40):010x}"
        body = urlencode({"csrf_token": self.csrf, "request_key": key})
        headers = {"Cookie": self.cookie, "Content-Type": "application/x-www-form-urlencoded"}
        began, status, location = time.monotonic(), 0, ""
        while time.monotonic() < began + PATIENCE:
            self.asked += 1
            connection = http.client.HTTPConnection("127.0.0.1", self.dice.choice(self.ports), timeout=10)
            try:
                connection.request("POST", path, body, headers)
                answer = connection.getresponse()
                answer.read()
                status, location = answer.status, answer.getheader("Location") or ""
            except (OSError, http.client.HTTPException):
                time.sleep(0.02)
                continue
            finally:
                connection.close()
            if status in FINAL:
                break
            if status != 503:
                self.wrong.append(f"{status} for {path}")
                break
            time.sleep(0.05)
        said = {303: "ok", 409: "refused"}.get(status, "unknown")
        claim = CLAIM.search(location if kind == "take" else path)
        self.seen.append(
            {
                "booth": number,
                "kind": kind,
                "owner": self.name,
                "start": began,
                "end": time.monotonic() if said != "unknown" else None,
                "answer": said,
                "claim": int(claim[1]) if claim and said == "ok" else None,
            }
        )
        return status, location


def main(parameters: Path) -> None:
    """Run the clients of one process and write what they saw beside the parameters."""
    given = json.loads(parameters.read_text())
    clients = [
        Client(
            each["name"],
            each["cookie"],
            each["csrf"],
            given["ports"],
            given["numbers"],
            given["attempts"],
            random.Random(each["name"]),
        )
        for each in given["clients"]
    ]
    threads = [threading.Thread(target=client.work) for client in clients]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    saw = {
        "seen": [each for client in clients for each in client.seen],
        "wrong": [each for client in clients for each in client.wrong],
        "asked": sum(client.asked for client in clients),
    }
    parameters.with_suffix(".saw").write_text(json.dumps(saw))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
