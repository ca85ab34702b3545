"""Where the numbers of drawn things stand: in an attribute, a label, an id, or as text inside the outline."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

import shapely

from booth_app.planfiles.mapping import Mapping
from booth_app.planfiles.sheet import Lettering, Mark
from booth_app.planfiles.sorting import Sorted
from booth_app.planfiles.svg import bounds, outlines
from booth_app.planfiles.svg.tree import Node
from booth_app.planfiles.svg.walk import Drawn
from booth_app.planfiles.svg.words import Kind
from booth_app.text.numbers import fold_number, valid_number
from booth_app.text.search import search_key

DEFAULT = ("attribute", "text")
"""Where numbers are looked for when nobody says where."""

_TAGS = ("NUMBER", "BOOTH", "BOOTH_NUMBER", "BOOTHNO", "BOOTH_NO", "STAND", "STAND_NO", "STANDNO", "STAND_NUMBER")
_TAGS += ("NO", "NR", "NUM", "#", "رقم", "رقم الجناح", "الرقم", "الجناح")
_LOOSE_TAGS = ("REF", "ROOMNUMBER", "LABEL", "NAME")
"""Attributes that are numbers, and those that are where their value looks like one."""

_LONGEST = 18


def number(sorted_: Sorted, letterings: Sequence[Lettering], mapping: Mapping) -> list[str]:
    """Give every thing the number that the drawing says, and say which texts inside booths were not taken.

    Outlines must not change afterwards. A thing that says nothing keeps no number.
    """
    sources = mapping.numbers or DEFAULT
    for drawn in sorted_.walked.things:
        found = "" if "data-number" in drawn.node.values else _said(sorted_.marks[id(drawn)], sources)
        kept = {name: value for name, value in drawn.node.values.items() if name.startswith("data-")}
        drawn.node = Node(drawn.node.tag, kept | ({"data-number": found} if found else {}), drawn.node.line)
    if "text" not in sources:
        return []
    waiting = [each for each in sorted_.walked.things if each.kind is Kind.BOOTH and not _number(each)]
    return _by_text(waiting, letterings)


def _said(marks: Iterable[Mark], sources: Sequence[str]) -> str:
    for source in sources:
        name, _, tag = source.partition(":")
        for mark in marks:
            said = _attribute(mark, tag) if name == "attribute" else mark.node.values.get(name, "").strip()
            if said and len(said) <= bounds.NUMBER_CHARACTERS:
                return said
    return ""


def _attribute(mark: Mark, tag: str) -> str:
    said = {search_key(name): value for name, value in mark.attributes.items() if value.strip()}
    if tag:
        return said.get(search_key(tag), "")
    for known in _TAGS:
        if search_key(known) in said:
            return said[search_key(known)]
    for known in _LOOSE_TAGS:
        value = said.get(search_key(known), "")
        if valid_number(fold_number(value)):
            return value
    return next(iter(said.values())) if len(said) == 1 else ""


def _by_text(booths: Sequence[Drawn], letterings: Sequence[Lettering]) -> list[str]:
    """The text in the smallest outline around its middle (or else its beginning) is that booth's."""
    if not booths or not letterings:
        return []
    floors = [_floor(each) for each in booths]
    tree = shapely.STRtree(floors)
    inside: defaultdict[int, list[str]] = defaultdict(list)
    for lettering in letterings:
        for at in (lettering.middle, lettering.start):
            around = tree.query(shapely.Point(at), predicate="intersects")
            if len(around):
                smallest = min(around, key=lambda each: floors[each].area)
                inside[int(smallest)] += [line for line in lettering.text.split("\n") if line.strip()]
                break
    unused = []
    for at, texts in inside.items():
        chosen = _best(texts)
        if chosen is not None:
            booths[at].node.values["data-number"] = chosen
        unused += [text for text in texts if text != chosen]
    return unused


def _best(texts: Sequence[str]) -> str | None:
    """The first text that is a booth number with a digit in it, else the first short one that has a digit."""
    digits = [text.strip() for text in texts if any(char.isdigit() for char in text)]
    short = [text for text in digits if len(text) <= _LONGEST]
    return next((text for text in short if valid_number(fold_number(text))), short[0] if short else None)


def _floor(drawn: Drawn) -> Any:
    shape = outlines.outline(drawn.parts, drawn.rules)
    return shape if shape.is_valid else shapely.convex_hull(shape)


def _number(drawn: Drawn) -> str:
    return drawn.node.values.get("data-number", "")
