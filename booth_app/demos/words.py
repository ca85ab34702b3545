"""What states, audiences, categories and languages are called on a page."""

from datetime import date

from babel.dates import get_timezone_location
from flask_babel import get_locale, gettext

from booth_app.base.languages import lang, zone
from booth_app.base.languages import later as _l
from booth_app.demos.models import Audience, ShowcaseState
from booth_app.exhibitors.models import Category
from booth_app.text import calendars

STATES = {
    ShowcaseState.PROPOSED: _l("Under review"),
    ShowcaseState.CHANGES_REQUESTED: _l("Changes requested"),
    ShowcaseState.ACCEPTED: _l("Accepted"),
    ShowcaseState.REJECTED: _l("Rejected"),
    ShowcaseState.WITHDRAWN: _l("Withdrawn"),
}
TAGS = {
    ShowcaseState.PROPOSED: "info",
    ShowcaseState.CHANGES_REQUESTED: "warn",
    ShowcaseState.ACCEPTED: "ok",
    ShowcaseState.REJECTED: "bad",
    ShowcaseState.WITHDRAWN: "",
}
"""How a state's tag looks."""
CATEGORIES = {
    Category.PARENTAL: _l("Parental controls"),
    Category.FILTER: _l("Network filtering"),
    Category.HOTLINE: _l("Hotlines"),
    Category.FORENSICS: _l("Digital forensics"),
    Category.AWARENESS: _l("Awareness"),
}
AUDIENCES = {
    Audience.EVERYONE: _l("Everyone"),
    Audience.FAMILIES: _l("Families"),
    Audience.PROFESSIONALS: _l("Professionals"),
    Audience.VETTED_ONLY: _l("Vetted only"),
}
RULES = {
    Audience.EVERYONE: _l("Everyone is welcome."),
    Audience.FAMILIES: _l("For families; children come with an adult."),
    Audience.PROFESSIONALS: _l("For professionals; bring a work badge."),
    Audience.VETTED_ONLY: _l(
        "Only for people approved by name before the day; identity is checked at the door. No photos, no recording."
    ),
}
LANGUAGES = {
    "ar": _l("Arabic"),
    "en": _l("English"),
    "ar+en": _l("Arabic and English"),
}
ORDINALS = (
    _l("Day one"),
    _l("Day two"),
    _l("Day three"),
    _l("Day four"),
    _l("Day five"),
    _l("Day six"),
    _l("Day seven"),
)


def ordinal(number: int) -> str:
    """The exhibition's n-th day, counted from 0."""
    return str(ORDINALS[number]) if number < len(ORDINALS) else gettext("Day %(n)s", n=number + 1)


def short_day(day: date) -> str:
    """`Monday 18 January`, without a year: for tabs whose page says both calendars elsewhere."""
    written = f"{day.day} {calendars.MONTHS[lang()][day.month - 1]}"
    return f"{calendars.weekday(day, lang())} {written}"


def zone_named() -> str:
    """Whose clock the times are: the exhibition's zone by its city."""
    city = get_timezone_location(zone(), locale=get_locale(), return_city=True)
    return gettext("All times are %(city)s time.", city=city)
