"""A booth's tile: what it says, what it must not say, and what it weighs."""

from dataclasses import replace
from xml.etree import ElementTree as ET

import brotli
import pytest
from shapely import Polygon, box

from booth_app.drawing.tiles import PUBLIC_STATES, STATES, Face, Tiles, tile, tile_id
from booth_app.geometry.plan import BoothShape

BOOTH = BoothShape("k205", "A-205", box(26, 7, 29, 10))
HOSTILE = "</text><script>alert(1)</script>\"'&"


def drawn(state: str = "free", **more: object) -> ET.Element:
    given = {"href": "/en/forum/booths/A-205", "label": "A-205, available, corner", "lang": "en", "k": 60.0} | more
    return ET.fromstring(tile(given.pop("booth", BOOTH), state=state, **given))  # type: ignore[arg-type]


def of_class(root: ET.Element, name: str) -> list[ET.Element]:
    return [each for each in root.iter() if name in each.get("class", "").split()]


def test_a_tile_says_what_it_is_and_where_it_leads():
    root = drawn()

    assert {
        name: root.get(name) for name in ("id", "class", "data-number", "data-state", "data-side", "data-label")
    } == {
        "id": "b-A-205",
        "class": "booth",
        "data-number": "A-205",
        "data-state": "free",
        "data-side": "3000",
        "data-label": "full",
    }
    [link] = root.iter("a")
    assert (link.get("href"), link.get("aria-label")) == ("/en/forum/booths/A-205", "A-205, available, corner")
    assert "".join(of_class(root, "tile-number")[0].itertext()) == "A-205"


def test_a_tile_by_itself_stands_where_its_booth_stands():
    root = drawn()

    assert root.get("transform") == "translate(27500 8500)"
    assert of_class(root, "tile-shape")[0].get("d") == "M-1500-1500h3000v3000h-3000z"


@pytest.mark.parametrize("state", ["held", "submitted", "reserved", "closed"])
def test_a_state_with_a_pattern_has_its_number_on_a_plate(state):
    root = drawn(state)

    assert of_class(root, "tile-over")[0].get("fill") == f"url(#ink-{state})"
    assert len(of_class(root, "tile-plate-full")) == len(of_class(root, "tile-plate-last")) == 1


def test_every_state_can_be_told_apart_without_colour():
    """By its pattern, its inner line or its fill's lightness; free and confirmed are plain, light and dark."""
    seen = {state: [each.get("fill") for each in of_class(drawn(state), "tile-over")] for state in STATES}

    assert seen["free"] == []
    assert seen["mine"] == seen["confirmed"] == ["none"]
    assert len({tuple(fills) for state, fills in seen.items() if state not in {"mine", "confirmed"}}) == 5


def test_an_unknown_state_is_an_error():
    with pytest.raises(KeyError):
        drawn("taken")


def test_a_visitor_s_tile_tells_only_occupied_from_empty():
    told = {
        state: tile(BOOTH, state=state, lang="en", k=60, href="/", label="A-205", view="public") for state in STATES
    }

    assert told["confirmed"] != told["free"]
    assert {told[state] for state in STATES if state != "confirmed"} == {told["free"]}
    assert 'data-state="occupied"' in told["confirmed"]
    assert 'data-state="empty"' in told["free"]
    assert not any(state in told["free"] for state in ("held", "submitted", "reserved", "closed"))


def test_what_anyone_typed_is_text():
    booth = replace(BOOTH, number=HOSTILE)
    root = drawn("confirmed", booth=booth, label=HOSTILE, name=f"{HOSTILE} centre", k=10, category="filter")

    assert {each.tag for each in root.iter()} <= {"g", "a", "path", "text", "tspan", "use", "rect"}
    assert next(root.iter("a")).get("aria-label") == HOSTILE
    assert root.get("data-number") == HOSTILE
    assert HOSTILE in "".join(root.itertext())


def test_a_name_is_written_whole_on_lines_of_its_own():
    root = drawn("confirmed", name="  مركز الأدلة   الرقمية ", k=30, lang="ar")

    lines = [each.text for each in of_class(root, "plan-name")]
    assert " ".join(lines) == "مركز الأدلة الرقمية"
    assert root.get("data-label") == "name"


def test_an_arabic_name_on_an_english_page_says_its_language():
    root = drawn("confirmed", name="مركز الأدلة", k=30)

    assert {each.get("lang") for each in of_class(root, "plan-name")} == {"ar"}


def test_categories_are_marked_and_unknown_ones_are_not():
    marked = drawn("confirmed", category="hotline")

    assert of_class(marked, "tile-mark")[0].get("data-category") == "hotline"
    assert next(marked.iter("use")).get("href") == "#ink-hotline"
    assert of_class(drawn("confirmed", category='x"><script>'), "tile-mark") == []


