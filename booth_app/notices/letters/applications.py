"""Mails about applications to exhibit."""

from flask_babel import lazy_gettext

from booth_app.notices.letter import Letter, Named, Said, Typed
from booth_app.notices.letters.occasion import Occasion


def received(about: Occasion) -> Letter | None:
    """To those who applied. Where nobody is vetted the acceptance follows at once and says it all."""
    if not about.event.vetting:
        return None
    return Letter(
        subject=Said(lazy_gettext("We have your application")),
        to=about.body,
        said=(
            Said(
                lazy_gettext(
                    "We have your application. You can look at the plan now; booking opens for you once it is accepted."
                )
            ),
        ),
        action=about.page(lazy_gettext("Exhibition map"), "visitors.plan"),
    )


def accepted(about: Occasion) -> Letter | None:
    """To those who applied: they may book."""
    return Letter(
        subject=Said(lazy_gettext("Your application is accepted")),
        to=about.body,
        said=(Said(lazy_gettext("Your application is accepted. You can now book a booth.")),),
        action=about.page(lazy_gettext("Choose a booth"), "visitors.plan"),
    )


def returned(about: Occasion) -> Letter | None:
    """To those who applied: what is missing."""
    return Letter(
        subject=Said(lazy_gettext("Your application needs completing")),
        to=about.body,
        said=(
            Said(
                lazy_gettext(
                    "Your application was returned for completion. Reason: %(reason)s. What you entered is kept; "
                    "complete it and send it again."
                ),
                reason=about.reason,
            ),
        ),
        action=about.page(lazy_gettext("Complete the application"), "exhibitors.application"),
    )


def rejected(about: Occasion) -> Letter | None:
    """To those who applied: why not, and whom to ask."""
    contact = about.event.contact_email
    if contact:
        sentence = Said(
            lazy_gettext("We could not accept your application. Reason: %(reason)s. Questions: %(contact)s."),
            reason=about.reason,
            contact=Typed(contact),
        )
    else:
        sentence = Said(lazy_gettext("We could not accept your application. Reason: %(reason)s."), reason=about.reason)
    return Letter(subject=Said(lazy_gettext("About your application")), to=about.body, said=(sentence,))


def waiting(about: Occasion) -> Letter | None:
    """To staff: somebody waits for an answer."""
    if not about.event.vetting:
        return None
    return Letter(
        subject=Said(lazy_gettext("New application: %(organisation)s"), organisation=about.body),
        said=(
            Said(
                lazy_gettext("%(organisation)s applies to exhibit at %(exhibition)s and waits for your answer."),
                organisation=about.body,
                exhibition=Named.of(about.event, "short_name"),
            ),
        ),
        action=about.page(lazy_gettext("Open the applications"), "desk.applications"),
    )
