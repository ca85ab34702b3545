"""The real server, as many processes as a test wants, to be killed as it likes."""

import contextlib
import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tests.kit.services import free_port

ROOT = Path(__file__).resolve().parent.parent.parent
SECRET = "secret-of-the-tests-0123456789-0123456789"


@dataclass
class Server:
    """Server processes on one database, each on a port of its own."""

    environment: dict[str, str]
    target: str = "asgi:app"
    ports: list[int] = field(default_factory=list)
    processes: dict[int, subprocess.Popen[bytes]] = field(default_factory=dict)

    @property
    def address(self) -> str:
        """The address of the first process."""
        return f"http://127.0.0.1:{self.ports[0]}"

    def start(self, port: int) -> None:
        """Start (or start again) the process of a port."""
        command = [sys.executable, "-m", "uvicorn", self.target, "--host", "127.0.0.1", "--port", str(port)]
        command += ["--log-level", "error", "--timeout-graceful-shutdown", "3"]
        environment = self.environment | {"PORT": str(port), "BOOTH_PUBLIC_URL": f"http://127.0.0.1:{port}"}
        self.processes[port] = subprocess.Popen(command, cwd=ROOT, env=environment)

    def wait(self, port: int, seconds: float = 30) -> None:
        """Wait until a process answers."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            with contextlib.suppress(OSError), urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=2):
                return
            if self.processes[port].poll() is not None:
                raise RuntimeError(f"the server ended with {self.processes[port].returncode}")
            time.sleep(0.05)
        raise RuntimeError("the server did not start")

    def kill(self, port: int) -> None:
        """End a process without a chance to tidy up."""
        self.processes[port].send_signal(signal.SIGKILL)
        self.processes[port].wait(10)

    def stop(self) -> None:
        """End all of them in an orderly way."""
        for process in self.processes.values():
            process.terminate()
        for process in self.processes.values():
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(8)
            if process.poll() is None:
                process.kill()


@contextlib.contextmanager
def serve(
    database_url: str, *, processes: int = 1, worker: bool = False, target: str = "asgi:app", **environment: str
) -> Iterator[Server]:
    """Serve a database for the length of the block; with `worker`, mail and lapsed holds run too."""
    given = {name: value for name, value in os.environ.items() if not name.startswith("BOOTH_")}
    given |= {
        "DATABASE_URL": database_url,
        "SECRET_KEY": SECRET,
        "BOOTH_DATA_DIR": str(ROOT / "var"),
        "BOOTH_LOG_LEVEL": "ERROR",
        "BOOTH_REQUESTS_PER_MINUTE": "100000",
        "PYTHONPATH": str(ROOT),
    }
    server = Server(given | environment, target)
    server.ports = [free_port() for _ in range(processes)]
    extra: subprocess.Popen[bytes] | None = None
    try:
        for port in server.ports:
            server.start(port)
        for port in server.ports:
            server.wait(port)
        if worker:
            command = [sys.executable, "-m", "flask", "--app", "wsgi", "worker"]
            public = {"PORT": str(server.ports[0]), "BOOTH_PUBLIC_URL": server.address}
            extra = subprocess.Popen(command, cwd=ROOT, env=server.environment | public)
        yield server
    finally:
        if extra is not None:
            extra.terminate()
            extra.wait(10)
        server.stop()
