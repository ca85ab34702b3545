"""What others may ask of this room: propose, decide, place. Each in its caller's transaction."""

from booth_app.demos.proposals import Person, Proposal
from booth_app.demos.services.clash import Obstacle
from booth_app.demos.services.decide import accept, reject, return_, withdraw
from booth_app.demos.services.opening import Placed, keep_days
from booth_app.demos.services.place import move, place, unplace
from booth_app.demos.services.places import PlaceChange, edit_place, sync_places
from booth_app.demos.services.propose import edit, propose
from booth_app.demos.services.refusals import (
    ChangeOverTooLong,
    Clash,
    NoReason,
    NotAccepted,
    OffGrid,
    OutsideOpening,
    PresenterFixed,
    SlotsOutside,
    WrongState,
)

__all__ = [
    "ChangeOverTooLong",
    "Clash",
    "NoReason",
    "NotAccepted",
    "Obstacle",
    "OffGrid",
    "OutsideOpening",
    "Person",
    "PlaceChange",
    "Placed",
    "PresenterFixed",
    "Proposal",
    "SlotsOutside",
    "WrongState",
    "accept",
    "edit",
    "edit_place",
    "keep_days",
    "move",
    "place",
    "propose",
    "reject",
    "return_",
    "sync_places",
    "unplace",
    "withdraw",
]
