"""What the editor says: why an edit cannot be made, what a step did, what publishing would change."""

from collections.abc import Mapping
from math import isinf
from typing import Any

from flask_babel import gettext, lazy_gettext, ngettext
from markupsafe import Markup

from booth_app.base.languages import both, listed, ltr, metres, square_metres
from booth_app.claims.queries import BoothState
from booth_app.edits import Change, Difference
from booth_app.exhibitions.services.booths import NumberFault, NumberProblem
from booth_app.geometry import BoothShape, Side, Violation
from booth_app.maps import words as maps
from booth_app.planfiles import Unreadable
from booth_app.text import bidi

SIDES: dict[str, Any] = {
    str(Side.TOP): lazy_gettext("Top"),
    str(Side.RIGHT): lazy_gettext("Right"),
    str(Side.BOTTOM): lazy_gettext("Bottom"),
    str(Side.LEFT): lazy_gettext("Left"),
}
"""As drawn: a hall does not mirror."""

_REASONS = {
    "no-such-booth": lazy_gettext("The booth is not in this draft any more."),
    "wrong-size": lazy_gettext("A side of a booth measures from %(least)s to %(most)s m."),
    "wrong-number": lazy_gettext("%(number)s is not a booth number. One looks like A-101."),
    "wrong-type": lazy_gettext("There is no such type of booth."),
    "no-such-zone": lazy_gettext("There is no such zone in this plan."),
    "not-a-rectangle": lazy_gettext("Booth %(number)s is not a rectangle: it can be moved and turned, not resized."),
    "too-far": lazy_gettext("That is too far away from the hall."),
    "key-taken": lazy_gettext("The booth is in this draft already."),
}
_FILES = {
    "no-scale": lazy_gettext(
        "The file does not say its scale. Write below how many metres one unit of the drawing is, or put %(attribute)s"
        " into the file."
    ),
    "stretched": lazy_gettext(
        "The file's width and height give two different scales. Write below how many metres one unit of the drawing"
        " is, or put %(attribute)s into the file."
    ),
    "no-scale-no-hall": lazy_gettext(
        "The file says neither its scale nor which shape is the hall. Name the hall's layer “hall”, and write below how"
        " many metres one unit of the drawing is. In the file: %(shapes)s shapes, %(texts)s texts, layers: %(layers)s."
    ),
}
"""Refusals of files whose sentence for a terminal names an option of the command."""
_STEPS = {
    "add": lazy_gettext("Add %(booth)s"),
    "move": lazy_gettext("Move %(booth)s"),
    "place": lazy_gettext("Set the measures of %(booth)s"),
    "remove": lazy_gettext("Remove %(booth)s"),
    "renumber": lazy_gettext("Renumber %(booth)s"),
    "resize": lazy_gettext("Resize %(booth)s"),
    "restore": lazy_gettext("Put %(booth)s back"),
    "retype": lazy_gettext("Set the type of %(booth)s"),
    "rezone": lazy_gettext("Set the zone of %(booth)s"),
    "rotate": lazy_gettext("Turn %(booth)s"),
    "set-open": lazy_gettext("Set the open sides of %(booth)s"),
}
_CHANGES = {
    Change.ADDED: lazy_gettext("New"),
    Change.REMOVED: lazy_gettext("Removed"),
    Change.MOVED: lazy_gettext("Moved"),
    Change.GREW: lazy_gettext("Larger"),
    Change.SHRANK: lazy_gettext("Smaller"),
    Change.RESHAPED: lazy_gettext("Another shape"),
    Change.RENUMBERED: lazy_gettext("Another number"),
    Change.DESCRIBED: lazy_gettext("Described differently"),
}
CHANGES = tuple(_CHANGES)
"""In the order in which they are told."""


def file_refused(refused: Unreadable, language: str) -> str:
    """Why a file is no plan. What a command would ask for by an option stands here as a field of the form."""
    if refused.code not in _FILES:
        said = refused.message(language)
        return said[:1].upper() + said[1:]  # the English sentence stands after a place elsewhere
    seen = {name: bidi.isolate(value) for name, value in refused.values.items()}
    return str(_FILES[refused.code]) % ({"attribute": bidi.ltr("data-metres-per-unit")} | seen)


