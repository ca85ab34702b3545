"""What stands on the floor of a hall: booths, and everything that is built."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from booth_app.geometry.plan import BoothShape, Fixture, FixtureKind, Names
from booth_app.geometry.survey import Survey
from booth_app.geometry.validity import mended

PLACES = frozenset({FixtureKind.ENTRANCE, FixtureKind.EXIT, FixtureKind.HYDRANT, FixtureKind.PANEL})
"""Fixtures that are places on the floor's edge and no bodies on it."""


@dataclass(frozen=True, slots=True)
class Bodies:
    """Bodies side by side: shapes with a tree over them, labels, words for a sentence, kinds (None: a booth)."""

    shapes: NDArray[np.object_]
    tree: shapely.STRtree
    labels: Sequence[str]
    words: Sequence[str | Names]
    kinds: Sequence[FixtureKind | None]


def bodies(survey: Survey) -> Bodies:
    """Booths first, then fixtures that have floor, each in the plan's order; crossed edges are put right."""
    return survey.once("bodies", lambda: _made(survey))


def called(fixture: Fixture) -> str | Names:
    """A fixture is called by its own name where it has one."""
    return fixture.names if fixture.names.ar or fixture.names.en else fixture.label


def _made(survey: Survey) -> Bodies:
    fixtures = [each for each in survey.plan.fixtures if each.kind not in PLACES]
    things: list[BoothShape | Fixture] = [*survey.plan.booths, *fixtures]
    shapes: Any = np.array([mended(each.outline) for each in things], dtype=object)
    return Bodies(
        shapes,
        shapely.STRtree(shapes),
        [each.label if isinstance(each, Fixture) else each.number for each in things],
        [called(each) if isinstance(each, Fixture) else each.number for each in things],
        [each.kind if isinstance(each, Fixture) else None for each in things],
    )
