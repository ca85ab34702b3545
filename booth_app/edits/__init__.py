"""Plan → plan: one file per edit, and each can say why not. The pointer, forms, files and undo all use them.

Undo is replay: the plan after a list of edits is the plan before with each applied in turn, so to undo is to leave
the last ones out.
"""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any

from booth_app.edits.add import Add
from booth_app.edits.cure import Cure, NoCure, cure
from booth_app.edits.difference import Change, Difference, compare
from booth_app.edits.edit import CannotEdit, Edit, NotAnEdit, Reason
from booth_app.edits.frame import Frame, frame
from booth_app.edits.keys import fresh_key
from booth_app.edits.move import Move
from booth_app.edits.open_sides import SetOpen
from booth_app.edits.place import Place
from booth_app.edits.remove import Remove
from booth_app.edits.renumber import Renumber
from booth_app.edits.repair import Repair, repair
from booth_app.edits.replace_plan import Replace
from booth_app.edits.resize import Anchor, Resize
from booth_app.edits.restore import Restore
from booth_app.edits.retype import Retype
from booth_app.edits.rezone import Rezone
from booth_app.edits.rotate import Rotate
from booth_app.geometry import Plan

EDITS: Mapping[str, type[Edit]] = MappingProxyType(
    {
        each.name: each
        for each in (Add, Move, Place, Remove, Renumber, Replace, Resize, Restore, Retype, Rezone, Rotate, SetOpen)
    }
)
"""Every edit by the name it has in JSON."""


def from_json(value: Any) -> Edit:
    """The edit that JSON values are.

    Raises:
        NotAnEdit: no edit of this name, or fields that are missing, unknown or wrong.
    """
    if not isinstance(value, dict) or not isinstance(value.get("edit"), str) or value["edit"] not in EDITS:
        raise NotAnEdit("no known edit")
    return EDITS[value["edit"]].read(value)


def replay(plan: Plan, edits: Iterable[Edit]) -> Plan:
    """The plan after all edits, in order.

    Raises:
        CannotEdit: one of them cannot be made.
    """
    for edit in edits:
        plan = edit.apply(plan)
    return plan


__all__ = [
    "EDITS",
    "Add",
    "Anchor",
    "CannotEdit",
    "Change",
    "Cure",
    "Difference",
    "Edit",
    "Frame",
    "Move",
    "NoCure",
    "NotAnEdit",
    "Place",
    "Reason",
    "Remove",
    "Renumber",
    "Repair",
    "Replace",
    "Resize",
    "Restore",
    "Retype",
    "Rezone",
    "Rotate",
    "SetOpen",
    "compare",
    "cure",
    "frame",
    "fresh_key",
    "from_json",
    "repair",
    "replay",
]
