"""Work on a stranger's file, done in a process of its own that may not take much of anything.

The child gets the bytes and nothing else: no database, no secrets of the environment, no network where the system
lets us take it away. What it gives back is our own JSON, checked here like anything from outside. If it dies, runs
too long or answers nonsense, that is one more way for a file to be unreadable.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from booth_app.planfiles import formats
from booth_app.planfiles.asked import NOTHING, Asked
from booth_app.planfiles.look import Look
from booth_app.planfiles.look import from_json as look_from_json
from booth_app.planfiles.reading import Note, Reading, Scale
from booth_app.planfiles.svg import bounds
from booth_app.planfiles.unreadable import SAYS, Unreadable
from booth_app.planfiles.values import NotAPlan, from_json

WALL_SECONDS = 30.0
CPU_SECONDS = 20
MEMORY = 1 << 30
ANSWER = 1 << 28
OPEN_FILES = 32
FAILED = 70
"""Exit code of a child that met an error of ours: the parent refuses the file, a test takes it for what it is."""

_ROOT = Path(__file__).resolve().parents[2]
_COMMAND = [sys.executable, "-s", "-m", "booth_app.planfiles.child"]


class ReaderFailed(Unreadable):
    """The reader itself is at fault: its process ended in a way that no file should be able to cause."""

    def __init__(self, code: int) -> None:
        super().__init__("failed")
        self.exit_code = code


def read_limited(data: bytes, asked: Asked = NOTHING) -> Reading:
    """`read_plan` in a child process with limits on memory, time and files.

    Raises:
        Unreadable: as `read_plan`; `limits` when the child was stopped by one, `failed` when it failed otherwise.
    """
    if len(data) > bounds.BYTES:
        raise Unreadable("too-large", limit=bounds.BYTES // 1_000_000)
    return _reading(run("read", data, asked.to_json()))


def look_limited(data: bytes, asked: Asked = NOTHING) -> tuple[Look, Reading | Unreadable]:
    """What the file holds and what it would be read as, or why it would not be; in a child process with limits.

    Raises:
        Unreadable: it cannot even be seen.
    """
    if len(data) > bounds.BYTES:
        raise Unreadable("too-large", limit=bounds.BYTES // 1_000_000)
    told = run("look", data, asked.to_json())
    try:
        seen, reading = look_from_json(told["look"]), told["reading"]
        return seen, _refusal(reading["refused"]) if "refused" in reading else _reading(reading["done"])
    except (KeyError, IndexError, TypeError, ValueError, AttributeError) as error:
        if isinstance(error, Unreadable):
            raise
        raise ReaderFailed(0) from None


def run(task: str, data: bytes, options: dict[str, Any]) -> Any:
    """The child's answer to a task (`child.py` has them) on the bytes; JSON values, not yet checked.

    Raises:
        Unreadable: a format that nobody reads here, what the child refused, or its end.
    """
    form = formats.recognise(data)
    with tempfile.TemporaryFile() as answer:  # a file and not a pipe: its size is limited too
        try:
            ended = subprocess.run(  # noqa: S603  # our own module by our own Python; the file comes by stdin
                [*_COMMAND, task, form, json.dumps(options)],
                input=data,
                stdout=answer,
                stderr=subprocess.DEVNULL,
                cwd=_ROOT,
                env=_environment(),
                timeout=WALL_SECONDS,
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise Unreadable("limits") from None
        if ended.returncode < 0:  # by a signal: time, memory, size of the answer
            raise Unreadable("limits")
        if ended.returncode:
            raise ReaderFailed(ended.returncode)
        answer.seek(0)
        try:
            told = json.loads(answer.read())
        except ValueError:
            raise ReaderFailed(0) from None
    if not isinstance(told, dict) or len(told) != 1:
        raise ReaderFailed(0)
    if "refused" in told:
        raise _refusal(told["refused"])
    return told.get("done")


def _environment() -> dict[str, str]:
    """What Python needs to start, and one thread for NumPy: each one more would reserve memory."""
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "LC_ALL", "LD_LIBRARY_PATH") if name in os.environ}
    return kept | {"PYTHONUTF8": "1", "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}


def _refusal(value: Any) -> Unreadable:
    try:
        if value["code"] not in SAYS:
            return ReaderFailed(0)
        return Unreadable.from_json(value)
    except (KeyError, TypeError):
        return ReaderFailed(0)


def _reading(value: Any) -> Reading:
    try:
        scale = Scale(float(value["scale"]["metres_per_unit"]), str(value["scale"]["source"]))
        notes = tuple(
            Note(str(note["code"]), {str(k): str(v) for k, v in note["values"].items()}) for note in value["notes"]
        )
        return Reading(from_json(value["plan"]), scale, notes)
    except (KeyError, TypeError, AttributeError, NotAPlan):
        raise ReaderFailed(0) from None
