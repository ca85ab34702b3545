"""The first of two steps for a large timetable: which slot in which window, on which stage; the order comes later.

A model with a choice per start does not come to an end at 200 slots; one with a choice per window does, and what it
proves is a bound for the whole: it asks less than a timetable does (lengths must fit in sum, a presenter's slots too)
and pays for each choice the most that any of its starts is worth.
Source: measured for this project, `docs/performance.md`.
"""

from collections import defaultdict
from collections.abc import Mapping

from booth_app.solving.milp import Model
from booth_app.solving.timetable.possible import Possible
from booth_app.solving.timetable.values import Show, Stage

Choice = tuple[str, int, str]
"""Slot, number of the window, stage."""


def assign(possible: Possible, seconds: float) -> tuple[dict[str, tuple[int, str]] | None, float]:
    """By slot the window and the stage it should be in, and the bound of the whole problem."""
    model = Model()
    choices: dict[Choice, int] = {choice: model.variable(worth) for choice, worth in _worths(possible).items()}
    of_show: dict[str, list[int]] = defaultdict(list)
    for (key, _, _), choice in choices.items():
        of_show[key].append(choice)
    for mine in of_show.values():
        model.at_most([(each, 1) for each in mine], 1)
    _fit_stages(model, possible, choices)
    _fit_presenters(model, possible, choices)
    _spread(model, possible, choices)
    solved = model.solve(seconds, gap=1e-4)
    if solved.values is None:
        return None, solved.bound
    chosen = {key: (window, stage) for (key, window, stage), at in choices.items() if solved.values[at] > 0.5}
    return chosen, solved.bound


def _worths(possible: Possible) -> Mapping[Choice, int]:
    best: dict[Choice, int] = {}
    for key, places in possible.starts.items():
        show = possible.shows[key]
        for at in places:
            choice = key, possible.window(at.start), at.stage
            best[choice] = max(best.get(choice, 0), possible.worth(show, at))
    return best


def _fit_stages(model: Model, possible: Possible, choices: Mapping[Choice, int]) -> None:
    """In a window of a stage, slots take in sum what there is; the last one of a stretch needs no change-over."""
    step = possible.problem.step
    groups: dict[tuple[int, str], list[tuple[int, int]]] = defaultdict(list)
    spare: dict[tuple[int, str], int] = defaultdict(int)
    for (key, window, stage), choice in choices.items():
        takes = _takes(possible.shows[key], possible.stages[stage], step)
        groups[window, stage].append((choice, takes))
        spare[window, stage] = max(spare[window, stage], takes - possible.shows[key].length)
    for (window, stage), members in groups.items():
        begin, end = possible.windows[window]
        spans = [span for span in possible.stages[stage].free if begin <= span.begin and span.end <= end]
        room = sum(span.end - -(-span.begin // step) * step + spare[window, stage] for span in spans)
        model.at_most(members, room)


def _takes(show: Show, stage: Stage, step: int) -> int:
    """From its start to the next possible one, on the grid."""
    return -(-(show.length + stage.change_over) // step) * step


def _fit_presenters(model: Model, possible: Possible, choices: Mapping[Choice, int]) -> None:
    groups: dict[tuple[str, int], list[tuple[int, int]]] = defaultdict(list)
    for (key, window, _), choice in choices.items():
        show = possible.shows[key]
        for presenter in show.presenters:
            groups[presenter, window].append((choice, show.length))
    for (_, window), members in groups.items():
        span = possible.windows[window]
        model.at_most(members, span.end - span.begin)


def _spread(model: Model, possible: Possible, choices: Mapping[Choice, int]) -> None:
    groups: dict[tuple[str, int], list[int]] = defaultdict(list)
    for (key, window, _), choice in choices.items():
        if category := possible.shows[key].category:
            groups[category, window].append(choice)
    for (category, _), members in groups.items():
        fair = possible.fair[category]
        over = model.variable(-possible.weights.spread, upper=len(members), whole=False)
        model.at_most([*((each, 1) for each in members), (over, -1)], fair)
