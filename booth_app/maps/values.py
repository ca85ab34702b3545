"""A booth as a page shows it: what the plan says of it and how it stands, in one value that cannot be changed."""

from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from booth_app.base.access import Who
from booth_app.claims.access import is_staff
from booth_app.geometry import Side

STATES = ("free", "held", "submitted", "reserved", "confirmed", "closed")
"""In the order of legends and lists; `mine` stands beside them."""

PUBLIC_STATES = ("occupied", "empty")
OWN_STATES = frozenset({"held", "submitted", "confirmed"})


class View(StrEnum):
    """Who looks: exhibitors and staff see the states, visitors whether someone is there."""

    BOOKING = "booking"
    PUBLIC = "public"


@dataclass(frozen=True, slots=True)
class MapBooth:
    """One booth. Lengths in metres; names only of whoever may be named to every viewer."""

    id: int
    number: str
    hall_id: int
    hall: str
    type: str
    open_sides: tuple[Side, ...]
    zone: str
    zone_ar: str
    zone_en: str
    area_m2: Decimal
    price: Decimal | None
    price_class: str
    state: str
    until: datetime | None = None
    organisation_id: int | None = None
    name_ar: str = ""
    name_en: str = ""
    slug: str = ""
    category: str = ""
    reserved_ar: str = ""
    reserved_en: str = ""

    @property
    def named(self) -> bool:
        """Whether an exhibitor is named here."""
        return bool(self.name_ar or self.name_en)

    def as_seen(self, view: View) -> "MapBooth":
        """What this view may know of the booth; equal values look equal."""
        if view is View.BOOKING or self.state in PUBLIC_STATES:
            return self
        if self.state == "confirmed":
            return replace(
                self,
                state="occupied",
                until=None,
                organisation_id=None,
                price=None,
                price_class="",
                reserved_ar="",
                reserved_en="",
            )
        return replace(
            self,
            state="empty",
            until=None,
            organisation_id=None,
            price=None,
            price_class="",
            name_ar="",
            name_en="",
            slug="",
            category="",
            reserved_ar="",
            reserved_en="",
        )


def view_of(who: Who) -> View:
    """The view of whoever asks: those who act for an organisation and staff of the exhibition see the states."""
    return View.BOOKING if who.organisation_id is not None or is_staff(who) else View.PUBLIC


def own(booth: MapBooth, organisation_id: int | None) -> bool:
    """Whether a booth is taken by this organisation."""
    return organisation_id is not None and booth.organisation_id == organisation_id and booth.state in OWN_STATES
