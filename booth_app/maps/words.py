"""What is said of a booth: to the eye in lists and panels, to assistive technology as the name of its tile."""

from collections.abc import Iterable

from babel.lists import format_list
from flask_babel import gettext, lazy_gettext, ngettext
from markupsafe import Markup

from booth_app.base.languages import both, clock, lang, ltr
from booth_app.maps.values import MapBooth, View
from booth_app.text import bidi

STATES = {
    "free": lazy_gettext("Available"),
    "mine": lazy_gettext("Your hold or booking"),
    "held": lazy_gettext("On hold"),
    "submitted": lazy_gettext("Under review"),
    "reserved": lazy_gettext("Reserved"),
    "confirmed": lazy_gettext("Confirmed"),
    "closed": lazy_gettext("Not for booking"),
    "occupied": lazy_gettext("Occupied"),
    "empty": lazy_gettext("No exhibitor yet"),
}
TYPES = {
    "inline": lazy_gettext("Inline"),
    "corner": lazy_gettext("Corner"),
    "through": lazy_gettext("Through"),
    "perimeter": lazy_gettext("Perimeter"),
    "end_cap": lazy_gettext("End-cap"),
    "peninsula": lazy_gettext("Peninsula"),
    "split_island": lazy_gettext("Split island"),
    "island": lazy_gettext("Island"),
    "demonstration": lazy_gettext("Demonstration area"),
    "raw": lazy_gettext("Space only"),
    "shell_scheme": lazy_gettext("Shell scheme"),
}
CATEGORIES = {
    "parental": lazy_gettext("Parental controls"),
    "filter": lazy_gettext("Network filtering"),
    "hotline": lazy_gettext("Hotlines"),
    "forensics": lazy_gettext("Digital forensics"),
    "awareness": lazy_gettext("Awareness"),
}
COMPASS = {
    "north": lazy_gettext("north"),
    "north-east": lazy_gettext("north-east"),
    "east": lazy_gettext("east"),
    "south-east": lazy_gettext("south-east"),
    "south": lazy_gettext("south"),
    "south-west": lazy_gettext("south-west"),
    "west": lazy_gettext("west"),
    "north-west": lazy_gettext("north-west"),
}


def level(number: int) -> str:
    """The floor of a building that a hall is on."""
    return gettext("Ground floor") if number == 0 else gettext("Level %(n)s", n=str(number))


def type_word(kind: str) -> str:
    """A booth's type; empty where the plan says nothing."""
    return str(TYPES.get(kind, ""))


def open_sides(count: int) -> str:
    """`2 open sides`, the number isolated by its digits alone: for attributes and running text."""
    return ngettext("%(n)s open side", "%(n)s open sides", count, n=count)


def sides(count: int) -> str:
    """`2 sides`, where it has been said that open ones are meant."""
    return ngettext("%(n)s side", "%(n)s sides", count, n=count)


def directions(points: Iterable[str]) -> str:
    """Points of the compass in a row: `north and east`."""
    return format_list([str(COMPASS[each]) for each in points], locale=lang())


def tile_label(booth: MapBooth, view: View, *, mine: bool = False) -> str:
    """A tile's name, whole: "A-205, available, corner, 9 square metres, 2 open sides".

    An exhibitor's name follows the number, as it does on the tile: who speaks to the page says what they see.
    """
    named = [bidi.isolate(both(booth, "name"))] if booth.named else []
    facts = [bidi.ltr(booth.number), *named, str(STATES["mine" if mine else booth.state])]
    if not named and (booth.reserved_ar or booth.reserved_en):
        facts.append(bidi.isolate(both(booth, "reserved")))
    if booth.category in CATEGORIES:
        facts.append(str(CATEGORIES[booth.category]))
    if view is View.BOOKING:
        facts += [type_word(booth.type), area(booth), open_sides(len(booth.open_sides))]
    return comma(each for each in facts if each)


def price(booth: MapBooth) -> Markup:
    """What a booth costs. The exhibition's booths are free of charge where it has no prices."""
    if not booth.price:
        return Markup.escape(gettext("Free of charge"))
    amount = f"{booth.price:,.2f}".removesuffix(".00")
    return Markup(gettext("%(amount)s SAR")) % {"amount": ltr(amount)}  # noqa: S704 - our own catalogue


def held_until(booth: MapBooth) -> Markup:
    """Until when a hold lasts, short."""
    moment = ltr(clock(booth.until)) if booth.until else ""
    return Markup(gettext("until %(time)s")) % {"time": moment}  # noqa: S704 - our own catalogue


def area(booth: MapBooth) -> str:
    """A booth's floor in words."""
    return gettext("%(area)s square metres", area=plain_area(booth))


def plain_area(booth: MapBooth) -> str:
    """Square metres without decimals that say nothing."""
    return f"{booth.area_m2:.2f}".rstrip("0").rstrip(".")


def comma(facts: Iterable[str]) -> str:
    """Facts one after the other."""
    return gettext(", ").join(facts)
