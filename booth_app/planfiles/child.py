"""The process that reads a stranger's file: `python -m booth_app.planfiles.child TASK FORMAT OPTIONS`, bytes on stdin.

Writes one JSON object, `{"done": …}` or `{"refused": …}`. An error of ours ends it with a code of its own.
"""

import ctypes
import json
import resource
import signal
import sys
from collections.abc import Callable, Mapping
from importlib import import_module
from types import MappingProxyType
from typing import Any

from shapely.errors import GEOSException

from booth_app.planfiles import limits
from booth_app.planfiles.asked import Asked
from booth_app.planfiles.look import Look
from booth_app.planfiles.look import to_json as look_to_json
from booth_app.planfiles.read import reader
from booth_app.planfiles.reading import Reading
from booth_app.planfiles.report import report
from booth_app.planfiles.unreadable import Unreadable
from booth_app.planfiles.values import to_json

Task = Callable[[bytes, Mapping[str, Any]], Any]

_NEW_NETWORK = 0x40000000  # CLONE_NEWNET


def main() -> int:
    """Do the task within the limits."""
    task, form, options = sys.argv[1], sys.argv[2], json.loads(sys.argv[3])
    do = _brought_in(task, form)
    _confine()
    try:
        answer = {"done": do(sys.stdin.buffer.read(), options)}
    except Unreadable as refused:
        answer = {"refused": refused.to_json()}
    except (MemoryError, GEOSException) as error:
        if isinstance(error, GEOSException) and "bad_alloc" not in str(error):
            raise
        answer = {"refused": Unreadable("limits").to_json()}
    sys.stdout.write(json.dumps(answer, ensure_ascii=True, allow_nan=False))
    return 0


def _brought_in(task: str, form: str) -> Task:
    """The task with the reader that it needs, which is imported here: each takes its time, and most are not needed."""
    if task == "look":
        look = import_module("booth_app.planfiles.looking").look
        return lambda data, options: _looked(*look(form, data, Asked.from_json(options)))
    read, done = reader(form), TASKS[task]
    return lambda data, options: done(read(data, Asked.from_json(options)), options)


def _looked(seen: Look, read: Reading | Unreadable) -> Any:
    reading = {"refused": read.to_json()} if isinstance(read, Unreadable) else {"done": _read(read, {})}
    return {"look": look_to_json(seen), "reading": reading}


def _read(reading: Reading, _: Mapping[str, Any]) -> Any:
    return {
        "plan": to_json(reading.plan),
        "scale": {"metres_per_unit": reading.scale.metres_per_unit, "source": reading.scale.source},
        "notes": [{"code": note.code, "values": dict(note.values)} for note in reading.notes],
    }


def _check(reading: Reading, options: Mapping[str, Any]) -> Any:
    return report(reading, options["rules"])


TASKS: Mapping[str, Callable[[Reading, Mapping[str, Any]], Any]] = MappingProxyType({"read": _read, "check": _check})


def _confine() -> None:
    """Take away what a file has no need of. Done after the imports, which need more, and before the first byte."""
    for what, most in (
        (resource.RLIMIT_CPU, limits.CPU_SECONDS),
        (resource.RLIMIT_FSIZE, limits.ANSWER),
        (resource.RLIMIT_NOFILE, limits.OPEN_FILES),
        (resource.RLIMIT_CORE, 0),
    ):
        _limit(what, most)
    if sys.platform != "darwin":  # which knows the limit and refuses every value of it
        _limit(resource.RLIMIT_AS, limits.MEMORY)
    signal.signal(signal.SIGXFSZ, signal.SIG_DFL)  # Python would make it an error like any other
    # A network of its own has no way out. Only root may ask for one; for others the reader, which opens nothing,
    # has to be enough.
    unshare = getattr(ctypes.CDLL(None), "unshare", None)
    if unshare is not None:
        unshare(_NEW_NETWORK)


def _limit(what: int, most: int) -> None:
    _, hard = resource.getrlimit(what)
    most = most if hard == resource.RLIM_INFINITY else min(most, hard)
    resource.setrlimit(what, (most, most))


if __name__ == "__main__":
    try:
        code = main()
    except Exception:
        code = limits.FAILED
    sys.exit(code)
