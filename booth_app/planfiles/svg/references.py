"""What `use` would draw, counted before anything is drawn.

A drawing of 2 kB can ask for a thousand million copies. The graph of references is small whatever it unfolds to: an
element's size is one, its children's and what it uses; that is added up once per element. Circles are found on the
way, and so is nesting that only unfolding would make.
"""

from booth_app.planfiles.svg import bounds
from booth_app.planfiles.svg.tree import Node, Tree
from booth_app.planfiles.unreadable import Unreadable

_HIDDEN = frozenset({"defs", "symbol"})


def target(tree: Tree, node: Node) -> Node | None:
    """The element that a `use` shows: None where the reference leads out of the file or is empty.

    Raises:
        Unreadable: the id is not in the file, or several elements have it.
    """
    link = node.values.get("href", "").strip()
    if not link.startswith("#") or len(link) < 2:
        return None
    name = link[1:]
    if name in tree.double_ids:
        raise node.refuse("use-double", id=name)
    if name not in tree.by_id:
        raise node.refuse("use-missing", id=name)
    return tree.by_id[name]


def count(tree: Tree) -> int:
    """How many elements the drawing shows once every `use` is unfolded.

    Raises:
        Unreadable: elements that use one another in a circle (named), more than 200,000, or deeper than 64.
    """
    sizes = _Sizes(tree)
    size, _ = sizes.of(tree.root)
    for node in tree.root.within():  # what is not shown must not turn in a circle either
        sizes.of(node)
    if size > bounds.ELEMENTS:
        raise Unreadable("too-many-uses", limit=f"{bounds.ELEMENTS:,}")
    return size


class _Sizes:
    """Size and depth of elements, each worked out once, without recursion: a chain may be as long as the file."""

    def __init__(self, tree: Tree) -> None:
        self._tree = tree
        self._known: dict[int, tuple[int, int]] = {}
        self._under_way: dict[int, Node] = {}

    def of(self, root: Node) -> tuple[int, int]:
        if id(root) in self._known:
            return self._known[id(root)]
        waiting = [(root, iter(self._parts(root)))]
        self._under_way[id(root)] = root
        while waiting:
            node, parts = waiting[-1]
            part = next(parts, None)
            if part is None:
                self._known[id(node)] = self._sum(node)
                del self._under_way[id(node)]
                waiting.pop()
            elif id(part) in self._under_way:
                raise self._circle(node, part)
            elif id(part) not in self._known:
                self._under_way[id(part)] = part
                waiting.append((part, iter(self._parts(part))))
        return self._known[id(root)]

    def _parts(self, node: Node) -> list[Node]:
        if node.tag == "use":
            shown = self._shown(node)
            return [] if shown is None else [shown]
        return [child for child in node.children if child.tag not in _HIDDEN]

    def _shown(self, node: Node) -> Node | None:
        try:
            return target(self._tree, node)
        except Unreadable:
            return None  # said where the element is drawn, if it is

    def _sum(self, node: Node) -> tuple[int, int]:
        parts = [self._known[id(part)] for part in self._parts(node)]
        depth = 1 + max((depth for _, depth in parts), default=0)
        if depth > 2 * bounds.DEPTH + 2:
            raise node.refuse("too-deep", limit=bounds.DEPTH)
        return 1 + sum(size for size, _ in parts), depth

    def _circle(self, node: Node, part: Node) -> Unreadable:
        chain = list(self._under_way.values())
        ring = chain[next(at for at, each in enumerate(chain) if each is part) :]
        names = [each.values["id"] for each in ring if each.values.get("id")]
        shown = names if len(names) <= 6 else [*names[:5], "…", names[-1]]
        return node.refuse("use-cycle", ids=" → ".join([*shown, *shown[:1]]))
