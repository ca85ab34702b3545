"""What may be chosen of a plan that is taken away. One form for every format; each page part shows its own fields."""

from functools import partial
from typing import Any, ClassVar

from flask_babel import gettext, lazy_gettext
from wtforms import HiddenField, SelectField
from wtforms.validators import AnyOf, ValidationError

from booth_app.base.forms import BaseForm
from booth_app.base.languages import lang
from booth_app.base.languages import later as _l
from booth_app.drawing.documents import PAPERS
from booth_app.editor.fields import NumberField
from booth_app.editor.forms import offered
from booth_app.editor.taking import BOTH, FORMATS, LEAST_WIDE, MOST_WIDE, USUAL_WIDE, Wanted
from booth_app.maps.on_paper import LAYOUT
from booth_app.maps.values import View
from booth_app.planfiles.geojson.anchor import MOST_LATITUDE, Anchor

LANGUAGES = {"ar": lazy_gettext("Arabic"), "en": lazy_gettext("English")}
SHOWS = {
    LAYOUT: lazy_gettext("Shapes and numbers alone"),
    str(View.BOOKING): lazy_gettext("States of the booths as they are now"),
    str(View.PUBLIC): lazy_gettext("Exhibitors, as visitors see them"),
}


class TakeForm(BaseForm):
    """A format with what is chosen of it. It changes nothing, so it is sent by address and needs no token."""

    form = HiddenField(default="svg", validators=[AnyOf(FORMATS)])
    lang = SelectField(_l("Language"), choices=[])
    paper = SelectField(_l("Paper"), choices=offered({paper: paper for paper in PAPERS}), default="A3")
    show = SelectField(_l("What is shown"), choices=[], default=LAYOUT)
    width = NumberField(_l("Width in pixels"), least=LEAST_WIDE, most=MOST_WIDE, places=0, default=str(USUAL_WIDE))
    lon = NumberField(_l("Longitude"), least=-180, most=180, places=9, needed=False)
    lat = NumberField(_l("Latitude"), least=-MOST_LATITUDE, most=MOST_LATITUDE, places=9, needed=False)
    bearing = NumberField(_l("Bearing of the drawing's top"), least=0, most=359.99, places=2, needed=False)

    of: ClassVar[dict[str, tuple[str, ...]]] = {
        "pdf": ("lang", "paper", "show"),
        "png": ("lang", "show", "width"),
        "geojson": ("lon", "lat", "bearing"),
        "xlsx": ("lang",),
    }
    """The fields of each format; those that are not named have none."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, meta={"csrf": False}, **kwargs)
        both = {BOTH: gettext("Both languages, a sheet each")} if self.form.data == "pdf" else {}
        self.lang.choices = offered({**LANGUAGES, **both})
        if self.lang.data is None or self.lang.data not in {*LANGUAGES, *both}:
            self.lang.data = lang()
        self.show.choices = offered(SHOWS)

    def validate_lat(self, field: NumberField) -> None:
        """A place has both figures."""
        if (field.number is None) != (self.lon.number is None):
            raise ValidationError(gettext("Write both longitude and latitude, or neither."))

    @property
    def wanted(self) -> Wanted:
        """What is asked for, once the form is valid."""
        anchor = None
        if self.lon.number is not None and self.lat.number is not None:
            anchor = partial(_anchor, self.lon.number, self.lat.number, self.bearing.number)
        return Wanted(
            form=self.form.data or "svg",
            lang=self.lang.data,
            paper=self.paper.data,
            view=self.show.data,
            wide_px=int(self.width.number or USUAL_WIDE),
            anchor=anchor,
        )


def _anchor(lon: float, lat: float, bearing: float | None, north: float) -> Anchor:
    return Anchor(lon, lat, -north % 360 if bearing is None else bearing)
