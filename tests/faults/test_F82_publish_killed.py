"""F82: the process dies in the middle of publishing, importing, editing. Old or new, never between."""

import pytest

from booth_app import edits
from booth_app.editor.decisions import Decision, Decisions, Kind
from booth_app.layouts import services
from tests.claims.world import build
from tests.editor.drafts import begin, key
from tests.faults.test_F05_killed_at_each_step import killing, snapshot
from tests.kit import make
from tests.layouts.conftest import drawing, edit, key_of, laid_out_site, step

MOST = 400


class Dead(BaseException):
    """The process ends here: no handler of ours comes by."""


def die():
    raise Dead


def killed_everywhere(database, do):
    """Do something, killed at its first statement, at its second … until it is done; gives what it gave at last.

    After every death everything that is stored must be as it was before.
    """
    before = snapshot(database)
    for at in range(1, MOST):
        undo = killing(database, at, die)
        try:
            done = do()
        except Dead:
            assert snapshot(database) == before, f"statement {at}"
            continue
        finally:
            undo()
        assert at > 5, "something was done in several statements"
        assert snapshot(database) != before
        return done
    raise AssertionError("never done")


@pytest.fixture
def site(database):
    return laid_out_site(database)


def test_a_publishing(site):
    draft = site.draft(drawing(("A-101", 6, 5), ("A-103", 11, 6), ("A-104", 20, 5)))
    before = site.published()

    killed_everywhere(site.database, lambda: site.publish(draft))

    assert sorted(site.numbers().values()) == ["A-101", "A-103", "A-104"]
    assert site.published().number == before.number + 1


def test_an_import(site):
    plan = drawing(("A-101", 5, 5), ("A-200", 20, 5))

    draft = killed_everywhere(site.database, lambda: site.draft(plan))

    assert [each.number for each in site.value(draft).plan.booths] == ["A-101", "A-200"]


def test_an_edit_after_an_undo(site):
    draft = site.draft()
    moved = key_of(site, "A-101")
    edit(site, draft, edits.Move((moved,), 1.0, 0))
    step(site, draft, services.undo)

    killed_everywhere(site.database, lambda: edit(site, draft, edits.Move((moved,), 2.0, 0), version=2))

    assert [each.edit["dx"] for each in site.value(draft).steps] == [2000]


def test_bringing_a_draft_up_to_date(site):
    mine = site.draft()
    edit(site, mine, edits.Move((key_of(site, "A-101"),), -1.0, 0))
    site.publish(site.draft(drawing(("A-101", 5, 5), ("A-102", 8, 5))))

    killed_everywhere(site.database, lambda: step(site, mine, services.bring_up_to_date))

    assert not site.value(mine).outdated


def test_publishing_over_bookings(database):
    world = build(database, make.NOW, booths=8)
    moving, ending, staying = world.confirmed(0), world.confirmed(2, by=1), world.submitted(4, by=2)
    draft = begin(world).edit(
        edits.Remove((key(world, 0), key(world, 2))), edits.Resize(key(world, 4), 2.5, 3, edits.Anchor.TOP_LEFT)
    )
    decisions = Decisions(
        {
            moving: Decision(Kind.MOVE, {world.booths[0]: "A-108"}),
            ending: Decision(Kind.CANCEL),
            staying: Decision(Kind.KEEP),
        }
    )

    done = killed_everywhere(database, lambda: draft.publish(decisions))

    assert (done.moved, done.cancelled, done.kept) == ((moving,), (ending,), (staying,))
    assert world.taken() == {7: moving, 4: staying}
