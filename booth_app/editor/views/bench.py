"""The page of a draft, however it is come to: there is one way to draw it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from flask import Response, request, url_for
from flask_babel import gettext
from shapely.geometry.base import BaseGeometry
from sqlalchemy.orm import Session

from booth_app.base import clock, db
from booth_app.base.access import allowed
from booth_app.base.errors import Refused
from booth_app.base.languages import both, lang
from booth_app.base.page import page
from booth_app.drawing.bands import bands, labels, lines
from booth_app.drawing.elements import joined
from booth_app.drawing.swatch import band_swatch
from booth_app.editor import cure_words, layer_words, words
from booth_app.editor.curing import Mending, Proposed
from booth_app.editor.forms import (
    AddForm,
    DescribeForm,
    DraftForm,
    PlaceForm,
    RemoveForm,
    RenumberForm,
    RotateForm,
    SeekForm,
    zones,
)
from booth_app.editor.layers import LAYERS, Layer
from booth_app.editor.listing import groups
from booth_app.editor.measures import angle_text, metres_text
from booth_app.editor.scene import Marks, scene, subject
from booth_app.editor.views.blueprint import found_draft
from booth_app.editor.worktable import Worktable, worktable
from booth_app.edits import compare, replay
from booth_app.geometry import BoothShape
from booth_app.layouts import queries as layouts
from booth_app.layouts import words as layout_words
from booth_app.layouts.queries import DraftValue
from booth_app.text import bidi


@dataclass(frozen=True)
class Answer:
    """What the page says besides the draft: a refusal, forms with what was typed, what was done.

    `again` holds the fields of an edit that came too late, to be made all the same. `finding` is the key of the one
    that is looked at, `proposed` its cure, `mending` the repair of the whole; `reason` what was typed to accept it.
    """

    status: int = 200
    refusal: Refused | None = None
    forms: Mapping[str, DraftForm] = field(default_factory=dict)
    said: str = ""
    stale: Mapping[str, Any] = field(default_factory=dict)
    again: Mapping[str, list[str]] = field(default_factory=dict)
    lost: tuple[Any, ...] = ()
    finding: str = ""
    proposed: Proposed | None = None
    mending: Mending | None = None
    reason: str = ""


PLAIN = Answer()
GRID = 0.1
"""Metres. Handed to the template as a value: a filter on a number written there is worked out once, in one language."""


def bench(hall_key: str, revision_id: int, *, chosen: str, answer: Answer = PLAIN) -> Response:
    """The editor with a booth selected (by number or key), or with a finding looked at."""
    with db.read() as session:
        draft, hall = found_draft(session, hall_key, revision_id)
        table = worktable(session, draft, hall, chosen=chosen, finding=answer.finding, now=clock.now(session))
        layer = _layer(session, draft, request.args.get("layer", ""))
    editable, link = allowed("layouts.edit"), links(table, layer.name if layer else "")
    response = page(
        "editor/draft.html",
        "editor",
        answer.status,
        table=table,
        answer=answer,
        editable=editable,
        drawing=scene(
            table,
            lang=lang(),
            title=gettext("Plan of %(hall)s", hall=bidi.isolate(both(hall, "name"))),
            address=link,
            editable=editable,
            marks=Marks(table.shown, _proposed(table, answer), layer=drawn(layer) if layer else ""),
        ),
        forms=_forms(table, answer.forms),
        chosen=chosen,
        unknown=bool(chosen) and table.selected is None,
        words=words,
        cure_words=cure_words,
        layout_words=layout_words,
        groups=groups(table, table.shown),
        zones=zones(table.plan),
        grid=GRID,
        subject=subject,
        link=link,
        look=lambda key: _asking(table, finding=key, layer=layer.name if layer else ""),
        layer=layer,
        layer_words=layer_words,
        layer_address=lambda name: _asking(table, finding=table.shown, layer=name),
        band_swatch=band_swatch,
    )
    if answer.said and table.selected is not None:
        response.headers["HX-Replace-Url"] = link(table.selected.booth)
    return response


def _proposed(table: Worktable, answer: Answer) -> tuple[BaseGeometry, ...]:
    """Where booths would stand after what is proposed."""
    if answer.mending is not None:
        made = list(answer.mending.repair.edits)
    elif answer.proposed is not None and answer.proposed.cure is not None:
        made = [answer.proposed.cure.edit]
    else:
        return ()
    after = replay(table.plan, made)
    return tuple(each.after.outline for each in compare(table.plan, after) if each.after is not None and each.changes)


def links(table: Worktable, layer: str = "") -> Callable[[BoothShape | None], str]:
    """What gives the page with a booth selected. Made once a page: building an address anew for each booth costs.

    The layer that is looked at stays.
    """
    base = draft_address(table.hall.key, table.draft.revision_id)
    shown = {"layer": layer} if layer else {}
    plain = f"{base}?{urlencode(shown)}" if shown else base
    return lambda booth: plain if booth is None else f"{base}?{urlencode({'booth': table.address(booth), **shown})}"


def drawn(layer: Layer) -> str:
    """A layer as it lies on the drawing."""
    edges = [lines(shape, partly=partly) for partly, shape in layer.edges]
    return joined(bands(layer.areas), *edges, labels(layer.labels))


def _layer(session: Session, draft: DraftValue, name: str) -> Layer | None:
    """The layer of an address, worked out once for a version of the draft."""
    make = LAYERS.get(name)
    if make is None:
        return None
    known = layouts.check_of(session, draft)
    return known.survey.once(("layer", name), lambda: make(known, layouts.sides(session, draft)))


def _asking(table: Worktable, **asked: str) -> str:
    """The page's address with these questions."""
    base = draft_address(table.hall.key, table.draft.revision_id)
    given = {name: value for name, value in asked.items() if value}
    return f"{base}?{urlencode(given)}" if given else base


