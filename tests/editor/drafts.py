"""A draft of a world's one hall: edited, and published over what is claimed on it."""

from dataclasses import dataclass, field

from sqlalchemy import select

from booth_app import edits
from booth_app.base.access import Who
from booth_app.claims.models import ClaimBooth
from booth_app.editor import services
from booth_app.editor.decisions import Decision, Decisions, Kind
from booth_app.exhibitions.models import Booth
from booth_app.layouts import queries as layouts
from booth_app.layouts import services as laying
from tests.claims.world import World

NOTHING = Decisions({})


@dataclass
class Draft:
    """A draft of a world's one hall."""

    world: World
    id: int
    hall: int
    staff: Who
    steps: list[edits.Edit] = field(default_factory=list)

    def edit(self, *made: edits.Edit) -> "Draft":
        """Make edits."""
        with self.world.database.write() as session:
            for each in made:
                laying.edit(session, self.staff, self.id, each.to_json(), version=len(self.steps), now=self.world.now)
                self.steps.append(each)
        return self

    def publish(self, decisions: Decisions = NOTHING, *, at: float = 5, reason: str = "Fire safety"):
        """Publish."""
        with self.world.database.write() as session:
            laying.hold_still(session, self.id)
            return services.publish(
                session,
                self.staff,
                self.id,
                version=len(self.steps),
                decisions=decisions,
                reason=reason,
                now=self.world.at(at),
            )

    def published(self) -> dict[str, str]:
        """Number by key of what is published now."""
        with self.world.database.read() as session:
            found = layouts.published(session, self.hall)
        assert found is not None
        return {each.key: each.number for each in found.plan.booths}


def key(world, n):
    return f"b{world.booths[n]}"


def begin(world) -> Draft:
    with world.database.write() as session:
        hall = session.get_one(Booth, world.booths[0]).hall_id
        made = laying.start_draft(session, world.staff, hall, now=world.now)
    return Draft(world, made, hall, world.staff)


def decide(claim, kind, **targets):
    return Decisions({claim: Decision(Kind(kind), {int(name[1:]): number for name, number in targets.items()})})


def target(world, n, number):
    return {f"b{world.booths[n]}": number}


def booths_of(world, claim):
    with world.database.read() as session:
        rows = session.scalars(select(ClaimBooth.booth_id).where(ClaimBooth.claim_id == claim)).all()
    return sorted(world.booths.index(each) if each in world.booths else -1 for each in rows)
