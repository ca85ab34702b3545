"""How long a unit of the drawing is."""

import math
import re

from booth_app.planfiles.reading import Scale
from booth_app.planfiles.svg import figures
from booth_app.planfiles.svg.transforms import view_box
from booth_app.planfiles.svg.tree import Node
from booth_app.planfiles.unreadable import Unreadable

_SIZE = re.compile(rf"\s*({figures.NUMBER})\s*(mm|cm|in)\s*", re.ASCII | re.IGNORECASE)
_ONE_TO = re.compile(rf"\s*(?:1\s*:\s*)?({figures.NUMBER})\s*", re.ASCII)
_PLAIN = re.compile(rf"\s*({figures.NUMBER})\s*", re.ASCII)
_METRES = {"mm": 0.001, "cm": 0.01, "in": 0.0254}
_SAME = 1e-3
_LEAST, _GREATEST = 1e-6, 1000.0


def scale(root: Node, given: float | None = None) -> Scale | None:
    """The drawing's scale: the one given by hand, else its attribute, else its size on paper; None where it has none.

    Pixels and percentages are sizes on a screen and tell nothing.

    Raises:
        Unreadable: a scale that is none, or width and height that give two.
    """
    if given is not None:
        return Scale(_sane(given, str(given)), "given")
    said = root.values.get("data-metres-per-unit")
    if said is not None:
        match = _PLAIN.fullmatch(said)
        if match is None:
            raise root.refuse("not-a-number", attribute="data-metres-per-unit", value=said)
        return Scale(_sane(float(match[1]), said, root), "attribute")
    return _on_paper(root)


def _on_paper(root: Node) -> Scale | None:
    sizes = {name: _SIZE.fullmatch(root.values.get(name, "")) for name in ("width", "height")}
    if "viewBox" not in root.values or not any(sizes.values()):
        return None
    _, _, across, down = view_box(root)
    units = {"width": across, "height": down}
    per_unit = [
        float(match[1]) * _METRES[match[2].lower()] / units[name] for name, match in sizes.items() if match is not None
    ]
    stretching = root.values.get("preserveAspectRatio", "").strip() == "none"
    if stretching and not math.isclose(min(per_unit), max(per_unit), rel_tol=_SAME):
        raise root.refuse("stretched")
    told = root.values.get("data-scale", "1")
    match = _ONE_TO.fullmatch(told)
    if match is None:
        raise root.refuse("scale", value=told)
    return Scale(_sane(min(per_unit) * float(match[1]), told, root), "physical")


def _sane(value: float, said: str, root: Node | None = None) -> float:
    if not (math.isfinite(value) and _LEAST <= value <= _GREATEST):
        raise root.refuse("scale", value=said) if root else Unreadable("scale", value=said)
    return value
