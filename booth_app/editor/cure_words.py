"""A proposed edit in words: what would be done to which booths, by how much, in which direction as drawn."""

from typing import Any

from flask_babel import gettext, lazy_gettext
from markupsafe import Markup

from booth_app.base.languages import listed, ltr, metres
from booth_app.edits import Edit, Move, Remove, Renumber, Resize, Restore
from booth_app.geometry import Plan

_SMALL = 0.0005
_STRAIGHT = {
    (1, 0): lazy_gettext("Move %(booth)s by %(way)s to the right."),
    (-1, 0): lazy_gettext("Move %(booth)s by %(way)s to the left."),
    (0, 1): lazy_gettext("Move %(booth)s by %(way)s downwards."),
    (0, -1): lazy_gettext("Move %(booth)s by %(way)s upwards."),
}
_SLANTED = {
    (1, 1): lazy_gettext("Move %(booth)s by %(across)s to the right and %(along)s downwards."),
    (1, -1): lazy_gettext("Move %(booth)s by %(across)s to the right and %(along)s upwards."),
    (-1, 1): lazy_gettext("Move %(booth)s by %(across)s to the left and %(along)s downwards."),
    (-1, -1): lazy_gettext("Move %(booth)s by %(across)s to the left and %(along)s upwards."),
}
"""Whole sentences by the signs of x and y: a direction is not glued in. As drawn; a hall does not mirror."""

_NO_CURE = {
    "gone": lazy_gettext("This violation is not found any more."),
    "claimed": lazy_gettext("Every booth that could cure it is claimed. Claimed booths are not moved by themselves."),
    "no-booth": lazy_gettext("No booth is the reason: the hall, its exits or its fixtures are."),
    "no-small-cure": lazy_gettext("There is no small cure: moving, shrinking or taking out one booth is not enough."),
    "not-asked": lazy_gettext("The repair had changed all that it may at once before it came to this."),
}


def no_cure(code: str) -> str:
    """Why nothing small cures a finding."""
    return str(_NO_CURE[code])


def says(edit: Edit, plan: Plan) -> Markup:
    """What an edit would do to a plan."""
    numbers = {booth.key: booth.number for booth in plan.booths}
    booths = listed(numbers.get(key, key) for key in edit.touched(plan))
    match edit:
        case Move():
            return _move(edit.dx, edit.dy, booths)
        case Resize():
            return _with(
                gettext("Make %(booth)s %(width)s wide and %(depth)s deep."),
                booth=booths,
                width=metres(edit.width),
                depth=metres(edit.depth),
            )
        case Remove():
            return _with(gettext("Take %(booth)s out of the plan."), booth=booths)
        case Renumber():
            return _with(
                gettext("Give %(booth)s the number %(number)s."),
                booth=ltr(numbers.get(edit.key, "")),
                number=ltr(edit.number),
            )
        case Restore():
            was = plan.booth(edit.booth.key)
            if was is not None and edit.booth.height is not None and was.height != edit.booth.height:
                height = metres(edit.booth.height)
                return _with(gettext("Build %(booth)s no higher than %(height)s."), booth=booths, height=height)
            return _with(gettext("Set the outline of %(booth)s right."), booth=booths)
        case _:
            return _with(gettext("Change %(booth)s."), booth=booths)


def _move(dx: float, dy: float, booths: Markup) -> Markup:
    across, along = (0 if abs(each) < _SMALL else (1 if each > 0 else -1) for each in (dx, dy))
    if across and along:
        sentence: Any = _SLANTED[across, along]
        return _with(str(sentence), booth=booths, across=metres(abs(dx)), along=metres(abs(dy)))
    if not across and not along:
        return _with(gettext("Change %(booth)s."), booth=booths)
    return _with(str(_STRAIGHT[across, along]), booth=booths, way=metres(abs(dx) if across else abs(dy)))


def _with(text: str, **values: Markup) -> Markup:
    return Markup(text) % values  # noqa: S704 - our own catalogue
