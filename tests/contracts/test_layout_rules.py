"""The page on layout rules is held to the rules: names, settings, figures, pictures."""

import importlib.util
import re
from dataclasses import fields

import pytest

from booth_app.geometry import check
from booth_app.geometry.presets import PRESETS, SOURCES
from booth_app.geometry.rules import CONTRACT, RULES
from tests.conftest import ROOT

PAGE = (ROOT / "docs" / "layout-rules.md").read_text(encoding="utf-8")
ROWS = [line for line in PAGE.splitlines() if line.startswith("| `")]


def script():
    spec = importlib.util.spec_from_file_location("draw_rules", ROOT / "scripts" / "draw_rules.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


DRAWN = script()


@pytest.mark.parametrize("name", sorted(CONTRACT))
def test_every_rule_has_its_row_with_a_picture_what_it_finds_how_and_how_exactly(name):
    [row] = [each for each in ROWS if each.startswith(f"| `{name}` ![]")]

    cells = [cell.strip() for cell in row.strip("|").split("|")]
    assert len(cells) == 4
    assert f"(pictures/rules/{name}.svg)" in cells[0]
    assert all(cells)


@pytest.mark.parametrize("name", sorted(RULES))
def test_every_setting_has_its_row_with_its_default_and_every_sets_figure(name):
    for each in fields(RULES[name].settings):
        [row] = [line for line in ROWS if line.startswith(f"| `{name}` | `{each.name}` |")]
        assert row.count("|") == 4 + len(PRESETS) - 1 + 1


@pytest.mark.parametrize("name", sorted(RULES))
def test_a_picture_shows_what_its_rule_finds(name):
    scene = DRAWN.scenes()[name]

    assert len(check(scene.plan, {"*": False, name: scene.settings or True})) == 1


def test_pictures_and_figures_are_what_the_script_makes():
    for file, text in DRAWN.files():
        assert file.read_text(encoding="utf-8") == text, file.name


def test_no_picture_is_of_a_rule_that_there_is_not():
    assert {path.stem for path in (ROOT / "docs" / "pictures" / "rules").glob("*")} == CONTRACT


def test_an_unverified_figure_names_no_source_and_a_read_one_does():
    figures = PAGE.partition("<!-- figures -->")[2]

    assert "[U]" in figures
    assert set(re.findall(r"\[([RC]\d+)\]", figures)) == set(SOURCES)
    assert all(f"\n- {origin}: {source.en}" in figures for origin, source in SOURCES.items())
