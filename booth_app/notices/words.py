"""What mails and their states are called on the staff's page."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from flask_babel import lazy_gettext

from booth_app.notices.models import MessageState

STATES: Mapping[str, Any] = MappingProxyType(
    {
        MessageState.DUE: lazy_gettext("Waiting"),
        MessageState.SENDING: lazy_gettext("Being sent"),
        MessageState.SENT: lazy_gettext("Sent out"),
        MessageState.DEAD: lazy_gettext("Not delivered"),
    }
)

KINDS: Mapping[str, Any] = MappingProxyType(
    {
        "confirm-address": lazy_gettext("Confirm your e-mail"),
        "registered-again": lazy_gettext("You already have an account"),
        "contested": lazy_gettext("Address registered twice"),
        "reset-password": lazy_gettext("Choose a new password"),
        "password-changed": lazy_gettext("Your password was changed"),
        "invitation": lazy_gettext("Invitation"),
        "role-granted": lazy_gettext("Role granted"),
        "application-received": lazy_gettext("Application received"),
        "application-waiting": lazy_gettext("New application"),
        "application-accepted": lazy_gettext("Application accepted"),
        "application-returned": lazy_gettext("Application returned"),
        "application-rejected": lazy_gettext("Application rejected"),
        "claim-received": lazy_gettext("Booth request received"),
        "claim-waiting": lazy_gettext("New booth request"),
        "claim-confirmed": lazy_gettext("Booking confirmed"),
        "claim-rejected": lazy_gettext("Booth request rejected"),
        "claim-withdrawn": lazy_gettext("Booth request withdrawn"),
        "claim-cancelled": lazy_gettext("Booking cancelled"),
        "claim-given-up": lazy_gettext("Booking cancelled, to staff"),
        "claim-assigned": lazy_gettext("Booth assigned"),
        "claim-moved": lazy_gettext("Booking moved"),
        "claim-affected": lazy_gettext("Booth changed under a booking"),
        "claim-vacated": lazy_gettext("Booking ended by staff"),
        "booth-reserved": lazy_gettext("Booth reserved"),
        "showcase-received": lazy_gettext("Showcase received"),
        "showcase-waiting": lazy_gettext("New showcase"),
        "showcase-accepted": lazy_gettext("Showcase accepted"),
        "showcase-returned": lazy_gettext("Showcase returned"),
        "showcase-rejected": lazy_gettext("Showcase rejected"),
        "showcase-placed": lazy_gettext("Time of a showcase"),
        "showcase-moved": lazy_gettext("New time of a showcase"),
        "showcase-unplaced": lazy_gettext("Showcase without a time"),
        "seats-held": lazy_gettext("Seats to confirm"),
        "seats-reserved": lazy_gettext("Ticket"),
        "seats-waiting": lazy_gettext("Place on the waiting list"),
        "seats-requested": lazy_gettext("Approval of a visitor asked for"),
        "seats-not-made": lazy_gettext("Request for seats without effect"),
        "seats-offered": lazy_gettext("Seats free for a visitor"),
        "seats-refused": lazy_gettext("Seats not approved"),
        "seats-moved": lazy_gettext("New time of seats"),
        "seats-removed": lazy_gettext("Seats without a time"),
        "unaddressed": lazy_gettext("Recipients unknown"),
    }
)