def why_not(reason: str, values: Mapping[str, str]) -> str:
    """Why an edit cannot be made."""
    isolated = {name: ltr(value) for name, value in values.items() if name != "reason"}
    return Markup(str(_REASONS.get(reason, lazy_gettext("This cannot be done.")))) % isolated  # noqa: S704


def step(edit: Mapping[str, Any], numbers: Mapping[str, str]) -> Markup:
    """What a step of the history did. `numbers`: booth number by key."""
    keys = [edit["booth"]["key"]] if edit["edit"] == "restore" else edit.get("keys") or [edit["key"]]
    if len(keys) > 3:
        booths = ngettext("%(n)s booth", "%(n)s booths", len(keys), n=len(keys))
    else:
        booths = listed(numbers.get(key) or edit.get("number") or key for key in keys)
    return Markup(str(_STEPS[edit["edit"]])) % {"booth": booths}  # noqa: S704 - our own catalogue


def booth_label(booth: BoothShape, state: BoothState | None) -> str:
    """A booth's name on the drawing, whole: number, whose it is, state, type, floor."""
    facts = [bidi.ltr(booth.number)]
    # The name follows the number as it does on the drawing: whoever speaks to the page says what it shows.
    if state is not None and (state.name_ar or state.name_en):
        facts.append(bidi.isolate(both(state, "name")))
    if state is not None:
        facts.append(str(maps.STATES[state.state]))
    area = f"{booth.outline.area:.2f}".rstrip("0").rstrip(".")
    facts += [maps.type_word(booth.type), gettext("%(area)s square metres", area=area)]
    return maps.comma(each for each in facts if each)


def changes(difference: Difference) -> list[Markup]:
    """What became of a booth, by how much."""
    return [_change(each, difference) for each in CHANGES if each in difference.changes]


def measure(found: Violation, value: float) -> Markup:
    """What was measured or is required, with its unit; a count without one."""
    if isinf(value):
        return Markup.escape(gettext("no way"))
    if found.unit == "m":
        return metres(value, 3 if 0 < abs(value) < 0.01 else 2)
    return ltr(f"{value:g}" if found.unit is None else f"{value:g} {found.unit}")


def number_problem(problem: NumberProblem, owner: str = "") -> Markup:
    """Why a number cannot be given. `owner`: the number that the booth which had it has now."""
    if problem.fault == NumberFault.MALFORMED:
        text = gettext("%(number)s is not a booth number. One looks like A-101.")
    elif problem.fault == NumberFault.TAKEN:
        text = gettext("Number %(number)s is taken by a booth of another hall.")
    elif owner and owner != problem.number:
        text = gettext("Number %(number)s was that of booth %(owner)s: old links and printed codes lead there.")
    else:
        text = gettext("Number %(number)s was another booth's: old links and printed codes lead there.")
    return Markup(text) % {"number": ltr(problem.number), "owner": ltr(owner)}  # noqa: S704 - our own catalogue


def _change(change: Change, difference: Difference) -> Markup:
    word = Markup.escape(str(_CHANGES[change]))
    before, after = difference.area
    if change == Change.MOVED and difference.way >= 0.001:
        return _with(gettext("Moved by %(way)s"), way=metres(difference.way))
    if change in (Change.GREW, Change.SHRANK):
        text = gettext("Larger: from %(before)s to %(after)s")
        if change == Change.SHRANK:
            text = gettext("Smaller: from %(before)s to %(after)s")
        return _with(text, before=square_metres(before), after=square_metres(after))
    if change == Change.RENUMBERED:
        old, new = difference.numbers
        return _with(gettext("Another number: %(before)s becomes %(after)s"), before=ltr(old), after=ltr(new))
    return word


def _with(text: str, **values: Markup) -> Markup:
    return Markup(text) % values  # noqa: S704 - our own catalogue
