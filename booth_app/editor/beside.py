"""Where a new booth lies that stands next to another one."""

from booth_app.edits.frame import Frame, around, turned
from booth_app.geometry import Side


def beside(neighbour: Frame, side: Side, width: float, depth: float) -> Frame:
    """A rectangle of this size that touches the neighbour's side (as drawn before it is turned), turned like it.

    The two begin at one end of that side: at the left of top and bottom, at the top of left and right.
    """
    x, y = neighbour.x, neighbour.y
    match side:
        case Side.RIGHT:
            corner = x + neighbour.width, y
        case Side.LEFT:
            corner = x - width, y
        case Side.TOP:
            corner = x, y - depth
        case Side.BOTTOM:
            corner = x, y + neighbour.depth
    middle = corner[0] + width / 2, corner[1] + depth / 2
    # The neighbour is turned about its own middle, and so is what stands by it.
    return around(turned(middle, neighbour.middle, neighbour.angle), width, depth, neighbour.angle)
