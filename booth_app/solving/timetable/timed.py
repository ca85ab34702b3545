"""The exact model: a choice per slot and start, a row per tick. For one window, or for a small timetable whole."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence

from booth_app.solving.milp import Model
from booth_app.solving.timetable.possible import Possible, Tick
from booth_app.solving.timetable.values import Placed


def timed(
    possible: Possible, starts: Mapping[str, Sequence[Placed]], seconds: float
) -> tuple[dict[str, Placed] | None, float]:
    """The best choice among these starts, and the bound that is proven of it (see `Answer`).

    Without clashes by itself: what is placed elsewhere must not share a stage's or presenter's tick with the starts.
    """
    model = Model()
    rows: dict[Tick, list[int]] = defaultdict(list)
    at_once: dict[tuple[str, int], list[int]] = defaultdict(list)
    together: dict[tuple[str, int], list[int]] = defaultdict(list)
    choices: dict[int, tuple[str, Placed]] = {}
    for key, places in starts.items():
        show = possible.shows[key]
        mine = []
        for at in places:
            choice = model.variable(possible.worth(show, at))
            choices[choice] = key, at
            mine.append(choice)
            for taken in possible.ticks(show, at):
                rows[taken].append(choice)
            if show.category:
                together[show.category, possible.window(at.start)].append(choice)
                for tick in range(at.start, at.start + show.length):
                    at_once[show.category, tick].append(choice)
        model.at_most([(each, 1) for each in mine], 1)
    for members in set(map(tuple, rows.values())):  # neighbouring ticks often say the same
        if len(members) > 1:
            model.at_most([(each, 1) for each in members], 1)
    _soften(model, at_once, lambda _: 1, possible.weights.apart)
    _soften(model, together, lambda category: possible.fair[category], possible.weights.spread)
    solved = model.solve(seconds)
    if solved.values is None:
        return None, solved.bound
    return {key: at for choice, (key, at) in choices.items() if solved.values[choice] > 0.5}, solved.bound


def _soften(
    model: Model, groups: Mapping[tuple[str, int], Sequence[int]], allowed: Callable[[str], int], lost: int
) -> None:
    """For each group, what is chosen beyond what is allowed loses points."""
    for (category, _), members in groups.items():
        most = allowed(category)
        if len(members) > most:
            over = model.variable(-lost, upper=len(members), whole=False)
            model.at_most([*((each, 1) for each in members), (over, -1)], most)
