"""The judge of races is judged first: it finds each planted wrong answer and accepts what is right."""

import itertools
import math
import random

import pytest

from tests.kit.history import FREE, LAPSE, OK, READ, REFUSED, TAKE, Seen, _after, faults


def take(owner, start, end, answer=OK, booth="A"):
    return Seen(booth, TAKE, owner, start, end, answer)


def free(owner, start, end, answer=OK, booth="A"):
    return Seen(booth, FREE, owner, start, end, answer)


def test_one_after_another_is_explained():
    assert faults([take("x", 0, 1), free("x", 2, 3), take("y", 4, 5), Seen("A", READ, "y", 6, 7, OK)]) == []


def test_overlapping_requests_may_have_either_order():
    assert faults([take("x", 0, 10), take("y", 1, 9, REFUSED), Seen("A", READ, None, 0, 2, OK)]) == []


def test_an_unanswered_request_may_have_happened_or_not():
    unanswered = Seen("A", TAKE, "x", 0)

    assert faults([unanswered, take("y", 5, 6, REFUSED)]) == []
    assert faults([unanswered, take("y", 5, 6)]) == []


def test_a_hold_may_lapse_only_after_its_end():
    held = take("x", 0, 1)

    assert faults([held, Seen("A", LAPSE, "x", 4), take("y", 5, 6)]) == []
    assert faults([held, Seen("A", LAPSE, "x", 7), take("y", 5, 6)]) != []


@pytest.mark.parametrize(
    "wrong",
    [
        [take("x", 0, 1), take("y", 2, 3)],
        [take("x", 0, 1, REFUSED)],
        [take("x", 0, 1), Seen("A", READ, None, 2, 3, OK)],
        [take("x", 0, 1), free("x", 2, 3), Seen("A", READ, "x", 4, 5, OK)],
        [take("x", 0, 1), free("y", 2, 3)],
        [take("x", 0, 1), free("x", 2, 3, REFUSED)],
        [take("x", 0, 10), take("y", 0, 10)],
    ],
    ids=[
        "double win",
        "refused though free",
        "lost update",
        "stale read",
        "freed by another",
        "own not freed",
        "both won",
    ],
)
def test_a_planted_wrong_answer_is_found(wrong):
    assert faults(wrong)


def brute(history):
    """Every order of every choice of the optional ones, tried."""
    must = [op for op in history if op.must_happen]
    may = [op for op in history if not op.must_happen]
    for count in range(len(may) + 1):
        for chosen in itertools.combinations(may, count):
            for order in itertools.permutations([*must, *chosen]):
                if any(a.start > b.end for a, b in itertools.combinations(order, 2)):
                    continue
                owner, legal = None, True
                for op in order:
                    legal, owner = _after(op, owner)
                    if not legal:
                        break
                if legal:
                    return True
    return False


def test_the_search_agrees_with_trying_every_order():
    dice, wrong = random.Random(7), 0
    for _ in range(600):
        history = []
        for _ in range(dice.randint(2, 6)):
            start = dice.uniform(0, 10)
            kind = dice.choice([TAKE, TAKE, FREE, READ])
            owner = dice.choice(["x", "y", None]) if kind == READ else dice.choice(["x", "y"])
            unknown = kind != READ and dice.random() < 0.15
            end = math.inf if unknown else start + dice.uniform(0, 5)
            answer = "unknown" if unknown else OK if kind == READ else dice.choice([OK, REFUSED])
            history.append(Seen("A", kind, owner, start, end, answer))
        explained = brute(history)
        wrong += not explained
        assert (faults(history) == []) == explained, history

    assert 100 < wrong < 590


def test_a_hot_booth_with_many_clients_is_decided():
    dice, clock, owner, history, busy = random.Random(1), 0.0, None, [], [0.0] * 64
    for n in range(6000):
        clock += dice.expovariate(1000)
        client = n % 64
        at = max(clock, busy[client])
        end = at + dice.uniform(0.001, 0.05)
        busy[client] = end
        clock = at
        who = f"c{client}"
        if owner == who:
            history.append(free(who, at, at))
            owner = None
        elif owner is None:
            history.append(take(who, at, at))
            owner = who
        else:
            history.append(take(who, at, at, REFUSED))
    spread = [Seen(s.booth, s.kind, s.owner, s.start - dice.uniform(0, 0.0005), s.end, s.answer) for s in history]

    assert faults(spread) == []
