"""What settings may be, and what is said of a value that may not."""

import math
from dataclasses import dataclass, fields

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booth_app.geometry import WrongSettings
from booth_app.geometry.allowed import HeightField, allowed, heights, metres, number, pairs, steps, switch
from booth_app.geometry.rules import RULES
from booth_app.geometry.settings import held, read

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


@dataclass(frozen=True, slots=True)
class Settings:
    width: float | None = metres(3.0, least=0.1, most=100)
    share: float | None = number(0.5, least=0, most=1)
    inside: bool | None = switch(default=True)
    apart: tuple[tuple[str, str], ...] | None = pairs()
    least: tuple[tuple[float, int], ...] | None = steps(((500, 2), (math.inf, 3)))
    high: tuple[tuple[str, HeightField], ...] | None = heights((("inline", HeightField(2.44, 1.22, 1.52)),))


def refused(**given: object) -> WrongSettings:
    with pytest.raises(WrongSettings) as refusal:
        read("some-rule", Settings, given)
    return refusal.value


def test_what_is_not_given_is_the_default_and_null_is_off():
    assert read("some-rule", Settings, {}) == Settings()

    off = read("some-rule", Settings, {each.name: None for each in fields(Settings)})

    assert all(getattr(off, each.name) is None for each in fields(Settings))


@pytest.mark.parametrize("value", [0.1, 3, 100, 2.5])
def test_a_number_within_its_bounds_is_read_as_a_number(value):
    assert read("some-rule", Settings, {"width": value}).width == pytest.approx(value)


WRONG = {
    "width": [0, 0.0999, 100.1, -3, True, False, "3", "3 m", [3], {}, math.nan, math.inf, -math.inf, 10**400],
    "share": [1.01, -0.01, "half"],
    "inside": [0, 1, "yes", "true", [], {}],
    "apart": [
        "A-1",
        [["A-1"]],
        [["A-1", "A-2", "A-3"]],
        [["A-1", 2]],
        [["A-1", ""]],
        [["A-1", "a-1"]],
        [["A-١", "A-1"]],
        [["", " "]],
        ["A-1", "A-2"],
        {"A-1": "A-2"},
        [["A-1", "x" * 300]],
        [["A-1", "A-2"]] * 10_001,
    ],
    "least": [
        2.5,
        -1,
        101,
        True,
        "2",
        [],
        [[500, 2, 3]],
        [[500, 3], [1000, 2]],
        [[500, 2], [500, 3]],
        [[None, 2], [1000, 3]],
        [[500, 2.5]],
        [[-1, 2]],
        [[1, 1]] * 200,
        {"500": 2},
    ],
    "high": [
        3,
        [],
        {"inlin": None},
        {"inline": 3},
        {"inline": {"middle": 3}},
        {"inline": {"back": "3"}},
        {"inline": {"back": -1}},
        {"inline": {"back": True}},
        {"island": {"back": 101}},
    ],
}


@pytest.mark.parametrize(("setting", "value"), [(name, value) for name, values in WRONG.items() for value in values])
def test_what_a_setting_may_not_be_is_refused_by_its_name(setting, value):
    refusal = refused(**{setting: value})

    assert refusal.code == "wrong-value"
    assert refusal.values["rule"] == "some-rule"
    assert refusal.values["setting"] == setting
    assert len(str(refusal)) < 300


def test_the_refusal_says_what_would_be_allowed():
    said = str(refused(width="wide"))

    assert said == "rule “some-rule”: wide is no value for “width”, which must be a number from 0.1 to 100 m, or null"


@given(setting=st.sampled_from([each.name for each in fields(Settings)]), value=JSON)
def test_any_json_is_either_read_as_something_to_hold_to_or_refused(setting, value):
    try:
        made = read("some-rule", Settings, {setting: value})
    except WrongSettings as refusal:
        made, code = Settings(), refusal.code
    else:
        code = "wrong-value"

    assert code == "wrong-value"
    assert isinstance(hash(made), int)


def test_pairs_are_folded_as_numbers_are_and_said_once():
    made = read("some-rule", Settings, {"apart": [["a‑102", "A-101"], ["A-101", "A-102"], ["A-٢", "B-1"]]})

    assert made.apart == (("A-101", "A-102"), ("A-2", "B-1"))


def test_steps_are_one_number_for_any_load_or_several_by_load():
    assert read("some-rule", Settings, {"least": 2}).least == ((math.inf, 2),)
    assert read("some-rule", Settings, {"least": [[500, 2], [None, 4]]}).least == ((500, 2), (math.inf, 4))
    assert read("some-rule", Settings, {"least": [[500, 2], [1000, 3]]}).least == ((500, 2), (1000, 3))


def test_a_height_that_is_not_named_keeps_its_default():
    made = dict(read("some-rule", Settings, {"high": {"inline": {"back": 3}, "island": {"back": 5}}}).high)

    assert made == {"inline": HeightField(3, 1.22, 1.52), "island": HeightField(5)}
    assert dict(read("some-rule", Settings, {"high": {"inline": None}}).high) == {"inline": HeightField()}


@pytest.mark.parametrize("name", sorted(RULES))
def test_every_setting_of_every_rule_says_what_it_may_be_and_keeps_to_it(name):
    for each in fields(RULES[name].settings):
        assert allowed(each).says.endswith("null")
    assert read(name, RULES[name].settings, {}) == RULES[name].settings()


def test_a_wrong_severity_is_told_which_there_are():
    with pytest.raises(WrongSettings) as refusal:
        held({"overlap": {"severity": "fatal"}})

    assert "“error” or “warning”" in str(refusal.value)
