"""The smallest edit that cures a violation, shown to do so by the rules themselves.

Smallest is: an edit that moves nothing and takes no floor, where the rule has one (another number, a valid outline,
less height); else the move of the least metres over all booths moved (each but the first counts 20 cm more), of one
booth or of all that stand together, of 3 m at most; else the resize that takes the least floor, a third at most; else
the removal of the smallest booth.
Moves are tried from the shortest. One that would break something else is learned from: what it came too near is
kept clear of by all that are tried after it.
"""

import heapq
import math
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from booth_app.edits.edit import Edit
from booth_app.edits.move import Move
from booth_app.edits.proposals import Proposal, fewer, in_place, smaller
from booth_app.edits.push import Keep, Way, ways
from booth_app.edits.scene import ACCESS, Scene, floor_of
from booth_app.edits.trial import Trial, start
from booth_app.edits.verdict import group
from booth_app.geometry import BoothShape, Plan, Violation
from booth_app.geometry.checking import Checked

_MOST_LEARNED = 6
_MOST_WAYS = 8
_ANOTHER = 0.2


@dataclass(frozen=True, slots=True)
class Cure:
    """An edit after which a violation is gone and no new one is there that is as severe.

    `way` is how far booths move by it (metres, summed over them), `lost` the floor that they lose (m²), `after` what
    the rules find then, `also` the other violations that go with it.
    """

    edit: Edit
    way: float
    lost: float
    after: Checked
    also: tuple[Violation, ...] = ()


@dataclass(frozen=True, slots=True)
class NoCure:
    """That there is no small cure, and why.

    `gone`: the plan has no such violation. `claimed`: all booths that could cure it are pinned. `no-booth`: it is not
    about booths. `no-small-cure`: what was tried does not cure it, or breaks something else. `not-asked`: a repair
    had done all that it may before it came to this.
    """

    code: str


@dataclass(frozen=True, slots=True, order=True)
class _Try:
    cost: float
    turn: int
    movers: tuple[BoothShape, ...] = field(compare=False)
    way: Way = field(compare=False)
    keeps: tuple[Keep, ...] = field(compare=False)


def cure(
    plan: Plan,
    violation: Violation,
    settings: Mapping[str, Any] | None = None,
    *,
    pinned: Container[str] = frozenset(),
    taken: Container[str] = frozenset(),
    known: Checked | None = None,
) -> Cure | NoCure:
    """The smallest edit that cures a violation of a plan under these rules.

    `pinned` are the keys of booths that must stay as they are (those that are claimed), `taken` numbers that no
    booth may be given, `known` what `checking.checked` said of this plan under these settings, to spare asking again.
    The same question has the same answer. Costs at most 160 looks at the booths about an edit and 16 checks of the
    whole.

    Raises:
        WrongSettings: the settings name what is not there.
    """
    before = start(plan, settings, known)
    if not any(group(each) == group(violation) for each in before.violations):
        return NoCure("gone")
    scene, trial = Scene(plan), Trial(before, violation)
    proposed = False
    for proposal in _proposals(scene, trial, pinned, taken):
        proposed = True
        if isinstance(proposal, Cure):
            return proposal
        made = None if proposal is None else trial.made(proposal.edit)
        if proposal is not None and isinstance(made, Checked):
            return _cure(proposal, before, made, violation)
        if trial.over:
            break
    if proposed:
        return NoCure("no-small-cure")
    return NoCure("claimed" if scene.named(violation) else "no-booth")


def _proposals(
    scene: Scene, trial: Trial, pinned: Container[str], taken: Container[str]
) -> Iterator[Proposal | Cure | None]:
    violation = trial.violation
    yield from in_place(scene, violation, pinned, taken)
    yield from _moves(scene, trial, pinned)
    yield from smaller(scene, violation, pinned)
    yield from fewer(scene, violation, pinned)


def _moves(scene: Scene, trial: Trial, pinned: Container[str]) -> Iterator[Cure | None]:
    """Moves from the shortest on, each tried here, since what it would break says what to try next."""
    queue: list[_Try] = []
    turn = 0
    for movers in _movers(scene, trial.violation, pinned):
        aims = scene.aims(trial.violation, movers)
        if aims:
            turn = _enqueue(queue, turn, movers, (*scene.keeps(movers), *aims))
    tried: set[tuple[tuple[str, ...], Way]] = set()
    learned: dict[tuple[str, ...], int] = {}
    while queue and not trial.over:
        now = heapq.heappop(queue)
        keys = tuple(each.key for each in now.movers)
        if (keys, now.way) in tried:
            continue
        tried.add((keys, now.way))
        proposal = Proposal(Move(keys, *now.way), way=round(math.hypot(*now.way) * len(keys), 3))
        made = trial.made(proposal.edit)
        if isinstance(made, Checked):
            yield _cure(proposal, trial.before, made, trial.violation)
            return
        yield None  # there was something to try
        if made and learned.get(keys, 0) < _MOST_LEARNED:
            learned[keys] = learned.get(keys, 0) + 1
            there = Scene(proposal.edit.apply(scene.plan))
            moved = [booth for booth in there.booths if booth.key in keys]
            new = [keep for each in made for keep in there.aims(each, moved)]
            turn = _enqueue(queue, turn, now.movers, (*now.keeps, *new))


def _movers(scene: Scene, violation: Violation, pinned: Container[str]) -> Iterator[tuple[BoothShape, ...]]:
    """Booths that may be moved together: each that is named, then all that touch it, none of them pinned."""
    named = scene.named(violation)
    if violation.rule in ACCESS:
        around = scene.about(violation.where, violation.required)
        named = list({each.key: each for each in [*named, *around]}.values())
    seen: set[tuple[str, ...]] = set()
    for movers in [*([each] for each in named), *(scene.together(each) for each in named)]:
        keys = tuple(each.key for each in movers)
        if keys not in seen and not any(key in pinned for key in keys):
            seen.add(keys)
            yield tuple(movers)


def _enqueue(queue: list[_Try], turn: int, movers: tuple[BoothShape, ...], keeps: tuple[Keep, ...]) -> int:
    for way in ways(floor_of(movers), list(keeps))[:_MOST_WAYS]:
        if way != (0.0, 0.0):
            turn += 1
            cost = math.hypot(*way) * len(movers) + _ANOTHER * (len(movers) - 1)
            heapq.heappush(queue, _Try(round(cost, 4), turn, movers, way, keeps))
    return turn


def _cure(proposal: Proposal, before: Checked, after: Checked, violation: Violation) -> Cure:
    left = {group(each) for each in after.violations}
    also = tuple(each for each in before.violations if each is not violation and group(each) not in left)
    also = tuple(each for each in also if group(each) != group(violation))
    return Cure(proposal.edit, proposal.way, proposal.lost, after, also)
