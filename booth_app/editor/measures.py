"""Exact numbers of a booth as fields show them."""

from booth_app.edits import Frame

_SLACK = 0.03


def metres_text(value: float) -> str:
    """Metres with three decimals."""
    return f"{value + 0.0:.3f}"


def angle_text(frame: Frame) -> str:
    """Degrees with one decimal, as far as whole millimetres of the corners can tell them; with two where they do.

    A booth that was turned by 15° reads 14.99 from its corners: they lie on the grid.
    """
    short = round(frame.angle, 1)
    return f"{short + 0.0:.1f}" if abs(frame.angle - short) <= _SLACK else f"{frame.angle:.2f}"
