"""Mails about showcases and their times."""

from flask_babel import lazy_gettext

from booth_app.demos import queries as demos
from booth_app.demos.queries import PlaceValue
from booth_app.notices.letter import Action, Clock, Day, Letter, Moment, Named, Said
from booth_app.notices.letters.occasion import Occasion


def proposed(about: Occasion) -> Letter | None:
    """To the exhibitor: it is in."""
    title = _title(about)
    return Letter(
        subject=Said(lazy_gettext("We have your showcase “%(title)s”"), title=title),
        to=about.body,
        said=(Said(lazy_gettext("Your showcase “%(title)s” is proposed and under review."), title=title),),
        action=_mine(about),
    )


def waiting(about: Occasion) -> Letter | None:
    """To staff: a showcase waits for review."""
    title = _title(about)
    return Letter(
        subject=Said(lazy_gettext("New showcase “%(title)s”"), title=title),
        said=(
            Said(
                lazy_gettext("%(organisation)s proposes the showcase “%(title)s” and waits for your answer."),
                organisation=about.body,
                title=title,
            ),
        ),
        action=about.page(lazy_gettext("Open the showcases"), "demos.review"),
    )


def accepted(about: Occasion) -> Letter | None:
    """To the exhibitor: its time follows."""
    title = _title(about)
    return Letter(
        subject=Said(lazy_gettext("“%(title)s” is accepted"), title=title),
        to=about.body,
        said=(Said(lazy_gettext("“%(title)s” is accepted; its time will follow."), title=title),),
        action=_mine(about),
    )


def returned(about: Occasion) -> Letter | None:
    """To the exhibitor: what to change."""
    title = _title(about)
    return Letter(
        subject=Said(lazy_gettext("“%(title)s” needs changes"), title=title),
        to=about.body,
        said=(Said(lazy_gettext("“%(title)s” needs changes: %(reason)s."), title=title, reason=about.reason),),
        action=_mine(about),
    )


def rejected(about: Occasion) -> Letter | None:
    """To the exhibitor: why not."""
    title = _title(about)
    return Letter(
        subject=Said(lazy_gettext("About your showcase “%(title)s”"), title=title),
        to=about.body,
        said=(
            Said(
                lazy_gettext("We could not accept the showcase “%(title)s”. Reason: %(reason)s."),
                title=title,
                reason=about.reason,
            ),
        ),
        action=_mine(about),
    )


def placed(about: Occasion) -> Letter | None:
    """To the exhibitor: when and where."""
    return _timed(about, Said(lazy_gettext("“%(title)s” has a time"), title=_title(about)))


def moved(about: Occasion) -> Letter | None:
    """To the exhibitor: another time or place."""
    return _timed(about, Said(lazy_gettext("“%(title)s” has another time"), title=_title(about)))


def removed(about: Occasion) -> Letter | None:
    """To the exhibitor: the time is gone, the showcase stays accepted."""
    title, was = _title(about), about.change.before.get("starts_at")
    said = [
        Said(lazy_gettext("The time of “%(title)s” was taken off the timetable; a new one will follow."), title=title)
    ]
    if was:
        said.append(Said(lazy_gettext("The time was: %(when)s."), when=Moment.parsed(was)))
    return Letter(
        subject=Said(lazy_gettext("“%(title)s” has no time at the moment"), title=title),
        to=about.body,
        said=tuple(said),
        action=_mine(about),
    )


def _timed(about: Occasion, subject: Said) -> Letter | None:
    """What holds now: a time that was changed again meanwhile has a mail of its own coming."""
    place = _place(about)
    if place is None:
        return None
    at = Moment.parsed(about.change.after["starts_at"]).at
    return Letter(
        subject=subject,
        to=about.body,
        said=(
            Said(
                lazy_gettext("“%(title)s” is set for %(day)s at %(time)s, %(stage)s."),
                title=_title(about),
                day=Day(at),
                time=Clock(at),
                stage=Named.of(place),
            ),
        ),
        action=about.page(lazy_gettext("Open the programme"), "demos.programme"),
    )


def _place(about: Occasion) -> PlaceValue | None:
    wanted = about.change.after["place"]
    return next((each for each in demos.places(about.session, about.event.id) if each.id == wanted), None)


def _title(about: Occasion) -> Named:
    words = about.change.words
    return Named(str(words.get("title_ar", "")), str(words.get("title_en", "")))


def _mine(about: Occasion) -> Action:
    return about.page(lazy_gettext("My showcases"), "demos.mine")
