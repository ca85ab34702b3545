"""Mails about a person's account. Their links are made now and lie nowhere before."""

from functools import partial

from flask_babel import lazy_gettext

from booth_app.accounts import links
from booth_app.accounts import queries as accounts
from booth_app.exhibitions.words import ROLES
from booth_app.exhibitors import queries as exhibitors
from booth_app.exhibitors.links import invitation_link
from booth_app.notices.letter import Action, Day, Letter, Named, Said, Word
from booth_app.notices.letters.occasion import Occasion


def confirm(about: Occasion) -> Letter | None:
    """Somebody registered with this address."""
    person = accounts.person(about.session, about.about)
    if person is None or person.confirmed or not person.active:
        return None
    return Letter(
        subject=Said(lazy_gettext("Confirm your e-mail")),
        said=(Said(lazy_gettext("An account was opened with this e-mail address. Confirm the address to use it.")),),
        action=Action(lazy_gettext("Confirm e-mail address"), partial(links.confirmation_link, person.id)),
        after=(
            Said(lazy_gettext("If this was not you, no step is needed: without confirmation the account stays shut.")),
        ),
    )


def registered_again(_about: Occasion) -> Letter | None:
    """Somebody registered with the address of an account; the page said the same as to a stranger."""
    return Letter(
        subject=Said(lazy_gettext("You already have an account")),
        said=(
            Said(lazy_gettext("Someone opened an account with this e-mail address, which has one already.")),
            Said(lazy_gettext("If it was you, sign in; if the password is forgotten, choose a new one there.")),
        ),
        action=Action(lazy_gettext("Sign in"), links.sign_in_link),
        after=(Said(lazy_gettext("If this was not you, no step is needed: nothing was changed.")),),
    )


def contested(about: Occasion) -> Letter | None:
    """An address that nobody had confirmed was registered again: what was typed as a password does not hold."""
    person = accounts.person(about.session, about.about)
    if person is None or person.confirmed or not person.active:
        return None
    return Letter(
        subject=Said(lazy_gettext("Choose a password for your account")),
        said=(
            Said(
                lazy_gettext(
                    "This e-mail address was registered more than once before it was confirmed. To protect it, no "
                    "password that was typed then is valid."
                )
            ),
            Said(lazy_gettext("Choose a password to use the account; this confirms the address. The link works once.")),
        ),
        action=Action(lazy_gettext("Choose a password"), partial(links.reset_link, person.id)),
        after=(Said(lazy_gettext("If this was not you, no step is needed: the account stays shut.")),),
    )


def reset(about: Occasion) -> Letter | None:
    """Somebody asked for a new password."""
    person = accounts.person(about.session, about.about)
    if person is None or not person.active:
        return None
    return Letter(
        subject=Said(lazy_gettext("Choose a new password")),
        said=(Said(lazy_gettext("A new password was asked for on the sign-in page. The link works once.")),),
        action=Action(lazy_gettext("Choose a new password"), partial(links.reset_link, person.id)),
        after=(Said(lazy_gettext("If this was not you, no step is needed: the password stays as it is.")),),
    )


def password_changed(_about: Occasion) -> Letter | None:
    """The password is another one; every session has ended."""
    return Letter(
        subject=Said(lazy_gettext("Your password was changed")),
        said=(
            Said(lazy_gettext("The password of your account was changed, and every device was signed out.")),
            Said(lazy_gettext("If this was not you, choose a new password at once and tell the organiser.")),
        ),
        action=Action(lazy_gettext("Sign in"), links.sign_in_link),
    )


def invited(about: Occasion) -> Letter | None:
    """An organisation invites somebody to act for it."""
    invitation = exhibitors.invitation(about.session, about.about)
    if invitation is None or invitation.accepted or invitation.expires_at <= about.now:
        return None
    body = Named(invitation.name_ar, invitation.name_en)
    return Letter(
        subject=Said(lazy_gettext("Invitation to act for %(organisation)s"), organisation=body),
        said=(
            Said(
                lazy_gettext(
                    "You are invited to act for %(organisation)s: to book booths and propose showcases for it."
                ),
                organisation=body,
            ),
            Said(lazy_gettext("The invitation is open until %(date)s."), date=Day(invitation.expires_at)),
        ),
        action=Action(lazy_gettext("Open the invitation"), partial(invitation_link, invitation.id)),
        after=(Said(lazy_gettext("If you do not know this organisation, no step is needed.")),),
    )


def role_granted(about: Occasion) -> Letter | None:
    """Somebody may work on an exhibition."""
    role = about.change.after.get("role")
    return Letter(
        subject=Said(lazy_gettext("You have a role in %(exhibition)s"), exhibition=Named.of(about.event, "short_name")),
        said=(
            Said(
                lazy_gettext("You can work on %(exhibition)s now. Your role: %(role)s."),
                exhibition=Named.of(about.event, "short_name"),
                role=Word(ROLES[str(role)]),
            ),
        ),
        action=about.page(lazy_gettext("Open the dashboard"), "desk.today"),
    )
