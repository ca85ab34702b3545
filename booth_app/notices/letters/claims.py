"""Mails about bookings."""

from types import MappingProxyType

from flask_babel import lazy_gettext

from booth_app.notices.letter import Action, Code, Day, Letter, Moment, Named, Said, Value, Words
from booth_app.notices.letters.occasion import Occasion


def submitted(about: Occasion) -> Letter | None:
    """To the exhibitor: the request is in."""
    booths = about.booths()
    return Letter(
        subject=Said(lazy_gettext("Request for booth %(booth)s sent"), booth=booths),
        to=about.body,
        said=(
            Said(
                lazy_gettext(
                    "Your request for booth %(booth)s is in and under review. You will have an answer by e-mail."
                ),
                booth=booths,
            ),
        ),
        facts=_facts(about, booths),
        action=_stand(about),
    )


def waiting(about: Occasion) -> Letter | None:
    """To staff: a request waits for a decision."""
    booths = about.booths()
    return Letter(
        subject=Said(lazy_gettext("New request for booth %(booth)s"), booth=booths),
        said=(
            Said(
                lazy_gettext("%(organisation)s asks for booth %(booth)s and waits for your answer."),
                organisation=about.body,
                booth=booths,
            ),
        ),
        action=about.page(lazy_gettext("Open the request"), "desk.claim", claim_id=about.about),
    )


def confirmed(about: Occasion) -> Letter | None:
    """To the exhibitor: the booth is theirs."""
    booths, number = about.booths(), Code((str(about.change.after.get("number", "")),))
    return Letter(
        subject=Said(lazy_gettext("Booth %(booth)s is confirmed"), booth=booths),
        to=about.body,
        said=(
            Said(
                lazy_gettext("Booth %(booth)s is confirmed. Booking number: %(number)s."), booth=booths, number=number
            ),
            Said(lazy_gettext("The page of your stand has the confirmation as a document, and what is left to do.")),
        ),
        facts=_facts(about, booths),
        action=_stand(about),
    )


def assigned(about: Occasion) -> Letter | None:
    """To the exhibitor: staff gave it a booth."""
    booths = about.booths()
    number = about.change.after.get("number")
    facts = ((lazy_gettext("Booking number"), Code((str(number),))),) if number else ()
    return Letter(
        subject=Said(lazy_gettext("Booth %(booth)s was assigned to you"), booth=booths),
        to=about.body,
        said=(
            Said(lazy_gettext("The organiser assigned booth %(booth)s to your organisation."), booth=booths),
            Said(lazy_gettext("The page of your stand says what is left to do.")),
        ),
        facts=facts + _facts(about, booths),
        action=_stand(about),
    )


def rejected(about: Occasion) -> Letter | None:
    """To the exhibitor: why not, and until when another booth can be had."""
    booths, closes = about.booths(), about.event.booking_closes_at
    if closes is not None and closes > about.now:
        sentence = Said(
            lazy_gettext(
                "We could not accept your request for booth %(booth)s. Reason: %(reason)s. You can choose another "
                "booth until %(date)s."
            ),
            booth=booths,
            reason=about.reason,
            date=Day(closes),
        )
    else:
        sentence = Said(
            lazy_gettext("We could not accept your request for booth %(booth)s. Reason: %(reason)s."),
            booth=booths,
            reason=about.reason,
        )
    return Letter(
        subject=Said(lazy_gettext("About your request for booth %(booth)s"), booth=booths),
        to=about.body,
        said=(sentence,),
        action=about.page(lazy_gettext("Exhibition map"), "visitors.plan"),
    )


def withdrawn(about: Occasion) -> Letter | None:
    """To the exhibitor, who did it: the booth is free again."""
    booths = about.booths()
    return Letter(
        subject=Said(lazy_gettext("Request for booth %(booth)s withdrawn"), booth=booths),
        to=about.body,
        said=(
            Said(
                lazy_gettext("The request for booth %(booth)s was withdrawn from your organisation's account."),
                booth=booths,
            ),
            Said(lazy_gettext("The booth is free for everyone again.")),
        ),
        action=about.page(lazy_gettext("Exhibition map"), "visitors.plan"),
    )


def cancelled(about: Occasion) -> Letter | None:
    """To the exhibitor, who did it, and to staff: a confirmed booking is no more."""
    booths = about.booths()
    return Letter(
        subject=Said(lazy_gettext("Booking of booth %(booth)s cancelled"), booth=booths),
        to=about.body,
        said=(
            Said(
                lazy_gettext("The booking of booth %(booth)s was cancelled from your organisation's account."),
                booth=booths,
            ),
            Said(lazy_gettext("The booth is free for everyone again.")),
        ),
        action=about.page(lazy_gettext("Exhibition map"), "visitors.plan"),
    )


