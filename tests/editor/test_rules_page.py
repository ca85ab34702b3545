"""The page of the rules: every rule with its figures, what is typed wrong, the file."""

import io
import json
import re
from dataclasses import dataclass, fields
from types import MappingProxyType

import pytest

from booth_app.editor import rule_form
from booth_app.editor.rule_values import explicit
from booth_app.editor.views import rules as rules_view
from booth_app.geometry import settings as geometry_settings
from booth_app.geometry.allowed import HeightField, heights, metres, number, pairs, steps, switch
from booth_app.geometry.presets import PRESETS
from booth_app.geometry.rule import Rule
from booth_app.geometry.rules import RULES
from booth_app.geometry.settings import held
from booth_app.layouts import queries
from booth_app.layouts import words as layout_words
from tests.editor.conftest import text
from tests.kit import make

URL = "/{lang}/staff/forum/layouts/rules"


@dataclass(frozen=True, slots=True)
class EveryKind:
    """One setting of each kind that there is."""

    width: float | None = metres(3.0, least=0.1, most=100)
    m2: float | None = number(1.5, least=0.1, most=50, unit="m²")
    inside: bool | None = switch(default=True)
    pairs: tuple[tuple[str, str], ...] | None = pairs()
    min: tuple[tuple[float, int], ...] | None = steps(((500, 2), (float("inf"), 3)))
    heights: tuple[tuple[str, HeightField], ...] | None = heights((("inline", HeightField(2.44, 1.22, 1.52)),))


@pytest.fixture
def every_kind(monkeypatch):
    """A rule with a setting of every kind stands in for `separation`."""
    rule = Rule("separation", lambda _survey, _settings: [], {"ar": "…", "en": "…"}, settings=EveryKind)
    known = MappingProxyType({**RULES, "separation": rule})
    for module in (rule_form, rules_view, geometry_settings):
        monkeypatch.setattr(module, "RULES", known)
    return rule


def sent(html):
    """What the page's form sends as it stands."""
    form = re.search(r'<form[^>]*id="rules-form".*?</form>', html, re.DOTALL)
    assert form is not None
    given: dict[str, str] = {}
    for tag in re.findall(r"<input [^>]*>", form[0]):
        attributes = dict(re.findall(r'([a-z-]+)="([^"]*)"', tag))
        if attributes.get("type") == "checkbox" and " checked" not in tag:
            continue
        if "name" in attributes:
            given[attributes["name"]] = attributes.get("value", "y")
    for name, inside in re.findall(r'<textarea[^>]* name="([^"]*)"[^>]*>\s*(.*?)</textarea>', form[0], re.DOTALL):
        given[name] = inside
    for name, inside in re.findall(r'<select[^>]* name="([^"]*)"[^>]*>(.*?)</select>', form[0], re.DOTALL):
        given[name] = re.search(r'<option selected value="([^"]*)"', inside)[1]
    return given


def said(desk):
    with desk.database.read() as session:
        return queries.rule_settings(session, desk.exhibition_id)


def test_every_rule_and_every_setting_that_there_is_has_its_words():
    settings = {(name, each.name) for name, rule in RULES.items() for each in fields(rule.settings)}

    assert set(RULES) <= set(layout_words.RULES) == set(layout_words.ABOUT)
    assert settings - set(layout_words.SETTINGS) == set()


def test_the_page_shows_each_rule_with_what_holds(desk):
    html = desk.client.get(URL.format(lang="en")).text

    assert re.findall(r'data-rule="([a-z-]+)"', html) == layout_words.in_order(RULES)
    assert "No two booths share floor." in html
    assert "No set of figures is a certificate" in html
    assert sent(html)["overlap.on"] == "y"


