"""What others may ask of seats, one module per verb. Services never commit.

Visitors: `reserve`, `confirm`, `decline`, `cancel`, `erase`. Staff: `approve`, `refuse`, `set_rules`. The door:
`check_in`, `walk_in`. The timetable: `moved`, `removed`, `resized`. The clock: `ended` and `settle`, `forget`.
"""

from booth_app.demos.seats.services.answer import cancel, confirm, decline
from booth_app.demos.seats.services.approve import approve, refuse
from booth_app.demos.seats.services.door import LetIn, check_in, walk_in
from booth_app.demos.seats.services.follow import moved, removed, resized
from booth_app.demos.seats.services.forget import erase, forget
from booth_app.demos.seats.services.reserve import Guest, Outcome, reserve
from booth_app.demos.seats.services.set_rules import set_rules
from booth_app.demos.seats.services.sweep import ended, settle

__all__ = [
    "Guest",
    "LetIn",
    "Outcome",
    "approve",
    "cancel",
    "check_in",
    "confirm",
    "decline",
    "ended",
    "erase",
    "forget",
    "moved",
    "refuse",
    "removed",
    "reserve",
    "resized",
    "set_rules",
    "settle",
    "walk_in",
]
