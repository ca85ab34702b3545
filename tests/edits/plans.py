"""Plans and edits for tests of edits."""

from hypothesis import strategies as st
from shapely import Polygon, box

from booth_app.edits import (
    Add,
    Edit,
    Frame,
    Move,
    Place,
    Remove,
    Renumber,
    Resize,
    Restore,
    Retype,
    Rezone,
    Rotate,
    SetOpen,
)
from booth_app.edits.frame import outline
from booth_app.edits.resize import Anchor
from booth_app.geometry import BoothShape, Hall, Names, Plan, Side, Zone

KEYS = ["1", "2", "3", "4", "5"]
BENT = Polygon([(20, 0), (26, 0), (26, 3), (23, 3), (23, 6), (20, 6)])

lengths = st.integers(-30_000, 30_000).map(lambda mm: mm / 1000)
sizes = st.integers(100, 12_000).map(lambda mm: mm / 1000)
angles = st.one_of(st.sampled_from([0.0, 90.0, 45.0, -45.0, 17.3]), st.floats(-360, 360))
frames = st.builds(Frame, lengths, lengths, sizes, sizes, angles)
sides = st.sets(st.sampled_from(Side)).map(lambda chosen: tuple(each for each in Side if each in chosen))
some_keys = st.lists(st.sampled_from(KEYS), min_size=1, unique=True).map(tuple)


def hall_of_five() -> Plan:
    """Three booths in a row, a turned one, and a bent one."""
    shapes = [box(0, 0, 3, 3), box(3, 0, 6, 3), box(6, 0, 9, 3), outline(Frame(0, 10, 3, 6, 30)), BENT]
    booths = tuple(BoothShape(key, f"A-10{key}", shape) for key, shape in zip(KEYS, shapes, strict=True))
    return Plan(
        halls=(Hall("hall-7", box(-40, -40, 60, 60), Names("القاعة", "Hall"), "0"),),
        booths=booths,
        zones=(Zone("z", "north", box(0, 0, 9, 9)),),
    )


edits: st.SearchStrategy[Edit] = st.one_of(
    st.builds(Move, some_keys, lengths, lengths),
    st.builds(Rotate, some_keys, angles, st.none() | st.tuples(lengths, lengths)),
    st.builds(Place, st.sampled_from(KEYS), lengths, lengths, sizes, sizes, angles),
    st.builds(Resize, st.sampled_from(KEYS), sizes, sizes, st.sampled_from(Anchor)),
    st.builds(Renumber, st.sampled_from(KEYS), st.sampled_from(["B-1", "b-2", "C٣", "x x", ""])),
    st.builds(
        Add,
        st.sampled_from(["new-1", "new-2", "1"]),
        st.just("N-1"),
        lengths,
        lengths,
        sizes,
        sizes,
        angles,
        st.sampled_from(["", "island", "castle"]),
    ),
    st.builds(Remove, some_keys),
    st.builds(
        Restore,
        st.builds(
            lambda key, number, frame: BoothShape(key, number, outline(frame), "corner", (Side.TOP,), "north"),
            st.sampled_from([*KEYS, "new-9"]),
            st.sampled_from(["A-101", "Z-9"]),
            frames,
        ),
    ),
    st.builds(Retype, some_keys, st.sampled_from(["", "raw", "castle"])),
    st.builds(Rezone, some_keys, st.sampled_from(["", "north", "south"])),
    st.builds(
        SetOpen,
        some_keys,
        st.sets(st.sampled_from(Side)).map(lambda sides: tuple(each for each in Side if each in sides)),
    ),
)
