"""What was done, in a sentence for who cannot see it: results, not motions."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext

from booth_app.editor.measures import angle_text
from booth_app.edits import Add, Edit, Move, Place, Renumber, Resize, Rotate, frame
from booth_app.geometry import Plan
from booth_app.text import bidi


@dataclass(frozen=True, slots=True)
class Saying:
    """The plan before and after."""

    before: Plan
    after: Plan

    def of(self, asked: Sequence[Edit]) -> str:
        """What these edits did."""
        if not asked:
            return gettext("Nothing was changed.")
        edit = asked[0]
        [key, *_] = edit.touched(self.before)
        was, booth = self.before.booth(key), self.after.booth(key)
        old = bidi.ltr(was.number) if was else ""
        if booth is None:
            return gettext("Booth %(booth)s is removed from the draft.", booth=old)
        number = bidi.ltr(booth.number)
        numbers = frame(booth.outline)
        x, y, *_ = booth.outline.bounds if numbers is None else (numbers.rounded.x, numbers.rounded.y)
        match edit:
            case Add():
                return gettext("Booth %(booth)s is added to the draft.", booth=number)
            case Renumber():
                return gettext("Booth %(old)s now has the number %(booth)s.", old=old, booth=number)
            case Resize() if numbers is not None:
                return gettext(
                    "Booth %(booth)s is now %(width)s m wide and %(depth)s m deep.",
                    booth=number,
                    width=_figure(numbers.rounded.width),
                    depth=_figure(numbers.rounded.depth),
                )
            case Rotate() if numbers is not None:
                return gettext(
                    "Booth %(booth)s is turned to %(angle)s degrees.",
                    booth=number,
                    angle=bidi.ltr(angle_text(numbers)),
                )
            case Move() | Place():
                return gettext("Booth %(booth)s is now at X %(x)s, Y %(y)s.", booth=number, x=_figure(x), y=_figure(y))
            case _:
                return gettext("What is said of booth %(booth)s is changed.", booth=number)


def _figure(metres: float) -> str:
    return bidi.ltr(f"{metres:.2f}" if round(metres, 2) == round(metres, 3) else f"{metres:.3f}")
