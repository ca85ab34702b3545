"""A sheet and a mapping to a plan: sorted, numbered, doubles made one, and all of it told."""

from collections.abc import Iterator
from typing import Any

from booth_app.planfiles.assembly import Assembly
from booth_app.planfiles.doubles import Merged, merge
from booth_app.planfiles.mapping import Mapping
from booth_app.planfiles.numbering import number
from booth_app.planfiles.reading import Note, Reading, Scale, several
from booth_app.planfiles.sheet import Sheet
from booth_app.planfiles.sorting import Sorted, layer_name, sort
from booth_app.planfiles.unreadable import Unreadable


def make(sheet: Sheet, mapping: Mapping, scale: Scale, notes: tuple[Note, ...] = (), *, exact: bool = False) -> Reading:
    """The reading of a sheet. `exact`: nothing is drawn twice in such a file.

    Raises:
        Unreadable: no hall, or a thing that cannot be read.
    """
    sorted_ = sort(sheet, mapping)
    unused = number(sorted_, sheet.letterings, mapping)
    merged = Merged() if exact else merge(sorted_)
    assembly = Assembly(sorted_.walked)
    plan = assembly.plan(north=sheet.north)
    if plan is None:
        raise Unreadable("no-hall", **seen(sheet))
    return Reading(plan, scale, (*notes, *assembly.notes(plan), *_met(sheet, sorted_, unused, merged)))


def seen(sheet: Sheet) -> dict[str, Any]:
    """What there is in a drawing that says too little: shapes, texts, layers, so that one can be said to be a hall."""
    names = dict.fromkeys(layer_name(layer) for layer in sheet.layers if layer)
    return {"shapes": len(sheet.marks), "texts": len(sheet.letterings), "layers": several(names, 6) or "—"}


def _met(sheet: Sheet, sorted_: Sorted, unused: list[str], merged: Merged) -> Iterator[Note]:
    walked = sorted_.walked
    counted = {
        "hidden": walked.hidden,
        "broken-backdrop": walked.broken_backdrop,
        "open-lines": sorted_.open_lines,
        "drawn-twice": merged.twice,
    }
    yield from (Note(code, {"count": str(found)}) for code, found in counted.items() if found)
    if walked.full_backdrop:
        yield Note("full-backdrop")
    listed = {
        "left-out": [f"{tag} × {count}" for tag, count in sorted(sheet.left_out.items())],
        "unknown-kinds": list(walked.unknown_kinds),
        "in-pieces": merged.pieces,
        "texts-inside": unused,
    }
    yield from (Note(code, {"what": several(values)}) for code, values in listed.items() if values)
