"""How long a unit of a DXF drawing is. Its header says so, and is wrong about as often as it is right."""

from collections.abc import Sequence

from ezdxf.document import Drawing

from booth_app.planfiles.asked import Asked
from booth_app.planfiles.reading import Note, Scale
from booth_app.planfiles.units import METRES, doors_fit, fits, guess
from booth_app.planfiles.unreadable import Unreadable

_INSUNITS = {1: "in", 2: "ft", 4: "mm", 5: "cm", 6: "m", 10: "yd", 14: "dm", 21: "us-ft"}


def scale_of(drawing: Drawing, asked: Asked, size: float, leaves: Sequence[float]) -> tuple[Scale, list[Note]]:
    """The scale of a drawing so many units across, and what has to be asked about it.

    What is said by hand decides. Else the header's unit, where the drawing would then have a hall's size and its
    doors (quarter circles of radius `leaves`) that of doors; else the unit in which it would.

    Raises:
        Unreadable: a unit that this format does not have, or nothing that says or suggests one.
    """
    if asked.metres_per_unit is not None:
        return Scale(_sane(asked.metres_per_unit), "given"), []
    if asked.mapping.scale is not None:
        return Scale(_sane(asked.mapping.scale.metres_per_unit), "mapping"), []
    if asked.said_unit is not None:
        if asked.said_unit not in METRES:
            raise Unreadable("wrong-value", attribute="unit", value=asked.said_unit)
        return Scale(METRES[asked.said_unit], "given"), []
    said = _INSUNITS.get(_header(drawing))
    guessed = guess(size, leaves)
    if said is not None and (not size or guessed is None or _sound(size, leaves, said)):
        note = [] if not size or fits(size, said) else [_told("unit-odd", said, size)]
        return Scale(METRES[said], "header"), note
    if guessed is None:
        raise Unreadable("no-unit", size=f"{size:.6g}")
    code = "unit-guessed" if said is None else "unit-doubted"
    note = _told(code, guessed, size)
    return Scale(METRES[guessed], "guessed"), [Note(code, {**note.values, "said": said}) if said else note]


def _sound(size: float, leaves: Sequence[float], unit: str) -> bool:
    return fits(size, unit) and (not leaves or doors_fit(leaves, unit) or guess(size, leaves) is None)


def _told(code: str, unit: str, size: float) -> Note:
    return Note(code, {"unit": unit, "size": f"{size * METRES[unit]:.2f}"})


def _header(drawing: Drawing) -> int:
    try:
        return int(drawing.header.get("$INSUNITS", 0))
    except (TypeError, ValueError):
        return 0


def _sane(value: float) -> float:
    if not 1e-6 <= value <= 1000:  # NaN is not within either
        raise Unreadable("scale", value=f"{value:g}")
    return value
