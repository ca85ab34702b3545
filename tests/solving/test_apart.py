"""Solving in another process: the same answers, stopped when nobody asks any more, and no hanging when it dies."""

import subprocess
from dataclasses import replace

import pytest
from hypothesis import given, settings

from booth_app.solving.timetable import Answer, Placed, Why, apart, solve
from booth_app.solving.timetable.wire import answer_from_json, answer_to_json, problem_from_json, problem_to_json
from tests.solving.problems import faults, forum
from tests.solving.test_timetable import small


@settings(max_examples=50)
@given(small())
def test_a_problem_comes_back_as_it_was(problem):
    assert problem_from_json(problem_to_json(problem)) == problem


@pytest.mark.parametrize("bound", [float("inf"), 12.5])
def test_an_answer_comes_back_as_it_was(bound):
    answer = Answer({"a": Placed("hall", 7)}, {"b": Why.NO_ROOM}, 10, bound, "last")

    assert answer_from_json(answer_to_json(answer)) == answer


def test_the_other_process_gives_the_same_timetable():
    problem = forum(6, 2, 1)
    *_, here = solve(problem, seconds=5)

    there = apart.best(problem, seconds=5)

    assert faults(problem, there) == []
    assert (there.value, there.proven) == (here.value, here.proven)


def test_whoever_stops_asking_ends_the_process(monkeypatch):
    started = []
    real = subprocess.Popen

    def popen(*given, **named):
        started.append(real(*given, **named))
        return started[-1]

    monkeypatch.setattr(apart.subprocess, "Popen", popen)

    first = next(iter_ := apart.answers(forum(60, 2, 3), seconds=60))
    iter_.close()

    assert first.placed
    assert started[0].poll() is not None


def test_a_process_that_dies_is_said_and_not_waited_for():
    nonsense = replace(forum(3, 1, 1), step=0)  # no grid: the child divides by it

    with pytest.raises(apart.SolverFailed):
        apart.best(nonsense, seconds=1)