def test_saving_the_page_as_it_is_names_every_figure_and_holds_the_same(desk, every_kind):
    page = desk.client.get(URL.format(lang="en"))
    given = sent(page.text) | {"separation.on": "y"}

    answer = desk.client.post(URL.format(lang="en"), data=given)

    now = said(desk).settings
    assert (answer.status_code, answer.location) == (303, "/en/staff/forum/layouts/rules")
    assert now["overlap"] == {"severity": "error"}
    assert now["separation"]["heights"]["inline"] == {"back": 2.44, "front": 1.22, "front_depth": 1.52}
    assert now["separation"]["min"] == [[500, 2], [None, 3]]
    holding = {each.rule.name: each.settings for each in held(now)}
    assert holding["separation"].width == EveryKind().width
    assert holding["separation"].min == EveryKind().min
    assert dict(holding["separation"].heights)["inline"] == HeightField(2.44, 1.22, 1.52)


def test_figures_are_read_in_both_digits_and_empty_is_off(desk, every_kind):
    given = sent(desk.client.get(URL.format(lang="ar")).text)
    given |= {
        "separation.on": "y",
        "separation.severity": "warning",
        "separation.width": "٣٫٢٥",
        "separation.m2": "",
        "separation.pairs": "A-101 A-102\r\na-١٠٣، A-101",
        "separation.min": "٥٠٠ ٢\r\n1000 3\r\n4",
        "separation.heights.inline.front": "",
    }
    del given["separation.inside"]

    desk.client.post(URL.format(lang="ar"), data=given)

    [one] = [each for each in held(said(desk).settings) if each.rule.name == "separation"]
    assert (one.severity, one.settings.width, one.settings.m2, one.settings.inside) == ("warning", 3.25, None, False)
    assert one.settings.pairs == (("A-101", "A-102"), ("A-101", "A-103"))
    assert one.settings.min == ((500, 2), (1000, 3), (float("inf"), 4))
    assert dict(one.settings.heights)["inline"] == HeightField(2.44, None, 1.52)


@pytest.mark.parametrize(
    ("field", "typed", "says"),
    [
        ("separation.width", "wide", "Write a number, for example 3.25."),
        ("separation.width", "0", "Write a number from 0.1 to 100."),
        ("separation.min", "two exits", "Write only numbers, on each line."),
        ("separation.min", "500 3\r\n1000 2", "This value cannot be."),
        ("separation.pairs", "A-101", "This value cannot be."),
    ],
)
def test_what_is_typed_wrong_stands_in_the_form_again_with_the_reason(desk, every_kind, field, typed, says):
    before = said(desk)
    given = sent(desk.client.get(URL.format(lang="en")).text)
    given |= {"separation.on": "y", "separation.m2": "1.75", field: typed}

    answer = desk.client.post(URL.format(lang="en"), data=given)

    assert answer.status_code == 422
    assert says in text(answer)
    assert sent(answer.text)["separation.m2"] == "1.75"
    assert sent(answer.text)[field] == typed.replace("\r\n", "\n") or typed in answer.text
    assert said(desk) == before


def test_two_people_who_save_at_once_are_told_and_nothing_typed_is_lost(desk):
    page = sent(desk.client.get(URL.format(lang="en")).text)
    desk.client.post(URL.format(lang="en"), data=page | {"overlap.severity": "warning"})
    late = {name: value for name, value in page.items() if name != "obstacle.on"}

    answer = desk.client.post(URL.format(lang="en"), data=late)
    again = desk.client.post(URL.format(lang="en"), data=sent(answer.text))

    assert answer.status_code == 409
    assert 'data-refusal="stale"' in answer.text
    assert "obstacle.on" not in sent(answer.text)
    assert (again.status_code, said(desk).settings["obstacle"]) == (303, False)


