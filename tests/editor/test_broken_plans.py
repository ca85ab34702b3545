"""The sample hall broken once for every rule: each is found, listed, drawn, and offered what can be done about it."""

import json
import re
from itertools import cycle

import pytest

from booth_app.layouts import services
from booth_app.layouts.words import rule_name
from booth_app.planfiles import read_svg
from tests.conftest import ROOT
from tests.kit import make

BROKEN = ROOT / "floorplans" / "broken"
EXPECTED = json.loads((BROKEN / "expected.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("name", "lang"), zip(EXPECTED, cycle(["ar", "en"]), strict=False))
def test_what_is_broken_is_listed_under_its_rule_drawn_and_offered_a_remedy(desk, name, lang):
    rule = name.removesuffix(".svg")
    own = BROKEN / f"{rule}.rules.json"
    rules = json.loads(own.read_text(encoding="utf-8")) if own.exists() else {}
    with desk.database.write() as session:
        services.set_rules(session, desk.who, desk.exhibition_id, rules, version=1, now=make.NOW)
    draft = desk.draft(read_svg((BROKEN / name).read_bytes(), None).plan)

    page = desk.client.get(desk.url(draft, lang=lang))
    key = re.search(rf'id="finding-({rule}-[^"]+)"', page.text)
    assert key is not None
    looked_at = desk.client.get(desk.url(draft, lang=lang), query_string={"finding": key[1]})
    cure = desk.client.get(desk.url(draft, "cure", lang), query_string={"finding": key[1]})

    assert page.text.count(f'data-rule="{rule}"') == sum(each["rule"] == rule for each in EXPECTED[name])
    with desk.app.test_request_context(f"/{lang}/"):
        assert f'id="found-{rule}"' in page.text
        assert rule_name(rule) != rule
    assert looked_at.text.count("data-shown") == 1
    assert re.search(r'data-(cure|no-cure)="[a-z-]+"', cure.text)
