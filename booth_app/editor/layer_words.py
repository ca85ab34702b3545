"""What layers are called, and what the rows of their legends say."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from flask_babel import gettext, lazy_gettext, ngettext
from markupsafe import Markup

from booth_app.base.languages import lang, ltr, metres, name, square_metres
from booth_app.drawing.words import in_language
from booth_app.editor.layers import Row
from booth_app.maps import words as maps

NAMES: Mapping[str, Any] = MappingProxyType(
    {
        "aisles": lazy_gettext("Aisle clearance"),
        "ways": lazy_gettext("Walking distance to exits"),
        "catchments": lazy_gettext("Catchments and load"),
        "sides": lazy_gettext("Open sides"),
        "types": lazy_gettext("Types of booths"),
    }
)
"""In the order in which they are offered."""


def row(it: Row) -> Markup:
    """What a look stands for."""
    match it.kind:
        case "gap":
            return _with(gettext("Service gap, up to %(most)s wide"), most=metres(it.high or 0))
        case "narrow":
            return _with(gettext("Narrower than %(most)s"), most=metres(it.high or 0))
        case "wide" if it.high is None:
            return _with(gettext("%(least)s wide and more"), least=metres(it.low or 0))
        case "wide":
            return _with(
                gettext("From %(least)s wide, less than %(most)s"), least=metres(it.low or 0), most=metres(it.high or 0)
            )
        case "upto" if not it.low:
            return _with(gettext("Up to %(most)s"), most=metres(it.high or 0, 1))
        case "upto":
            return _with(
                gettext("Over %(least)s, up to %(most)s"), least=metres(it.low or 0, 1), most=metres(it.high or 0, 1)
            )
        case "over":
            return _with(gettext("Over %(least)s"), least=metres(it.low or 0, 1))
        case "shut":
            return Markup.escape(gettext("No way to an exit"))
        case "exit":
            sentence = gettext("%(exit)s: nearest for %(people)s people, takes %(capacity)s")
            return _with(sentence, exit=_exit(it), people=ltr(it.people), capacity=ltr(it.capacity))
        case "open":
            return Markup.escape(gettext("Open to an aisle"))
        case "partly":
            return Markup.escape(gettext("Partly open"))
        case _:
            return Markup.escape(maps.type_word(it.name) or gettext("No open side"))


def amount(it: Row) -> Markup:
    """How much there is of it: floor, booths or sides."""
    if it.kind == "form":
        return Markup.escape(ngettext("%(n)s booth", "%(n)s booths", int(it.amount), n=int(it.amount)))
    if it.kind in ("open", "partly"):
        return Markup.escape(ngettext("%(n)s side", "%(n)s sides", int(it.amount), n=int(it.amount)))
    return Markup() if it.kind == "exit" else square_metres(round(it.amount, 1))


def _exit(it: Row) -> Markup:
    """An exit by its name, and by the label that stands on the plan."""
    called = in_language(it.names, lang())
    return Markup("%s (%s)") % (name(called), ltr(it.name)) if called and called != it.name else ltr(it.name)


def _with(text: str, **values: Markup) -> Markup:
    return Markup(text) % values  # noqa: S704 - our own catalogue
