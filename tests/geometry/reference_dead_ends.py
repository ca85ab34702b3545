"""Dead ends on a dense grid, in plain Python: no Shapely, no NumPy, no line across a polygon.

For plans whose edges all lie on the grid. Every run of free cells from wall to wall, in a row or a column, is tried
as a barrier: what an exit can then no longer be reached from is behind it.
"""

import heapq
from math import hypot


def dead_ends(free, exits, cell, *, least, shallow, per_width):
    """The largest parts behind a barrier that are deep enough, as (depth, width), none in another; deepest first.

    `free` and `exits` are sets of cells (column, row), `cell` is a cell's width in metres. Depths are by steps to the
    eight neighbours, which are longer than the straight way by up to 8.3%, and from middle to middle of cells.
    """
    found = []
    for run in _runs(free):
        width = len(run) * cell
        open_ = free - run
        behind = open_ - _flooded(open_, exits - run)
        if exits & (behind | run) or not exits:
            continue
        for part in _parts(behind):
            if not any(_near(at, part) for at in run):
                continue
            depth = max(_steps(part | run, run, part).values()) * cell
            if depth > max(least, shallow) and depth >= per_width * width:
                found.append((part, depth, width))
    found.sort(key=lambda each: -len(each[0]))
    kept = []
    for part, depth, width in found:
        if not any(part & other for other, _, _ in kept):
            kept.append((part, depth, width))
    return sorted(((depth, width) for _, depth, width in kept), reverse=True)


def _runs(free):
    for dx, dy in ((1, 0), (0, 1)):
        for x, y in free:
            if (x - dx, y - dy) not in free:
                run = set()
                at = (x, y)
                while at in free:
                    run.add(at)
                    at = (at[0] + dx, at[1] + dy)
                yield run


def _flooded(free, starts):
    seen, queue = set(starts & free), list(starts & free)
    while queue:
        x, y = queue.pop()
        for at in ((x + 1, y), (x - 1, y), (x, y + 1), (x, y - 1)):
            if at in free and at not in seen:
                seen.add(at)
                queue.append(at)
    return seen


def _parts(cells):
    left = set(cells)
    while left:
        part = _flooded(left, {next(iter(left))})
        left -= part
        yield part


def _near(at, part):
    x, y = at
    return any(each in part for each in ((x + 1, y), (x - 1, y), (x, y + 1), (x, y - 1)))


def _steps(free, starts, wanted):
    far, queue = dict.fromkeys(starts, 0.0), [(0.0, at) for at in starts]
    heapq.heapify(queue)
    while queue:
        length, (x, y) = heapq.heappop(queue)
        if length > far[(x, y)]:
            continue
        for dx in (-1, 0, 1):
            for dy in (-1, 0, 1):
                at = (x + dx, y + dy)
                if at in free and (x + dx, y) in free and (x, y + dy) in free and (dx or dy):
                    further = length + hypot(dx, dy)
                    if further < far.get(at, float("inf")):
                        far[at] = further
                        heapq.heappush(queue, (further, at))
    return {at: far[at] for at in wanted if at in far}
