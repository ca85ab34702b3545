"""`python -m booth_app.solving.timetable.child SECONDS`: a problem on standard input, an answer a line on output."""

import json
import sys

from booth_app.solving.timetable.solve import solve
from booth_app.solving.timetable.wire import answer_to_json, problem_from_json


def main() -> None:
    """Solve, and say each answer as soon as it is there."""
    problem = problem_from_json(json.load(sys.stdin))
    for answer in solve(problem, seconds=float(sys.argv[1])):
        sys.stdout.write(json.dumps(answer_to_json(answer)) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
