"""Things as drawn to a plan, whatever the format: outlines, numbers, names, and what there is to say about them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

import numpy as np
from shapely.geometry.base import BaseGeometry

from booth_app.geometry import BoothShape, Fixture, FixtureKind, Hall, Plan, Side, Zone
from booth_app.geometry.validity import faults
from booth_app.planfiles.reading import Note, several
from booth_app.planfiles.svg import figures, naming, outlines, words
from booth_app.planfiles.svg.tree import Node
from booth_app.planfiles.svg.walk import Drawn, Walked
from booth_app.planfiles.svg.words import Kind
from booth_app.text.numbers import fold_number, skeleton, valid_number

_ODD_HALL = (20.0, 500_000.0)
"""Square metres. A hall that is smaller or larger was probably drawn to another scale."""


class Assembly:
    """Things as drawn to things of a plan, by kind; collects what there is to say about them."""

    def __init__(self, walked: Walked) -> None:
        self._backdrop = walked.backdrop
        self._by_kind: defaultdict[words.AnyKind, list[Drawn]] = defaultdict(list)
        for thing in walked.things:
            self._by_kind[thing.kind].append(thing)
        self._said: defaultdict[str, list[str]] = defaultdict(list)

    def plan(self, *, north: float = 0.0) -> Plan | None:
        """The plan, or None where nothing drawn is a hall.

        Raises:
            Unreadable: a thing that says something wrong about itself, or a hall whose outline is none.
        """
        halls = self.halls()
        if not halls:
            return None
        return Plan(halls, self.booths(), self.fixtures(), self.zones(), tuple(self._backdrop), north)

    def halls(self) -> tuple[Hall, ...]:
        """The halls, in file order."""
        halls = []
        for drawn, _, key in self._named(Kind.HALL):
            outline = outlines.outline(drawn.parts, drawn.rules)
            if faults(np.array([outline], dtype=object)):
                raise drawn.node.refuse("hall-shape")
            level = naming.short(drawn.node, "data-level")
            halls.append(Hall(key, outline, naming.names(drawn.node), level))
        return tuple(halls)

    def booths(self) -> tuple[BoothShape, ...]:
        """The booths; an outline may be invalid, a rule tells."""
        return tuple(
            BoothShape(
                key,
                number,
                outlines.outline(drawn.parts, drawn.rules),
                type=self._type(drawn.node),
                open=_open(drawn.node),
                zone=naming.short(drawn.node, "data-zone"),
                names=naming.names(drawn.node),
                height=figures.metres(drawn.node, "data-height"),
            )
            for drawn, number, key in self._named(Kind.BOOTH)
        )

    def fixtures(self) -> tuple[Fixture, ...]:
        """All that is neither hall, booth nor zone."""
        named = [(kind, drawn, label) for kind in FixtureKind for drawn, label, _ in self._named(kind)]
        keys = naming.keys(label for _, _, label in named)  # unique over all kinds: a column and an exit may both be 1
        found = []
        for (kind, drawn, label), key in zip(named, keys, strict=True):
            outline = self._body(drawn, label) or self._stroke(drawn, label)
            if outline is not None:
                found.append(
                    Fixture(
                        key,
                        kind,
                        label,
                        outline,
                        type=naming.short(drawn.node, "data-type"),
                        names=naming.names(drawn.node),
                        width=figures.metres(drawn.node, "data-width"),
                        height=figures.metres(drawn.node, "data-height"),
                    )
                )
        return tuple(found)

    def zones(self) -> tuple[Zone, ...]:
        """The zones."""
        found = []
        for drawn, label, key in self._named(Kind.ZONE):
            outline = self._body(drawn, label)
            if outline is None:
                self._said["no-floor"].append(label)
                continue
            marks = (
                drawn.node.values.get(name, "") for name in ("data-type", "data-zone", "data-number", "label", "id")
            )
            main = any(words.is_main(mark) for mark in marks)
            found.append(Zone(key, label, outline, naming.names(drawn.node), main))
        return tuple(found)

    def notes(self, plan: Plan) -> Iterator[Note]:
        """What there is to say about the plan's things."""
        odd = [booth.number for booth in plan.booths if not valid_number(fold_number(booth.number))]
        self._said["odd-numbers"] = [number for number in odd if number not in self._said["named-here"]]
        self._said["alike-numbers"] = list(_alike(fold_number(booth.number) for booth in plan.booths))
        yield from (Note(code, {"what": several(values)}) for code, values in self._said.items() if values)
        small, large = _ODD_HALL
        for hall in plan.halls:
            if not small <= hall.outline.area <= large:
                yield Note("odd-size", {"area": f"{hall.outline.area:.2f}"})

    def _named(self, kind: words.AnyKind) -> list[tuple[Drawn, str, str]]:
        """The things of a kind with their numbers and keys."""
        things = self._by_kind[kind]
        given = [naming.number(drawn.node, of_booth=kind is Kind.BOOTH) for drawn in things]
        called = naming.filled_in(given, kind.value)
        if kind is Kind.BOOTH:
            self._said["named-here"] += [name for name, number in zip(called, given, strict=True) if not number]
        return list(zip(things, called, naming.keys(called), strict=True))

    def _body(self, drawn: Drawn, label: str) -> BaseGeometry | None:
        if drawn.stroke:
            return None
        outline, mended = outlines.body(drawn.parts, drawn.rules)
        if mended:
            self._said["repaired"].append(label)
        return outline

    def _stroke(self, drawn: Drawn, label: str) -> BaseGeometry | None:
        if drawn.kind in {FixtureKind.ENTRANCE, FixtureKind.EXIT, FixtureKind.WALL}:
            line = outlines.opening(drawn.parts)
            if line is not None:
                return line
        self._said["no-floor"].append(label)
        return None

    def _type(self, node: Node) -> str:
        said = naming.short(node, "data-type")
        known = words.booth_type(said)
        if said and known is None:
            self._said["unknown-types"].append(said)
        return known or ""


def _open(node: Node) -> tuple[Side, ...]:
    said = node.values.get("data-open", "").replace(",", " ").lower().split()
    for word in said:
        if word not in words.SIDES:
            raise node.refuse("wrong-value", attribute="data-open", value=word)
    return tuple(side for side in Side if side.value in said)


def _alike(numbers: Iterable[str]) -> Iterator[str]:
    """Numbers that are not the same and look it (U64), those that do together: `A-101 = A-1O1`."""
    by_look: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for number in numbers:
        by_look[skeleton(number)][number] = None
    yield from (" = ".join(group) for group in by_look.values() if len(group) > 1)
