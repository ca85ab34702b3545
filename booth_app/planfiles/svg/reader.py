"""A drawing to a plan."""

from collections.abc import Iterator
from typing import Any

from booth_app.planfiles.assembly import Assembly
from booth_app.planfiles.reading import Note, Reading, several
from booth_app.planfiles.svg import figures, words
from booth_app.planfiles.svg.references import count
from booth_app.planfiles.svg.scale import scale
from booth_app.planfiles.svg.tree import SHAPES, Node, Tree, parse
from booth_app.planfiles.svg.walk import Walked, walk
from booth_app.planfiles.svg.words import Kind
from booth_app.planfiles.unreadable import Unreadable


def read_svg(data: bytes, metres_per_unit: float | None = None) -> Reading:
    """The plan that an SVG file draws (`docs/plan-files.md`), with notes of what was guessed or left out.

    `metres_per_unit` is the scale given by hand; it goes before what the file says. Lengths come out in metres on
    the millimetre grid, in the file's own axes, not shifted.

    Raises:
        Unreadable: the file is no plan, or is over a limit. Nothing else is raised, whatever the bytes.
    """
    tree = parse(data)
    told = scale(tree.root, metres_per_unit)
    if told is None:
        has_hall = any(_names_a_hall(node) for node in tree.root.within())
        raise Unreadable("no-scale") if has_hall else Unreadable("no-scale-no-hall", **_seen(tree))
    count(tree)
    walked = walk(tree, told.metres_per_unit)
    assembly = Assembly(walked)
    plan = assembly.plan(north=_north(tree.root))
    if plan is None:
        raise Unreadable("no-hall", **_seen(tree))
    return Reading(plan, told, (*assembly.notes(plan), *_met(tree, walked)))


def _north(root: Node) -> float:
    """Where north is: degrees clockwise from the drawing's top, in hundredths; 0 where nothing is said."""
    text = root.values.get("data-north")
    return 0.0 if text is None else round(figures.length(root, "data-north") % 360, 2) % 360


def _names_a_hall(node: Node) -> bool:
    said = node.values.get("data-kind")
    if said is not None:
        return words.kind(said) is Kind.HALL
    return node.tag == "g" and words.kind(node.values.get("label") or node.values.get("id") or "") is Kind.HALL


def _seen(tree: Tree) -> dict[str, Any]:
    """What there is in a drawing that says too little: shapes, texts, and its layers, so that one can be renamed.

    Layers are groups that are marked as such, else all groups with a name.
    """
    nodes = list(tree.root.within())
    groups = [node for node in nodes if node.tag == "g"]
    marked = [node for node in groups if node.values.get("groupmode") == "layer"]
    names = [node.values.get("label") or node.values.get("id") or "" for node in marked or groups]
    return {
        "shapes": sum(node.tag in SHAPES for node in nodes),
        "texts": tree.left_out["text"],
        "layers": several([name for name in names if name], 6) or "—",
    }


def _met(tree: Tree, walked: Walked) -> Iterator[Note]:
    """What there is to say about the file."""
    counted = {
        "hidden": walked.hidden,
        "outside-links": walked.outside_links,
        "broken-backdrop": walked.broken_backdrop,
    }
    yield from (Note(code, {"count": str(number)}) for code, number in counted.items() if number)
    if walked.full_backdrop:
        yield Note("full-backdrop")
    listed = {
        "left-out": [f"{tag} × {number}" for tag, number in sorted(tree.left_out.items())],
        "unknown-kinds": list(walked.unknown_kinds),
        "number-without-kind": walked.numbers_without_kind,
        "double-ids": list(tree.double_ids),
    }
    yield from (Note(code, {"what": several(values)}) for code, values in listed.items() if values)
