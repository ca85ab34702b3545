"""Sets of figures, and what is said of where each came from."""

import json
import math
from dataclasses import fields
from itertools import groupby

import pytest

from booth_app.geometry.plan import Names
from booth_app.geometry.presets import NOTICE, PRESETS, SOURCES, TOPICS, UNREAD, Mark
from booth_app.geometry.rules import RULES
from booth_app.geometry.settings import held, read

UNREAD_STANDARDS = [
    "NFPA",
    "SBC",
    "Saudi Building Code",
    "كود البناء",
    "eGuide",
    "Purple",
    "g-Guide",
    "IAEE",
    "DWTC",
    "ADNEC",
]
FIGURES = [(key, figure) for key, preset in PRESETS.items() for figure in preset.figures]


def words(names: Names) -> str:
    return names.ar + names.en


def test_there_is_a_set_for_each_practice_and_the_default_comes_first():
    assert list(PRESETS) == ["forum", "sbc201", "ibc", "nfpa101", "de_vstaett", "uk", "us_venue"]
    assert all(key == preset.key for key, preset in PRESETS.items())
    assert all(preset.names.ar and preset.names.en for preset in PRESETS.values())


@pytest.mark.parametrize("name", sorted(RULES))
def test_the_default_set_is_what_the_rules_do_by_default(name):
    given = PRESETS["forum"].settings.get(name, {})

    assert read(name, RULES[name].settings, given) == RULES[name].settings()


@pytest.mark.parametrize("name", sorted(RULES))
def test_every_default_has_its_figure_in_the_default_set(name):
    named = {figure.setting for figure in PRESETS["forum"].figures if figure.rule == name}
    defaults = {each.name: each.default for each in fields(RULES[name].settings)}

    assert named == {setting for setting, value in defaults.items() if value not in (None, ())}


@pytest.mark.parametrize("key", PRESETS)
def test_a_set_can_be_held_to_and_kept_as_json(key):
    settings = {rule: dict(given) for rule, given in PRESETS[key].settings.items()}

    through = json.loads(json.dumps(settings))

    assert held(through) == held(settings)


@pytest.mark.parametrize(("key", "figure"), FIGURES)
def test_every_figure_says_where_it_was_read_or_that_nobody_could(key, figure):
    assert figure.verified is (figure.mark is not Mark.UNVERIFIED)
    if figure.verified:
        assert figure.source == SOURCES[figure.origin]
        assert figure.origin[0] == figure.mark
    else:
        assert figure.origin == ""
        assert figure.source == UNREAD
    assert bool(figure.note.ar) is bool(figure.note.en), key


@pytest.mark.parametrize(("key", "figure"), FIGURES)
def test_every_figure_is_of_a_setting_or_of_a_topic_and_is_a_value_of_it(key, figure):
    if figure.rule:
        read(figure.rule, RULES[figure.rule].settings, {figure.setting: figure.value})
    else:
        topic = TOPICS[figure.setting]
        numbers = figure.value if isinstance(figure.value, tuple) else (figure.value,)
        if isinstance(figure.value, Names):
            assert figure.value.ar
            assert figure.value.en
            assert topic.unit is None
        else:
            assert all(math.isfinite(number) and number > 0 for number in numbers), key


def test_no_figure_stands_twice_in_a_set():
    for key, preset in PRESETS.items():
        named = sorted((f.rule, f.setting) for f in preset.figures if not isinstance(f.value, dict))
        assert [list(group) for _, group in groupby(named)] == [[each] for each in named], key


def test_no_set_names_a_standard_that_was_not_read():
    for preset in PRESETS.values():
        assert not [name for name in UNREAD_STANDARDS if name in words(preset.names)]
    for _, figure in FIGURES:
        if not figure.verified:
            said = words(figure.source) + words(figure.note)
            assert not [name for name in UNREAD_STANDARDS if name in said]


def test_no_set_calls_itself_a_certificate():
    for preset in PRESETS.values():
        said = words(preset.names) + "".join(words(figure.note) for figure in preset.figures)
        assert "شهادة" not in said
        assert "certif" not in said.lower()
    assert "not a certificate" in NOTICE.en
    assert "ليست شهادة" in NOTICE.ar


def test_every_source_and_topic_is_used():
    assert {figure.origin for _, figure in FIGURES} - {""} == set(SOURCES)
    assert {figure.setting for _, figure in FIGURES if not figure.rule} == set(TOPICS)


@pytest.mark.parametrize(
    ("key", "rule", "setting", "value", "mark"),
    [
        ("sbc201", "travel-distance", "max", 60.0, "R"),
        ("sbc201", "exit-capacity", "mm_per_person", 5.1, "U"),
        ("ibc", "travel-distance", "max", 61.0, "U"),
        ("ibc", "exit-capacity", "m2_per_person", 2.79, "R"),
        ("ibc", "dead-end", "max", 6.1, "C"),
        ("nfpa101", "travel-distance", "max", 61.0, "C"),
        ("de_vstaett", "travel-distance", "max", 30.0, "R"),
        ("de_vstaett", "travel-distance", "count_inside", False, "R"),
        ("uk", "aisle-width", "min", 2.0, "U"),
        ("us_venue", "accessible-route", "narrow_length", 0.61, "R"),
    ],
)
def test_figures_are_those_that_were_gathered(key, rule, setting, value, mark):
    [figure] = [f for f in PRESETS[key].figures if (f.rule, f.setting) == (rule, setting)]

    assert (figure.value, figure.mark) == (value, mark)


def test_what_the_venue_must_confirm_is_listed():
    assert [f.setting for f in PRESETS["de_vstaett"].unverified if f.rule == "aisle-width"] == ["split_min"]
    assert all(not figure.verified for preset in PRESETS.values() for figure in preset.unverified)
