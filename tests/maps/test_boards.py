"""The board: what pages and the feed know of an exhibition's booths, kept up to date by the journal."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import event

from booth_app.base.db import Database
from booth_app.claims import services as claims
from booth_app.journal import services as journal
from booth_app.layouts import services as layouts
from booth_app.maps.boards import Board
from booth_app.maps.values import View
from tests.maps.conftest import Fair


def states(fair: Fair, board: Board) -> dict[str, str]:
    return {each.number: each.state for each in fair.picture(board).booths.values() if each.state != "free"}


def test_a_board_begins_with_every_booth_of_the_published_plan(fair: Fair) -> None:
    picture = fair.picture(Board(fair.exhibition.id))

    assert [each.number for each in picture.booths.values()] == sorted(fair.booths)
    assert {each.state for each in picture.booths.values()} == {"free"}
    assert [each.hall.key for each in picture.floors] == ["a"]


def test_a_change_is_seen_at_the_next_reading_and_costs_the_changed_booths_only(fair: Fair) -> None:
    board = Board(fair.exhibition.id)
    before = fair.picture(board)
    fair.hold("A-103")

    after = fair.picture(board)

    assert after.booths[fair.booths["A-103"]].state == "held"
    others = [key for key in before.booths if key != fair.booths["A-103"]]
    assert all(after.booths[key] is before.booths[key] for key in others)


def test_reading_when_nothing_has_changed_asks_no_more_than_two_short_questions(fair: Fair) -> None:
    board = Board(fair.exhibition.id)
    first = fair.picture(board)
    asked: list[str] = []
    event.listen(fair.database.reader, "before_cursor_execute", lambda *given: asked.append(given[2]))

    second = fair.picture(board)

    assert second is first
    statements = [each for each in asked if each.startswith("SELECT")]
    assert len(statements) <= 2


def test_a_change_is_seen_before_it_has_its_number(fair: Fair) -> None:
    """PostgreSQL numbers entries after the commit: who has just held a booth must not see it free."""
    board = Board(fair.exhibition.id)
    fair.picture(board)
    fair.database.after_commit.clear()  # nobody numbers

    fair.hold("A-102")

    assert states(fair, board) == {"A-102": "held"}


def test_a_lapsed_hold_is_free_again_without_any_entry(fair: Fair) -> None:
    board = Board(fair.exhibition.id)
    fair.hold("A-101")
    picture = fair.picture(board)
    assert picture.lapses_at is not None

    later = fair.picture(board, at=picture.lapses_at)

    assert later.booths[fair.booths["A-101"]].state == "free"
    assert later.change == picture.change
    assert later.lapses_at is None


def test_boards_of_two_processes_have_the_same_fingerprint_of_the_same_booths(fair: Fair) -> None:
    grown, late = Board(fair.exhibition.id), Board(fair.exhibition.id)
    fair.picture(grown)
    fair.hold("A-101")
    fair.picture(grown)
    fair.assign("A-102")
    fair.close("A-103")

    assert fair.picture(grown).prints == fair.picture(late).prints


def test_visitors_fingerprint_changes_only_with_what_visitors_see(fair: Fair) -> None:
    board = Board(fair.exhibition.id)
    before = fair.picture(board).prints
    fair.hold("A-101")
    held = fair.picture(board).prints
    fair.assign("A-102")
    assigned = fair.picture(board).prints

    assert held[View.PUBLIC] == before[View.PUBLIC]
    assert held[View.BOOKING] != before[View.BOOKING]
    assert assigned[View.PUBLIC] != before[View.PUBLIC]


def test_a_name_is_known_only_when_the_booth_is_confirmed_and_to_visitors_nothing_else_is(fair: Fair) -> None:
    board = Board(fair.exhibition.id)
    fair.hold("A-101")
    fair.assign("A-102")

    booths = fair.picture(board).booths
    held, confirmed = booths[fair.booths["A-101"]], booths[fair.booths["A-102"]]

    assert not held.named
    assert confirmed.named
    assert held.as_seen(View.PUBLIC).state == "empty"
    assert held.as_seen(View.PUBLIC).organisation_id is None
    assert held.as_seen(View.PUBLIC).until is None
    assert confirmed.as_seen(View.PUBLIC).state == "occupied"
    assert confirmed.as_seen(View.PUBLIC).name_en == confirmed.name_en


def test_as_seen_twice_is_as_seen_once(fair: Fair) -> None:
    board = Board(fair.exhibition.id)
    fair.assign("A-102")

    for booth in fair.picture(board).booths.values():
        seen = booth.as_seen(View.PUBLIC)
        assert seen.as_seen(View.PUBLIC) == seen


def test_a_new_plan_is_read_whole(fair: Fair) -> None:
    board = Board(fair.exhibition.id)
    before = fair.picture(board)
    hall = before.floors[0].hall.id

    def publish(session, now):
        draft = layouts.start_draft(session, fair.staff, hall, now=now)
        return layouts.publish(session, fair.staff, draft, version=0, now=now)

    fair.change(publish)

    assert fair.picture(board).revisions != before.revisions
    assert len(fair.picture(board).booths) == len(before.booths)


def test_more_changes_than_are_worth_reading_are_made_good_by_reading_all(
    fair: Fair, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("booth_app.maps.boards.MOST_CHANGES", 3)
    board = Board(fair.exhibition.id)
    fair.picture(board)
    for number in ("A-101", "A-102", "A-103", "A-104", "A-105"):
        fair.close(number)

    assert states(fair, board) == dict.fromkeys(("A-101", "A-102", "A-103", "A-104", "A-105"), "closed")


def test_a_reader_with_an_older_snapshot_does_not_turn_the_board_back(
    fair_on: Callable[..., Fair], sqlite_url: str
) -> None:
    database = Database(sqlite_url)
    fair = fair_on(database)
    board = Board(fair.exhibition.id)
    with database.read() as old:
        journal_before = board.read(old, now=datetime.now(UTC)).change
        claim = fair.hold("A-101")
        newer = fair.picture(board)

        seen = board.read(old, now=datetime.now(UTC) + timedelta(days=1))

    assert newer.change > journal_before
    assert seen is newer
    assert claim
    database.dispose()


def test_a_release_frees_the_booth_on_the_board(fair: Fair) -> None:
    board = Board(fair.exhibition.id)
    claim = fair.hold("A-101")
    assert states(fair, board) == {"A-101": "held"}

    fair.change(lambda session, now: claims.release(session, fair.first, claim, now=now))

    assert states(fair, board) == {}


def test_a_new_name_of_an_organisation_is_on_its_booths_and_on_those_kept_for_it(fair: Fair) -> None:
    board = Board(fair.exhibition.id)
    fair.assign("A-101")
    mine = claims.Beneficiary(fair.second.organisation_id)
    fair.change(
        lambda session, now: claims.reserve(
            session, fair.staff, fair.booths["A-102"], beneficiary=mine, until=None, now=now
        )
    )
    fair.picture(board)

    fair.rename(fair.second, "First name")
    fair.picture(board)
    fair.rename(fair.second, "Second name")  # in English alone: nothing else tells that the booth is kept for it

    booths = fair.picture(board).booths
    assert booths[fair.booths["A-101"]].name_en == "Second name"
    assert booths[fair.booths["A-102"]].reserved_en == "Second name"


def test_visitors_are_not_told_for_whom_an_occupied_booth_was_kept(fair: Fair) -> None:
    board = Board(fair.exhibition.id)
    fair.assign("A-101")
    booth = replace(fair.picture(board).booths[fair.booths["A-101"]], reserved_ar="وزارة", reserved_en="Ministry")

    seen = booth.as_seen(View.PUBLIC)

    assert (seen.state, seen.reserved_ar, seen.reserved_en) == ("occupied", "", "")


def test_an_entry_of_another_exhibition_changes_nothing(fair: Fair) -> None:
    board = Board(fair.exhibition.id)
    before = fair.picture(board)

    fair.change(lambda session, now: journal.record(session, "settings-changed", actor="system", subject="x", at=now))

    assert fair.picture(board) is before
