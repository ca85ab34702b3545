"""Where staff's pages stand, and what all of them know."""

from flask import Blueprint

from booth_app.base.access import allowed
from booth_app.base.languages import lang
from booth_app.desk import figures, words
from booth_app.drawing.swatch import swatch
from booth_app.exhibitors.countries import country
from booth_app.exhibitors.words import KINDS

bp = Blueprint("desk", __name__, url_prefix="/<any(ar,en):lang>/staff/<exhibition>")


@bp.context_processor
def known() -> dict[str, object]:
    """Words, figures and rights for templates of this room."""
    return {
        "desk_words": words,
        "may_use": allowed,
        "fill_of": figures.fill,
        "swatch": swatch,
        "kinds": KINDS,
        "country": lambda code: country(code, lang()),
    }
