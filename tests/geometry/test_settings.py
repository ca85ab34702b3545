from dataclasses import replace
from pathlib import Path

import pytest
from shapely import box

from booth_app.geometry import Severity, WrongSettings, check
from booth_app.geometry import rules as rules_package
from booth_app.geometry.rules import CONTRACT, RULES
from booth_app.geometry.settings import held
from booth_app.geometry.violation import Finding
from tests.geometry.plans import booth, pair


def refused(settings: object) -> WrongSettings:
    with pytest.raises(WrongSettings) as refusal:
        held(settings)  # type: ignore[arg-type]
    return refusal.value


def test_every_rule_holds_by_default_as_an_error():
    assert [(each.rule.name, each.severity) for each in held()] == [(name, Severity.ERROR) for name in sorted(RULES)]


def test_a_file_in_the_folder_is_a_rule_under_its_own_name():
    folder = Path(str(rules_package.__file__)).parent

    assert {path.stem.replace("_", "-") for path in folder.glob("[a-z]*.py")} == set(RULES)


def test_every_name_of_the_contract_is_a_rule_and_no_other_is():
    assert len(CONTRACT) == 16
    assert set(RULES) == CONTRACT


@pytest.mark.parametrize("name", sorted(RULES))
def test_both_languages_name_the_same_values(name):
    rule = RULES[name]

    for says in (rule.says, *rule.also.values()):
        assert set(says) == {"ar", "en"}
        assert all(sentence.endswith(".") for sentence in says.values())


@pytest.mark.parametrize("off", [False, None])
def test_false_and_null_switch_a_rule_off(off):
    assert "overlap" not in {each.rule for each in check(pair(0.5), {"overlap": off})}
    assert "overlap" in {each.rule for each in check(pair(0.5), {"overlap": True})}


def test_star_false_leaves_only_what_is_named():
    assert [each.rule.name for each in held({"*": False, "overlap": True, "obstacle": {}})] == ["obstacle", "overlap"]


def test_severity_is_set_per_rule():
    [violation] = check(pair(0.5), {"*": False, "overlap": {"severity": "warning"}})

    assert violation.severity == "warning"


@pytest.mark.parametrize(
    ("settings", "code"),
    [
        ({"overlaps": True}, "unknown-rule"),
        ({"Overlap": True}, "unknown-rule"),
        ({"": True}, "unknown-rule"),
        ({"overlaps": False}, "unknown-rule"),
        ({"overlap": {"depth": 0.1}}, "unknown-setting"),
        ({"overlap": {"severity": "fatal"}}, "wrong-value"),
        ({"overlap": {"severity": None}}, "wrong-value"),
        ({"overlap": {"severity": ["error"]}}, "wrong-value"),
        ({"overlap": 0}, "wrong-rule-value"),
        ({"overlap": 1}, "wrong-rule-value"),
        ({"overlap": "yes"}, "wrong-rule-value"),
        ({"overlap": []}, "wrong-rule-value"),
        ({"*": "no"}, "wrong-rule-value"),
        ({"*": None}, "wrong-rule-value"),
        ([], "not-an-object"),
        ("overlap", "not-an-object"),
    ],
)
def test_what_is_not_understood_is_refused(settings, code):
    assert refused(settings).code == code


def test_a_long_name_does_not_fill_the_screen():
    assert len(str(refused({"x" * 10_000: True}))) < 100


def test_violations_come_by_rule_then_by_things():
    plan = pair(0.5)
    more = tuple(booth(number, box(100, 0, 103, 3)) for number in ("Z-1", "B-1", "B-1"))

    found = check(
        type(plan)(halls=plan.halls, booths=plan.booths[::-1] + more),
        {"*": False, "duplicate-number": True, "outside-hall": True, "overlap": True},
    )

    order = [(each.rule, each.things) for each in found]
    assert order == sorted(order)
    assert len({each.rule for each in found}) == 3


def test_a_finding_may_have_a_sentence_of_its_own_and_be_a_warning_whatever_the_rule_is(monkeypatch):
    def check_all(_survey, _settings):
        yield Finding(("A-1", "B-1"), 1.0, 2.0, box(0, 0, 1, 1))
        yield Finding(("A-2",), 1.0, 2.0, box(0, 0, 1, 1), case="otherwise", warning=True)

    rule = replace(
        RULES["overlap"], check=check_all, also={"otherwise": {"ar": "غير ذلك {a}.", "en": "Otherwise {a}."}}
    )
    monkeypatch.setattr("booth_app.geometry.settings.RULES", {"overlap": rule})

    first, second = check(pair(0.5), {"*": False, "overlap": True})

    assert (first.severity, second.severity) == (Severity.ERROR, Severity.WARNING)
    assert first.message("en").startswith("Booths A-1")
    assert second.message("en") == "Otherwise A-2."
