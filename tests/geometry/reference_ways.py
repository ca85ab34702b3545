"""Ways by brute force: no Shapely, no NumPy, no tree, no tangent. Slow and plain, so that it can be believed.

The hall is a rectangle, what stands in it are rectangles along it. Places on a fine arc about every corner are joined
wherever a body fits between; Dijkstra's algorithm does the rest.
"""

import heapq
from itertools import pairwise
from math import cos, hypot, pi, sin

STEPS = 6
"""Chords to a quarter of a circle."""


def lengths(hall, boxes, starts, ends, body):
    """The lengths of the shortest ways of a disc from each of `starts` to the nearest of `ends`; infinity for none.

    A chord of an arc is nearer to its corner than the body by the body times 1 − cos(half a step), so much is given
    way; a way that ought to touch an arc between two places goes by the farther one. Together less than 4 mm for each
    corner that is passed at body 0.3.
    """
    least = body * cos(pi / 4 / STEPS) - 1e-9
    places = list(ends)
    for x0, y0, x1, y1 in boxes:
        for x, y, turn in ((x1, y1, 0), (x0, y1, 1), (x0, y0, 2), (x1, y0, 3)):
            for step in range(STEPS + 1):
                angle = (turn + step / STEPS) * pi / 2
                place = (x + body * cos(angle), y + body * sin(angle))
                if stands(hall, boxes, place, body):
                    places.append(place)
    far = [0.0] * len(ends) + [float("inf")] * (len(places) - len(ends))
    done, queue = set(), [(0.0, at) for at in range(len(ends))]
    while queue:
        length, at = heapq.heappop(queue)
        if at in done:
            continue
        done.add(at)
        for other, place in enumerate(places):
            further = length + hypot(place[0] - places[at][0], place[1] - places[at][1])
            if other not in done and further < far[other] and _passes(boxes, places[at], place, least):
                far[other] = further
                heapq.heappush(queue, (further, other))
    return [_from(boxes, start, places, far, least) for start in starts]


def _from(boxes, start, places, far, least):
    through = sorted((far[at] + hypot(place[0] - start[0], place[1] - start[1]), at) for at, place in enumerate(places))
    return next((length for length, at in through if _passes(boxes, start, places[at], least)), float("inf"))


def stands(hall, boxes, place, body):
    """Whether a body's middle can be at a place."""
    x, y = place
    inside = hall[0] + body - 1e-9 <= x <= hall[2] - body + 1e-9 and hall[1] + body - 1e-9 <= y <= hall[3] - body + 1e-9
    return inside and all(_to_box(box, place) >= body - 1e-9 for box in boxes)


def _passes(boxes, a, b, least):
    return all(_between(box, a, b) >= least for box in boxes)


def _to_box(box, place):
    dx = max(box[0] - place[0], 0, place[0] - box[2])
    dy = max(box[1] - place[1], 0, place[1] - box[3])
    return hypot(dx, dy)


def _between(box, a, b):
    """From a straight way to a rectangle; nothing where they meet."""
    corners = [(box[0], box[1]), (box[2], box[1]), (box[2], box[3]), (box[0], box[3])]
    if any(_cross(a, b, c, d) for c, d in pairwise([*corners, corners[0]])):
        return 0.0
    return min(_to_box(box, a), _to_box(box, b), *(_to_line(corner, a, b) for corner in corners))


def _to_line(place, a, b):
    dx, dy = b[0] - a[0], b[1] - a[1]
    squared = dx * dx + dy * dy
    share = ((place[0] - a[0]) * dx + (place[1] - a[1]) * dy) / squared if squared else 0.0
    share = min(max(share, 0.0), 1.0)
    return hypot(place[0] - a[0] - share * dx, place[1] - a[1] - share * dy)


def _side(a, b, c):
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def _cross(a, b, c, d):
    return _side(a, b, c) * _side(a, b, d) < 0 and _side(c, d, a) * _side(c, d, b) < 0
