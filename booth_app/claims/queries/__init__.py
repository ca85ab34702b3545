"""Answers about claims, as values that cannot be changed. Private things take who asks first."""

from booth_app.claims.queries.alternatives import Alternative, alternatives
from booth_app.claims.queries.claims import (
    BoothRef,
    ClaimValue,
    SharingBody,
    claim,
    counts,
    history,
    last_details,
    mine,
    queue,
)
from booth_app.claims.queries.contacts import contact_email
from booth_app.claims.queries.guests import guests
from booth_app.claims.queries.occupancy import Occupancy, occupancy
from booth_app.claims.queries.offers import Offer, offer
from booth_app.claims.queries.progress import Step, progress
from booth_app.claims.queries.running import RunningHold, running_holds
from booth_app.claims.queries.stands import Beside, Stand, stand
from booth_app.claims.queries.states import BoothState, states

__all__ = [
    "Alternative",
    "Beside",
    "BoothRef",
    "BoothState",
    "ClaimValue",
    "Occupancy",
    "Offer",
    "RunningHold",
    "SharingBody",
    "Stand",
    "Step",
    "alternatives",
    "claim",
    "contact_email",
    "counts",
    "guests",
    "history",
    "last_details",
    "mine",
    "occupancy",
    "offer",
    "progress",
    "queue",
    "running_holds",
    "stand",
    "states",
]
