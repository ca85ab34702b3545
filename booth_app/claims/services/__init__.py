"""What others may call, one module per verb (`states.py` has the table). Services never commit.

Exhibitors: `hold` (with `glance` before it, in a reading transaction), `extend`, `fill`, `share`, `unshare`, `submit`,
`release`, `withdraw`, `cancel`. Staff: `approve`, `reject`, `assign`, `move`, `move_all`, `vacate`, `reserve`,
`unreserve`, `close`, `reopen`. The clock: `sweep`, and `settle` for whoever is about to change booths that lapsed
holds may still lie on.
"""

from booth_app.claims.scene import MOST_BOOTHS
from booth_app.claims.services._expiry import settle
from booth_app.claims.services.assign import Assigned, assign
from booth_app.claims.services.close import close, reopen
from booth_app.claims.services.decide import Decided, approve, reject
from booth_app.claims.services.expire import sweep
from booth_app.claims.services.extend import Extended, extend
from booth_app.claims.services.fill import Filled, fill
from booth_app.claims.services.glance import glance
from booth_app.claims.services.guest import guest
from booth_app.claims.services.hold import Held, hold
from booth_app.claims.services.leave import Left, cancel, release, withdraw
from booth_app.claims.services.move import Move, Moved, move, move_all
from booth_app.claims.services.reserve import Beneficiary, reserve, unreserve
from booth_app.claims.services.share import MOST_BODIES, Body, Shared, share, unshare
from booth_app.claims.services.submit import Submitted, submit
from booth_app.claims.services.vacate import vacate

__all__ = [
    "MOST_BODIES",
    "MOST_BOOTHS",
    "Assigned",
    "Beneficiary",
    "Body",
    "Decided",
    "Extended",
    "Filled",
    "Held",
    "Left",
    "Move",
    "Moved",
    "Shared",
    "Submitted",
    "approve",
    "assign",
    "cancel",
    "close",
    "extend",
    "fill",
    "glance",
    "guest",
    "hold",
    "move",
    "move_all",
    "reject",
    "release",
    "reopen",
    "reserve",
    "settle",
    "share",
    "submit",
    "sweep",
    "unreserve",
    "unshare",
    "vacate",
    "withdraw",
]