def draft_address(hall_key: str, revision_id: int, *, booth: str = "", finding: str = "") -> str:
    """The draft's page, with a booth selected or a finding looked at where one is named."""
    return url_for("editor.draft", hall=hall_key, draft=revision_id, booth=booth or None, finding=finding or None)


def _forms(table: Worktable, given: Mapping[str, DraftForm]) -> dict[str, DraftForm]:
    """The forms on the page: those with what was typed, the others with what the draft holds.

    What was typed stays, but the version is the one that the answer shows: sent again, it is meant for that.
    """
    forms: dict[str, DraftForm] = {
        "add": AddForm(formdata=None),
        "draft": DraftForm(formdata=None),
        "seek": SeekForm(formdata=None),
    }
    if chosen := table.selected:
        booth = chosen.booth
        x, y = chosen.corner
        place = PlaceForm(formdata=None, key=booth.key, x=metres_text(x), y=metres_text(y))
        if chosen.frame is not None:
            exact = chosen.frame.rounded
            place.width.data, place.depth.data = metres_text(exact.width), metres_text(exact.depth)
            place.angle.data = angle_text(exact)
        described = {"type": booth.type, "zone": booth.zone, "open": [str(each) for each in booth.open]}
        describe = DescribeForm(formdata=None, key=booth.key, **described)
        describe.offer(table.plan)
        forms |= {
            "place": place,
            "renumber": RenumberForm(formdata=None, key=booth.key, number=booth.number),
            "describe": describe,
            "rotate": RotateForm(formdata=None, key=booth.key),
            "remove": RemoveForm(formdata=None, key=booth.key),
        }
        add = forms["add"]
        assert isinstance(add, AddForm)
        add.next_to.data = booth.number
    forms |= {name: form for name, form in given.items() if name in forms}
    for name, form in forms.items():
        form.version.raw_data = None
        form.version.data = table.draft.version
        for each in form:
            each.id = f"{name}-{each.short_name}"
    return forms
