"""The engine's ways beside those of a reference that shares no code with it."""

import numpy as np
import pytest
import shapely
from shapely import affinity, box

from booth_app.geometry.field import Field, Targets
from booth_app.geometry.ground import Ground
from tests.geometry.reference_ways import lengths as reference

BODY, WIDE, DEEP = 0.3, 24.0, 16.0


def boxes(random, count=5):
    for _ in range(count):
        x, y = random.uniform(1, WIDE - 6), random.uniform(1, DEEP - 5)
        yield (x, y, x + random.uniform(0.2, 5), y + random.uniform(0.2, 4))


@pytest.mark.parametrize("seed", range(10))
def test_lengths_agree_with_an_exact_visibility_graph_in_plain_python(seed):
    random = np.random.default_rng(seed)
    hall, built = (0, 0, WIDE, DEEP), list(boxes(random))
    ends = [(0.5, float(random.uniform(1, DEEP - 1))), (float(random.uniform(1, WIDE - 1)), DEEP - 0.5)]
    starts = random.uniform((BODY, BODY), (WIDE - BODY, DEEP - BODY), (12, 2))
    floor = box(*hall).difference(shapely.union_all([box(*each) for each in built]))
    ends = [each for each in ends if all(box(*one).distance(shapely.Point(each)) > BODY for one in built)]
    starts = [at for at in starts.tolist() if all(box(*one).distance(shapely.Point(at)) > BODY for one in built)]
    angle = float(random.uniform(0, 360))
    turned = affinity.rotate(floor, angle, origin=(0, 0))
    places = [affinity.rotate(shapely.Point(at), angle, origin=(0, 0)) for at in (*ends, *starts)]

    field = Field(Ground(turned, BODY), Targets.from_shapes(places[: len(ends)]))
    lengths, _ = field.nearest(shapely.get_coordinates(places[len(ends) :]))

    assert len(ends) > 0
    assert len(starts) > 5
    exact = np.array(reference(hall, built, starts, ends, BODY))
    assert (np.isinf(lengths) == np.isinf(exact)).all()
    # Of the engine: 0.1% and, a passage being given 3 mm, as much at each corner; of the reference: 4 mm at each.
    assert lengths == pytest.approx(exact, rel=0.001, abs=0.03)


def test_the_reference_knows_a_way_that_can_be_worked_out_by_hand():
    [length] = reference((0, 0, 20, 10), [(9, 0, 10, 8)], [(2, 2)], [(17, 2)], BODY)

    one, two = np.hypot(7, 6), np.hypot(7, 6)
    bends = [np.arctan2(6, 7) + np.arcsin(BODY / each) for each in (one, two)]
    by_hand = np.sqrt(one**2 - BODY**2) + np.sqrt(two**2 - BODY**2) + 1 + BODY * sum(bends)
    assert length == pytest.approx(by_hand, abs=8e-3)
    assert reference((0, 0, 20, 10), [(9, 0, 10, 9.5)], [(2, 2)], [(17, 2)], BODY) == [np.inf]
