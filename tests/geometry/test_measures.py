from hypothesis import given
from hypothesis import strategies as st
from shapely import Polygon, affinity, box

from booth_app.geometry.measures import measures

sides = st.decimals(1, 30, places=2).map(float)


@given(wide=sides, deep=sides, angle=st.floats(-44, 44), x=st.floats(-150, 150))
def test_the_side_along_the_drawings_width_comes_first_however_the_booth_is_turned(wide, deep, angle, x):
    turned = affinity.translate(affinity.rotate(box(0, 0, wide, deep), angle), x, x)

    assert measures(turned) == (wide, deep)


def test_a_corner_cut_by_a_column_still_leaves_a_rectangle_and_a_missing_quarter_does_not():
    assert measures(box(0, 0, 3, 3) - box(0, 0, 0.1, 0.1)) == (3.0, 3.0)
    assert measures(box(0, 0, 6, 6) - box(0, 0, 3, 3)) is None
    assert measures(Polygon([(0, 0), (3, 0), (0, 3)])) is None
