"""The legend of a plan on paper: how what stands in it looks, each a small drawing that is whole in itself."""

from collections.abc import Iterable

from booth_app.drawing.defs import defs, sign
from booth_app.drawing.elements import Svg, element, number
from booth_app.drawing.stylesheet import Styles
from booth_app.drawing.swatch import swatch
from booth_app.geometry.plan import FixtureKind, Plan

SIGNS = (FixtureKind.EXIT, FixtureKind.ENTRANCE, FixtureKind.HYDRANT, FixtureKind.PANEL, FixtureKind.COLUMN)
"""What a legend explains besides booths, where the plan has it."""

_WIDE, _HIGH = 26, 18
_EM, _LARGE_EM = 12, 16


def legend(plan: Plan, states: Iterable[str], styles: Styles) -> list[tuple[str, Svg]]:
    """Pairs of what is explained (a booth's state, a fixture's kind) and its picture of 26 by 18 pixels."""
    kinds = {fixture.kind for fixture in plan.fixtures}
    shown = [(state, _alone(swatch(state), styles)) for state in states]
    return shown + [(str(kind), _alone(_sign(kind), styles)) for kind in SIGNS if kind in kinds]


def north_arrow(turn: float, styles: Styles) -> Svg:
    """An arrow that points to `turn`, degrees clockwise from the sheet's top, in a square of 40 pixels."""
    ring = element("circle", cx=20, cy=20, r=18.5, fill="none", stroke=styles.colour("--line-strong"), stroke_width=1)
    arrow = element(
        "g",
        element("g", sign("north", 2), class_="plan-north", transform=f"rotate({number(turn)})"),
        transform="translate(20 20)",
        font_size=14,
    )
    drawn = element("svg", defs(1), ring, arrow, class_="plan", viewBox="0 0 40 40")
    return _alone(drawn, styles, 40, 40)


def _sign(kind: FixtureKind) -> Svg:
    middle = f"translate({_WIDE // 2} {_HIGH // 2})"
    if kind is FixtureKind.COLUMN:
        inside = element("path", class_="plan-column", d="M8 4h10v10h-10z")
    elif kind is FixtureKind.EXIT:
        bar = element("path", class_="plan-bar", d="M13 1v16")
        arrow = element("g", sign("arrow", 1.5), transform=middle, font_size=_LARGE_EM)
        inside = element("g", bar, arrow, class_="plan-exit")
    else:
        name = "arrow" if kind is FixtureKind.ENTRANCE else str(kind)
        size = 1.5 if kind is FixtureKind.ENTRANCE else 1.2
        inside = element("g", sign(name, size), class_=f"plan-{kind}", transform=middle, font_size=_EM)
    return element("svg", defs(1), inside, class_="plan", viewBox=f"0 0 {_WIDE} {_HIGH}")


def _alone(drawn: Svg, styles: Styles, wide: int = _WIDE, high: int = _HIGH) -> Svg:
    """A drawing as a file of its own."""
    head, _, rest = drawn.partition(">")
    look = element("style", Svg(styles.flat(1)))
    return Svg(f'{head} xmlns="http://www.w3.org/2000/svg" width="{wide}" height="{high}">{look}{rest}')
