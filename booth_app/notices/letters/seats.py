"""Mails to visitors about their seats. Each leads to the page of their seats by their own link."""

from typing import Any

from flask_babel import lazy_gettext

from booth_app.demos.seats import links
from booth_app.demos.seats import queries as seats
from booth_app.demos.seats.models import SeatState
from booth_app.demos.seats.queries import Mine
from booth_app.demos.seats.words import spelled
from booth_app.notices.audience import visitor_of
from booth_app.notices.letter import Action, Clock, Code, Day, Letter, Moment, Named, Said
from booth_app.notices.letters.occasion import Occasion

_REASONS = {
    "already": lazy_gettext(
        "You have asked for seats at “%(title)s” before. Nothing new was reserved; the link shows them."
    ),
    "same-time": lazy_gettext("You have seats elsewhere at the time of “%(title)s”. Nothing was reserved."),
    "too-many-a-day": lazy_gettext(
        "You have as many reservations that day as one person may. Nothing was reserved at “%(title)s”."
    ),
    "not-approved": lazy_gettext("“%(title)s” is only for people approved by name. Nothing was reserved."),
}


def held(about: Occasion) -> Letter | None:
    """Confirm new seats; nothing once that is done or the time is over."""
    found = _standing(about, SeatState.HELD)
    if found is None or found.held_until is None:
        return None
    return Letter(
        subject=Said(lazy_gettext("Confirm your seats at “%(title)s”"), title=_title(found)),
        said=(
            Said(
                lazy_gettext("Your seats at “%(title)s” are kept until %(time)s. Confirm them before then."),
                title=_title(found),
                time=Moment(found.held_until),
            ),
        ),
        facts=_facts(found),
        action=_link(about, lazy_gettext("Confirm seats")),
        after=_not_you(),
    )


def reserved(about: Occasion) -> Letter | None:
    """The ticket."""
    found = _standing(about, SeatState.RESERVED)
    if found is None:
        return None
    return Letter(
        subject=Said(lazy_gettext("Your seat at “%(title)s”"), title=_title(found)),
        said=(
            Said(
                lazy_gettext(
                    "Your seat at “%(title)s” is reserved: %(day)s, %(time)s. Show the ticket's code at the door."
                ),
                title=_title(found),
                day=Day(found.starts_at),
                time=Clock(found.starts_at),
            ),
        ),
        facts=(*_facts(found), (lazy_gettext("Ticket code"), Code((spelled(found.code),)))),
        action=_link(about, lazy_gettext("Open the ticket")),
    )


def waiting(about: Occasion) -> Letter | None:
    """A place in line."""
    found = _standing(about, SeatState.WAITING)
    if found is None:
        return None
    return Letter(
        subject=Said(lazy_gettext("You are on the waiting list of “%(title)s”"), title=_title(found)),
        said=(
            Said(
                lazy_gettext(
                    "“%(title)s” is full. You are on the waiting list; we write to you when seats are free for you."
                ),
                title=_title(found),
            ),
        ),
        facts=_facts(found),
        action=_link(about, lazy_gettext("My seats")),
        after=_not_you(),
    )


def requested(about: Occasion) -> Letter | None:
    """Staff decide."""
    found = _standing(about, SeatState.REQUESTED)
    if found is None:
        return None
    return Letter(
        subject=Said(lazy_gettext("Your request for “%(title)s”"), title=_title(found)),
        said=(
            Said(
                lazy_gettext("“%(title)s” is only for people approved by name. Staff decide; you will have an answer."),
                title=_title(found),
            ),
        ),
        facts=_facts(found),
        action=_link(about, lazy_gettext("My seats")),
        after=_not_you(),
    )


