"""Occupancy as figures and as a bar."""

from dataclasses import dataclass

from flask_babel import gettext
from markupsafe import Markup

from booth_app.claims.queries import Occupancy
from booth_app.desk.words import BOOTH_STATES
from booth_app.drawing.swatch import Share, occupancy_bar
from booth_app.text import bidi

ORDER = ("confirmed", "submitted", "held", "reserved", "free")
"""From what is settled to what is open; closed booths cannot be claimed and do not count."""


@dataclass(frozen=True, slots=True)
class Fill:
    """How full: `taken` of `claimable` booths, in percent, and the bar that shows it."""

    taken: int
    claimable: int
    percent: int
    bar: Markup


def fill(of: Occupancy) -> Fill:
    """Figures and bar of a hall or zone."""
    claimable = of.booths - of.by_state.get("closed", 0)
    percent = round(100 * of.taken / claimable) if claimable else 0
    counted = [(state, of.by_state.get(state, 0)) for state in ORDER]
    title = gettext(", ").join(f"{BOOTH_STATES[state]}: {bidi.ltr(count)}" for state, count in counted if count)
    bar = occupancy_bar([Share(state, count) for state, count in counted], claimable, title or gettext("Empty"))
    return Fill(of.taken, claimable, percent, Markup(str(bar)))  # noqa: S704 - drawn by us from numbers
