"""What states of a claim are called, and how their tags look."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from flask_babel import lazy_gettext

from booth_app.claims.models import ClaimState

STATES: Mapping[str, Any] = MappingProxyType(
    {
        ClaimState.HELD: lazy_gettext("On hold"),
        ClaimState.SUBMITTED: lazy_gettext("Under review"),
        ClaimState.CONFIRMED: lazy_gettext("Confirmed"),
        ClaimState.EXPIRED: lazy_gettext("Hold ended"),
        ClaimState.RELEASED: lazy_gettext("Hold released"),
        ClaimState.REJECTED: lazy_gettext("Rejected"),
        ClaimState.WITHDRAWN: lazy_gettext("Withdrawn"),
        ClaimState.CANCELLED: lazy_gettext("Cancelled"),
    }
)
STATE_TAGS: Mapping[str, str] = MappingProxyType(
    {
        ClaimState.HELD: "warn",
        ClaimState.SUBMITTED: "info",
        ClaimState.CONFIRMED: "ok",
        ClaimState.EXPIRED: "",
        ClaimState.RELEASED: "",
        ClaimState.REJECTED: "bad",
        ClaimState.WITHDRAWN: "",
        ClaimState.CANCELLED: "",
    }
)
