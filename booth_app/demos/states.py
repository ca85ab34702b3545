"""The life of a showcase, as data: services, buttons, the guide and tests all read it.

   proposed ──accept──▶ accepted
      │  ▲                 │
return│  │resubmit     return, reject, withdraw: its times are freed
      ▼  │                 ▼
 changes_requested     rejected / withdrawn (for good: whoever tries again proposes anew)
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from booth_app.demos.models import ShowcaseState

_PROPOSED, _CHANGES = ShowcaseState.PROPOSED, ShowcaseState.CHANGES_REQUESTED
_ACCEPTED, _REJECTED, _WITHDRAWN = ShowcaseState.ACCEPTED, ShowcaseState.REJECTED, ShowcaseState.WITHDRAWN

PUBLIC = frozenset({_ACCEPTED})
"""Only what staff have read and accepted is shown to anyone outside."""
OPEN = frozenset({_PROPOSED, _CHANGES})
"""What its organisation may still write in."""


@dataclass(frozen=True, slots=True)
class Move:
    """What a verb does: from which states, to which, by whom, written in the journal as what."""

    start: frozenset[ShowcaseState]
    end: ShowcaseState
    by: str
    kind: str


TRANSITIONS: Mapping[str, Move] = MappingProxyType(
    {
        "edit": Move(frozenset({_PROPOSED}), _PROPOSED, "member", "showcase-edited"),
        "resubmit": Move(frozenset({_CHANGES}), _PROPOSED, "member", "showcase-proposed"),
        "withdraw": Move(OPEN | PUBLIC, _WITHDRAWN, "member", "showcase-withdrawn"),
        "accept": Move(frozenset({_PROPOSED}), _ACCEPTED, "programme.edit", "showcase-accepted"),
        "return": Move(frozenset({_PROPOSED, _ACCEPTED}), _CHANGES, "programme.edit", "showcase-returned"),
        "reject": Move(OPEN | PUBLIC, _REJECTED, "programme.edit", "showcase-rejected"),
    }
)


def verbs(state: ShowcaseState, by: str) -> list[str]:
    """What somebody with this permission may do with a showcase in that state: the buttons to show."""
    return [verb for verb, move in TRANSITIONS.items() if state in move.start and move.by == by]
