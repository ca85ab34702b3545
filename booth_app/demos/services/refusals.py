"""What the services of this room say no to."""

from typing import ClassVar

from booth_app.base.errors import Invalid, Refused


class NotAccepted(Refused):
    """The organisation's application to exhibit is not accepted (yet). `state`: where it stands, or None."""

    code: ClassVar[str] = "application-not-accepted"
    status: ClassVar[int] = 403


class WrongState(Refused):
    """The showcase is where this verb does not start. `state`: where it is."""

    code: ClassVar[str] = "showcase-state"


class PresenterFixed(Refused):
    """A presenter of an accepted showcase is written with another name. `email`, `name_ar`, `name_en`: as accepted."""

    code: ClassVar[str] = "presenter-fixed"
    status: ClassVar[int] = 422


class NoReason(Invalid):
    """Returned or rejected without saying why."""

    code: ClassVar[str] = "no-reason"


class OffGrid(Invalid):
    """A time that does not begin a tick of five minutes."""

    code: ClassVar[str] = "off-grid"


class OutsideOpening(Refused):
    """The place is not open all that time, or the exhibition has no such day. `opens`, `closes`: times of day."""

    code: ClassVar[str] = "outside-opening"
    status: ClassVar[int] = 422


class Clash(Refused):
    """Somebody else has that time. `in_the_way`: what, tuple of `Obstacle`; `nearest`: when it would fit, or None."""

    code: ClassVar[str] = "slot-clash"


class ChangeOverTooLong(Refused):
    """A longer change-over would run into the next slot. `slots`: pairs of neighbours (`Placed`) too close for it."""

    code: ClassVar[str] = "change-over-clash"


class SlotsOutside(Refused):
    """New opening hours, days or another time zone would leave slots outside. `slots`: tuple of them (`Placed`)."""

    code: ClassVar[str] = "slots-outside"
