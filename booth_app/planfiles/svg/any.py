"""Any SVG: one that follows the profile, or one with a mapping that says what its layers and colours are."""

from booth_app.planfiles.asked import NOTHING, Asked
from booth_app.planfiles.reading import Reading
from booth_app.planfiles.svg.reader import read_svg
from booth_app.planfiles.units import METRES
from booth_app.planfiles.unreadable import Unreadable


def read_any_svg(data: bytes, asked: Asked = NOTHING) -> Reading:
    """The plan that an SVG file draws.

    Raises:
        Unreadable: the file is no plan, or is over a limit. Nothing else is raised, whatever the bytes.
    """
    return read_svg(data, scale_asked(asked))


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
