"""The life of a claim, as data: services, buttons, the guide and tests all read it.

    (none) ──hold──▶ held ──submit──▶ submitted ──approve──▶ confirmed
                      │ ╲ release         │ withdraw, reject      │ cancel
                      ▼  ▼                ▼                       ▼
                expired  released   withdrawn / rejected      cancelled

Where an exhibition approves nothing by hand, submit leads from held to confirmed. Whoever tries again after an end
makes a new claim: nothing leaves a final state. A hold past its time is over whether or not anyone has written
`expired` yet (`effective`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType

from booth_app.claims.models import ClaimState

_HELD, _SUBMITTED, _CONFIRMED = ClaimState.HELD, ClaimState.SUBMITTED, ClaimState.CONFIRMED

ACTIVE = frozenset({_HELD, _SUBMITTED, _CONFIRMED})
"""A claim in one of these has its booths (a hold: until its time)."""
FINAL = frozenset(ClaimState) - ACTIVE


class By(StrEnum):
    """Who may use a verb: the organisation whose claim it is, staff, or nobody but the clock."""

    EXHIBITOR = "exhibitor"
    STAFF = "staff"
    TIME = "time"


@dataclass(frozen=True, slots=True)
class Verb:
    """What a verb does: from which state to which (more than one where the exhibition's settings decide).

    `kind` is how the journal calls it.
    """

    by: By
    kind: str
    ways: Mapping[ClaimState | None, tuple[ClaimState, ...]]


VERBS: Mapping[str, Verb] = MappingProxyType(
    {
        "hold": Verb(By.EXHIBITOR, "booth-held", {None: (_HELD,)}),
        "assign": Verb(By.STAFF, "claim-assigned", {None: (_SUBMITTED, _CONFIRMED)}),
        "extend": Verb(By.EXHIBITOR, "hold-extended", {_HELD: (_HELD,)}),
        "release": Verb(By.EXHIBITOR, "hold-released", {_HELD: (ClaimState.RELEASED,)}),
        "expire": Verb(By.TIME, "hold-expired", {_HELD: (ClaimState.EXPIRED,)}),
        "submit": Verb(By.EXHIBITOR, "claim-submitted", {_HELD: (_SUBMITTED, _CONFIRMED)}),
        "withdraw": Verb(By.EXHIBITOR, "claim-withdrawn", {_SUBMITTED: (ClaimState.WITHDRAWN,)}),
        "cancel": Verb(By.EXHIBITOR, "claim-cancelled", {_CONFIRMED: (ClaimState.CANCELLED,)}),
        "approve": Verb(By.STAFF, "claim-confirmed", {_SUBMITTED: (_CONFIRMED,)}),
        "reject": Verb(By.STAFF, "claim-rejected", {_SUBMITTED: (ClaimState.REJECTED,)}),
        "vacate": Verb(
            By.STAFF,
            "claim-vacated",
            {
                _HELD: (ClaimState.RELEASED,),
                _SUBMITTED: (ClaimState.REJECTED,),
                _CONFIRMED: (ClaimState.CANCELLED,),
            },
        ),
        "move": Verb(By.STAFF, "claim-moved", {each: (each,) for each in (_HELD, _SUBMITTED, _CONFIRMED)}),
        # On a hold that has just ended too: what was typed is kept for the next form.
        "fill": Verb(
            By.EXHIBITOR,
            "claim-filled",
            {each: (each,) for each in (_HELD, _SUBMITTED, _CONFIRMED, ClaimState.EXPIRED)},
        ),
        "share": Verb(By.EXHIBITOR, "claim-shared", {each: (each,) for each in (_HELD, _SUBMITTED, _CONFIRMED)}),
    }
)


def sources(verb: str) -> frozenset[ClaimState]:
    """The states in which a claim can be for `verb`."""
    return frozenset(state for state in VERBS[verb].ways if state is not None)


def target(verb: str, state: ClaimState | None) -> ClaimState | None:
    """Where `verb` leads from `state` (the first way where settings decide); None where it leads nowhere."""
    ways = VERBS[verb].ways.get(state, ())
    return ways[0] if ways else None


def verbs(state: ClaimState, by: By) -> tuple[str, ...]:
    """What `by` may do with a claim in `state`: the buttons to show."""
    return tuple(name for name, verb in VERBS.items() if verb.by == by and state in verb.ways)


def effective(state: ClaimState, held_until: datetime | None, now: datetime) -> ClaimState:
    """The state that counts: a hold past its time is over, written or not."""
    if state == _HELD and held_until is not None and held_until <= now:
        return ClaimState.EXPIRED
    return state
