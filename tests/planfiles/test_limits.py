"""The child process: what it may not do, and what becomes of it when it tries."""

import json
import socket
import subprocess
import sys
import time

import pytest

from booth_app.planfiles import limits, read_limited, read_svg
from booth_app.planfiles.asked import Asked
from booth_app.planfiles.limits import ReaderFailed, run
from booth_app.planfiles.unreadable import Unreadable
from tests.planfiles.drawings import FLOORPLANS, ROOT, drawing

MAIN = (FLOORPLANS / "main-hall.svg").read_bytes()


@pytest.fixture
def child(monkeypatch, tmp_path):
    """Puts other code in the place of the reader, in a child that is confined the same way."""

    def put(body: str) -> None:
        script = tmp_path / "child.py"
        script.write_text(
            "import sys\n"
            f"sys.path.insert(0, {str(ROOT)!r})\n"
            "from booth_app.planfiles import child\n"
            "child._confine()\n"
            f"{body}\n"
        )
        monkeypatch.setattr(limits, "_COMMAND", [sys.executable, str(script)])

    return put


def test_a_child_reads_what_the_reader_reads():
    assert read_limited(MAIN) == read_svg(MAIN)


def test_a_refusal_comes_back_as_the_same_refusal():
    data = drawing('<rect id="r" data-kind="booth" x="NaN" width="3" height="3"/>')
    with pytest.raises(Unreadable) as here:
        read_svg(data)

    with pytest.raises(Unreadable) as there:
        read_limited(data)

    assert there.value.to_json() == here.value.to_json()
    assert there.value.message("ar") == here.value.message("ar")


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("x = bytearray(1 << 31)", None),
        ("import os; os.kill(os.getpid(), 9)", "limits"),
        ("import os; os.abort()", "limits"),
        ("while True: sys.stdout.write('x' * 1_000_000)", "limits"),
        ("sys.stdout.write('{')", None),
        ("sys.stdout.write('[]')", None),
        ('sys.stdout.write(\'{"refused": {"code": "boo"}}\')', None),
        ("sys.stdout.write('{\"refused\": 5}')", None),
        ('sys.stdout.write(\'{"done": {"plan": {}}}\')', None),
        ("sys.exit(3)", None),
    ],
)
def test_a_child_that_dies_or_talks_nonsense_is_a_refusal(child, monkeypatch, body, code):
    monkeypatch.setattr(limits, "ANSWER", 1 << 20)
    child(f"from booth_app.planfiles import limits\n{body}")

    with pytest.raises(Unreadable) as refused:
        read_limited(MAIN)

    assert refused.value.code == (code or "failed")
    assert isinstance(refused.value, ReaderFailed) == (code is None)


def test_a_child_that_needs_too_much_memory_says_so(child):
    child(
        "child.TASKS = {'read': lambda reading, options: bytearray(1 << 31)}\n"
        f"sys.argv = ['child', 'read', 'svg', {json.dumps(json.dumps(Asked().to_json()))}]\n"
        "sys.exit(child.main())"
    )

    with pytest.raises(Unreadable) as refused:
        read_limited(MAIN)

    assert refused.value.code == "limits"


def test_an_error_of_ours_ends_the_child_with_a_code_of_its_own():
    with pytest.raises(ReaderFailed) as refused:
        run("read", MAIN, {"metres_per_unit": "a word"})

    assert refused.value.exit_code == limits.FAILED


def test_processor_time_is_limited(child, monkeypatch):
    monkeypatch.setattr(limits, "CPU_SECONDS", 1)
    child("import resource\nresource.setrlimit(resource.RLIMIT_CPU, (1, 1))\nwhile True: pass")
    started = time.monotonic()

    with pytest.raises(Unreadable) as refused:
        read_limited(MAIN)

    assert refused.value.code == "limits"
    assert time.monotonic() - started < 20


def test_the_clock_on_the_wall_is_limited(child, monkeypatch):
    monkeypatch.setattr(limits, "WALL_SECONDS", 1.0)
    child("import time; time.sleep(60)")
    started = time.monotonic()

    with pytest.raises(Unreadable) as refused:
        read_limited(MAIN)

    assert refused.value.code == "limits"
    assert time.monotonic() - started < 20


def test_a_child_has_the_limits_it_should(child):
    child(
        "import json, resource as r\n"
        "names = ('AS', 'CPU', 'FSIZE', 'NOFILE', 'CORE')\n"
        "print(json.dumps({'done': {n: r.getrlimit(getattr(r, 'RLIMIT_' + n))[1] for n in names}}))"
    )

    assert run("read", b"", {}) == {
        "AS": limits.MEMORY,
        "CPU": limits.CPU_SECONDS,
        "FSIZE": limits.ANSWER,
        "NOFILE": limits.OPEN_FILES,
        "CORE": 0,
    }


def test_a_child_inherits_no_secrets(child, monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "canary")
    monkeypatch.setenv("DATABASE_URL", "canary")
    child("import json, os\nprint(json.dumps({'done': dict(os.environ)}))")

    assert "canary" not in run("read", b"", {}).values()


def may_take_the_network_away() -> bool:
    """Whether the system lets this user give a process a network of its own: root, and not in every container."""
    code = "import ctypes, sys; sys.exit(ctypes.CDLL(None).unshare(0x40000000) != 0)"
    return subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_child_cannot_reach_the_network_where_the_system_allows_it_to_be_taken_away(child):
    with socket.create_server(("127.0.0.1", 0)) as server:
        child(
            "import json, socket\n"
            "try:\n"
            f"    socket.create_connection(('127.0.0.1', {server.getsockname()[1]}), 1)\n"
            "    print(json.dumps({'done': 'connected'}))\n"
            "except OSError:\n"
            "    print(json.dumps({'done': 'cut off'}))"
        )

        told = run("read", b"", {})

    assert told == ("cut off" if may_take_the_network_away() else "connected")


def test_a_file_that_is_too_large_is_refused_before_a_process_is_started(child):
    child("sys.exit(3)")

    with pytest.raises(Unreadable) as refused:
        read_limited(b" " * 20_000_001)

    assert refused.value.code == "too-large"


def test_the_childs_own_command_answers_in_json():
    told = subprocess.run(
        [
            *(sys.executable, "-m", "booth_app.planfiles.child", "check", "svg"),
            json.dumps(Asked().to_json() | {"rules": None}),
        ],
        input=MAIN,
        capture_output=True,
        cwd=ROOT,
        check=True,
    )

    assert json.loads(told.stdout)["done"]["violations"] == []
