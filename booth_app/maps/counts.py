"""How many booths of a hall stand how, as one view sees them."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from booth_app.maps.values import PUBLIC_STATES, STATES, MapBooth, View


@dataclass(frozen=True, slots=True)
class Counts:
    """Figures of a hall. `exhibitors` are those that are named, each once however many booths it has."""

    total: int
    exhibitors: int
    states: tuple[str, ...]
    amounts: tuple[int, ...]

    def of(self, state: str) -> int:
        """How many booths stand so."""
        return dict(zip(self.states, self.amounts, strict=True)).get(state, 0)


def counts(booths: Iterable[MapBooth], view: View) -> Counts:
    """Count booths by the states that a view tells apart."""
    seen = [each.as_seen(view) for each in booths]
    found = Counter(each.state for each in seen)
    states = STATES if view is View.BOOKING else PUBLIC_STATES
    exhibitors = {each.slug or each.number for each in seen if each.named}
    return Counts(len(seen), len(exhibitors), states, tuple(found[state] for state in states))
