"""Any SVG: one that follows the profile, or one with a mapping that says what its layers and colours are."""

from booth_app.planfiles.asked import NOTHING, Asked
from booth_app.planfiles.making import make
from booth_app.planfiles.reading import Reading, Scale
from booth_app.planfiles.svg.reader import read_svg
from booth_app.planfiles.svg.references import count
from booth_app.planfiles.svg.scale import scale
from booth_app.planfiles.svg.sheet import read_sheet
from booth_app.planfiles.svg.tree import parse
from booth_app.planfiles.units import METRES
from booth_app.planfiles.unreadable import Unreadable


def read_any_svg(data: bytes, asked: Asked = NOTHING) -> Reading:
    """The plan that an SVG file draws: by the mapping where it says what something is, else by the profile.

    Raises:
        Unreadable: the file is no plan, or is over a limit. Nothing else is raised, whatever the bytes.
    """
    mapping = asked.mapping
    if not mapping.rules and not mapping.numbers and not mapping.largest_is_hall:
        return read_svg(data, scale_asked(asked))
    tree = parse(data)
    told = told_scale(scale(tree.root, scale_asked(asked)), asked)
    if told is None:
        raise Unreadable("no-scale")
    count(tree)
    return make(read_sheet(tree, told.metres_per_unit), mapping, told)


def told_scale(found: Scale | None, asked: Asked) -> Scale | None:
    """The scale under the name of where it comes from."""
    if found is None or found.source != "given" or asked.metres_per_unit is not None or asked.mapping.scale is None:
        return found
    return Scale(found.metres_per_unit, "mapping")


def scale_asked(asked: Asked) -> float | None:
    """Metres per unit as said by hand, or None.

    Raises:
        Unreadable: a unit of another format.
    """
    if asked.metres_per_unit is not None:
        return asked.metres_per_unit
    if asked.mapping.scale is not None:
        return asked.mapping.scale.metres_per_unit
    if asked.said_unit is None:
        return None
    if asked.said_unit not in METRES:
        raise Unreadable("wrong-value", attribute="unit", value=asked.said_unit)
    return METRES[asked.said_unit]
