"""Through the model space with every block reference in its place: which element shows where, on which layer."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from ezdxf import colors
from ezdxf.document import Drawing

_BY_BLOCK, _BY_LAYER = 0, 256


@dataclass(frozen=True, slots=True)
class Shown:
    """An element as it is seen: its layer and colour after what it inherits, and the reference it came through.

    `attributes` are those of the innermost reference that has any.
    """

    element: Any
    layer: str
    colour: str
    part_of: int | None = None
    attributes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Place:
    layer: str | None = None
    colour: str = "#000000"
    part_of: int | None = None
    attributes: Mapping[str, str] = field(default_factory=dict)


class Unfolding:
    """All that a drawing shows, and what was met on the way. The drawing's references have been counted."""

    def __init__(self, drawing: Drawing) -> None:
        self.hidden = 0
        self.left_out: Counter[str] = Counter()
        self._drawing = drawing
        self._groups = count()
        self._layers = {layer.dxf.name.lower(): layer for layer in drawing.layers}

    def shown(self) -> Iterator[Shown]:
        """Every element that is no block reference, in file order."""
        yield from self._each(self._drawing.modelspace(), _Place())

    def _each(self, elements: Any, place: _Place) -> Iterator[Shown]:
        for element in elements:
            try:
                layer = str(element.dxf.get("layer", "0"))
                if layer == "0" and place.layer is not None:
                    layer = place.layer
                if self._is_hidden(element, layer):
                    self.hidden += 1
                    continue
                colour = self._colour(element, layer, place)
                kind = element.dxftype()
            except (AttributeError, ValueError, TypeError, KeyError):
                self.left_out["?"] += 1
                continue
            if kind == "INSERT":
                yield from self._insert(element, _Place(layer, colour, place.part_of, place.attributes))
            else:
                yield Shown(element, layer, colour, place.part_of, place.attributes)

    def _insert(self, insert: Any, place: _Place) -> Iterator[Shown]:
        try:
            single = list(insert.multi_insert()) if insert.mcount > 1 else [insert]
        except (ArithmeticError, ValueError, TypeError, AttributeError):
            self.left_out["INSERT"] += 1
            return
        for each in single:
            attributes = _attributes(each)
            own = bool(attributes) or place.part_of is None  # a reference inside another one is part of it
            part_of = next(self._groups) if own else place.part_of
            inner = _Place(place.layer, place.colour, part_of, attributes or place.attributes)
            yield from self._each(self._within(each), inner)
            for attribute in _alive(each):
                if not attribute.is_invisible:
                    yield Shown(attribute, place.layer or "0", place.colour, part_of, inner.attributes)

    def _within(self, insert: Any) -> Iterator[Any]:
        """What a reference shows; ezdxf turns, mirrors and stretches. What it cannot is left out by name."""

        def left_out(element: Any, _: str) -> None:
            self.left_out[element.dxftype()] += 1

        shown = insert.virtual_entities(skipped_entity_callback=left_out)
        while True:
            try:
                yield next(shown)
            except StopIteration:
                return
            except (ArithmeticError, ValueError, TypeError, AttributeError, KeyError, NotImplementedError):
                self.left_out["INSERT"] += 1  # a scale of 0, an extrusion of none
                return

    def _is_hidden(self, element: Any, name: str) -> bool:
        layer = self._layers.get(name.lower())
        off = layer is not None and (layer.is_off() or layer.is_frozen())
        return off or bool(element.dxf.get("invisible", 0))

    def _colour(self, element: Any, layer_name: str, place: _Place) -> str:
        true = element.dxf.get("true_color")
        if true is not None:
            return _hex(colors.int2rgb(int(true)))
        index = int(element.dxf.get("color", _BY_LAYER))
        if index == _BY_BLOCK:
            return place.colour
        if index == _BY_LAYER:
            layer = self._layers.get(layer_name.lower())
            if layer is None:
                return "#000000"
            true = layer.dxf.get("true_color")
            if true is not None:
                return _hex(colors.int2rgb(int(true)))
            index = abs(int(layer.dxf.get("color", 7)))
        return _hex(colors.aci2rgb(index)) if 0 < index < _BY_LAYER else "#000000"


def _alive(insert: Any) -> list[Any]:
    """The attributes of a reference. The repair of a damaged file leaves husks behind."""
    return [attribute for attribute in insert.attribs if attribute.is_alive]


def _attributes(insert: Any) -> dict[str, str]:
    said = {}
    for attribute in _alive(insert):
        tag, text = str(attribute.dxf.get("tag", "")).strip(), attribute.plain_text().strip()
        if tag and text:
            said.setdefault(tag.upper(), text)
    return said


def _hex(rgb: tuple[int, int, int]) -> str:
    return "#{:02x}{:02x}{:02x}".format(*rgb)