def given_up(about: Occasion) -> Letter | None:
    """To staff: a confirmed booth is free again."""
    booths = about.booths()
    return Letter(
        subject=Said(lazy_gettext("Booking of booth %(booth)s cancelled"), booth=booths),
        said=(
            Said(
                lazy_gettext("%(organisation)s cancelled the booking of booth %(booth)s. The booth is free again."),
                organisation=about.body,
                booth=booths,
            ),
        ),
        action=about.page(lazy_gettext("Open the booking"), "desk.claim", claim_id=about.about),
    )


def vacated(about: Occasion) -> Letter | None:
    """To the exhibitor: staff ended it, and why."""
    booths = about.booths()
    said = [Said(lazy_gettext("The organiser ended your booking of booth %(booth)s."), booth=booths)]
    if about.reason.words:
        said.append(Said(lazy_gettext("Reason: %(reason)s."), reason=about.reason))
    return Letter(
        subject=Said(lazy_gettext("About your booking of booth %(booth)s"), booth=booths),
        to=about.body,
        said=tuple(said),
        action=about.page(lazy_gettext("Exhibition map"), "visitors.plan"),
    )


def moved(about: Occasion) -> Letter | None:
    """To the exhibitor: from where to where, and why."""
    old, new = about.booths(before=True), about.booths("to")
    if about.reason.words:
        sentence = Said(
            lazy_gettext("Your booking moved from booth %(old)s to booth %(new)s. Reason: %(reason)s."),
            old=old,
            new=new,
            reason=about.reason,
        )
    else:
        sentence = Said(lazy_gettext("Your booking moved from booth %(old)s to booth %(new)s."), old=old, new=new)
    return Letter(
        subject=Said(lazy_gettext("Your booking moved to booth %(booth)s"), booth=new),
        to=about.body,
        said=(sentence,),
        action=_stand(about),
    )


CHANGES = MappingProxyType(
    {
        "moved": lazy_gettext("moved"),
        "grew": lazy_gettext("larger"),
        "shrank": lazy_gettext("smaller"),
        "reshaped": lazy_gettext("of another shape"),
        "renumbered": lazy_gettext("with another number"),
    }
)
"""What becomes of a booth by a new plan, as an exhibitor is told."""


def affected(about: Occasion) -> Letter | None:
    """To the exhibitor: the booking stays, and its booth is not what it was."""
    booths, after = about.booths(), about.change.after
    found = {change for changes in after.get("changes", {}).values() for change in changes}
    said = [
        Said(lazy_gettext("A new plan of the hall was published. Your booking of booth %(booth)s stays."), booth=booths)
    ]
    if named := [word for change, word in CHANGES.items() if change in found]:
        said.append(Said(lazy_gettext("The booth now: %(changes)s."), changes=Words(tuple(named))))
    for before, now in after.get("numbers", {}).values():
        if before != now:
            said.append(
                Said(lazy_gettext("Booth %(old)s is number %(new)s now."), old=Code((before,)), new=Code((now,)))
            )
    if about.reason.words:
        said.append(Said(lazy_gettext("Reason: %(reason)s."), reason=about.reason))
    return Letter(
        subject=Said(lazy_gettext("Booth %(booth)s changed on the plan"), booth=booths),
        to=about.body,
        said=tuple(said),
        action=_stand(about),
    )


def reserved(about: Occasion) -> Letter | None:
    """To an organisation: a booth is kept for it."""
    booths, until = about.booths(), about.change.after.get("until")
    said = [Said(lazy_gettext("Booth %(booth)s is reserved for your organisation."), booth=booths)]
    if until:
        ends = Moment.parsed(until)
        said.append(Said(lazy_gettext("The reservation ends on %(when)s."), when=ends))
    return Letter(
        subject=Said(lazy_gettext("Booth %(booth)s is reserved for you"), booth=booths),
        to=about.body,
        said=tuple(said),
        action=about.page(lazy_gettext("Exhibition map"), "visitors.plan"),
    )


def _stand(about: Occasion) -> Action:
    return about.page(lazy_gettext("My stand"), "claims.stand")


def _facts(about: Occasion, booths: Code) -> tuple[tuple[object, Value], ...]:
    event = about.event
    facts: list[tuple[object, Value]] = [
        (lazy_gettext("Booth"), booths),
        (lazy_gettext("Exhibition"), Named.of(event)),
        (lazy_gettext("First day"), Day(event.first_day)),
    ]
    if event.venue_ar or event.venue_en:
        facts.append((lazy_gettext("Venue"), Named.of(event, "venue")))
    return tuple(facts)
