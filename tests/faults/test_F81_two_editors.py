"""F81: two at work on one draft, or on two drafts of a hall, one of them away. No change lost, conflict shown."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from shapely import box

from booth_app import edits
from booth_app.base.errors import Refused, Stale
from booth_app.layouts import services
from booth_app.layouts.refusals import LayoutOutdated
from tests.layouts.conftest import Site, edit, key_of, laid_out_site, step


@pytest.fixture
def begun(database) -> tuple[Site, int]:
    """A hall with A-101 … A-103 published, and a draft of that."""
    site = laid_out_site(database)
    return site, site.draft()


def test_the_second_of_two_editors_is_told_and_loses_nothing_of_the_first(begun):
    site, draft = begun
    key, other = key_of(site, "A-101"), key_of(site, "A-102")
    edit(site, draft, edits.Move((key,), 1.0, 0), version=0)

    with pytest.raises(Stale) as caught:
        edit(site, draft, edits.Renumber(other, "A-120"), version=0)

    assert caught.value.values == {"version": 1}
    assert [each.edit["edit"] for each in site.value(draft).steps] == ["move"]


def test_of_many_edits_of_one_version_at_once_exactly_one_is_made(begun):
    site, draft = begun
    keys = [key_of(site, number) for number in ("A-101", "A-102", "A-103")]
    together = threading.Barrier(6)

    def at_once(n):
        together.wait()
        try:
            return edit(site, draft, edits.Move((keys[n % 3],), 0.1 * (n + 1), 0), version=0)
        except Refused as refused:
            return refused.code

    with ThreadPoolExecutor(6) as pool:
        outcomes = list(pool.map(at_once, range(6)))

    assert sorted(map(str, outcomes)) == ["1", "stale", "stale", "stale", "stale", "stale"]
    assert len(site.value(draft).steps) == 1


def test_a_draft_out_of_date_is_brought_onto_the_new_plan(begun):
    site, mine = begun
    a, b, c = (key_of(site, number) for number in ("A-101", "A-102", "A-103"))
    theirs = site.draft()
    edit(site, mine, edits.Move((a,), -1.0, 0))
    edit(site, mine, edits.Move((c,), 5.0, 0))
    edit(site, theirs, edits.Remove((c,)))
    edit(site, theirs, edits.Renumber(b, "A-122"))
    site.publish(theirs, version=2)
    with pytest.raises(LayoutOutdated):
        site.publish(mine, version=2)

    lost = step(site, mine, services.bring_up_to_date)

    value = site.value(mine)
    assert lost == (edits.Move((c,), 5.0, 0),)
    assert (value.outdated, [each.edit["edit"] for each in value.steps], value.cursor) == (False, ["move"], 1)
    assert {each.number for each in value.plan.booths} == {"A-101", "A-122"}
    assert value.plan.numbered("A-101").outline.equals(box(4, 5, 7, 8))
    site.publish(mine, version=value.version)
