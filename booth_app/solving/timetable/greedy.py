"""A usable timetable at once: the slots with the fewest possible starts first, each where it is worth most."""

from collections.abc import Iterable, Mapping

from booth_app.solving.timetable.judging import Taken
from booth_app.solving.timetable.possible import Possible
from booth_app.solving.timetable.values import Placed, Show


def greedy(possible: Possible, placed: Mapping[str, Placed] | None = None) -> dict[str, Placed]:
    """What is placed already, pinned slots, and as many others as find a start that is still free."""
    found = dict(placed or {})
    taken = Taken(possible, found)
    on: dict[str, list[tuple[int, int]]] = {}
    left = [show for show in possible.problem.shows if show.key not in found]
    left.sort(key=lambda show: (show.pinned is None, len(possible.starts[show.key]), -show.wanted, show.key))
    for show in left:
        best = max(_free(possible, taken, show), key=lambda at: _worth(possible, on, show, at), default=None)
        if best is not None:
            found[show.key] = best
            taken.add(show, best)
            on.setdefault(show.category, []).append((best.start, best.start + show.length))
    return found


def _free(possible: Possible, taken: Taken, show: Show) -> Iterable[Placed]:
    return (at for at in possible.starts[show.key] if taken.free(show, at))


def _worth(
    possible: Possible, on: Mapping[str, list[tuple[int, int]]], show: Show, at: Placed
) -> tuple[float, int, str]:
    """Its own worth less what it loses beside others of its category; early and by name where that is the same."""
    end = at.start + show.length
    shared = sum(max(0, min(end, until) - max(at.start, begin)) for begin, until in on.get(show.category, ()))
    lost = possible.weights.apart * shared if show.category else 0
    return possible.worth(show, at) - lost, -at.start, at.stage
