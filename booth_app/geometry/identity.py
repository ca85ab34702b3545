"""Which violation of one run of the rules is which of another: a key that a page can keep while the plan changes.

The key follows from the violation alone: the rule, the things and the place to a decimetre. So it stays while other
booths are edited. When its own booths are pushed about the place is another, and `find` knows which is meant: the
nearest about the same things. The place cannot be left out, since a rule may have several to tell about the same
things, today or after the next edit.
"""

import math
import re
from collections import Counter
from collections.abc import Sequence
from hashlib import blake2s

import shapely

from booth_app.geometry.violation import Violation

_PLACED = re.compile(r"(.+-[0-9a-f]{12})_(-?[0-9]+)_(-?[0-9]+)(?:_n[0-9]+)?")
_PER_METRE = 10


def keys(violations: Sequence[Violation]) -> tuple[str, ...]:
    """The key of each violation of one run, all different: letters, digits, `-` and `_`, fit for an element's id."""
    said: Counter[str] = Counter()
    found = []
    for violation in violations:
        x, y = _place(violation)
        key = f"{_about(violation)}_{x}_{y}"
        said[key] += 1
        found.append(key if said[key] == 1 else f"{key}_n{said[key]}")
    return tuple(found)


def find(violations: Sequence[Violation], key: str, within: float = math.inf) -> Violation | None:
    """The violation that a key of this or an earlier run means: the same, else the nearest about the same things.

    One that lies farther than `within` metres from where the key says is another.
    """
    known = dict(zip(keys(violations), violations, strict=True))
    if key in known:
        return known[key]
    said = _PLACED.fullmatch(key)
    if said is None:
        return None
    about, x, y = said.groups()
    alike = [each for each in violations if _about(each) == about]
    far = [(math.dist(_place(each), (int(x), int(y))) / _PER_METRE, at) for at, each in enumerate(alike)]
    metres, nearest = min(far, default=(math.inf, 0))
    return alike[nearest] if far and metres <= within else None


def _about(violation: Violation) -> str:
    said = blake2s("\0".join(violation.things).encode(), digest_size=6).hexdigest()
    return f"{violation.rule}-{said}"


def _place(violation: Violation) -> tuple[int, int]:
    """The middle of what is drawn, in decimetres."""
    x0, y0, x1, y1 = (0.0 if math.isnan(each) else float(each) for each in shapely.bounds(violation.where))
    return round((x0 + x1) / 2 * _PER_METRE), round((y0 + y1) / 2 * _PER_METRE)
