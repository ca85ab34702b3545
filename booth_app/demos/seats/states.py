"""The life of a reservation, as data: services, buttons, the guide and tests all read it.

   requested ──approve──▶ held ──confirm──▶ reserved ──cancel──▶ cancelled
       │ refuse            │ ▲                 └─ its slot is taken away: removed
       ▼          lapse or │ │ offer
    refused       decline  ▼ │
             lapsed/declined waiting ──leave──▶ cancelled

`held` has its seats until a time: a new reservation until its visitor has opened the link, a seat that became free
until the one who waited for it answers. Nothing but the time ends it; whoever looks next writes that down.
"""

from collections.abc import Mapping
from types import MappingProxyType

from booth_app.demos.seats.models import SeatState

_S = SeatState
ACTIVE = frozenset({_S.REQUESTED, _S.WAITING, _S.HELD, _S.RESERVED})
"""Somebody may still come by it: one a person and slot."""
SEATED = frozenset({_S.HELD, _S.RESERVED})
"""Has seats."""

TRANSITIONS: Mapping[str, tuple[frozenset[SeatState], SeatState]] = MappingProxyType(
    {
        "confirm": (frozenset({_S.HELD}), _S.RESERVED),
        "decline": (frozenset({_S.HELD}), _S.DECLINED),
        "cancel": (frozenset({_S.REQUESTED, _S.WAITING, _S.RESERVED}), _S.CANCELLED),
        "lapse": (frozenset({_S.HELD}), _S.LAPSED),
        "offer": (frozenset({_S.WAITING}), _S.HELD),
        "refuse": (frozenset({_S.REQUESTED}), _S.REFUSED),
        "remove": (ACTIVE, _S.REMOVED),
    }
)


VISITORS = ("confirm", "decline", "cancel")
"""Verbs of whoever has the link."""


def verbs(state: SeatState) -> list[str]:
    """What its visitor may do with a reservation in a state: the buttons to show."""
    return [verb for verb in VISITORS if state in TRANSITIONS[verb][0]]
