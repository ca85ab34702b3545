"""How much a drawing's block references unfold to, counted before any of them is unfolded.

259 bytes can ask for 900 million copies of a block, and 4 kB for a ladder of 10⁹. The graph of blocks is small
whatever it unfolds to: a block's size is that of its own elements and of what it inserts, times the array.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from ezdxf.document import Drawing

from booth_app.planfiles.svg import bounds
from booth_app.planfiles.unreadable import Unreadable

Uses = list[tuple[str, int]]


def count(drawing: Drawing) -> int:
    """How many elements the model space shows once every block reference is unfolded.

    Raises:
        Unreadable: blocks that insert one another in a circle (named), too many elements, or too deep.
    """
    own: dict[str, tuple[int, Uses]] = {}
    for block in drawing.blocks:
        own.setdefault(_key(block.name), _own(block))
    sizes: dict[str, tuple[int, int]] = {}
    for name in own:
        _measure(name, own, sizes)
    plain, uses = _own(drawing.modelspace())
    total = plain + sum(times * sizes.get(name, (0, 0))[0] for name, times in uses)
    depth = 1 + max((sizes.get(name, (0, 0))[1] for name, _ in uses), default=0)
    if total > bounds.ELEMENTS:
        raise Unreadable("too-many-inserts", limit=f"{bounds.ELEMENTS:,}")
    if depth > bounds.DEPTH:
        raise Unreadable("too-deep", limit=bounds.DEPTH)
    return total


def _own(elements: Iterable[Any]) -> tuple[int, Uses]:
    plain, uses = 0, []
    for element in elements:
        plain += 1
        if element.dxftype() == "INSERT":
            uses.append((_key(element.dxf.get("name", "")), _times(element)))
    return plain, uses


def _times(insert: Any) -> int:
    return max(int(insert.dxf.get("row_count", 1)), 1) * max(int(insert.dxf.get("column_count", 1)), 1)


def _measure(name: str, own: Mapping[str, tuple[int, Uses]], sizes: dict[str, tuple[int, int]]) -> None:
    """Size and depth of a block and of all below it, without recursion: a chain may be as long as the file."""
    under_way: dict[str, int] = {}
    waiting = [name]
    while waiting:
        at = waiting[-1]
        if at in sizes:
            waiting.pop()
            continue
        if at not in under_way:
            under_way[at] = len(under_way)
            for used, _ in own[at][1]:
                if used in under_way:
                    chain = list(under_way)[under_way[used] :]
                    raise Unreadable("block-cycle", blocks=" → ".join([*chain[:6], used]))
                if used in own and used not in sizes:
                    waiting.append(used)
            continue
        plain, uses = own[at]
        known = [(times, *sizes.get(used, (0, 0))) for used, times in uses]
        sizes[at] = (
            plain + sum(times * size for times, size, _ in known),
            1 + max((d for _, _, d in known), default=0),
        )
        del under_way[at]
        waiting.pop()


def _key(name: str) -> str:
    return name.lower()
