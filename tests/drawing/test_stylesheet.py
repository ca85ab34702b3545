"""The map's look: colours that can be read, tokens only, and no drift between markup and style sheet."""

import re
from pathlib import Path

import pytest
from shapely import Point, box

from booth_app.drawing import bands, overlay
from booth_app.drawing.defs import CATEGORIES
from booth_app.drawing.elements import joined
from booth_app.drawing.extract import extract
from booth_app.drawing.hall import map_svg
from booth_app.drawing.qr import qr_svg
from booth_app.drawing.stylesheet import THEMES, contrast, read_styles, read_tokens
from booth_app.drawing.swatch import Share, category_mark, occupancy_bar, scale_bar, swatch
from booth_app.drawing.tiles import STATES

STATIC = Path(__file__).resolve().parents[2] / "static" / "css"
STYLES = read_styles(STATIC)
TOKEN_STATES = ("free", "mine", "held", "submitted", "reserved", "confirmed", "blocked")
MARKED = ("mine", "held", "submitted", "reserved", "blocked")

# look §3: text 4.5, what bounds a control or a thing 3.
PAIRS = [
    ("ink", "bg", 4.5), ("ink", "surface", 4.5), ("ink-2", "surface", 4.5), ("ink-3", "surface", 4.5),
    ("ink-3", "bg", 4.5), ("ink-3", "sunken", 4.5), ("line-strong", "surface", 3), ("line-strong", "bg", 3),
    ("on-brand", "brand", 4.5), ("on-brand", "brand-hover", 4.5), ("brand-ink", "surface", 4.5),
    ("on-brand-deep", "brand-deep", 4.5), ("brand-ink", "brand-soft", 4.5), ("info", "info-soft", 4.5),
    ("ok", "ok-soft", 4.5), ("warn", "warn-soft", 4.5), ("bad", "bad-soft", 4.5), ("on-bad", "bad", 4.5),
    ("bad", "surface", 4.5), ("focus", "surface", 3), ("focus", "floor", 3), ("wall", "floor", 3),
    ("fixture-ink", "fixture", 4.5), ("ink-2", "floor", 4.5), ("ink-2", "outside", 4.5),
    # and what the map adds
    ("ink-2", "sunken", 4.5), ("ink-3", "floor", 4.5), ("ok", "floor", 3), ("ok", "outside", 4.5), ("bad", "floor", 3),
    ("brand", "floor", 3), ("line-strong", "floor", 3), ("line-strong", "sunken", 3), ("surface", "warn", 4.5),
    ("surface", "ink", 4.5),
]  # fmt: skip


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("first", "second", "least"), PAIRS)
def test_colours_that_meet_can_be_told_apart(first, second, least, theme):
    assert contrast(STYLES.colour(f"--{first}", theme), STYLES.colour(f"--{second}", theme)) >= least


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("state", TOKEN_STATES)
def test_a_state_s_number_edge_and_mark_can_be_read(state, theme):
    def colour(part: str) -> str:
        return STYLES.colour(f"--st-{state}-{part}", theme)

    assert contrast(colour("text"), colour("fill")) >= 4.5
    assert contrast(colour("edge"), STYLES.colour("--floor", theme)) >= 3
    if state != "mine":  # told by its inner line
        assert contrast(colour("edge"), colour("fill")) >= 3
    if state in MARKED:
        assert contrast(colour("mark"), colour("fill")) >= 3


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("category", sorted(CATEGORIES))
def test_a_category_s_mark_is_seen_on_its_booth(category, theme):
    assert contrast(STYLES.colour(f"--cat-{category}", theme), STYLES.colour("--surface", theme)) >= 3


def test_the_measure_is_wcag_s():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


def test_older_browsers_get_the_light_values():
    css = (STATIC / "tokens.css").read_text("utf-8")
    fallback = dict(re.findall(r"(--[a-z0-9-]+):\s*(#[0-9A-Fa-f]{6})", css.split("@supports not")[1]))

    assert fallback == {name: STYLES.tokens["light"][name] for name in fallback}
    assert {name for name, value in STYLES.tokens["light"].items() if value.startswith("#")} <= set(fallback)


