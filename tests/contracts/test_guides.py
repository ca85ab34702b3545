"""The guides say what the program does: states, verbs, rights, rules and labels are held to the tables it works by."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

import pytest

from booth_app.claims import states as claims
from booth_app.claims.models import ClaimState
from booth_app.claims.states import By
from booth_app.claims.words import STATES as CLAIM_WORDS
from booth_app.demos import states as demos
from booth_app.demos.models import ShowcaseState
from booth_app.demos.words import STATES as SHOWCASE_WORDS
from booth_app.exhibitions.permissions import PERMISSIONS
from booth_app.exhibitions.words import ROLES
from booth_app.exhibitors import states as applications
from booth_app.exhibitors.models import ApplicationState
from booth_app.exhibitors.words import STATES as APPLICATION_WORDS
from booth_app.geometry.rules import RULES
from booth_app.maps.words import STATES as BOOTH_WORDS
from tests.contracts.guides import FOLDER, Guide, arabic, bold, catalogue, code, guide, on_screen

GUIDES = [(role, lang) for role in ("exhibitor", "staff", "visitor") for lang in ("ar", "en")]
STAYS = frozenset({"the same", "الحالة نفسها"})
"""What is written where a verb leads back to each state it starts from."""


@pytest.fixture(params=["ar", "en"])
def exhibitor(request: pytest.FixtureRequest) -> Guide:
    return guide("exhibitor", request.param)


@pytest.fixture(params=["ar", "en"])
def staff(request: pytest.FixtureRequest) -> Guide:
    return guide("staff", request.param)


@pytest.fixture(params=["ar", "en"])
def visitor(request: pytest.FixtureRequest) -> Guide:
    return guide("visitor", request.param)


def said(words: Any, lang: str) -> str:
    """A lazy word as a guide writes it."""
    english = str(words)
    return english if lang == "en" else arabic(english)


def ways(rows: Mapping[str, list[str]]) -> dict[str, tuple[set[str], set[str]]]:
    """By verb: from which states, to which."""
    found = {}
    for verb, row in rows.items():
        start = set(code(row[2])) | ({"none"} if "–" in row[2] else set())
        found[verb] = (start, start if row[3] in STAYS else set(code(row[3])))
    return found


def names(states: Iterable[Any]) -> set[str]:
    return {"none" if each is None else str(each) for each in states}


@pytest.mark.parametrize(("role", "lang"), GUIDES)
def test_every_label_in_a_guide_stands_on_the_screen(role: str, lang: str) -> None:
    labels = guide(role, lang).labels

    assert [each for each in labels if not on_screen(lang).fullmatch(each)] == []
    assert len(labels) > 8


@pytest.mark.parametrize("role", ["exhibitor", "staff", "visitor"])
def test_both_languages_have_the_same_sections_lists_tables_and_labels(role: str) -> None:
    english, arab = guide(role, "en"), guide(role, "ar")

    assert _shape(arab) == _shape(english)
    # Those that are in no catalogue have a number or a name where the site has a parameter.
    meant = {label: set(catalogue()[label]) for label in english.labels if label in catalogue()}
    assert [label for label, forms in meant.items() if not forms & set(arab.labels)] == []
    whole = {form for forms in catalogue().values() for form in forms}
    assert [label for label in arab.labels if label in whole - set().union(*meant.values())] == []


def _shape(given: Guide) -> list[str]:
    """What a guide is built of, in order: headings with their numbers, points of lists, tables by their rows."""
    marks = r"^(#+(?: \d+\.)?|- |\d+\. |\|(?: `\w[\w.]*`)?|<!-- .+ -->)"
    return [each.strip() for each in re.findall(marks, given.text, re.MULTILINE)]


@pytest.mark.parametrize(
    ("table", "states", "words"),
    [
        ("claim states", ClaimState, CLAIM_WORDS),
        ("application states", ApplicationState, APPLICATION_WORDS),
        ("showcase states", ShowcaseState, SHOWCASE_WORDS),
    ],
)
def test_every_state_is_there_under_its_name_on_the_screen(
    exhibitor: Guide, table: str, states: Any, words: Any
) -> None:
    rows = exhibitor.table(table)

    assert {state: bold(row[1]) for state, row in rows.items()} == {
        str(state): [said(words[state], exhibitor.lang)] for state in states
    }


def test_every_state_of_a_booth_is_there_for_whom_it_is_shown_to(exhibitor: Guide) -> None:
    rows = exhibitor.table("booth states")
    other = guide("visitor", exhibitor.lang).table("booth states")

    assert rows.keys() | other.keys() == BOOTH_WORDS.keys()
    assert {state: bold(row[1]) for state, row in rows.items()} == {
        state: [said(BOOTH_WORDS[state], exhibitor.lang)] for state in rows
    }


def test_what_an_exhibitor_may_do_with_a_claim_is_the_transition_table(exhibitor: Guide) -> None:
    mine = {name: verb for name, verb in claims.VERBS.items() if verb.by == By.EXHIBITOR}

    assert ways(exhibitor.table("claim verbs exhibitor")) == _claim_ways(mine)


def test_what_staff_may_do_with_a_claim_is_the_transition_table(staff: Guide) -> None:
    theirs = {name: verb for name, verb in claims.VERBS.items() if verb.by == By.STAFF}

    assert ways(staff.table("claim verbs staff")) == _claim_ways(theirs)


def _claim_ways(verbs: Mapping[str, claims.Verb]) -> dict[str, tuple[set[str], set[str]]]:
    return {
        name: (names(verb.ways), names(state for ends in verb.ways.values() for state in ends))
        for name, verb in verbs.items()
    }


def test_what_becomes_of_an_application_is_the_transition_table(exhibitor: Guide) -> None:
    other = guide("staff", exhibitor.lang)

    shown = ways(exhibitor.table("application verbs exhibitor")) | ways(other.table("application verbs staff"))

    assert shown == {
        str(verb): (names(step.sources), {str(step.target)}) for verb, step in applications.TRANSITIONS.items()
    }


def test_what_becomes_of_a_showcase_is_the_transition_table(exhibitor: Guide) -> None:
    other = guide("staff", exhibitor.lang)

    shown = ways(exhibitor.table("showcase verbs exhibitor")), ways(other.table("showcase verbs staff"))

    for found, by in zip(shown, ("member", "programme.edit"), strict=True):
        assert found == {
            verb: (names(move.start), {str(move.end)}) for verb, move in demos.TRANSITIONS.items() if move.by == by
        }


def test_every_permission_is_there_with_whoever_has_it(staff: Guide) -> None:
    rows = staff.table("permissions")

    assert rows.keys() == PERMISSIONS.keys()
    for name, whose in PERMISSIONS.items():
        shown = set(code(rows[name][2])) if isinstance(whose, str) else set(bold(rows[name][2]))
        assert shown == ({whose} if isinstance(whose, str) else {said(ROLES[role], staff.lang) for role in whose})


def test_every_verb_of_staff_for_a_booth_without_a_claim_is_there(staff: Guide) -> None:
    assert staff.table("booth verbs staff").keys() == {"reserve", "unreserve", "close", "reopen"}


def test_every_rule_is_there_in_the_words_of_its_violation(staff: Guide) -> None:
    rows = staff.table("rules")

    assert rows.keys() == RULES.keys()
    for name, rule in RULES.items():
        before = rule.says[staff.lang].split("{")[0]
        assert rows[name][2].startswith(before), f"{name}: {rows[name][2]}"


def test_the_guides_are_there_in_both_languages_and_name_each_other() -> None:
    assert sorted(each.name for each in FOLDER.iterdir()) == sorted(f"{role}.{lang}.md" for role, lang in GUIDES)
    for role, lang in GUIDES:
        assert f"({role}.{'en' if lang == 'ar' else 'ar'}.md)" in guide(role, lang).text


def test_the_keys_of_the_editor_are_in_the_guide(staff: Guide) -> None:
    commands = (FOLDER.parent.parent / "static" / "js" / "editor" / "commands.js").read_text(encoding="utf-8")
    keys = {"KeyR": "R", "KeyZ": "Z", "Slash": "/", "Digit0": "0", "Equal": "+", "Minus": "-", "Escape": "Esc"}

    for key, shown in {**keys, "Delete": "Delete", "F8": "F8", "Enter": "Enter"}.items():
        assert f'code: "{key}"' in commands
        assert f"`{shown}`" in staff.text