def test_a_mark_stays_inside_a_booth_without_an_upright_corner():
    diamond = BoothShape("d", "A-1", Polygon([(0, 3), (3, 0), (6, 3), (3, 6)]))

    inside = of_class(drawn("confirmed", booth=diamond, category="filter"), "tile-mark")[0]
    corner = of_class(drawn("confirmed", category="filter"), "tile-mark")[0]

    assert inside.get("transform") == "translate(0 0)"
    assert corner.get("transform") == "translate(-1500 -1500)"


def test_what_the_filter_leaves_out_is_marked_and_still_a_link():
    root = drawn(matched=False)

    assert root.get("data-unmatched") == ""
    assert next(root.iter("a")).get("href")
    assert drawn().get("data-unmatched") is None


def test_tiles_of_a_picture_have_no_links_and_no_ids(plan, faces):
    picture = Tiles(plan.booths, lang="en", k=60, linked=False).draw(faces("en"))

    assert not any(part in picture for part in ("<a ", " id=", "href=", "aria-label"))


def test_a_draft_s_tiles_are_told_by_their_keys():
    twins = [BoothShape("k1", "A-1", box(0, 0, 3, 3)), BoothShape("k2", "A-1", box(3, 0, 6, 3))]
    tiles = Tiles(twins, lang="en", k=60, named_by="key")

    root = ET.fromstring(tiles.draw({each.key: Face("free", "A-1") for each in twins}))

    found = [(each.get("id"), each.get("data-key")) for each in of_class(root, "booth")]
    assert found == [("b-k1", "k1"), ("b-k2", "k2")]


@pytest.mark.parametrize("name", ["A-101", "H3-B12", "3.1", "جناح 1", "a b", "a_20b", '"><x', ""])
def test_ids_are_plain_and_different(name):
    made = tile_id(name)

    assert made.startswith("b-")
    assert set(made) <= set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._")
    assert made == tile_id(name)
    assert all(tile_id(other) != made for other in ("A_2d101", "a_20b", "a b") if other != name)


def test_the_map_s_tiles_stand_where_their_booths_stand(plan, faces, tiles_of):
    root = ET.fromstring(f"<svg>{tiles_of('ar').draw(faces('ar'))}</svg>")

    found = {}
    for block in of_class(root, "plan-block"):
        bx, by = place(block)
        for each in of_class(block, "booth"):
            x, y = place(each)
            found[each.get("data-number")] = (bx + x, by + y)
    middles = {each.number: each.outline.centroid for each in plan.booths}
    assert found == {number: (round(at.x * 1000), round(at.y * 1000)) for number, at in middles.items()}


def place(group: ET.Element) -> tuple[int, int]:
    x, y = (group.get("transform") or "").removeprefix("translate(").removesuffix(")").split()
    return int(x), int(y)


def test_tiles_made_before_are_joined_to_the_same_map(faces, tiles_of):
    tiles, shown = tiles_of(), faces("en")
    kept = {key: tiles.tile(key, face) for key, face in shown.items()}

    assert tiles.join(kept) == tiles.draw(shown)


def test_booths_without_a_face_are_left_out(faces, tiles_of):
    shown = faces("en")
    few = {key: shown[key] for key in list(shown)[:3]}

    assert tiles_of().draw(few).count('class="booth"') == 3


def many(count: int) -> list[BoothShape]:
    """Blocks of ten booths in rows, as a large hall has them."""
    found = []
    for n in range(count):
        block, seat = divmod(n, 10)
        x, y = block % 25 * 19 + seat % 5 * 3, block // 25 * 10 + seat // 5 * 3
        number = f"{'ABCDEFGHIJ'[block // 50]}-{100 * (block % 50 + 1) + seat + 1}"
        found.append(BoothShape(number, number, box(x, y, x + 3, y + 3)))
    return found


@pytest.mark.parametrize(("count", "most"), [(200, 4_000), (5_000, 65_000)])
def test_a_map_of_many_booths_is_small(count, most):
    """Bytes after brotli 5, which is what a changed map is sent with: shapes, numbers, states, names for readers."""
    booths = many(count)
    words = {"free": "متاح", "held": "محجوز مبدئيًا", "submitted": "قيد المراجعة", "confirmed": "مؤكد", "closed": "مغلق"}
    order = ["free", "free", "held", "confirmed", "free", "submitted", "confirmed", "confirmed", "closed", "free"]
    states = [order[(n * n + n // 7) % 10] for n in range(count)]
    faces = {
        each.key: Face(state, f"{each.number}، {words[state]}، صفّي، 9 أمتار مربعة، واجهة واحدة")
        for each, state in zip(booths, states, strict=True)
    }
    tiles = Tiles(booths, lang="ar", k=60, address=lambda each: f"/ar/forum/booths/{each.number}")

    packed = brotli.compress(tiles.draw(faces).encode(), quality=5)

    assert len(packed) <= most


def test_public_states_are_states_of_their_own():
    assert not set(PUBLIC_STATES) & set(STATES)
    assert drawn("occupied", view="public").get("data-state") == "occupied"
