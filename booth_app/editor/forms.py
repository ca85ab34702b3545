"""What a browser may send to the editor. A form knows the edits it asks for; the plan says whether they can be made."""

from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from flask_babel import gettext
from flask_wtf.file import FileField
from wtforms import (
    BooleanField,
    HiddenField,
    IntegerField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than the types
from wtforms.widgets import HiddenInput

from booth_app.base.forms import AtMost, BaseForm, RequestKeyField, required
from booth_app.base.languages import lang
from booth_app.base.languages import later as _l
from booth_app.drawing.words import in_language
from booth_app.editor.beside import beside
from booth_app.editor.fields import NumberField, angle, coordinate, side
from booth_app.editor.measures import angle_text
from booth_app.editor.words import SIDES
from booth_app.edits import Anchor, Edit, Move, Place, Remove, Renumber, Resize, Retype, Rezone, Rotate, SetOpen, frame
from booth_app.edits.frame import Frame
from booth_app.geometry import BoothShape, Plan, Side
from booth_app.maps.words import TYPES
from booth_app.text.numbers import fold_number

LONGEST_NUMBER = 40
LONGEST_REASON = 1000


def offered(choices: Mapping[Any, Any]) -> list[Any]:
    """Values and their words as a field's choices."""
    return [SelectChoice(value=str(each), label=word) for each, word in choices.items()]


class DraftForm(BaseForm):
    """Whatever changes a draft: which version its author looked at."""

    version = IntegerField(widget=HiddenInput())


class SeekForm(DraftForm):
    """Undo or redo to a step of the history."""

    cursor = IntegerField(widget=HiddenInput())


class AcceptForm(DraftForm):
    """A warning that is accepted, and why."""

    finding = HiddenField()
    reason = TextAreaField(_l("Reason"), [required(), AtMost(LONGEST_REASON)])


class RepairForm(DraftForm):
    """The whole draft put right; claimed booths too, where that is said."""

    claimed = BooleanField()


class BoothForm(DraftForm):
    """Asks for edits of one booth. `do` names the form."""

    do: ClassVar[str]
    key = HiddenField()

    def edits(self, booth: BoothShape) -> list[Edit]:
        """What is asked for, once the form is valid."""
        raise NotImplementedError


class PlaceForm(BoothForm):
    """Exact numbers of a rectangle; of another shape its place alone."""

    do = "place"
    x = coordinate(_l("X"))
    y = coordinate(_l("Y"))
    width = side(_l("Width"), needed=False)
    depth = side(_l("Depth"), needed=False)
    angle = angle(_l("Angle"), needed=False)

    def edits(self, booth: BoothShape) -> list[Edit]:
        """A placing, or a move by what the corner differs."""
        was = frame(booth.outline)
        x, y = self.x.value, self.y.value
        if was is None:
            left, top, *_ = booth.outline.bounds
            return [Move((booth.key,), round(x - left, 3), round(y - top, 3))]
        was = was.rounded
        width = was.width if self.width.number is None else self.width.number
        depth = was.depth if self.depth.number is None else self.depth.number
        same = self.angle.number is None or self.angle.number == float(angle_text(was))
        turn = was.angle if same else self.angle.value
        return [] if Frame(x, y, width, depth, turn) == was else [Place(booth.key, x, y, width, depth, turn)]


class MoveForm(BoothForm):
    """By how much a booth was dragged or pushed."""

    do = "move"
    dx = coordinate(_l("X"))
    dy = coordinate(_l("Y"))

    def edits(self, booth: BoothShape) -> list[Edit]:
        """A move."""
        return [Move((booth.key,), self.dx.value, self.dy.value)] if self.dx.value or self.dy.value else []


class ResizeForm(BoothForm):
    """The size that a handle was dragged to, and the corner or side that stays."""

    do = "resize"
    width = side(_l("Width"))
    depth = side(_l("Depth"))
    anchor = SelectField(choices=offered({each: str(each) for each in Anchor}), default=str(Anchor.TOP_LEFT))

    def edits(self, booth: BoothShape) -> list[Edit]:
        """A resizing."""
        return [Resize(booth.key, self.width.value, self.depth.value, Anchor(self.anchor.data))]


class RotateForm(BoothForm):
    """By how much a booth is turned."""

    do = "rotate"
    degrees = angle(_l("Angle"))

    def edits(self, booth: BoothShape) -> list[Edit]:
        """A turn about the booth's middle."""
        return [Rotate((booth.key,), self.degrees.value)]


class RenumberForm(BoothForm):
    """Another number."""

    do = "renumber"
    number = StringField(_l("Number"), [required(), AtMost(LONGEST_NUMBER)])

    def edits(self, booth: BoothShape) -> list[Edit]:
        """A renumbering, unless the booth has that number."""
        typed = self.number.data or ""
        return [] if fold_number(typed) == booth.number else [Renumber(booth.key, typed)]


class DescribeForm(BoothForm):
    """Type, zone and open sides, as far as the plan shall say them itself."""

    do = "describe"
    type = SelectField(_l("Type"))
    zone = SelectField(_l("Zone"))
    open = SelectMultipleField(_l("Open sides"), choices=offered({each: str(each) for each in Side}))

    def edits(self, booth: BoothShape) -> list[Edit]:
        """One edit for each that differs."""
        keys = (booth.key,)
        sides = tuple(each for each in Side if each in (self.open.data or ()))
        asked: list[Edit] = [Retype(keys, self.type.data), Rezone(keys, self.zone.data), SetOpen(keys, sides)]
        same = (self.type.data == booth.type, self.zone.data == booth.zone, sides == booth.open)
        return [each for each, unchanged in zip(asked, same, strict=True) if not unchanged]

    def offer(self, plan: Plan) -> None:
        """The choices of this plan."""
        self.type.choices = [
            ("", _l("As its open sides make it")),
            *((name, str(word)) for name, word in TYPES.items()),
        ]
        self.zone.choices = [("", _l("None")), *zones(plan).items()]


class RemoveForm(BoothForm):
    """Out of the plan."""

    do = "remove"

    def edits(self, booth: BoothShape) -> list[Edit]:
        """A removal."""
        return [Remove((booth.key,))]


class AddForm(DraftForm):
    """A new booth: at a place, or next to another one."""

    do: ClassVar[str] = "add"
    number = StringField(_l("Number"), [required(), AtMost(LONGEST_NUMBER)])
    where = RadioField(
        _l("Where"), choices=offered({"next": _l("Next to a booth"), "at": _l("At a place")}), default="next"
    )
    next_to = StringField(_l("Booth"), [AtMost(LONGEST_NUMBER)])
    on_side = SelectField(_l("On which side"), choices=offered(SIDES), default=str(Side.RIGHT))
    x = coordinate(_l("X"), needed=False)
    y = coordinate(_l("Y"), needed=False)
    width = side(_l("Width"), needed=False)
    depth = side(_l("Depth"), needed=False)
    angle = angle(_l("Angle"), needed=False)

    def at(self, neighbour: BoothShape | None) -> Frame | None:
        """Where the booth shall lie; None, and an error on the form, where that cannot be said."""
        was = None if neighbour is None else frame(neighbour.outline)
        if self.where.data == "next":
            if was is None:
                unknown = gettext("Write the number of a rectangular booth of this plan.")
                self.next_to.errors = [*self.next_to.errors, unknown]
                return None
            size = (self.width.number or was.width, self.depth.number or was.depth)
            return beside(was, Side(self.on_side.data), *size)
        missing = [each for each in (self.x, self.y, self.width, self.depth) if each.number is None]
        for each in missing:
            each.errors = [*each.errors, gettext("This field is required.")]
        if missing:
            return None
        return Frame(self.x.value, self.y.value, self.width.value, self.depth.value, self.angle.value)


class UploadForm(BaseForm):
    """A plan file."""

    file = FileField(_l("Plan file (SVG, DXF or GeoJSON)"))
    metres_per_unit = NumberField(
        _l("Metres per unit of the drawing"), least=0.000001, most=10_000, places=9, needed=False
    )
    floor = SelectField(_l("Hall in the file"), choices=offered({"": ""}), default="", validate_choice=False)


class PublishForm(DraftForm):
    """Publishing; what is decided about each booking comes beside it (`decisions.py`)."""

    request_key = RequestKeyField()
    reason = TextAreaField(_l("Reason, for the exhibitors concerned"), [AtMost(LONGEST_REASON)])


BOOTH_FORMS: dict[str, Callable[..., BoothForm]] = {
    each.do: each for each in (PlaceForm, MoveForm, ResizeForm, RotateForm, RenumberForm, DescribeForm, RemoveForm)
}
"""The forms of one booth by what they do."""


def zones(plan: Plan) -> dict[str, str]:
    """What zones there are and what they are called: drawn ones, and those that booths are said to be in."""
    drawn = {zone.label: in_language(zone.names, lang()) for zone in plan.zones if not zone.main}
    said = {booth.zone: booth.zone for booth in plan.booths if booth.zone}
    return {label: drawn.get(label) or label for label in {**drawn, **said}}