def test_a_downloaded_file_says_all_and_comes_back_the_same(desk):
    file = desk.client.get(URL.format(lang="en") + ".json")

    answer = desk.client.post(
        URL.format(lang="en") + ".json",
        data={"version": "1", "file": (io.BytesIO(file.data), "rules.json")},
    )
    saved = desk.client.post(URL.format(lang="en"), data=sent(answer.text))

    assert file.headers["Content-Disposition"] == 'attachment; filename="rules-forum.json"'
    assert json.loads(file.data) == explicit(RULES, said(desk).settings)
    assert "data-read-file" in answer.text
    assert (saved.status_code, said(desk).settings) == (303, json.loads(file.data))


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "Choose a file of rules."),
        (b"{", "not JSON"),
        (b'{"overlap": true, "overlap": false}', "stands twice"),
        (b"[]", "must be one JSON object"),
        (b'{"overlaps": true}', "There is no rule with the name “overlaps”."),
        (b'{"overlap": {"depth": 1}}', "Overlap: there is no setting “depth”."),
        (b'{"overlap": {"severity": "grave"}}', "Overlap, Severity: “grave” cannot be."),
        (b'{"overlap": 1}', "Overlap: write true, false or an object of settings."),
    ],
)
def test_a_file_that_says_nothing_sound_is_answered_with_the_reason(desk, data, says):
    before = said(desk)

    answer = desk.client.post(
        URL.format(lang="en") + ".json", data={"version": "1", "file": (io.BytesIO(data), "rules.json" if data else "")}
    )

    assert answer.status_code == 422
    assert says in text(answer)
    assert said(desk) == before


def test_who_may_only_read_sees_the_figures_and_no_form(desk, every_kind):
    with desk.database.write() as session:
        viewer = make.staff(session, session.get_one(make.Exhibition, desk.exhibition_id), "viewer")
    reader = make.sign_in(desk.app.test_client(), viewer)

    page = reader.get(URL.format(lang="en"))
    refused = reader.post(URL.format(lang="en"), data={})

    assert "rules-form" not in page.text
    assert "Overlap Stops publishing" in text(page)
    assert refused.status_code == 403


@pytest.mark.parametrize("key", PRESETS)
def test_a_set_of_figures_fills_the_form_and_holds_once_it_is_saved(desk, key):
    before = said(desk)

    page = desk.client.get(URL.format(lang="en"), query_string={"preset": key})
    unsaved = said(desk)
    desk.client.post(URL.format(lang="en"), data=sent(page.text) | {"aisle-width.on": "y"})

    assert f'data-filled-with="{key}"' in page.text
    assert "Figures to begin with, not a certificate of compliance." in text(page)
    assert unsaved == before
    after = said(desk)
    assert after.preset == key
    wanted = PRESETS[key].settings.get("aisle-width", {}).get("min")
    assert wanted is None or after.settings["aisle-width"]["min"] == wanted


def test_each_figure_shows_whether_it_was_read_stated_or_is_unverified(desk):
    page = desk.client.get(URL.format(lang="en"), query_string={"preset": "forum"}).text

    figures = [each for each in PRESETS["forum"].figures if each.rule in RULES]
    assert re.findall(r'data-mark="([RMCU])"', page).count("U") == sum(not each.verified for each in figures)
    assert "Read in: <bdi>Saudi Building Code 201, table 1017.2 (extract)</bdi>" in page
    assert page.count("Unverified: a customary figure") == sum(not each.verified for each in figures)


def test_a_figure_that_is_changed_is_no_longer_that_of_the_set(desk):
    given = sent(desk.client.get(URL.format(lang="en"), query_string={"preset": "forum"}).text)
    desk.client.post(URL.format(lang="en"), data=given | {"travel-distance.on": "y", "travel-distance.max": "45"})

    page = desk.client.get(URL.format(lang="en")).text

    assert page.count("data-changed") == 1
    assert "Set for this exhibition; the set of figures has another one." in page


def test_the_page_is_led_to_from_the_plans_and_speaks_arabic(desk):
    halls = desk.client.get("/ar/staff/forum/layouts")
    page = desk.client.get(URL.format(lang="ar"))

    assert "/ar/staff/forum/layouts/rules" in halls.text
    assert "اشتراطات المخططات" in page.text
    assert "شهادة" in page.text
