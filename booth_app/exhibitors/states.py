"""Where an application can go: the whole table, read by services, buttons, the guide and the tests."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from booth_app.exhibitors.models import ApplicationState as State


class Verb(StrEnum):
    """What is done to an application."""

    APPLY = "apply"
    ACCEPT = "accept"
    RETURN = "return"
    REJECT = "reject"


@dataclass(frozen=True, slots=True)
class Step:
    """A verb: from where it may start (None: no application yet), where it leads, whether it says why."""

    sources: frozenset[State | None]
    target: State
    by_staff: bool
    reason: bool = False


TRANSITIONS: Mapping[Verb, Step] = MappingProxyType(
    {
        # Sent again while it waits, an application is a correction: whoever was reading the older one is told.
        Verb.APPLY: Step(frozenset({None, State.APPLIED, State.RETURNED}), State.APPLIED, by_staff=False),
        # A rejection can be taken back; an acceptance cannot, since booths may hang on it.
        Verb.ACCEPT: Step(frozenset({State.APPLIED, State.REJECTED}), State.ACCEPTED, by_staff=True),
        Verb.RETURN: Step(frozenset({State.APPLIED}), State.RETURNED, by_staff=True, reason=True),
        Verb.REJECT: Step(frozenset({State.APPLIED, State.RETURNED}), State.REJECTED, by_staff=True, reason=True),
    }
)


def allowed(verb: Verb, state: State | None) -> bool:
    """Whether a verb may be used on an application in this state."""
    return state in TRANSITIONS[verb].sources


def verbs(state: State | None, *, by_staff: bool) -> list[Verb]:
    """What staff, or the exhibitor, may do now: the buttons of a page."""
    return [verb for verb, step in TRANSITIONS.items() if step.by_staff == by_staff and state in step.sources]
