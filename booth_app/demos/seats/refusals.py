"""What the services of seats say no to at once. What would tell a stranger something about a visitor is told to that
visitor by mail instead (`Outcome`)."""

from typing import ClassVar

from booth_app.base.errors import Invalid, Refused


class SeatsFull(Refused):
    """Not as many seats are free as were asked for. `left`, `accessible_left`: what there is."""

    code: ClassVar[str] = "seats-full"


class SeatsOver(Refused):
    """The slot has begun: nothing is reserved, offered or confirmed any more."""

    code: ClassVar[str] = "seats-over"


class TooManySeats(Invalid):
    """More seats than one reservation may have. `most`: how many it may."""

    code: ClassVar[str] = "too-many-seats"


class NeedsName(Invalid):
    """A slot for vetted people asks for a name and for whom somebody works."""

    code: ClassVar[str] = "needs-name"


class NotNow(Refused):
    """The reservation is where this verb does not start; for an offer: its time is over. `state`: where it stands."""

    code: ClassVar[str] = "seats-state"


class SameTime(Refused):
    """The visitor has seats elsewhere at that time."""

    code: ClassVar[str] = "seats-same-time"


class TicketUnknown(Refused):
    """No ticket of this slot has that code. `elsewhere`: (showcase, starts_at) of the slot that it is for, or None."""

    code: ClassVar[str] = "ticket-unknown"
    status: ClassVar[int] = 422


class TicketUsed(Refused):
    """Everybody on the ticket has come already. `came_at`: when the last of them did; `seats`: how many."""

    code: ClassVar[str] = "ticket-used"


class TicketNotValid(Refused):
    """The reservation has no seats (any more), and there is none to give it. `state`: where it stands."""

    code: ClassVar[str] = "ticket-not-valid"


class NoSeatLeft(Refused):
    """Everything is taken by people who are in, or, before the start, who may still come."""

    code: ClassVar[str] = "no-seat-left"
