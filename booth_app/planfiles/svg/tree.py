"""Text of a drawing to a tree of what may matter in it, counted while it is read.

The parser loads nothing, resolves nothing and is fed in small pieces, so that a limit is noticed before much more
has been read. Elements and attributes that have no part in a plan never get into the tree: scripts, styles, links,
animations, pictures, foreign objects, other namespaces.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from lxml import etree  # pyright: ignore[reportAttributeAccessIssue]  # has no stubs

from booth_app.planfiles.svg import bounds
from booth_app.planfiles.svg.decode import decode
from booth_app.planfiles.unreadable import Unreadable, plain

SVG = "http://www.w3.org/2000/svg"
INKSCAPE = "http://www.inkscape.org/namespaces/inkscape"
XLINK = "http://www.w3.org/1999/xlink"

SHAPES = frozenset({"rect", "circle", "ellipse", "line", "polyline", "polygon", "path"})
GROUPS = frozenset({"svg", "g", "a", "switch"})
SHELVES = frozenset({"defs", "symbol"})
_KEPT = SHAPES | GROUPS | SHELVES | {"use"}
_MENTIONED = frozenset({"text", "image"})
_WORDS = frozenset({"text", "style"})
"""Elements that are kept for what is written in them. The profile has no use for them; a mapping has."""

_PLACE = "x y x1 y1 x2 y2 width height rx ry r cx cy points d transform href viewBox preserveAspectRatio"
_LOOK = "style class display visibility fill-rule fill stroke font-size text-anchor"
_SAID = "kind number type open level zone name-ar name-en width height metres-per-unit scale north"
_ATTRIBUTES = frozenset(["id", *_PLACE.split(), *_LOOK.split(), *(f"data-{name}" for name in _SAID.split())])
_FOREIGN = {f"{{{INKSCAPE}}}label": "label", f"{{{INKSCAPE}}}groupmode": "groupmode", f"{{{XLINK}}}href": "href"}

_PIECE = 4096
_SPACE = re.compile(r"\s*")


@dataclass(slots=True)
class Node:
    """An element: its name without namespace, the attributes that may matter, its line in the file."""

    tag: str
    values: dict[str, str]
    line: int
    children: list["Node"] = field(default_factory=list)
    text: str = ""

    def __str__(self) -> str:
        name = self.values.get("data-number") or self.values.get("label") or self.values.get("id")
        return f"{self.tag} “{plain(name, 40)}”" if name else self.tag

    def refuse(self, code: str, **values: object) -> Unreadable:
        """A refusal that names this element."""
        return Unreadable(code, line=self.line, element=str(self), **values)

    def within(self) -> Iterator["Node"]:
        """This element and all below it."""
        waiting: list[Node] = [self]
        while waiting:
            node = waiting.pop()
            yield node
            waiting.extend(reversed(node.children))


@dataclass(frozen=True, slots=True)
class Tree:
    """The root, the elements by id, and what was met on the way: ids twice, elements that were left out by name."""

    root: Node
    by_id: dict[str, Node]
    double_ids: tuple[str, ...]
    left_out: Counter[str]


def parse(data: bytes) -> Tree:
    """The tree of a drawing.

    Raises:
        Unreadable: not XML, not SVG, a document type, or over a limit (20 MB, 200,000 elements, 64 deep).
    """
    text = decode(data)
    _refuse_doctype(text)
    builder = _Builder()
    parser: Any = etree.XMLPullParser(
        ("start", "end"),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        encoding="utf-8",
    )
    raw = text.encode("utf-8")
    try:
        for start in range(0, len(raw), _PIECE):
            parser.feed(raw[start : start + _PIECE])
            builder.take(parser.read_events())
        parser.close()
        builder.take(parser.read_events())
    except etree.XMLSyntaxError as error:
        builder.take(parser.read_events())  # a limit that was broken before says more than the parser's own
        raise _syntax(error) from None
    return builder.tree()


class _Builder:
    """Builds the tree from the parser's events and forgets the parser's elements."""

    def __init__(self) -> None:
        self._open: list[Node | None] = []  # None below what is left out
        self._root: Node | None = None
        self._namespace = SVG
        self._count = 0
        self._by_id: dict[str, Node] = {}
        self._double: dict[str, None] = {}
        self._left_out: Counter[str] = Counter()
        self._words: tuple[Any, Node] | None = None

    def take(self, events: Any) -> None:
        for event, element in events:
            if event == "start":
                self._start(element)
            else:
                self._open.pop()
                if self._words is not None:
                    if self._words[0] is not element:
                        continue  # its words are wanted when the whole is read
                    self._write(element)
                element.clear()
                while element.getprevious() is not None:
                    del element.getparent()[0]

    def tree(self) -> Tree:
        assert self._root is not None  # the parser has refused a file without an element
        return Tree(self._root, self._by_id, tuple(self._double), self._left_out)

    def _start(self, element: Any) -> None:
        self._count += 1
        if self._count > bounds.ELEMENTS:
            raise Unreadable("too-many-elements", line=element.sourceline, limit=f"{bounds.ELEMENTS:,}")
        if len(self._open) > bounds.DEPTH + 1:
            raise Unreadable("too-deep", line=element.sourceline, limit=bounds.DEPTH)
        namespace, _, tag = element.tag.rpartition("}")
        namespace = namespace.removeprefix("{")
        if self._root is None:
            if element.getroottree().docinfo.doctype:
                raise Unreadable("doctype")
            if tag != "svg" or namespace not in {SVG, ""}:
                raise Unreadable("not-svg", root=tag)
            self._namespace = namespace
        parent = self._open[-1] if self._open else None
        ours = namespace == self._namespace
        if (self._root is not None and parent is None) or not ours or tag not in _KEPT:
            if ours and parent is not None and tag in _MENTIONED:
                self._left_out[tag] += 1
            if ours and parent is not None and tag in _WORDS:
                self._words = element, Node(tag, _values(element), element.sourceline)
                parent.children.append(self._words[1])
            self._open.append(None)
            return
        node = Node(tag, _values(element), element.sourceline)
        if parent is None:
            self._root = node
        else:
            parent.children.append(node)
        self._open.append(node)
        if len(self._open) > bounds.DEPTH + 1 and tag in GROUPS | SHELVES:  # a group as leaf is nesting too
            raise node.refuse("too-deep", limit=bounds.DEPTH)
        self._know(node)

    def _write(self, element: Any) -> None:
        """What is written in the element, and where, if only a part of it says so."""
        assert self._words is not None
        _, node = self._words
        node.text = "".join(element.itertext())[: bounds.STYLE_CHARACTERS]
        for part in element.iter():
            if "x" in part.attrib and "y" in part.attrib:
                node.values.setdefault("x", part.get("x"))
                node.values.setdefault("y", part.get("y"))
        self._words = None

    def _know(self, node: Node) -> None:
        name = node.values.get("id")
        if not name:
            return
        if name in self._by_id:
            self._double[name] = None
        else:
            self._by_id[name] = node


def _values(element: Any) -> dict[str, str]:
    values: dict[str, Any] = {}
    for name, value in element.attrib.items():
        if name in _ATTRIBUTES:
            values.setdefault(name, value)
        elif name in _FOREIGN:
            # A plain `href` beats the older `xlink:href`, as in SVG 2; a plain `label` is no layer's name.
            values[_FOREIGN[name]] = element.get("href", value) if _FOREIGN[name] == "href" else value
    return values


def _refuse_doctype(text: str) -> None:
    """Look at what stands before the first element, so that no parser ever sees an entity."""
    at = 0
    while True:
        at = _SPACE.match(text, at).end()  # type: ignore[union-attr]  # matches nothing at worst
        if text.startswith("<!DOCTYPE", at):
            raise Unreadable("doctype", line=text.count("\n", 0, at) + 1)
        for begin, end in (("<!--", "-->"), ("<?", "?>")):
            if text.startswith(begin, at):
                close = text.find(end, at + len(begin))
                if close < 0:
                    return
                at = close + len(end)
                break
        else:
            return


def _syntax(error: Any) -> Unreadable:
    reason = (error.msg or "").rpartition(", line ")[0] or error.msg or "not XML"
    if "depth" in reason.lower():
        return Unreadable("too-deep", line=error.lineno, limit=bounds.DEPTH)
    return Unreadable("not-xml", line=error.lineno, reason=reason)
