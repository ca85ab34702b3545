"""What states of reservations are called on a page."""

from flask_babel import lazy_gettext

from booth_app.demos.seats.models import SeatState

STATES = {
    SeatState.REQUESTED: lazy_gettext("Waiting for approval"),
    SeatState.WAITING: lazy_gettext("On the waiting list"),
    SeatState.HELD: lazy_gettext("To be confirmed"),
    SeatState.RESERVED: lazy_gettext("Confirmed"),
    SeatState.CANCELLED: lazy_gettext("Cancelled"),
    SeatState.DECLINED: lazy_gettext("Declined"),
    SeatState.LAPSED: lazy_gettext("Not confirmed in time"),
    SeatState.REFUSED: lazy_gettext("Not approved"),
    SeatState.REMOVED: lazy_gettext("Taken off the timetable"),
}
TAGS = {
    SeatState.REQUESTED: "info",
    SeatState.WAITING: "info",
    SeatState.HELD: "warn",
    SeatState.RESERVED: "ok",
    SeatState.REFUSED: "bad",
    SeatState.REMOVED: "bad",
}


def spelled(code: str) -> str:
    """A ticket's code in two halves, easier to read out."""
    return f"{code[:4]}-{code[4:]}"
