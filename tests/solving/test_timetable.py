"""Timetables that are made: no clash in any answer, the best one where it says so, and why something has no place."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from booth_app.solving.timetable import Placed, Problem, Show, Span, Stage, Weights, Why, solve
from tests.solving.problems import brute, faults, forum, points

DAY = (Span(120, 144), Span(150, 162))
HALL = Stage("hall", DAY, change_over=2, seats=100, kind="stage", equipment=frozenset({"screen"}))
ROOM = Stage("room", (Span(120, 144),), change_over=1, seats=20, kind="meeting_room")


def last(problem: Problem, seconds: float = 10.0):
    *_, answer = solve(problem, seconds=seconds)
    return answer


@st.composite
def small(draw) -> Problem:
    stages = tuple(
        Stage(
            key,
            tuple(
                Span(begin, begin + draw(st.integers(2, 5))) for begin in draw(st.sampled_from([(0,), (0, 6), (2,)]))
            ),
            change_over=draw(st.integers(0, 1)),
            seats=draw(st.sampled_from([10, 30])),
            kind=draw(st.sampled_from(["stage", "room"])),
        )
        for key in ("a", "b")
    )
    shows = []
    for n in range(draw(st.integers(1, 3))):
        pin = draw(st.one_of(st.none(), st.builds(Placed, st.sampled_from("ab"), st.integers(0, 8))))
        shows.append(
            Show(
                f"s{n}",
                draw(st.integers(1, 3)),
                draw(st.frozensets(st.sampled_from("xyz"), max_size=2)),
                wanted=draw(st.integers(0, 40)),
                category=draw(st.sampled_from(["", "c", "d"])),
                kinds=draw(st.sampled_from([frozenset(), frozenset({"stage"})])),
                available=draw(st.sampled_from([None, None, (Span(0, 4),), (Span(3, 9),)])),
                preferred=draw(st.sampled_from([(), (Span(2, 6),)])),
                pinned=pin if draw(st.integers(0, 4)) == 0 else None,
                published=draw(st.sampled_from([None, Placed("a", 1), Placed("b", 6)])),
            )
        )
    return Problem(stages, tuple(shows), step=draw(st.integers(1, 2)))


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(small())
def test_every_answer_is_without_clash_and_counted_right_and_the_last_is_the_best_there_is(problem):
    weights = Weights()

    answers = list(solve(problem, weights, seconds=10))

    assert [faults(problem, each) for each in answers] == [[]] * len(answers)
    assert [each.value for each in answers] == [points(problem, each.placed, weights) for each in answers]
    assert [each.value for each in answers] == sorted(each.value for each in answers)
    if not any(show.pinned for show in problem.shows):  # a pin may cost more than it is worth, and is kept
        assert answers[-1].proven
        assert answers[-1].value == brute(problem, weights)


def test_sixty_slots_on_two_stages_are_all_placed_within_a_hundredth_of_what_is_possible():
    problem = forum(60, 2, 3)

    answers = list(solve(problem, seconds=8))

    assert [faults(problem, each) for each in answers] == [[]] * len(answers)
    assert answers[-1].unplaced == {}
    assert answers[-1].gap < 0.01
    assert answers[0].value >= 0.9 * answers[-1].value


def test_what_is_pinned_stays_and_the_rest_goes_around_it():
    shows = tuple(Show(f"s{n}", 6, frozenset({f"p{n}"})) for n in range(3))
    pinned = replace(shows[2], pinned=Placed("hall", 123))
    problem = Problem((HALL,), (*shows[:2], pinned))

    answer = last(problem)

    assert answer.placed["s2"] == Placed("hall", 123)
    assert faults(problem, answer) == []
    assert answer.unplaced == {}


def test_what_is_published_moves_only_where_it_must():
    shows = [Show(f"s{n}", 6, frozenset({f"p{n}"}), published=Placed("hall", 120 + 8 * n)) for n in range(3)]
    gone = replace(shows[1], available=(Span(150, 162),))

    answer = last(Problem((HALL,), (shows[0], gone, shows[2])))

    assert (answer.placed["s0"].start, answer.placed["s2"].start) == (120, 136)
    assert answer.placed["s1"].start >= 150


@pytest.mark.parametrize(
    ("show", "why"),
    [
        (Show("late", 6, available=(Span(200, 220),)), Why.NEVER_AVAILABLE),
        (Show("long", 40), Why.NO_STAGE),
        (Show("equipped", 6, needs=frozenset({"smoke"})), Why.NO_STAGE),
        (Show("pinned", 6, pinned=Placed("hall", 142)), Why.PIN_BROKEN),
        (Show("pinned", 6, pinned=Placed("nowhere", 120)), Why.PIN_BROKEN),
    ],
)
def test_what_can_be_placed_nowhere_says_why(show, why):
    answer = last(Problem((HALL,), (show, Show("other", 6))))

    assert answer.unplaced == {show.key: why}
    assert set(answer.placed) == {"other"}


def test_a_presenter_who_is_elsewhere_is_another_reason_than_a_full_stage():
    busy = tuple(
        Show(f"b{n}", 24, frozenset({"sara"}), wanted=50, kinds=frozenset({kind}))
        for n, kind in enumerate(("stage", "meeting_room"))
    )
    full = tuple(Show(f"f{n}", 24, frozenset({f"p{n}"}), kinds=frozenset({"meeting_room"})) for n in range(2))

    presenter = last(Problem((replace(HALL, free=(Span(120, 144),)), ROOM), busy))
    room = last(Problem((ROOM,), full))

    assert list(presenter.unplaced.values()) == [Why.PRESENTER_BUSY]
    assert list(room.unplaced.values()) == [Why.NO_ROOM]


def test_the_most_wanted_is_in_the_largest_room_and_a_category_is_not_on_twice_at_once():
    large, little = (
        replace(HALL, key="large", free=(Span(120, 126),), kind=""),
        replace(ROOM, key="little", free=(Span(120, 126),), kind=""),
    )
    wanted, other = Show("wanted", 6, wanted=90), Show("other", 6, wanted=15)
    same = tuple(Show(f"c{n}", 6, category="forensics") for n in range(2))
    side_by_side = Problem((replace(HALL, change_over=0), replace(HALL, key="second", change_over=0)), same)

    rooms, apart = last(Problem((little, large), (other, wanted))), last(side_by_side)

    assert rooms.placed == {"wanted": Placed("large", 120), "other": Placed("little", 120)}
    first, second = sorted(at.start for at in apart.placed.values())
    assert second - first >= 6


def test_two_pins_over_one_another_leave_the_first_and_say_so_of_the_second():
    one, two = (Show(key, 6, pinned=Placed("hall", 120 + n)) for n, key in enumerate(("one", "two")))

    answer = last(Problem((HALL,), (one, two)))

    assert answer.placed == {"one": Placed("hall", 120)}
    assert answer.unplaced == {"two": Why.PIN_BROKEN}
