"""Solving in a process of its own: whoever books a booth meanwhile does not wait, and it can be stopped at any time."""

import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

from booth_app.solving.timetable.values import Answer, Problem
from booth_app.solving.timetable.wire import answer_from_json, problem_to_json

GRACE = 10.0
"""Seconds that the process may take longer than it was given, to start and to finish a step."""
_ROOT = Path(__file__).resolve().parents[3]


class SolverFailed(RuntimeError):
    """The process ended without any answer."""


def answers(problem: Problem, *, seconds: float) -> Iterator[Answer]:
    """The answers of `solve`, as they come. Whoever stops asking ends the process; so does the time when it is up.

    Raises:
        SolverFailed: there was no answer at all.
    """
    command = [sys.executable, "-s", "-m", "booth_app.solving.timetable.child", str(seconds)]
    with subprocess.Popen(  # noqa: S603  # our own module by our own Python
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=_ROOT, text=True
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        bell = threading.Timer(seconds + GRACE, process.kill)
        bell.start()
        count = 0
        try:
            process.stdin.write(json.dumps(problem_to_json(problem)))
            process.stdin.close()
            for line in process.stdout:
                try:
                    answer = answer_from_json(json.loads(line))
                except ValueError:  # the last line of a process that was ended while it wrote
                    break
                count += 1
                yield answer
        except BrokenPipeError:
            pass
        finally:
            bell.cancel()
            process.kill()
        if not count:
            raise SolverFailed


def best(problem: Problem, *, seconds: float) -> Answer:
    """The last answer.

    Raises:
        SolverFailed: there was none.
    """
    *_, last = answers(problem, seconds=seconds)
    return last
