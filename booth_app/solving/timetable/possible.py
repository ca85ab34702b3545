"""Where each slot may begin, and what a start is worth by itself. Everything else looks here."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from booth_app.solving.timetable.values import Placed, Problem, Show, Span, Stage, Weights, Why

Tick = tuple[str, str, int]
"""What nobody else may have: "stage" or "presenter", whose, and the tick."""


@dataclass(frozen=True)
class Possible:
    """A problem with all possible starts worked out. Windows are times that no free stretch of any stage crosses."""

    problem: Problem
    weights: Weights

    @cached_property
    def stages(self) -> dict[str, Stage]:
        """Stages by key."""
        return {stage.key: stage for stage in self.problem.stages}

    @cached_property
    def shows(self) -> dict[str, Show]:
        """Slots that are asked for, by key."""
        return {show.key: show for show in self.problem.shows}

    @cached_property
    def suiting(self) -> dict[str, tuple[Placed, ...]]:
        """By slot: every place and start that suits it by itself, of pinned ones their pin alone."""
        return {show.key: tuple(self._starts(show)) for show in self.problem.shows}

    @cached_property
    def starts(self) -> dict[str, tuple[Placed, ...]]:
        """What pinned slots leave of `suiting`. Of two that are pinned over one another the later has none."""
        found: dict[str, tuple[Placed, ...]] = {}
        taken: set[Tick] = set()
        for show in sorted(self.problem.shows, key=lambda each: each.pinned is None):
            left = tuple(at for at in self.suiting[show.key] if taken.isdisjoint(self.ticks(show, at)))
            found[show.key] = left
            if show.pinned is not None and left:
                taken.update(self.ticks(show, show.pinned))
        return {show.key: found[show.key] for show in self.problem.shows}

    @cached_property
    def origin(self) -> int:
        """The first tick that any slot could take."""
        pins = [show.pinned.start for show in self.problem.shows if show.pinned is not None]
        return min([span.begin for stage in self.problem.stages for span in stage.free] + pins, default=0)

    def ticks(self, show: Show, at: Placed) -> Iterator[Tick]:
        """Everything that a slot takes there: the stage with its change-over, and each presenter."""
        for tick in range(at.start, at.start + show.length + self.stages[at.stage].change_over):
            yield "stage", at.stage, tick
        for tick in range(at.start, at.start + show.length):
            for presenter in show.presenters:
                yield "presenter", presenter, tick

    @cached_property
    def windows(self) -> tuple[Span, ...]:
        """Stretches of time, in order, such that every free stretch lies within one of them."""
        found: list[Span] = []
        for span in sorted(span for stage in self.problem.stages for span in stage.free):
            if found and span.begin < found[-1].end:
                found[-1] = Span(found[-1].begin, max(found[-1].end, span.end))
            else:
                found.append(span)
        return tuple(found)

    def window(self, start: int) -> int:
        """The number of the window in which a tick lies."""
        return next(at for at, span in enumerate(self.windows) if span.begin <= start < span.end)

    def worth(self, show: Show, at: Placed) -> int:
        """What this start is worth by itself, before others are looked at."""
        weights = self.weights
        value = weights.placed + self._room(show, self.stages[at.stage])
        if show.published == at:
            value += weights.kept
        elif show.published is not None and show.published.start == at.start:
            value += weights.kept_time
        if any(_within(at.start, show.length, span) for span in show.preferred):
            value += weights.preferred
        return value

    @cached_property
    def fair(self) -> dict[str, int]:
        """By category: how many of its slots a window holds when all windows hold as many."""
        count: dict[str, int] = {}
        for show in self.problem.shows:
            count[show.category] = count.get(show.category, 0) + 1
        return {each: -(-number // max(len(self.windows), 1)) for each, number in count.items() if each}

    def why_never(self, show: Show) -> Why | None:
        """Why a slot could not be placed in an empty timetable; None where it could."""
        if show.pinned is not None and not self.starts[show.key]:
            return Why.PIN_BROKEN
        if self.suiting[show.key]:
            return None
        fitting = [stage for stage in self.problem.stages if _suits(show, stage)]
        anywhere = any(list(self._on_grid(span, show.length)) for stage in fitting for span in stage.free)
        return Why.NEVER_AVAILABLE if anywhere else Why.NO_STAGE

    def _starts(self, show: Show) -> Iterable[Placed]:
        if show.pinned is not None:
            stage = self.stages.get(show.pinned.stage)
            if stage and any(_within(show.pinned.start, show.length, span) for span in stage.free):
                yield show.pinned
            return
        for stage in self.problem.stages:
            if not _suits(show, stage):
                continue
            for span in stage.free:
                for start in self._on_grid(span, show.length):
                    if show.available is None or any(_within(start, show.length, each) for each in show.available):
                        yield Placed(stage.key, start)

    def _on_grid(self, span: Span, length: int) -> Iterable[int]:
        step = self.problem.step
        return range(-(-span.begin // step) * step, span.end - length + 1, step)

    def _room(self, show: Show, stage: Stage) -> int:
        """How many of those who want to come find a seat, as a share of the most that any slot could have."""
        return round(self.weights.room * min(show.wanted, stage.seats) / self._most) if self._most else 0

    @cached_property
    def _most(self) -> int:
        wanted = max((show.wanted for show in self.problem.shows), default=0)
        return min(wanted, max((stage.seats for stage in self.problem.stages), default=0))


def _suits(show: Show, stage: Stage) -> bool:
    return (not show.kinds or stage.kind in show.kinds) and show.needs <= stage.equipment


def _within(start: int, length: int, span: Span) -> bool:
    return span.begin <= start and start + length <= span.end