def offered(about: Occasion) -> Letter | None:
    """A seat became free."""
    found = _standing(about, SeatState.HELD)
    if found is None or found.held_until is None:
        return None
    return Letter(
        subject=Said(lazy_gettext("A seat at “%(title)s” is free for you"), title=_title(found)),
        said=(
            Said(
                lazy_gettext("A seat at “%(title)s” is free for you. Confirm before %(time)s."),
                title=_title(found),
                time=Moment(found.held_until),
            ),
        ),
        facts=_facts(found),
        action=_link(about, lazy_gettext("Confirm or decline")),
    )


def refused(about: Occasion) -> Letter | None:
    """Not approved."""
    found = _mine(about)
    return (
        Letter(
            subject=Said(lazy_gettext("About your request for “%(title)s”"), title=_title(found)),
            said=(
                Said(lazy_gettext("We could not accept your request for seats at “%(title)s”."), title=_title(found)),
            ),
            action=_link(about, lazy_gettext("My seats")),
        )
        if found
        else None
    )


def moved(about: Occasion) -> Letter | None:
    """Another time or place; the seats stay."""
    found = _mine(about)
    if found is None or found.state not in (SeatState.HELD, SeatState.RESERVED, SeatState.WAITING):
        return None
    said = [
        Said(
            lazy_gettext("“%(title)s” has another time or place. Your seats stay: %(when)s, %(stage)s."),
            title=_title(found),
            when=Moment(found.starts_at),
            stage=Named.of(found, "place"),
        ),
        Said(lazy_gettext("The time was: %(when)s."), when=Moment.parsed(about.change.before["starts_at"])),
    ]
    if about.change.after.get("clash"):
        said.append(Said(lazy_gettext("You have seats elsewhere at that time: give one of the two up.")))
    return Letter(
        subject=Said(lazy_gettext("“%(title)s” has another time"), title=_title(found)),
        said=tuple(said),
        action=_link(about, lazy_gettext("My seats")),
    )


def removed(about: Occasion) -> Letter | None:
    """No time any more."""
    found = _mine(about)
    if found is None:
        return None
    return Letter(
        subject=Said(lazy_gettext("“%(title)s” does not take place at its time"), title=_title(found)),
        said=(
            Said(
                lazy_gettext(
                    "“%(title)s” was taken off the timetable, and your seats with it. The time was: %(when)s."
                ),
                title=_title(found),
                when=Moment(found.starts_at),
            ),
        ),
        action=about.page(lazy_gettext("Open the programme"), "demos.programme"),
    )


def not_made(about: Occasion) -> Letter | None:
    """Why a request made nothing: told to the mailbox and to nobody else."""
    words: dict[str, Any] = about.change.words
    title = Named(str(words.get("title_ar", "")), str(words.get("title_en", "")))
    return Letter(
        subject=Said(lazy_gettext("Your request for “%(title)s”"), title=title),
        said=(Said(_REASONS[about.change.after["reason"]], title=title),),
        action=_link(about, lazy_gettext("My seats")),
        after=_not_you(),
    )


def _standing(about: Occasion, state: SeatState) -> Mine | None:
    """The reservation, while it is what the mail says."""
    found = _mine(about)
    return found if found is not None and found.state == state and not found.lapsed(about.now) else None


def _mine(about: Occasion) -> Mine | None:
    found = seats.reservation(about.session, about.about)
    return found[1] if found else None


def _title(found: Mine | None) -> Named:
    return Named.of(found, "title")


def _facts(found: Mine) -> tuple[tuple[object, Any], ...]:
    return (
        (lazy_gettext("Time"), Moment(found.starts_at)),
        (lazy_gettext("Place"), Named.of(found, "place")),
        (lazy_gettext("Seats"), Code((str(found.seats),))),
    )


def _link(about: Occasion, words: object) -> Action:
    visitor_id = visitor_of(about.taken.recipient) or 0
    return about.page(words, "demos.my_seats", seats_link=links.token(visitor_id))


def _not_you() -> tuple[Said, ...]:
    return (Said(lazy_gettext("If you did not ask for this, do nothing: unconfirmed seats are given to others.")),)