def test_both_themes_are_read_from_one_definition():
    tokens = read_tokens(
        ":root { --a: light-dark(#FFFFFF, #000000); --b: 1px solid light-dark(rgb(1 2 3 / .5), #111111); }"
    )

    assert tokens["light"] == {"--a": "#FFFFFF", "--b": "1px solid rgb(1 2 3 / .5)"}
    assert tokens["dark"] == {"--a": "#000000", "--b": "1px solid #111111"}


def test_the_map_s_style_sheet_keeps_the_house_s_rules():
    css = re.sub(r"/\*.*?\*/", "", (STATIC / "map.css").read_text("utf-8"), flags=re.DOTALL)

    assert not re.search(r"#[0-9A-Fa-f]{3,8}\b|rgba?\(|hsla?\(", css)
    assert not re.search(
        r"[{;\s](left|right|margin-(left|right)|padding-(left|right)|text-align:\s*(left|right))\s*:", css
    )
    assert "!important" not in css
    assert set(re.findall(r"var\((--[a-z0-9-]+)\)", css)) <= set(STYLES.tokens["light"])


def test_pictures_get_plain_values_in_their_own_scale():
    flat = STYLES.flat(80)

    assert "var(" not in flat
    assert "px" not in flat
    assert ".plan-wall{fill:none;stroke:#3D494B;stroke-width:320}" in flat
    assert "#93A3A6" in STYLES.flat(80, "dark")
    assert "@media" not in flat
    assert ":hover" not in flat


def test_every_class_of_the_drawings_has_a_look_and_every_look_a_drawing(plan, faces, tiles_of):
    drawings = joined(
        map_svg(plan, tiles_of(k=10).draw(faces("en", marked=True)), lang="en", k=10, title="x"),
        extract(plan, ["k214"], faces("en"), lang="en", title="x", with_north=True),
        overlay.selection(box(0, 0, 1, 1), kind="cursor"),
        overlay.violation(box(0, 0, 1, 1), says="1"),
        overlay.handles(box(0, 0, 1, 1)),
        overlay.measure(Point(0, 0), Point(1, 0), "1"),
        overlay.fix([box(0, 0, 1, 1)]),
        overlay.former([box(0, 0, 1, 1)]),
        overlay.badge("x", box(0, 0, 1, 1)),
        bands.bands([(2, box(0, 0, 1, 1))]),
        bands.lines(box(0, 0, 1, 1).exterior),
        bands.labels([("1 m", box(0, 0, 1, 1))]),
        overlay.guides([box(0, 0, 1, 1).exterior]),
        *(swatch(state) for state in STATES),
        category_mark("filter"),
        occupancy_bar([Share("free", 1)], 2, "x"),
        scale_bar(75, "en"),
        qr_svg("https://a.example/", "x"),
    )
    drawn = {name for found in re.findall(r'class="([^"]*)"', drawings) for name in found.split()}
    css = re.sub(r"/\*.*?\*/", "", (STATIC / "map.css").read_text("utf-8"), flags=re.DOTALL)
    styled = set(re.findall(r"\.([a-z][a-z-]+)", re.sub(r"\{[^{}]*\}", "", css)))

    groups_without_a_look = {
        "plan-scene", "plan-ground", "plan-booths", "plan-overlay", "plan-block", "plan-handles", "tile-plate",
    }  # fmt: skip
    on_every_page = {"plan-category"}  # beside a word, where there may be no map
    made_elsewhere = {"plan-backdrop", "plan-gap", "plan-door", "plan-changed", "tile-logo"}
    base = (STATIC / "base.css").read_text("utf-8")
    assert drawn - styled <= groups_without_a_look | on_every_page
    assert all(f".{name}" in base for name in on_every_page)
    assert styled - drawn <= made_elsewhere
