"""`make run`: migrate, fill the sample once, then the server and the worker until Ctrl-C."""

import contextlib
import json
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from types import FrameType

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from booth_app.config import SettingsError, load  # noqa: E402

BIN = ROOT / ".venv" / "bin"
FLASK = [str(BIN / "flask"), "--app", "wsgi"]


def say(*lines: str) -> None:
    """Lines for the person at the terminal, at once."""
    print(*lines, sep="\n", flush=True)


def wait(server: subprocess.Popen[bytes], port: int) -> None:
    """Until the server listens, or has ended."""
    while server.poll() is None:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.05)


def prepared(url: str) -> bool:
    """Whether a local database has the newest schema and the sample: then `flask prepare` would find nothing to do.

    It is asked without the application, which takes seconds to begin: a second `make run` shows its page by then.
    """
    newest = max(each.name[:4] for each in (ROOT / "migrations" / "versions").glob("[0-9]*.py"))
    path = Path(url.removeprefix("sqlite:///")).resolve()
    if not url.startswith("sqlite:///") or not path.is_file():
        return False
    try:
        with contextlib.closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as database:
            versions = database.execute("SELECT version_num FROM alembic_version").fetchall()
            found = database.execute("SELECT 1 FROM exhibition WHERE slug = 'forum'").fetchone()
    except sqlite3.Error:
        return False
    return versions == [(newest,)] and found is not None


def main() -> int:
    """Run until stopped; gives the exit code."""
    os.chdir(ROOT)
    try:
        settings = load()
    except SettingsError as error:
        say(f"booth_app does not start: {error}")
        return 1
    settings.booth_data_dir.mkdir(parents=True, exist_ok=True)
    if not prepared(settings.database_url):
        done = subprocess.run([*FLASK, "prepare", *([] if settings.production else ["--sample"])], check=False)
        if done.returncode:
            return done.returncode

    server = [
        *(str(BIN / "uvicorn"), "asgi:app", "--host", "127.0.0.1", "--port", str(settings.port)),
        *("--timeout-graceful-shutdown", "3", "--log-level", "warning", "--no-server-header"),
        "--no-proxy-headers",
    ]
    children = [subprocess.Popen(server)]

    def stop(_signal: int, _frame: FrameType | None) -> None:
        for each in children:
            each.terminate()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    wait(children[0], settings.port)  # the first page comes before what can wait: two more processes to begin
    children.append(subprocess.Popen([*FLASK, "worker"]))
    say("", f"  {settings.booth_public_url}/", "")
    if not settings.production:
        accounts = subprocess.run([*FLASK, "sample", "accounts", "--format", "json"], capture_output=True, check=False)
        for each in json.loads(accounts.stdout or "[]"):
            say(f"  {each['role']:14} {each['email']:34} {each['password']}  {each['organisation'] or ''}")
        say("", "  Mail is shown at /en/account/mail. Stop with Ctrl-C.", "")
    code = children[0].wait()
    children[1].terminate()
    children[1].wait()
    return 0 if code in (0, -signal.SIGTERM, -signal.SIGINT) else code


if __name__ == "__main__":
    sys.exit(main())
