"""What a drawing is made for: its language, its scale, and whether a style sheet will set its direction."""

from dataclasses import dataclass

from booth_app.drawing.elements import Svg, element, number
from booth_app.drawing.labels import LINE_EM, NAME_EM
from booth_app.drawing.paths import Spot
from booth_app.text.bidi import has_arabic, ltr, rtl

_MIDDLE = 0.35
"""em from the middle of a line of figures to its base line: half the height of capitals."""

_MIDDLE_ARABIC = 0.28


@dataclass(frozen=True, slots=True)
class Sheet:
    """`k`: millimetres a pixel. `flat`: for pictures and PDF, which know no CSS direction.

    Their text always runs from the left (`deps.md` §7), so there Arabic goes into isolates of its own.
    """

    lang: str
    k: float
    flat: bool = False

    def words(self, text: str) -> str:
        """Text as it has to be written here so that it reads in its own direction."""
        if not self.flat:
            return text
        return rtl(text) if has_arabic(text) else ltr(text)

    def code(self, text: str) -> str:
        """A number or code, which reads from the left everywhere; the style sheet says so unless the sheet is flat."""
        return ltr(text) if self.flat else text

    def anchor(self, side: str) -> str:
        """The `text-anchor` of text that stands to the `left` or `right` of its point, or in the `middle`."""
        if side == "middle":
            return "middle"
        runs_left = self.lang == "ar" and not self.flat
        return "start" if (side == "right") != runs_left else "end"

    def lines(self, lines: tuple[str, ...], *, first: float = 0.0, x: str | None = None, side: str = "middle") -> Svg:
        """Lines of a name about the origin, `first` em of the scene further down. Each is a text of its own.

        One `<text>` a line: a second direction inside a `<tspan>` is not well supported (`domain.md` §6).
        """
        top = first - (len(lines) - 1) / 2 * LINE_EM
        middles = [(top + place * LINE_EM) / NAME_EM for place in range(len(lines))]
        # The spaces are not drawn; without them the last word of a line and the first of the next are read as one.
        return Svg(
            " ".join(
                element(
                    "text",
                    self.words(line),
                    class_="plan-name",
                    lang=self.other_language(line),
                    x=x,
                    dy=f"{number(middle + (_MIDDLE_ARABIC if has_arabic(line) else _MIDDLE))}em",
                    text_anchor=None if side == "middle" else self.anchor(side),
                )
                for line, middle in zip(lines, middles, strict=True)
            )
        )

    def other_language(self, text: str) -> str | None:
        """The language of a name that is not the page's: Arabic letters on an English page. Never guessed else."""
        return "ar" if self.lang != "ar" and has_arabic(text) else None


def at(where: Spot, turn: int = 0) -> str:
    """A transform to a point of the hall, turned clockwise by so many degrees."""
    x, y = where
    return f"translate({x} {y})" + (f" rotate({turn})" if turn else "")
