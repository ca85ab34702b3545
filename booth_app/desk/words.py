"""What staff's pages call things, and how they say why something was refused."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from flask_babel import gettext, lazy_gettext
from markupsafe import Markup, escape

from booth_app.base import languages
from booth_app.claims.models import ClaimState
from booth_app.exhibitors.models import ApplicationState

CLAIM_STATES: Mapping[str, Any] = MappingProxyType(
    {
        ClaimState.SUBMITTED: lazy_gettext("Under review"),
        ClaimState.HELD: lazy_gettext("On hold"),
        ClaimState.CONFIRMED: lazy_gettext("Confirmed"),
        ClaimState.REJECTED: lazy_gettext("Rejected"),
        ClaimState.WITHDRAWN: lazy_gettext("Withdrawn"),
        ClaimState.CANCELLED: lazy_gettext("Cancelled"),
        ClaimState.RELEASED: lazy_gettext("Released"),
        ClaimState.EXPIRED: lazy_gettext("Expired"),
    }
)
CLAIM_TAGS: Mapping[str, str] = MappingProxyType(
    {
        ClaimState.SUBMITTED: "info",
        ClaimState.HELD: "warn",
        ClaimState.CONFIRMED: "ok",
        ClaimState.REJECTED: "bad",
    }
)
"""How a state's tag looks; the others are plain."""
MISSING: Mapping[str, Any] = MappingProxyType(
    {
        "terms": lazy_gettext("Terms not accepted"),
        "fascia": lazy_gettext("Fascia name missing"),
        "contact": lazy_gettext("Contact person missing"),
        "power": lazy_gettext("Power not stated"),
    }
)
BOOTH_STATES: Mapping[str, Any] = MappingProxyType(
    {
        "free": lazy_gettext("Available"),
        "held": lazy_gettext("On hold"),
        "submitted": lazy_gettext("Under review"),
        "reserved": lazy_gettext("Reserved"),
        "confirmed": lazy_gettext("Confirmed"),
        "closed": lazy_gettext("Closed"),
    }
)
TABLES: Mapping[str, Any] = MappingProxyType(
    {
        "booths": lazy_gettext("Booths"),
        "claims": lazy_gettext("Bookings and requests"),
        "applications": lazy_gettext("Applications"),
        "exhibitors": lazy_gettext("Exhibitors"),
        "showcases": lazy_gettext("Showcases"),
    }
)

SAID: Mapping[str, Any] = MappingProxyType(
    {
        "approved": lazy_gettext("The request is approved; the organisation is told."),
        "rejected": lazy_gettext("The request is rejected; the organisation is told why."),
        "vacated": lazy_gettext("The booking is ended; the organisation is told why."),
        "moved": lazy_gettext("The booking is moved; the organisation is told."),
        "assigned": lazy_gettext("The booth is assigned; the organisation is told."),
        "reserved": lazy_gettext("The booth is reserved."),
        "unreserved": lazy_gettext("The reservation is ended."),
        "closed": lazy_gettext("The booth is closed."),
        "opened": lazy_gettext("The booth is open again."),
        "accepted": lazy_gettext("The application is accepted; the organisation is told."),
        "returned": lazy_gettext("The application is returned; the organisation is told why."),
        "application-rejected": lazy_gettext("The application is rejected; the organisation is told why."),
        "settings": lazy_gettext("The settings are saved."),
        "terms": lazy_gettext("The new terms are in force."),
        "granted": lazy_gettext("The role is given; the person is told."),
        "revoked": lazy_gettext("The role is taken away."),
        "hall": lazy_gettext("The hall is saved."),
    }
)
"""What was done, after it was done."""


def why(code: str, values: Mapping[str, Any]) -> Markup:
    """Why something was refused, in one sentence."""
    sentence = _WHY.get(code)
    return sentence(values) if sentence else escape(gettext("This cannot be done as it stands now."))


def _plain(message: Any) -> Callable[[Mapping[str, Any]], Markup]:
    return lambda _values: escape(str(message))


def _numbered(message: Any) -> Callable[[Mapping[str, Any]], Markup]:
    return lambda values: escape(str(message)) % {"booth": languages.ltr(values.get("number", ""))}


def _state(values: Mapping[str, Any]) -> Markup:
    word = CLAIM_STATES.get(values.get("state") or "")
    if word is None:
        return escape(gettext("It was decided meanwhile."))
    return escape(gettext("It was decided meanwhile. The state now: %(state)s.")) % {"state": str(word)}


def _quota(values: Mapping[str, Any]) -> Markup:
    sentence = escape(gettext("The organisation has %(used)s of %(quota)s booths that it may have."))
    return sentence % {name: languages.ltr(values.get(name, "")) for name in ("used", "quota")}


def _apart(values: Mapping[str, Any]) -> Markup:
    sentence = escape(gettext("The booths do not stand side by side: %(booths)s."))
    return sentence % {"booths": languages.listed(values.get("numbers", ()))}


_WHY: Mapping[str, Callable[[Mapping[str, Any]], Markup]] = MappingProxyType(
    {
        "wrong-state": _state,
        "stale": _plain(lazy_gettext("It was changed meanwhile. Look at it as it stands now and decide again.")),
        "not-found": _plain(lazy_gettext("It does not exist in this exhibition.")),
        "reason-missing": _plain(lazy_gettext("Write the reason: the organisation is told.")),
        "reason-needed": _plain(lazy_gettext("Write the reason: the organisation is told.")),
        "booth-taken": _numbered(lazy_gettext("Booth %(booth)s is taken. Move or end that booking first.")),
        "booth-closed": _numbered(lazy_gettext("Booth %(booth)s is closed.")),
        "booth-reserved": _numbered(lazy_gettext("Booth %(booth)s is reserved for another.")),
        "booth-removed": _numbered(lazy_gettext("The published plan does not hold booth %(booth)s any more.")),
        "not-adjoining": _apart,
        "too-many-booths": _plain(lazy_gettext("These are too many booths for one stand.")),
        "quota-reached": _quota,
        "not-accepted": _plain(lazy_gettext("The organisation's application is not accepted.")),
        "booking-closed": _plain(lazy_gettext("This is outside the booking period.")),
        "already-yours": _plain(lazy_gettext("The organisation has one of these booths already.")),
        "hold-over": _plain(lazy_gettext("The hold has ended.")),
        "key-reused": _plain(lazy_gettext("This form was used already for something else. Send it again.")),
        "unknown-booth": lambda values: (
            escape(gettext("No booth has this number: %(booth)s.")) % {"booth": languages.listed(values["numbers"])}
        ),
        "nobody-there": _plain(
            lazy_gettext("No confirmed account has this address. The person registers first, then gets the role.")
        ),
        "last-administrator": _plain(
            lazy_gettext("This is the last administrator. Give the role to someone else first.")
        ),
        "slug-taken": _plain(lazy_gettext("Another hall has this key.")),
        "terms-incomplete": _plain(lazy_gettext("The terms are needed in both languages.")),
    }
)

APPLICATION_VERBS: Mapping[str, str] = MappingProxyType(
    {"accept": "accepted", "return": "returned", "reject": "application-rejected"}
)
"""Verb on an application → what is said when it is done."""

DECIDABLE = frozenset({ApplicationState.APPLIED, ApplicationState.RETURNED, ApplicationState.REJECTED})
"""States of an application in which staff can still do something."""
