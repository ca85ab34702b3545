"""What a timetable is worth, and which starts are still free beside it."""

from collections import Counter, defaultdict
from collections.abc import Mapping

from booth_app.solving.timetable.possible import Possible
from booth_app.solving.timetable.values import Placed, Show


def value(possible: Possible, placed: Mapping[str, Placed]) -> int:
    """The points of a timetable by the problem's weights."""
    weights = possible.weights
    at_once: Counter[tuple[str, int]] = Counter()
    together: Counter[tuple[str, int]] = Counter()
    total = 0
    for key, at in placed.items():
        show = possible.shows[key]
        total += possible.worth(show, at)
        if show.category:
            together[show.category, possible.window(at.start)] += 1
            at_once.update((show.category, tick) for tick in range(at.start, at.start + show.length))
    total -= weights.apart * sum(number - 1 for number in at_once.values() if number > 1)
    total -= weights.spread * sum(max(0, number - possible.fair[each]) for (each, _), number in together.items())
    return total


class Taken:
    """Ticks of stages and presenters that are in use, as the tables of the timetable hold them.

    A row of bits for each of them, one bit a tick: thousands of starts are tried for one slot.
    """

    def __init__(self, possible: Possible, placed: Mapping[str, Placed] | None = None) -> None:
        self._possible = possible
        self._stages: defaultdict[str, int] = defaultdict(int)
        self._presenters: defaultdict[str, int] = defaultdict(int)
        for key, at in (placed or {}).items():
            self.add(possible.shows[key], at)

    def add(self, show: Show, at: Placed) -> None:
        """Take what a slot takes."""
        on_stage, itself = self._bits(show, at)
        self._stages[at.stage] |= on_stage
        for presenter in show.presenters:
            self._presenters[presenter] |= itself

    def stage_free(self, show: Show, at: Placed) -> bool:
        """Whether the stage is free there, change-over counted."""
        return not self._stages[at.stage] & self._bits(show, at)[0]

    def free(self, show: Show, at: Placed) -> bool:
        """Whether the stage is free there and none of the presenters is in another slot."""
        on_stage, itself = self._bits(show, at)
        return not self._stages[at.stage] & on_stage and not any(
            self._presenters[each] & itself for each in show.presenters
        )

    def _bits(self, show: Show, at: Placed) -> tuple[int, int]:
        begin = at.start - self._possible.origin
        length = show.length + self._possible.stages[at.stage].change_over
        return ((1 << length) - 1) << begin, ((1 << show.length) - 1) << begin
