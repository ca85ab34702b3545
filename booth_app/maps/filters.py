"""Which booths are wanted: read from an address, applied to list and map alike. No booth is looked up for it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, fields
from decimal import Decimal

from werkzeug.datastructures import MultiDict

from booth_app.maps.values import PUBLIC_STATES, STATES, MapBooth, View, own
from booth_app.text.numbers import parse_decimal
from booth_app.text.problems import Unreadable

MINE = "mine"
MOST_SIDES = 4
_LONGEST_TEXT = 100
_MOST_VALUES = 40


@dataclass(frozen=True, slots=True)
class Filter:
    """What is asked for. An empty field asks for nothing; values of one field are alternatives.

    `least` and `most` are square metres; `sides` counts open sides.
    """

    text: str = ""
    states: frozenset[str] = frozenset()
    types: frozenset[str] = frozenset()
    sides: frozenset[int] = frozenset()
    zones: frozenset[str] = frozenset()
    categories: frozenset[str] = frozenset()
    least: Decimal | None = None
    most: Decimal | None = None

    def __bool__(self) -> bool:
        return self.count > 0

    @property
    def count(self) -> int:
        """How many fields ask for something."""
        asked = [getattr(self, each.name) for each in fields(self)]
        return sum(value not in (None, "", frozenset()) for value in asked) - (None not in (self.least, self.most))

    def query(self) -> list[tuple[str, str]]:
        """The same filter as an address has it."""
        several = (("state", self.states), ("type", self.types), ("zone", self.zones), ("category", self.categories))
        pairs = [("q", self.text)] if self.text else []
        pairs += [(name, value) for name, values in several for value in sorted(values)]
        pairs += [("sides", str(value)) for value in sorted(self.sides)]
        bounds = (("from", self.least), ("to", self.most))
        return pairs + [(name, f"{value.normalize():f}") for name, value in bounds if value is not None]


def wanted(args: "MultiDict[str, str]", view: View) -> Filter:
    """The filter of an address; what cannot be read or means nothing to this view is left out."""
    known = {*STATES, MINE} if view is View.BOOKING else set(PUBLIC_STATES)
    states = {value for value in _values(args, "state") if value in known}
    if args.get("free") and view is View.BOOKING:
        states = {"free"}
    return Filter(
        text=" ".join(args.get("q", "")[:_LONGEST_TEXT].split()),
        states=frozenset(states),
        types=frozenset(_values(args, "type")),
        sides=frozenset(int(each) for each in _values(args, "sides") if each.isascii() and each.isdigit()) & _SIDES,
        zones=frozenset(_values(args, "zone")),
        categories=frozenset(_values(args, "category")),
        least=_quantity(args.get("from", "")),
        most=_quantity(args.get("to", "")),
    )


def matching(
    booths: Iterable[MapBooth],
    asked: Filter,
    *,
    found: Collection[int] | None = None,
    organisation_id: int | None = None,
) -> list[MapBooth]:
    """The booths that are asked for, in their order.

    Args:
        booths: as the viewer sees them (`MapBooth.as_seen`).
        found: ids of the booths that the filter's text leads to; None where it asks for no text.
        organisation_id: whose booths `mine` are.
    """
    return [each for each in booths if _matches(each, asked, organisation_id) and (found is None or each.id in found)]


_SIDES = frozenset(range(MOST_SIDES + 1))


def _matches(booth: MapBooth, asked: Filter, organisation_id: int | None) -> bool:
    states = not asked.states or booth.state in asked.states or (MINE in asked.states and own(booth, organisation_id))
    return (
        states
        and (not asked.types or booth.type in asked.types)
        and (not asked.sides or len(booth.open_sides) in asked.sides)
        and (not asked.zones or booth.zone in asked.zones)
        and (not asked.categories or booth.category in asked.categories)
        and (asked.least is None or booth.area_m2 >= asked.least)
        and (asked.most is None or booth.area_m2 <= asked.most)
    )


def _values(args: "MultiDict[str, str]", name: str) -> list[str]:
    return [value for value in args.getlist(name)[:_MOST_VALUES] if value]


def _quantity(text: str) -> Decimal | None:
    if not text.strip():
        return None
    try:
        return parse_decimal(text)
    except Unreadable:
        return None
