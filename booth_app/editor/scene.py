"""A draft as a drawing: its booths over the hall, what is selected, what is wrong and where."""

from collections.abc import Callable
from dataclasses import dataclass
from math import isinf

from markupsafe import Markup
from shapely.geometry.base import BaseGeometry

from booth_app.base.languages import both
from booth_app.drawing.elements import joined
from booth_app.drawing.hall import map_svg, scale_for
from booth_app.drawing.overlay import fix, former, handles, selection, violation
from booth_app.drawing.tiles import Face, Tiles
from booth_app.editor import words
from booth_app.editor.worktable import Worktable
from booth_app.edits.frame import outline
from booth_app.geometry import BoothShape
from booth_app.geometry.violation import Violation

FIRST_VIEW_PX = (860, 560)
"""The canvas on a desk: its scale is that of the first labels, until a script knows the real one."""

KEYS_HINT = "canvas-keys"
"""Id of the element that says how the canvas is used by keyboard."""


@dataclass(frozen=True, slots=True)
class Marks:
    """What lies on the drawing besides: the finding that is looked at (its key), where a cure would put booths, a
    layer to look at (finished markup)."""

    shown: str = ""
    proposed: tuple[BaseGeometry, ...] = ()
    layer: str = ""


NO_MARKS = Marks()
MOST_HATCHED = 0.4
"""Share of the halls' floor beyond which a finding is drawn by its edge alone, unless it is looked at."""


def scene(
    table: Worktable,
    *,
    lang: str,
    title: str,
    address: Callable[[BoothShape], str],
    editable: bool = True,
    compared: bool = False,
    marks: Marks = NO_MARKS,
) -> Markup:
    """The draft's drawing. `address` gives the page with a booth selected; `compared` shows where booths were."""
    k = scale_for(table.plan, *FIRST_VIEW_PX)
    tiles = Tiles(table.plan.booths, lang=lang, k=k, address=address, named_by="key")
    drawing = map_svg(
        table.plan,
        tiles.draw({booth.key: _face(table, booth) for booth in table.plan.booths}),
        lang=lang,
        k=k,
        title=title,
        view="editor",
        overlay=_overlay(table, marks, editable=editable, compared=compared),
        describedby=None if compared else KEYS_HINT,
    )
    return Markup(drawing)  # noqa: S704 - written by `drawing`, which escapes


def figure(found: Violation) -> str:
    """A violation in figures: `0.32`, or `3.00 < 3.40` where something is required; nothing of what is counted."""
    if found.unit is None:
        return ""
    if isinf(found.measured):  # no way at all
        return f"∞ > {found.required:.2f}"
    measured = f"{found.measured:.3f}" if 0 < found.measured < 0.01 else f"{found.measured:.2f}"
    sign = "<" if found.measured < found.required else ">"
    return f"{measured} {sign} {found.required:.2f}" if found.required else measured


def subject(position: int) -> str:
    """How the list of violations finds one on the drawing."""
    return f"v{position}"


def _face(table: Worktable, booth: BoothShape) -> Face:
    state = table.state(booth)
    name = both(state, "name") if state is not None else ""
    return Face(state.state if state is not None else "free", words.booth_label(booth, state), name=name)


def _overlay(table: Worktable, marks: Marks, *, editable: bool, compared: bool) -> str:
    drawn = [marks.layer] if marks.layer else []
    if compared:
        drawn.append(former(each.before.outline for each in table.draft.difference if each.before is not None))
    if chosen := table.selected:
        drawn.append(selection(chosen.booth.outline))
        if editable and chosen.frame is not None:
            drawn.append(handles(outline(chosen.frame)))
    # Last: the frame of the selected booth runs through what it overlaps, and would cover the figure there.
    drawn += [
        violation(
            each.where,
            severity=str(each.severity),
            says=figure(each),
            subject=subject(position),
            shown=key == marks.shown,
            accepted=key in table.findings.accepted,
            hatched=key == marks.shown or each.where.area < MOST_HATCHED * table.plan.area,
        )
        for position, (key, each) in enumerate(zip(table.findings.keys, table.findings.violations, strict=True))
        if not each.where.is_empty
    ]
    if marks.proposed:
        drawn.append(fix(marks.proposed))
    return joined(*drawn)
