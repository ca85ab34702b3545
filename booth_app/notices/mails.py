"""The list of mails: which change makes which, who gets it, what writes it. The guide and the tests read it too."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from booth_app.notices import audience
from booth_app.notices.audience import Audience
from booth_app.notices.letters import accounts, applications, claims, seats, showcases
from booth_app.notices.letters.occasion import Writing


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail that a kind of change makes."""

    kind: str
    to: Audience
    writing: Writing


MAILS: Mapping[str, tuple[Mail, ...]] = MappingProxyType(
    {
        "confirmation-asked": (Mail("confirm-address", audience.person, accounts.confirm),),
        "account-registered-again": (Mail("registered-again", audience.person, accounts.registered_again),),
        "account-contested": (Mail("contested", audience.person, accounts.contested),),
        "reset-asked": (Mail("reset-password", audience.person, accounts.reset),),
        "password-changed": (Mail("password-changed", audience.person, accounts.password_changed),),
        "member-invited": (Mail("invitation", audience.invited, accounts.invited),),
        "role-granted": (Mail("role-granted", audience.named_person, accounts.role_granted),),
        "application-submitted": (
            Mail("application-received", audience.applicant, applications.received),
            Mail("application-waiting", audience.booking_staff, applications.waiting),
        ),
        "application-accepted": (Mail("application-accepted", audience.applicant, applications.accepted),),
        "application-returned": (Mail("application-returned", audience.applicant, applications.returned),),
        "application-rejected": (Mail("application-rejected", audience.applicant, applications.rejected),),
        "claim-submitted": (
            Mail("claim-received", audience.claimant, claims.submitted),
            Mail("claim-waiting", audience.booking_staff, claims.waiting),
        ),
        "claim-confirmed": (Mail("claim-confirmed", audience.claimant, claims.confirmed),),
        "claim-rejected": (Mail("claim-rejected", audience.claimant, claims.rejected),),
        "claim-withdrawn": (Mail("claim-withdrawn", audience.claimant, claims.withdrawn),),
        "claim-cancelled": (
            Mail("claim-cancelled", audience.claimant, claims.cancelled),
            Mail("claim-given-up", audience.booking_staff, claims.given_up),
        ),
        "claim-assigned": (Mail("claim-assigned", audience.claimant, claims.assigned),),
        "claim-moved": (Mail("claim-moved", audience.claimant, claims.moved),),
        "claim-affected": (Mail("claim-affected", audience.claimant, claims.affected),),
        "claim-vacated": (Mail("claim-vacated", audience.claimant, claims.vacated),),
        "booth-reserved": (Mail("booth-reserved", audience.organisation, claims.reserved),),
        "showcase-proposed": (
            Mail("showcase-received", audience.organisation, showcases.proposed),
            Mail("showcase-waiting", audience.programme_staff, showcases.waiting),
        ),
        "showcase-accepted": (Mail("showcase-accepted", audience.organisation, showcases.accepted),),
        "showcase-returned": (Mail("showcase-returned", audience.organisation, showcases.returned),),
        "showcase-rejected": (Mail("showcase-rejected", audience.organisation, showcases.rejected),),
        "seats-held": (Mail("seats-held", audience.visitor, seats.held),),
        "seats-reserved": (Mail("seats-reserved", audience.visitor, seats.reserved),),
        "seats-waiting": (Mail("seats-waiting", audience.visitor, seats.waiting),),
        "seats-requested": (Mail("seats-requested", audience.visitor, seats.requested),),
        "seats-not-made": (Mail("seats-not-made", audience.visitor, seats.not_made),),
        "seats-offered": (Mail("seats-offered", audience.visitor, seats.offered),),
        "seats-refused": (Mail("seats-refused", audience.visitor, seats.refused),),
        "seats-moved": (Mail("seats-moved", audience.visitor, seats.moved),),
        "seats-removed": (Mail("seats-removed", audience.visitor, seats.removed),),
        "slot-placed": (Mail("showcase-placed", audience.organisation, showcases.placed),),
        "slot-moved": (Mail("showcase-moved", audience.organisation, showcases.moved),),
        "slot-removed": (Mail("showcase-unplaced", audience.organisation, showcases.removed),),
    }
)

WRITINGS: Mapping[str, Writing] = MappingProxyType(
    {mail.kind: mail.writing for mails in MAILS.values() for mail in mails}
)
"""What writes each kind of mail."""
