"""A problem and an answer as JSON values, for the process that solves."""

from collections.abc import Mapping
from typing import Any

from booth_app.solving.timetable.values import Answer, Placed, Problem, Show, Span, Stage, Why


def problem_to_json(problem: Problem) -> dict[str, Any]:
    """JSON values; `problem_from_json` gives the same problem."""
    return {
        "step": problem.step,
        "stages": [
            {
                "key": each.key,
                "free": [list(span) for span in each.free],
                "change_over": each.change_over,
                "seats": each.seats,
                "kind": each.kind,
                "equipment": sorted(each.equipment),
            }
            for each in problem.stages
        ],
        "shows": [
            {
                "key": each.key,
                "length": each.length,
                "presenters": sorted(each.presenters),
                "wanted": each.wanted,
                "category": each.category,
                "kinds": sorted(each.kinds),
                "needs": sorted(each.needs),
                "available": None if each.available is None else [list(span) for span in each.available],
                "preferred": [list(span) for span in each.preferred],
                "pinned": None if each.pinned is None else list(each.pinned),
                "published": None if each.published is None else list(each.published),
            }
            for each in problem.shows
        ],
    }


def problem_from_json(value: Mapping[str, Any]) -> Problem:
    """What `problem_to_json` wrote; the process trusts its parent."""
    stages = tuple(
        Stage(**(each | {"free": _spans(each["free"]), "equipment": frozenset(each["equipment"])}))
        for each in value["stages"]
    )
    shows = tuple(
        Show(
            **(
                each
                | {name: frozenset(each[name]) for name in ("presenters", "kinds", "needs")}
                | {name: None if each[name] is None else Placed(*each[name]) for name in ("pinned", "published")}
                | {"available": None if each["available"] is None else _spans(each["available"])}
                | {"preferred": _spans(each["preferred"])}
            )
        )
        for each in value["shows"]
    )
    return Problem(stages, shows, value["step"])


def answer_to_json(answer: Answer) -> dict[str, Any]:
    """JSON values; a bound that is not known yet is null."""
    return {
        "placed": {key: list(at) for key, at in answer.placed.items()},
        "unplaced": {key: why.value for key, why in answer.unplaced.items()},
        "value": answer.value,
        "bound": None if answer.bound == float("inf") else answer.bound,
        "stage": answer.stage,
    }


def answer_from_json(value: Mapping[str, Any]) -> Answer:
    """What `answer_to_json` wrote.

    Raises:
        KeyError, TypeError, ValueError: it is no answer.
    """
    return Answer(
        placed={str(key): Placed(str(stage), int(start)) for key, (stage, start) in value["placed"].items()},
        unplaced={str(key): Why(why) for key, why in value["unplaced"].items()},
        value=int(value["value"]),
        bound=float("inf") if value["bound"] is None else float(value["bound"]),
        stage=str(value["stage"]),
    )


def _spans(values: list[list[int]]) -> tuple[Span, ...]:
    return tuple(Span(*each) for each in values)
