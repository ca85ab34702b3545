"""Timetables to solve, and a checker that shares no code with the solver."""

import itertools
import random
from collections import Counter

from booth_app.solving.timetable import Answer, Placed, Problem, Show, Span, Stage, Weights

CATEGORIES = ("parental", "filtering", "hotlines", "forensics", "awareness")


def faults(problem: Problem, answer: Answer) -> list[str]:
    """What is wrong with an answer, looked at slot by slot and pair by pair."""
    found = []
    stages = {stage.key: stage for stage in problem.stages}
    shows = {show.key: show for show in problem.shows}
    if set(answer.placed) & set(answer.unplaced) or set(answer.placed) | set(answer.unplaced) != set(shows):
        found.append("not every slot once")
    for key, (where, start) in answer.placed.items():
        show, stage = shows[key], stages[where]
        end = start + show.length
        if not any(begin <= start and end <= until for begin, until in stage.free):
            found.append(f"{key} outside opening hours")
        if (
            show.pinned is None
            and show.available is not None
            and not any(begin <= start and end <= until for begin, until in show.available)
        ):
            found.append(f"{key} while somebody cannot")
        if show.pinned is not None and show.pinned != (where, start):
            found.append(f"{key} not where it is pinned")
        if show.pinned is None and start % problem.step:
            found.append(f"{key} off the grid")
        if show.pinned is None and ((show.kinds and stage.kind not in show.kinds) or show.needs - stage.equipment):
            found.append(f"{key} on a stage that does not suit")
    for (one, (where, start)), (other, (there, later)) in itertools.combinations(answer.placed.items(), 2):
        ends, ends_later = start + shows[one].length, later + shows[other].length
        change = stages[where].change_over
        if where == there and start < ends_later + change and later < ends + change:
            found.append(f"{one} and {other} on one stage")
        if shows[one].presenters & shows[other].presenters and start < ends_later and later < ends:
            found.append(f"{one} and {other} with one presenter")
    return found


def points(problem: Problem, placed: dict[str, Placed], weights: Weights) -> int:
    """What a timetable is worth, from the description of the weights and not from the solver's code."""
    stages = {stage.key: stage for stage in problem.stages}
    total = 0
    seats = min(max(show.wanted for show in problem.shows), max(stage.seats for stage in problem.stages))
    windows: list[list[int]] = []
    for begin, end in sorted(span for stage in problem.stages for span in stage.free):
        if windows and begin < windows[-1][1]:
            windows[-1][1] = max(windows[-1][1], end)
        else:
            windows.append([begin, end])
    asked = Counter(show.category for show in problem.shows)
    per_tick: Counter = Counter()
    per_window: Counter = Counter()
    for show in problem.shows:
        if show.key not in placed:
            continue
        where, start = placed[show.key]
        total += weights.placed
        if seats:
            total += round(weights.room * min(show.wanted, stages[where].seats) / seats)
        if show.published is not None and show.published.start == start:
            total += weights.kept if show.published.stage == where else weights.kept_time
        if any(begin <= start and start + show.length <= end for begin, end in show.preferred):
            total += weights.preferred
        if show.category:
            [window] = [at for at, (begin, end) in enumerate(windows) if begin <= start < end]
            per_window[show.category, window] += 1
            for tick in range(start, start + show.length):
                per_tick[show.category, tick] += 1
    total -= weights.apart * sum(count - 1 for count in per_tick.values())
    for (category, _), count in per_window.items():
        fair = -(-asked[category] // len(windows))
        total -= weights.spread * max(0, count - fair)
    return total


def brute(problem: Problem, weights: Weights) -> int:
    """The most points that any timetable has: every choice of starts tried. For three or four slots."""
    stages = {stage.key: stage for stage in problem.stages}
    ways = []
    for show in problem.shows:
        starts = [None]
        for stage in problem.stages:
            for begin, end in stage.free:
                for start in range(begin, end - show.length + 1):
                    if start % problem.step == 0:
                        starts.append(Placed(stage.key, start))
        ways.append(starts)
    best = 0
    for choice in itertools.product(*ways):
        placed = {show.key: at for show, at in zip(problem.shows, choice, strict=True) if at is not None}
        left = {show.key: None for show in problem.shows if show.key not in placed}
        if not faults(problem, Answer(placed, left, 0, 0.0)):
            best = max(best, points(problem, placed, weights))
    assert stages
    return best


def forum(count: int, stages: int, days: int, *, change_over: int = 2, seed: int = 7) -> Problem:
    """So many slots of 30 or 45 minutes, days from 10:00 to 21:00 with three pauses, presenters with several slots."""
    dice = random.Random(seed)
    day, free = 288, []
    for n in range(days):
        at = n * day
        free += [Span(at + a, at + b) for a, b in ((120, 144), (150, 176), (182, 204), (210, 252))]
    made = [
        Stage(f"stage-{n}", tuple(free), change_over=change_over, seats=dice.choice([40, 60, 90, 150]), kind="stage")
        for n in range(stages)
    ]
    shows = []
    for n in range(count):
        whole = [Span(each * day + 120, each * day + 252) for each in range(days)]
        can = tuple(dice.sample(whole, k=dice.randint(max(1, days - 1), days)))
        shows.append(
            Show(
                f"show-{n:03}",
                dice.choice([6, 6, 6, 9]),
                frozenset(dice.sample([f"p{m}" for m in range(max(3, count * 2 // 3))], k=dice.choice([1, 1, 2]))),
                wanted=dice.randint(10, 150),
                category=dice.choice(CATEGORIES),
                available=can if dice.random() < 0.4 else None,
                preferred=(Span(dice.choice(whole).begin, dice.choice(whole).begin + 60),)
                if dice.random() < 0.3
                else (),
            )
        )
    return Problem(tuple(made), tuple(shows), step=1)
